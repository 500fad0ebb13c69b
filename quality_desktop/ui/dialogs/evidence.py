"""A piece of proof: an act, a link or a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from quality_desktop.domain.cycle import Position, Progress
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.records import Id, new_id
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.naming import named

FORMS: Final = {
    "act": "Акт (приказ, справка, письмо)",
    "link": "Ссылка на страницу",
    "file": "Файл",
}
_LOCATORS: Final = {
    "act": ("Записано раньше", "номер и дата"),
    "link": ("Адрес страницы", "https://…"),
    "file": ("Файл", "путь к файлу"),
}
_ANY_FILE: Final = "Все файлы (*)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A proof and the position it proves.

    Attributes:
        keep: A file whose copy is kept inside the office's file; None for none.
    """

    state: Progress
    proof: Evidence
    keep: Path | None = None


class EvidenceDialog(QDialog):
    """Asks what proves a position."""

    def __init__(
        self,
        parent: QWidget | None,
        environment: Environment,
        states: Sequence[Progress],
        positions: dict[Id, Position],
        *,
        proof: Evidence | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("evidenceDialog")
        self.setWindowTitle("Подтверждение")
        self.setMinimumWidth(520)
        self._environment = environment
        self._proof = proof
        self._make_fields(states, positions)
        self.is_kept.setChecked(proof is None)
        verb = "Сохранить подтверждение" if proof else "Приложить подтверждение"
        self.apply = named(QPushButton(verb, default=True), "evidenceApply")
        self._lay_out(has_choice=len(states) > 1)
        if proof is not None:
            self._show_proof(proof, states)
        self._on_form_changed()

    def _make_fields(self, states: Sequence[Progress], positions: dict[Id, Position]) -> None:
        self.position = named(QComboBox(), "evidencePosition")
        for state in states:
            known = positions[state.position]
            self.position.addItem(f"{known.number}. {known.title}", state)
        self.form = named(QComboBox(), "evidenceForm")
        for code, name in FORMS.items():
            self.form.addItem(name, code)
        self.heading = named(QLineEdit(), "evidenceTitle")
        self.heading.setPlaceholderText("например, Положение о мониторинге")
        self.number = named(QLineEdit(), "evidenceNumber")
        self.number.setPlaceholderText("например, № 15")
        self.locator = named(QLineEdit(), "evidenceLocator")
        self.locator_label = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.locator_label.setBuddy(self.locator)
        self.choose = named(QPushButton("Выбрать…"), "evidenceChoose", "Выбрать файл")
        self.choose.setAutoDefault(False)
        self.is_kept = named(QCheckBox("&Хранить копию файла внутри"), "evidenceKept")
        self.is_kept.setToolTip(
            "Копия не потеряется, когда файл района передадут или папку переименуют"
        )
        self.dated = named(DateEdit(), "evidenceDate")
        self.reason = named(QLabel(wordWrap=True), "evidenceReason")
        self.reason.setForegroundRole(QPalette.ColorRole.BrightText)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        environment: Environment,
        states: Sequence[Progress],
        positions: dict[Id, Position],
        *,
        proof: Evidence | None = None,
    ) -> Attachment | None:
        """Ask; None when the user changed their mind.

        Args:
            parent: The window it belongs to.
            environment: Asks for a file.
            states: Positions that can be proved.
            positions: Positions by id.
            proof: The proof to change; a new one when omitted.
        """
        dialog = cls(parent, environment, states, positions, proof=proof)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.attachment if is_accepted else None
        dialog.deleteLater()
        return answer

    @property
    def attachment(self) -> Attachment:
        """What has been typed."""
        state: Progress = self.position.currentData()
        known = self._proof or Evidence(id=new_id(), progress=state.id)
        proof = replace(
            known,
            progress=state.id,
            form=self.form.currentData(),
            title=self.heading.text().strip(),
            locator=self.locator.text().strip(),
            dated=self.dated.day,
            number=self.number.text().strip(),
        )
        is_kept = proof.form == "file" and self.is_kept.isChecked()
        return Attachment(state=state, proof=proof, keep=Path(proof.locator) if is_kept else None)

    def _show_proof(self, proof: Evidence, states: Sequence[Progress]) -> None:
        keys = [state.id for state in states]
        if proof.progress in keys:
            self.position.setCurrentIndex(keys.index(proof.progress))
        self.form.setCurrentIndex(max(self.form.findData(proof.form), 0))
        self.heading.setText(proof.title)
        self.number.setText(proof.number)
        self.locator.setText(proof.locator)
        self.dated.show_date(proof.dated)

    def _on_form_changed(self) -> None:
        label, example = _LOCATORS[self.form.currentData()]
        self.locator_label.setText(f"&{label}")
        self.locator.setPlaceholderText(example)
        is_file = self.form.currentData() == "file"
        self.choose.setVisible(is_file)
        self._rows.setRowVisible(self.is_kept, is_file)
        # An act has its number and date in fields of their own; what was written before stays in sight.
        is_act = self.form.currentData() == "act"
        self._rows.setRowVisible(self._place, not is_act or bool(self.locator.text()))
        self._check()

    def _choose_file(self) -> None:
        folder = self._environment.preferences.folder_to_read
        path = self._environment.messages.file_to_open(
            self, "Файл подтверждения", folder, _ANY_FILE
        )
        if path is not None:
            self.locator.setText(str(path))
            self.is_kept.setChecked(True)
            self._environment.preferences.remember_source(path.parent)
            if not self.heading.text():
                self.heading.setText(path.stem)

    def _check(self) -> None:
        form, locator = self.form.currentData(), self.locator.text().strip()
        reason = ""
        if not self.dated.has_valid_text:
            reason = "Напишите день, месяц и год, например 05.07.2021."
        elif form == "link" and locator and not locator.startswith(("http://", "https://")):
            reason = "Адрес страницы начинается с http:// или https://."
        has_content = (
            bool(locator)
            if form != "act"
            else bool(locator or self.heading.text() or self.number.text())
        )
        self.reason.setText(reason)
        self.apply.setEnabled(not reason and has_content)

    def _lay_out(self, *, has_choice: bool) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        place = self._place = QHBoxLayout()
        place.addWidget(self.locator, 1)
        place.addWidget(self.choose)
        form = self._rows = QFormLayout(self)
        form.addRow("&Позиция цикла", self.position)
        form.setRowVisible(self.position, has_choice)
        form.addRow("&Вид", self.form)
        form.addRow("&Название", self.heading)
        form.addRow("Н&омер", self.number)
        form.addRow("&Дата", self.dated)
        form.addRow(self.locator_label, place)
        form.addRow("", self.is_kept)
        form.addRow("", self.reason)
        form.addRow(buttons)
        self.form.currentIndexChanged.connect(self._on_form_changed)
        self.choose.clicked.connect(self._choose_file)
        for line in (self.heading, self.number, self.locator, self.dated):
            line.textChanged.connect(self._check)
