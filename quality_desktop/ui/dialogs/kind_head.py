"""Words of a kind of paper outside its text: title, heading, addressee, greeting, marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from quality_desktop.domain.paper_kinds import PaperKind
from quality_desktop.services.paperwork.kind_fields import FieldGroup
from quality_desktop.services.paperwork.kind_files import KindSource
from quality_desktop.ui.dialogs.kind_parts import FieldButton
from quality_desktop.ui.tabs.documents.values import TextLines
from quality_desktop.ui.widgets.naming import named

_LINES: Final = (
    ("heading", "Заголовок"),
    ("addressee", "Адресат"),
    ("greeting", "Обращение"),
    ("distribution", "Разослать"),
    ("executor", "Исполнитель"),
    ("appendix_mark", "Отметка приложения"),
)


class KindHead(QWidget):
    """Words of a kind outside its text.

    Signals:
        changed: The kind as it should be.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: PaperKind | None = None
        self.title = named(QLineEdit(), "kindTitle", "Название вида")
        self.title.editingFinished.connect(lambda: self._save(title=self.title.text().strip()))
        self.word = named(QLineEdit(), "kindWord", "Слово вида документа")
        self.word.editingFinished.connect(lambda: self._save(kind_word=self.word.text().strip()))
        form = QFormLayout(self)
        form.addRow("Название вида", self.title)
        form.addRow("Слово на бланке", self.word)
        self.lines: dict[str, TextLines] = {}
        for name, title in _LINES:
            edit = named(TextLines(), f"kind_{name}", title)
            edit.finished.connect(lambda text, name=name: self._save(**{name: text}))
            edit.cursorPositionChanged.connect(lambda edit=edit: self._follow(edit))
            self.lines[name] = edit
            form.addRow(title, edit)
        self._line = self.lines["heading"]
        self.insert = FieldButton()
        self.insert.chosen.connect(self._insert)
        form.addRow("", self.insert)

    def show_kind(self, source: KindSource, fields: Sequence[FieldGroup]) -> None:
        """Show a kind and offer these fields for its lines."""
        self._kind = source.kind
        self.insert.show_fields(fields)
        self.insert.setEnabled(not source.is_shipped)
        self.title.setText(source.kind.title)
        self.word.setText(source.kind.kind_word)
        for name, edit in self.lines.items():
            edit.show_text(getattr(source.kind, name))
            edit.setReadOnly(source.is_shipped)
        for line in (self.title, self.word):
            line.setReadOnly(source.is_shipped)

    def _follow(self, edit: TextLines) -> None:
        """A field goes where the keyboard was last."""
        if edit.hasFocus():
            self._line = edit

    def _insert(self, written: str) -> None:
        self._line.insertPlainText(written)
        self._line.finish()

    def _save(self, **fields: str) -> None:
        if self._kind is None:
            return
        changed = replace(self._kind, **fields)  # type: ignore[arg-type]  # text fields of a kind
        if changed != self._kind:
            self._kind = changed
            self.changed.emit(changed)
