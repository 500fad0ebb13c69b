"""View «Партнёры» of «Школы риска»: which strong school helps which weak one, and their plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.at_risk.partnership import Partnership, PlanStep, SchoolDistance
from quality_desktop.domain.at_risk.risk import RiskCriterion, RiskRule
from quality_desktop.domain.at_risk.risk_lists import RiskEntry, RiskList
from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import ExamResult, Subject, exam_year_of
from quality_desktop.services import table_export
from quality_desktop.services.partnership import partner_plans, partner_view, partners
from quality_desktop.services.partnership.partner_view import Basis, PartnerRow, PartnersView
from quality_desktop.services.risk_schools import risk
from quality_desktop.services.risk_schools.risk_board import NO_RESULTS
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.directory_records import OPTIONS_ROLE
from quality_desktop.ui.models.risk_partners import (
    DATES,
    FILTERS,
    PARTNER,
    PartnersModel,
    export_sheet,
    is_of_kind,
    key_of,
    problems_of,
    searched_text,
)
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.risk.no_results import NoResults
from quality_desktop.ui.tabs.risk.partner_plan import PartnerPlan
from quality_desktop.ui.tabs.risk.partners_side import PartnersSide
from quality_desktop.ui.tabs.risk.partners_writer import PartnersWriter
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.name_room import NameRoom
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.shape import pile
from quality_desktop.ui.widgets.typed_figures import TypedDelegate

_PAUSE_MS: Final = 60
_SIDE_WIDTH: Final = 320
_SIDE_SHARE: Final = 0.25
_DAY: Final = "дд.мм.гггг"
_AROUND_DAY: Final = 44
_TYPED: Final = (PARTNER, "subject", *DATES, "note")
_ABOUT: Final = "Здесь слабым школам подбирают школы-партнёры: сильные там, где слабые отстают."
_NO_WEAK: Final = "За этот год слабых школ в списке нет: помогать некому."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What the view asks for at once."""

    wanted: int
    basis: Basis
    view: PartnersView
    has_results: bool


