"""What stands in which row of a form: plain rows, and blocks of subjects and grades side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.domain.records import Id
from quality_desktop.sheets.form_facts import FormFacts
from quality_desktop.sheets.form_keys import row_key

MOST_SLOTS = 6
"""Answer columns side by side; more members of a quantity go into a further block."""

PLAIN_HEADING = "Ответ"

HEADS = ("№", "Показатель", "Единица", PLAIN_HEADING)
HEADS_BEHIND = ("Почему нет числа", "В прошлом году", "Примечание школы")
"""What stands over the columns before and behind the answers."""

SENDER = {
    "name": "Заполнил(а): фамилия, имя, отчество",
    "phone": "Телефон для вопросов",
}
"""Rows about who filled the form: key -> what is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A heading over the rows that follow."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelLine:
    """Headings of the answer columns of the block that follows, such as «математика, 5 класс»."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """A row of answers.

    Attributes:
        number: Number of the row, from 1.
        title: The quantity; with subject and grade when the row has one answer.
        note: What else the school should know about it; may be empty.
        unit: Unit; may be empty.
        slots: Element of every answer column of the row; None where nothing is asked.
        hint: Answers of the year before, in the order of the columns; may be empty.
        remark: The school's remark that is known already.
    """

    number: int
    title: str
    note: str
    unit: str
    slots: tuple[DataElement | None, ...]
    hint: str
    remark: str

    @property
    def key(self) -> str:
        """Key of the row."""
        return row_key([None if each is None else each.id.hex for each in self.slots])

    @property
    def first(self) -> DataElement:
        """The first element of the row; the remark of the row is kept with it."""
        return next(each for each in self.slots if each is not None)


Line = GroupLine | LabelLine | AnswerLine

_Dimensions = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class _Quantity:
    """Elements of one code within one group."""

    group: str
    members: dict[_Dimensions, DataElement]

    @property
    def shape(self) -> tuple[str, tuple[_Dimensions, ...]]:
        """What quantities of one block share."""
        return self.group, tuple(self.members)


def lines(facts: FormFacts) -> tuple[Line, ...]:
    """Rows of the form in their order."""
    found: list[Line] = []
    group = ""
    is_headed = False
    number = 0
    for (title, shape), block in groupby(_quantities(facts.elements), key=lambda q: q.shape):
        quantities = list(block)
        if title != group:
            group = title
            is_headed = False
            found.append(GroupLine(title=title))
        for columns in _columns(shape):
            if len(shape) > 1:
                found.append(LabelLine(labels=_labels(facts, quantities[0], columns)))
            elif is_headed:  # else the headings of the block above would stand over these rows
                found.append(LabelLine(labels=(PLAIN_HEADING,)))
            is_headed = len(shape) > 1
            for quantity in quantities:
                number += 1
                found.append(_answer_line(facts, quantity, columns, number))
    return tuple(found)


def slot_count(found: Sequence[Line]) -> int:
    """Answer columns that the rows need; at least one."""
    return max((len(line.slots) for line in found if isinstance(line, AnswerLine)), default=1)


def lines_needed(text: str, width: int) -> int:
    """Lines that a text takes in a column so many letters wide."""
    found = 0
    for part in text.split("\n"):
        room = 0
        found += 1
        for word in part.split(" "):
            if room and room + 1 + len(word) > width:
                found, room = found + 1, 0
            room += len(word) + (1 if room else 0)
            found, room = found + room // (width + 1), room % (width + 1)
    return found


def _quantities(elements: Sequence[DataElement]) -> Iterator[_Quantity]:
    found: dict[tuple[str, str, int], _Quantity] = {}
    for element in elements:
        dimensions = (element.procedure, element.subject, element.grade)
        copies = 0
        # Two elements of one code and the same dimensions should not be; none may be lost.
        while dimensions in _members(found, (element.group, element.code, copies)):
            copies += 1
        key = (element.group, element.code, copies)
        quantity = found.setdefault(key, _Quantity(element.group, {}))
        quantity.members[dimensions] = element
    # A group is one stretch of the form, even where its elements are scattered.
    groups = list(dict.fromkeys(quantity.group for quantity in found.values()))
    yield from sorted(found.values(), key=lambda quantity: groups.index(quantity.group))


def _members(
    found: dict[tuple[str, str, int], _Quantity], key: tuple[str, str, int]
) -> dict[_Dimensions, DataElement]:
    quantity = found.get(key)
    return {} if quantity is None else quantity.members


def _columns(shape: tuple[_Dimensions, ...]) -> Iterator[tuple[_Dimensions, ...]]:
    for start in range(0, len(shape), MOST_SLOTS):
        yield shape[start : start + MOST_SLOTS]


def _labels(
    facts: FormFacts, quantity: _Quantity, columns: tuple[_Dimensions, ...]
) -> tuple[str, ...]:
    return tuple(facts.dimensions.get(quantity.members[each].id, "") for each in columns)


def _answer_line(
    facts: FormFacts, quantity: _Quantity, columns: tuple[_Dimensions, ...], number: int
) -> AnswerLine:
    slots = tuple(quantity.members[each] for each in columns)
    first = slots[0]
    dimensions = facts.dimensions.get(first.id, "") if len(quantity.members) == 1 else ""
    return AnswerLine(
        number=number,
        title=f"{first.title} ({dimensions})" if dimensions else first.title,
        note=first.hint,
        unit=first.unit,
        slots=slots,
        hint=_hint(facts, [each.id for each in slots]),
        remark=facts.remarks.get(first.id, ""),
    )


def _hint(facts: FormFacts, elements: Sequence[Id]) -> str:
    hints = [facts.hints.get(each, "") for each in elements]
    return "; ".join(hint or "…" for hint in hints) if any(hints) else ""
