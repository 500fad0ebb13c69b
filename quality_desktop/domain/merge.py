"""The change log as mathematics: from a set of changes to what a row is and where people disagree.

Everything here is pure: the same set of changes gives the same answer in every office, in
whatever order the changes arrived. The rules are those of RELIABILITY: a change names the
changes it replaces (its parents); the *heads* of a cell are the changes that nobody replaced;
the newest head is shown; heads with different values are a conflict that a person
decides; a deletion names what its author saw, and an edit that the author did not see keeps
the row alive.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

INSERT = 0
"""Column code of a change that wrote a whole row."""
DELETE = -1
"""Column code of a deletion; its parents are what its author saw."""
UNDELETE = -2
"""Column code of a change that takes deletions back; its parents are those deletions."""

ID_SIZE = 16
"""Bytes of a change id: 48 bits of milliseconds, 16 bits of counter, 8 random bytes."""

MARK = 8
"""Where the bytes begin that the changes of one transaction share."""

STAND_IN = b"\0\0\0\0LOST"
"""How the ids of stand-ins begin, of changes and of transactions: a moment before all work, which no
clock gives."""

Cell = str | int | float | bytes | None
"""A value as the file holds it."""


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000


class Clock:
    """Hybrid logical clock: ids that grow with time and are larger than every id seen.

    A wall clock that jumps back cannot make a later change look earlier than what it replaced.
    Changes of one transaction count on from its start and share its random bytes, so that a
    moment never cuts a transaction in two.
    """

    def __init__(
        self,
        wall: Callable[[], int] = _milliseconds,
        chance: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        """Start from nothing.

        Args:
            wall: Tells Unix time in milliseconds.
            chance: Makes that many random bytes.
        """
        self._wall = wall
        self._chance = chance
        self._last = 0
        self._random = bytes(8)

    def see(self, change: bytes | None) -> None:
        """Learn of a change somebody else made (or this office made earlier)."""
        if change:
            self._last = max(self._last, int.from_bytes(change[:8], "big"))

    def start(self) -> bytes:
        """Begin a transaction: the answer is smaller than the ids of all its changes."""
        self._last = max(self._last, (self._wall() << 16) - 1)
        self._random = self._chance(8)
        return self.tick()

    def tick(self) -> bytes:
        """Make the id of the next change."""
        self._last += 1
        return self._last.to_bytes(8, "big") + self._random


def new_stand_in_id() -> bytes:
    """Id for a change that makes a record which only stands in for a lost one.

    Nobody said what it says: its cells are shown where nothing else was ever written, yield without
    a question to whatever comes, and keep no record from being deleted. So the file of somebody who
    still has the record loses nothing by it, and the record comes back from there whole.
    """
    return STAND_IN + secrets.token_bytes(ID_SIZE - len(STAND_IN))


def stand_in_transaction(change: bytes) -> bytes:
    """Id for a transaction that stands in for the lost one of a change.

    It is the same whichever of its changes is left, and nobody can take it for the real one.
    """
    return STAND_IN + change[MARK:]


def is_stand_in(told: bytes) -> bool:
    """True for the id of a change, or of a transaction, that stands in for a lost one."""
    return told.startswith(STAND_IN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of the log.

    Attributes:
        id: Sorts by time; larger than the ids of its parents.
        row: Id of the record it is about.
        column: Code of the column, or ``INSERT``, ``DELETE``, ``UNDELETE``.
        value: The cell's new value; nothing for the three whole-row codes.
        cells: For ``INSERT``: column code -> value of every column the writer's program knew.
        parents: Ids of the changes it replaces (``DELETE``: that its author saw).
    """

    id: bytes
    row: bytes
    column: int
    value: Cell = None
    cells: Mapping[int, Cell] = field(default_factory=dict)
    parents: tuple[bytes, ...] = ()

    def cell(self, column: int) -> Cell:
        """What this change says about a column."""
        return self.cells.get(column) if self.column == INSERT else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class RowState:
    """What the log says a row is.

    Attributes:
        is_alive: The row is to be seen.
        values: Column code -> the value shown; columns nobody ever wrote are missing.
        heads: Column code -> changes that nobody replaced, by age; the last one is shown.
        conflicts: Columns whose heads have different values.
        is_deletion_disputed: A deletion stands beside an edit that its author did not see.
        deletions: Ids of the deletions that nobody took back or answered.
        seen: Ids of the changes that those deletions saw.
    """

    is_alive: bool
    values: Mapping[int, Cell]
    heads: Mapping[int, tuple[Change, ...]]
    conflicts: frozenset[int]
    is_deletion_disputed: bool
    deletions: tuple[bytes, ...] = ()
    seen: frozenset[bytes] = frozenset()


