"""View «Объективность»: marks beside the register, markers with history, reasons to check."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.collection.monitoring import Value
from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import (
    ExamProcedure,
    ExamResult,
    Subject,
    exam_year_of,
)
from quality_desktop.services import table_export
from quality_desktop.services.risk_schools.risk_board import year_in_words
from quality_desktop.services.risk_schools.risk_rows import Work
from quality_desktop.services.screening import objectivity, objectivity_board
from quality_desktop.services.screening.objectivity import ObjectivityView, PairCorrelation
from quality_desktop.services.screening.objectivity_board import ObjectivityBoard
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.models.risk_objectivity import (
    ObjectivityLine,
    objectivity_columns,
    objectivity_lines,
)
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.risk.no_results import NoResults
from quality_desktop.ui.tabs.risk.norms import NormsPanel
from quality_desktop.ui.tabs.risk.objectivity_side import ObjectivitySide
from quality_desktop.ui.tabs.risk.scores import ScoresChart
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.name_room import NameRoom
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.shape import over_totals, pile, tools
from quality_desktop.ui.widgets.totals_strip import TotalsStrip

_PAUSE_MS: Final = 60
_SIDE_WIDTH: Final = 320
_SIDE_SHARE: Final = 0.26
_NORM_ROWS: Final = 5
_FILTERS: Final = {
    "all": "Все школы",
    "signs": "Есть поводы проверить",
    "markers": "Есть маркеры",
    "again": "Маркеры не первый год",
    "unknown": "Мало данных",
}


class RiskObjectivityView(TabView):
    """A table of schools, the scores of one of them, its reasons at the right."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        kind.kind for kind in (ExamResult, School, ExamProcedure, Subject, Norm, Value)
    )

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.setObjectName("riskObjectivity")
        self.setAccessibleName("Объективность")
        self._board: ObjectivityBoard | None = None
        self._correlations: tuple[PairCorrelation, ...] | None = None
        self.work = named(QComboBox(), "objectivityWork", "Работа")
        self.work.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.filter = RowFilter("Школа…", _FILTERS)
        self.about = named(QLabel(wordWrap=True), "objectivityAbout")
        self.model: FigureModel[ObjectivityLine] = FigureModel(
            key=lambda line: line.key, parent=self
        )
        self.grid = FigureGrid(self.model, "Отметки за работы и в журнале по школам")
        self.names = NameRoom(self.grid)
        self.totals = TotalsStrip(self.grid, "Район")
        self.chart = ScoresChart(operations, environment)
        self.pages = named(QTabWidget(documentMode=True), "objectivityPages")
        self.side = ObjectivitySide()
        self.norms = NormsPanel(operations, rows=_NORM_ROWS)
        self.panels = named(QTabWidget(documentMode=True), "objectivityPanels")
        self.panels.addTab(self.side, "Школа")
        self.panels.addTab(self.norms, "Пороги")
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self.work.activated.connect(lambda _place: self._show_table())
        self.filter.changed.connect(self._filter_rows)
        self.grid.place_changed.connect(self.pause.start)
        self.pages.currentChanged.connect(lambda _page: self.pause.start())
        self.pause.timeout.connect(self._follow)

    @override
    def refresh(self) -> None:
        year, reference = exam_year_of(self.scope.year), self.environment.reference
        self.operations.ask(
            lambda store: objectivity_board.board(store=store, year=year, reference=reference),
            self._show_board,
            owner=self,
        )

    @override
    def open_find_bar(self) -> None:
        self.pages.setCurrentIndex(0)
        self.grid.open_find_bar()

    @override
    def export(self) -> None:
        view = self._view
        if view is None:
            return
        path = self.ask_where("Сохранить таблицы в Excel", f"Объективность {view.year}")
        if path is not None:
            found = objectivity_board.sheets(view)
            self.save_table(lambda _store: table_export.save_all(path=path, sheets=found))

    @property
    def _view(self) -> ObjectivityView | None:
        return None if self._board is None else self._board.view

    @property
    def _line(self) -> ObjectivityLine | None:
        index = self.grid.currentIndex()
        is_there = index.isValid() and index.row() < len(self.model.rows)
        return self.model.rows[index.row()] if is_there else None

    def _lay_out(self) -> None:
        line = tools((self.work, self.filter), (self.export_button,))
        table = over_totals(self.grid, self.totals)
        self.pages.addTab(table, "Таблица")
        self.pages.addTab(self.chart, "Первичные баллы")
        self.empty = NoResults(self.operations, self.scope, self.environment)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            PanelSplitter(self.pages, self.panels, share=_SIDE_SHARE, most=_SIDE_WIDTH)
        )
        self._stack.addWidget(self.empty)
        pile(self, (line, self.about, self.outcome), self._stack)

    def _show_board(self, board: ObjectivityBoard) -> None:
        if board.wanted != exam_year_of(self.scope.year):
            return  # the answer to an older question
        self._board = board
        view = board.view
        self._stack.setCurrentIndex(1 if view is None else 0)
        for widget in (self.work, self.filter, self.export_button):
            widget.setVisible(view is not None)
        if view is None:
            self.about.setText("")
            self.empty.show_problem(board.problem)
            return
        self.about.setText(_about(board, view))
        self.norms.show_norms(view.norms)
        chosen = self.work.currentData()
        self.work.clear()
        self.work.addItem("Все работы", None)
        for found in view.district[1:]:
            if found.work is not None:
                self.work.addItem(view.words.title(*found.work, view.year), found.work)
        self.work.setCurrentIndex(max(self.work.findData(chosen), 0) if chosen else 0)
        self._show_table()
        self._ask_correlations(view.year)

    def _ask_correlations(self, year: int) -> None:
        """They need every indicator of the programme: the table does not wait for them."""
        self._correlations, reference = None, self.environment.reference

        def show(found: tuple[PairCorrelation, ...]) -> None:
            if self._view is not None and self._view.year == year:
                self._correlations = found
                self.pause.start()

        self.operations.ask(
            lambda store: objectivity.correlations(store=store, year=year, reference=reference),
            show,
            owner=self,
        )

    def _show_table(self) -> None:
        view = self._view
        if view is None:
            return
        self.model.show_table(objectivity_columns(view), objectivity_lines(view, self._work))
        self.names.share()
        self.totals.show_cells(self.model.totals)
        if not self.grid.currentIndex().isValid() and self.model.rows:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.pause.start()

    @property
    def _work(self) -> Work | None:
        found = self.work.currentData()
        return None if found is None else Work(*found)

    def _filter_rows(self) -> None:
        kind = self.filter.kind

        def is_wanted(line: ObjectivityLine) -> bool:
            row = line.row
            fits = {
                "signs": bool(row.signs),
                "markers": bool(row.marked),
                "again": bool(row.marked) and any(row.history.values()),
                "unknown": row.marked is None,
            }
            return fits.get(kind, True) and self.filter.fits(f"{line.name} {row.school.code}")

        self.model.show_only(None if self.filter.is_open else is_wanted)

    def _follow(self) -> None:
        """Show the school under the cursor, and its scores when they are looked at."""
        self.side.show_line(self._view, self._line, self._correlations)
        if self.pages.currentWidget() is self.chart:
            self.chart.show_scores(self._view, self._line, self._work)


def _about(board: ObjectivityBoard, view: ObjectivityView) -> str:
    year = year_in_words(shown=board.year, wanted=board.wanted)
    now, *earlier = view.shares
    past = ", ".join(f"{one.year} – {one.shown}" for one in earlier if one.wrote)
    past = f" (раньше: {past})" if past else ""
    marked = sum(bool(row.marked) for row in view.rows)
    return (
        f"{year}. Маркеры есть у {marked} из {len(view.rows)} школ; "
        f"доля среди писавших русский язык в 4 классе: {now.shown}{past}. "
        f"{objectivity.MARKERS_NOTE}"
    )
