"""What a new file starts with: nothing, or a sample district."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.services.district_file.samples import SampleInfo
from quality_desktop.ui.widgets.naming import named


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """What was chosen.

    Attributes:
        sample: Name of the sample; None for an empty file.
        title: What the file may be called: «Ишимбайский район».
    """

    sample: str | None
    title: str


_EMPTY: Final = NewFile(sample=None, title="Наш район")


class NewFileDialog(QDialog):
    """A list of beginnings with a sentence about each."""

    def __init__(self, samples: Sequence[SampleInfo], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newFileDialog")
        self.setWindowTitle("Новый файл")
        self._group = QButtonGroup(self)
        self._choices = [_EMPTY]
        layout = QVBoxLayout(self)
        layout.setSpacing(4)
        self._add(
            layout,
            "Пустой файл",
            "Справочник направлений и этапов цикла заполнен, остальное внесёте сами.",
            "emptyFile",
        )
        for sample in samples:
            district = sample.title.partition(",")[0]
            self._choices.append(NewFile(sample=sample.name, title=district))
            title = f"Образец: {sample.title}"
            self._add(layout, title, sample.description, f"sample-{sample.name}")
        buttons = QDialogButtonBox()
        create = buttons.addButton("Создать…", QDialogButtonBox.ButtonRole.AcceptRole)
        create.setDefault(True)
        named(create, "create")
        leave = buttons.addButton("Не создавать", QDialogButtonBox.ButtonRole.RejectRole)
        named(leave, "leave")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addSpacing(16)
        layout.addWidget(buttons)

    @property
    def choice(self) -> NewFile:
        """What is chosen now."""
        return self._choices[max(self._group.checkedId(), 0)]

    @classmethod
    def ask(cls, parent: QWidget | None, samples: Sequence[SampleInfo]) -> NewFile | None:
        """Ask; None when the user changed their mind."""
        dialog = cls(samples, parent)
        is_chosen = dialog.exec() == QDialog.DialogCode.Accepted
        choice = dialog.choice
        dialog.deleteLater()
        return choice if is_chosen else None

    def _add(self, layout: QVBoxLayout, title: str, description: str, name: str) -> None:
        button = named(QRadioButton(title), name)
        button.setAccessibleDescription(description)
        button.setChecked(not self._group.buttons())
        self._group.addButton(button, len(self._group.buttons()))
        hint = QLabel(description, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        hint.setContentsMargins(24, 0, 0, 8)
        hint.setMinimumWidth(460)
        layout.addWidget(button)
        layout.addWidget(hint)
