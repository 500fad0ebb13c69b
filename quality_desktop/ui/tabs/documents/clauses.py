"""Clauses of a paper: what the program composed, what a person wrote instead, what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.services.paperwork.papers import ComposedClause
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named

_SHOWN_LETTERS = 110
_LETTERS_TO_KNOW = 8
_LEAST_LIST = 48
"""Two lines, in pixels: more may not be there on a small screen with findings below."""


class ClauseEditor(QPlainTextEdit):
    """Editor of one clause: saved on leaving or Ctrl+Enter, Esc returns the saved text.

    Signals:
        finished: The person's text, when it differs from the saved one.
    """

    finished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = ""
        self.setTabChangesFocus(True)

    def show_text(self, text: str) -> None:
        """Show a saved text."""
        self._saved = text
        self.setPlainText(text)

    def finish(self) -> None:
        """Save now what was typed."""
        text = self.toPlainText()
        if text != self._saved:
            self._saved = text
            self.finished.emit(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._saved)
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.finish()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finish()


class Clauses(QWidget):
    """List of clauses with the editor of the chosen one.

    Signals:
        worded: Key of a clause, the person's text, the composed text.
        struck: Key of a clause to leave out, the composed text.
        restored: Key of a clause to return to the composed text.
    """

    worded = Signal(str, str, str)
    struck = Signal(str, str)
    restored = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clauses")
        self._clauses: tuple[ComposedClause, ...] = ()
        self._shown_key = ""
        self.list = named(QListWidget(), "clauseList", "Пункты документа")
        self.list.setMinimumHeight(_LEAST_LIST)
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.editor = named(ClauseEditor(), "clauseEditor", "Текст пункта")
        self.editor.finished.connect(self._on_finished)
        self.note = named(QLabel(wordWrap=True), "clauseNote")
        self.strike = named(QPushButton("Исключить пункт"), "strike")
        self.restore = named(QPushButton("Вернуть исходный текст"), "restore")
        self.strike.clicked.connect(self._on_strike)
        self.restore.clicked.connect(self._on_restore)
        self._lay_out()

    def show_clauses(self, clauses: Sequence[ComposedClause]) -> None:
        """Show the clauses of a paper; the chosen one stays chosen."""
        self._clauses = tuple(clauses)
        with QSignalBlocker(self.list):
            self.list.clear()
            for clause in self._clauses:
                self.list.addItem(_item(clause))
            keys = [clause.key for clause in self._clauses]
            row = keys.index(self._shown_key) if self._shown_key in keys else 0
            self.list.setCurrentRow(row if keys else -1)
        self._show(self.list.currentRow())

    def open_clause(self, key: str) -> None:
        """Choose a clause and put the cursor into its text."""
        for row, clause in enumerate(self._clauses):
            if clause.key == key:
                self.list.setCurrentRow(row)
                self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def key_of_line(self, line: str) -> str:
        """Key of the clause that a printed line belongs to; empty when none does."""
        wanted = _letters(line)
        if len(wanted) < _LETTERS_TO_KNOW:
            return ""
        return next((c.key for c in self._clauses if wanted in _letters(c.mark + c.text)), "")

    def _lay_out(self) -> None:
        bottom = QWidget()
        column = QVBoxLayout(bottom)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.editor, 1)
        column.addWidget(self.note)
        buttons = QHBoxLayout()
        buttons.addWidget(self.restore)
        buttons.addWidget(self.strike)
        column.addLayout(buttons)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.list)
        splitter.addWidget(bottom)
        splitter.setSizes([300, 220])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(splitter)

    def _on_row_changed(self, row: int) -> None:
        self.editor.finish()
        self._show(row)

    def _show(self, row: int) -> None:
        clause = self._clauses[row] if 0 <= row < len(self._clauses) else None
        is_same = clause is not None and clause.key == self._shown_key
        self._shown_key = clause.key if clause else ""
        text = clause.text if clause else ""
        # A text being typed is never replaced under the person's hands.
        if not (is_same and self.editor.hasFocus() and self.editor.document().isModified()):
            self.editor.show_text(text)
            self.editor.document().setModified(False)
        self.editor.setEnabled(clause is not None and not clause.is_struck)
        self.strike.setEnabled(clause is not None and not clause.is_struck)
        self.restore.setEnabled(clause is not None and (clause.is_edited or clause.is_struck))
        self.note.setText(_note(clause))
        self.note.setVisible(bool(self.note.text()))

    def _clause(self) -> ComposedClause | None:
        return next((c for c in self._clauses if c.key == self._shown_key), None)

    def _on_finished(self, text: str) -> None:
        clause = self._clause()
        if clause is not None:
            self.worded.emit(clause.key, text, clause.composed)

    def _on_strike(self) -> None:
        clause = self._clause()
        if clause is not None:
            self.struck.emit(clause.key, clause.composed)

    def _on_restore(self) -> None:
        clause = self._clause()
        if clause is not None:
            self.restored.emit(clause.key)


def _letters(text: str) -> str:
    """Letters and digits alone: pages break lines and stretch spaces."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _item(clause: ComposedClause) -> QListWidgetItem:
    mark = _mark(clause)
    number = f"{clause.mark} " if clause.mark else ""
    text = clause.text
    if len(text) > _SHOWN_LETTERS:
        text = text[:_SHOWN_LETTERS].rsplit(" ", 1)[0] + " …"
    item = QListWidgetItem(f"{mark}{number}{text}")
    item.setToolTip(plain_tip(clause.text))
    return item


def _mark(clause: ComposedClause) -> str:
    if clause.is_struck:
        return "[исключён] "
    if clause.is_outdated:
        return "[правка устарела] "
    return "[правка] " if clause.is_edited else ""


def _note(clause: ComposedClause | None) -> str:
    if clause is None:
        return ""
    if clause.is_struck:
        return "Пункт исключён из документа, следующие перенумерованы."
    if clause.is_outdated:
        return f"После вашей правки сведения изменились. Теперь было бы: {clause.composed}"
    if clause.is_edited:
        return "Здесь ваша правка, она сохранится при новых сведениях."
    return ""
