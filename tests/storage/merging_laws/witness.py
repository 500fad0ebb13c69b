"""What must be seen and listed, worked out from what each author's file held and from nothing else.

The merge judges by the parents that changes name. The witness never looks at parents: it notes
which changes were in the file when a change was written there, and so finds out by itself who
could not have known of whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce

from quality_desktop.domain.merge import DELETE, INSERT, UNDELETE, Cell, exactly
from quality_desktop.storage.capture import decode_row, joined_row
from tests.storage.merging_laws.offices import Entry, Log

CellOf = tuple[bytes, int]
"""Row and column."""
Values = set[tuple[type, Cell]]


@dataclass(slots=True)
class Testimony:
    """What the witness says of one log.

    Attributes:
        standing: Cell -> values whose authors nobody answered: no later writer of the cell had
            them in the file, and nobody who deleted the row.
        newest: Cell -> the value that was written last.
        deleted: Rows that somebody deleted, and nobody who knew of it took that back.
        torn: Rows of which parts have not come: nothing can be said of false alarms there.
    """

    standing: dict[CellOf, Values] = field(default_factory=dict)
    newest: dict[CellOf, tuple[type, Cell]] = field(default_factory=dict)
    deleted: set[bytes] = field(default_factory=set)
    torn: set[bytes] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _RowTestimony:
    """What the witness says of one row; the same for the same changes."""

    standing: dict[CellOf, Values]
    newest: dict[CellOf, tuple[type, Cell]]
    is_deleted: bool
    parents: frozenset[bytes]
    is_made: bool


class Witness:
    """Notes every change ever written.

    Attributes:
        written: Id -> the change as its author wrote it.
    """

    def __init__(self, base: Log) -> None:
        self.written: dict[bytes, Entry] = {}
        self._bits: dict[object, int] = {}
        self._known: dict[bytes, int] = {}
        self._cells: dict[tuple[bytes, Cell], Mapping[int, Cell]] = {}
        self._masks: dict[tuple[bytes, Cell], int] = {}
        self._told: dict[tuple[Entry, ...], _RowTestimony] = {}
        self._ever: set[CellOf] = set()
        for key in sorted(base):
            self._note(base[key], self.mask_of(base))

    def note(self, before: Log, fresh: Iterable[Entry], *, at_once: bool) -> None:
        """Changes that were written into a file.

        Args:
            before: What the file held.
            fresh: What is new in it.
            at_once: None of them knew of the others, as sides of a conflict that comes back.
        """
        mask = self.mask_of(before)
        for entry in sorted(fresh, key=lambda entry: entry.id):
            self._note(entry, mask)
            if not at_once:
                mask |= self._mask(entry)

    def forget(self, key: bytes, held: Iterable[Entry]) -> None:
        """A change was lost when its own file went back in time, but for what others hold of it.

        Args:
            key: Its id.
            held: It as other files hold it, perhaps with cells left out.
        """
        parts = [entry.value for entry in held]
        if not parts:
            self.written.pop(key, None)
        elif self.written[key].column == INSERT:
            value = reduce(joined_row, parts)
            self.written[key] = self.written[key]._replace(value=value)

    def mask_of(self, log: Log) -> int:
        mask = 0
        for entry in log.values():
            mask |= self._mask(entry)
        return mask

    def cells(self, entry: Entry) -> Mapping[int, Cell]:
        """Column -> value, as a change says."""
        if entry.column > INSERT:
            return {entry.column: entry.value}
        if entry.column < INSERT:
            return {}
        key = entry.id, entry.value
        if key not in self._cells:
            self._cells[key] = decode_row(str(entry.value))[1]
        return self._cells[key]

    def testify(self, log: Log) -> Testimony:
        """Say what must be seen of this log, and remember where anybody ever disagreed."""
        told = Testimony()
        for row, entries in by_row(log).items():
            key = tuple(entries)
            if key not in self._told:
                self._told[key] = self._testify(row, entries)
            about = self._told[key]
            if not about.is_made or not about.parents <= log.keys():
                told.torn.add(row)
            told.standing.update(about.standing)
            told.newest.update(about.newest)
            if about.is_deleted:
                told.deleted.add(row)
        return told

    def _testify(self, row: bytes, entries: list[Entry]) -> _RowTestimony:
        ended = taken_back = 0
        for entry in entries:
            if entry.column == DELETE:
                ended |= self._known[entry.id]
            elif entry.column in (INSERT, UNDELETE):
                taken_back |= self._known[entry.id]
        found: dict[CellOf, Values] = {}
        newest: dict[CellOf, tuple[type, Cell]] = {}
        began: dict[bytes, bytes] = {}  # by the bytes that changes of one transaction share
        for entry in entries:
            began[entry.id[8:]] = min(entry.id, began.get(entry.id[8:], entry.id))
        for code, writers in self._writers(entries).items():
            last = max(writers, key=lambda entry: (began[entry.id[8:]], entry.id))
            newest[row, code] = exactly(self.cells(last)[code])
            standing = self._standing(code, writers, ended)
            if standing:
                found[row, code] = standing
            if len(self._standing(code, writers, 0)) > 1:
                self._ever.add((row, code))
        if _is_of_two_lives(entries):
            self._ever.update((row, code) for entry in entries for code in self.cells(entry))
        return _RowTestimony(
            standing=found,
            newest=newest,
            is_deleted=any(
                entry.column == DELETE and not taken_back & self._bit(entry.id) for entry in entries
            ),
            parents=frozenset(parent for entry in entries for parent in parents_of(entry)),
            is_made=any(entry.column == INSERT for entry in entries),
        )

    def is_alarm_possible(self, cell: CellOf) -> bool:
        """False when nobody ever disagreed about a cell."""
        return cell in self._ever

    def _writers(self, entries: Iterable[Entry]) -> dict[int, list[Entry]]:
        found: dict[int, list[Entry]] = {}
        for entry in entries:
            for code in self.cells(entry):
                found.setdefault(code, []).append(entry)
        return found

    def _standing(self, code: int, writers: list[Entry], ended: int) -> Values:
        answered = 0
        for entry in writers:
            answered |= self._known[entry.id]
        found: Values = set()
        for entry in writers:
            atom = (entry.id, code) if entry.column == INSERT else entry.id
            if not answered & self._bit(atom) and not ended & self._bit(entry.id):
                found.add(exactly(self.cells(entry)[code]))
        return found

    def _note(self, entry: Entry, known: int) -> None:
        self.written.setdefault(entry.id, entry)
        self._known.setdefault(entry.id, known & ~self._mask(entry))

    def _mask(self, entry: Entry) -> int:
        key = entry.id, entry.value if entry.column == INSERT else None
        mask = self._masks.get(key)
        if mask is None:
            mask = self._bit(entry.id)
            if entry.column == INSERT:
                for code in self.cells(entry):
                    mask |= self._bit((entry.id, code))
            self._masks[key] = mask
        return mask

    def _bit(self, atom: object) -> int:
        found = self._bits.get(atom)
        if found is None:
            found = self._bits[atom] = 1 << len(self._bits)
        return found


def by_row(log: Log) -> dict[bytes, list[Entry]]:
    found: dict[bytes, list[Entry]] = {}
    for entry in log.values():
        found.setdefault(entry.row, []).append(entry)
    return found


def parents_of(entry: Entry) -> Iterator[bytes]:
    joined = entry.parents or b""
    return (joined[start : start + 16] for start in range(0, len(joined), 16))


def _is_of_two_lives(entries: Iterable[Entry]) -> bool:
    """A deletion was both answered by a new record and taken back: both lives of the row come back."""
    taken_back = {p for entry in entries if entry.column == UNDELETE for p in parents_of(entry)}
    answered = {p for entry in entries if entry.column == INSERT for p in parents_of(entry)}
    return not taken_back.isdisjoint(answered)
