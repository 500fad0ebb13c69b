"""The laws of merging, each an assertion; I1 to I12 as the study of reliability numbers them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from quality_desktop.domain.directory import Team
from quality_desktop.domain.merge import (
    DELETE,
    INSERT,
    MARK,
    Cell,
    Change,
    RowState,
    exactly,
    is_stand_in,
    keep_referred,
    row_state,
    stand_in_transaction,
)
from quality_desktop.storage.capture import read_change
from quality_desktop.storage.disputes import rebuild_disputes
from quality_desktop.storage.exchange_journal import Exchange
from quality_desktop.storage.log import kind_number_of
from quality_desktop.storage.quiet_work import quiet_work
from tests.storage.merging_laws.offices import (
    SCHEMA,
    TEAMS,
    WHOLE,
    Entry,
    Log,
    Office,
    Signed,
    signed_in,
)
from tests.storage.merging_laws.witness import Testimony, Witness, by_row, parents_of

Asked = dict[tuple[bytes, int], frozenset[tuple[type, Cell]]]
"""Row and column (``DELETE`` for the whole record) -> the values between which people are asked."""


_TABLES: Final = {table.kind.kind: table for table in SCHEMA.kinds.values()}
_PLACES: Final = {
    code: place
    for table in SCHEMA.kinds.values()
    for place, code in enumerate(table.codes.values(), start=1)
}
"""Where a column stands in a row."""


Whole = tuple[str, ...]
"""A value of several fields, see ``offices.WHOLE``."""


class LawBrokenError(AssertionError):
    """A law of merging does not hold."""


def require(holds: bool, law: str) -> None:
    """Make sure that a law holds."""
    if not holds:
        raise LawBrokenError(law)


class Reading:
    """An office's file, read at one moment."""

    def __init__(self, office: Office) -> None:
        self.log = office.log()
        self.rows = office.rows()
        self.asked = asked(office)
        self.signed = signed_in(office.driver)
        self.stand_ins = {
            number
            for number, uid in office.driver.execute("SELECT id, uid FROM tx")
            if is_stand_in(uid)
        }

    def is_like(self, other: Reading) -> bool:
        return self.log == other.log and self.shows_like(other)

    def shows_like(self, other: Reading) -> bool:
        return self.rows == other.rows and self.asked == other.asked


def is_unknown(signed: tuple[Cell, ...]) -> bool:
    """Whether only a stand-in is left of a transaction."""
    return is_stand_in(_uid(signed))


def _uid(signed: tuple[Cell, ...]) -> bytes:
    uid = signed[0]
    return uid if isinstance(uid, bytes) else b""


def asked(office: Office) -> Asked:
    """What an office is asked to decide, as the program lists it."""
    found: Asked = {}
    if office.driver.execute("SELECT 1 FROM dispute").fetchone() is None:
        return found  # the program looks nowhere else
    for dispute in office.store.disputes():
        code = _TABLES[dispute.kind].codes[dispute.field] if dispute.field else DELETE
        encode = _TABLES[dispute.kind].encode
        values = {exactly(encode(side.value)) for side in dispute.sides} if dispute.field else set()
        key = dispute.key.bytes, code
        require(key not in found, "nothing is asked twice")
        found[key] = frozenset(values)
    return found


def whole_values(rows: Mapping[bytes, tuple[Cell, ...]]) -> Iterator[tuple[bytes, Whole]]:
    """The values of several fields in a file, each with its record."""
    table = SCHEMA.kinds[Team]
    for team in TEAMS:
        if team.bytes in rows:
            cells = dict(zip(table.names, rows[team.bytes], strict=True))
            yield team.bytes, tuple(str(cells[name]) for name in WHOLE)


