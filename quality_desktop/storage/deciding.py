"""Ending disagreements: one change that has seen all sides, so that nobody is asked twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.merge import row_state
from quality_desktop.domain.merge_inverse import decision, deletion, restoration
from quality_desktop.domain.records import Id
from quality_desktop.storage.catching_up import catch_up, touch
from quality_desktop.storage.disputes import kept_rows
from quality_desktop.storage.drafting import RowDraft, write_drafts
from quality_desktop.storage.log import changes_of_row
from quality_desktop.storage.outside_work import take_in
from quality_desktop.storage.period_guard import require_open_since
from quality_desktop.storage.quiet_work import quiet_work
from quality_desktop.storage.reading import Scalar
from quality_desktop.storage.refusals import RecordInUseError
from quality_desktop.storage.session import Session
from quality_desktop.storage.signing import TransactionKind, sign_in


class Verdict(StrEnum):
    """How a disagreement ends.

    Attributes:
        VALUE: The field holds the value that the decision names.
        KEEP: The record stays, whoever deleted it.
        DELETE: The record goes, whoever edited it.
    """

    VALUE = "value"
    KEEP = "keep"
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about one disagreement.

    Attributes:
        kind: Kind of the record.
        field: Name of the field; empty when it is about the whole record.
        value: For ``VALUE``: one of the sides' values or another one.
    """

    kind: str
    key: Id
    field: str = ""
    value: Scalar = None
    verdict: Verdict = Verdict.VALUE


def decide(session: Session, decisions: Sequence[Decision], reason: str) -> Changes:
    """Write decisions, as one step that can be undone.

    Args:
        session: The open file.
        decisions: What was decided.
        reason: Why, in the user's words; may be empty.

    Raises:
        RecordInUseError: Records that are to go are in use.
        QualityError: A record is not in the file, nobody disagrees any more about what is decided,
            or figures of a closed period would change.
    """
    if not decisions:
        return Changes()
    intent = f"Решение по расхождению: {reason}" if reason else "Решение по расхождению"
    with quiet_work(session) as connection:
        take_in(session, {d.key.bytes for d in decisions})
        signature = sign_in(session, TransactionKind.DECISION, intent)
        touch(session.link.driver, {d.key.bytes for d in decisions})
        drafts = [draft for d in decisions for draft in _drafts(connection, session, d)]
        write_drafts(session, signature.number, drafts)
        caught_up = catch_up(session, signature.number - 1)
        require_open_since(session, connection, signature.number - 1)
        kept = kept_rows(connection)
        used = {d.key for d in decisions if d.verdict == Verdict.DELETE and d.key.bytes in kept}
        if used:
            sentence = (
                "Запись нельзя удалить: её используют другие записи. "
                "Сначала замените её там или оставьте."
            )
            raise RecordInUseError(sentence, frozenset(used))
    session.kept = kept
    schema = session.schema
    kinds = frozenset(schema.by_number[number].kind.kind for number in caught_up.kinds)
    return Changes(kinds=kinds | {d.kind for d in decisions}, intent=intent)


def _drafts(connection: Connection, session: Session, made: Decision) -> Iterator[RowDraft]:
    row = made.key.bytes
    (found,) = (t for kind, t in session.schema.kinds.items() if kind.kind == made.kind)
    log = changes_of_row(connection, row)
    state = row_state(log)
    if not state.heads:
        raise QualityError("Такой записи в файле нет: обновите список расхождений.")
    match made.verdict:
        case Verdict.VALUE:
            code = found.codes[made.field]
            if state.conflicts.isdisjoint(found.together if code in found.together else (code,)):
                raise _settled()
            yield row, decision(state, code, found.encode(made.value))
        case _ if not state.is_deletion_disputed and row not in session.kept:
            raise _settled()
        case Verdict.KEEP:
            yield row, restoration(state)
        case Verdict.DELETE:
            yield row, deletion(log)


def _settled() -> QualityError:
    """Somebody has decided it since it was shown: what they said is not answered unseen."""
    return QualityError("Об этом уже никто не спорит: обновите список расхождений.")
