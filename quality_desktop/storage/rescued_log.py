"""The log of a new file, put together from what a damaged one and its copies still hold.

Transactions keep their numbers, because the order of the numbers is the order in which the file
heard of them. Whose changes are there without their transaction gets it from another number of the
same transaction or from a copy. Where nobody has it, something stands in for it that yields to the
real one as soon as a colleague's file brings it, see ``known_transactions``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from quality_desktop.domain.merge import (
    DELETE,
    ID_SIZE,
    INSERT,
    MARK,
    Cell,
    exactly,
    is_stand_in,
    stand_in_transaction,
)
from quality_desktop.storage.capture import decode_row, joined_row, lacks_cells
from quality_desktop.storage.columns import PLACES
from quality_desktop.storage.salvage import ChangeRow, Salvage, TxRow
from quality_desktop.storage.signing import TransactionKind

UNKNOWN_AUTHOR: Final = "автор неизвестен"
LOST_INTENT: Final = "Запись о действии потеряна"

CellOf = tuple[bytes, int]
"""Row and column code."""

_Content = tuple[Cell, ...]
"""What stands in an entry of the log."""

_FIRST: Final = 1
"""Number of the first transaction, the same in all copies of one file."""


class RescuedLog:
    """Changes of one or several files with their transactions, under numbers of one file.

    Args:
        first: What the damaged file still holds.
        copies: What its copies hold; one of another file gives nothing.

    Attributes:
        changes: Id -> row of ``change``.
        transactions: Number -> row of ``tx``.
        added: Of each copy, how many changes only it still had.
        found: Transactions that the damaged file had lost and a copy still has.
        mended: Entries of the log that are read here, but that the copies tell otherwise.
        filled: Row and column code of cells that the first file had received without, and another
            file holds.
    """

    def __init__(self, first: Salvage, copies: Sequence[Salvage] = ()) -> None:
        self.changes: dict[bytes, ChangeRow] = {}
        self.filled = set[CellOf]()
        self.found = 0
        self.mended = 0
        kin = [copy if _is_of_one_file(first, copy) else None for copy in copies]
        sources = [first, *(copy for copy in kin if copy is not None)]
        self.transactions: dict[int, TxRow] = self._mended_transactions(sources)
        self._known = _Known(sources)
        self._numbers: dict[bytes, int] = {}
        for number, row in sorted(self.transactions.items()):
            self._numbers.setdefault(_uid(row), number)
        self._given: dict[tuple[int, bytes], int] = {}
        self._most = sum(len(one.transactions) + len(one.changes) for one in sources)
        self._next = max(self.transactions, default=0) + 1
        self._take(first, {number: number for number in self.transactions})
        self.added = [0 if copy is None else self._add(first, copy) for copy in kin]
        self._mend_changes(sources)

    @property
    def lost(self) -> int:
        """Transactions of which nobody knows more than their changes."""
        return len({uid for row in self.transactions.values() if is_stand_in(uid := _uid(row))})

    def headless(self) -> Iterator[tuple[int, bytes]]:
        """Number of the kind and id of records of which edits are left, but not that they were made."""
        ended = {row[1] for row in self.changes.values() if row[2] in (INSERT, DELETE)}
        for _, row, column, *_ in self.changes.values():
            if (
                row not in ended
                and isinstance(row, bytes)
                and isinstance(column, int)
                and column > 0
            ):
                yield column // PLACES, row

    def _mended_transactions(self, sources: Sequence[Salvage]) -> dict[int, TxRow]:
        """Transactions of the first file, those that the copies outvote as the copies have them."""
        owned = [_own(source) for source in sources]
        told: dict[bytes, list[_Content]] = {}
        for copy in owned[1:]:
            once = {
                _uid(row)[MARK:]: row[1:] for row in copy.values() if not is_stand_in(_uid(row))
            }
            for mark, content in once.items():
                told.setdefault(mark, []).append(content)
        for number, row in owned[0].items():
            better = _outvoted(row[1:], told.get(_uid(row)[MARK:], ()))
            if better is not None:
                owned[0][number] = (number, *better)
                self.mended += not is_stand_in(_uid(row))
        return owned[0]

    def _mend_changes(self, sources: Sequence[Salvage]) -> None:
        """Have changes say what the copies say where that contradicts the first file."""
        for key, ours in self.changes.items():
            told = [source.changes[key][1:5] for source in sources[1:] if key in source.changes]
            if key in sources[0].changes and told:
                better = _outvoted(ours[1:5], [_unless_part(content, ours) for content in told])
                if better is not None:
                    self.changes[key] = (key, *better, ours[5])
                    self.mended += 1

    def _add(self, first: Salvage, copy: Salvage) -> int:
        """Take what a copy has more; the answer is how many changes that was."""
        if first.is_log_whole:
            return 0  # what a copy has more was never in this file
        before = len(self.changes)
        own = _own(copy)
        self._take(copy, {number: self._number_of(row) for number, row in sorted(own.items())})
        return len(self.changes) - before

    def _take(self, source: Salvage, numbers: Mapping[int, int]) -> None:
        for key, row in sorted(source.changes.items()):
            if key not in self.changes:
                there = int(str(row[5]))
                number = numbers.get(there)
                if number is None or not _belongs(key, self.transactions[number]):
                    number = self._without(key, there)
                self.changes[key] = (*row[:5], number)
            elif row[2] == INSERT and lacks_cells(self.changes[key][3]):
                self._fill(key, row)

    def _fill(self, key: bytes, theirs: ChangeRow) -> None:
        """Take cells that were left out when a record came to the first file, as a merge would."""
        ours = self.changes[key]
        is_same_place = ours[1:3] == theirs[1:3] and ours[4] == theirs[4]
        try:
            whole = joined_row(ours[3], theirs[3]) if is_same_place else None
        except (ValueError, TypeError, IndexError):
            return  # damaged in the other file
        if whole is not None and whole != ours[3]:
            self.changes[key] = (*ours[:3], whole, *ours[4:])
            fresh = decode_row(whole)[1].keys() - decode_row(str(ours[3]))[1].keys()
            self.filled.update((bytes(ours[1]), code) for code in fresh)  # type: ignore[arg-type]  # an id

    def _number_of(self, row: TxRow) -> int:
        """Number of a transaction of a copy: the one it has there, where that is free."""
        uid = _uid(row)
        if uid not in self._numbers:
            self._numbers[uid] = self._set(int(str(row[0])), row)
        return self._numbers[uid]

    def _without(self, change: bytes, number: int) -> int:
        """Number of the transaction of a change under whose own number that is not to be found.

        Args:
            change: Id of the change.
            number: What its file has as the number.
        """
        place = number, b"" if is_stand_in(change) else change[MARK:]
        if place not in self._given:
            row = self._known.of(change)
            known = None if row is None else self._numbers.get(_uid(row))
            if known is not None and number in self.transactions:
                self._given[place] = known  # the number is what was spoilt
            else:
                self.found += row is not None and known is None
                self._given[place] = self._set(number, row or self._stand_in(change))
        return self._given[place]

    def _stand_in(self, change: bytes) -> TxRow:
        """What stands in for a lost transaction, in each of its parts the same; without a number."""
        uid, nobody = stand_in_transaction(change), bytes(ID_SIZE)
        if uid in self._numbers:
            return self.transactions[self._numbers[uid]]
        milliseconds = int.from_bytes(change[:MARK], "big") >> 16
        kind = TransactionKind.LOST.value
        return 0, uid, nobody, UNKNOWN_AUTHOR, "", "", milliseconds, kind, LOST_INTENT, None

    def _set(self, number: int, row: TxRow) -> int:
        """Put a transaction under its number, or behind the others when that is taken or no number."""
        if number in self.transactions or not 0 < number <= self._most:
            number = self._next
        self._next = max(self._next, number + 1)
        self.transactions[number] = (number, *row[1:])
        self._numbers.setdefault(_uid(row), number)
        return number


class _Known:
    """Which transaction a change belongs to, as far as any of the files tells."""

    def __init__(self, sources: Sequence[Salvage]) -> None:
        self._sources = [(source.changes, _own(source)) for source in sources]
        self._by_mark = {
            _uid(row)[MARK:]: row
            for _, transactions in reversed(self._sources)
            for row in transactions.values()
            if not is_stand_in(_uid(row))
        }

    def of(self, change: bytes) -> TxRow | None:
        """Row of ``tx``; of a stand-in that is known too the real one goes before."""
        row = self._by_mark.get(change[MARK:])
        return row or next(self._told(change), None)

    def _told(self, change: bytes) -> Iterator[TxRow]:
        for changes, transactions in self._sources:
            told = changes.get(change)
            row = None if told is None else transactions.get(int(str(told[5])))
            if row is not None and _belongs(change, row):
                yield row


def _own(source: Salvage) -> dict[int, TxRow]:
    """Transactions by number, but those whose id cannot be theirs: none of their changes has it."""
    theirs: dict[int, set[bool]] = {}
    for key, row in source.changes.items():
        number = int(str(row[5]))
        if number in source.transactions:
            theirs.setdefault(number, set()).add(_belongs(key, source.transactions[number]))
    return {
        number: row
        for number, row in source.transactions.items()
        if True in theirs.get(number, {True})
    }


def _belongs(change: bytes, row: TxRow) -> bool:
    """True when a change can be of a transaction: all of one share the end of their ids.

    So does not what stands in for lost records, which no clock numbered.
    """
    return is_stand_in(change) or change[MARK:] == _uid(row)[MARK:]


def _outvoted(ours: _Content, theirs: Sequence[_Content]) -> _Content | None:
    """What the copies say instead; None when that is the same, or more of them agree with the file.

    Against one copy the file loses: who gives a copy to mend it knows which of both is damaged.
    """
    counts = Counter(map(_exactly, theirs))
    if not counts:
        return None
    (best, votes) = counts.most_common(1)[0]
    own = _exactly(ours)
    if best == own or votes < 1 + counts[own]:
        return None
    return next(content for content in theirs if _exactly(content) == best)


def _exactly(content: _Content) -> tuple[tuple[type, Cell], ...]:
    return tuple(map(exactly, content))


def _unless_part(theirs: _Content, ours: ChangeRow) -> _Content:
    """What a copy says of a change; the same as the file when one of both only has cells left out."""
    is_row = (
        ours[2] == INSERT and theirs[0] == ours[1] and (theirs[1], theirs[3]) == (ours[2], ours[4])
    )
    if not is_row:
        return theirs
    try:
        return theirs if joined_row(ours[3], theirs[2]) is None else ours[1:5]
    except (ValueError, TypeError, IndexError):
        return ours[1:5]  # damaged in the copy


def _is_of_one_file(first: Salvage, other: Salvage) -> bool:
    """False for a copy of another file that lay under the same name before."""
    beginnings = [source.transactions.get(_FIRST) for source in (first, other)]
    known = {_uid(row) for row in beginnings if row is not None}
    return len(known) < len(beginnings) or not first.changes.keys().isdisjoint(other.changes)


def _uid(row: TxRow) -> bytes:
    uid = row[1]
    if not isinstance(uid, bytes):
        msg = "a transaction without an id is not legible"
        raise TypeError(msg)
    return uid
