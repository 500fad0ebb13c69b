"""Soft checks that follow from «нет класса»: where pupils are counted, there is a class."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from quality_desktop.domain.collection.checking import Check, SameClass
from quality_desktop.domain.collection.element_titles import (
    Dimensions,
    dimensions_of,
    full_title,
    member_key,
)
from quality_desktop.domain.collection.monitoring import DataElement, ValueType
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import Id

_Group = tuple[str, Dimensions]
_GENERAL: Dimensions = ("", "", None)


def same_class_checks(
    asked: Sequence[DataElement], subjects: Mapping[str, str], known: Sequence[Collection[Id]]
) -> Iterator[Check]:
    """One check for each group of numbers of one procedure, subject and grade.

    Numbers without a subject («ЕГЭ, все предметы») are held against those of the subjects too, when the
    titles of the groups begin alike and no grade parts them.

    Args:
        asked: Elements in force.
        subjects: Code of a subject -> its title.
        known: Elements of harder checks that say the same.
    """
    groups: dict[_Group, list[DataElement]] = {}
    for element in asked:
        dimensions = dimensions_of(element)
        if element.type == ValueType.WHOLE and (element.group or dimensions != _GENERAL):
            groups.setdefault((element.group, dimensions), []).append(element)
    for group, members in groups.items():
        others = [*members, *_of_subjects(group, groups)]
        ids = tuple(each.id for each in others)
        if len(ids) < 2 or any(set(ids) <= set(each) for each in known):
            continue
        titles = {each.id: (each.id, full_title(each, subjects)) for each in others}
        yield Check(
            key=f"same_class:{member_key(members[0])}",
            sentence="Есть класс или нет, сказано везде одинаково",
            severity=Severity.WARNING,
            elements=ids,
            test=SameClass(tuple(titles[each.id] for each in members), tuple(titles.values())),
        )


def _of_subjects(
    group: _Group, groups: Mapping[_Group, Sequence[DataElement]]
) -> Iterator[DataElement]:
    title, dimensions = group
    head, comma, _ = title.partition(",")
    if dimensions != _GENERAL or not comma:
        return
    for (other, (_, subject, grade)), members in groups.items():
        if subject and grade is None and other.partition(",")[0] == head:
            yield from members
