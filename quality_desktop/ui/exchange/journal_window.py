"""«Журнал обменов»: what was sent and received, the way back from a merge, and whom one knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.services.exchange import journal
from quality_desktop.services.exchange.journal import JournalLine
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.exchange.row_list import RowList
from quality_desktop.ui.exchange.senders_page import SendersPage
from quality_desktop.ui.exchange.standing_window import StandingWindow
from quality_desktop.ui.models.figure_table import FigureColumn
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.messages import Answer
from quality_desktop.ui.widgets.naming import named

_NOTHING: Final = (
    "Обменов ещё не было. Чтобы послать свою работу коллеге, откройте «Файл» → «Отправить…»; "
    "чтобы принять присланное – «Файл» → «Получить…»."
)


class JournalWindow(StandingWindow):
    """The journal with the chosen line in full, and the senders.

    Attributes:
        model: The journal.
        senders: The other page.
        redo: Makes a merge again that was taken back.
    """

    name: ClassVar[str] = "journalWindow"
    title: ClassVar[str] = "Журнал обменов"
    verb: ClassVar[str] = "Отменить приём…"
    wanted_size: ClassVar[tuple[int, int]] = (1000, 560)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        super().__init__(parent, operations, scope, environment)
        self.rows: RowList[JournalLine] = RowList(
            "Обмены, новые сверху", _columns(), key=lambda one: one.exchange.id, parent=self
        )
        self.model, self.grid = self.rows.model, self.rows.grid
        self.empty = named(QLabel(_NOTHING, wordWrap=True), "journalEmpty")
        self.detail = named(QLabel(wordWrap=True), "journalDetail", "Выбранный обмен")
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.redo = named(QPushButton("Вернуть приём…", autoDefault=False), "journalRedo")
        self.senders = SendersPage(operations, environment)
        self.tabs = named(QTabWidget(documentMode=True), "journalTabs", "Журнал и отправители")
        self._fill_content()
        self.lay_out()
        self.grid.place_changed.connect(self._follow)
        self.apply.clicked.connect(self.undo_merge)
        self.redo.clicked.connect(self.redo_merge)
        self.tabs.currentChanged.connect(lambda _page: self._follow())
        self.operations.changed.connect(lambda _changes: self.refresh())
        self._follow()

    @property
    def chosen(self) -> JournalLine | None:
        """The line in hand."""
        return self.rows.chosen

    def refresh(self) -> None:
        """Ask for everything again."""
        if self.isVisible():
            self.operations.ask(lambda store: journal.lines(store=store), self._show, owner=self)
            self.senders.refresh()

    def undo_merge(self) -> None:
        """Take the chosen merge back, after a question."""
        self._ask_and_do(
            "Отменить приём",
            "Всё, что пришло с ним, станет как до приёма. Более поздняя работа – ваша и чужая – "
            "останется, решения по расхождениям тоже, какое бы значение ни выбрали. Отмену можно "
            "вернуть.",
            lambda line: lambda store: journal.undo(store=store, line=line),
            "Приём отменён: что пришло с ним, убрано, кроме того, над чем потом работали или что "
            "выбрано решением.",
        )

    def redo_merge(self) -> None:
        """Make the chosen merge again, after a question."""
        self._ask_and_do(
            "Вернуть приём",
            "Всё, что пришло с ним, появится снова; где с тех пор записали другое, возникнет "
            "расхождение.",
            lambda line: lambda store: journal.redo(store=store, line=line),
            "Приём возвращён.",
        )

    def _ask_and_do(
        self,
        verb: str,
        details: str,
        act: Callable[[JournalLine], Callable[[Store], Changes]],
        outcome: str,
    ) -> None:
        line = self.chosen
        if line is None:
            return

        def ask(closed: str) -> None:
            told = " ".join(filter(None, (details, closed)))
            if self._is_wanted(line, verb, told):
                self.write(act(line), lambda changes: self._on_done(changes, outcome), title=verb)

        self.operations.ask(
            lambda store: journal.closed_periods(store=store, line=line), ask, owner=self
        )

    def _is_wanted(self, line: JournalLine, verb: str, details: str) -> bool:
        one = line.exchange
        who = f" от «{one.peer}»" if one.peer else ""
        question = f"{verb}{who} {one.at:%d.%m.%Y %H:%M} (файл «{one.file_name}»)?"
        answers = (
            Answer(key="leave", text="Оставить как есть", is_safe=True),
            Answer(key="do", text=verb),
        )
        return self.environment.messages.ask(self, question, answers, details=details) == "do"

    def _fill_content(self) -> None:
        page = QWidget()
        below = QHBoxLayout()
        below.addWidget(self.detail, 1)
        below.addWidget(self.redo, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.grid, 1)
        column.addLayout(below)
        self.tabs.addTab(page, "Обмены")
        self.tabs.addTab(self.senders, "Отправители и ключи")
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.empty.hide()

    def _show(self, found: tuple[JournalLine, ...]) -> None:
        self.rows.show(found)
        self.empty.setVisible(not found)
        self._follow()

    def _follow(self) -> None:
        line = self.chosen
        self.detail.setText("" if line is None else _in_full(line))
        is_here = self.tabs.currentIndex() == 0
        self.apply.setVisible(is_here)
        self.apply.setEnabled(line is not None and line.can_undo and not self.is_working)
        self.redo.setEnabled(line is not None and line.can_redo and not self.is_working)

    def _on_done(self, changes: Changes, outcome: str) -> None:
        self.tell(outcome if changes else _ONLY_NOTED)
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


_ONLY_NOTED = (
    "Отмечено в журнале, а в файле ничего не изменилось: то, что пришло с этим приёмом, с тех пор "
    "исправили, перенесли, удалили или внесли сами, и это остаётся."
)


def _columns() -> tuple[FigureColumn[JournalLine], ...]:
    return (
        FigureColumn(key="at", title="Когда", width=135,
                     text=lambda one: f"{one.exchange.at:%d.%m.%Y %H:%M}"),
        FigureColumn(key="state", title="Что", width=115, text=lambda one: one.state),
        FigureColumn(key="peer", title="От кого, кому", width=150, text=lambda one: one.exchange.peer,
                     tooltip=lambda one: one.exchange.peer),
        FigureColumn(key="changes", title="Изменений", width=90, is_number=True,
                     text=lambda one: str(one.exchange.changes)),
        FigureColumn(key="conflicts", title="Расхождений", width=100, is_number=True,
                     text=lambda one: str(one.exchange.conflicts) if one.is_received else "—"),
        FigureColumn(key="file", title="Файл", width=250, text=lambda one: one.exchange.file_name,
                     tooltip=lambda one: one.exchange.file_name),
    )  # fmt: skip


def _in_full(line: JournalLine) -> str:
    one = line.exchange
    parts = [f"Файл «{one.file_name}»" if one.file_name else "Без имени файла"]
    if line.chosen:
        parts.append(f"часть файла: {line.chosen}")
    if line.is_received:
        parts.append("подписан" if one.peer_key else "без подписи")
    if line.backup:
        parts.append(line.backup)
    return ". ".join(part[:1].upper() + part[1:] for part in parts) + "."