class RiskPartnersView(TabView):
    """Pairs above, the plan of the current pair below, a panel that follows."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        kind.kind
        for kind in (
            Partnership, PlanStep, SchoolDistance, School, ExamResult, Subject, Norm, RiskRule,
            RiskCriterion, RiskList, RiskEntry,
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
        self.setObjectName("riskPartners")
        self.setAccessibleName("Партнёры школ")
        self._answer: _Answer | None = None
        self.filter = RowFilter("Школа…", FILTERS)
        self.propose_button = named(
            QPushButton("Подобрать пары", autoDefault=False), "proposePairs"
        )
        self.propose_button.setToolTip(
            "Подобрать партнёров всем сразу; пары, выбранные управлением, останутся"
        )
        self.remove_button = named(QPushButton("Убрать пару", autoDefault=False), "removePair")
        self.due = DateEdit()
        self.due.setAccessibleName("Планы взаимодействия нужны к")
        self.model = PartnersModel(self)
        self.grid = FigureGrid(self.model, "Партнёры школ")
        self.names = NameRoom(self.grid)
        self._typed = TypedDelegate(OPTIONS_ROLE, self.grid)
        self.plan = PartnerPlan(operations, environment)
        self.side = PartnersSide()
        self.writer = PartnersWriter(self, operations, environment, self.model)
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    @property
    def current(self) -> PartnerRow | None:
        """The row under the cursor."""
        index = self.grid.currentIndex()
        is_there = index.isValid() and index.row() < len(self.model.rows)
        return self.model.rows[index.row()] if is_there else None

    @property
    def selected(self) -> list[PartnerRow]:
        """The selected rows, from top to bottom."""
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        return [self.model.rows[row] for row in rows if row < len(self.model.rows)]

    @override
    def refresh(self) -> None:
        wanted = exam_year_of(self.scope.year)

        def ask(store: Store) -> _Answer:
            basis = partner_view.basis(store=store, year=wanted)
            reference = self.environment.reference
            found = partner_view.view(
                store=store, year=basis.year, terms=basis.terms, reference=reference
            )
            has_results = bool(risk.years(store=store))
            return _Answer(wanted=wanted, basis=basis, view=found, has_results=has_results)

        self.operations.ask(ask, self._show_answer, owner=self)

    @override
    def jump_to(self, place: str) -> None:
        kind, _, school = place.partition(":")
        row = next((one for one in self.model.all_rows if str(one.school.id) == school), None)
        if kind == School.kind and row is not None:
            if self.model.row_of(key_of(row)) is None:
                self.filter.show_all()
            self.grid.select_cell(self.model.row_of(key_of(row)) or 0, 0)

    @override
    def open_find_bar(self) -> None:
        self.grid.open_find_bar()

    @override
    def export(self) -> None:
        if self._answer is None:
            return
        view = self._answer.view
        path = self.ask_where("Сохранить партнёров в Excel", f"Партнёры школ {view.year}")
        if path is not None:
            sheet = export_sheet(self.model, view)
            self.save_table(lambda _store: table_export.save(path=path, sheet=sheet))

    def _connect(self) -> None:
        self.filter.changed.connect(self._filter_rows)
        self.propose_button.clicked.connect(self.writer.propose)
        self.remove_button.clicked.connect(lambda: self.writer.remove(self.selected))
        self.due.edited.connect(self.writer.ask_for_plans)
        self.writer.done.connect(self.tell)
        self.grid.place_changed.connect(self.pause.start)
        self.pause.timeout.connect(self._show_current)
        self.side.distance_typed.connect(lambda m: self.writer.set_distance(self.current, m))
        self.side.refused.connect(self.writer.refuse)

    def _lay_out(self) -> None:
        look = self.environment.look
        look.dress(self.propose_button, "users-group")
        look.dress(self.remove_button, "trash")
        line = QHBoxLayout()
        line.setSpacing(4)
        due_label = QLabel("Планы всех пар к")
        due_label.setBuddy(self.due)
        self.due.setMinimumWidth(self.due.fontMetrics().horizontalAdvance(_DAY) + _AROUND_DAY)
        self.due.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        widgets: tuple[QWidget, ...] = (
            self.propose_button, self.remove_button, self.filter, due_label, self.due,
            self.export_button,
        )  # fmt: skip
        for widget in widgets:
            line.addWidget(widget)
        line.insertStretch(widgets.index(due_label))
        self._line = QWidget()
        line.setContentsMargins(0, 0, 0, 0)
        self._line.setLayout(line)
        self.empty = NoResults(self.operations, self.scope, self.environment)
        self._stack = QStackedWidget()
        self._stack.addWidget(PanelSplitter(_two_tables(self.grid, self.plan), self.side, share=_SIDE_SHARE,
                                            most=_SIDE_WIDTH))  # fmt: skip
        self._stack.addWidget(self.empty)
        pile(self, (self._line, self.outcome), self._stack)

    def _show_answer(self, answer: _Answer) -> None:
        if answer.wanted != exam_year_of(self.scope.year):
            return  # the answer to an older question
        is_first = self._answer is None
        self._answer = answer
        self.writer.basis = answer.basis
        self.model.show_view(answer.view)
        if is_first:
            for key in _TYPED:
                self.grid.setItemDelegateForColumn(self.model.column_of(key) or 0, self._typed)
        self.names.share()
        is_empty = not answer.view.rows
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._line.setVisible(not is_empty)
        self.empty.show_problem(_NO_WEAK if answer.has_results else NO_RESULTS, about=_ABOUT)
        days = {row.record.plan_due for row in answer.view.rows if row.record is not None}
        self.due.show_date(days.pop() if len(days) == 1 else None)
        self.problems_changed.emit(problems_of(self.model))
        if not self.grid.currentIndex().isValid() and answer.view.rows:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.pause.start()

    def _filter_rows(self) -> None:
        wanted = self.filter
        self.model.show_only(
            None
            if wanted.is_open
            else lambda row: is_of_kind(row, wanted.kind) and wanted.fits(searched_text(row))
        )

    def _show_current(self) -> None:
        answer, row = self._answer, self.current
        if answer is None:
            return
        self.remove_button.setEnabled(row is not None and row.record is not None)
        if row is None:
            self.side.show_nothing(answer.view)
        if row is None or row.record is None:
            self.plan.show_plan(None, ())
        if row is not None:
            self._ask_about(answer.view, row)

    def _ask_about(self, view: PartnersView, row: PartnerRow) -> None:
        record = row.record

        def ask(store: Store) -> tuple[int | None, tuple[PlanStep, ...]]:
            if record is None:
                return None, ()
            return (
                partners.distance(store=store, first=record.school, second=record.partner),
                partner_plans.steps(store=store, partnership=record.id),
            )

        def show(found: tuple[int | None, tuple[PlanStep, ...]]) -> None:
            if self.current == row:
                self.side.show_row(view, row, found[0])
                self.plan.show_plan(row, found[1])

        self.operations.ask(ask, show, owner=self)


def _two_tables(pairs: QWidget, plan: QWidget) -> QSplitter:
    tables = QSplitter(Qt.Orientation.Vertical)
    tables.addWidget(pairs)
    tables.addWidget(plan)
    tables.setSizes([360, 240])
    tables.setCollapsible(0, False)
    return tables
