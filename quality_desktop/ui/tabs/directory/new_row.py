"""The record that the empty row of a grid is becoming, before the window shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.kinds import kinds_by_name
from quality_desktop.domain.records import Id
from quality_desktop.services.office import directory_edit
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.storage.store import Store


class NewRow:
    """Everything typed into the empty row until it is seen as a record goes to one record.

    Who types fast fills the second cell while the first is still being saved. The writes are done
    one after the other, so the second knows by then which record the first has made.

    Attributes:
        typed: Names of the fields that went to the file.
        record: The record, once it is made; set on the thread of the file.
    """

    def __init__(self, kind: str, within: Id | None) -> None:
        """Expect a record.

        Args:
            kind: Its kind.
            within: The school or the team it belongs to.
        """
        self._kind = kind
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
        changes = directory_edit.write(
            store=store, kind=self._kind, edits=settled, intent=intent, within=self._within
        )
        if self.record is None:
            self.record = next(iter(self._known(store) - before), None)
        return changes

    def _settled(self, edit: RowEdit) -> RowEdit:
        self._values.update(edit.values)
        values = edit.values if self.record is not None else dict(self._values)
        return RowEdit(record=self.record, values=values)

    def _known(self, store: Store) -> set[Id]:
        return {record.id for record in store.all(kinds_by_name()[self._kind])}
