"""Tab «Мониторинг»: what schools answered, results of works, indicators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent
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
from quality_desktop.ui.tabs.monitoring.actions import MonitoringActions
from quality_desktop.ui.tabs.monitoring.values import MonitoringValues
from quality_desktop.ui.widgets.view_switch import ViewSwitch

_VIEWS: Final = (
    ("showValues", "Значения"),
    ("showResults", "Результаты работ"),
    ("showIndicators", "Показатели"),
)
_VALUES: Final = 0
"""The first of them."""


class MonitoringTab(Tab):
    """A switch of three views; the second and the third are made when they are first wanted.

    Attributes:
        values: The first view.
    """

    title: ClassVar[str] = "Мониторинг"
    name: ClassVar[str] = "monitoring"
    help_page: ClassVar[str] = "monitoring"

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.values = MonitoringValues(operations, scope, environment)
        self._makers: tuple[Callable[[], TabView], ...] = (
            lambda: self.values,
            self._make_results,
            self._make_indicators,
        )
        self._views: dict[int, TabView] = {}
        self._found: dict[int, tuple[Problem, ...]] = {}
        self.pages = QStackedWidget()
        self._pages: dict[int, int] = {}
        self.switch = ViewSwitch(_VIEWS)
        self._actions = MonitoringActions(self, self.values)
        self._actions.find.triggered.connect(lambda: self.view.open_find_bar())
        self.values.definitions_wanted.connect(self._actions.definitions.trigger)
        self.build(self._content())
        self.switch.chosen.connect(self.show_view)
        self.show_view(_VALUES)

    @property
    def view(self) -> TabView:
        """The view in front."""
        return self._views[self.switch.current]

    @override
    def refresh(self) -> None:
        """Views ask for themselves when they are shown and when their records change."""

    @override
    def actions_of_tool_row(self) -> Sequence[QAction]:
        return self._actions.tool_row

    @override
    def jump_to(self, place: str) -> None:
        self.view.jump_to(place)

    @override
    def record_in_hand(self) -> tuple[str, Id] | None:
        return self.view.record_in_hand()

    def show_view(self, number: int) -> None:
        """Bring a view to the front; the keyboard goes into it when it was in another one."""
        is_typed_into = any(widget.hasFocus() for widget in self.pages.findChildren(QWidget))
        if number not in self._views:
            view = self._views[number] = self._makers[number]()
            self._pages[number] = self.pages.addWidget(view)
            view.problems_changed.connect(lambda found: self._keep_problems(number, found))
        self.switch.show_current(number)
        self.pages.setCurrentIndex(self._pages[number])
        self.setFocusProxy(self._views[number])
        if is_typed_into:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_problems(self._found.get(number, ()))
        self._actions.follow_view(is_values=number == _VALUES)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The table takes the keyboard, not the first field above it."""
        super().showEvent(event)
        if not event.spontaneous():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _content(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.switch)
        layout.addWidget(self.pages, 1)
        return content

    def _keep_problems(self, number: int, found: Sequence[Problem]) -> None:
        self._found[number] = tuple(found)
        if number == self.switch.current:
            self.show_problems(found)
            self._actions.follow_problem()

    def _make_results(self) -> TabView:
        from quality_desktop.ui.tabs.monitoring.results import ResultsView

        return ResultsView(self.operations, self.scope, self.environment)

    def _make_indicators(self) -> TabView:
        from quality_desktop.ui.tabs.monitoring.indicators import IndicatorsView

        return IndicatorsView(self.operations, self.scope, self.environment)

    @override
    def _on_records_changed(self, changes: Changes) -> None:
        """Views listen by themselves."""
