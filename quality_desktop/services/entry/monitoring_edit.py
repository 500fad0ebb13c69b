"""Edits of the grid: answers, comments, warnings that may stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, cast
from uuid import UUID

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import (
    Acceptance,
    Origin,
    Value,
    acceptance_id,
    value_id,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

_FEW_EDITS: Final = 60
"""So many stored answers are looked up one by one; for more, the columns of the year are read."""
_FIELDS: Final = (
    "element", "school", "digits", "decimals", "text", "absence", "origin", "note"
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdit:
    """A new answer of a cell; an empty one clears it and keeps the comment.

    Attributes:
        origin: Code of an ``Origin``.
    """

    school: Id
    element: Id
    answer: Answer
    origin: str = Origin.TYPED.value


def set_answers(*, store: Store, year: int, edits: Sequence[CellEdit], intent: str) -> Changes:
    """Write answers in one step that is undone as one.

    Args:
        store: The file.
        year: School year.
        edits: What the cells shall hold; a cell that holds it already keeps its origin.
        intent: What the user did, for the undo menu.
    """
    with store.work(intent) as work:
        known = _stored(store, year, edits)
        for edit in edits:
            _set(work, known, year, edit)
        return work.commit()


def set_note(
    *, store: Store, school: Id, element: Id, year: int, note: str, intent: str
) -> Changes:
    """Write the office's comment to a cell; an empty one removes it."""
    key, clean = value_id(element, school, year), note.strip()
    with store.work(intent) as work:
        known = work.get(Value, key)
        if known is None:
            known = Value(id=key, element=element, school=school, year=year)
        if clean or not Answer.of(known).is_empty:
            work.put(replace(known, note=clean))
        else:
            work.delete(Value, key)
        return work.commit()


def accept_warning(
    *, store: Store, school: Id, year: int, check: str, fingerprint: str, reason: str, intent: str
) -> Changes:
    """Let a warning stand, signed with the author of this file.

    Args:
        store: The file.
        school: Whose answers.
        year: School year.
        check: Key of the check.
        fingerprint: The values it is accepted with; other values ask again.
        reason: Why, in the person's words.
        intent: What the user did, for the undo menu.

    Raises:
        QualityError: There is no reason.
    """
    clean = reason.strip()
    if not clean:
        raise QualityError("Напишите причину: по ней потом поймут, почему замечание принято.")
    with store.work(intent) as work:
        work.put(
            Acceptance(
                id=acceptance_id(year, school, check),
                year=year,
                school=school,
                check=check,
                fingerprint=fingerprint,
                reason=clean,
                author=store.author,
                accepted=date.today(),
            )
        )
        return work.commit()


def withdraw_acceptance(*, store: Store, acceptance: Acceptance, intent: str) -> Changes:
    """Ask about a warning again."""
    with store.work(intent) as work:
        work.delete(Acceptance, acceptance.id)
        return work.commit()


def _stored(store: Store, year: int, edits: Sequence[CellEdit]) -> dict[Id, Value]:
    if len(edits) <= _FEW_EDITS:
        keys = (value_id(edit.element, edit.school, year) for edit in edits)
        return {key: value for key in keys if (value := store.get(Value, key)) is not None}
    wanted = {value_id(edit.element, edit.school, year).bytes for edit in edits}
    columns = store.columns(Value, ("id", *_FIELDS), year=year)
    found: dict[Id, Value] = {}
    for key, element, school, *said in zip(*columns.values(), strict=True):
        if key in wanted:
            known = Id(UUID(bytes=cast("bytes", key)))
            fields = dict(zip(_FIELDS[2:], said, strict=True))
            owners = {
                "element": Id(UUID(bytes=cast("bytes", element))),
                "school": Id(UUID(bytes=cast("bytes", school))),
            }
            found[known] = Value(id=known, year=year, **cast("dict[str, Any]", owners | fields))
    return found


def _set(work: UnitOfWork, known: dict[Id, Value], year: int, edit: CellEdit) -> None:
    key, answer = value_id(edit.element, edit.school, year), edit.answer
    before = known.get(key)
    if Answer.of(before) == answer:
        return
    if answer.is_empty and before is not None and not before.note:
        work.delete(Value, key)
        return
    work.put(
        Value(
            id=key,
            element=edit.element,
            school=edit.school,
            year=year,
            digits=answer.digits,
            decimals=answer.decimals,
            text=answer.text,
            absence=answer.absence,
            origin=edit.origin,
            note="" if before is None else before.note,
        )
    )
