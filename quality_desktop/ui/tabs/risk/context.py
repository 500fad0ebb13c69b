"""View «Социальный контекст»: the index of every school, its contributions, result beside context."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabWidget, QWidget
from typing_extensions import override

from quality_desktop.domain.at_risk.context import ContextComponent, ContextIndex
from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.at_risk.risk import RiskCriterion, RiskRule
from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import DataElement, Value
from quality_desktop.domain.directory import School, SchoolYear
from quality_desktop.domain.examination.exams import ExamResult, exam_year_of
from quality_desktop.services import table_export
from quality_desktop.services.risk_schools.risk_board import year_in_words
from quality_desktop.services.social_context import context_board, context_index_edit
from quality_desktop.services.social_context.context_board import ContextBoard
from quality_desktop.services.social_context.context_figure import headline, quadrant_figure
from quality_desktop.services.social_context.context_index import (
    OWN_NOTE,
    ContextStanding,
    ContextView,
)
from quality_desktop.services.social_context.quadrants import Quadrant
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.models.risk_context import (
    ContextLine,
    context_columns,
    context_lines,
    number,
    part_words,
)
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.risk.context_settings import ContextSettings
from quality_desktop.ui.widgets.chart_view import ChartView
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.name_room import NameRoom
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.shape import pile
from quality_desktop.ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from quality_desktop.charts.picture import Picture, Size

_PAUSE_MS: Final = 60
_SIDE_WIDTH: Final = 320
_SIDE_SHARE: Final = 0.26
_HEIGHT_PART: Final = 0.5
"""In the window the whole figure is seen without scrolling."""
_PAPER_DPI: Final = 300
_FILTERS: Final = {
    "all": "Все школы",
    "hard": "Трудные условия",
    "both": "ШНОР и ШНСУ",
    "resilient": "Резильентные",
    "missing": "Не все сведения",
}
_NO_SCHOOLS: Final = (
    "Здесь индекс условий каждой школы: в каких условиях она работает и каких результатов достигла. "
    "Сначала внесите школы: вкладка «Справочники»."
)
_NO_ANSWERS: Final = (
    "Индекса нет ни у одной школы: нужны их ответы на форму «Социальные условия» – вкладка "
    "«Мониторинг», «Разослать формы…» и «Прочитать ответы…»."
)
_NO_FIGURE: Final = (
    "Чтобы построить рисунок, нужны результаты работ, сведения формы «Социальные условия» "
    "и граница ШНСУ на странице «Настройка»."
)


class RiskContextView(TabView):
    """A table of contributions and the figure of quadrants; school and settings at the right."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        kind.kind
        for kind in (
            ContextIndex, ContextComponent, Value, DataElement, Calculation, School, SchoolYear,
            ExamResult, RiskRule, RiskCriterion, Norm,
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
        self.setObjectName("riskContext")
        self.setAccessibleName("Социальный контекст")
        self._board: ContextBoard | None = None
        self.filter = RowFilter("Школа…", _FILTERS)
        self.about = named(QLabel(wordWrap=True), "contextAbout")
        self.model: FigureModel[ContextLine] = FigureModel(key=lambda line: line.key, parent=self)
        self.grid = FigureGrid(self.model, "Индекс социального благополучия по школам")
        self.names = NameRoom(self.grid)
        self.chart = ChartView(operations, environment)
        self.pages = named(QTabWidget(documentMode=True), "contextPages")
        self.pages.addTab(self.grid, "Таблица")
        self.pages.addTab(self.chart, "Результат и контекст")
        self.side = SidePanel()
        self.settings = ContextSettings(operations)
        self.panels = named(QTabWidget(documentMode=True), "contextPanels")
        self.panels.addTab(self.side, "Школа")
        self.panels.addTab(self.settings, "Настройка")
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self.filter.changed.connect(self._filter_rows)
        self.grid.place_changed.connect(self.pause.start)
        self.pause.timeout.connect(self._show_side)
        self.settings.index_changed.connect(self._save_index)
        self.settings.components_changed.connect(self._save_components)

    @override
    def refresh(self) -> None:
        year, reference = exam_year_of(self.scope.year), self.environment.reference
        self.operations.ask(
            lambda store: context_board.board(store=store, year=year, reference=reference),
            self._show_board,
            owner=self,
        )

    @override
    def open_find_bar(self) -> None:
        self.pages.setCurrentWidget(self.grid)
        self.grid.open_find_bar()

    @override
    def export(self) -> None:
        board = self._board
        if board is None or board.context is None:
            return
        name = f"Социальный контекст {board.year}"
        path = self.ask_where("Сохранить таблицу в Excel", name)
        if path is not None:
            sheet = context_board.sheet(board)
            self.save_table(lambda _store: table_export.save(path=path, sheet=sheet))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.about, 1)
        line.addWidget(self.filter)
        line.addWidget(self.export_button)
        self.empty = EmptyState("")
        self._stack = QStackedWidget()
        self._stack.addWidget(
            PanelSplitter(self.pages, self.panels, share=_SIDE_SHARE, most=_SIDE_WIDTH)
        )
        self._stack.addWidget(self.empty)
        pile(self, (line, self.outcome), self._stack)

    def _show_board(self, board: ContextBoard) -> None:
        if board.wanted != exam_year_of(self.scope.year):
            return  # the answer to an older question
        self._board = board
        context = board.context
        problem = board.problem
        if context is not None and not context.rows:
            context, problem = None, _NO_SCHOOLS
        self._stack.setCurrentIndex(1 if context is None else 0)
        for widget in (self.filter, self.export_button):
            widget.setVisible(context is not None)
        if context is None:
            self.about.setText("")
            self.empty.show_sentence(problem)
            return
        self.about.setText(_about(board, context))
        self.settings.show_view(context, board.norms)
        self.model.show_table(context_columns(context), context_lines(board))
        self.names.share()
        if not self.grid.currentIndex().isValid() and self.model.rows:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self._show_figure(board, context)
        self.pause.start()

    def _show_figure(self, board: ContextBoard, context: ContextView) -> None:
        found = board.quadrants
        figure = None if found is None else quadrant_figure(found, context)
        if figure is None:
            self.chart.show_nothing(board.problem or _NO_FIGURE)
            return
        fonts = self.environment.fonts

        def draw(size: Size) -> Picture:
            from quality_desktop.charts.quadrants import quadrants

            is_of_window = size.dpi < _PAPER_DPI and size.height is None
            low = replace(size, height=size.width * _HEIGHT_PART) if is_of_window else size
            return quadrants(figure, size=low, fonts=fonts)

        self.chart.show_figure(draw)

    def _filter_rows(self) -> None:
        kind = self.filter.kind

        def is_wanted(line: ContextLine) -> bool:
            quadrant = None if line.placed is None else line.placed.quadrant
            fits = {
                "hard": line.context.standing is ContextStanding.DISADVANTAGED,
                "both": quadrant is Quadrant.BOTH,
                "resilient": quadrant is Quadrant.RESILIENT,
                "missing": line.context.missing > 0,
            }
            return fits.get(kind, True) and self.filter.fits(
                f"{line.name} {line.context.school.code}"
            )

        self.model.show_only(None if self.filter.is_open else is_wanted)

    def _show_side(self) -> None:
        board, index = self._board, self.grid.currentIndex()
        self.side.clear()
        is_there = index.isValid() and index.row() < len(self.model.rows)
        if board is None or board.context is None or not is_there:
            self.side.show_title("")
            return
        line = self.model.rows[index.row()]
        row = line.context
        self.side.show_title(line.name, line.group)
        place = "" if row.rank is None else f"; место {row.rank} из {board.context.counted}"
        self.side.add_text("Индекс", f"{number(row.index)}{place}")
        if line.placed is not None:
            self.side.add_text("Низкие результаты", line.placed.shown)
        told = [
            f"{component.title or component.calculation}: {part_words(part)}"
            for component, part in zip(board.context.components, row.parts, strict=True)
        ]
        self.side.add_text("Из чего сложился", "\n\n".join(told))

    def _save_index(self, index: ContextIndex) -> None:
        reference = self.environment.reference
        self.operations.do(
            lambda store: context_index_edit.save_index(
                store=store, reference=reference, index=index
            ),
            refused=self.settings.refuse,
            owner=self,
        )

    def _save_components(self, components: list[ContextComponent]) -> None:
        reference = self.environment.reference
        self.operations.do(
            lambda store: context_index_edit.save_components(
                store=store, reference=reference, components=components
            ),
            refused=self.settings.refuse,
            owner=self,
        )


def _about(board: ContextBoard, context: ContextView) -> str:
    year = year_in_words(shown=board.year, wanted=board.wanted)
    hard = context.count(ContextStanding.DISADVANTAGED)
    parts = [f"{year}. Индекс есть у {context.counted} из {len(context.rows)} школ"]
    parts.append(
        f"трудные условия – у {hard}" if context.share is not None else "граница ШНСУ не задана"
    )
    told = [f"{'; '.join(parts)}."]
    if not context.counted:
        told = [f"{year}. {_NO_ANSWERS}"]
    elif board.quadrants is not None and context.share is not None:
        told.append(f"{headline(board.quadrants)}.")
    told += context.problems
    told.append(OWN_NOTE)
    return " ".join(told)
