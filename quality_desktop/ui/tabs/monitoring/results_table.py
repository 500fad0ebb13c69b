"""The table of exam results with the district's line below and the panel beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.records import Id
from quality_desktop.services.district_file import history
from quality_desktop.services.exam_results import exam_tables, result_editing
from quality_desktop.services.exam_results.exam_tables import Cut, ResultRow, ResultTable
from quality_desktop.services.exam_results.result_editing import ResultEdit
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.models.results import ResultSheet, problems_of
from quality_desktop.ui.models.table_model import Edit
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.tabs.monitoring.results_side import ResultsSide, SchoolStory
from quality_desktop.ui.widgets.column_widths import TableWidths, name_width
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.totals_strip import TotalsStrip

_PAUSE_MS: Final = 60
SIDE_WIDTH: Final = 280
SIDE_SHARE: Final = 0.22
FILTERS: Final = {
    "all": "Все школы",
    "with": "С результатом",
    "without": "Без результата",
    "problems": "С замечаниями",
}


class ResultsPane(QWidget):
    """Shows one table, takes what is typed into it.

    Attributes:
        pause: Runs shortly before the panel follows the cursor.

    Signals:
        problems_changed: Tuple of ``Problem``.
    """

    problems_changed = Signal(object)

    def __init__(self, operations: Operations, environment: Environment, wanted: RowFilter) -> None:
        super().__init__()
        self._operations = operations
        self._environment = environment
        self._filter = wanted
        self._table: ResultTable | None = None
        self._names: Mapping[Id, str] = {}
        self._district: Mapping[str, Fraction] = {}
        self._title = ""
        self.model: FigureModel[ResultRow] = FigureModel(key=lambda row: row.school.id, parent=self)
        self.grid = FigureGrid(self.model, "Результаты работы по школам")
        self.totals = TotalsStrip(self.grid, "Район")
        self.side = ResultsSide()
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._widths = TableWidths(self.grid, environment.preferences)
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.grid, 1)
        column.addWidget(self.totals)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PanelSplitter(table, self.side, share=SIDE_SHARE, most=SIDE_WIDTH))
        wanted.changed.connect(self._filter_rows)
        self.model.edited.connect(self._on_edited)
        self.model.refused.connect(lambda _reasons: self._tell_problems())
        self.grid.place_changed.connect(self.pause.start)
        self.pause.timeout.connect(self._show_side)

    def jump_to(self, place: str) -> None:
        """Select the cell that a finding is about."""
        kind, _, rest = place.partition(":")
        school, _, field = rest.partition(":")
        key = next((r.school.id for r in self.model.all_rows if str(r.school.id) == school), None)
        if kind != ExamResult.kind or key is None:
            return
        if self.model.row_of(key) is None:
            self._filter.show_all()
        row, column = self.model.row_of(key), self.model.column_of(field) or 0
        if row is not None:
            self.grid.select_cell(row, column)

    def show_sheet(self, sheet: ResultSheet, title: str) -> None:
        """Show an answer of the service.

        Args:
            sheet: The table with its columns and totals.
            title: What it is about: «ВПР 2026, математика, 5 класс».
        """
        table, shown = sheet.table, sheet.columns
        is_same_work = self._table is not None and self._table.cut == table.cut
        if not is_same_work:
            self.model.forget_drafts()
        self._title = title
        is_new = [c.key for c in shown] != [c.key for c in self.model.figures]
        self._table, self._names, self._district = table, sheet.names, sheet.district
        self.model.show_table(
            shown, table.rows, totals=sheet.totals, keeps_places=is_same_work and not is_new
        )
        if is_new:
            names = name_width(self.grid, (row.name for row in table.rows))
            # Every procedure has columns of its own.
            usual = (names, *(column.width for column in shown[1:]))
            self._widths.apply(f"results_{table.cut.procedure}", usual)
        if is_new or not is_same_work:
            self.grid.fit()
        self.totals.show_cells(self.model.totals)
        if not self.grid.currentIndex().isValid() and table.rows:
            self.grid.setCurrentIndex(self.model.index(0, 1))
        self._tell_problems()
        self.pause.start()

    def _filter_rows(self) -> None:
        kind, words, names = self._filter.kind, self._filter.words, self._names
        fits: dict[str, Callable[[ResultRow], bool]] = {
            "with": lambda row: row.result is not None,
            "without": lambda row: row.result is None,
            "problems": lambda row: bool(row.findings),
        }
        is_of_kind = fits.get(kind)

        def is_wanted(row: ResultRow) -> bool:
            name = names.get(row.school.id, "")
            is_right = is_of_kind is None or is_of_kind(row)
            return is_right and all(word in name for word in words)

        self.model.show_only(None if self._filter.is_open else is_wanted)

    def _tell_problems(self) -> None:
        self.problems_changed.emit(problems_of(self.model))

    def _on_edited(self, edits: list[Edit[ResultRow]], intent: str) -> None:
        if self._table is None:
            return
        cut = self._table.cut
        written = [
            ResultEdit(
                school=edit.row.school.id,
                field=edit.column,
                value=edit.value if isinstance(edit.value, int) else None,
            )
            for edit in edits
        ]
        text = "" if len(written) == 1 else f"Результаты: {intent}"
        self._operations.do(
            lambda store: result_editing.set_results(
                store=store, cut=cut, edits=written, intent=text
            ),
            then=self._on_written,
            refused=self._on_refused,
            owner=self,
        )

    def _on_written(self, changes: Changes) -> None:
        if not changes:  # the same figure again: nobody else will ask for the table
            self.model.forget_pending()
            self._tell_problems()

    def _on_refused(self, sentence: str) -> None:
        self.model.forget_pending()
        self._environment.messages.refuse(self.window(), sentence)

    def _show_side(self) -> None:
        index, table = self.grid.currentIndex(), self._table
        if table is None or not index.isValid() or index.row() >= len(self.model.rows):
            self.side.clear()
            hint = counted(len(self.model.rows), "школа", "школы", "школ")
            self.side.show_title("Результаты", hint)
            return
        row = self.model.rows[index.row()]
        self.side.show_row(self._district, row, self._title)
        if row.result is not None:
            self._ask_story(table.cut, row)

    def _ask_story(self, cut: Cut, row: ResultRow) -> None:
        school, result = row.school.id, row.result

        def ask(store: Store) -> SchoolStory:
            years = exam_tables.years_of_school(store=store, cut=cut, school=school)
            key = result.id if result is not None else school
            return SchoolStory(years=years, entries=history.of_record(store=store, record=key))

        def show(story: SchoolStory) -> None:
            index = self.grid.currentIndex()
            if index.isValid() and self.model.rows[index.row()].school.id == school:
                self.side.add_story(story, cut)

        self._operations.ask(ask, show, owner=self)
