"""What was undecided in an earlier state is asked again when that state is brought back, and only that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from quality_desktop.domain.merge import Change
from quality_desktop.domain.merge_inverse import Draft, going_again, reopening, settling
from quality_desktop.storage.catching_up import catch_up, touch
from quality_desktop.storage.drafting import RowDraft, write_drafts
from quality_desktop.storage.log import changes_of_row, kind_number_of
from quality_desktop.storage.session import Session
from quality_desktop.storage.tables import KindTable

Undecided = Mapping[bytes, Sequence[Change]]
"""Row about which people disagree -> all its changes."""


def reopen(session: Session, tx: int, before: Undecided) -> int:
    """Write the sides of former disagreements again, and end those that the state did not have.

    Whoever brings a state back decides for it: what it shows is the newest word about every record.

    Args:
        session: The open file, in a transaction that has brought the records back.
        tx: Number of the transaction.
        before: Disagreements of the state that was brought back.

    Returns:
        About how many records people disagree again.
    """
    asked = session.link.sql.exec_driver_sql('SELECT "row" FROM dispute').scalars().all()
    settled = list(_drafts(session, {row: before.get(row, ()) for row in asked}, _settled))
    write_drafts(session, tx, settled)
    values = list(_drafts(session, before, _sides))
    write_drafts(session, tx, values)
    deletions = list(_drafts(session, before, _deletion))  # they have seen what was just written
    write_drafts(session, tx, deletions)
    rows = {row for row, _ in (*values, *deletions)}
    if rows or settled:
        touch(session.link.driver, {*rows, *(row for row, _ in settled)})
        session.pen.touched |= catch_up(session, tx).kinds
    return len(rows)


_Way = Callable[[Session, KindTable, Sequence[Change], Sequence[Change]], Iterator[Draft]]


def _drafts(session: Session, before: Undecided, way: _Way) -> Iterator[RowDraft]:
    for row, then in before.items():
        log = changes_of_row(session.link.sql, row)
        found = session.schema.by_number.get(kind_number_of(log) or 0)
        if found is not None:
            for draft in way(session, found, log, then):
                yield row, draft


def _sides(
    _session: Session, found: KindTable, log: Sequence[Change], then: Sequence[Change]
) -> Iterator[Draft]:
    return reopening(log, then, found.together)


def _settled(
    session: Session, found: KindTable, log: Sequence[Change], then: Sequence[Change]
) -> Iterator[Draft]:
    is_there = session.link.sql.exec_driver_sql(
        f'SELECT 1 FROM "{found.table.name}" WHERE id = ?', (log[0].row,)
    ).first()
    if is_there is not None:
        yield from settling(log, then, found.together)


def _deletion(
    _session: Session, _found: KindTable, log: Sequence[Change], then: Sequence[Change]
) -> Iterator[Draft]:
    return going_again(log, then)
