"""View «Эффект» of «Школы риска»: measures, their schools before and after, similar schools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.at_risk.context import ContextComponent, ContextIndex
from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.at_risk.partnership import Measure, MeasureSchool
from quality_desktop.domain.at_risk.profile import RiskFactor
from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import Value
from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import ExamProcedure, ExamResult, Subject
from quality_desktop.domain.records import Id
from quality_desktop.services import table_export
from quality_desktop.services.effects import effect, effect_words, measures
from quality_desktop.services.effects.effect import MeasureEffect, SchoolEffect
from quality_desktop.services.effects.measures import MeasuresView
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.measure_schools import MeasureSchools
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.models.risk_effect import columns, export_sheet, figure_of
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.risk.effect_chart import EffectChart
from quality_desktop.ui.tabs.risk.records import RecordsBox
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.name_room import NameRoom
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.shape import over_totals
from quality_desktop.ui.widgets.side_panel import SidePanel
from quality_desktop.ui.widgets.totals_strip import TotalsStrip

_PAUSE_MS: Final = 60
_SIDE_WIDTH: Final = 320
_SIDE_SHARE: Final = 0.25
_WIDTHS: Final = (260, 110, 60, 90, 90, 150, 170, 90, 180, 150, 150)
_PROMPT: Final = "Новая мера"
_NO_MEASURES: Final = (
    "Здесь видно, помогла ли мера школам. Впишите её в первую строку таблицы: что делали, по какому "
    "предмету, начало и окончание. Затем нажмите «Школы меры…» и отметьте школы."
)
_NOTHING: Final = "Выберите меру и отметьте её школы: «Школы меры…». Здесь будет, что изменилось."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """The answer about one measure."""

    measure: Id
    found: MeasureEffect | None


class RiskEffectView(TabView):
    """Measures above, the schools of the current one below, a panel that follows."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        kind.kind
        for kind in (
            Measure, MeasureSchool, School, ExamResult, ExamProcedure, Subject, Norm, Calculation,
            Value, RiskFactor, ContextIndex, ContextComponent,
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
        self.setObjectName("riskEffect")
        self.setAccessibleName("Эффект мер")
        self._view: MeasuresView | None = None
        self._found: MeasureEffect | None = None
        self.measures = RecordsBox(
            self, operations, environment, measures.MEASURES,
            kind=Measure.kind, name="Меры", prompt=_PROMPT, table="measures", widths=_WIDTHS,
        )  # fmt: skip
        self.measures.write = lambda store, edits, intent: measures.write(
            store=store, edits=edits, intent=intent
        )
        self.schools_button = named(QPushButton("Школы меры…", autoDefault=False), "measureSchools")
        self.remove_button = named(QPushButton("Удалить меру", autoDefault=False), "removeMeasure")
        self.about = named(QLabel(wordWrap=True), "effectAbout")
        self.model: FigureModel[SchoolEffect] = FigureModel(
            key=lambda row: row.school.id, parent=self
        )
        self.grid = FigureGrid(self.model, "Школы меры до и после")
        self.names = NameRoom(self.grid)
        self.totals = TotalsStrip(self.grid, "Все школы меры")
        self.chart = EffectChart(operations, environment)
        self.side = SidePanel()
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self.schools_button.clicked.connect(self.choose_schools)
        self.remove_button.clicked.connect(self.remove)
        self.measures.grid.row_changed.connect(self.pause.start)
        self.grid.place_changed.connect(self._show_side)
        self.pause.timeout.connect(self._compare)

    @override
    def refresh(self) -> None:
        self.operations.ask(
            lambda store: measures.view(store=store), self._show_measures, owner=self
        )

    @override
    def open_find_bar(self) -> None:
        self.measures.grid.open_find_bar()

    @override
    def export(self) -> None:
        found = self._found
        if found is None:
            return
        path = self.ask_where("Сохранить эффект в Excel", "Эффект меры")
        if path is not None:
            sheet = export_sheet(self.model, found)
            self.save_table(lambda _store: table_export.save(path=path, sheet=sheet))

    def choose_schools(self) -> None:
        """Ask which schools take part in the current measure."""
        view, key = self._view, self.measures.current
        if view is None or key is None:
            return
        measure = next((one for one in view.measures if one.id == key), None)
        if measure is None:
            return
        chosen = [school.id for school in view.schools_of.get(key, ())]
        wanted = MeasureSchools.ask(self.window(), measure.title, view.schools, chosen)
        if wanted is not None:
            self.operations.do(
                lambda store: measures.set_schools(store=store, measure=key, schools=wanted),
                owner=self,
            )

    def remove(self) -> None:
        """Remove the selected measures."""
        keys = self.measures.selected
        if keys:
            self.operations.do(
                lambda store: measures.remove(store=store, measures=keys), owner=self
            )

    def _lay_out(self) -> None:
        look = self.environment.look
        look.dress(self.schools_button, "school")
        look.dress(self.remove_button, "trash")
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.schools_button)
        line.addWidget(self.remove_button)
        line.addStretch()
        line.addWidget(self.export_button)
        tables = QSplitter(Qt.Orientation.Vertical)
        tables.addWidget(self.measures.grid)
        tables.addWidget(self._result())
        tables.setStretchFactor(0, 2)
        tables.setStretchFactor(1, 3)
        tables.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.outcome)
        layout.addWidget(PanelSplitter(tables, self.side, share=_SIDE_SHARE, most=_SIDE_WIDTH), 1)

    def _result(self) -> QWidget:
        table = over_totals(self.grid, self.totals)
        self.pages = named(QTabWidget(), "effectPages", "Таблица или рисунок")
        self.pages.addTab(table, "Школы")
        self.pages.addTab(self.chart, "Рисунок")
        result = QWidget()
        whole = QVBoxLayout(result)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.about)
        self.empty = EmptyState("")
        self.below = QStackedWidget()
        self.below.addWidget(self.pages)
        self.below.addWidget(self.empty)
        whole.addWidget(self.below, 1)
        return result

    def _show_measures(self, view: MeasuresView) -> None:
        is_first = self._view is None
        self._view = view
        self.measures.show_records(view.measures, view.catalogue)
        if is_first and view.measures:
            self.measures.grid.setCurrentIndex(self.measures.model.index(0, 0))
        self.pause.start()

    def _compare(self) -> None:
        key, reference = self.measures.current, self.environment.reference
        self.schools_button.setEnabled(key is not None)
        self.remove_button.setEnabled(key is not None)
        if key is None:
            self._show(None)
            return

        def ask(store: Store) -> _Compared:
            found = effect.effects(store=store, reference=reference, measure=key)
            return _Compared(measure=key, found=found[0] if found else None)

        self.operations.ask(ask, self._show_compared, owner=self)

    def _show_compared(self, answer: _Compared) -> None:
        if answer.measure == self.measures.current:  # otherwise about a measure left meanwhile
            self._show(answer.found)

    def _show(self, found: MeasureEffect | None) -> None:
        self._found = found
        self.export_button.setEnabled(found is not None)
        has_measures = self._view is not None and bool(self._view.measures)
        self.about.setText("" if found is None else _about(found))
        self.about.setVisible(found is not None)
        self.empty.show_sentence(_NOTHING if has_measures else _NO_MEASURES)
        self.below.setCurrentIndex(1 if found is None else 0)
        if found is None:
            self.model.show_table(self.model.figures, ())
        else:
            self.model.show_table(columns(found), found.rows)
        self.names.share()
        self.totals.show_cells(self.model.totals if found is not None and found.rows else ())
        self.chart.show_effect(None if found is None else figure_of(found))
        self._show_side()

    def _show_side(self) -> None:
        index, found = self.grid.currentIndex(), self._found
        self.side.clear()
        if found is None:
            self.side.show_title("Эффект мер")
        elif index.isValid() and index.row() < len(self.model.rows):
            row = self.model.rows[index.row()]
            self.side.show_title(school_name(row.school), effect_words.verdict(row))
            self.side.add_text("Что изменилось", effect_words.story(row))
            if row.similar:
                names = [school_name(school) for school in row.similar]
                self.side.add_text("Похожие школы без меры", names)
        else:
            self.side.show_title(found.measure.title)
        self.side.add_text("Как сравнивают", [effect_words.METHOD, effect_words.NO_CAUSE])


def _about(found: MeasureEffect) -> str:
    outcome = found.outcome.title if found.outcome else ""
    name = f"{outcome[:1].upper()}{outcome[1:]}. " if outcome else ""
    return f"{name}{effect_words.summary(found)}"