class Law:
    """What must hold of one file at any moment, in all files of one history."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._states: dict[tuple[Entry, ...], tuple[int | None, RowState]] = {}
        self._whole = set[tuple[bytes, Whole]]()
        self._signed: dict[bytes, tuple[Cell, ...]] = {}

    def note_whole(self, values: Iterable[tuple[bytes, Whole]]) -> None:
        """Whole values that somebody wrote or chose, each with its record."""
        self._whole.update(values)

    def whole_of(self, row: bytes) -> list[Whole]:
        """All whole values that a record ever had."""
        return sorted(whole for known, whole in self._whole if known == row)

    def check(self, office: Office) -> Reading:
        """Read a file and require everything of it."""
        now = Reading(office)
        self.tables_are_what_the_log_says(now)
        broken = office.driver.execute("PRAGMA foreign_key_check").fetchall()
        require(not broken, "I11: references hold")
        is_whole = self._whole.issuperset(whole_values(now.rows))
        require(is_whole, "no value is put together that nobody wrote")
        self.nobody_signs_for_another(now)
        _nothing_is_hidden(now, self._witness, self._witness.testify(now.log))
        return now

    def nobody_signs_for_another(self, now: Reading) -> None:
        """A change stands under the transaction that wrote it, or under what stands in for that."""
        require(now.signed.keys() == now.log.keys(), "every change has a transaction")
        parts: dict[bytes, tuple[Cell, ...]] = {}
        for key, signed in now.signed.items():
            require(
                parts.setdefault(_uid(signed), signed) == signed, "a transaction has one author"
            )
            if is_unknown(signed):
                require(signed[0] == stand_in_transaction(key), "a stand-in is the same everywhere")
            else:
                is_own = self._signed.setdefault(key, signed) == signed
                require(is_own, "every change is of who wrote it")
        ends = [
            {uid[MARK:] for uid in parts if is_unknown((uid,)) is told} for told in (True, False)
        ]
        require(ends[0].isdisjoint(ends[1]), "a transaction is lost or known, not both")

    def tables_are_what_the_log_says(self, now: Reading) -> None:
        """I5 and I7: a file shows what its log says, and asks what its log leaves open."""
        told = {row: self._state(tuple(entries)) for row, entries in by_row(now.log).items()}
        states = {row: state for row, (_, state) in told.items()}
        alive, kept = keep_referred(states, SCHEMA.reference_codes)
        expected = {}
        must_ask = set()
        for row in alive:
            number, state = told[row]
            require(number is not None, "I5: a record that was never made is not shown")
            expected[row] = (row, *SCHEMA.by_number[number or 0].stored_row(state.values))
            must_ask |= {(row, code) for code in state.conflicts}
            if state.is_deletion_disputed or row in kept:
                must_ask.add((row, DELETE))
        same = now.rows == expected and all(
            list(map(type, now.rows[row])) == list(map(type, cells))
            for row, cells in expected.items()
        )
        require(same, "I5: the tables are what the log says")
        require(now.asked.keys() == must_ask, "I7: what is disputed is listed, and nothing else")

    def _state(self, entries: tuple[Entry, ...]) -> tuple[int | None, RowState]:
        if entries not in self._states:
            log = [read_change(*entry) for entry in entries]
            self._states[entries] = kind_number_of(log), row_state(log)
        return self._states[entries]


def _nothing_is_hidden(now: Reading, witness: Witness, told: Testimony) -> None:
    for (row, code), values in told.standing.items():
        if row in told.torn:
            continue
        require(row in now.rows, "I8: an edit that no deletion saw is not hidden")
        listed = now.asked.get((row, code), frozenset())
        if len(values) > 1:
            require(values <= listed, "I6: people who did not know of each other are asked")
        shown = exactly(now.rows[row][_PLACES[code]])
        require(values <= listed | {shown}, "I7: what nobody answered is shown or listed")
    for (row, code), value in told.newest.items():
        if row in now.rows and row not in told.torn:
            is_shown = exactly(now.rows[row][_PLACES[code]]) == value
            require(is_shown, "of several values the newest is shown")
    for row in told.deleted - told.torn:
        is_told = row not in now.rows or (row, DELETE) in now.asked
        require(is_told, "a record that somebody deleted is gone or asked about")
    for row, code in now.asked:
        if code != DELETE and row not in told.torn:
            require(witness.is_alarm_possible((row, code)), "I9: no false alarm")


def check_union(before: Log, received: Log, after: Log, witness: Witness) -> int:
    """I4: a merge has added what came and touched nothing else.

    Returns:
        How many changes are new or have got cells that they lacked.
    """
    require(after.keys() == before.keys() | received.keys(), "I4: the union of the logs")
    news = 0
    for key, entry in after.items():
        sides = [side[key] for side in (before, received) if key in side]
        cells = {code for side in sides for code in witness.cells(side)}
        require(set(witness.cells(entry)) == cells, "I4: no cell of a record is lost")
        require(
            is_part_of(entry, witness.written[key], witness), "I4: every change as it was written"
        )
        news += key not in before or len(cells) > len(witness.cells(before[key]))
    return news


def check_signed(before: Reading, received: Signed, after: Reading) -> int:
    """Who knows a transaction keeps it, who has only a stand-in takes it.

    Returns:
        How many transactions have come back.
    """
    for key, signed in after.signed.items():
        sides = [side[key] for side in (before.signed, received) if key in side]
        is_known = not all(map(is_unknown, sides))
        require(not is_known or not is_unknown(signed), "a lost transaction comes back")
    return len(before.stand_ins - after.stand_ins)


def is_part_of(entry: Entry, whole: Entry, witness: Witness) -> bool:
    """The same change, perhaps with cells left out."""
    if entry.column != INSERT:
        return entry == whole
    cells, written = witness.cells(entry), witness.cells(whole)
    return (
        (entry.id, entry.row, entry.column, entry.parents)
        == (whole.id, whole.row, whole.column, whole.parents)
        and cells.keys() <= written.keys()
        and all(exactly(cells[code]) == exactly(written[code]) for code in cells)
    )


def check_typing(before: Reading, after: Reading, rows: Iterable[bytes]) -> None:
    """I10: an edit replaces what its author saw and closes no question."""
    touched = set(rows)
    for (row, code), values in before.asked.items():
        if row not in touched:
            # A deleted record that was only kept because it was in use goes with its last use.
            has_gone = (row, DELETE) in before.asked and row not in after.rows
            is_same = after.asked.get((row, code)) == values
            require(is_same or has_gone, "I10: other questions stay")
        elif code != DELETE and row in after.rows:
            others = values - {exactly(before.rows[row][_PLACES[code]])}
            now = after.asked.get((row, code), frozenset())
            shown = {exactly(after.rows[row][_PLACES[code]])}
            require(others <= now | shown, "I10: typing over a conflict closes nothing unasked")


def check_remembered(office: Office, now: Reading) -> None:
    """A file made anew from its log asks what was asked before."""
    with quiet_work(office.session, keeps=False) as connection:
        rebuild_disputes(connection, SCHEMA)
        require(asked(office) == now.asked, "I7: what is disputed can be found in the log alone")


def check_equal(readings: Sequence[Reading]) -> None:
    """I1 and I2: whoever took in the same changes, in whatever order, has the same."""
    for one in readings[1:]:
        require(one.log == readings[0].log, "I1/I2: the logs are equal in the end")
        require(one.rows == readings[0].rows, "I1/I2: the records are equal in the end")
        require(one.asked == readings[0].asked, "I1/I2: the questions are equal in the end")
        for key, signed in one.signed.items():
            other = readings[0].signed[key]
            is_same = signed == other or (is_unknown(signed) and signed[0] == other[0])
            require(is_same, "I1/I2: the authors are equal in the end")


Shown = dict[tuple[bytes, int], tuple[type, Cell]]


def later_work(office: Office, exchange: Exchange) -> tuple[Shown, frozenset[tuple[bytes, int]]]:
    """Cells whose value was typed after a merge, of records that nobody ever deleted.

    Returns:
        Their values, and those of the cells in which nothing else stands.
    """
    last = exchange.last_tx or 0
    later = {
        key
        for (key,) in office.driver.execute(
            "SELECT c.id FROM change AS c JOIN tx AS t ON t.id = c.tx "
            "WHERE t.id > ? AND t.kind = 'edit'",
            (last,),
        )
    }
    found: Shown = {}
    settled = set[tuple[bytes, int]]()
    for row, entries in by_row(office.log()).items():
        state = row_state(read_change(*entry) for entry in entries)
        if any(entry.column < INSERT for entry in entries) or not state.is_alive:
            continue
        for code, heads in state.heads.items():
            if heads[-1].id in later:
                found[row, code] = exactly(heads[-1].cell(code))
                if len(heads) == 1:
                    settled.add((row, code))
    return found, frozenset(settled)


def check_kept(
    before: Reading, after: Reading, later: Shown, settled: Iterable[tuple[bytes, int]]
) -> None:
    """Taking a merge back leaves what was done after it, and asks no more about it than before.

    Args:
        before: The file with the merge.
        after: The file without it.
        later: What was done after it.
        settled: Cells of it that replaced everything else.
    """
    for (row, code), value in later.items():
        if row not in before.rows:
            continue
        require(row in after.rows, "what was worked on after a merge outlives the merge")
        require(exactly(after.rows[row][_PLACES[code]]) == value, "later work outlives a merge")
    for cell in settled:
        require(cell not in after.asked, "what later work replaced stays replaced")


def check_shown(expected: Reading, found: Reading, joined: Sequence[bytes], law: str) -> None:
    """The same records and questions.

    Not so of records that got cells they lacked, which stay with them; of those of whose log a
    part was missing, so that the question itself was a mistake; of deleted ones that are only there
    because such a record uses them; nor of what stands in the cells of a deleted one that is only
    there because it is used: it may show what came with a merge that was taken back.
    """
    skipped = {found.log[key].row for key in joined}
    skipped |= _only_kept(expected) & _only_kept(found)
    for entry in expected.log.values():
        if any(parent not in expected.log for parent in parents_of(entry)):
            skipped.add(entry.row)
    skipped |= _kept_by(skipped, expected) | _kept_by(skipped, found)
    for one, other in ((expected.rows, found.rows), (found.rows, expected.rows)):
        for row in one.keys() - skipped:
            require(row in other and one[row] == other[row], f"{law}: the records")
    for asked_of, there in ((expected.asked, found.asked), (found.asked, expected.asked)):
        for cell in asked_of:
            require(cell[0] in skipped or cell in there, f"{law}: the questions")
            require(cell[0] in skipped or asked_of[cell] == there[cell], f"{law}: what is asked")


def _only_kept(reading: Reading) -> set[bytes]:
    """Records that are deleted and stand in the tables all the same, because others use them."""
    log = by_row(reading.log)
    return {row for row in reading.rows if not row_state(_changes(log[row])).is_alive}


def _kept_by(rows: Iterable[bytes], reading: Reading) -> set[bytes]:
    """Deleted records that these use, themselves or through others that are kept."""
    log = by_row(reading.log)
    kept = set[bytes]()
    waiting = [row for row in rows if row in reading.rows]
    while waiting:
        row = waiting.pop()
        number = kind_number_of(_changes(log[row]))
        for place, _ in SCHEMA.reference_places[number or 0]:
            target = reading.rows[row][place + 1]
            if not isinstance(target, bytes) or target in kept:
                continue
            if not row_state(_changes(log[target])).is_alive:
                kept.add(target)
                waiting.append(target)
    return kept


def _changes(entries: Iterable[Entry]) -> list[Change]:
    return [read_change(*entry) for entry in entries]
