"""A field of a form: a line, a list or a box of several lines, with its reason when it is refused."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.services.field_values import Catalogue, Field, Kind, Refusal, parse, shown
from quality_desktop.ui.look import Look
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import called, named

_BOX_LINES: Final = 8


class FieldLine(QWidget):
    """One field of one record, saved as it is left.

    Signals:
        entered: The new value, after the field was left with another one than before.
        focused: The keyboard came here.
    """

    entered = Signal(object)
    focused = Signal()

    def __init__(self, field: Field, look: Look, parent: QWidget | None = None) -> None:
        """Make an empty field.

        Args:
            field: What it holds.
            look: Colours of the reason.
            parent: Owner of the widget.
        """
        super().__init__(parent)
        self.setObjectName(f"field_{field.name}")
        self.field = field
        self._look = look
        self._catalogue = Catalogue()
        self._shown = ""
        self.editor = self._make_editor()
        called(self.editor, field.title)
        self.editor.setToolTip(plain_tip(field.hint))
        self.editor.installEventFilter(self)
        self.setFocusProxy(self.editor)
        self.reason = named(QLabel(wordWrap=True), "fieldReason")
        self.reason.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.editor)
        layout.addWidget(self.reason)
        look.changed.connect(self._tint_reason)
        self._tint_reason()

    @property
    def text(self) -> str:
        """What stands in the field now."""
        match self.editor:
            case QLineEdit():
                return self.editor.text()
            case QComboBox():
                return self.editor.currentText()
            case _:
                return self.editor.toPlainText()

    @property
    def is_refused(self) -> bool:
        """True while a text stands here that cannot be saved."""
        return bool(self.reason.text())

    def show_value(self, value: object, catalogue: Catalogue) -> None:
        """Show a stored value; a text that is being typed or was refused stays."""
        self._catalogue = catalogue
        fresh = shown(self.field, value, catalogue)
        if isinstance(self.editor, QComboBox):
            self._fill(self.editor, fresh)
        elif fresh != self._shown or not (self.is_refused or self._is_typing()):
            self._put(fresh)
            self.refuse("")
        self._shown = fresh

    def refuse(self, sentence: str) -> None:
        """Say why the text cannot be saved; an empty sentence takes it back."""
        self.reason.setText(sentence)
        self.reason.setVisible(bool(sentence))

    def commit(self) -> None:
        """Check what stands here and hand it over when it differs."""
        if self.text == self._shown:
            self.refuse("")
            return
        value = parse(self.field, self.text, self._catalogue)
        if isinstance(value, Refusal):
            self.refuse(value.text)
            return
        self.refuse("")
        fresh = shown(self.field, value, self._catalogue)
        is_other = fresh != self._shown
        self._shown = fresh
        self._put(fresh)
        if is_other:
            self.entered.emit(value)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc gives the stored text back; a box of several lines is left by Tab, Ctrl+Enter or the mouse."""
        is_box = isinstance(self.editor, QPlainTextEdit)
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        if event.type() == QEvent.Type.FocusOut and is_box:
            self.commit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_box and is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.commit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.text != self._shown:
                self._put(self._shown)
                self.refuse("")
                return True
        return super().eventFilter(watched, event)

    def _make_editor(self) -> QLineEdit | QComboBox | QPlainTextEdit:
        match self.field.kind:
            case Kind.LINES:
                box = QPlainTextEdit(tabChangesFocus=True)
                box.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
                box.setFixedHeight(box.fontMetrics().lineSpacing() * _BOX_LINES + 12)
                box.setPlaceholderText(self.field.hint)
                return box
            case Kind.CHOICE:
                choice = QComboBox()
                choice.activated.connect(lambda _index: self.commit())
                return choice
            case _:
                line = QLineEdit(placeholderText=self.field.hint)
                line.editingFinished.connect(self.commit)
                return line

    def _is_typing(self) -> bool:
        return self.editor.hasFocus() and self.text != self._shown

    def _put(self, text: str) -> None:
        match self.editor:
            case QLineEdit():
                if text != self.editor.text():
                    self.editor.setText(text)
                    self.editor.setCursorPosition(0)
            case QComboBox():
                self._fill(self.editor, text)
            case _:
                if text != self.editor.toPlainText():
                    self.editor.setPlainText(text)

    def _fill(self, choice: QComboBox, text: str) -> None:
        words = [word.text for word in self._catalogue.words_of(self.field)]
        if words != [choice.itemText(number) for number in range(choice.count())]:
            choice.clear()
            choice.addItems(words)
        choice.setCurrentIndex(choice.findText(text))

    def _tint_reason(self) -> None:
        self.reason.setStyleSheet(f"color: {self._look.colours.danger};")
