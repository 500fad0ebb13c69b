"""Tab «Школы риска»: the list, the map of results, dynamics, context, objectivity, partners, effect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.risk.actions import RiskActions
from quality_desktop.ui.tabs.risk.list import RiskListView
from quality_desktop.ui.tabs.risk.trial_banner import Place, TrialBanner
from quality_desktop.ui.tabs.risk.views import RiskViewEntry, risk_views
from quality_desktop.ui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from quality_desktop.ui.tabs.risk.card import RiskCardView

LIST: Final = 0
CARD: Final = -1


class RiskTab(Tab):
    """A switch of views; all but the list are made when they are first wanted.

    Attributes:
        list: The first view.
    """

    title: ClassVar[str] = "Школы риска"
    name: ClassVar[str] = "risk"
    help_page: ClassVar[str] = "risk"

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.list = RiskListView(operations, scope, environment)
        self._entries: tuple[RiskViewEntry, ...] = risk_views()
        self._views: dict[int, QWidget] = {}
        self._found: dict[int, tuple[Problem, ...]] = {}
        self._card: RiskCardView | None = None
        self.pages = QStackedWidget()
        self.banner = TrialBanner(environment.look)
        self.switch = ViewSwitch([(entry.name, entry.title) for entry in self._entries])
        self._actions = RiskActions(self, self.list)
        self.build(self._content())
        self._actions.find.triggered.connect(self._find)
        self.switch.chosen.connect(self.show_view)
        self.list.card_wanted.connect(self.show_card)
        self.list.shown.connect(lambda board, is_on: self.banner.show_board(board, is_trial=is_on))
        self.banner.left.connect(self.list.leave_trial)
        self.banner.adopted.connect(self.list.adopt_trial)
        self.show_view(LIST)

    @property
    def view(self) -> QWidget:
        """The view in front; the card of a school counts as one."""
        return self.pages.currentWidget()

    @override
    def refresh(self) -> None:
        """Views ask for themselves when they are shown and when their records change."""

    @override
    def actions_of_tool_row(self) -> Sequence[QAction]:
        return self._actions.tool_row

    @override
    def jump_to(self, place: str) -> None:
        if isinstance(self.view, TabView):
            self.view.jump_to(place)

    def show_view(self, number: int) -> None:
        """Bring a view to the front."""
        if number not in self._views:
            self._add(number, self.list if number == LIST else self._made(number))
        self.switch.show_current(number)
        self.pages.setCurrentWidget(self._views[number])
        self.show_problems(self._found.get(number, ()))
        self._actions.follow_view(is_list=number == LIST)
        self.banner.follow_view(Place.LIST if number == LIST else Place.OTHER)

    def show_card(self, school: Id) -> None:
        """Bring the card of a school to the front; «К списку» goes back."""
        from quality_desktop.ui.tabs.risk.card import RiskCardView

        if self._card is None:
            self._card = RiskCardView(self.operations, self.scope, self.environment)
            self._card.closed.connect(self._leave_card)
            self._add(CARD, self._card)
        self._card.show_school(school, self.list.terms)
        self.pages.setCurrentWidget(self._card)
        self._card.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_problems(self._found.get(CARD, ()))
        self._actions.follow_view(is_list=False)
        self.banner.follow_view(Place.CARD)

    def _find(self) -> None:
        if isinstance(self.view, TabView):
            self.view.open_find_bar()

    def _leave_card(self) -> None:
        self.show_view(LIST)
        self.list.pane.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, number: int) -> QWidget:
        return self._entries[number].build(self.operations, self.scope, self.environment)

    def _add(self, number: int, view: QWidget) -> None:
        self._views[number] = view
        self.pages.addWidget(view)
        if isinstance(view, TabView):
            view.problems_changed.connect(lambda found: self._keep_problems(number, found))

    def _content(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.switch)
        layout.addWidget(self.banner)
        layout.addWidget(self.pages, 1)
        return content

    def _keep_problems(self, number: int, found: Sequence[Problem]) -> None:
        self._found[number] = tuple(found)
        if self._views.get(number) is self.view:
            self.show_problems(found)

    @override
    def _on_records_changed(self, changes: Changes) -> None:
        """Views listen by themselves."""
