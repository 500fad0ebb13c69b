"""Which school year the definitions are shown for, and from when a change of them holds."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from quality_desktop.ui.scope import shown_year
from quality_desktop.ui.widgets.naming import named

_YEARS_AROUND: Final = range(3, -6, -1)


class DefinitionYears(QWidget):
    """Two choices in a line.

    Attributes:
        year: School year that is shown and from which changes hold.
        span: Whether changes hold from the year on, or in all years.

    Signals:
        year_changed: Another school year is chosen.
    """

    year_changed = Signal()

    def __init__(self, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = named(QComboBox(), "definitionsYear", "Учебный год")
        for ahead in _YEARS_AROUND:
            self.year.addItem(shown_year(year + ahead), year + ahead)
        self.year.setCurrentIndex(self.year.findData(year))
        self.year.currentIndexChanged.connect(lambda _: self.year_changed.emit())
        self.span = named(QComboBox(), "definitionsSpan", "С какого года действуют изменения")
        self.span.addItem("с этого года, прежние годы – по-старому", True)
        self.span.addItem("во всех годах (исправление ошибки)", False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for text, box in (("&Учебный год", self.year), ("&Изменения действуют", self.span)):
            label = QLabel(text, textFormat=Qt.TextFormat.PlainText)
            label.setBuddy(box)
            line.addWidget(label)
            line.addWidget(box)
        line.addStretch()

    @property
    def shown_year(self) -> int:
        """The school year that is shown."""
        year: int = self.year.currentData()
        return year

    @property
    def is_from_year(self) -> bool:
        """True when changes hold from the shown year on; False: in all years."""
        found: bool = self.span.currentData()
        return found
