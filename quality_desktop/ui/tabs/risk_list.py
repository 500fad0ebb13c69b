"""First view of «Школы риска»: the list of a year by a rule, why, what if, how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.exams import ExamProcedure, ExamResult, Subject, exam_year_of
from quality_desktop.domain.records import Id
from quality_desktop.domain.risk import RiskCriterion, RiskRule, Terms
from quality_desktop.domain.risk_cases import Standing
from quality_desktop.domain.risk_lists import RiskEntry, RiskList
from quality_desktop.services import risk_board, risk_export, risk_lists
from quality_desktop.services.risk import Variant
from quality_desktop.services.risk_board import RiskBoard, WhatIf
from quality_desktop.services.risk_lists import ListView
from quality_desktop.services.risk_words import rule_in_words
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.risk_list import (
    RiskLine,
    RiskListModel,
    columns,
    lines_of,
    totals_note,
)
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tabs.monitoring_view import MonitoringView
from quality_desktop.ui.tabs.risk_approval import ListLine, RiskApproval
from quality_desktop.ui.tabs.risk_list_side import RiskSide
from quality_desktop.ui.tabs.risk_what_if import WhatIfPanel
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.totals_strip import TotalsStrip

_PAUSE_MS: Final = 60
_SIDE_WIDTH: Final = 310
_SIDE_SHARE: Final = 0.24
_FILTERS: Final = {
    "all": "Все школы",
    "included": "В списке",
    "outside": "Вне списка",
    "near": "На границе: 1 ученик",
    "no_data": "Нет данных",
    "changed": "Изменится, если так",
    "commented": "С замечаниями школ",
}


class RiskGrid(FigureGrid):
    """The table of schools; Space opens and closes the reasons.

    Signals:
        toggled: Number of the row to open or close.
    """

    toggled = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space opens and closes; a search begins with Ctrl+F, so letters do nothing here."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggled.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """The list that was made for a year, asked after the board, because it costs more."""

    year: int
    made: ListView | None
    variants: tuple[Variant, ...]


class RiskListView(MonitoringView):
    """A rule, the schools under it, a panel that follows; or the panel «Что, если…».

    Signals:
        card_wanted: Id of the school whose card is to be opened.
    """

    kinds: ClassVar[frozenset[str]] = frozenset(
        kind.kind
        for kind in (
            ExamResult, School, ExamProcedure, Subject, RiskRule, RiskCriterion, RiskList, RiskEntry,
        )
    )  # fmt: skip

    card_wanted = Signal(object)

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.setObjectName("riskList")
        self.setAccessibleName("Список школ риска")
        self._board: RiskBoard | None = None
        self._what_if: WhatIf | None = None
        self.rule = named(QComboBox(), "riskRule", "Правило отбора")
        self.rule.setToolTip("Правило отбора")
        self.filter = RowFilter("Школа…", _FILTERS)
        self.about = named(QLabel(wordWrap=True), "riskAbout")
        self.line = ListLine()
        self.model = RiskListModel(self)
        self.grid = RiskGrid(self.model, "Школы риска")
        self.totals = TotalsStrip(self.grid, "Район")
        self.side = RiskSide()
        self.what_if = WhatIfPanel()
        self.panels = QStackedWidget()
        self.approval = RiskApproval(operations, environment, self.line, self)
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    @property
    def year(self) -> int:
        """Calendar year that is shown."""
        return exam_year_of(self.scope.year) if self._board is None else self._board.year

    @property
    def terms(self) -> Terms | None:
        """The terms of the list that is shown."""
        board = self._board
        return None if board is None or board.view is None else board.view.terms

    @property
    def current(self) -> RiskLine | None:
        """The line under the cursor."""
        index = self.grid.currentIndex()
        is_there = index.isValid() and index.row() < len(self.model.rows)
        return self.model.rows[index.row()] if is_there else None

    @override
    def refresh(self) -> None:
        year, rule, what_if = exam_year_of(self.scope.year), self._code, self._what_if
        self.operations.ask(
            lambda store: risk_board.board(store=store, year=year, rule=rule, what_if=what_if),
            self._show_board,
            owner=self,
        )

    @override
    def jump_to(self, place: str) -> None:
        kind, _, school = place.partition(":")
        key = next((ln.key for ln in self.model.all_rows if str(ln.school.id) == school), None)
        if kind != School.kind or key is None:
            return
        if self.model.row_of(key) is None:
            self.filter.show_all()
        row = self.model.row_of(key)
        if row is not None:
            self.grid.select_cell(row, 0)

    @override
    def open_find_bar(self) -> None:
        self.grid.open_find_bar()

    @override
    def export(self) -> None:
        board = self._board
        if board is None or board.view is None:
            return
        path = self.ask_where("Сохранить список в Excel", f"Школы риска {board.year}")
        if path is not None:
            made = self.approval.made
            self.save_table(
                lambda store: risk_export.save(path=path, store=store, board=board, made=made)
            )

    def show_what_if(self, is_shown: bool) -> None:
        """Put the panel «Что, если…» in place of the one that follows the line, or back."""
        self.panels.setCurrentIndex(1 if is_shown else 0)
        if is_shown:
            self.what_if.share.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_card(self) -> None:
        """Open the card of the school under the cursor."""
        if self.current is not None:
            self.card_wanted.emit(self.current.school.id)

    def open_all(self, is_open: bool) -> None:
        """Show the reasons of all schools, or of none."""
        self.model.open_all(is_open=is_open)

    @property
    def _code(self) -> str:
        return str(self.rule.currentData() or "")

    def _lay_out(self) -> None:
        self.rule.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.rule.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.rule, 1)
        line.addWidget(self.filter)
        line.addWidget(self.export_button)
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.grid, 1)
        column.addWidget(self.totals)
        self.panels.addWidget(self.side)
        self.panels.addWidget(self.what_if)
        self.empty = EmptyState("")
        self._stack = QStackedWidget()
        self._stack.addWidget(
            PanelSplitter(table, self.panels, share=_SIDE_SHARE, most=_SIDE_WIDTH)
        )
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.about)
        layout.addWidget(self.line)
        layout.addWidget(self.outcome)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.rule.activated.connect(lambda _place: self._try(None))
        self.filter.changed.connect(self._filter_rows)
        self.grid.place_changed.connect(self.pause.start)
        self.grid.toggled.connect(self._toggle)
        self.grid.activated.connect(self._on_activated)
        self.grid.clicked.connect(self._on_clicked)
        self.pause.timeout.connect(self._show_side)
        self.what_if.tried.connect(self._try)
        self.what_if.kept.connect(self._keep)
        self.approval.told.connect(self.tell)
        self.side.decision_wanted.connect(lambda: self._with_line(self.approval.decide))
        self.side.comment_wanted.connect(lambda: self._with_line(self.approval.comment))

    def _try(self, what_if: WhatIf | None) -> None:
        self._what_if = what_if
        self.tell("")
        self.refresh()

    def _keep(self, what_if: WhatIf) -> None:
        rule = self._code

        def kept(_changes: object) -> None:
            self._what_if = None
            self.tell("Условия записаны в правило.")

        self.operations.do(
            lambda store: risk_board.save_terms(store=store, rule=rule, what_if=what_if),
            then=kept,
            refused=lambda reason: self.environment.messages.refuse(self.window(), reason),
            owner=self,
        )

    def _with_line(self, act: Callable[[RiskLine], None]) -> None:
        line = self.current
        if line is not None:
            owner = next(o for o in self.model.all_rows if o.school.id == line.school.id)
            act(owner)

    def _show_board(self, board: RiskBoard) -> None:
        if board.wanted != exam_year_of(self.scope.year):
            return  # the answer to an older question
        is_new = self._board is None or self._board.year != board.year
        self._board = board
        self._fill_rules(board)
        self.what_if.show_board(board)
        self.about.setText(_about(board))
        has_rows = board.view is not None
        # Without a share the panel is where it is set, so the table stays, empty.
        self._stack.setCurrentIndex(0 if has_rows or _needs_share(board) else 1)
        self.empty.show_sentence(board.problem)
        for widget in (self.filter, self.export_button):
            widget.setEnabled(has_rows)
        if _needs_share(board):
            self.panels.setCurrentIndex(1)
        if is_new or self.approval.made is None:
            self._show_rows(board, None)
        else:
            self._show_rows(board, self.approval.made)
        self._ask_made(board)

    def _ask_made(self, board: RiskBoard) -> None:
        year = board.year

        def ask(store: Store) -> _Made:
            made = risk_lists.view(store=store, year=year)
            variants = risk_board.variants(store=store, shown=board)
            return _Made(year=year, made=made, variants=variants)

        self.operations.ask(ask, self._show_made, owner=self)

    def _show_made(self, found: _Made) -> None:
        board = self._board
        if board is not None and board.year == found.year:
            self.what_if.show_variants(found.variants, board.view or board.own)
            self._show_rows(board, found.made)

    def _show_rows(self, board: RiskBoard, made: ListView | None) -> None:
        self.approval.show_list(board, made)
        entries: dict[Id, RiskEntry] = {}
        if made is not None:
            entries = {row.entry.school: row.entry for row in made.rows}
        shown = columns(board, has_list=made is not None)
        is_new = [c.key for c in shown] != [c.key for c in self.model.figures]
        self.model.show_table(shown, lines_of(board, entries))
        if is_new:
            self._set_widths([column.width for column in shown])
        self.grid.fit()
        self.totals.show_cells(self.model.totals)
        if not self.grid.currentIndex().isValid() and self.model.rows:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.problems_changed.emit(_problems(made))
        self.pause.start()

    def _set_widths(self, widths: list[int]) -> None:
        """What the columns leave free goes to the names of schools."""
        bar = self.grid.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        free = self.grid.width() - bar - 2 * self.grid.frameWidth() - sum(widths)
        self.grid.set_widths((widths[0] + max(free, 0), *widths[1:]) if widths else ())

    def _fill_rules(self, board: RiskBoard) -> None:
        self.rule.clear()
        for one in board.rules:
            mark = " – действует" if one.is_current else ""
            self.rule.addItem(f"{one.title}{mark}", one.code)
        if board.rule is not None:
            self.rule.setCurrentIndex(self.rule.findData(board.rule.code))
        self.rule.setVisible(bool(board.rules))

    def _filter_rows(self) -> None:
        kind = self.filter.kind

        def is_wanted(line: RiskLine) -> bool:
            fits = {
                "included": line.case.standing is Standing.INCLUDED,
                "outside": line.case.standing is Standing.OUTSIDE,
                "no_data": line.case.standing is Standing.NO_DATA,
                "near": line.is_near,
                "changed": bool(line.change),
                "commented": line.entry is not None and bool(line.entry.comment),
            }
            name = f"{line.name} {line.school.full_name} {line.school.code}"
            return fits.get(kind, True) and self.filter.fits(name)

        self.model.show_only(None if self.filter.is_open else is_wanted)

    def _toggle(self, row: int) -> None:
        line = self.model.rows[row]
        owner = self.model.row_of(line.school.id)
        if owner is not None and self.model.toggle(owner):
            again = self.model.row_of(line.school.id)
            if again is not None:
                self.grid.select_cell(again, max(self.grid.currentIndex().column(), 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        """A click on the name opens and closes, like a click on the little triangle."""
        if index.column() == 0 and self.model.rows[index.row()].reason is None:
            self._toggle(index.row())

    def _on_activated(self, index: QModelIndex) -> None:
        if index.column() != 0:
            self.open_card()

    def _show_side(self) -> None:
        board, line = self._board, self.current
        if board is None:
            return
        if line is None:
            self.side.show_rule(board)
        else:
            owner = next((o for o in self.model.all_rows if o.school.id == line.school.id), line)
            self.side.show_line(board, owner, self.approval.made)


def _needs_share(board: RiskBoard) -> bool:
    """True when there are results and nothing is shown because the terms are not whole."""
    return board.view is None and bool(board.problem) and board.problem != risk_board.NO_RESULTS


def _about(board: RiskBoard) -> str:
    """The rule in words, whose year is shown, the district."""
    parts = []
    if board.view is not None:
        tried = "Если так: " if board.is_tried else ""
        words = rule_in_words(board.view.terms)
        parts.append(f"{tried}{words}." if tried else f"{words[:1].upper()}{words[1:]}.")
        if board.year != board.wanted:
            parts.append(f"Результатов за {board.wanted} год нет, показан {board.year} год.")
        else:
            parts.append(f"{board.year} год.")
        parts.append(totals_note(board))
    elif board.problem:
        parts.append(board.problem)
    return " ".join(parts)


def _problems(made: ListView | None) -> tuple[Problem, ...]:
    """What is wrong with the list that was made; schools at the border are a filter of the list."""
    if made is None or made.difference is None:
        return ()
    return (
        Problem(
            text=f"Данные изменились после составления списка за {made.record.year} год: "
            f"{'; '.join(made.difference.sentences)}.",
            severity=Severity.WARNING,
            place=f"{RiskList.kind}:{made.record.id}",
        ),
    )
