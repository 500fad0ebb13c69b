"""What files do not say of their results themselves: procedure, year, subject, grade, school."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from quality_desktop.services.exam_results.exam_tables import ResultChoices, Word
from quality_desktop.sheets.results.rows import Given
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named

_GRADES: Final = range(1, 12)
_YEARS_BACK: Final = 12
_UNSAID: Final = "—"


class GivenFacts(QWidget):
    """A line that shows only what is asked.

    Signals:
        said: ``Given``.
    """

    said = Signal(object)

    def __init__(self, year: int, parent: QWidget | None = None) -> None:
        """Make the line, hidden.

        Args:
            year: Latest calendar year that is offered.
            parent: Owner of the widget.
        """
        super().__init__(parent)
        self.setObjectName("givenFacts")
        self.procedure = named(QComboBox(), "givenProcedure", "Работа")
        self.year = named(QComboBox(), "givenYear", "Год проведения")
        self.subject = named(QComboBox(), "givenSubject", "Предмет")
        self.grade = named(QComboBox(), "givenGrade", "Класс")
        self.school = named(QLineEdit(placeholderText="Код или название"), "givenSchool", "Школа")
        self.apply = named(QPushButton("Прочитать ещё раз", autoDefault=False), "givenApply")
        self._boxes: dict[str, QWidget] = {
            "procedure": self.procedure,
            "year": self.year,
            "subject": self.subject,
            "grade": self.grade,
            "school": self.school,
        }
        _fill(self.year, [Word(code=str(y), title=str(y)) for y in _years(year)])
        _fill(self.grade, [Word(code=str(g), title=f"{g} класс") for g in (0, *_GRADES)])
        self.grade.setItemText(1, "без класса")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(QLabel("В файлах не сказано:"))
        for box in self._boxes.values():
            box.setToolTip(plain_tip(box.accessibleName()))
            line.addWidget(box)
        line.addWidget(self.apply)
        line.addStretch()
        self.apply.clicked.connect(lambda: self.said.emit(self.given))
        self.hide()

    @property
    def given(self) -> Given:
        """What a person said."""
        year, grade = self.year.currentData(), self.grade.currentData()
        return Given(
            procedure=self.procedure.currentData() or "",
            year=int(year) if year else None,
            subject=self.subject.currentData() or "",
            grade=int(grade) if grade else None,
            school=self.school.text().strip(),
        )

    def show_choices(self, choices: ResultChoices) -> None:
        """Offer the words of the catalogue."""
        _fill(self.procedure, choices.procedures)
        _fill(self.subject, choices.subjects)

    def show_needs(self, needs: Collection[str]) -> None:
        """Ask for these; what was said once stays on the line, so that it can be changed."""
        given = self.given
        said = {name for name in self._boxes if getattr(given, name)}
        for name, box in self._boxes.items():
            box.setVisible(name in needs or name in said)
        self.setVisible(bool(needs or said))

    def forget(self) -> None:
        """Other files are read now."""
        for box in (self.procedure, self.year, self.subject, self.grade):
            box.setCurrentIndex(0)
        self.school.clear()


def _years(latest: int) -> range:
    return range(latest, latest - _YEARS_BACK, -1)


def _fill(box: QComboBox, words: Collection[Word]) -> None:
    box.clear()
    box.addItem(f"{box.accessibleName()}: {_UNSAID}", "")
    for word in words:
        box.addItem(word.title, word.code)
