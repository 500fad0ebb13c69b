"""The panel beside the card and the board: positions of the cell, their proof, history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from quality_desktop.domain.cycle import Position, Progress
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.evidence import Evidence
from quality_desktop.services.cycle.cycle import BoardView
from quality_desktop.storage.history import Action, HistoryEntry
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.board_cell import STATUS_WORDS, state_text
from quality_desktop.ui.models.card import TITLES, ShownRow
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.date_edit import shown_date
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.side_panel import SidePanel

_SHOWN_ENTRIES: Final = 8
_FIELDS: Final = {
    **TITLES,
    "status": "Состояние",
    "due": "Срок",
    "done": "Сделано",
    "note": "Примечание",
}
_FORM_ICONS: Final = {"act": "file-certificate", "link": "link", "file": "file"}


class CardSide(SidePanel):
    """What is known of the chosen cell.

    Signals:
        attach_requested: ``Progress`` that wants a proof.
        open_requested: ``Evidence`` to open.
        edit_requested: ``Progress`` and its ``Evidence`` to change.
        detach_requested: ``Evidence`` to remove.
    """

    attach_requested = Signal(object)
    open_requested = Signal(object)
    edit_requested = Signal(object, object)
    detach_requested = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def show_card_row(self, row: ShownRow | None, field: str) -> None:
        """Show a row of the card: what the common card says where the direction says otherwise."""
        self.clear()
        if row is None:
            self.show_title("")
            return
        self.show_title(f"Раздел {row.stage.number}", row.stage.title)
        if row.is_own:
            self.add_text("Чей текст", "Свой текст направления")
        if field in TITLES and row.differs(field):
            common = getattr(row.common, field) or "пусто"
            self.add_text(f"В общей карте: {TITLES[field].lower()}", common)

    def show_board_cell(
        self, board: BoardView, direction: Direction, title: str, states: Sequence[Progress]
    ) -> None:
        """Show the positions of a cell of the board with their proofs."""
        self.clear()
        self.show_title(f"{direction.code} – {title}", direction.title)
        positions = {position.id: position for position in board.positions}
        if not states:
            self.add_text("Раздел", "Не входит в неполный цикл этого направления")
        for state in states:
            heading = _heading(positions[state.position])
            self.add_widget(heading, self._position(state, board.evidence.get(state.id, ())))

    def add_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Show who changed the record of the cell."""
        lines = [_line(entry) for entry in entries if entry.field or entry.action != Action.CHANGED]
        if len(lines) > _SHOWN_ENTRIES:
            lines[_SHOWN_ENTRIES:] = [f"и ещё {len(lines) - _SHOWN_ENTRIES}"]
        if lines:
            self.add_text("История", lines)

    def _position(self, state: Progress, proofs: Sequence[Evidence]) -> QWidget:
        box = named(QWidget(), "position", "Позиция цикла")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(_plain(state_text(state)))
        if state.note:
            column.addWidget(_plain(state.note))
        for proof in proofs:
            column.addLayout(self._proof(state, proof))
        attach = named(QPushButton("Приложить…"), "attach", "Приложить подтверждение")
        self._look.dress(attach, "paperclip")
        attach.clicked.connect(lambda: self.attach_requested.emit(state))
        column.addWidget(attach, alignment=Qt.AlignmentFlag.AlignLeft)
        return box

    def _proof(self, state: Progress, proof: Evidence) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        label = _plain(proof_text(proof))
        row.addWidget(label, 1)
        open_icon = _FORM_ICONS.get(proof.form, "file")
        can_open = proof.form in ("link", "file")
        for is_shown, icon, name, tip, act in (
            (can_open, open_icon, "openProof", "Открыть", self._opener(proof)),
            (True, "pencil", "editProof", "Изменить", self._editor(state, proof)),
            (True, "trash", "detachProof", "Убрать", self._detacher(proof)),
        ):
            if is_shown:
                button = named(QToolButton(autoRaise=True), name, f"{tip}: {proof_text(proof)}")
                button.setToolTip(plain_tip(tip))
                self._look.dress(button, icon)
                button.clicked.connect(act)
                row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _opener(self, proof: Evidence) -> Callable[[], None]:
        return lambda: self.open_requested.emit(proof)

    def _editor(self, state: Progress, proof: Evidence) -> Callable[[], None]:
        return lambda: self.edit_requested.emit(state, proof)

    def _detacher(self, proof: Evidence) -> Callable[[], None]:
        return lambda: self.detach_requested.emit(proof)


def proof_text(proof: Evidence) -> str:
    """«Положение о мониторинге, приказ № 12, 05.07.2021»."""
    dated = shown_date(proof.dated)
    return (
        ", ".join(filter(None, (proof.title, proof.number, proof.locator, dated))) or "без названия"
    )


def _plain(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _heading(position: Position) -> str:
    return f"{position.number}. {position.title}"


def _line(entry: HistoryEntry) -> str:
    when = f"{entry.moment:%d.%m.%Y %H:%M}"
    if not entry.field:
        done = {
            Action.CREATED: "заполнено",
            Action.DELETED: "убрано",
            Action.RESTORED: "возвращено",
        }
        return f"{when} – {done.get(entry.action, entry.intent)} ({entry.author})"
    name = _FIELDS.get(entry.field, entry.intent)
    value = entry.after
    if entry.field == "status":
        words = {status.value: word for status, word in STATUS_WORDS.items()}
        value = words.get(str(value), "")
    elif hasattr(value, "strftime"):
        value = f"{value:%d.%m.%Y}"
    text = str(value or "пусто")
    short = text if len(text) <= 60 else f"{text[:57]}…"
    return f"{when} – {name}: {short} ({entry.author})"
