"""What was undecided in an earlier state of the file is asked again when that state is brought back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quality_desktop.domain.merge import Change
from quality_desktop.domain.merge_inverse import reopening
from quality_desktop.storage.catching_up import catch_up, touch
from quality_desktop.storage.drafting import RowDraft, write_drafts
from quality_desktop.storage.log import changes_of_row, kind_number_of
from quality_desktop.storage.session import Session

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
    drafts = list(_drafts(session, before))
    if not drafts:
        return 0
    rows = {row for row, _ in drafts}
    touch(session.link.driver, rows)
    write_drafts(session, tx, drafts)
    session.pen.touched |= catch_up(session, tx).kinds
    return len(rows)


def _drafts(session: Session, before: Undecided) -> Iterator[RowDraft]:
    for row, then in before.items():
        log = changes_of_row(session.link.sql, row)
        found = session.schema.by_number.get(kind_number_of(log) or 0)
        if found is not None:
            for draft in reopening(log, then, found.together):
                yield row, draft
