"""Replacing a person: first everything that is affected, then one write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.directory import Person
from quality_desktop.domain.records import Id
from quality_desktop.services.office import replacement
from quality_desktop.services.office.names import shown
from quality_desktop.services.office.replacement import Affected
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.naming import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """Who is replaced by whom, and where."""

    person: Id
    successor: Id
    places: tuple[Affected, ...]


class ReplacePerson(QDialog):
    """Two people, and the list of places with ticks."""

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        people: Sequence[Person],
        *,
        person: Id | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("replacePerson")
        self.setWindowTitle("Заменить человека")
        self.resize(600, 460)
        self._operations = operations
        self.person = _people_box(people, "replaceWho", "Кого заменить")
        active = [found for found in people if found.is_active and found.surname]
        self.successor = _people_box(active, "replaceBy", "На кого заменить")
        self.sentence = named(QLabel(wordWrap=True), "replaceSentence")
        self.sentence.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.places = named(QListWidget(), "replacePlaces", "Где заменить")
        buttons = QDialogButtonBox()
        self.apply = named(QPushButton("Заменить"), "replaceApply")
        self.leave = named(QPushButton("Не заменять"), "replaceLeave")
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("&Кого", self.person)
        form.addRow("&На кого", self.successor)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.sentence)
        layout.addWidget(self.places, 1)
        layout.addWidget(buttons)
        self.person.setCurrentIndex(_index_of_person(self.person, person))
        self.person.currentIndexChanged.connect(self._ask_places)
        self.successor.currentIndexChanged.connect(self._count)
        self.places.itemChanged.connect(self._count)
        self._count()
        self._ask_places()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        operations: Operations,
        people: Sequence[Person],
        *,
        person: Id | None = None,
    ) -> Replacement | None:
        """Ask who is replaced by whom and where; None when nobody is to be.

        Args:
            parent: The window it belongs to.
            operations: Asks the file what is affected.
            people: The directory.
            person: Proposed to be replaced.
        """
        dialog = cls(parent, operations, people, person=person)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.answer if is_accepted else None
        dialog.deleteLater()
        return answer

    @property
    def answer(self) -> Replacement | None:
        """What has been chosen; None while something is missing."""
        person, successor = self.person.currentData(), self.successor.currentData()
        places = self._ticked()
        if person is None or successor is None or person == successor or not places:
            return None
        return Replacement(person=person, successor=successor, places=places)

    def _ticked(self) -> tuple[Affected, ...]:
        items = (self.places.item(row) for row in range(self.places.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _ask_places(self) -> None:
        person: Id | None = self.person.currentData()
        self.places.clear()
        self._count()
        if person is not None:
            self._operations.ask(
                lambda store: replacement.affected(store=store, person=person),
                lambda places: self._show_places(person, places),
                owner=self,
            )

    def _show_places(self, person: Id, places: Sequence[Affected]) -> None:
        if person != self.person.currentData():
            return
        self.places.clear()
        for place in places:
            item = QListWidgetItem(place.text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.places.addItem(item)
        self._count()

    def _count(self) -> None:
        ready = self.answer
        if self.person.currentData() is None:
            sentence = "Выберите, кого заменить: ниже появится всё, где этот человек назначен."
        elif self.places.count() == 0:
            sentence = "Этот человек нигде не назначен."
        elif self.person.currentData() == self.successor.currentData():
            sentence = "Это один и тот же человек: выберите другого на замену."
        else:
            places = counted(self.places.count(), "место", "места", "мест")
            sentence = f"Найдено: {places}. Снимите отметку там, где менять не нужно."
        self.sentence.setText(sentence)
        count = len(ready.places) if ready else 0
        where = counted(count, "месте", "местах", "местах")
        self.apply.setText(f"Заменить в {where}" if count else "Заменить")
        self.apply.setEnabled(ready is not None)


def _people_box(people: Sequence[Person], name: str, accessible: str) -> QComboBox:
    box = named(QComboBox(editable=True), name, accessible)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for person in people:
        position = f" – {person.position}" if person.position else ""
        box.addItem(f"{shown(person)}{position}" if person.surname else shown(person), person.id)
    completer = QCompleter(box.model(), box)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    box.setCompleter(completer)
    box.setCurrentIndex(-1)
    line = box.lineEdit()
    if line is not None:
        line.setPlaceholderText("Фамилия")
        line.editingFinished.connect(lambda: box.setCurrentIndex(_index_of_text(box)))
    return box


def _index_of_person(box: QComboBox, person: Id | None) -> int:
    """The row of a person; Qt's own search does not know when two ids are equal."""
    return next((row for row in range(box.count()) if box.itemData(row) == person), -1)


def _index_of_text(box: QComboBox) -> int:
    """The row that the typed text means: exactly, or the only one that starts so."""
    typed = box.currentText().strip().casefold()
    texts = [box.itemText(row).casefold() for row in range(box.count())]
    starting = [row for row, text in enumerate(texts) if typed and text.startswith(typed)]
    return starting[0] if len(starting) == 1 else box.findText(box.currentText())
