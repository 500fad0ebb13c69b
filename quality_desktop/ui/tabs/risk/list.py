"""First view of «Школы риска»: the list of a year by a rule, why, what if, how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.at_risk.risk import RiskCriterion, RiskRule, Terms
from quality_desktop.domain.at_risk.risk_lists import RiskEntry, RiskList
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.examination.exams import (
    ExamProcedure,
    ExamResult,
    Subject,
    exam_year_of,
)
from quality_desktop.services.risk_schools import risk_board, risk_export, risk_lists
from quality_desktop.services.risk_schools.risk import Variant
from quality_desktop.services.risk_schools.risk_board import RiskBoard, WhatIf
from quality_desktop.services.risk_schools.risk_lists import ListView
from quality_desktop.services.risk_schools.risk_words import rule_in_words
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.risk_list import (
    RiskLine,
    totals_note,
)
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.risk.adopting import ask_and_adopt
from quality_desktop.ui.tabs.risk.approval import ListLine, RiskApproval
from quality_desktop.ui.tabs.risk.list_pane import FILTERS, RiskListPane
from quality_desktop.ui.tabs.risk.no_results import NoResults
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.shape import pile


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """The list that was made for a year, asked after the board, because it costs more."""

    year: int
    made: ListView | None
    variants: tuple[Variant, ...]


class RiskListView(TabView):
    """A rule, the schools under it, a panel that follows; or the panel «Что, если…».

    Signals:
        card_wanted: Id of the school whose card is to be opened.
        shown: The ``RiskBoard`` that is shown, and whether it is a trial.
    """

    kinds: ClassVar[frozenset[str]] = frozenset(
        kind.kind
        for kind in (
            ExamResult, School, ExamProcedure, Subject, RiskRule, RiskCriterion, RiskList, RiskEntry,
        )
    )  # fmt: skip

    card_wanted = Signal(object)
    shown = Signal(object, bool)

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
        self.filter = RowFilter("Школа…", FILTERS)
        self.about = named(QLabel(wordWrap=True), "riskAbout")
        self.line = ListLine()
        self.pane = RiskListPane(self.filter)
        self.approval = RiskApproval(operations, environment, self.line, self)
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
        self.pane.jump_to(place)

    @override
    def open_find_bar(self) -> None:
        self.pane.grid.open_find_bar()

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
        self.empty = NoResults(self.operations, self.scope, self.environment)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pane)
        self._stack.addWidget(self.empty)
        pile(self, (line, self.about, self.line, self.outcome), self._stack)

    def _connect(self) -> None:
        self.rule.activated.connect(lambda _place: self._try(None))
        self.pane.card_wanted.connect(self.card_wanted)
        self.pane.what_if.tried.connect(self._try)
        self.approval.told.connect(self.tell)
        self.pane.side.decision_wanted.connect(lambda: self._with_line(self.approval.decide))
        self.pane.side.comment_wanted.connect(lambda: self._with_line(self.approval.comment))

    def _try(self, what_if: WhatIf | None) -> None:
        self._what_if = what_if
        self.tell("")
        self.refresh()

    def leave_trial(self) -> None:
        """Show the list of the rule in force again."""
        self.pane.what_if.forget()
        self.rule.setCurrentIndex(-1)
        self._try(None)

    def adopt_trial(self) -> None:
        """Put the rule that is shown in force, with a reason."""
        if self._board is not None:
            ask_and_adopt(
                self.operations, self.environment, self._board, self._what_if,
                then=self._on_adopted, owner=self,
            )  # fmt: skip

    def _on_adopted(self) -> None:
        self.pane.what_if.forget()
        self._what_if = None
        self.rule.setCurrentIndex(-1)
        self.tell("Правило действует: по нему все виды и бумаги. Отменить – Ctrl+Z.")

    def _with_line(self, act: Callable[[RiskLine], None]) -> None:
        line = self.pane.current_school
        if line is not None:
            act(line)

    def _show_board(self, board: RiskBoard) -> None:
        if board.wanted != exam_year_of(self.scope.year):
            return  # the answer to an older question
        is_new = self._board is None or self._board.year != board.year
        self._board = board
        self._fill_rules(board)
        self.pane.what_if.show_board(board)
        is_empty = board.problem == risk_board.NO_RESULTS
        self.about.setText("" if is_empty else _about(board))
        self.shown.emit(board, self._is_trial(board))
        has_rows = board.view is not None
        # Without a share the panel is where it is set, so the table stays, empty.
        self._stack.setCurrentIndex(0 if has_rows or _needs_share(board) else 1)
        self.empty.show_problem(board.problem)
        for widget in (self.filter, self.export_button):
            widget.setEnabled(has_rows)
        if _needs_share(board):
            self.pane.panels.setCurrentIndex(1)
        if is_new or self.approval.made is None:
            self._show_rows(board, None)
        else:
            self._show_rows(board, self.approval.made)
        self._ask_made(board)

    def _is_trial(self, board: RiskBoard) -> bool:
        """Also while a share is typed that is none yet."""
        rule, tried = board.rule, self._what_if
        if rule is None or board.problem == risk_board.NO_RESULTS:
            return False
        return not board.is_in_force or (tried is not None and tried != risk_board.own_terms(rule))

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
            self.pane.what_if.show_variants(found.variants, board.view or board.own)
            self._show_rows(board, found.made)

    def _show_rows(self, board: RiskBoard, made: ListView | None) -> None:
        self.approval.show_list(board, made)
        self.pane.show_rows(board, made)
        self.problems_changed.emit(_problems(made))

    def _fill_rules(self, board: RiskBoard) -> None:
        self.rule.clear()
        for one in board.rules:
            mark = " – действует" if one.is_current else ""
            self.rule.addItem(f"{one.title}{mark}", one.code)
        if board.rule is not None:
            self.rule.setCurrentIndex(self.rule.findData(board.rule.code))
        self.rule.setVisible(bool(board.rules))


def _needs_share(board: RiskBoard) -> bool:
    """True when there are results and nothing is shown because the terms are not whole."""
    return board.view is None and bool(board.problem) and board.problem != risk_board.NO_RESULTS


def _about(board: RiskBoard) -> str:
    """The rule in words, whose year is shown, the district."""
    parts = []
    if board.view is not None:
        tried = "Проба: " if board.is_tried else ""
        words = rule_in_words(board.view.terms)
        parts.append(f"{tried}{words}." if tried else f"{words[:1].upper()}{words[1:]}.")
        parts.append(f"{risk_board.year_in_words(shown=board.year, wanted=board.wanted)}.")
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
