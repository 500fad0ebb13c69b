"""The record that the empty row of a grid is becoming, before the window shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.kinds import kinds_by_name
from quality_desktop.domain.records import Id
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.storage.store import Store
from quality_desktop.ui.models.directory_records import RecordsModel
from quality_desktop.ui.operations import Operations

Write = Callable[[Store, Sequence[RowEdit], str], Changes]
"""Saves edits of one kind of records under an intent; an edit without a record makes one."""


class NewRow:
    """Everything typed into the empty row until it is seen as a record goes to one record.

    Who types fast fills the second cell while the first is still being saved. The writes are done
    one after the other, so the second knows by then which record the first has made.

    Attributes:
        typed: Names of the fields that went to the file.
        record: The record, once it is made; set on the thread of the file.
    """

    def __init__(self, kind: str, within: Id | None, save: Write) -> None:
        """Expect a record.

        Args:
            kind: Its kind.
            within: The record it belongs to: a school, a team, a pair of schools.
            save: Writes edits of this kind.
        """
        self._kind = kind
        self._save = save
        self._within = within
        self.typed: set[str] = set()
        self._values: dict[str, object] = {}
        self.record: Id | None = None

    def takes(self, values: Mapping[str, object], within: Id | None) -> bool:
        """True when these values are of this record; a field typed again begins the next one."""
        return within == self._within and self.typed.isdisjoint(values)

    def expect(self, values: Mapping[str, object]) -> None:
        """Remember what is on its way to the file."""
        self.typed.update(values)

    def write(self, store: Store, edits: Sequence[RowEdit], intent: str) -> Changes:
        """Make the record, or change the one that was made; values refused before come along.

        Raises:
            QualityError: The record cannot be made of what was typed.
        """
        settled = [self._settled(edit) if edit.record is None else edit for edit in edits]
        before = self._known(store) if self.record is None else set()
        changes = self._save(store, settled, intent)
        if self.record is None:
            self.record = next(iter(self._known(store) - before), None)
        return changes

    def _settled(self, edit: RowEdit) -> RowEdit:
        self._values.update(edit.values)
        values = edit.values if self.record is not None else dict(self._values)
        return RowEdit(record=self.record, values=values)

    def _known(self, store: Store) -> set[Id]:
        return {record.id for record in store.all(kinds_by_name()[self._kind])}


class EmptyRow(QObject):
    """What is typed into the last, empty row of a model, written record by record."""

    def __init__(
        self, model: RecordsModel, operations: Operations, kind: str, owner: QObject
    ) -> None:
        """Watch a model.

        Args:
            model: Its last row is the empty one.
            operations: The bridge to the file.
            kind: Kind of its records.
            owner: Answers are dropped with it.
        """
        super().__init__(owner)
        self._model = model
        self._operations = operations
        self._kind = kind
        self._owner = owner
        self._new: NewRow | None = None
        model.rowsInserted.connect(self._on_rows_shown)

    def write(
        self, edits: Sequence[RowEdit], intent: str, *, save: Write, within: Id | None = None
    ) -> bool:
        """Write what was typed into the empty row, which may be on its way to be a record already.

        Args:
            edits: What was typed.
            intent: What the user did.
            save: Writes edits of this kind.
            within: The record that a new one belongs to.

        Returns:
            False, and nothing is written, when none of it was typed into the empty row.
        """
        typed = next((edit.values for edit in edits if edit.record is None), None)
        if typed is None:
            return False
        if self._new is None or not self._new.takes(typed, within):
            self._new = NewRow(self._kind, within, save)
        new = self._new
        new.expect(typed)
        self._operations.do(
            lambda store: new.write(store, edits, intent),
            then=lambda _changes: self._model.forget_new(new.typed),
            refused=lambda sentence: self._model.refuse(edits, sentence),
            owner=self._owner,
        )
        return True

    def _on_rows_shown(self) -> None:
        """The record is seen: what is typed into the empty row from now on is another one."""
        if self._new is not None and self._model.record(self._new.record) is not None:
            self._new = None