def row_state(changes: Iterable[Change]) -> RowState:
    """Work out a row from all its changes, given in any order.

    Args:
        changes: Changes of one row.
    """
    log = sorted(changes, key=_id_of)
    inserts = [change for change in log if change.column == INSERT]
    deletions = _Deletions.of(log)
    values: dict[int, Cell] = {}
    heads: dict[int, tuple[Change, ...]] = {}
    for column, edits in _edits_by_column(log, inserts).items():
        writers = _but_stand_ins([c for c in inserts if column in c.cells] + edits)
        # A parent is older than its child; anything else is damage and replaces nothing.
        replaced = {parent for edit in edits for parent in edit.parents if parent < edit.id}
        standing = _by_age([w for w in writers if w.id not in replaced], log)
        shown = [w for w in standing if w.id not in deletions.ended] or standing
        heads[column] = tuple(shown)
        values[column] = shown[-1].cell(column)
    unseen = any(
        head.id not in deletions.seen and not is_stand_in(head.id)
        for found in heads.values()
        for head in found
    )
    return RowState(
        is_alive=bool(inserts) and (unseen or not deletions.standing),
        values=values,
        heads=heads,
        conflicts=frozenset(c for c, found in heads.items() if _differ(found, c)),
        is_deletion_disputed=bool(inserts and deletions.standing) and unseen,
        deletions=deletions.standing,
        seen=deletions.seen,
    )


def values_replaced(changes: Iterable[Change], column: int, shown: Cell) -> tuple[bytes, ...]:
    """Parents of an edit: the heads of a cell that hold the value its author had on screen.

    Several when offices that knew nothing of each other wrote the same value. A head with
    another value stays a head, so that typing over a conflict never closes it unasked.

    Args:
        changes: Changes of the cell: edits of the column and whole-row inserts.
        column: Code of the column.
        shown: The value that the edit replaces.
    """
    # A row may have come without this cell: what its author wrote there nobody here has seen.
    found = [c for c in changes if c.column != INSERT or column in c.cells]
    replaced = {p for c in found if c.column == column for p in c.parents}
    heads = (c for c in found if c.id not in replaced)
    return tuple(sorted(c.id for c in heads if exactly(c.cell(column)) == exactly(shown)))


def what_a_deletion_sees(changes: Iterable[Change]) -> tuple[bytes, ...]:
    """Parents of a deletion: the row's inserts, and the edits that nobody replaced.

    Edits replaced before stay replaced in every office, so naming them would add nothing. An
    insert stays named: an edit replaces it in one column only.
    """
    log = sorted(changes, key=_id_of)
    edits = [c for c in log if c.column > INSERT]
    replaced = {p for c in edits for p in c.parents}
    inserts = [c.id for c in log if c.column == INSERT]
    return (*inserts, *(c.id for c in edits if c.id not in replaced))


def joined_cells(one: Mapping[int, Cell], other: Mapping[int, Cell]) -> dict[int, Cell] | None:
    """Cells of one whole-row change that came twice, once perhaps with cells left out.

    Returns:
        All cells of both; None when they contradict each other.
    """
    if any(exactly(other[code]) != exactly(one[code]) for code in one.keys() & other.keys()):
        return None
    return {code: (one if code in one else other)[code] for code in sorted({*one, *other})}


