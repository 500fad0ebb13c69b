"""«Что в столбцах»: a person explains a table of an unknown layout once, the program remembers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.services.exam_results.column_mappings import MEANINGS, proposed
from quality_desktop.services.exam_results.exam_tables import ResultChoices
from quality_desktop.services.exam_results.results import UnknownLayout
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named

_NOT_NEEDED: Final = "не нужен"
_IN_TABLE: Final = "сказано в самой таблице"
_GRADES: Final = range(1, 12)
_YEARS_BACK: Final = 12
_SCHOOL: Final = frozenset({"school_name", "school_code"})
_TITLES: Final = ("Столбец", "Пример", "Что в нём")
_EDGE: Final = 24
_WIDTHS: Final = (260, 220, 260)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What a person said of a table.

    Attributes:
        title: What the office calls the layout.
        meanings: Per heading; empty for a column left out.
        constants: What no column says.
    """

    title: str
    meanings: tuple[str, ...]
    constants: dict[str, str]


class ExplainColumns(QDialog):
    """A line per column, and what holds for the whole table."""

    def __init__(
        self,
        parent: QWidget | None,
        layout_found: UnknownLayout,
        choices: ResultChoices,
        *,
        year: int,
    ) -> None:
        """Ask about a table.

        Args:
            parent: The window it belongs to.
            layout_found: The table.
            choices: Words of the catalogue.
            year: Latest calendar year that is offered.
        """
        super().__init__(parent)
        self.setObjectName("explainColumns")
        self.setWindowTitle("Что в столбцах")
        room = self.screen().availableGeometry()
        self.resize(min(820, room.width() - _EDGE), min(600, room.height() - 2 * _EDGE))
        table = layout_found.table
        self._table = table
        about = f"Файл «{layout_found.file}», лист «{table.sheet}», таблица с ячейки {table.cell}."
        titles = " ".join(table.titles)
        self.about = named(QLabel(f"{about} {titles}".strip(), wordWrap=True), "explainAbout")
        self.title = named(QLineEdit(f"Таблица «{table.sheet}»"), "explainTitle")
        self.procedure = _words("explainProcedure", [(w.code, w.title) for w in choices.procedures])
        years = range(year, year - _YEARS_BACK, -1)
        self.year = _words("explainYear", [(str(y), str(y)) for y in years])
        self.subject = _words("explainSubject", [(w.code, w.title) for w in choices.subjects])
        grades = [("0", "без класса"), *((str(g), f"{g} класс") for g in _GRADES)]
        self.grade = _words("explainGrade", grades)
        self.meanings: dict[int, QComboBox] = {}
        self.columns = named(QTableWidget(0, len(_TITLES)), "explainTable", "Столбцы таблицы")
        self.columns.setTabKeyNavigation(False)
        self.sentence = named(QLabel(wordWrap=True), "explainSentence")
        self._fill_columns()
        self.apply = named(QPushButton("Запомнить и прочитать"), "explainApply")
        self._lay_out()
        self._say()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        layout_found: UnknownLayout,
        choices: ResultChoices,
        *,
        year: int,
    ) -> Explained | None:
        """Ask about a table; None when it is not to be read."""
        dialog = cls(parent, layout_found, choices, year=year)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.explained if is_accepted else None
        dialog.deleteLater()
        return answer

    @property
    def explained(self) -> Explained:
        """What is chosen now."""
        meanings = [""] * len(self._table.headings)
        for place, box in self.meanings.items():
            meanings[place] = str(box.currentData() or "")
        constants = {
            "procedure": self.procedure, "year": self.year,
            "subject": self.subject, "grade": self.grade,
        }  # fmt: skip
        return Explained(
            title=self.title.text().strip() or f"Таблица «{self._table.sheet}»",
            meanings=tuple(meanings),
            constants={name: str(box.currentData() or "") for name, box in constants.items()},
        )

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox()
        self.apply.setDefault(True)
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Не читать эту таблицу", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("&Название", self.title)
        form.addRow("&Работа", self.procedure)
        form.addRow("&Год проведения", self.year)
        form.addRow("&Предмет", self.subject)
        form.addRow("&Класс", self.grade)
        column = QVBoxLayout(self)
        column.addWidget(self.about)
        column.addLayout(form)
        column.addWidget(self.columns, 1)
        column.addWidget(self.sentence)
        column.addWidget(buttons)

    def _fill_columns(self) -> None:
        table = self.columns
        table.setHorizontalHeaderLabels(list(_TITLES))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        headings = self._table.headings
        for place, (heading, meaning) in enumerate(zip(headings, proposed(headings), strict=True)):
            if heading:
                self._add_column(place, heading, meaning)

    def _add_column(self, place: int, heading: str, meaning: str) -> None:
        row = self.columns.rowCount()
        self.columns.insertRow(row)
        values = [line[place] for line in self._table.sample if place < len(line) and line[place]]
        sample = ", ".join(values[:3])
        for column, text in enumerate((heading, sample)):
            item = QTableWidgetItem(text)
            item.setToolTip(plain_tip(text))
            self.columns.setItem(row, column, item)
        box = named(QComboBox(), f"meaning{place}", f"Что в столбце «{heading}»")
        box.addItem(_NOT_NEEDED, "")
        for code, title in MEANINGS.items():
            box.addItem(title, code)
        box.setCurrentIndex(max(box.findData(meaning), 0))
        box.currentIndexChanged.connect(lambda _place: self._say())
        self.meanings[place] = box
        self.columns.setCellWidget(row, 2, box)

    def _say(self) -> None:
        chosen = [meaning for meaning in self.explained.meanings if meaning]
        twice = next((m for m in chosen if chosen.count(m) > 1), None)
        if twice is not None:
            text = f"«{MEANINGS[twice]}» выбрано для двух столбцов: оставьте один."
        elif not _SCHOOL & set(chosen):
            text = "Укажите столбец со школой или её кодом."
        elif len(chosen) < 2:
            text = "Укажите хотя бы один столбец с числами."
        else:
            text = ""
        self.sentence.setText(text)
        self.apply.setEnabled(not text)


def _words(name: str, choices: list[tuple[str, str]]) -> QComboBox:
    box = named(QComboBox(), name)
    box.addItem(_IN_TABLE, "")
    for code, title in choices:
        box.addItem(title, code)
    return box
