"""A value of one's own for a disputed field: what can be chosen, and what a typed text means."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from quality_desktop.domain.collection import checks
from quality_desktop.domain.collection.answers import Answer, read_answer
from quality_desktop.domain.collection.monitoring import DataElement, Origin, Value
from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.domain.kinds import kinds_by_name
from quality_desktop.domain.records import Id, references
from quality_desktop.services.entry import monitoring_findings, official_figures
from quality_desktop.services.exchange.conflicts import Conflict
from quality_desktop.services.field_values import Catalogue, Field, Kind, Refusal, parse
from quality_desktop.services.history import names
from quality_desktop.services.history.names import Namer
from quality_desktop.storage.reading import Scalar
from quality_desktop.storage.store import Store

_MOST = 10**9
_YES_NO = {True: "да", False: "нет"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnValue:
    """How a field is filled in.

    Attributes:
        choices: Value and its words, when there are only these.
        is_typed: A text is typed.
        hint: What belongs here.
    """

    choices: tuple[tuple[Scalar, str], ...] = ()
    is_typed: bool = True
    hint: str = ""


def own_value(*, store: Store, reference: Path, conflict: Conflict) -> OwnValue:
    """How a value of one's own is given.

    Args:
        store: The file.
        reference: Folder of the dated catalogues.
        conflict: A disagreement about a value.
    """
    kind, field = conflict.kind, conflict.field
    namer = names.namer(store=store, reference=reference)
    target = references(kinds_by_name()[kind]).get(field)
    if target is not None:
        return OwnValue(choices=_records(store, namer, target), is_typed=False)
    words = namer.words.kinds[kind].fields[field]
    base = _type_of(kind, field)
    if base is bool:
        told = {value: words.words.get(str(value).lower(), text) for value, text in _YES_NO.items()}
        return OwnValue(choices=tuple(told.items()), is_typed=False)
    if words.words and base is str:
        return OwnValue(choices=tuple(words.words.items()), is_typed=False)
    hints = {date: "день, например 05.07.2026", int: "целое число"}
    hint = "учебный год, например 2025/26" if words.form == "school_year" else hints.get(base, "")
    return OwnValue(hint=hint)


def read(*, store: Store, reference: Path, conflict: Conflict, text: str) -> Mapping[str, Scalar]:
    """What a typed text means for the field.

    Args:
        store: The file.
        reference: Folder of the dated catalogues.
        conflict: A disagreement about a value.
        text: What was typed.

    Returns:
        Field and its value, of all fields that are one value.

    Raises:
        QualityError: It cannot be read.
    """
    if conflict.kind == Value.kind:
        return _answer(store, conflict, text)
    words = names.namer(store=store, reference=reference).words.kinds[conflict.kind]
    told = words.fields[conflict.field]
    base = _type_of(conflict.kind, conflict.field)
    if base is str:
        return {conflict.field: text.strip()}
    if told.form == "hundredths":
        return {conflict.field: _hundredths(text)}
    kinds = {date: Kind.DATE, int: Kind.SCHOOL_YEAR if told.form == "school_year" else Kind.COUNT}
    field = Field(name=conflict.field, title=told.title, kind=kinds.get(base, Kind.TEXT))
    found = parse(field, text, Catalogue())
    if isinstance(found, Refusal):
        raise QualityError(f"{told.title}: {found.text}")
    return {conflict.field: found}


def _answer(store: Store, conflict: Conflict, text: str) -> Mapping[str, Scalar]:
    value = store.get(Value, conflict.key)
    element = None if value is None else store.get(DataElement, value.element)
    if value is None or element is None:
        raise QualityError("Ответа, о котором спор, уже нет: обновите список расхождений.")
    found = read_answer(text, element)
    if isinstance(found, Problem):
        raise QualityError(found.text)
    broken = _broken(store, value, element, found)
    if broken:
        raise QualityError(f"{broken} Впишите верное значение.")
    said = {name: getattr(found, name) for name in ("digits", "decimals", "text", "absence")}
    return {**said, "origin": Origin.TYPED.value}


def _broken(store: Store, value: Value, element: DataElement, answer: Answer) -> str:
    """The first error that an answer would bring, as the grid of the form tells it; empty for none.

    An error between several answers that is there already holds up nobody: the other answers may be
    disagreed about too, and whichever is decided first would never fit.
    """
    known = [
        check
        for check in monitoring_findings.checks_of_form(
            store=store, form=element.form, year=value.year
        )
        if check.severity is Severity.ERROR and element.id in check.elements
    ]
    others = frozenset(key for check in known for key in check.elements)
    answers, *earlier = (
        {
            key: said
            for (_, key), said in official_figures.answers_in_force(
                store=store, members=members, year=value.year - back, school=value.school
            ).items()
        }
        for back, members in _by_year(known, others)
    )
    before = {one.check.key for one in checks.run(known, answers, earlier)}
    found = checks.run(known, {**answers, element.id: answer}, earlier)
    return next(
        (one.text for one in found if len(one.elements) == 1 or one.check.key not in before), ""
    )


def _by_year(
    known: Sequence[checks.Check], this_year: frozenset[Id]
) -> Iterator[tuple[int, frozenset[Id]]]:
    """Years back, from this one on -> elements that checks look at."""
    earlier = monitoring_findings.earlier_members(known)
    yield 0, this_year
    for back in range(1, max(earlier, default=0) + 1):
        yield back, earlier.get(back, frozenset())


def _hundredths(text: str) -> int | None:
    """«6,85» as 685; None for nothing."""
    clean = "".join(text.split()).replace(",", ".")
    if not clean:
        return None
    try:
        found = Decimal(clean) * 100
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found != int(found) or abs(found) > _MOST:
        raise QualityError("Впишите число не точнее сотых, например 6,85.")
    return int(found)


def _records(store: Store, namer: Namer, target: str) -> tuple[tuple[Scalar, str], ...]:
    kind = kinds_by_name()[target]
    found = [(record.id, namer.name(target, record.id)) for record in store.all(kind)]
    return ((None, "не указано"), *sorted(found, key=lambda one: one[1].casefold()))


def _type_of(kind: str, field: str) -> Any:  # noqa: ANN401 - a type
    """The type of a field without its None."""
    told = typing.get_type_hints(kinds_by_name()[kind])[field]
    return next((one for one in typing.get_args(told) if one is not type(None)), told)
