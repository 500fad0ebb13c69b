"""Third view of «Мониторинг»: figures of indicators by school and for the district."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.collection.indicators import Band, Calculation, Target
from quality_desktop.domain.collection.monitoring import DataElement, Form, Value
from quality_desktop.domain.directory import School, SchoolYear
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.programme import Indicator
from quality_desktop.services import table_export
from quality_desktop.services.entry.answered_years import nearest_answered
from quality_desktop.services.indicators import indicator_values
from quality_desktop.services.indicators.indicator_table import IndicatorTable
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.models.indicators import (
    IndicatorRow,
    Sheet,
    district_lines,
    district_sheet,
    export_sheet,
    figure_columns,
    indicator_sheet,
    schools_sheet,
    table_lines,
    title_of,
)
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import folded
from quality_desktop.ui.scope import Scope, shown_year
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.monitoring.indicators_side import IndicatorsSide
from quality_desktop.ui.widgets.column_widths import TableWidths, name_width
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.shape import over_totals, pile
from quality_desktop.ui.widgets.totals_strip import TotalsStrip

_PAUSE_MS: Final = 60
_SIDE_WIDTH: Final = 300
_SIDE_SHARE: Final = 0.24
_FIRST_COLUMNS: Final = 1
ALL_OF_DISTRICT: Final = "district"
ALL_OF_SCHOOLS: Final = "schools"
_FILTERS: Final = {"all": "Все строки", "known": "С данными", "unknown": "Нет данных"}
_EMPTY: Final = (
    "Здесь – показатели программы: доли, количества и сравнения, посчитанные по ответам школ и "
    "результатам работ. На этот учебный год показателей нет: добавьте их в «Показатели и формы»."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """The figures, and the nearest year with answers when this one has no figure at all."""

    table: IndicatorTable
    other_year: int | None = None


class IndicatorsView(TabView):
    """A choice of table, the table, the district's line and a panel."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        kind.kind
        for kind in (
            Value, ExamResult, SchoolYear, School, DataElement, Form, Calculation, Band, Target,
            Indicator,
        )
    )  # fmt: skip

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.setObjectName("indicatorsView")
        self.setAccessibleName("Показатели")
        self._table: IndicatorTable | None = None
        self._sheet: Sheet | None = None
        self._shown = ""
        self.choice = named(QComboBox(), "indicatorChoice", "Какую таблицу показать")
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.filter = RowFilter("Найти…", _FILTERS)
        self.other_year = self.new_year_strip()
        self.about = named(QLabel(wordWrap=True), "indicatorAbout", "О показателе")
        self.model: FigureModel[IndicatorRow] = FigureModel(key=lambda row: row.key, parent=self)
        self.grid = FigureGrid(self.model, "Показатели", elide=Qt.TextElideMode.ElideMiddle)
        self._widths = TableWidths(self.grid, environment.preferences)
        self.totals = TotalsStrip(self.grid, "Район")
        self.side = IndicatorsSide()
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self.setFocusProxy(self.grid)
        self.choice.activated.connect(lambda _place: self._show_sheet())
        self.filter.changed.connect(self._filter_rows)
        self.grid.place_changed.connect(self.pause.start)
        self.grid.activated.connect(self._on_activated)
        self.pause.timeout.connect(self._show_side)

    @override
    def refresh(self) -> None:
        year, reference = self.scope.year, self.environment.reference
        if self._table is not None and self._table.year != year:
            # Should the year be refused, figures of another one must not stand under its name.
            self._table, self._sheet = None, None
            self.model.show_table((), ())
            self.totals.show_cells(())
            self._show_about("")
            self._shown = ""
        self.operations.ask(
            lambda store: _answer(store, year, reference), self._show_answer, owner=self
        )

    @override
    def jump_to(self, place: str) -> None:
        kind, _, code = place.partition(":")
        if kind == Calculation.kind:
            self.show_indicator(code)

    @override
    def open_find_bar(self) -> None:
        self.grid.open_find_bar()

    @override
    def export(self) -> None:
        if self._sheet is None:
            return
        title = f"{self.choice.currentText()}, {shown_year(self.scope.year)}"
        path = self.ask_where("Сохранить показатели в Excel", title.replace("/", "-"))
        if path is not None:
            sheet = export_sheet(self.model, self._sheet, title)
            self.save_table(lambda _store: table_export.save(path=path, sheet=sheet))

    def show_indicator(self, code: str) -> None:
        """Show one indicator by school; ``ALL_OF_DISTRICT`` and ``ALL_OF_SCHOOLS`` show all."""
        place = self.choice.findData(code)
        if place >= 0:
            self.choice.setCurrentIndex(place)
            self._show_sheet()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.choice, 1)
        line.addWidget(self.filter)
        line.addWidget(self.export_button)
        table = over_totals(self.grid, self.totals)
        self.empty = EmptyState(_EMPTY)
        self._stack = QStackedWidget()
        self._stack.addWidget(PanelSplitter(table, self.side, share=_SIDE_SHARE, most=_SIDE_WIDTH))
        self._stack.addWidget(self.empty)
        pile(self, (line, self.about, self.outcome, self.other_year), self._stack)

    def _show_answer(self, answer: _Answer) -> None:
        if answer.table.year != self.scope.year:
            return  # the answer to an older question
        self._show_table(answer.table)
        self.other_year.show_years(answer.table.year, answer.other_year)

    def _show_table(self, table: IndicatorTable) -> None:
        self._table = table
        chosen = self.choice.currentData() or ALL_OF_DISTRICT
        self.choice.clear()
        self.choice.addItem("Район: все показатели", ALL_OF_DISTRICT)
        self.choice.addItem("Школы: все показатели", ALL_OF_SCHOOLS)
        self.choice.insertSeparator(self.choice.count())
        for column in table.columns:
            self.choice.addItem(title_of(column), column.calculation.code)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0))
        self._stack.setCurrentIndex(0 if table.columns else 1)
        for widget in (self.choice, self.filter, self.export_button):
            widget.setVisible(bool(table.columns))
        self.problems_changed.emit(
            tuple(
                Problem(
                    text=f"{title_of(column)}: {column.problem}",
                    place=f"{Calculation.kind}:{column.calculation.code}",
                )
                for column in table.columns
                if column.problem
            )
        )
        self._show_sheet()

    def _show_sheet(self) -> None:
        table, chosen = self._table, str(self.choice.currentData())
        if table is None:
            return
        place = next((n for n, c in enumerate(table.columns) if c.calculation.code == chosen), None)
        if place is not None:
            sheet = indicator_sheet(table, place)
        elif chosen == ALL_OF_SCHOOLS:
            sheet = schools_sheet(table)
        else:
            sheet = district_sheet(table)
        self._sheet = sheet
        lines = table_lines(table) if place is None else district_lines(table.columns[place])
        self._show_about("; ".join(lines))
        shown = figure_columns(sheet)
        is_new = self._shown != chosen
        self._shown = chosen
        self.model.show_table(shown, sheet.rows)
        if is_new:
            self.grid.sort_by("")
            first = shown[0].width
            if place is not None or chosen == ALL_OF_SCHOOLS:
                first = name_width(self.grid, (row.name for row in sheet.rows))
            usual = (first, *(column.width for column in shown[1:]))
            self._widths.apply(f"indicators_{chosen if place is None else 'one'}", usual)
        self.grid.fit()
        self.totals.show_cells(self.model.totals if sheet.has_totals else ())
        if not self.grid.currentIndex().isValid() and self.model.rows:
            self.grid.setCurrentIndex(self.model.index(0, _FIRST_COLUMNS))
        self.pause.start()

    def _show_about(self, text: str) -> None:
        self.about.setText(f"{text}." if text else "")
        self.about.setVisible(bool(text))

    def _filter_rows(self) -> None:
        wanted = partial(_is_wanted, self.filter.kind, self.filter.words)
        self.model.show_only(None if self.filter.is_open else wanted)

    def _on_activated(self, index: QModelIndex) -> None:
        """Enter or a double click on an indicator of the district opens its schools."""
        table, row = self._table, self.model.rows[index.row()]
        if table is not None and row.school is None and row.column is not None:
            self.show_indicator(table.columns[row.column].calculation.code)

    def _show_side(self) -> None:
        index, table = self.grid.currentIndex(), self._table
        if table is None or not index.isValid() or index.row() >= len(self.model.rows):
            self.side.clear()
            self.side.show_title("Показатели", shown_year(self.scope.year))
            return
        row = self.model.rows[index.row()]
        column = row.column
        if column is None and index.column() >= _FIRST_COLUMNS:
            column = index.column() - _FIRST_COLUMNS
        self.side.show_cell(table, column, row.school)


def _answer(store: Store, year: int, reference: Path) -> _Answer:
    table = indicator_values.indicator_table(store=store, year=year, reference=reference)
    figures = (figure for column in table.columns for figure in column.figures)
    if not table.columns or any(figure.figure.number is not None for figure in figures):
        return _Answer(table=table)
    return _Answer(table=table, other_year=nearest_answered(store=store, year=year))


def _is_wanted(kind: str, words: Sequence[str], row: IndicatorRow) -> bool:
    """Whether a row is of a kind and has all words in its name."""
    if kind != "all" and row.has_unknown() != (kind == "unknown"):
        return False
    name = folded(f"{row.name} {row.hint}") if words else ""
    return all(word in name for word in words)
