"""A form of labelled fields of one record; every field is saved as it is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from quality_desktop.domain.records import Record
from quality_desktop.services.field_values import Catalogue, Field
from quality_desktop.ui.look import Look
from quality_desktop.ui.widgets.field_line import FieldLine


class RecordForm(QWidget):
    """Labels at the left, fields at the right.

    Signals:
        entered: Name of the field and its new value.
        focused: Name of the field that the keyboard came to.
    """

    entered = Signal(str, object)
    focused = Signal(str)

    def __init__(
        self,
        fields: Sequence[Field],
        look: Look,
        *,
        label_width: int = 170,
        make_line: Callable[[Field, Look], FieldLine] = FieldLine,
        parent: QWidget | None = None,
    ) -> None:
        """Make empty fields.

        Args:
            fields: From top to bottom.
            look: Colours of reasons.
            label_width: Least width of the labels in pixels.
            make_line: Makes the widget of a field.
            parent: Owner of the form.
        """
        super().__init__(parent)
        self.lines: dict[str, FieldLine] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(6)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in fields:
            line = make_line(field, look)
            line.entered.connect(lambda value, name=field.name: self.entered.emit(name, value))
            line.focused.connect(lambda name=field.name: self.focused.emit(name))
            label = QLabel(field.title, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            label.setBuddy(line.editor)
            label.setMinimumWidth(label_width)
            label.setMaximumWidth(230)
            self._form.addRow(label, line)
            self.lines[field.name] = line

    def show_record(self, record: Record, catalogue: Catalogue) -> None:
        """Show the values of a record."""
        for name, line in self.lines.items():
            line.show_value(getattr(record, name), catalogue)

    def show_fields(self, shown: Mapping[str, bool]) -> None:
        """Show or hide fields by name."""
        for name, is_shown in shown.items():
            self._form.setRowVisible(self.lines[name], is_shown)

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field."""
        line = self.lines.get(name) or next(iter(self.lines.values()))
        line.editor.setFocus(Qt.FocusReason.OtherFocusReason)
