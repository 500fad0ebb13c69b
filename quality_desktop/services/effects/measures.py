"""Measures taken for schools: typed line by line, with the schools that take part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from quality_desktop.domain.at_risk.partnership import Measure, MeasureSchool, measure_school_id
from quality_desktop.domain.at_risk.profile import RiskFactor
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.indicators import Calculation, CalculationKind
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import ExamProcedure, Subject
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.field_values import Catalogue, Field, Kind, Word
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.services.risk_schools.school_order import school_order

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

LOW_RESULTS = "доля низких результатов"
"""What a measure should change while no indicator is named."""

MEASURES = (
    Field(name="title", title="Мера", kind=Kind.LINES, hint="Например: курсы для учителей математики"),
    Field(name="subject", title="Предмет", kind=Kind.CHOICE, refers="measure.subject",
          hint="Пусто – все предметы"),
    Field(name="grade", title="Класс", kind=Kind.LIMIT, hint="Пусто – все классы"),
    Field(name="starts", title="Начало", kind=Kind.DATE,
          hint="По началу находят год «до»: последние работы перед мерой"),
    Field(name="ends", title="Окончание", kind=Kind.DATE,
          hint="По окончанию находят год «после»: первые работы к концу меры"),
    Field(name="responsible", title="Ответственные"),
    Field(name="calculation", title="Что должна изменить", kind=Kind.CHOICE,
          refers="measure.calculation", hint="Пусто – долю низких результатов"),
    Field(name="procedure", title="Процедура", kind=Kind.CHOICE, refers="measure.procedure",
          hint="Пусто – все процедуры"),
    Field(name="factor", title="Фактор риска", kind=Kind.RECORD, refers=RiskFactor.kind),
    Field(name="source", title="Основание", hint="Приказ, план, программа"),
    Field(name="note", title="Примечание"),
)  # fmt: skip
"""Columns of the table of measures."""

_GONE = "Этой меры уже нет: её удалили. Обновите таблицу."


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresView:
    """All measures.

    Attributes:
        measures: In the office's order.
        schools_of: Measure -> schools that take part, by name.
        schools: Schools that can take part: those at work and those that already do, by name.
        catalogue: Names and choices for the columns.
    """

    measures: tuple[Measure, ...]
    schools_of: Mapping[Id, tuple[School, ...]]
    schools: tuple[School, ...]
    catalogue: Catalogue


def view(*, store: Store) -> MeasuresView:
    """The measures of the file with their schools."""
    known = {school.id: school for school in store.all(School)}
    taking_part: dict[Id, list[School]] = defaultdict(list)
    for record in store.all(MeasureSchool):
        school = known.get(record.school)
        if school is not None:
            taking_part[record.measure].append(school)
    busy = {school.id for found in taking_part.values() for school in found}
    return MeasuresView(
        measures=ordered(store.all(Measure)),
        schools_of={key: _by_name(found) for key, found in taking_part.items()},
        schools=_by_name([s for s in known.values() if s.is_active or s.id in busy]),
        catalogue=_catalogue(store),
    )


def ordered(found: Collection[Measure]) -> tuple[Measure, ...]:
    """Measures in the office's order."""
    return tuple(sorted(found, key=lambda measure: (measure.place, measure.id)))


def write(*, store: Store, edits: Sequence[RowEdit], intent: str = "") -> Changes:
    """Change measures and add new ones at the end, in one step that can be undone.

    Raises:
        QualityError: A measure is gone, has no title, or ends before it starts.
    """
    with store.work(intent or "Правка: меры") as work:
        place = max((measure.place for measure in work.all(Measure)), default=-1)
        for edit in edits:
            values: dict[str, Any] = {
                name: "" if value is None and name in _TEXTS else value
                for name, value in edit.values.items()
            }
            if edit.record is None:
                place += 1
                was = Measure(id=new_id(), place=place)
            else:
                found = work.get(Measure, edit.record)
                if found is None:
                    raise QualityError(_GONE)
                was = found
            made: Measure = replace(was, **values)
            _refuse(made)
            work.put(made)
        return work.commit()


def set_schools(*, store: Store, measure: Id, schools: Collection[Id]) -> Changes:
    """Say which schools take part in a measure.

    Raises:
        QualityError: The measure is gone.
    """
    found = store.get(Measure, measure)
    if found is None:
        raise QualityError(_GONE)
    wanted = set(schools)
    with store.work(f"Школы меры «{found.title}»") as work:
        for record in work.all(MeasureSchool, measure=measure):
            if record.school not in wanted:
                work.delete(MeasureSchool, record.id)
            wanted.discard(record.school)
        for school in sorted(wanted):
            key = measure_school_id(measure, school)
            work.put(MeasureSchool(id=key, measure=measure, school=school))
        return work.commit()


def remove(*, store: Store, measures: Collection[Id]) -> Changes:
    """Remove measures; their schools are no part of them any more."""
    with store.work("Удаление мер") as work:
        for key in measures:
            for record in work.all(MeasureSchool, measure=key):
                work.delete(MeasureSchool, record.id)
            if work.get(Measure, key) is not None:
                work.delete(Measure, key)
        return work.commit()


_TEXTS = frozenset({"calculation", "procedure", "subject"})
"""Fields whose empty choice is an empty text."""


def _refuse(measure: Measure) -> None:
    if not measure.title.strip():
        raise QualityError("Впишите, что за мера, или удалите строку.")
    if measure.starts and measure.ends and measure.ends < measure.starts:
        raise QualityError("Мера кончается раньше, чем начинается: исправьте одну из дат.")


def _by_name(schools: Collection[School]) -> tuple[School, ...]:
    return tuple(sorted(schools, key=school_order))


def _catalogue(store: Store) -> Catalogue:
    factors = {factor.id: factor.title for factor in store.all(RiskFactor)}
    shares: dict[str, str] = {}
    for one in sorted(store.all(Calculation), key=lambda c: (c.since or 0, c.code)):
        if one.type == CalculationKind.SHARE:
            shares[one.code] = one.title or one.code
    procedures = sorted(store.all(ExamProcedure), key=lambda p: (p.place, p.code))
    subjects = sorted(store.all(Subject), key=lambda s: (s.place, s.code))
    return Catalogue(
        records={RiskFactor.kind: factors},
        choosable=frozenset(factors),
        words={
            "measure.subject": _words("все", {s.code: s.title for s in subjects}),
            "measure.procedure": _words("все", {p.code: p.short_title for p in procedures}),
            "measure.calculation": _words(LOW_RESULTS, shares),
        },
    )


def _words(empty: str, titles: Mapping[str, str]) -> tuple[Word, ...]:
    named = (Word(value=code, text=title or code) for code, title in titles.items())
    return (Word(value="", text=empty), *named)
