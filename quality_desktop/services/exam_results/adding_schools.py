"""Schools of files that nobody knows: which of them can be added to the directory all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quality_desktop.domain.school_naming.school_name_parts import code_key, name_parts
from quality_desktop.services.exam_results.school_matching import (
    Choice,
    Decision,
    SchoolQuestion,
    WrittenSchool,
)
from quality_desktop.sheets.results.captions import names_a_school


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be added by one decision.

    Attributes:
        decisions: What is to be decided then, by the keys of the questions; may be empty.
        district: The other district that these schools stand under in the files; empty for schools
            of the office's own district or of none.
        other_districts: How many other districts there are schools of that wait.
    """

    decisions: dict[str, Decision]
    district: str = ""
    other_districts: int = 0


def offer(questions: Iterable[SchoolQuestion]) -> Offer:
    """What to offer: first the office's own schools, then those under one other district's name.

    Schools of several other districts are never offered together: a table of a whole region would
    fill the directory with schools that are not the office's.
    """
    waiting = [question for question in questions if _is_new_school(question)]
    own = [question for question in waiting if not question.school.is_foreign]
    others = [question for question in waiting if question.school.is_foreign]
    districts = {question.school.municipality for question in others}
    if own or len(districts) != 1:
        return Offer(decisions=_added(own), other_districts=len(districts))
    return Offer(decisions=_added(others), district=districts.pop(), other_districts=1)


def adding_own(questions: Iterable[SchoolQuestion]) -> dict[str, Decision]:
    """Decisions that add every school nobody knows.

    Doubtful ones, other districts' ones and names that are not of a school wait for a person.
    """
    return _added(q for q in questions if _is_new_school(q) and not q.school.is_foreign)


def _added(questions: Iterable[SchoolQuestion]) -> dict[str, Decision]:
    return {question.key: Decision(choice=Choice.ADD) for question in questions}


def _is_new_school(question: SchoolQuestion) -> bool:
    return not question.candidates and _is_of_a_school(question.school)


def _is_of_a_school(school: WrittenSchool) -> bool:
    """True for a name that singles out one school: a code, or a kind of school and its own words."""
    is_of_one = name_parts(school.name).is_of_one and names_a_school(school.name)
    return school.is_telling and (bool(code_key(school.code)) or is_of_one)
