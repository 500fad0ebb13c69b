"""What follows from counting an exam: marks add up to the participants, absences agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from quality_desktop.domain.collection.checking import Agreement, Check, Comparison, Side
from quality_desktop.domain.collection.element_titles import (
    Dimensions,
    capital,
    dimensions_of,
    full_title,
    member_key,
    place_of,
    title_of,
    with_place,
)
from quality_desktop.domain.collection.monitoring import DataElement, ValueType
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.formulas.formula_tree import Binary, Element, Expression

_MARKS = ("two", "three", "four", "five")
_JOURNAL = ("lowered", "confirmed", "raised")
_PARTS = ("below", "high", "full")
_ROLES = frozenset({"participants", *_MARKS, *_JOURNAL, *_PARTS})
_PARTS_SAID = MappingProxyType(
    {
        "marks": "Отметок «2», «3», «4» и «5» вместе – столько же, сколько участников",
        "journal": "Понизивших, подтвердивших и повысивших отметку вместе – не больше, чем участников",
    }
)


def exam_checks(asked: Sequence[DataElement], subjects: Mapping[str, str]) -> Iterator[Check]:
    """Marks, results against the journal and bounds within the participants of each exam.

    Args:
        asked: Elements in force.
        subjects: Code of a subject -> its title.
    """
    groups: dict[tuple[str, Dimensions], dict[str, DataElement]] = {}
    for element in asked:
        role = _role(element)
        if role:
            stem = "" if element.derived_from else element.code.removesuffix(role)
            groups.setdefault((stem, dimensions_of(element)), {}).setdefault(role, element)
    for group in groups.values():
        if "participants" not in group or len(group) == 1:
            continue
        marks = [group[role] for role in _MARKS if role in group]
        if len(marks) == len(_MARKS):
            yield _within("marks", marks, "==", group["participants"], subjects)
        else:
            yield from (
                _within(_role(m), [m], "<=", group["participants"], subjects) for m in marks
            )
        journal = [group[role] for role in _JOURNAL if role in group]
        if journal:
            yield _within("journal", journal, "<=", group["participants"], subjects)
        for role in _PARTS:
            if role in group:
                yield _within(role, [group[role]], "<=", group["participants"], subjects)
        yield _agreement(list(group.values()), group["participants"], subjects)


def _role(element: DataElement) -> str:
    """What an element counts in an exam, from its official source or the end of its code."""
    source = element.derived_from.removeprefix("exam.")
    role = source if source != element.derived_from else element.code.rpartition("_")[2]
    return role if role in _ROLES and element.type == ValueType.WHOLE else ""


def _within(
    key: str,
    parts: Sequence[DataElement],
    relation: str,
    whole: DataElement,
    subjects: Mapping[str, str],
) -> Check:
    """Parts of an exam's participants add up to them, or to no more."""
    left: Expression = Element(parts[0].code)
    for part in parts[1:]:
        left = Binary("+", left, Element(part.code))
    right = Element(whole.code)
    said = _PARTS_SAID.get(key) or f"{title_of(parts[0])} – не больше, чем {title_of(whole)}"
    return Check(
        key=f"{key}:{member_key(whole)}",
        sentence=with_place(capital(said), place_of(whole, subjects)),
        severity=Severity.ERROR,
        elements=(*(part.id for part in parts), whole.id),
        test=Comparison(
            Side(left, {(Element(part.code), 0): (part.id,) for part in parts}),
            relation,
            Side(right, {(right, 0): (whole.id,)}),
        ),
    )


def _agreement(
    members: Sequence[DataElement], whole: DataElement, subjects: Mapping[str, str]
) -> Check:
    """Absences of one exam agree."""
    titles = tuple((member.id, full_title(member, subjects)) for member in members)
    return Check(
        key=f"agree:{member_key(whole)}",
        sentence=with_place(
            "Участвовал класс или нет, сказано везде одинаково", place_of(whole, subjects)
        ),
        severity=Severity.ERROR,
        elements=tuple(member.id for member in members),
        test=Agreement(titles, titles),
    )
