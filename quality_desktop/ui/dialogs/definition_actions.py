"""What the buttons of «Показатели и формы» do, and how a changed field is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, assert_never

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMenu, QPushButton

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, Form
from quality_desktop.domain.records import Id
from quality_desktop.services.indicators import (
    definition_edits,
    definition_fields,
    shipped_definitions,
)
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.bands import BandsDialog
from quality_desktop.ui.dialogs.definition_tree import Definition, DefinitionTree
from quality_desktop.ui.dialogs.definition_years import DefinitionYears
from quality_desktop.ui.dialogs.new_definition import NewDefinition
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.scope import shown_year
from quality_desktop.ui.widgets.messages import Answer
from quality_desktop.ui.widgets.naming import named

_ADDED: Final[dict[str, type[Definition]]] = {
    "Форму": Form,
    "Величину в форму": DataElement,
    "Правило проверки в форму": CheckRule,
    "Показатель": Calculation,
}
_DATES: Final = frozenset({"since", "until"})


class DefinitionActions(QObject):
    """Adding, ending, deleting, undoing; every write goes through here.

    Attributes:
        buttons: The row of buttons under the dialog.
    """

    def __init__(
        self,
        dialog: QDialog,
        tree: DefinitionTree,
        years: DefinitionYears,
        operations: Operations,
        environment: Environment,
    ) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._tree = tree
        self._years = years
        self._operations = operations
        self._environment = environment
        self.add = named(QPushButton("Добавить", autoDefault=False), "definitionsAdd")
        menu = QMenu(self.add)
        for text, kind in _ADDED.items():
            menu.addAction(f"{text}…", lambda kind=kind: self.add_new(kind))
        self.add.setMenu(menu)
        self.finish = _button(
            "Завершить…", "definitionsFinish", self._finish,
            "С выбранного года больше не собирать и не считать; прежнее останется",
        )  # fmt: skip
        self.delete = _button("Удалить…", "definitionsDelete", self._delete, "Удалить совсем")
        self.undo = _button(
            "Отменить правку", "definitionsUndo", self._undo,
            "Отменить последнее изменение, сделанное в этом окне (Ctrl+Z)",
        )  # fmt: skip
        self.undo.setEnabled(False)
        self._edits = 0
        self.supply = _button(
            "Добавить поставляемые", "definitionsSupply", self._supply,
            "В файле нет части показателей и форм, которые есть в программе",
        )  # fmt: skip
        self.supply.hide()
        key = QShortcut(QKeySequence.StandardKey.Undo, dialog)
        key.activated.connect(self._undo)
        self.buttons = (self.add, self.finish, self.delete, self.undo, self.supply)

    def count_edit(self, changes: Changes) -> None:
        """An edit of this window is written: it can be undone here."""
        if changes:
            self._edits += 1
            self.undo.setEnabled(True)

    def _undo(self) -> None:
        """Take back the last edit of this window; edits of the tabs are undone there."""
        if self._edits:
            self._edits -= 1
            self.undo.setEnabled(self._edits > 0)
            self._operations.undo()

    def follow(self, record: Definition | None) -> None:
        """Offer what can be done with the chosen definition."""
        self.finish.setEnabled(isinstance(record, DataElement | Calculation))
        self.delete.setEnabled(record is not None and not isinstance(record, Form))

    def save(self, store: Store, record: Definition, name: str) -> Changes:
        """Write a definition with one changed field.

        Args:
            store: The file.
            record: The definition as it is to be.
            name: The field; the years of validity are mended in the record itself.
        """
        is_dated = self._years.is_from_year and name not in _DATES
        year = self._years.shown_year
        match record:
            case Form():
                return definition_edits.save_form(store=store, form=record)
            case CheckRule():
                return definition_edits.save_rule(store=store, rule=record)
            case DataElement():
                is_dated = is_dated and name not in definition_fields.WORDS_ONLY
                return definition_edits.save_element(
                    store=store, element=record, year=year if is_dated else None
                )
            case Calculation():
                return definition_edits.save_calculation(
                    store=store, calculation=record, year=year, is_from_year=is_dated
                )
        assert_never(record)

    def set_target(self, figure: str) -> None:
        """Write the target of the year of the chosen calculation."""
        record, year = self._tree.record, self._years.shown_year
        if isinstance(record, Calculation):
            key = record.id
            self._write(
                lambda store: definition_edits.save_target(
                    store=store, calculation=key, year=year, figure=figure
                )
            )

    def change_bands(self) -> None:
        """Ask for the bands of the chosen calculation."""
        record, known = self._tree.record, self._tree.known
        if not isinstance(record, Calculation) or known is None:
            return
        key = record.id
        bands = BandsDialog.ask(
            self._dialog, [band for band in known.bands if band.calculation == key], calculation=key
        )
        if bands is not None:
            self._write(
                lambda store: definition_edits.save_bands(store=store, calculation=key, bands=bands)
            )

    def add_new(self, kind: type[Definition]) -> None:
        """Ask for a new definition and write it."""
        known, year = self._tree.known, self._years.shown_year
        if known is None:
            return
        form = self._form()
        if kind in (DataElement, CheckRule) and form is None:
            self._refuse("Выберите слева форму, в которую добавить.")
            return
        made = NewDefinition.ask(self._dialog, kind, known, year=year, form=form)
        if made is not None:
            self._tree.choose(made)
            self._write(lambda store: self.save(store, made, "since"))

    def _form(self) -> Id | None:
        """The form in whose branch the tree stands."""
        record = self._tree.record
        match record:
            case Form():
                return record.id
            case DataElement() | CheckRule():
                return record.form
            case _:
                return None

    def _finish(self) -> None:
        record, year = self._tree.record, self._years.shown_year
        if not isinstance(record, DataElement | Calculation):
            return
        question = f"Не собирать и не считать «{record.title}», начиная с {shown_year(year)}?"
        if not self._agrees(question, "Завершить"):
            return
        key, is_element, last = record.id, isinstance(record, DataElement), year - 1

        def write(store: Store) -> Changes:
            if is_element:
                return definition_edits.retire_element(store=store, element=key, last=last)
            return definition_edits.retire_calculation(store=store, calculation=key, last=last)

        self._write(write)

    def _delete(self) -> None:
        record = self._tree.record
        if record is None or isinstance(record, Form):
            return
        name = record.sentence if isinstance(record, CheckRule) else record.title
        if self._agrees(f"Удалить «{name}» во всех годах?", "Удалить"):
            self._write(lambda store: _deleted(store, record))

    def _supply(self) -> None:
        forms, reference = self._environment.forms, self._environment.reference
        self._write(
            lambda store: shipped_definitions.add_missing(
                store=store, forms=forms, reference=reference
            )
        )

    def _agrees(self, question: str, verb: str) -> bool:
        answers = (
            Answer(key="yes", text=verb, is_harmful=True),
            Answer(key="no", text="Оставить", is_safe=True),
        )
        return self._environment.messages.ask(self._dialog, question, answers) == "yes"

    def _refuse(self, sentence: str) -> None:
        self._environment.messages.refuse(self._dialog, sentence)

    def _write(self, write: Callable[[Store], Changes]) -> None:
        self._operations.do(write, then=self.count_edit, refused=self._refuse, owner=self._dialog)


def _button(text: str, name: str, run: Callable[[], None], tip: str) -> QPushButton:
    button = named(QPushButton(text, autoDefault=False), name)
    button.setToolTip(plain_tip(tip))
    button.clicked.connect(lambda _checked: run())
    return button


def _deleted(store: Store, record: DataElement | CheckRule | Calculation) -> Changes:
    match record:
        case DataElement():
            return definition_edits.delete_element(store=store, element=record.id)
        case CheckRule():
            return definition_edits.delete_rule(store=store, rule=record.id)
        case Calculation():
            return definition_edits.delete_calculation(store=store, calculation=record.id)
    assert_never(record)
