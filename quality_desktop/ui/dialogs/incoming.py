"""The card of a paper that came."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.directory import Person
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import IncomingPaper
from quality_desktop.services.office.names import shown
from quality_desktop.services.register.addressees import of_paper
from quality_desktop.services.register.entries import INCOMING_WORDS
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.storage.reading import Reading

_NOBODY: Final = "не назначен"
_NO_REQUEST: Final = "не ответ на запрос"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An addressee of a request of the office, who may be the one that answers now."""

    paper: Id
    addressee: Id
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingChoices:
    """What can be chosen in the card."""

    people: tuple[tuple[Id, str], ...]
    requests: tuple[Request, ...]


class IncomingDialog(QDialog):
    """Fields of the card and two buttons."""

    def __init__(
        self, paper: IncomingPaper, choices: IncomingChoices, parent: QWidget | None = None
    ) -> None:
        """Show a card.

        Args:
            paper: The paper that came.
            choices: People and requests of the office.
            parent: Window it belongs to.
        """
        super().__init__(parent)
        self.setObjectName("incoming")
        self.setWindowTitle("Входящий документ")
        self.resize(640, 420)
        self._paper = paper
        self.number = self._line("incomingNumber", "Входящий номер", paper.number)
        self.received = self._day("Дата поступления", paper.received_on)
        self.from_whom = self._line("incomingSender", "От кого", paper.sender)
        self.sender_number = self._line("incomingSenderNumber", "Их номер", paper.sender_number)
        self.sender_dated = self._day("Их дата", paper.sender_dated)
        self.subject = self._line("incomingSubject", "О чём", paper.subject)
        self.due = self._day("Ответить до", paper.due)
        self.note = self._line("incomingNote", "Примечание", paper.note)
        self.executor = named(QComboBox(), "incomingExecutor", "Исполнитель")
        self.status = named(QComboBox(), "incomingStatus", "Состояние")
        self.request = named(QComboBox(), "incomingRequest", "Ответ на запрос")
        self._fill(choices)
        self._lay_out()
        self.from_whom.setFocus()

    @classmethod
    def choices(cls, store: Reading) -> IncomingChoices:
        """People who work, and addressees who still owe an answer."""
        people = [(one.id, shown(one)) for one in store.all(Person) if one.is_active]
        requests = [
            Request(paper=paper.id, addressee=row.record.id, text=_request(paper, row.name))
            for paper in store.all(Paper)
            if paper.answer_due is not None
            for row in of_paper(store=store, paper=paper.id)
        ]
        return IncomingChoices(
            people=tuple(sorted(people, key=lambda one: one[1])), requests=tuple(requests)
        )

    @classmethod
    def ask(
        cls, paper: IncomingPaper, choices: IncomingChoices, parent: QWidget | None
    ) -> IncomingPaper | None:
        """Let a person fill the card; None when it was left as it is."""
        dialog = cls(paper, choices, parent)
        is_taken = dialog.exec() == QDialog.DialogCode.Accepted
        changed = dialog.changed()
        dialog.deleteLater()
        return changed if is_taken else None

    def changed(self) -> IncomingPaper:
        """The paper as it stands in the card."""
        request = self.request.currentData()
        return replace(
            self._paper,
            number=self.number.text().strip(),
            received_on=self.received.typed_day,
            sender=self.from_whom.text().strip(),
            sender_number=self.sender_number.text().strip().lstrip("№").strip(),
            sender_dated=self.sender_dated.typed_day,
            subject=self.subject.text().strip(),
            due=self.due.typed_day,
            executor=self.executor.currentData(),
            status=self.status.currentData(),
            answers=None if request is None else request.paper,
            addressee=None if request is None else request.addressee,
            note=self.note.text().strip(),
        )

    def _fill(self, choices: IncomingChoices) -> None:
        self.executor.addItem(_NOBODY, None)
        for key, name in choices.people:
            self.executor.addItem(name, key)
        self.executor.setCurrentIndex(max(self._place(self.executor, self._paper.executor), 0))
        for code, words in INCOMING_WORDS.items():
            self.status.addItem(words, code)
        self.status.setCurrentIndex(max(self.status.findData(self._paper.status), 0))
        self.request.addItem(_NO_REQUEST, None)
        for request in choices.requests:
            self.request.addItem(request.text, request)
            if request.addressee == self._paper.addressee:
                self.request.setCurrentIndex(self.request.count() - 1)

    @staticmethod
    def _place(box: QComboBox, key: Id | None) -> int:
        keys = [box.itemData(place) for place in range(box.count())]
        return keys.index(key) if key in keys else 0

    def _lay_out(self) -> None:
        form = QFormLayout()
        own = _row(self.number, "от", self.received)
        theirs = _row(self.sender_number, "от", self.sender_dated)
        form.addRow(_label("Входящий &номер:", self.number), own)
        form.addRow("От &кого:", self.from_whom)
        form.addRow(_label("&Их номер:", self.sender_number), theirs)
        form.addRow("&О чём:", self.subject)
        form.addRow("&Ответ на запрос:", self.request)
        form.addRow("И&сполнитель:", self.executor)
        form.addRow("Ответить &до:", self.due)
        form.addRow("&Состояние:", self.status)
        form.addRow("&Примечание:", self.note)
        buttons = QDialogButtonBox()
        self.take = named(QPushButton("Записать"), "incomingTake")
        self.take.setDefault(True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accept_if_right)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch()
        layout.addWidget(buttons)

    def _accept_if_right(self) -> None:
        """A date that is none stays in its line, and the card stays open."""
        for day in (self.received, self.sender_dated, self.due):
            if not day.has_valid_text:
                day.setFocus()
                return
        self.accept()

    @staticmethod
    def _line(name: str, accessible: str, text: str) -> QLineEdit:
        line = named(QLineEdit(text), name, accessible)
        line.setCursorPosition(0)
        return line

    @staticmethod
    def _day(accessible: str, day: date | None) -> DateEdit:
        edit = DateEdit()
        edit.setAccessibleName(accessible)
        edit.show_date(day)
        return edit


def _label(text: str, field: QWidget) -> QLabel:
    label = QLabel(text, textFormat=Qt.TextFormat.PlainText)
    label.setBuddy(field)
    return label


def _row(*parts: QWidget | str) -> QHBoxLayout:
    line = QHBoxLayout()
    for part in parts:
        line.addWidget(
            QLabel(part, textFormat=Qt.TextFormat.PlainText) if isinstance(part, str) else part
        )
    return line


def _request(paper: Paper, name: str) -> str:
    dated = "" if paper.dated is None else f" от {paper.dated:%d.%m.%Y}"
    return f"№ {paper.bare_number or 'без номера'}{dated}: {' '.join(name.split())}"
