"""«Обзор»: what is due this week, what is late, and the month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.controlled_dates import ControlledDate, DateState, rest_note
from quality_desktop.services.deadlines.dates_view import DatesView, dates_view
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.dates import left_words
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.overview.actions import OverviewActions
from quality_desktop.ui.tabs.overview.guide import Guide
from quality_desktop.ui.tabs.overview.list_page import DatesList
from quality_desktop.ui.tabs.overview.month_page import DatesMonth
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.side_panel import SidePanel
from quality_desktop.ui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from quality_desktop.storage.reading import Reading

_LIST: Final = 0
_MONTH: Final = 1
_EMPTY: Final = 2
_NOTHING: Final = (
    "Здесь появятся сроки из документов, планов, форм и рекомендаций: что сделать, кому и до какого числа. "
    "Пока в файле нет ни одного срока."
)
_COUNTED: Final = (
    ("late", "Просрочено", (DateState.OVERDUE,)),
    ("week", "На этой неделе", (DateState.TODAY, DateState.THIS_WEEK)),
    ("open", "Всего не выполнено", (*frozenset(DateState) - {DateState.DONE},)),
)


class OverviewTab(Tab):
    """The tab «Обзор»."""

    title: ClassVar[str] = "Обзор"
    name: ClassVar[str] = "overview"
    help_page: ClassVar[str] = "overview"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            "assignment", "card_row", "collection", "deadline_mark", "direction", "evidence",
            "exam_result", "form", "holiday", "incoming_paper", "indicator", "letterhead",
            "measure", "municipality", "paper", "paper_addressee", "paper_deadline", "partnership",
            "person", "position", "programme", "progress", "recommendation", "risk_entry",
            "risk_list", "roadmap", "roadmap_row", "school", "submission", "team_member", "unit",
            "value",
        }
    )  # fmt: skip

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.dates = DatesList()
        self.month = DatesMonth()
        self.panel = SidePanel()
        self.guide = Guide(self)
        self.empty = EmptyState(_NOTHING)
        self.counts = QButtonGroup(self)
        self.switch = ViewSwitch([("showList", "Список"), ("showMonth", "Месяц")])
        self._pages = QStackedWidget()
        self.actions_of_tab = OverviewActions(self, self.dates, lambda: self.chosen)
        self.build(self._content(), side=self.panel)
        self.dates.chosen.connect(self._show_side)
        self.month.day_chosen.connect(self._show_day)
        self.month.day_opened.connect(self._open_day)
        self.switch.chosen.connect(self._show_page)
        self.switch.show_current(_LIST)
        self.setFocusProxy(self._pages)

    @property
    def view(self) -> DatesView | None:
        """What is shown; None until the file has told it."""
        return self.dates.view

    @property
    def chosen(self) -> tuple[ControlledDate, ...]:
        """The dates that actions are about."""
        return self.dates.selected if self._pages.currentIndex() == _LIST else ()

    @override
    def refresh(self) -> None:
        wording, reference = self.environment.wording, self.environment.reference

        def ask(store: Reading) -> DatesView:
            return dates_view(store=store, today=date.today(), wording=wording, reference=reference)

        self.operations.look(ask, self._show, owner=self)
        self.guide.refresh()

    @override
    def actions_of_tool_row(self) -> Sequence[QAction]:
        return self.actions_of_tab.tool_row

    def _content(self) -> QWidget:
        line = QHBoxLayout()
        line.setSpacing(4)
        for place, (kind, _title, _states) in enumerate(_COUNTED):
            button = named(QToolButton(), f"count_{kind}")
            button.clicked.connect(lambda _on=False, kind=kind: self._show_kind(kind))
            self.counts.addButton(button, place)
            line.addWidget(button)
        line.addStretch()
        line.addWidget(self.switch)
        for page in (self.dates, self.month, self.empty):
            self._pages.addWidget(page)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.guide.panel)
        layout.addLayout(line)
        layout.addWidget(self._pages, 1)
        return content

    def _show(self, view: DatesView) -> None:
        self.dates.show_view(view)
        self.month.show_view(view)
        for place, (_kind, title, states) in enumerate(_COUNTED):
            self.counts.button(place).setText(f"{title}: {len(view.of_state(*states))}")
        is_empty = not view.items
        for button in (*self.counts.buttons(), self.switch):
            button.setVisible(not is_empty)
        self._pages.setCurrentIndex(_EMPTY if is_empty else max(self.switch.current, 0))
        self._show_side()

    def _show_kind(self, kind: str) -> None:
        self._show_page(_LIST)
        self.dates.show_kind(kind)
        self.dates.grid.setFocus()

    def _show_page(self, place: int) -> None:
        self.switch.show_current(place)
        if self.view is not None and self.view.items:
            self._pages.setCurrentIndex(place)
        self._show_side()

    def _open_day(self, day: date) -> None:
        self._show_page(_LIST)
        self.dates.show_day(day)
        self.dates.grid.setFocus()

    def _show_day(self, day: date) -> None:
        """A day of the month: everything that is due on it."""
        view = self.view
        self.panel.clear()
        if view is None:
            return
        self.panel.show_title(f"{day:%d.%m.%Y}", view.calendar.rest_name(day))
        due = [item for item in view.items if item.due == day]
        for item in due:
            self.panel.add_text(item.what, [line for line in (item.who, item.origin) if line])
        if not due:
            self.panel.add_text("Сроков нет", "")
        self.actions_of_tab.follow()

    def _show_side(self) -> None:
        self.actions_of_tab.follow()
        view, chosen = self.view, self.chosen
        if self._pages.currentIndex() == _MONTH:
            day = self.month.model.day_at(self.month.grid.currentIndex())
            if day is not None:
                self._show_day(day.day)
                return
        self.panel.clear()
        if view is None or not chosen:
            self.panel.show_title("")
            return
        if len(chosen) > 1:
            self.panel.show_title(f"Выбрано сроков: {len(chosen)}")
            return
        [item] = chosen
        state = "Выполнено" if item.is_done else left_words(item, view.today)
        self.panel.show_title(item.what, f"{item.due:%d.%m.%Y}. {state}")
        for heading, text in (
            ("Кто", item.who),
            ("Откуда", item.origin),
            ("Период", _period(item)),
            ("Перенесён", "" if item.moved_from is None else f"с {item.moved_from:%d.%m.%Y}"),
            ("Выполнено", "" if item.done_on is None else f"{item.done_on:%d.%m.%Y}"),
            ("Примечание", item.note),
            ("Рабочий день", "" if item.is_done else rest_note(item, view.calendar)),
        ):
            if text:
                self.panel.add_text(heading, text)


def _period(item: ControlledDate) -> str:
    if item.begins is None:
        return ""
    return f"{item.begins:%d.%m.%Y} – {item.due:%d.%m.%Y}"
