"""View «Динамика»: one rule over all years, who came, stayed, left and came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.charts.picture import Picture, Size
from quality_desktop.domain.at_risk.risk import RiskCriterion, RiskRule
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.at_risk.risk_lists import RiskEntry, RiskList
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.services import table_export
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.risk_schools import (
    risk,
    risk_board,
    risk_export,
    risk_figures,
    risk_years,
)
from quality_desktop.services.risk_schools.risk_words import rule_in_words
from quality_desktop.services.risk_schools.risk_years import ListHistory, YearOfList
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.models.risk_years import (
    SchoolYears,
    school_columns,
    school_rows,
    share_lines,
    transition_lines,
    year_columns,
)
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.risk.no_results import NoResults
from quality_desktop.ui.widgets.chart_view import ChartView
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.name_room import NameRoom
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.shape import over_totals, pile
from quality_desktop.ui.widgets.side_panel import SidePanel
from quality_desktop.ui.widgets.totals_strip import TotalsStrip

_PAUSE_MS: Final = 60
_SIDE_WIDTH: Final = 280
_SIDE_SHARE: Final = 0.22
_MOST_ROWS: Final = 6
_FILTERS: Final = {
    "all": "Все школы",
    "ever": "Были в списке хоть раз",
    "always": "В списке во все годы",
    "now": "В списке в последнем году",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """The years, or why there are none."""

    history: ListHistory | None
    problem: str = ""


class RiskYearsView(TabView):
    """A table of years above, schools × years below."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        kind.kind for kind in (ExamResult, School, RiskRule, RiskCriterion, RiskList, RiskEntry)
    )

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.setObjectName("riskYears")
        self.setAccessibleName("Динамика")
        self._history: ListHistory | None = None
        self.filter = RowFilter("Школа…", _FILTERS)
        self.about = named(QLabel(wordWrap=True), "yearsAbout")
        self.years: FigureModel[YearOfList] = FigureModel(key=lambda one: one.year, parent=self)
        self.year_grid = FigureGrid(self.years, "Движение школ по годам")
        self.year_grid.setObjectName("yearGrid")
        self.year_names = NameRoom(self.year_grid)
        self.model: FigureModel[SchoolYears] = FigureModel(
            key=lambda row: row.school.id, parent=self
        )
        self.grid = FigureGrid(self.model, "Школы по годам")
        self.names = NameRoom(self.grid)
        self.totals = TotalsStrip(self.grid, "В списке")
        self.side = SidePanel()
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.chart = ChartView(operations, environment)
        self.picture = named(QPushButton("Рисунок", autoDefault=False), "yearsPicture")
        self.picture.setCheckable(True)
        self.picture.setToolTip("Показать движение школ рисунком")
        self._lay_out()
        self.picture.toggled.connect(lambda is_on: self._below.setCurrentIndex(int(is_on)))
        self.chart.saved.connect(
            lambda path: self.tell(f"Сохранено: {path.name} – папка {path.parent}")
        )
        self.filter.changed.connect(self._filter_rows)
        self.grid.place_changed.connect(self.pause.start)
        self.year_grid.place_changed.connect(self.pause.start)
        self.pause.timeout.connect(self._show_side)

    @override
    def refresh(self) -> None:
        def ask(store: Store) -> _Answer:
            try:
                terms = risk.terms(store=store, rule=risk.current_code(store=store))
            except QualityError as error:
                return _Answer(history=None, problem=str(error))
            found = risk_years.history(store=store, terms=terms)
            if not found.years:
                return _Answer(history=None, problem=risk_board.NO_RESULTS)
            return _Answer(history=found)

        self.operations.ask(ask, self._show, owner=self)

    @override
    def open_find_bar(self) -> None:
        self.grid.open_find_bar()

    @override
    def export(self) -> None:
        found = self._history
        if found is None:
            return
        path = self.ask_where("Сохранить динамику в Excel", "Школы риска по годам")
        if path is not None:
            sheet = risk_export.history_sheet(found)
            self.save_table(lambda _store: table_export.save(path=path, sheet=sheet))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.about, 1)
        line.addWidget(self.filter)
        line.addWidget(self.picture)
        line.addWidget(self.export_button)
        table = over_totals(self.grid, self.totals)
        both = QWidget()
        rows = QVBoxLayout(both)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.year_grid)
        self._below = QStackedWidget()
        self._below.addWidget(table)
        self._below.addWidget(self.chart)
        rows.addWidget(self._below, 1)
        self.empty = NoResults(self.operations, self.scope, self.environment)
        self._stack = QStackedWidget()
        self._stack.addWidget(PanelSplitter(both, self.side, share=_SIDE_SHARE, most=_SIDE_WIDTH))
        self._stack.addWidget(self.empty)
        pile(self, (line, self.outcome), self._stack)

    def _show(self, answer: _Answer) -> None:
        self._history = found = answer.history
        self._stack.setCurrentIndex(1 if found is None else 0)
        self.empty.show_problem(answer.problem)
        for widget in (self.filter, self.picture, self.export_button):
            widget.setVisible(found is not None)
        self.about.setText(
            ""
            if found is None
            else f"Списки управления, а где их нет – по правилу: {rule_in_words(found.terms)}."
        )
        if found is None:
            return
        self.years.show_table(year_columns(), tuple(reversed(found.years)))
        self.year_names.share()
        self.model.show_table(school_columns(found), school_rows(found))
        self.names.share()
        self.totals.show_cells(self.model.totals)
        self._fit_years()
        self._show_figure(found)
        if not self.year_grid.currentIndex().isValid():
            self.year_grid.setCurrentIndex(self.years.index(0, 0))
        self.pause.start()

    def _fit_years(self) -> None:
        """The table of years is as high as its rows, up to six of them."""
        rows = min(len(self.years.rows), _MOST_ROWS)
        header = self.year_grid.horizontalHeader().height()
        height = (
            header
            + rows * self.year_grid.verticalHeader().defaultSectionSize()
            + 2 * self.year_grid.frameWidth()
            + 2
        )
        self.year_grid.setFixedHeight(height)

    def _show_figure(self, found: ListHistory) -> None:
        data, fonts = risk_figures.flow_data(found, found.years[-1].year), self.environment.fonts
        if data is None:
            self.chart.show_nothing("Рисовать нечего: год с данными только один.")
            return

        def draw(size: Size) -> Picture:
            from quality_desktop.charts.flow import flow

            return flow(data, size=size, fonts=fonts)

        self.chart.show_figure(draw)

    def _filter_rows(self) -> None:
        kind = self.filter.kind

        def is_wanted(row: SchoolYears) -> bool:
            fits = {
                "ever": row.included > 0,
                "always": row.included == len(row.standing),
                "now": row.standing[-1] is Standing.INCLUDED,
            }
            return fits.get(kind, True) and self.filter.fits(f"{row.name} {row.school.code}")

        self.model.show_only(None if self.filter.is_open else is_wanted)

    def _show_side(self) -> None:
        """The year under the cursor: who came and who left; a transition table in words."""
        found, index = self._history, self.year_grid.currentIndex()
        self.side.clear()
        if found is None or not index.isValid() or index.row() >= len(self.years.rows):
            self.side.show_title("")
            return
        one = self.years.rows[index.row()]
        self.side.show_title(f"{one.year} год", f"против {one.year - 1} года")
        self.side.add_text("Переход", transition_lines(one))
        if not one.dynamics.is_compared:
            return
        self.side.add_text("Динамика школ в списках", share_lines(one))
        names = {s.id: school_name(s) for s in found.schools}
        for heading, schools in (
            ("Вошли", one.dynamics.entered - one.dynamics.returned),
            ("Вернулись", one.dynamics.returned),
            ("Остались", one.dynamics.stayed),
            ("Вышли", one.dynamics.left),
            ("Были в списке, теперь без данных", one.dynamics.unknown),
        ):
            if schools:
                told = ", ".join(sorted(names.get(school, "") for school in schools))
                self.side.add_text(f"{heading}: {len(schools)}", told)
