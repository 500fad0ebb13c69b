"""Taking changes back without erasing them: what to write so that the rest of the log decides.

Nothing leaves the log. To take a merge back is to write what a row would be had its changes
never come, as changes like any others; later work of anybody else stays, because it is in the
rest of the log. To make the merge again is to take that back in the same way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from quality_desktop.domain.merge import (
    DELETE,
    INSERT,
    UNDELETE,
    Cell,
    Change,
    RowState,
    distinct_values,
    exactly,
    row_state,
    what_a_deletion_sees,
)
from quality_desktop.domain.repeating import Log, Silence, named, naming

_LATER = b"\xff" * 16
"""Larger than every id: stands for the id that a draft will get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A change to be written, without its id; see ``Change``."""

    column: int
    value: Cell = None
    parents: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inverse:
    """What to write about one row.

    Attributes:
        drafts: In this order.
        ends_row: The row goes; false when it stays or has been gone all along.
        if_used: What to write instead when the row is to go and other records use it.
    """

    drafts: tuple[Draft, ...] = ()
    ends_row: bool = False
    if_used: tuple[Draft, ...] = ()


def without(changes: Iterable[Change], removed: Collection[bytes]) -> list[Change]:
    """The changes of a row as if some of them had never been made.

    Who replaced a removed change replaced, through it, what that change had replaced. What later
    work stands on is not removed: the insert of a row that somebody worked on, a deletion that
    somebody took back. What only repeats a removed change goes with it.
    """
    log = list(changes)
    silence = Silence.of(removed, by_id(log))
    log = [replace(c, parents=silence.narrowed.get(c.id, c.parents)) for c in log]
    gone = {c.id: c for c in log if c.id in silence.gone}
    rest = [c for c in log if c.id not in gone]
    if rest and not any(c.column == INSERT for c in rest):
        gone = {key: c for key, c in gone.items() if c.column != INSERT}
    answered = {p for c in rest if c.column in (INSERT, UNDELETE) for p in c.parents}
    gone = {key: c for key, c in gone.items() if c.column != DELETE or key not in answered}
    return [replace(c, parents=_through(c, gone)) for c in log if c.id not in gone]


def returning(
    changes: Iterable[Change],
    removed: Collection[bytes],
    defaults: Mapping[int, Cell],
    together: Collection[int] = (),
) -> Inverse:
    """What to write so that a row becomes what it would be without some of its changes.

    Args:
        changes: All changes of the row.
        removed: Ids of the changes to take back.
        defaults: Column code -> what a row holds in a column that nobody ever wrote.
        together: Columns that are one value only together: all of them are written, or none.
    """
    log = list(changes)
    told = by_id(log)
    now, then = row_state(log), row_state(without(log, removed))
    if not then.is_alive:
        if not now.is_alive:
            return Inverse()
        used = _while_in_use(now, then, defaults, together, told)
        return Inverse(drafts=(deletion(log),), ends_row=True, if_used=used)
    drafts: list[Draft] = []
    if now.deletions and not (now.is_deletion_disputed and then.is_deletion_disputed):
        drafts.append(restoration(now))
        now = row_state([*log, _as_change(log[0].row, drafts[0])])
    drafts += _values(now, then, defaults, together, told)
    if then.is_deletion_disputed and not now.is_deletion_disputed:
        drafts.append(_deletion_again(then, told))
    return Inverse(drafts=tuple(drafts))


def deletion(changes: Iterable[Change]) -> Draft:
    """Delete a row, having seen everything of it."""
    return Draft(column=DELETE, parents=what_a_deletion_sees(changes))


def restoration(state: RowState) -> Draft:
    """Take back every deletion of a row."""
    return Draft(column=UNDELETE, parents=state.deletions)


def reopening(
    changes: Iterable[Change], before: Iterable[Change], together: Collection[int] = ()
) -> Iterator[Draft]:
    """What to write so that what was undecided in a row is undecided again.

    Args:
        changes: All changes of the row, which holds again what it held then.
        before: Its changes then.
        together: Columns that are one value only together: all of them are written, or none.
    """
    log = list(changes)
    now, then, told = row_state(log), row_state(before), by_id(log)
    if not now.is_alive:
        return
    columns = set(then.conflicts)
    if not columns.isdisjoint(together):
        columns |= then.heads.keys() & set(together)
    wanted = {column: distinct_values(then.heads[column], column) for column in sorted(columns)}
    here = {column: now.heads.get(column, ()) for column in columns}
    if any(
        not here[column] or _told(values) != _told(distinct_values(here[column], column))
        for column, values in wanted.items()
    ):
        for column, values in wanted.items():
            yield from _again(column, values, here[column], then.heads[column], told)
    if then.is_deletion_disputed and not now.is_deletion_disputed:
        yield _deletion_again(then, told)


def settling(
    changes: Iterable[Change], before: Iterable[Change], together: Collection[int] = ()
) -> Iterator[Draft]:
    """What to write so that what was decided in a row, or never asked, is asked no more.

    Args:
        changes: All changes of the row, which is to be seen and shows again what it held then.
        before: Its changes then if something was undecided in it, else none.
        together: Columns that are one value only together: all of them are written, or none.
    """
    now, then = row_state(changes), row_state(before)
    columns = set(now.conflicts - then.conflicts)
    if not columns.isdisjoint(together):
        columns |= now.heads.keys() & set(together)
    if then.conflicts.isdisjoint(together):
        open_still: Set[int] = then.conflicts
    else:
        open_still = then.conflicts | set(together)
    for column in sorted(columns - open_still):
        yield decision(now, column, now.values[column])
    was_in_question = then.is_deletion_disputed or (then.deletions and not then.is_alive)
    if now.deletions and not was_in_question:
        yield restoration(now)


def going_again(changes: Iterable[Change], before: Iterable[Change]) -> Iterator[Draft]:
    """What to write so that a row which was deleted, and stayed only in use, is so again.

    Args:
        changes: All changes of the row, with what ``reopening`` wrote.
        before: Its changes then.
    """
    log, then = list(changes), row_state(before)
    if then.deletions and not then.is_alive and row_state(log).is_alive:
        again = named(_deletions(then, by_id(log)), by_id(log))
        yield Draft(column=DELETE, parents=(*what_a_deletion_sees(log), *again))


def decision(state: RowState, column: int, value: Cell) -> Draft:
    """End a disagreement about a cell: all its heads are replaced."""
    heads = tuple(sorted(h.id for h in state.heads[column]))
    return Draft(column=column, value=value, parents=heads)


def by_id(changes: Iterable[Change]) -> Log:
    """Id -> change."""
    return {change.id: change for change in changes}


def _again(
    column: int,
    values: tuple[Cell, ...],
    now: Iterable[Change],
    then: Sequence[Change],
    told: Log,
) -> Iterator[Draft]:
    """Bring back what stood in a cell, as the words of those who had said it.

    Opinions that differ come back one by one and by age: one of them may go later, and the newest of
    the others is shown then.
    """
    replaced = tuple(head.id for head in now)
    sides = [[head] for head in then] if len(values) > 1 else [then]
    for heads in sides:
        words = named((told[head.id] for head in heads if head.id in told), told)
        value = heads[0].cell(column) if heads else values[0]
        yield Draft(column=column, value=value, parents=naming(replaced, words))


def _deletion_again(then: RowState, told: Log) -> Draft:
    """Ask about a deletion again, as the word of those who had deleted."""
    seen = (p for p in then.seen if p not in told or told[p].column != DELETE)
    words = named(_deletions(then, told), told)
    return Draft(column=DELETE, parents=(*sorted(seen), *words))


def _deletions(then: RowState, told: Log) -> Iterator[Change]:
    return (told[key] for key in then.deletions if key in told)


def _while_in_use(
    now: RowState,
    then: RowState,
    defaults: Mapping[int, Cell],
    together: Collection[int],
    told: Log,
) -> tuple[Draft, ...]:
    """A row that was deleted and in use: its values as they were, and its deletion to be asked about."""
    if not then.deletions:
        return ()  # it was not there at all: as it came it stays
    ask = () if now.deletions else (_deletion_again(then, told),)
    return (*_values(now, then, defaults, together, told), *ask)


def _values(
    now: RowState,
    then: RowState,
    defaults: Mapping[int, Cell],
    together: Collection[int],
    told: Log,
) -> Iterator[Draft]:
    """Cells in which the two states differ, with the disagreements there were."""
    wanted: dict[int, tuple[Cell, ...]] = {}
    for column in now.heads:
        if column in then.heads:
            wanted[column] = distinct_values(then.heads[column], column)
        elif column in defaults:
            wanted[column] = (defaults[column],)
        # else a column of a newer program: what it holds by default is not known here
    differing = {
        column
        for column, values in wanted.items()
        if _told(values) != _told(distinct_values(now.heads[column], column))
    }
    if not differing.isdisjoint(together):
        differing.update(wanted.keys() & set(together))
    for column, values in wanted.items():
        if column in differing:
            yield from _again(column, values, now.heads[column], then.heads.get(column, ()), told)


def _told(values: tuple[Cell, ...]) -> tuple[frozenset[tuple[type, Cell]], tuple[type, Cell]]:
    """Which values stand in a cell, and which of them is shown."""
    return frozenset(map(exactly, values)), exactly(values[-1])


def _through(change: Change, gone: dict[bytes, Change]) -> tuple[bytes, ...]:
    """Parents of a change, those that are gone stood for by their own."""
    if gone.keys().isdisjoint(change.parents):
        return change.parents
    found = dict[bytes, None]()
    waiting = list(reversed(change.parents))
    passed = set[bytes]()
    while waiting:
        parent = waiting.pop()
        if parent in gone:
            if parent not in passed:
                passed.add(parent)
                waiting.extend(reversed(gone[parent].parents))
        else:
            found[parent] = None
    return tuple(found)


def _as_change(row: bytes, draft: Draft) -> Change:
    return Change(id=_LATER, row=row, column=draft.column, value=draft.value, parents=draft.parents)
