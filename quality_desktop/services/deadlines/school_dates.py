"""Dates that concern schools: forms to be answered, measures, plans of interaction, recommendations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.at_risk.partnership import Measure, Partnership
from quality_desktop.domain.at_risk.profile import Recommendation
from quality_desktop.domain.collection.monitoring import Collection, Form, Submission
from quality_desktop.domain.controlled_dates import ControlledDate
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import Id
from quality_desktop.language.numbers import counted

if TYPE_CHECKING:
    from quality_desktop.storage.reading import Reading

FORMS: Final = "Мониторинг"
HELP: Final = "Школы риска"


def dates(store: Reading) -> Iterator[ControlledDate]:
    """All dates that concern schools."""
    schools = {school.id: school for school in store.all(School)}
    yield from _forms(store, schools)
    yield from _measures(store)
    yield from _plans(store, schools)
    yield from _recommendations(store, schools)


def _forms(store: Reading, schools: Mapping[Id, School]) -> Iterator[ControlledDate]:
    forms = {form.id: form for form in store.all(Form)}
    awaited: Counter[Id] = Counter()
    for submission in store.all(Submission):
        if submission.is_expected and submission.received is None:
            school = schools.get(submission.school)
            awaited[submission.collection] += school is not None and school.is_active
    asked = Counter(one.collection for one in store.all(Submission) if one.is_expected)
    for sent in store.all(Collection):
        form = forms.get(sent.form)
        if sent.due is None or form is None:
            continue
        owed = awaited[sent.id]
        rest = f": нет ответа от {counted(owed, 'школы', 'школ', 'школ')}" if owed else ""
        yield ControlledDate(
            source=f"collection:{sent.id}:due",
            what=f"Получить ответы на форму «{form.title}»{rest}",
            who="школы",
            due=sent.due,
            origin=f"Рассылка форм за {sent.year}/{(sent.year + 1) % 100:02} учебный год",
            group=FORMS,
            is_done=bool(asked[sent.id]) and owed == 0,
            owed=owed,
        )


def _measures(store: Reading) -> Iterator[ControlledDate]:
    for measure in store.all(Measure):
        if measure.ends is not None:
            yield ControlledDate(
                source=f"measure:{measure.id}:ends",
                what=measure.title or "Мера поддержки",
                who=measure.responsible,
                due=measure.ends,
                begins=measure.starts,
                origin=measure.source or "Меры поддержки школ",
                group=HELP,
            )


def _plans(store: Reading, schools: Mapping[Id, School]) -> Iterator[ControlledDate]:
    for pair in store.all(Partnership):
        if pair.plan_due is not None:
            yield ControlledDate(
                source=f"partnership:{pair.id}:plan_due",
                what="План взаимодействия со школой-партнёром: "
                f"{_name(schools, pair.school)} – {_name(schools, pair.partner)}",
                who=_name(schools, pair.school),
                due=pair.plan_due,
                origin=f"Партнёры, {pair.year} год",
                group=HELP,
                is_done=pair.plan_received is not None,
                done_on=pair.plan_received,
            )


def _recommendations(store: Reading, schools: Mapping[Id, School]) -> Iterator[ControlledDate]:
    """The recommendations of a school that are due on one day are one line of the list."""
    found: dict[tuple[Id, int, date], list[Recommendation]] = {}
    for one in store.all(Recommendation):
        if one.due is not None and not one.is_struck:
            found.setdefault((one.school, one.year, one.due), []).append(one)
    for (school, year, due), those in found.items():
        owed = sum(one.done is None for one in those)
        done = [one.done for one in those if one.done is not None]
        what = counted(len(those), "рекомендацию", "рекомендации", "рекомендаций")
        rest = f" (осталось {owed})" if 0 < owed < len(those) else ""
        yield ControlledDate(
            # The school as it is: joined with another, it takes what was noted here along.
            source=f"recommendation:{school}:{year}:{due}:due",
            what=f"Выполнить {what}{rest}",
            who=_name(schools, school),
            due=due,
            origin=f"Адресные рекомендации, {year} год",
            group=HELP,
            is_done=owed == 0,
            done_on=max(done) if owed == 0 else None,
            owed=owed,
        )


def _name(schools: Mapping[Id, School], key: Id) -> str:
    school = schools.get(key)
    return "" if school is None else school.short_name or school.full_name
