"""A small editor inside a cell: people and units in order, added by name, moved, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.services.cycle.responsibility import Choice, Party
from quality_desktop.services.office.party_names import read_around, read_parties
from quality_desktop.ui.look import Look
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.party_line import PartyLine

_NUMBER: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 24
_MOST_ROWS: Final = 6


class PartyList(QFrame):
    """Who stands in a cell, in order, with a line to add somebody.

    The keyboard stays in the line: Enter adds the name, on an empty line it ends the edit; the arrows
    choose in the list, Alt with them moves, Del on an empty line removes; Backspace there
    removes the last one.

    Signals:
        finished: The edit is to be kept; True when it ended with Tab.
        cancelled: The edit is to be dropped.
        left: The keyboard went elsewhere.
    """

    finished = Signal(bool)
    cancelled = Signal()
    left = Signal()

    def __init__(
        self,
        choices: Sequence[Choice],
        shown: Callable[[Party], str],
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty list.

        Args:
            choices: Who can be added.
            shown: How somebody is written, also one who can no longer be added.
            look: Icons.
            parent: Owner of the editor.
        """
        super().__init__(parent)
        self.setObjectName("partyList")
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self._choices = tuple(choices)
        self._known: list[Party] = []
        self._is_over = False
        self._hints = {choice.party: choice.hint for choice in self._choices}
        self._shown = shown
        self.list = _draggable_list()
        self.line = PartyLine(choices)
        if choices:
            self.line.setPlaceholderText("Добавить…")
        self.line.setAccessibleName("Добавить: фамилия или подразделение")
        self.reason = _hidden_reason()
        self.line.chosen.connect(self._on_chosen)
        self.line.entered.connect(self._on_entered)
        self.line.textEdited.connect(self.reason.hide)
        for widget in (self.line, self.list):
            widget.installEventFilter(self)
        self._lay_out(look)
        self.setFocusProxy(self.line)

    @property
    def parties(self) -> tuple[Party, ...]:
        """Those in the list, in order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(dict.fromkeys(self._known[item.data(_NUMBER)] for item in items))

    @property
    def leftover(self) -> str:
        """What stands in the line and has not been added."""
        return self.line.text().strip()

    def show_parties(self, parties: Sequence[Party], leftover: str = "") -> None:
        """Show who stands in the cell, and a name that was refused before."""
        self.list.clear()
        self._take(parties)
        self.list.setCurrentRow(0)
        self.line.setText(leftover)

    def move_current(self, step: int) -> None:
        """Move the chosen row up (-1) or down (1)."""
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + step < self.list.count():
            self.list.insertItem(row + step, self.list.takeItem(row))
            self.list.setCurrentRow(row + step)

    def remove_current(self) -> None:
        """Take the chosen row out."""
        self.list.takeItem(self.list.currentRow())  # nothing is taken when no row is chosen
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        rows = min(max(self.list.count(), 2), _MOST_ROWS)
        below = self.line.sizeHint().height()
        if self.reason.isVisibleTo(self):
            below += self.reason.heightForWidth(max(self.width() - 16, 120)) + 4
        return QSize(240, rows * _ROW + below + 20)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            action = self._action(event, is_line=watched is self.line)
            if action is not None:
                action()
                return True
        elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._on_focus_out(event)
        return super().eventFilter(watched, event)

    def _action(self, event: QKeyEvent, *, is_line: bool) -> Callable[[], None] | None:
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_empty = not self.line.text()
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down as key:
                step = -1 if key == Qt.Key.Key_Up else 1
                return self._stepper(step, moves=has_alt) if has_alt or is_line else None
            case Qt.Key.Key_Delete if is_empty or not is_line:
                return self.remove_current
            case Qt.Key.Key_Backspace if is_empty and is_line:
                return self._remove_last
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if has_control or not is_line:
                return self._finish
            case Qt.Key.Key_Tab:
                return lambda: self._finish(by_tab=True)
            case Qt.Key.Key_Escape:
                return self._cancel
            case _:
                return None

    def _stepper(self, step: int, *, moves: bool) -> Callable[[], None]:
        if moves:
            return lambda: self.move_current(step)
        row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
        return lambda: self.list.setCurrentRow(row)

    def _remove_last(self) -> None:
        """Rub out what stands before the line, as in any line of text."""
        self.list.setCurrentRow(self.list.count() - 1)
        self.remove_current()

    def _finish(self, *, by_tab: bool = False) -> None:
        if not self._is_over:
            self._is_over = True  # closing takes the keyboard away, which is no leaving
            self.finished.emit(by_tab)

    def _cancel(self) -> None:
        self._is_over = True
        self.cancelled.emit()

    def _on_entered(self) -> None:
        if not self.leftover:
            self._finish()
            return
        reading = read_parties(self.leftover, self._choices)
        if reading.reason:
            self._refuse(reading.reason)
            return
        self._take(reading.parties)

    def _on_chosen(self, party: Party) -> None:
        """Add who was chosen among those typed around; what is not understood stays in the line."""
        reading, refused = read_around(self.line.others, party, self._choices)
        self._take(reading.parties)
        if refused:
            self.line.setText(refused)
            self._refuse(reading.reason)

    def _take(self, parties: Sequence[Party]) -> None:
        for party in parties:
            self._add(party)
        self._clear_line()

    def _refuse(self, reason: str) -> None:
        self.reason.setText(reason)
        self.reason.show()
        self._fit()

    def _clear_line(self) -> None:
        self.line.clear()
        self.reason.hide()
        self.list.setCurrentRow(self.list.count() - 1)
        self._fit()

    def _add(self, party: Party) -> None:
        if party in self.parties:
            return
        item = _item(self._shown(party), self._hints.get(party, ""), number=len(self._known))
        self._known.append(party)
        self.list.addItem(item)

    def _on_focus_out(self, event: QFocusEvent) -> None:
        if self._is_over or event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        taker = QApplication.focusWidget()
        if taker is None or not (taker is self or self.isAncestorOf(taker)):
            self._is_over = True
            self.left.emit()

    def _fit(self) -> None:
        """Grow or shrink with the rows, inside the table."""
        self.updateGeometry()
        height, parent = self.sizeHint().height(), self.parentWidget()
        if parent is not None and self.height() != height:
            top = max(min(self.y(), parent.height() - height), 0)
            self.setGeometry(self.x(), top, self.width(), height)

    def _lay_out(self, look: Look) -> None:
        buttons = _row_of_buttons(self.line, look, self.move_current, self.remove_current)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        layout.addWidget(self.reason)


def _draggable_list() -> QListWidget:
    rows = named(QListWidget(), "partyRows", "Назначены, по порядку")
    rows.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
    rows.setDefaultDropAction(Qt.DropAction.MoveAction)
    rows.setFrameShape(QFrame.Shape.NoFrame)
    return rows


def _hidden_reason() -> QLabel:
    reason = named(QLabel(wordWrap=True), "partyReason")
    reason.setForegroundRole(QPalette.ColorRole.BrightText)
    reason.hide()
    return reason


def _row_of_buttons(
    line: QWidget, look: Look, move: Callable[[int], None], remove: Callable[[], None]
) -> QHBoxLayout:
    """The line with the buttons that the keyboard has, too."""
    buttons = QHBoxLayout()
    buttons.setSpacing(0)
    buttons.addWidget(line, 1)
    for icon, name, tip, action in (
        ("arrow-up", "partyUp", "Выше (Alt+↑)", lambda: move(-1)),
        ("arrow-down", "partyDown", "Ниже (Alt+↓)", lambda: move(1)),
        ("trash", "partyRemove", "Убрать (Del)", remove),
    ):
        button = _button(look, icon, name, tip)
        button.clicked.connect(action)
        buttons.addWidget(button)
    return buttons


def _button(look: Look, icon: str, name: str, tip: str) -> QToolButton:
    """A button that leaves the keyboard where it is."""
    button = named(QToolButton(autoRaise=True), name, tip)
    button.setToolTip(plain_tip(tip))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    look.dress(button, icon)
    return button


def _item(text: str, hint: str, *, number: int) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setData(_NUMBER, number)  # a number survives dragging as it is
    item.setToolTip(plain_tip(hint))
    item.setSizeHint(QSize(0, _ROW))
    return item
