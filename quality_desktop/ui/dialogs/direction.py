"""A direction of the catalogue: its group, code and title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from quality_desktop.domain.directions import DirectionGroup
from quality_desktop.domain.records import Id
from quality_desktop.domain.responsibility import ResponsibilityMatrix
from quality_desktop.ui.widgets.naming import named


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionEntry:
    """What the dialog asks for."""

    group: Id
    code: str
    title: str


class DirectionDialog(QDialog):
    """Asks for a new direction, or for another code and title of a known one."""

    def __init__(
        self,
        parent: QWidget | None,
        groups: Sequence[DirectionGroup],
        matrix: ResponsibilityMatrix,
        *,
        group: Id | None = None,
        known: DirectionEntry | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("directionDialog")
        self.setWindowTitle("Направление" if known else "Новое направление")
        self.setMinimumWidth(560)
        self._matrix = matrix
        self._known = known
        self.group = named(QComboBox(), "directionGroup")
        for found in groups:
            self.group.addItem(f"{found.code}. {found.title}", found.id)
        self.group.setEnabled(known is None)
        self.code = named(QLineEdit(known.code if known else ""), "directionCode")
        self.code.setMaximumWidth(120)
        self.heading = named(QLineEdit(known.title if known else ""), "directionTitle")
        self.reason = named(QLabel(wordWrap=True), "directionReason")
        self.reason.setForegroundRole(QPalette.ColorRole.BrightText)
        verb = "Сохранить направление" if known else "Добавить направление"
        self.apply = named(QPushButton(verb, default=True), "directionApply")
        self._lay_out()
        if known is None:
            keys = [found.id for found in groups]  # Qt's own search does not know equal ids
            self.group.setCurrentIndex(keys.index(group) if group in keys else 0)
            self.group.currentIndexChanged.connect(self._propose_code)
            self._propose_code()
        self.code.textChanged.connect(self._check)
        self.heading.textChanged.connect(self._check)
        self.heading.setFocus()
        self._check()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        groups: Sequence[DirectionGroup],
        matrix: ResponsibilityMatrix,
        *,
        group: Id | None = None,
        known: DirectionEntry | None = None,
    ) -> DirectionEntry | None:
        """Ask; None when the user changed their mind.

        Args:
            parent: The window it belongs to.
            groups: Groups to choose from.
            matrix: The matrix, whose codes are taken.
            group: The group proposed for a new direction.
            known: The direction to change; a new one when omitted.
        """
        dialog = cls(parent, groups, matrix, group=group, known=known)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        entry = dialog.entry if is_accepted else None
        dialog.deleteLater()
        return entry

    @property
    def entry(self) -> DirectionEntry:
        """What has been typed."""
        return DirectionEntry(
            group=self.group.currentData(),
            code=self.code.text().strip(),
            title=self.heading.text().strip(),
        )

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow("&Группа", self.group)
        form.addRow("&Номер", self.code)
        form.addRow("Н&азвание", self.heading)
        form.addRow("", self.reason)
        form.addRow(buttons)

    def _propose_code(self) -> None:
        block = next(b for b in self._matrix.blocks if b.group.id == self.group.currentData())
        numbers = [line.direction.code.rpartition(".")[2] for line in block.lines]
        last = max((int(number) for number in numbers if number.isdecimal()), default=0)
        self.code.setText(f"{block.group.code}.{last + 1}")

    def _check(self) -> None:
        entry = self.entry
        taken = {line.direction.code: line.direction.title for line in self._matrix.lines}
        own = self._known.code if self._known else None
        reason = ""
        if not entry.code:
            reason = "Укажите номер, например 2.6."
        elif entry.code in taken and entry.code != own:
            reason = f"Номер {entry.code} занят: {taken[entry.code]}."
        self.reason.setText(reason)
        self.apply.setEnabled(not reason and bool(entry.title))
