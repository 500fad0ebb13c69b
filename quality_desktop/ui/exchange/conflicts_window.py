"""«Расхождения»: what people wrote differently, decided one by one or by a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.services.exchange import conflicts, own_values
from quality_desktop.services.exchange.conflicts import Conflict, Decided
from quality_desktop.services.exchange.own_values import OwnValue
from quality_desktop.storage.deciding import Decision
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.exchange.conflict_list import ConflictList, counted_conflicts
from quality_desktop.ui.exchange.conflict_panel import ConflictPanel
from quality_desktop.ui.exchange.standing_window import StandingWindow
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.messages import Answer
from quality_desktop.ui.widgets.naming import named

_NOTHING: Final = (
    "Расхождений нет. Они появляются после приёма пакета, когда двое записали разное в одно поле "
    "или один удалил то, что правил другой."
)


class ConflictsWindow(StandingWindow):
    """The list above, the chosen disagreement and the reason below.

    Attributes:
        list: The disagreements.
        panel: The chosen one.
        reason: Why it ends so.
    """

    name: ClassVar[str] = "conflictsWindow"
    title: ClassVar[str] = "Расхождения"
    verb: ClassVar[str] = "Решить"
    wanted_size: ClassVar[tuple[int, int]] = (1120, 660)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        super().__init__(parent, operations, scope, environment)
        self.list = ConflictList()
        self.panel = ConflictPanel()
        self.reason = named(QLineEdit(clearButtonEnabled=True), "conflictReason", "Почему так")
        self.reason.setPlaceholderText("Например: сверено с приказом школы")
        self.empty = EmptyState(_NOTHING)
        self.stack = QStackedWidget()
        self._lay_out_content()
        self.lay_out()
        self.list.grid.setFocus()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the disagreements again."""
        reference = self.environment.reference
        self.operations.ask(
            lambda store: conflicts.conflicts(store=store, reference=reference),
            self._show,
            owner=self,
        )

    @override
    def forget(self) -> None:
        super().forget()
        self.reason.clear()

    def decide(self) -> None:
        """End the chosen disagreement by what is chosen, and go to the next one."""
        conflict = self.list.chosen
        if conflict is None or not self.apply.isEnabled():
            return
        opinion = self.panel.chosen
        if opinion is not None:
            self._write(conflict, lambda _store: conflicts.choose(conflict, opinion))
            return
        if self.panel.is_from_box:
            value = self.panel.box.currentData()
            self._write(conflict, lambda _store: conflicts.own(conflict, {conflict.field: value}))
            return
        reference, text = self.environment.reference, self.panel.line.text()
        self._write(
            conflict,
            lambda store: conflicts.own(
                conflict,
                own_values.read(store=store, reference=reference, conflict=conflict, text=text),
            ),
        )

    def decide_all(self) -> None:
        """End everything that is shown by a rule, after a question."""
        found, reason = self.list.model.rows, self.reason.text()
        rule, author = self.list.rule.chosen
        if not reason.strip():
            self.tell("Впишите причину: она останется в истории каждой записи.", is_refusal=True)
            self.reason.setFocus()
            return
        answers = (
            Answer(key="leave", text="Не решать", is_safe=True),
            Answer(key="decide", text="Решить все показанные"),
        )
        how = self.list.rule.rule.currentText()
        question = f"Решить {counted_conflicts(len(found))} по правилу «{how}»?"
        details = "Это одно действие: его можно отменить (Ctrl+Z). Все мнения останутся в истории."
        if self.environment.messages.ask(self, question, answers, details=details) != "decide":
            return
        done: list[Decided] = []

        def write(store: Store) -> Changes:
            done.append(
                conflicts.decide_by_rule(
                    store=store, found=found, rule=rule, author=author, reason=reason
                )
            )
            return done[0].changes

        self.write(write, lambda _changes: self._on_rule(done[0]), title="Решение расхождений")

    def _lay_out_content(self) -> None:
        self.apply.setToolTip("Enter в списке; мнение выбирают цифрой 1, 2, 3…")
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.panel, 1)
        line = QHBoxLayout()
        label = QLabel("&Причина решения:")
        label.setBuddy(self.reason)
        line.addWidget(label)
        line.addWidget(self.reason, 1)
        column.addLayout(line)
        splitter = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        splitter.addWidget(self.list)
        splitter.addWidget(lower)
        splitter.setSizes((340, 240))
        self.stack.addWidget(splitter)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _connect(self) -> None:
        self.list.followed.connect(self._follow)
        self.list.digit_typed.connect(self.panel.choose)
        self.list.decide_wanted.connect(self.decide)
        self.list.rule.wanted.connect(self.decide_all)
        self.panel.changed.connect(self._follow_choice)
        self.panel.own_wanted.connect(self._ask_own)
        self.panel.line.returnPressed.connect(self.decide)
        self.reason.returnPressed.connect(self.decide)
        self.apply.clicked.connect(self.decide)
        self.operations.changed.connect(lambda _changes: self.refresh())

    def _show(self, found: tuple[Conflict, ...]) -> None:
        self.stack.setCurrentIndex(0 if found else 1)
        self.list.show_conflicts(found)

    def _follow(self) -> None:
        self.turn_to(self.list.chosen)
        self.panel.show_conflict(self.list.chosen)
        self._follow_choice()

    def _follow_choice(self) -> None:
        is_ready = self.list.chosen is not None and self.panel.is_answered
        self.apply.setEnabled(is_ready and not self.is_working)

    def _ask_own(self) -> None:
        conflict, reference = self.list.chosen, self.environment.reference
        if conflict is None:
            return

        def show(own: OwnValue) -> None:
            if self.list.chosen == conflict and not self.panel.is_own:
                self.panel.show_own(own)

        self.operations.ask(
            lambda store: own_values.own_value(store=store, reference=reference, conflict=conflict),
            show,
            owner=self,
        )

    def _write(self, conflict: Conflict, decide: Callable[[Store], Sequence[Decision]]) -> None:
        reason = self.reason.text()
        self.write(
            lambda store: conflicts.decide(store=store, decisions=decide(store), reason=reason),
            lambda _changes: self._on_decided(conflict),
            title="Решение",
        )

    def _on_decided(self, conflict: Conflict) -> None:
        """The line goes at once; the list that the file tells comes after it."""
        self.list.drop(conflict)
        self.tell(f"Решено: «{conflict.record}», {conflict.title}. Отменить – Ctrl+Z.")
        self.list.grid.setFocus()

    def _on_rule(self, done: Decided) -> None:
        left = f" Осталось без решения: {done.left}." if done.left else ""
        self.tell(f"Решено: {counted_conflicts(done.count)}.{left} Отменить – Ctrl+Z.")
        self._follow_choice()
