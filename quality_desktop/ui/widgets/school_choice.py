"""Which school is meant: the likely ones first, then all of them, found by typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from quality_desktop.domain.records import Id
from quality_desktop.ui.widgets.naming import named


class SchoolChoice(QComboBox):
    """A box of schools in which nothing is chosen at first.

    Signals:
        chosen: Id of the school that a person took, or None when the text is no school.
    """

    chosen = Signal(object)

    def __init__(self, accessible: str, parent: QWidget | None = None) -> None:
        """Make an empty box.

        Args:
            accessible: What is chosen, for screen readers.
            parent: Owner of the widget.
        """
        super().__init__(parent, editable=True)
        named(self, "schoolChoice", accessible)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(30)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText("Выберите школу")
        self.activated.connect(lambda _place: self.chosen.emit(self.school))

    @property
    def school(self) -> Id | None:
        """The school that stands in the box."""
        place = self.currentIndex()
        if place < 0 or self.itemText(place) != self.currentText():
            place = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        found: Id | None = self.itemData(place) if place >= 0 else None
        return found

    def show_schools(
        self, names: Mapping[Id, str], candidates: Sequence[Id] = (), chosen: Id | None = None
    ) -> None:
        """Offer schools.

        Args:
            names: All schools in their order.
            candidates: The likely ones, the likeliest first.
            chosen: The one that is chosen already.
        """
        self.clear()
        likely = [key for key in candidates if key in names]
        for key in (*likely, *(key for key in names if key not in likely)):
            self.addItem(names[key], key)
        if likely:
            self.insertSeparator(len(likely))
        keys = [self.itemData(place) for place in range(self.count())]
        self.setCurrentIndex(keys.index(chosen) if chosen in keys else -1)
