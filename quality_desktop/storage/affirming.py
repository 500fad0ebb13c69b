"""Values that stand already, written once more as the word of the person who has looked at them.

An edit that changes nothing leaves no trace. Where somebody has chosen what a record says, out of two
that became one, the trace is needed: a merge that brought the record and is taken back would otherwise
take along what was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quality_desktop.domain.merge import INSERT, row_state, values_replaced
from quality_desktop.domain.merge_inverse import Draft
from quality_desktop.domain.records import Record
from quality_desktop.storage.drafting import RowDraft, write_drafts
from quality_desktop.storage.log import changes_of_row
from quality_desktop.storage.session import Session


def affirm(session: Session, tx: int, records: Iterable[Record]) -> None:
    """Write every cell of records that this transaction has not written itself.

    A disagreement stays one: only those who wrote the value that is shown are replaced.

    Args:
        session: The open file, in a transaction that has written the records.
        tx: Number of the transaction.
        records: Records as they are.
    """
    for record in records:
        write_drafts(session, tx, list(_drafts(session, tx, record)))
        session.pen.touched.add(session.schema.kinds[type(record)].number)


def _drafts(session: Session, tx: int, record: Record) -> Iterator[RowDraft]:
    connection, row = session.link.sql, record.id.bytes
    log = changes_of_row(connection, row)
    heads = row_state(log).heads
    own = connection.exec_driver_sql('SELECT id FROM change WHERE "row" = ? AND tx = ?', (row, tx))
    written = frozenset(own.scalars())
    for code in session.schema.kinds[type(record)].codes.values():
        shown = heads[code][-1] if code in heads else None
        if shown is not None and shown.id not in written:
            value = shown.cell(code)
            said = [change for change in log if change.column in (INSERT, code)]
            parents = values_replaced(said, code, value)
            yield row, Draft(column=code, value=value, parents=parents)
