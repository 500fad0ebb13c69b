"""What a paper fills into the words of its kind: values, people and units, addressees, an answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.services.paperwork.paper_desk import PaperDesk, PartyField, ValueField
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.naming import named

_LETTER = "letter"
_NOBODY = "не выбран"
_LINES = 2
_ADDRESSEE_LINES = 5


class TextLines(QPlainTextEdit):
    """A small text; told when the keyboard leaves it.

    Signals:
        finished: The text, when it differs from the one shown.
    """

    finished = Signal(str)

    def __init__(self, lines: int = _LINES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 12)

    def show_text(self, text: str) -> None:
        """Show a saved text; one that is being typed is left alone."""
        if self.hasFocus() and self.toPlainText() != self._shown:
            return
        self._shown = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    def finish(self) -> None:
        """Tell now what was typed."""
        text = self.toPlainText()
        if text != self._shown:
            self._shown = text
            self.finished.emit(text)

    @override
    def event(self, event: QEvent) -> bool:
        known = super().event(event)
        if event.type() == QEvent.Type.FocusOut:
            self.finish()
        return known


class PaperValues(QWidget):
    """Forms of everything that a kind of paper asks for besides number, date and people.

    Signals:
        paper_changed: The paper as it should be, and what was changed, in words.
        field_changed: Code of a value and its text.
        party_changed: Code of a party, the person and the unit (one of them, or None for both).
        addressees_changed: Addressees, a tuple of lines.
    """

    paper_changed = Signal(object, str)
    field_changed = Signal(str, str)
    party_changed = Signal(str, object, object)
    addressees_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperValues")
        self._paper: Paper | None = None
        self._fields: dict[str, TextLines] = {}
        self._parties: dict[str, QComboBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._values = QVBoxLayout()
        column.addLayout(self._values)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        column.addLayout(self._form)
        self._make_fields()

    def show_desk(self, desk: PaperDesk) -> None:
        """Show a paper."""
        self._paper = desk.paper
        self._show_values(desk)
        self._show_parties(desk)
        self._show_letterheads(desk)
        self.subject.show_text(desk.paper.subject)
        self.addressees.show_text("\n".join(desk.addressees))
        self.answer_due.show_date(desk.paper.answer_due)
        self.reply_number.setText(desk.paper.reply_number)
        self.reply_dated.show_date(desk.paper.reply_dated)
        with QSignalBlocker(self.is_facsimile):
            self.is_facsimile.setChecked(desk.paper.is_facsimile)
        is_letter = desk.family == _LETTER
        for widget in (self.addressees, self.reply_number, self.reply_dated):
            self._form.setRowVisible(widget, is_letter)

    def _make_fields(self) -> None:
        self.letterhead = named(QComboBox(), "letterhead", "Бланк")
        self.letterhead.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.letterhead.activated.connect(
            lambda row: self._save("бланк", letterhead=self.letterhead.itemData(row))
        )
        self._form.addRow("Бланк", self.letterhead)
        self.subject = named(TextLines(), "subject", "Заголовок документа")
        self.subject.setPlaceholderText("Пусто – заголовок из вида документа")
        self.subject.finished.connect(lambda text: self._save("заголовок", subject=text.strip()))
        self._form.addRow("Заголовок", self.subject)
        self.addressees = named(
            TextLines(_ADDRESSEE_LINES), "addressees", "Адресаты, каждый на своей строке"
        )
        self.addressees.setPlaceholderText("Каждый адресат – на своей строке")
        self.addressees.finished.connect(
            lambda text: self.addressees_changed.emit(tuple(text.splitlines()))
        )
        self._form.addRow("Адресаты", self.addressees)
        self.answer_due = named(DateEdit(), "answer_due", "Ответить до")
        self.answer_due.edited.connect(lambda day: self._save("срок ответа", answer_due=day))
        self._form.addRow("Ответ до", self.answer_due)
        self.reply_number = named(QLineEdit(), "reply_number", "На номер")
        self.reply_number.editingFinished.connect(
            lambda: self._save("на какой номер", reply_number=self.reply_number.text().strip())
        )
        self._form.addRow("На №", self.reply_number)
        self.reply_dated = named(DateEdit(), "reply_dated", "От какого числа")
        self.reply_dated.edited.connect(lambda day: self._save("от какого числа", reply_dated=day))
        self._form.addRow("от", self.reply_dated)
        self.is_facsimile = named(QCheckBox("Место для факсимиле"), "is_facsimile")
        self.is_facsimile.toggled.connect(
            lambda on: self._save("место для факсимиле", is_facsimile=on)
        )
        self._form.addRow("", self.is_facsimile)

    def _show_values(self, desk: PaperDesk) -> None:
        # Made anew only for another set of codes, so that the keyboard stays where it is.
        codes = [value.code for value in desk.values]
        parties = [party.code for party in desk.parties]
        if codes != list(self._fields) or parties != list(self._parties):
            _clear(self._values)
            self._fields = {value.code: self._add_value(value) for value in desk.values}
            self._parties = {party.code: self._add_party(party) for party in desk.parties}
        for value in desk.values:
            self._fields[value.code].show_text(value.text)

    def _add_value(self, value: ValueField) -> TextLines:
        edit = named(TextLines(), f"field.{value.code}", value.title)
        edit.finished.connect(partial(self.field_changed.emit, value.code))
        self._add_labelled(value.title, edit)
        return edit

    def _add_party(self, party: PartyField) -> QComboBox:
        box = named(QComboBox(), f"party.{party.code}", party.title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(partial(self._on_party_chosen, party.code))
        self._add_labelled(party.title, box)
        return box

    def _add_labelled(self, title: str, widget: QWidget) -> None:
        label = QLabel(title[:1].upper() + title[1:], textFormat=Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setBuddy(widget)
        self._values.addWidget(label)
        self._values.addWidget(widget)

    def _show_parties(self, desk: PaperDesk) -> None:
        choices: list[tuple[str, tuple[Id | None, Id | None]]] = [(_NOBODY, (None, None))]
        choices.extend((name, (None, unit)) for unit, name in desk.units)
        choices.extend((person.text, (person.person, None)) for person in desk.people)
        for party in desk.parties:
            box, chosen = self._parties[party.code], (party.person, party.unit)
            own = choices
            if chosen not in [pair for _, pair in choices]:
                unit = next((name for key, name in desk.units if key == party.unit), "")
                person = next((p.text for p in desk.people if p.person == party.person), "")
                own = [*choices, (f"{unit} ({person})", chosen)]
            with QSignalBlocker(box):
                box.clear()
                for text, pair in own:
                    box.addItem(text, pair)
                box.setCurrentIndex([pair for _, pair in own].index(chosen))

    def _show_letterheads(self, desk: PaperDesk) -> None:
        with QSignalBlocker(self.letterhead):
            self.letterhead.clear()
            self.letterhead.addItem("без бланка", None)
            for form in desk.letterheads:
                self.letterhead.addItem(form.name or "Бланк без названия", form.id)
            keys = [self.letterhead.itemData(row) for row in range(self.letterhead.count())]
            known = desk.paper.letterhead
            self.letterhead.setCurrentIndex(keys.index(known) if known in keys else 0)

    def _on_party_chosen(self, code: str, row: int) -> None:
        person, unit = self._parties[code].itemData(row, Qt.ItemDataRole.UserRole)
        self.party_changed.emit(code, person, unit)

    def _save(self, what: str, **fields: object) -> None:
        if self._paper is None:
            return
        changed = replace(self._paper, **fields)  # type: ignore[arg-type]  # fields of Paper
        if changed != self._paper:
            self._paper = changed
            self.paper_changed.emit(changed, what)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget: QObject | None = item.widget()
        if widget is not None:
            widget.deleteLater()
