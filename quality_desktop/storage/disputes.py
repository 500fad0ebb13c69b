"""Where people disagree: values of a cell side by side, edits beside a deletion, deleted but in use.

The table ``dispute`` only remembers in which rows to look: what stands there is worked out from
the log each time, and what has been settled is told no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from quality_desktop.domain.collection.monitoring import Value
from quality_desktop.domain.merge import DELETE, INSERT, Change, RowState, keep_referred, row_state
from quality_desktop.domain.records import Id
from quality_desktop.domain.repeating import speakers
from quality_desktop.domain.whole_values import leading, whole
from quality_desktop.storage.log import all_changes, changes_of_row, kind_number_of, states
from quality_desktop.storage.reading import Scalar
from quality_desktop.storage.session import Session
from quality_desktop.storage.signing import local_moment
from quality_desktop.storage.tables import KindTable, Schema

COMMENT: Final[Mapping[str, str]] = MappingProxyType({Value.kind: "note"})
"""Kind -> the field that says something about its value: a value of its own, since somebody may write
it without touching the figure, but one question with it where the same people disagree about both."""


class DisputeSort(StrEnum):
    """What people disagree about.

    Attributes:
        VALUES: A cell was given different values by people who did not see each other's.
        DELETED_EDITED: A record was deleted by one and edited by another; it lives on.
        DELETED_REFERRED: A record was deleted while somebody came to use it; it lives on.
    """

    VALUES = "values"
    DELETED_EDITED = "deleted_edited"
    DELETED_REFERRED = "deleted_referred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one person did.

    Attributes:
        value: What was written; nothing for a deletion.
        moment: Local time by the clock of the computer where it was made.
        intent: What was done, in the author's words.
        change_id: The change in which it was said first, whoever has brought it back since.
        is_shown: The record shows this value now.
        is_deletion: The record was deleted.
        field: The field that was written; empty when the whole record was.
    """

    value: Scalar
    author: str
    host: str
    moment: datetime
    intent: str
    change_id: bytes
    is_shown: bool
    is_deletion: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One disagreement, for a person to decide.

    Attributes:
        kind: Kind of the record.
        key: Id of the record.
        field: Name of the field; empty when it is about the whole record.
        sides: By time; of a disputed deletion the deletions first.
        question: Name of the field under which it is asked together with others.
        referrers: For ``DELETED_REFERRED``: kinds and ids of the records that use this one.
    """

    kind: str
    key: Id
    field: str
    sort: DisputeSort
    sides: tuple[Side, ...]
    question: str = ""
    referrers: tuple[tuple[str, Id], ...] = ()


def disputes(connection: Connection, session: Session) -> tuple[Dispute, ...]:
    """All disagreements of the file, by kind, record and field."""
    rows = connection.exec_driver_sql('SELECT "row" FROM dispute ORDER BY "row"').scalars().all()
    return disputes_of(connection, session, rows)


def disputes_of(
    connection: Connection, session: Session, rows: Iterable[bytes]
) -> tuple[Dispute, ...]:
    """Disagreements about some rows, by kind, record and field."""
    kept = kept_rows(connection)
    found: list[Dispute] = []
    for row in rows:
        log = changes_of_row(connection, row)
        number = kind_number_of(log)
        table = None if number is None else session.schema.by_number.get(number)
        if table is not None:
            told = _Told(connection, session.schema, table, row, log)
            found += _asked_together(tuple(told.disputes(is_kept=row in kept)))
    numbers = {kind.kind: table.number for kind, table in session.schema.kinds.items()}
    return tuple(sorted(found, key=lambda d: (numbers[d.kind], d.key.bytes, d.field)))


def questions(told: Iterable[tuple[bytes, int]], schema: Schema) -> frozenset[tuple[bytes, int]]:
    """What a person has to decide: fields that are one value only together are one question.

    Args:
        told: Rows with columns, or with ``DELETE`` for the whole record.
        schema: Tells the columns that are one value.

    Returns:
        The same, with the first column of a value for all of them.
    """
    leading = {
        code: table.together[0] for table in schema.kinds.values() for code in table.together
    }
    return frozenset((row, leading.get(code, code)) for row, code in told)


def joined(
    asked: frozenset[tuple[bytes, int]], connection: Connection, session: Session
) -> frozenset[tuple[bytes, int]]:
    """The same without comments that are one question with what they are about.

    Args:
        asked: See ``questions``.
        connection: A transaction.
        session: The open file.
    """
    codes = {
        table.codes[COMMENT[kind.kind]]: table.together[0]
        for kind, table in session.schema.kinds.items()
        if kind.kind in COMMENT
    }
    rows = [row for row, code in asked if (row, codes.get(code)) in asked]
    along = {
        d.key.bytes: d
        for d in disputes_of(connection, session, rows)
        if d.field == COMMENT.get(d.kind) and d.question != d.field
    }
    return frozenset(one for one in asked if not (one[1] in codes and one[0] in along))


def is_disputed(state: RowState) -> bool:
    """True when a row may have to be listed."""
    return state.is_alive and (bool(state.conflicts) or state.is_deletion_disputed)


def kept_rows(connection: Connection) -> frozenset[bytes]:
    """Rows that were deleted and live on only because others refer to them."""
    return frozenset(
        connection.exec_driver_sql('SELECT "row" FROM dispute WHERE is_kept').scalars()
    )


def rebuild_disputes(connection: Connection, schema: Schema) -> None:
    """Work out from the whole log in which rows to look; for a file made anew from its log."""
    log = all_changes(connection)
    said = states(log)
    _, kept = keep_referred(said, schema.reference_codes)
    rows = [
        (row, row in kept)
        for row in sorted(said)
        if row in kept or is_disputed(said[row]) or kind_number_of(log[row]) is None
    ]
    connection.exec_driver_sql("DELETE FROM dispute")
    if rows:
        connection.exec_driver_sql("INSERT INTO dispute VALUES (?, ?)", rows)


def _asked_together(found: Sequence[Dispute]) -> Iterator[Dispute]:
    """Disagreements about one row, those told their question that are one with others."""
    of_value = {d.field: d for d in found if d.sort is DisputeSort.VALUES}
    for one in found:
        value = next((d for d in of_value.values() if _comments(one, d)), one)
        yield replace(one, question=leading(value.kind, value.field) if value.field else "")


def _comments(one: Dispute, value: Dispute) -> bool:
    """True when a disagreement is about a comment, and the same people wrote the value otherwise."""
    is_comment = one.field == COMMENT.get(one.kind) and len(whole(value.kind, value.field)) > 1
    writers, others = ([(s.author, s.host) for s in d.sides] for d in (one, value))
    return is_comment and set(writers) == set(others) and len(writers) == len(set(writers))


class _Told:
    """One row and what there is to tell of it."""

    def __init__(
        self,
        connection: Connection,
        schema: Schema,
        found: KindTable,
        row: bytes,
        log: list[Change],
    ) -> None:
        self._connection = connection
        self._schema = schema
        self._found = found
        self._row = row
        self._log = {change.id: change for change in log}
        self._state = row_state(log)

    def disputes(self, *, is_kept: bool) -> Iterator[Dispute]:
        """Its disagreements; none when it is gone."""
        state = self._state
        if not state.is_alive and not is_kept:
            return
        for name, code in self._found.codes.items():
            if code in state.conflicts:
                heads = state.heads[code]
                sides = self._sides(heads, shown=heads[-1].id, code=code)
                yield self._dispute(DisputeSort.VALUES, sides, field=name)
        deletions = [self._log[key] for key in state.deletions if key in self._log]
        gone = self._sides(deletions, shown=None, code=DELETE)
        if state.is_deletion_disputed:
            sides = (*gone, *self._unseen())
            yield self._dispute(DisputeSort.DELETED_EDITED, sides)
        elif is_kept and not state.is_alive:
            yield self._dispute(DisputeSort.DELETED_REFERRED, gone, referrers=self._referrers())

    def _dispute(
        self,
        sort: DisputeSort,
        sides: tuple[Side, ...],
        *,
        field: str = "",
        referrers: tuple[tuple[str, Id], ...] = (),
    ) -> Dispute:
        return Dispute(
            kind=self._found.kind.kind,
            key=self._found.key(self._row),
            field=field,
            sort=sort,
            sides=sides,
            referrers=referrers,
        )

    def _unseen(self) -> Iterator[Side]:
        """What the deletions did not see."""
        names = {code: name for name, code in self._found.codes.items()}
        seen = self._state.seen
        edits: dict[bytes, tuple[Change, int]] = {}
        for code, heads in self._state.heads.items():
            for head in heads:
                if head.id not in seen and (code in names or head.column == INSERT):
                    edits[head.id] = head, code
        for head, code in sorted(edits.values(), key=lambda edit: edit[0].id):
            is_whole = head.column == INSERT
            yield from self._sides([head], shown=head.id, code=INSERT if is_whole else code)

    def _sides(
        self, changes: Iterable[Change], *, shown: bytes | None, code: int
    ) -> tuple[Side, ...]:
        names = {number: name for name, number in self._found.codes.items()}
        name = names.get(code, "")
        sides: dict[bytes, Side] = {}
        for change in changes:
            for said in speakers(change, self._log):
                moment, author, host, intent = self._signature(said.id)
                sides[said.id] = Side(
                    value=self._found.decode(name, change.cell(code)) if name else None,
                    author=author,
                    host=host,
                    moment=moment,
                    intent=intent,
                    change_id=said.id,
                    is_shown=change.id == shown,
                    is_deletion=code == DELETE,
                    field=name,
                )
        return tuple(sides.values())

    def _signature(self, change: bytes) -> tuple[datetime, str, str, str]:
        wall_ms, author, host, note = self._connection.exec_driver_sql(
            "SELECT t.wall_ms, t.author, t.host, t.note FROM change c JOIN tx t ON t.id = c.tx "
            "WHERE c.id = ?",
            (change,),
        ).one()
        return local_moment(wall_ms), author, host, note

    def _referrers(self) -> tuple[tuple[str, Id], ...]:
        name = self._found.table.name
        found: list[tuple[str, Id]] = []
        for other in self._schema.kinds.values():
            for key in other.table.foreign_keys:
                if key.column.table.name == name:
                    users = self._connection.exec_driver_sql(
                        f'SELECT id FROM "{other.table.name}" WHERE "{key.parent.name}" = ?',
                        (self._row,),
                    ).scalars()
                    found += [(other.kind.kind, other.key(user)) for user in users]
        return tuple(dict.fromkeys(found))
