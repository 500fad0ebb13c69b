"""Which work results are to be typed of: procedure, year, subject, grade."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.services.exam_results.exam_tables import Cut, ResultChoices, Word
from quality_desktop.ui.widgets.naming import named

_GRADES: Final = range(1, 12)
_YEARS_BACK: Final = 15
_YEARS_AHEAD: Final = 2


class NewWork(QDialog):
    """Four fields and two buttons."""

    def __init__(
        self, parent: QWidget | None, choices: ResultChoices, *, year: int, near: Cut | None
    ) -> None:
        """Propose a work.

        Args:
            parent: The window it belongs to.
            choices: Procedures and subjects of the catalogue, works that are there already.
            year: Calendar year proposed.
            near: The work that is shown now; the new one is probably like it.
        """
        super().__init__(parent)
        self.setObjectName("newWork")
        self.setWindowTitle("Внести результаты работы")
        self._choices = choices
        self.procedure = _box("workProcedure", choices.procedures, near.procedure if near else "")
        self.subject = _box("workSubject", choices.subjects, near.subject if near else "")
        self.year = named(QSpinBox(), "workYear")
        self.year.setRange(year - _YEARS_BACK, year + _YEARS_AHEAD)
        self.year.setValue(year)
        self.grade = named(QComboBox(), "workGrade")
        self.grade.addItem("Без класса (ЕГЭ, ОГЭ)", 0)
        for number in _GRADES:
            self.grade.addItem(f"{number} класс", number)
        self.grade.setCurrentIndex(near.grade if near and near.grade in _GRADES else 0)
        self.sentence = named(QLabel(wordWrap=True), "workSentence")
        buttons = QDialogButtonBox()
        self.open_button = named(QPushButton("Открыть таблицу"), "workOpen")
        self.open_button.setDefault(True)
        buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Не вносить", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("&Работа", self.procedure)
        form.addRow("&Год проведения", self.year)
        form.addRow("&Предмет", self.subject)
        form.addRow("&Класс", self.grade)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.sentence)
        layout.addWidget(buttons)
        for box in (self.procedure, self.subject, self.grade):
            box.currentIndexChanged.connect(self._say)
        self.year.valueChanged.connect(self._say)
        self._say()

    @classmethod
    def ask(
        cls, parent: QWidget | None, choices: ResultChoices, *, year: int, near: Cut | None
    ) -> Cut | None:
        """Ask for a work; None when the user changed their mind."""
        dialog = cls(parent, choices, year=year, near=near)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        cut = dialog.cut if is_accepted else None
        dialog.deleteLater()
        return cut

    @property
    def cut(self) -> Cut:
        """What the fields name."""
        return Cut(
            procedure=str(self.procedure.currentData()),
            year=self.year.value(),
            subject=str(self.subject.currentData()),
            grade=int(self.grade.currentData()),
        )

    def _say(self) -> None:
        is_known = self.cut in self._choices.cuts
        self.sentence.setText(
            "Результаты этой работы уже есть: откроется их таблица."
            if is_known
            else "Откроется пустая таблица: впишите числа в строки школ."
        )


def _box(name: str, words: Sequence[Word], chosen: str) -> QComboBox:
    box = named(QComboBox(), name)
    for word in words:
        box.addItem(word.title, word.code)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box
