"""What was undecided in an earlier state of the file is asked again when that state is brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from quality_desktop.domain.merge import Change
from quality_desktop.domain.merge_inverse import Draft, going_again, reopening
from quality_desktop.storage.catching_up import catch_up, touch
from quality_desktop.storage.drafting import RowDraft, write_drafts
from quality_desktop.storage.log import changes_of_row, kind_number_of
from quality_desktop.storage.session import Session
from quality_desktop.storage.tables import KindTable

Undecided = Mapping[bytes, Sequence[Change]]
"""Row about which people disagree -> all its changes."""


def reopen(session: Session, tx: int, before: Undecided) -> int:
    """Write the sides of former disagreements again.

    Args:
        session: The open file, in a transaction that has brought the records back.
        tx: Number of the transaction.
        before: Disagreements of the state that was brought back.

    Returns:
        About how many records people disagree again.
    """
    values = list(_drafts(session, before, _sides))
    write_drafts(session, tx, values)
    deletions = list(_drafts(session, before, _deletion))  # they have seen what was just written
    write_drafts(session, tx, deletions)
    rows = {row for row, _ in (*values, *deletions)}
    if rows:
        touch(session.link.driver, rows)
        session.pen.touched |= catch_up(session, tx).kinds
    return len(rows)


_Way = Callable[[KindTable, Sequence[Change], Sequence[Change]], Iterator[Draft]]


def _drafts(session: Session, before: Undecided, way: _Way) -> Iterator[RowDraft]:
    for row, then in before.items():
        log = changes_of_row(session.link.sql, row)
        found = session.schema.by_number.get(kind_number_of(log) or 0)
        if found is not None:
            for draft in way(found, log, then):
                yield row, draft


def _sides(found: KindTable, log: Sequence[Change], then: Sequence[Change]) -> Iterator[Draft]:
    return reopening(log, then, found.together)


def _deletion(_found: KindTable, log: Sequence[Change], then: Sequence[Change]) -> Iterator[Draft]:
    return going_again(log, then)