def distinct_values(heads: Iterable[Change], column: int) -> tuple[Cell, ...]:
    """Values of the heads of a cell, each once, the one shown last."""
    found: dict[tuple[type, Cell], Cell] = {}
    for head in heads:
        value = head.cell(column)
        found.pop(exactly(value), None)
        found[exactly(value)] = value
    return tuple(found.values())


def keep_referred(
    states: Mapping[bytes, RowState], references: Set[int]
) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Rows to be seen, and those of them that only live because a live row refers to them.

    Args:
        states: Row id -> its state.
        references: Codes of the columns that refer to other rows.
    """
    alive = {row for row, state in states.items() if state.is_alive}
    kept = set[bytes]()
    waiting = list(alive)
    while waiting:
        values = states[waiting.pop()].values
        for column in values.keys() & references:
            target = values[column]
            if isinstance(target, bytes) and target in states and target not in alive:
                alive.add(target)
                kept.add(target)
                waiting.append(target)
    return frozenset(alive), frozenset(kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deletions:
    """What the deletions of a row have done.

    Attributes:
        standing: Deletions that nobody took back or answered.
        seen: Changes that the standing deletions saw.
        ended: Changes that ended with a deletion which a later insert answered.
    """

    standing: tuple[bytes, ...]
    seen: frozenset[bytes]
    ended: frozenset[bytes]

    @classmethod
    def of(cls, log: Sequence[Change]) -> _Deletions:
        """Sort out the deletions among all changes of a row."""
        taken_back = _parents(log, UNDELETE)
        answered = _parents(log, INSERT)
        held = [c for c in log if c.column == DELETE and c.id not in taken_back]
        standing = [c for c in held if c.id not in answered]
        return cls(
            standing=tuple(c.id for c in standing),
            seen=frozenset(p for c in standing for p in c.parents),
            ended=frozenset(p for c in held if c.id in answered for p in c.parents),
        )


def _parents(log: Iterable[Change], column: int) -> set[bytes]:
    return {parent for change in log if change.column == column for parent in change.parents}


def _edits_by_column(log: Iterable[Change], inserts: Iterable[Change]) -> dict[int, list[Change]]:
    """Column code -> edits of that column, with every column that an insert wrote."""
    edits: dict[int, list[Change]] = {column: [] for c in inserts for column in c.cells}
    for change in log:
        if change.column > INSERT:
            edits.setdefault(change.column, []).append(change)
    return edits


def _but_stand_ins(writers: list[Change]) -> list[Change]:
    """Those who wrote a cell; who only stands in for a lost one counts where nobody else did."""
    said = [writer for writer in writers if not is_stand_in(writer.id)]
    return said or writers


def _by_age(heads: list[Change], log: Iterable[Change]) -> list[Change]:
    """Heads of a cell, the newest last: all that one transaction wrote into a row has one age.

    By their ids alone, two transactions of different offices could each be newer in some columns: a
    clock that was ahead in one office makes the others count on from the same moment. What was shown
    then would be put together from both, such as digits of one number with decimals of another.

    Args:
        heads: They.
        log: All changes of the row by id.
    """
    if len(heads) < 2:
        return heads
    began: dict[bytes, bytes] = {}
    for change in log:
        began.setdefault(change.id[MARK:], change.id)
    return sorted(heads, key=lambda head: (began[head.id[MARK:]], head.id))


def _differ(heads: Iterable[Change], column: int) -> bool:
    return len({exactly(head.cell(column)) for head in heads}) > 1


def exactly(value: Cell) -> tuple[type, Cell]:
    """Tell 1, 1.0 and "1" apart."""
    return type(value), value


def _id_of(change: Change) -> bytes:
    return change.id
