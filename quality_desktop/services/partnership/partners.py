"""Partners of weak schools in a year: the proposal and what the office makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quality_desktop.analysis.pairing import Pair, Pairing, PairScore, pair_up, score
from quality_desktop.domain.at_risk.partnership import (
    Partnership,
    PlanStep,
    SchoolDistance,
    distance_id,
    partnership_id,
)
from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.partnership import partner_words
from quality_desktop.services.partnership.partner_profiles import Limits, Profiles, limits, profiles
from quality_desktop.services.risk_schools import risk_words
from quality_desktop.services.risk_schools.risk_words import ExamWords

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.storage.unit_of_work import UnitOfWork

PLAN_FIELDS = ("subject", "plan_due", "plan_received", "approved", "note")
"""What a person types into a partnership."""


def proposal(*, store: Store, year: int, terms: Terms, reference: Path) -> Pairing:
    """The best choice for the schools whose partner nobody has settled; writes nothing.

    A partnership is settled when a person chose it or work on its plan has begun.
    """
    return _proposed(store, year, terms, reference)[0]


def propose(*, store: Store, year: int, terms: Terms, reference: Path) -> Changes:
    """Choose partners for all schools that have no settled one; settled ones stay."""
    pairing, found = _proposed(store, year, terms, reference)
    words = risk_words.exam_words(store=store)
    with store.work(f"Подбор партнёров на {year} год") as work:
        wanted = {_made(pair, year, words, found) for pair in pairing.pairs}
        kept = {one.id for one in wanted}
        for record in work.all(Partnership, year=year):
            if not _is_settled(record, _steps_of(work, record)) and record.id not in kept:
                work.delete(Partnership, record.id)
        for one in sorted(wanted, key=lambda record: record.id):
            was = work.get(Partnership, one.id)
            work.put(one if was is None else replace(was, explanation=one.explanation,
                                                     subject=one.subject))  # fmt: skip
        return work.commit()


def choose(
    *,
    store: Store,
    year: int,
    school: Id,
    partner: Id,
    terms: Terms,
    reference: Path,
    replaced: Id | None = None,
) -> Changes:
    """Give a school the partner that a person chose.

    Args:
        store: The file.
        year: Calendar year of the exams.
        school: The weak school.
        partner: Its partner.
        terms: The rule as it is applied, for the explanation.
        reference: Folder of the catalogues.
        replaced: Partnership that this one stands for from now on; its deadline, note and lines
            of the plan stay, the plan is to be agreed again.

    Raises:
        QualityError: A school with itself, the two the other way round, or the pair is there.
    """
    key = partnership_id(year, school, partner)
    _refuse_pair(store, year, school, partner, key, replaced)
    bounds = limits(store=store, reference=reference, year=year)
    found = profiles(store=store, year=year, terms=terms, reference=reference, bounds=bounds)
    scored = _scored(store, school, partner, found, bounds)
    words = risk_words.exam_words(store=store)
    if scored is None:
        told, subject = partner_words.without_score(metres=_metres(store, school, partner)), ""
    else:
        told = partner_words.explanation(scored, words, found.district, is_manual=True)
        subject = scored.subject
    made = Partnership(
        id=key, year=year, school=school, partner=partner, is_manual=True, explanation=told,
        subject=subject,
    )  # fmt: skip
    with store.work(f"Партнёр: {_name(store, school)} – {_name(store, partner)}") as work:
        was = None if replaced is None else work.get(Partnership, replaced)
        if was is not None and was.id != key:
            made = replace(made, plan_due=was.plan_due, note=was.note)
            for step in work.all(PlanStep, partnership=was.id):
                work.put(replace(step, partnership=key))
            work.delete(Partnership, was.id)
        elif was is not None:
            made = replace(was, is_manual=True)
        work.put(made)
        return work.commit()


def edit(*, store: Store, partnership: Id, values: Mapping[str, object]) -> Changes:
    """Change what a person types into a partnership (``PLAN_FIELDS``).

    Raises:
        QualityError: It is gone, or a plan was approved before it came.
    """
    known: dict[str, Any] = {name: values[name] for name in values if name in PLAN_FIELDS}
    with store.work("Правка: партнёры школ") as work:
        found = work.get(Partnership, partnership)
        if found is None:
            raise QualityError("Этой пары школ уже нет: её удалили. Обновите таблицу.")
        made: Partnership = replace(found, **known)
        if made.plan_received and made.approved and made.approved < made.plan_received:
            raise QualityError("План утверждён раньше, чем получен: исправьте одну из дат.")
        work.put(made)
        return work.commit()


def set_due(*, store: Store, year: int, due: date) -> Changes:
    """Ask all pairs of a year for their plans by a day; plans that came already are left out."""
    with store.work(f"Срок планов взаимодействия: {due:%d.%m.%Y}") as work:
        for record in work.all(Partnership, year=year):
            if record.plan_received is None and record.approved is None:
                work.put(replace(record, plan_due=due))
        return work.commit()


def remove(*, store: Store, partnerships: Collection[Id]) -> Changes:
    """Remove pairs with the lines of their plans."""
    with store.work("Удаление пары школ") as work:
        for key in partnerships:
            for step in work.all(PlanStep, partnership=key):
                work.delete(PlanStep, step.id)
            if work.get(Partnership, key) is not None:
                work.delete(Partnership, key)
        return work.commit()


def distance(*, store: Store, first: Id, second: Id) -> int | None:
    """Metres between two schools; None when the office has not said."""
    return _metres(store, first, second)


def set_distance(*, store: Store, first: Id, second: Id, metres: int | None) -> Changes:
    """Say how far two schools are; None forgets it.

    Raises:
        QualityError: A school and itself, or a distance below zero.
    """
    if first == second:
        raise QualityError("Расстояние указывают между двумя разными школами.")
    if metres is not None and metres < 0:
        raise QualityError("Расстояние не может быть меньше нуля: исправьте число.")
    key = distance_id(first, second)
    with store.work(f"Расстояние: {_name(store, first)} – {_name(store, second)}") as work:
        if metres is not None:
            low, high = sorted((first, second))
            work.put(SchoolDistance(id=key, first=low, second=high, metres=metres))
        elif work.get(SchoolDistance, key) is not None:
            work.delete(SchoolDistance, key)
        return work.commit()


def _proposed(store: Store, year: int, terms: Terms, reference: Path) -> tuple[Pairing, Profiles]:
    bounds = limits(store=store, reference=reference, year=year)
    found = profiles(store=store, year=year, terms=terms, reference=reference, bounds=bounds)
    with_steps = Counter(step.partnership for step in store.all(PlanStep))
    records = store.all(Partnership, year=year)
    settled = [record for record in records if _is_settled(record, with_steps[record.id])]
    taken = Counter(record.partner for record in settled)
    helped = {record.school for record in settled}
    pairing = pair_up(
        [one for one in found.weak if one.school not in helped],
        [replace(one, capacity=max(one.capacity - taken[one.school], 0)) for one in found.strong],
        metres={
            frozenset((one.first, one.second)): one.metres for one in store.all(SchoolDistance)
        },
        weights=bounds.weights,
        forbidden={(record.partner, record.school) for record in settled},
    )
    return pairing, found


def _made(pair: Pair, year: int, words: ExamWords, found: Profiles) -> Partnership:
    return Partnership(
        id=partnership_id(year, pair.school, pair.partner),
        year=year,
        school=pair.school,
        partner=pair.partner,
        subject=pair.score.subject,
        explanation=partner_words.explanation(pair.score, words, found.district),
    )


def _is_settled(record: Partnership, steps: int) -> bool:
    return bool(record.is_manual or steps or record.plan_received or record.approved or record.note)


def _steps_of(work: UnitOfWork, record: Partnership) -> int:
    return len(work.all(PlanStep, partnership=record.id))


def _scored(
    store: Store, school: Id, partner: Id, found: Profiles, bounds: Limits
) -> PairScore | None:
    weak = next((one for one in found.weak if one.school == school), None)
    strong = next((one for one in found.strong if one.school == partner), None)
    if weak is None or strong is None:
        return None
    return score(weak, strong, metres=_metres(store, school, partner), weights=bounds.weights)


def _refuse_pair(
    store: Store, year: int, school: Id, partner: Id, key: Id, replaced: Id | None
) -> None:
    if school == partner:
        raise QualityError("Школа не может быть партнёром самой себе: выберите другую.")
    if store.get(Partnership, partnership_id(year, partner, school)) is not None:
        raise QualityError(
            f"«{_name(store, school)}» сама помогает школе «{_name(store, partner)}»: "
            "взаимных пар не делают, выберите другого партнёра."
        )
    if key != replaced and store.get(Partnership, key) is not None:
        raise QualityError("Такая пара школ в этом году уже есть.")


def _metres(store: Store, first: Id, second: Id) -> int | None:
    found = store.get(SchoolDistance, distance_id(first, second))
    return None if found is None else found.metres


def _name(store: Store, school: Id) -> str:
    found = store.get(School, school)
    return "школа" if found is None else school_name(found)
