"""Requisites of a paper: number, date, who signs, supervises, controls; the dates of its clauses."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.services.paperwork.paper_desk import (
    AppendixChoice,
    DeadlineField,
    PaperDesk,
    PersonChoice,
)
from quality_desktop.services.paperwork.signed import is_fixed, is_signed
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.tabs.documents.values import PaperValues
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.naming import named

_NOBODY = "не указан"
_PEOPLE = (
    ("signatory", "Подписывает", _NOBODY, "кто подписывает"),
    ("supervisor", "Общее руководство", _NOBODY, "общее руководство"),
    ("controller", "Контроль", "тот, кто подписывает", "контроль"),
    ("executor", "Исполнитель документа", "без отметки", "исполнитель"),
    ("certifier", "Копию заверяет", _NOBODY, "кто заверяет копию"),
)
_OF_ORDERS = ("supervisor", "controller")


def _heading(text: str) -> QLabel:
    label = QLabel(text, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
    font = QFont(label.font())
    font.setBold(True)
    label.setFont(font)
    label.setContentsMargins(0, 8, 0, 0)
    return label


def _narrow_form() -> QFormLayout:
    """A form that stays readable in a narrow panel: a label that is too long goes above its field."""
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


_SIGNED: Final = (
    "Документ подписан и печатается так, как был подписан. Изменить его можно другим документом: "
    "«Новый документ» – «Приказ о внесении изменений»."
)


def _hint(choice: AppendixChoice) -> str:
    """What else can be done with an appendix."""
    return "" if choice.own is None else "Изменить название и текст – правой кнопкой мыши"


class PersonPicker(QComboBox):
    """A choice of one person of the directory, or nobody.

    Signals:
        picked: The user chose (id of a person, or None).
    """

    picked = Signal(object)

    def __init__(self, nobody: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nobody = nobody
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.activated.connect(lambda row: self.picked.emit(self.itemData(row)))
        self.currentIndexChanged.connect(self._show_tip)

    def show_people(self, people: tuple[PersonChoice, ...], chosen: Id | None) -> None:
        """Offer these people and show who is chosen."""
        with QSignalBlocker(self):
            self.clear()
            self.addItem(self._nobody, None)
            for choice in people:
                self.addItem(choice.text, choice.person)
                self.setItemData(
                    self.count() - 1, plain_tip(choice.hint), Qt.ItemDataRole.ToolTipRole
                )
            row = next((n for n in range(self.count()) if self.itemData(n) == chosen), 0)
            self.setCurrentIndex(row)
        self._show_tip(row)

    def _show_tip(self, row: int) -> None:
        """A long position does not fit into the field: the tooltip has all of it."""
        hint = self.itemData(row, Qt.ItemDataRole.ToolTipRole) or ""
        text = self.itemText(row)
        self.setToolTip(plain_tip(f"{text}, {hint}" if hint and hint not in text else text))


class Requisites(QScrollArea):
    """The form of requisites; every change is told at once.

    Signals:
        paper_changed: The paper as it should be, and what was changed, in words.
        deadline_changed: Code of the date and the new date, or None.
        appendix_toggled: ``AppendixChoice`` and whether the paper should have it.
        appendix_opened: ``AppendixChoice`` of own words that is to be worded anew.
    """

    paper_changed = Signal(object, str)
    deadline_changed = Signal(str, object)
    appendix_toggled = Signal(object, bool)
    appendix_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("requisites")
        self.setAccessibleName("Реквизиты документа")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._paper: Paper | None = None
        self._due: dict[str, DateEdit] = {}
        self._choices: tuple[AppendixChoice, ...] = ()
        self._boxes: dict[tuple[str, Id | None], QCheckBox] = {}
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(8, 8, 8, 8)
        self._form = _narrow_form()
        self.signed = named(QLabel(_SIGNED, wordWrap=True), "signedNote")
        self.signed.hide()
        layout.addWidget(self.signed)
        layout.addLayout(self._form)
        self._make_number_and_date()
        layout.addWidget(_heading("Слова и люди в тексте"))
        self.values = PaperValues()
        layout.addWidget(self.values)
        self._more = _narrow_form()
        self._people_heading = _heading("Кто подписывает и отвечает")
        layout.addWidget(self._people_heading)
        layout.addLayout(self._more)
        self._dates_heading = _heading("Сроки в пунктах")
        layout.addWidget(self._dates_heading)
        self._dates = _narrow_form()
        layout.addLayout(self._dates)
        layout.addWidget(_heading("Приложения"))
        self._appendices = QVBoxLayout()
        layout.addLayout(self._appendices)
        layout.addStretch()
        # As wide as the panel, whatever stands in it: a field past the edge would be looked for in vain.
        column.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(column)
        self._make_fields()
        self.values.paper_changed.connect(self._on_values_changed)

    def show_desk(self, desk: PaperDesk) -> None:
        """Show a paper; fields that are being typed in are left alone."""
        is_same = self._paper is not None and self._paper.id == desk.paper.id
        self._paper = desk.paper
        for edit, text in (
            (self.number, desk.paper.number),
            (self.copy_mark, desk.paper.copy_mark),
        ):
            if not (is_same and edit.hasFocus() and edit.isModified()):
                edit.setText(text)
        self.dated.show_date(desk.paper.dated)
        self.certified_on.show_date(desk.paper.certified_on)
        with QSignalBlocker(self.is_certified):
            self.is_certified.setChecked(desk.paper.is_certified_copy)
        for field, picker in self.people.items():
            picker.show_people(desk.people, getattr(desk.paper, field))
        self._enable_copy_fields()
        self.values.show_desk(desk)
        for field in _OF_ORDERS:
            for widget in (self._labels[field], self.people[field]):
                self._more.setRowVisible(widget, desk.family == "order")
        self._dates_heading.setVisible(bool(desk.deadlines))
        self._show_deadlines(desk)
        self._show_appendices(desk)
        self.signed.setVisible(is_signed(desk.paper))
        self._lock(is_fixed=is_fixed(desk.paper))

    def _lock(self, *, is_fixed: bool) -> None:
        """Of a paper whose words are kept only the copy mark can still be set."""
        people = [picker for field, picker in self.people.items() if field != "certifier"]
        fields = (self.number, self.dated, self.values, *people)
        for widget in (*fields, *self._due.values(), *self._boxes.values()):
            widget.setEnabled(not is_fixed)

    def _make_number_and_date(self) -> None:
        self.number = named(QLineEdit(), "number")
        self.number.editingFinished.connect(self._on_number_typed)
        self._form.addRow("&Номер", self.number)
        self.dated = named(DateEdit(), "dated")
        self.dated.edited.connect(lambda day: self._save("дата", dated=day))
        self._form.addRow("&Дата", self.dated)

    def _make_fields(self) -> None:
        self.people: dict[str, PersonPicker] = {}
        self._labels: dict[str, QLabel] = {}
        for field, label, nobody, what in _PEOPLE[:-1]:
            self._add_picker(field, label, nobody, what)
        self.is_certified = named(QCheckBox("&Заверенная копия"), "isCertified")
        self.is_certified.toggled.connect(
            lambda on: self._save("отметка о копии", is_certified_copy=on)
        )
        self._more.addRow("", self.is_certified)
        self.copy_mark = named(QLineEdit(), "copyMark")
        self.copy_mark.editingFinished.connect(self._on_mark_typed)
        self._more.addRow("Отметка", self.copy_mark)
        self._add_picker(*_PEOPLE[-1])
        self.certified_on = named(DateEdit(), "certifiedOn")
        self.certified_on.edited.connect(lambda day: self._save("дата заверения", certified_on=day))
        self._more.addRow("Заверено", self.certified_on)

    def _add_picker(self, field: str, label: str, nobody: str, what: str) -> None:
        picker = named(PersonPicker(nobody), field)
        picker.picked.connect(lambda person: self._save(what, **{field: person}))
        self.people[field] = picker
        title = QLabel(
            label, textFormat=Qt.TextFormat.PlainText
        )  # above the field, which needs the whole width for a position
        title.setBuddy(picker)
        self._more.addRow(title)
        self._more.addRow(picker)
        self._labels[field] = title

    def _enable_copy_fields(self) -> None:
        is_copy = self.is_certified.isChecked()
        for widget in (self.copy_mark, self.people["certifier"], self.certified_on):
            widget.setEnabled(is_copy)

    def _show_deadlines(self, desk: PaperDesk) -> None:
        # Rows are made anew only for another form, so that the keyboard stays where it is.
        if list(self._due) != [deadline.code for deadline in desk.deadlines]:
            while self._dates.rowCount():
                self._dates.removeRow(0)
            self._due = {deadline.code: self._add_deadline(deadline) for deadline in desk.deadlines}
        for deadline in desk.deadlines:
            self._due[deadline.code].show_date(deadline.due)

    def _add_deadline(self, deadline: DeadlineField) -> DateEdit:
        edit = named(DateEdit(), f"deadline-{deadline.code}")
        edit.edited.connect(partial(self.deadline_changed.emit, deadline.code))
        title = QLabel(
            deadline.title.capitalize(), textFormat=Qt.TextFormat.PlainText, wordWrap=True
        )
        title.setBuddy(edit)
        self._dates.addRow(title, edit)
        return edit

    def _show_appendices(self, desk: PaperDesk) -> None:
        self._choices = desk.appendices
        keys = [(choice.content, choice.target) for choice in desk.appendices]
        if set(self._boxes) != set(keys):
            for box in self._boxes.values():
                self._appendices.removeWidget(box)
                box.deleteLater()
            self._boxes = {
                (choice.content, choice.target): self._add_appendix(choice)
                for choice in desk.appendices
            }
        for choice in desk.appendices:
            box = self._boxes[choice.content, choice.target]
            with QSignalBlocker(box):
                box.setChecked(choice.is_included)
                box.setText(choice.title)
            box.setToolTip(plain_tip("\n".join(filter(None, (choice.title, _hint(choice))))))

    def _add_appendix(self, choice: AppendixChoice) -> QCheckBox:
        box = named(QCheckBox(choice.title), f"appendix-{choice.content}")
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # tooltip has all
        box.toggled.connect(partial(self.appendix_toggled.emit, choice))
        if choice.own is not None:
            reword = QAction("Изменить название и текст…", box)
            reword.setObjectName("rewordAppendix")
            reword.triggered.connect(lambda _=False: self._reword(choice.own))
            box.addAction(reword)
            box.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._appendices.addWidget(box)
        return box

    def _reword(self, appendix: Id | None) -> None:
        """Tell which appendix of own words is to be worded anew."""
        found = next((one for one in self._choices if one.own == appendix), None)
        if found is not None:
            self.appendix_opened.emit(found)

    def _on_values_changed(self, paper: Paper, what: str) -> None:
        self._paper = paper
        self.paper_changed.emit(paper, what)

    def _on_number_typed(self) -> None:
        self.number.setModified(False)
        self._save("номер", number=self.number.text().strip())

    def _on_mark_typed(self) -> None:
        self.copy_mark.setModified(False)
        self._save("отметка о копии", copy_mark=self.copy_mark.text().strip())

    def _save(self, what: str, **fields: object) -> None:
        if self._paper is None:
            return
        changed = replace(self._paper, **fields)  # type: ignore[arg-type]  # fields of Paper
        if changed != self._paper:
            self._paper = changed
            self.paper_changed.emit(changed, what)
