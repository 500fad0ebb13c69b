"""Effect of measures: every school before and after, beside similar schools without the measure.

Before is the year of the last exams before the measure starts, after the year of the first exams
when it has ended. Only works that a school wrote in both years are compared, grade by grade: other
pupils, the same place. Schools of another measure for the same at the same time are not similar.
The method is in ``analysis.effect``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.analysis.effect import (
    Counts,
    Course,
    Effect,
    Likeness,
    MeanEffect,
    effect_on,
    mean_effect,
)
from quality_desktop.domain.at_risk.norms import norm_of
from quality_desktop.domain.at_risk.partnership import Measure, MeasureSchool
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.effects.effect_outcomes import Outcome, Outcomes
from quality_desktop.services.effects.measures import ordered
from quality_desktop.services.risk_schools.school_order import school_order
from quality_desktop.services.school_profile.norms import norms
from quality_desktop.services.social_context import context_index

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_EXAMS_END = 6
"""ВПР, ОГЭ and ЕГЭ are written by the beginning of June; what starts then works for the next year."""
_SUMMER_ENDS = 8
"""A measure that ends by August is judged by the exams of the spring before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolEffect:
    """A school with the measure.

    Attributes:
        effect: None when it has no figures of both years.
        before: Its figure before; None when not known.
        after: Its figure after.
        similar: Schools it is compared with.
        is_small: Too few pupils for a conclusion about this school alone.
    """

    school: School
    effect: Effect | None = None
    before: Counts | None = None
    after: Counts | None = None
    similar: tuple[School, ...] = ()
    is_small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEffect:
    """A measure and what became of its schools.

    Attributes:
        outcome: What is compared; None when it cannot be.
        before: Calendar year of the exams before; None while the measure has no start.
        after: Calendar year of the exams after.
        rows: Its schools, by name.
        whole_before: Pupils of the schools with figures of both years together, before.
        whole_after: The same pupils' place after.
        mean: Over the schools that could be compared; None without one that has figures.
        problem: Why nothing can be compared; empty when it can.
    """

    measure: Measure
    outcome: Outcome | None = None
    before: int | None = None
    after: int | None = None
    rows: tuple[SchoolEffect, ...] = ()
    whole_before: Counts | None = None
    whole_after: Counts | None = None
    mean: MeanEffect | None = None
    problem: str = ""


def exam_years(measure: Measure) -> tuple[int, int] | None:
    """Calendar years of the exams before and after a measure; None while it has no start."""
    if measure.starts is None:
        return None
    before = measure.starts.year - (measure.starts.month < _EXAMS_END)
    if measure.ends is None:
        return before, before + 1
    after = measure.ends.year + (measure.ends.month > _SUMMER_ENDS)
    return before, max(after, before + 1)


def effects(
    *, store: Store, reference: Path, measure: Id | None = None
) -> tuple[MeasureEffect, ...]:
    """The effect of every measure, in the office's order.

    Args:
        store: The file.
        reference: Folder of the catalogues.
        measure: Only this one.

    Raises:
        QualityError: A norm ``effect.*`` is not set.
    """
    maker = _Maker(store, reference)
    return tuple(
        maker.made(one) for one in ordered(store.all(Measure)) if measure in (None, one.id)
    )


def effect_of(
    *, store: Store, reference: Path, measure: Measure, schools: Collection[Id]
) -> MeasureEffect:
    """The effect of a measure that is not in the file.

    Args:
        store: The file.
        reference: Folder of the catalogues.
        measure: The measure.
        schools: The schools that take part.

    Raises:
        QualityError: A norm ``effect.*`` is not set.
    """
    return _Maker(store, reference).made(measure, schools)


