"""What is known of one cell: its earlier answers, earlier years, its place in the district."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from statistics import median
from typing import Final

from quality_desktop.domain.collection.answers import Answer, shown
from quality_desktop.domain.collection.monitoring import DataElement, Value, value_id
from quality_desktop.domain.figures import printed
from quality_desktop.domain.records import Id
from quality_desktop.services.entry import official_figures
from quality_desktop.storage.store import Store

_YEARS: Final = 5
_LEAST_SCHOOLS: Final = 3
"""With fewer schools a median and a place say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellVersion:
    """The cell as one edit left it.

    Attributes:
        answer: What it held; empty when the answer was removed.
        text: The answer as the cell showed it; «пусто» for none.
        is_note_only: The edit changed the comment and nothing else.
    """

    at: datetime
    author: str
    intent: str
    answer: Answer
    text: str
    note: str
    is_note_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigure:
    """The figure of a school year.

    Attributes:
        number: None when there is no number.
        text: «12», «не участвовали», or empty when nothing is known.
    """

    year: int
    number: Fraction | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictPlace:
    """Where the figure stands among the figures of all schools.

    Attributes:
        rank: Place from the greatest figure, equal figures share the better one; None when the
            school has no number.
        count: Schools with a number.
    """

    median: str
    lowest: str
    highest: str
    rank: int | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellStory:
    """All of it.

    Attributes:
        versions: Newest first.
        years: The last school years, this one included, oldest first; only from the first year
            for which anything is known.
        place: None when too few schools have a number.
    """

    school: Id
    element: Id
    versions: tuple[CellVersion, ...]
    years: tuple[YearFigure, ...]
    place: DistrictPlace | None


def cell_story(*, store: Store, school: Id, element: DataElement, year: int) -> CellStory:
    """Tell what is known of a cell.

    Args:
        store: The file.
        school: Whose answer.
        element: To what.
        year: School year.
    """
    return CellStory(
        school=school,
        element=element.id,
        versions=_versions(store, school, element, year),
        years=_years(store, school, element, year) if element_is_number(element) else (),
        place=_place(store, school, element, year) if element_is_number(element) else None,
    )


def element_is_number(element: DataElement) -> bool:
    """True when figures of schools and years can be compared."""
    return element.type in ("whole", "decimal")


def _versions(store: Store, school: Id, element: DataElement, year: int) -> tuple[CellVersion, ...]:
    told: list[CellVersion] = []
    answer, note = Answer(), ""
    for version in reversed(store.versions(Value, value_id(element.id, school, year))):
        record = version.record
        before, answer = answer, Answer.of(record)
        note = record.note if record is not None else ""
        told.append(
            CellVersion(
                at=version.at,
                author=version.author,
                intent=version.intent,
                answer=answer,
                text=shown(answer, element) or "пусто",
                note=note,
                is_note_only=answer == before,
            )
        )
    return tuple(reversed(told))


def _years(store: Store, school: Id, element: DataElement, year: int) -> tuple[YearFigure, ...]:
    """Every version of the element is asked: a changed one is a new record of the same quantity."""
    same = [
        other
        for other in store.all(DataElement, form=element.form, code=element.code)
        if (other.procedure, other.subject, other.grade)
        == (element.procedure, element.subject, element.grade)
    ]
    figures: list[YearFigure] = []
    for asked in range(year - _YEARS + 1, year + 1):
        answer = Answer()
        for other in same:
            found = Answer.of(store.get(Value, value_id(other.id, school, asked)))
            if found.is_empty and other.derived_from:
                official = official_figures.figures(
                    store=store, elements=[other], year=asked, school=school
                )
                found = official.get((school, other.id), found)
            answer = answer if found.is_empty else found
        if figures or not answer.is_empty:
            figures.append(
                YearFigure(year=asked, number=answer.number, text=shown(answer, element))
            )
    return tuple(figures)


def _place(store: Store, school: Id, element: DataElement, year: int) -> DistrictPlace | None:
    answers = {
        key[0]: answer
        for key, answer in official_figures.figures(
            store=store, elements=[element], year=year
        ).items()
    }
    for value in store.all(Value, element=element.id, year=year):
        answer = Answer.of(value)
        if not answer.is_empty:
            answers[value.school] = answer
    numbers = {key: n for key, answer in answers.items() if (n := answer.number) is not None}
    if len(numbers) < _LEAST_SCHOOLS:
        return None
    own, decimals = numbers.get(school), element.decimals
    middle = median(numbers.values())
    is_whole = (middle * 10**decimals).denominator == 1  # else it lies halfway between two
    return DistrictPlace(
        median=printed(middle, decimals if is_whole else decimals + 1),
        lowest=printed(min(numbers.values()), decimals),
        highest=printed(max(numbers.values()), decimals),
        rank=None if own is None else 1 + sum(other > own for other in numbers.values()),
        count=len(numbers),
    )
