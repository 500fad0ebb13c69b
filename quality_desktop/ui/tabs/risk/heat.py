"""View «Карта результатов»: schools × works, the darker the more low results."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from quality_desktop.charts.picture import Picture, Size
from quality_desktop.domain.at_risk.risk import RiskCriterion, RiskRule
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import (
    ExamProcedure,
    ExamResult,
    Subject,
    exam_year_of,
)
from quality_desktop.domain.figures import printed
from quality_desktop.services import table_export
from quality_desktop.services.risk_schools import risk_board, risk_export, risk_figures
from quality_desktop.services.risk_schools.risk_board import RiskBoard
from quality_desktop.services.risk_schools.risk_heat import HeatMap, HeatRow, heat_map
from quality_desktop.services.risk_schools.risk_words import rule_in_words
from quality_desktop.services.risk_schools.risk_year import RiskYear
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.models.risk_heat import LOW_MARK, cell_words, heat_columns, row_name
from quality_desktop.ui.models.risk_list import STANDING_WORDS
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.risk.no_results import NoResults
from quality_desktop.ui.widgets.chart_view import ChartView
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.heat_delegate import HeatDelegate
from quality_desktop.ui.widgets.name_room import NameRoom
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.shape import over_totals, pile, tools
from quality_desktop.ui.widgets.side_panel import SidePanel
from quality_desktop.ui.widgets.totals_strip import TotalsStrip
from quality_desktop.ui.widgets.work_cut import WorkCut

_PAUSE_MS: Final = 60
_SIDE_WIDTH: Final = 280
_SIDE_SHARE: Final = 0.22
_FIRST_WORK: Final = 2
_FILTERS: Final = {
    "all": "Все школы",
    "included": "В списке",
    "low": "С низким результатом",
    "again": "Низкий два года подряд",
}


class RiskHeatView(TabView):
    """One board, cut by procedure and subject."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        kind.kind for kind in (ExamResult, School, ExamProcedure, Subject, RiskRule, RiskCriterion)
    )

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.setObjectName("riskHeat")
        self.setAccessibleName("Карта результатов")
        self._board: RiskBoard | None = None
        self._map: HeatMap | None = None
        self.cut = WorkCut()
        self.filter = RowFilter("Школа…", _FILTERS)
        self.about = named(QLabel(wordWrap=True), "heatAbout")
        self.model: FigureModel[HeatRow] = FigureModel(key=lambda row: row.school.id, parent=self)
        self.grid = FigureGrid(self.model, "Доля низких результатов по школам и работам")
        self.grid.setItemDelegate(HeatDelegate(self.model, self.grid, first=_FIRST_WORK))
        self.names = NameRoom(self.grid)
        self.totals = TotalsStrip(self.grid, "Район")
        self.side = SidePanel()
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.chart = ChartView(operations, environment)
        self.picture = named(QPushButton("Рисунок", autoDefault=False), "heatPicture")
        self.picture.setCheckable(True)
        self.picture.setToolTip("Показать карту рисунком, как она стоит в бумагах")
        self._lay_out()
        self.picture.toggled.connect(lambda is_on: self._pages.setCurrentIndex(int(is_on)))
        self.chart.saved.connect(
            lambda path: self.tell(f"Сохранено: {path.name} – папка {path.parent}")
        )
        self.cut.changed.connect(self._show_map)
        self.filter.changed.connect(self._filter_rows)
        self.grid.place_changed.connect(self.pause.start)
        self.pause.timeout.connect(self._show_side)

    @override
    def refresh(self) -> None:
        year = exam_year_of(self.scope.year)

        def ask(store: Store) -> tuple[RiskBoard, HeatMap | None]:
            board = risk_board.board(store=store, year=year)
            return board, None if board.view is None else heat_map(board.view)

        self.operations.ask(ask, self._show_board, owner=self)

    @override
    def open_find_bar(self) -> None:
        self.grid.open_find_bar()

    @override
    def export(self) -> None:
        board, found = self._board, self._map
        if board is None or found is None:
            return
        path = self.ask_where("Сохранить карту в Excel", f"Карта результатов {board.year}")
        if path is not None:
            shown = {column.key for column in self.model.figures}
            works = tuple(work for work in found.works if "/".join(map(str, work)) in shown)
            cut = HeatMap(works=works, rows=self.model.rows, totals=found.totals)
            sheet = risk_export.heat_sheet(cut, board)
            self.save_table(lambda _store: table_export.save(path=path, sheet=sheet))

    def _lay_out(self) -> None:
        line = tools(
            (self.cut, self.filter),
            (
                self.picture,
                self.export_button,
            ),
        )
        table = over_totals(self.grid, self.totals)
        self.empty = NoResults(self.operations, self.scope, self.environment)
        self._stack = QStackedWidget()
        self._pages = QStackedWidget()
        self._pages.addWidget(table)
        self._pages.addWidget(self.chart)
        self._stack.addWidget(
            PanelSplitter(self._pages, self.side, share=_SIDE_SHARE, most=_SIDE_WIDTH)
        )
        self._stack.addWidget(self.empty)
        pile(self, (line, self.about, self.outcome), self._stack)

    def _show_board(self, answer: tuple[RiskBoard, HeatMap | None]) -> None:
        board, found = answer
        if board.wanted != exam_year_of(self.scope.year):
            return  # the answer to an older question
        self._board, self._map = board, found
        self._stack.setCurrentIndex(1 if found is None else 0)
        self.empty.show_problem(board.problem)
        for widget in (self.cut, self.filter, self.picture, self.export_button):
            widget.setVisible(found is not None)
        if found is None:
            self.about.setText("")
            return
        self.cut.show_works(found.works, board.words)
        self._show_map()
        self._show_figure(board)

    def _show_figure(self, board: RiskBoard) -> None:
        if board.view is None:
            return
        found = RiskYear(
            year=board.year,
            terms=board.view.terms,
            rule=board.rule,
            view=board.view,
            words=board.words,
            made=None,
        )
        data, fonts = risk_figures.heat_data(found), self.environment.fonts
        if data is None:
            self.chart.show_nothing("Рисовать нечего: результатов нет.")
            return

        def draw(size: Size) -> Picture:
            from quality_desktop.charts.heat import heat_table

            return heat_table(data, size=size, fonts=fonts)

        self.chart.show_figure(draw)

    def _show_map(self) -> None:
        board, found = self._board, self._map
        if board is None or board.view is None or found is None:
            return
        works = [work for work in found.works if self.cut.fits(work)]
        shown = heat_columns(found, works, board.words, board.view.terms)
        self.model.show_table(shown, found.rows)
        self.names.share()
        self.totals.show_cells(self.model.totals)
        year = risk_board.year_in_words(shown=board.year, wanted=board.wanted)
        self.about.setText(
            f"{year}. Доля низких результатов, %. {LOW_MARK} – низкий результат: "
            f"{rule_in_words(board.view.terms)}."
        )
        if not self.grid.currentIndex().isValid() and self.model.rows:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.pause.start()

    def _filter_rows(self) -> None:
        kind = self.filter.kind

        def is_wanted(row: HeatRow) -> bool:
            fits = {
                "included": row.case.standing is Standing.INCLUDED,
                "low": bool(row.case.reasons),
                "again": any(reason.was_low for reason in row.case.reasons),
            }
            return fits.get(kind, True) and self.filter.fits(f"{row_name(row)} {row.school.code}")

        self.model.show_only(None if self.filter.is_open else is_wanted)

    def _show_side(self) -> None:
        board, index = self._board, self.grid.currentIndex()
        self.side.clear()
        if board is None or not index.isValid() or index.row() >= len(self.model.rows):
            self.side.show_title("")
            return
        row = self.model.rows[index.row()]
        self.side.show_title(
            row_name(row), f"{board.year} год: {STANDING_WORDS[row.case.standing]}"
        )
        for work, result in sorted(row.results.items()):
            column = self.model.column_of("/".join(map(str, work)))
            if column is None or column != index.column():
                continue
            percent = printed(_percent(result.low, result.participants), 1, "%")
            district = None if self._map is None else self._map.share(work)
            lines = [f"{percent}: {cell_words(result)}."]
            if district is not None:
                lines.append(f"По району {printed(district * 100, 1, '%')}.")
            self.side.add_text(board.words.work(result), lines)
        self.side.add_text("Низкие результаты", _reasons(board, row))


def _reasons(board: RiskBoard, row: HeatRow) -> str:
    if not row.results:
        return "Результатов за этот год нет."
    if board.view is None or not row.case.reasons:
        return "Нет."
    terms, words = board.view.terms, board.words
    return "\n\n".join(words.reason(reason, terms) for reason in row.case.reasons)


def _percent(low: int, participants: int) -> Fraction:
    return Fraction(100 * low, participants)
