"""What the columns of a table from outside hold: a line for each, with a choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named

_NOT_NEEDED: Final = "не нужен"


class ColumnChoice(QTableWidget):
    """A line for every column of the table, with a choice of what it holds.

    Signals:
        changed: Another choice was made.
    """

    changed = Signal()

    def __init__(self, choices: Mapping[str, str], parent: QWidget | None = None) -> None:
        """Make an empty table.

        Args:
            choices: Codes of what a column can hold, with their words.
            parent: Owner of the widget.
        """
        super().__init__(0, 2, parent)
        self.setObjectName("columnChoice")
        self.setAccessibleName("Что стоит в столбцах таблицы")
        self.setHorizontalHeaderLabels(["Столбец таблицы", "Что в нём"])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._choices = dict(choices)
        self._boxes: list[QComboBox] = []

    @property
    def codes(self) -> tuple[str, ...]:
        """What is chosen, column by column; empty for a column that is not needed."""
        return tuple(str(box.currentData()) for box in self._boxes)

    def choose(self, place: int, code: str) -> None:
        """Say what a column holds, as a person would; an empty code for nothing."""
        box = self._boxes[place]
        box.setCurrentIndex(box.findData(code))

    def show_columns(self, headings: Sequence[str], codes: Sequence[str]) -> None:
        """Show the columns of a table with what is proposed for them."""
        self.setRowCount(0)
        self._boxes.clear()
        for place, (heading, code) in enumerate(zip(headings, codes, strict=True)):
            self.insertRow(place)
            text = heading or f"Столбец {place + 1}"
            item = QTableWidgetItem(text)
            item.setToolTip(plain_tip(text))
            self.setItem(place, 0, item)
            box = named(QComboBox(), f"column{place}", f"Что в столбце «{text}»")
            box.addItem(_NOT_NEEDED, "")
            for each, word in self._choices.items():
                box.addItem(word, each)
            box.setCurrentIndex(max(box.findData(code), 0))
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
            self.setCellWidget(place, 1, box)
            self._boxes.append(box)
