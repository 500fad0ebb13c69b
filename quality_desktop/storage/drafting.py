"""Writing changes into the log that no trigger sees: decisions, merges taken back."""

from __future__ import annotations

from collections.abc import Iterable

from quality_desktop.domain.merge_inverse import Draft
from quality_desktop.storage.session import Session

RowDraft = tuple[bytes, Draft]
"""A row and a change of it to be written."""


def write_drafts(session: Session, tx: int, drafts: Iterable[RowDraft]) -> None:
    """Sign changes and add them to the log, in this order.

    Args:
        session: The open file, in a transaction.
        tx: Number of the transaction.
        drafts: What to write.
    """
    session.link.driver.executemany(
        'INSERT INTO change(id, "row", col, val, parents, tx) VALUES (?, ?, ?, ?, ?, ?)',
        (
            (
                session.pen.clock.tick(),
                row,
                draft.column,
                draft.value,
                b"".join(draft.parents) or None,
                tx,
            )
            for row, draft in drafts
        ),
    )