class _Maker:
    """Compares measure by measure; what several of them need is read once."""

    def __init__(self, store: Store, reference: Path) -> None:
        self._store = store
        self._reference = reference
        self._norms = norms(store=store, reference=reference)
        self._schools = {school.id: school for school in store.all(School)}
        self._outcomes = Outcomes(store, reference)
        self._measures = store.all(Measure)
        self._contexts: dict[int, Mapping[Id, float]] = {}
        self._part: dict[Id, set[Id]] = defaultdict(set)
        for record in store.all(MeasureSchool):
            if record.school in self._schools:
                self._part[record.measure].add(record.school)

    def made(self, measure: Measure, schools: Collection[Id] = ()) -> MeasureEffect:
        """The effect of one measure; ``schools`` take part besides those of the file."""
        self._part[measure.id] |= {school for school in schools if school in self._schools}
        years = exam_years(measure)
        if years is None:
            return self._refused(measure, "Впишите, когда мера началась.")
        before, after = years
        try:
            outcome = self._outcomes.outcome(measure, before=before, after=after)
        except QualityError as error:
            return self._refused(measure, str(error), before=before, after=after)
        return self._compared(measure, outcome, before, after)

    def _refused(
        self, measure: Measure, problem: str, before: int | None = None, after: int | None = None
    ) -> MeasureEffect:
        rows = tuple(SchoolEffect(school=school) for school in self._named(self._part[measure.id]))
        return MeasureEffect(
            measure=measure, before=before, after=after, rows=rows, problem=problem
        )

    def _compared(
        self, measure: Measure, outcome: Outcome, before: int, after: int
    ) -> MeasureEffect:
        courses = self._courses(outcome, before)
        mine = self._part[measure.id]
        touched = mine | self._touched(measure)
        others = [course for key, course in courses.items() if key not in touched]
        likeness = self._likeness(after)
        small = norm_of(self._norms, "effect.small", after)
        rows = [
            self._row(school, courses.get(school.id), others, likeness, outcome, small)
            for school in self._named(mine)
        ]
        found = [row.effect for row in rows if row.effect is not None]
        known = [courses[row.school.id] for row in rows if row.effect is not None]
        return MeasureEffect(
            measure=measure,
            outcome=outcome,
            before=before,
            after=after,
            rows=tuple(rows),
            whole_before=_sum(course.before for course in known),
            whole_after=_sum(course.after for course in known),
            mean=mean_effect(found, is_lower_better=outcome.is_lower_better) if found else None,
            problem=_problem(rows, bool(known), before, after),
        )

    def _row(
        self,
        school: School,
        course: Course | None,
        others: list[Course],
        likeness: Likeness,
        outcome: Outcome,
        small: Fraction,
    ) -> SchoolEffect:
        if course is None:
            return SchoolEffect(school=school)
        found = effect_on(course, others, likeness, is_lower_better=outcome.is_lower_better)
        return SchoolEffect(
            school=school,
            effect=found,
            before=course.before,
            after=course.after,
            similar=tuple(self._schools[key] for key in found.similar),
            is_small=min(course.before.whole, course.after.whole) < small,
        )

    def _courses(self, outcome: Outcome, before: int) -> dict[Id, Course]:
        context = self._context(before)
        return {
            key: Course(
                school=key,
                before=then,
                after=now,
                context=context.get(key),
                traits=(self._schools[key].is_rural, self._schools[key].is_small),
            )
            for key, (then, now) in outcome.counts.items()
            if key in self._schools
        }

    def _context(self, year: int) -> Mapping[Id, float]:
        if year not in self._contexts:
            try:
                found = context_index.assess(
                    store=self._store, year=year, reference=self._reference
                ).rows
            except QualityError:
                found = ()
            self._contexts[year] = {
                row.school.id: row.index for row in found if row.index is not None
            }
        return self._contexts[year]

    def _likeness(self, year: int) -> Likeness:
        reach = norm_of(self._norms, "effect.reach", year) / 100
        most = norm_of(self._norms, "effect.most_similar", year)
        least = norm_of(self._norms, "effect.least_similar", year)
        if reach <= 0 or most < 1 or least < 1:
            raise QualityError("Нормы сравнения школ должны быть больше нуля: исправьте их.")
        return Likeness(reach=reach, most=int(most), least=int(least))

    def _touched(self, measure: Measure) -> set[Id]:
        """Schools of other measures that could change the same at the same time."""
        return {
            school
            for other in self._measures
            if other.id != measure.id and _is_rival(measure, other)
            for school in self._part[other.id]
        }

    def _named(self, keys: Iterable[Id]) -> list[School]:
        found = [self._schools[key] for key in keys]
        return sorted(found, key=school_order)


def _is_rival(one: Measure, other: Measure) -> bool:
    return (
        one.calculation == other.calculation
        and _meet(one.subject, other.subject)
        and _meet(one.procedure, other.procedure)
        and _meet(one.grade, other.grade)
        and _days(one)[0] <= _days(other)[1]
        and _days(other)[0] <= _days(one)[1]
    )


def _meet(one: str | int | None, other: str | int | None) -> bool:
    return not one or not other or one == other


def _days(measure: Measure) -> tuple[date, date]:
    return measure.starts or date.min, measure.ends or date.max


def _sum(found: Iterable[Counts]) -> Counts | None:
    total: Counts | None = None
    for one in found:
        total = one if total is None else total + one
    return total


def _problem(rows: list[SchoolEffect], is_known: bool, before: int, after: int) -> str:
    if not rows:
        return "Отметьте школы, которые участвуют в мере."
    if not is_known:
        return f"У школ меры нет данных за оба года: {before} и {after}."
    return ""
