"""Made-up answers of a school: consistent with its exam results, its size and its conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Final

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import Absence, DataElement, ValueType
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.services.made_up.made_up_schools import MadeUpSchool

Results = Mapping[tuple[str, str, int], ExamResult]
"""(procedure, subject, grade) -> the result of the school in the year's exams."""

_EMPTY: Final = Answer()
_NO_CLASS: Final = Answer(absence=Absence.NO_CLASS.value)
_NOT_TAKING_PART: Final = Answer(absence=Absence.NOT_TAKING_PART.value)
_WEAK: Final = -0.35
"""Schools of this level and below are in the made-up lists of schools with low results."""
_GRADE_OF: Final[Mapping[str, int]] = MappingProxyType({"oge": 9, "ege": 11})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the answers of a school for a year are made from."""

    made: MadeUpSchool
    year: int
    results: Results
    random: Random

    @property
    def pupils(self) -> int:
        """Pupils of the school this year."""
        return self.made.pupils[self.year]

    @property
    def is_weak(self) -> bool:
        """True for a school of the lists ШНОР and ШНСУ."""
        return self.made.level <= _WEAK

    def of_grade(self, grade: int) -> Answer:
        """Pupils of a grade, or that there is no such class."""
        count = self.made.classes.get((self.year, grade))
        return _NO_CLASS if count is None else Answer(digits=count)

    def some(self, total: int, share: float) -> int:
        """So many of the total, by chance; worse schools have more."""
        chance = max(0.0, min(0.9, share * (1 - 0.4 * self.made.level)))
        return sum(self.random.random() < chance for _ in range(total))


def answer(element: DataElement, facts: Facts) -> Answer:
    """What the school answers to an element; an element nobody knows gets a figure by its type."""
    source, _, field = element.derived_from.partition(".")
    if source == "exam":
        return _official(element, field, facts)
    if source == "school_year":
        return Answer(digits={"pupils": facts.pupils}.get(field, facts.made.teachers[facts.year]))
    make = _ANSWERS.get(element.code)
    return _by_type(element, facts) if make is None else make(element, facts)


def _official(element: DataElement, field: str, facts: Facts) -> Answer:
    grade = element.grade or _GRADE_OF.get(element.procedure, 0)
    if (facts.year, grade) not in facts.made.classes:
        return _NO_CLASS
    key = (element.procedure, element.subject, element.grade or 0)
    result = facts.results.get(key)
    figure = None if result is None else getattr(result, field)
    if figure is not None:
        return Answer(digits=figure)
    # An exam of one's choice that nobody took is a zero; a work that was not written is none.
    return Answer(digits=0) if element.procedure == "ege" else _NOT_TAKING_PART


def _by_type(element: DataElement, facts: Facts) -> Answer:
    match ValueType(element.type):
        case ValueType.WHOLE:
            return Answer(digits=facts.random.randint(0, max(1, facts.pupils // 20)))
        case ValueType.DECIMAL:
            lowest = (element.lowest or 0) * 10**element.decimals
            return Answer(digits=lowest + facts.random.randint(0, 10), decimals=element.decimals)
        case ValueType.YES_NO:
            return Answer(digits=facts.random.randint(0, 1))
        case ValueType.CHOICE:
            return Answer(text=facts.random.choice(element.options.splitlines() or [""]))
        case ValueType.TEXT:
            return _EMPTY


def _grade(element: DataElement, facts: Facts) -> Answer:
    return facts.of_grade(element.grade or 11)


def _high(_: DataElement, facts: Facts) -> Answer:
    """Pupils with 80 points and more in some exam: at least those of the best exam."""
    counts = [
        (result.high or 0) + (result.full or 0)
        for (procedure, *_), result in facts.results.items()
        if procedure == "ege"
    ]
    return Answer(digits=max(counts)) if counts else _NO_CLASS


def _diagnostic(element: DataElement, facts: Facts) -> Answer:
    size = facts.made.classes.get((facts.year, 8))
    if size is None:
        return _NO_CLASS
    if facts.made.number % 7 == 5:
        return _NOT_TAKING_PART
    return Answer(digits=size if element.code == "rdr_class" else facts.some(size, 0.18))


def _mean(above: float, *, everywhere: bool) -> Callable[[DataElement, Facts], Answer]:
    def make(element: DataElement, facts: Facts) -> Answer:
        if (facts.year, 5) not in facts.made.classes:
            return _NO_CLASS
        if not everywhere and facts.made.number % 3 == 1:
            return _NOT_TAKING_PART
        mean = 3.45 + 0.25 * facts.made.level + above + facts.random.gauss(0, 0.12)
        scale = 10**element.decimals
        return Answer(
            digits=min(5 * scale, max(2 * scale, round(mean * scale))), decimals=element.decimals
        )

    return make


def _share(share: float) -> Callable[[DataElement, Facts], Answer]:
    return lambda _, facts: Answer(digits=facts.some(facts.pupils, share))


def _yes(is_so: Callable[[Facts], bool]) -> Callable[[DataElement, Facts], Answer]:
    return lambda _, facts: Answer(digits=int(is_so(facts)))


def _weak_yes(chance: float) -> Callable[[DataElement, Facts], Answer]:
    def make(_: DataElement, facts: Facts) -> Answer:
        is_so = facts.random.random() < chance
        return Answer(digits=int(is_so)) if facts.is_weak else _NOT_TAKING_PART

    return make


def _weak_teachers(share: float) -> Callable[[DataElement, Facts], Answer]:
    def make(_: DataElement, facts: Facts) -> Answer:
        count = sum(facts.random.random() < share for _ in range(facts.made.teachers[facts.year]))
        return Answer(digits=count) if facts.is_weak else _NOT_TAKING_PART

    return make


def _requested(element: DataElement, facts: Facts) -> Answer:
    """Never more than were diagnosed: about a quarter of the teachers, whatever was drawn."""
    quarter = facts.made.teachers[facts.year] // 4
    return Answer(digits=quarter) if facts.is_weak else _NOT_TAKING_PART


def _moved(element: DataElement, facts: Facts) -> Answer:
    """One school in three moves, and never both ways."""
    way = (facts.made.number + facts.year) % 6
    moved = way == 0 if element.code == "list_better" else way == 3
    return Answer(digits=int(moved)) if facts.is_weak else _NOT_TAKING_PART


def _measures(element: DataElement, facts: Facts) -> Answer:
    kinds = ("служебное жильё", "доплата молодым учителям", "подвоз учителей из города")
    count = facts.made.number % 4 if facts.is_weak else None
    if element.code == "staff_measures":
        return _NOT_TAKING_PART if count is None else Answer(digits=count)
    return Answer(text="\n".join(kinds[: count or 0]))


def _links(_: DataElement, facts: Facts) -> Answer:
    page = f"https://obrazets.example/shnor/{facts.year}/{facts.made.school.code}"
    return Answer(text=page) if facts.is_weak else _EMPTY


def _missing(_: DataElement, facts: Facts) -> Answer:
    return Answer(text="педагог-психолог, логопед") if _is_understaffed(facts) else _EMPTY


def _is_understaffed(facts: Facts) -> bool:
    return facts.made.number % 5 == 2


def _is_far(facts: Facts) -> bool:
    return bool(facts.made.school.is_rural) and facts.made.number % 3 == 0


_ANSWERS: Final[Mapping[str, Callable[[DataElement, Facts], Answer]]] = MappingProxyType(
    {
        "graduates_11": _grade,
        "ege_high": _high,
        "vpr_class": _grade,
        "rdr_class": _diagnostic,
        "rdr_two": _diagnostic,
        "current_mean": _mean(0.3, everywhere=True),
        "control_mean": _mean(-0.05, everywhere=False),
        "accreditation_lost": _yes(lambda _: False),
        "registered": _share(0.012),
        "migrants": _share(0.03),
        "not_attested": _share(0.015),
        "truants": _share(0.02),
        "special_needs": _share(0.06),
        "remote": _yes(_is_far),
        "small_school": _yes(lambda facts: bool(facts.made.school.is_small)),
        "poor_base": _yes(lambda facts: facts.made.number % 8 == 3),
        "understaffed": _yes(_is_understaffed),
        "missing_staff": _missing,
        "in_lists": _yes(lambda facts: facts.is_weak),
        "diagnosed_school": _weak_yes(0.7),
        "teachers_diagnosed": _weak_teachers(0.7),
        "teachers_on_request": _requested,
        "teachers_risk": _weak_teachers(0.3),
        "staff_measures": _measures,
        "staff_measure_kinds": _measures,
        "networking": _weak_yes(0.5),
        "site_acts": _weak_yes(0.9),
        "site_plan": _weak_yes(0.7),
        "site_report": _weak_yes(0.5),
        "site_links": _links,
        "list_better": _moved,
        "list_worse": _moved,
    }
)
"""Quantities of the shipped forms -> how a school answers."""
