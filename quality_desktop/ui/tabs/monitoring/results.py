"""Second view of «Мониторинг»: exam results by procedure, year, subject and grade."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtWidgets import (
    QPushButton,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import (
    ExamProcedure,
    ExamResult,
    Subject,
    exam_year_of,
)
from quality_desktop.services import table_export
from quality_desktop.services.exam_results import exam_tables
from quality_desktop.services.exam_results.exam_tables import Cut, ResultChoices, ResultTable
from quality_desktop.ui.dialogs.new_work import NewWork
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.results import ResultSheet, export_sheet, sheet_of
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.monitoring.results_table import FILTERS, ResultsPane
from quality_desktop.ui.widgets.cut_chooser import CutChooser
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.shape import pile, tools

_EMPTY: Final = (
    "Здесь – результаты ВПР, ОГЭ, ЕГЭ и других работ по школам: сколько участников, какие отметки, "
    "качество и успеваемость. Загрузите файлы с результатами или внесите числа сами."
)


class ResultsView(TabView):
    """Schools × counts and shares of one work."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        {ExamResult.kind, School.kind, ExamProcedure.kind, Subject.kind}
    )

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.setObjectName("resultsView")
        self.setAccessibleName("Результаты работ")
        self._choices = ResultChoices(cuts=(), procedures=(), subjects=())
        self._table: ResultTable | None = None
        self._year = scope.year
        self._new: Cut | None = None
        self.chooser = CutChooser()
        self.filter = RowFilter("Школа…", FILTERS)
        self.pane = ResultsPane(operations, environment, self.filter)
        self.add_button = named(QPushButton("Внести вручную…", autoDefault=False), "addWork")
        self.add_button.setToolTip("Внести результаты работы, которой в списке ещё нет")
        environment.look.dress(self.add_button, "plus")
        self.add_button.clicked.connect(self.add_work)
        self._lay_out()
        self.setFocusProxy(self.pane.grid)
        self.chooser.chosen.connect(self._on_cut_chosen)
        self.pane.problems_changed.connect(self.problems_changed)

    @override
    def refresh(self) -> None:
        self.operations.ask(
            lambda store: exam_tables.choices(store=store), self._show_choices, owner=self
        )

    @override
    def jump_to(self, place: str) -> None:
        self.pane.jump_to(place)

    @override
    def open_find_bar(self) -> None:
        self.pane.grid.open_find_bar()

    @override
    def export(self) -> None:
        if self._table is None:
            return
        title = self._choices.title(self._table.cut)
        path = self.ask_where("Сохранить результаты в Excel", title)
        if path is not None:
            sheet = export_sheet(self.pane.model, title)
            self.save_table(lambda _store: table_export.save(path=path, sheet=sheet))

    def add_work(self) -> None:
        """Start typing results of a work that has none yet."""
        cut = NewWork.ask(
            self.window(), self._choices, year=exam_year_of(self.scope.year), near=self.chooser.cut
        )
        if cut is not None:
            self._new = cut
            self.chooser.show_choices(self._choices, year=cut.year, wanted=cut)
            self._on_cut_chosen(cut)

    def _lay_out(self) -> None:
        line = tools((self.chooser, self.filter), (self.add_button, self.export_button))
        self.empty = EmptyState(_EMPTY, "Внести вручную…")
        self.empty.activated.connect(self.add_work)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pane)
        self._stack.addWidget(self.empty)
        pile(self, (line, self.outcome), self._stack)

    def _show_choices(self, choices: ResultChoices) -> None:
        self._choices = choices
        year = exam_year_of(self.scope.year)
        kept = self._new if self._new is not None and self._new not in choices.cuts else None
        self.chooser.show_choices(choices, year=year, wanted=kept)
        if self._year != self.scope.year:
            self._year = self.scope.year
            self.chooser.blockSignals(True)
            self.chooser.choose_year(year)
            self.chooser.blockSignals(False)
        self._ask_table()

    def _on_cut_chosen(self, cut: Cut) -> None:
        if self._new is not None and cut != self._new:
            self._new = None
        self.tell("")
        self._ask_table()

    def _ask_table(self) -> None:
        cut = self.chooser.cut
        is_empty = cut is None
        self._stack.setCurrentIndex(1 if is_empty else 0)
        for widget in (self.chooser, self.filter, self.export_button, self.add_button):
            widget.setVisible(not is_empty)
        if cut is None:
            self._table = None
            self.problems_changed.emit(())
            return
        self.operations.ask(
            lambda store: sheet_of(exam_tables.table(store=store, cut=cut)),
            self._show_sheet,
            owner=self,
        )

    def _show_sheet(self, sheet: ResultSheet) -> None:
        table = sheet.table
        if table.cut == self.chooser.cut:  # otherwise the answer to an older question
            self._table = table
            self.pane.show_sheet(sheet, self._choices.title(table.cut))
