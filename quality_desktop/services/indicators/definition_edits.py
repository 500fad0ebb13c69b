"""Changing definitions: every change is dated, so that old values keep the old definition.

A change «from a school year» ends the version in force the year before and begins another one
under the same code; a change «in all years» mends the record itself. The version of a form grows
with each change of what it asks, and is printed in its workbooks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.indicators import Band, Calculation, Target, target_id
from quality_desktop.domain.collection.monitoring import (
    CheckRule,
    DataElement,
    Form,
    Value,
    value_id,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.figures import decimal_number
from quality_desktop.domain.records import Id, Record, new_id
from quality_desktop.services.indicators import definition_checks
from quality_desktop.services.indicators.definitions import definitions
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)
Dated = TypeVar("Dated", DataElement, Calculation)


def save_form(*, store: Store, form: Form) -> Changes:
    """Add a form, or change its title, instruction and years.

    Raises:
        QualityError: It has no title, or its code is taken.
    """
    known = definitions(store=store)
    definition_checks.require_form(form, known)
    is_new = store.get(Form, form.id) is None
    if is_new:
        form = replace(form, place=_next_place(known.forms))
    with store.work("Новая форма" if is_new else "Изменение формы") as work:
        work.put(form)
        return work.commit()


def save_element(*, store: Store, element: DataElement, year: int | None = None) -> Changes:
    """Add an element to its form, or change it.

    Args:
        store: The file.
        element: As it is to be; an id that the file does not know adds it.
        year: The change holds from this school year; before it the element stays as it was. None
            mends it in all years.

    Raises:
        QualityError: The element could not be asked so; nothing is written.
    """
    known = definitions(store=store)
    old = store.get(DataElement, element.id)
    if old is None:
        element = replace(element, place=_next_place(known.elements))
    parts = _dated(old, element, year)
    after = _with(known.elements, parts)
    definition_checks.require_element(parts[-1], replace(known, elements=after))
    if old is not None and old.code != element.code:
        definition_checks.require_unused(old, (year or -(10**6)) - 1, known)
    if old is not None:
        _require_same_answers(store, old, parts[-1])
        last = parts[-1].until
        if last is not None and last != old.until:
            definition_checks.require_unused(old, last, known)
    with store.work("Новая величина" if old is None else "Изменение величины") as work:
        work.put_all(parts)
        if len(parts) > 1:
            _move_answers(work, parts[0], parts[-1])
        _grow(work, element.form)
        return work.commit()


def retire_element(*, store: Store, element: Id, last: int) -> Changes:
    """Stop asking an element after a school year; its values stay.

    Raises:
        QualityError: It is gone, or a calculation still needs it afterwards.
    """
    found = _required(store.get(DataElement, element))
    definition_checks.require_unused(found, last, definitions(store=store))
    with store.work("Величину больше не собирают") as work:
        work.put(_ended(found, last))
        _grow(work, found.form)
        return work.commit()


def delete_element(*, store: Store, element: Id) -> Changes:
    """Delete an element that nobody has answered.

    Raises:
        QualityError: It is gone, has answers or is named by a formula.
    """
    found = _required(store.get(DataElement, element))
    if store.all(Value, element=element):
        raise QualityError(
            "По этой величине уже есть сведения: завершите её последним годом, и они останутся."
        )
    definition_checks.require_unused(found, -(10**6), definitions(store=store))
    with store.work("Удаление величины") as work:
        work.delete(DataElement, element)
        _grow(work, found.form)
        return work.commit()


def save_rule(*, store: Store, rule: CheckRule) -> Changes:
    """Add a check rule of a form, or change it.

    Raises:
        QualityError: It is not understood, or speaks of another form.
    """
    known = definitions(store=store)
    definition_checks.require_rule(rule, known)
    is_new = store.get(CheckRule, rule.id) is None
    if is_new:
        rule = replace(rule, place=_next_place(known.rules))
    with store.work("Новое правило проверки" if is_new else "Изменение правила") as work:
        work.put(rule)
        return work.commit()


def delete_rule(*, store: Store, rule: Id) -> Changes:
    """Take a check rule away."""
    with store.work("Удаление правила проверки") as work:
        work.delete(CheckRule, rule)
        return work.commit()


def save_calculation(
    *, store: Store, calculation: Calculation, year: int, is_from_year: bool = True
) -> Changes:
    """Add a calculation, or change it.

    Bands and the targets of the years from then on move to the new version with it.

    Args:
        store: The file.
        calculation: As it is to be; an id that the file does not know adds it.
        year: School year of the change; its quantities must be asked then.
        is_from_year: The change holds from ``year``, the years before keep the old formula;
            otherwise it is mended in all years.

    Raises:
        QualityError: The formula is not understood; nothing is written.
    """
    known = definitions(store=store)
    old = store.get(Calculation, calculation.id)
    if old is None:
        calculation = replace(calculation, place=_next_place(known.calculations))
    parts = _dated(old, calculation, year if is_from_year else None)
    after = replace(known, calculations=_with(known.calculations, parts))
    definition_checks.require_calculation(parts[-1], after, year)
    with store.work("Новый показатель" if old is None else "Изменение показателя") as work:
        work.put_all(parts)
        if len(parts) > 1:
            _move_on(work, parts[0], parts[-1], year)
        return work.commit()


def retire_calculation(*, store: Store, calculation: Id, last: int) -> Changes:
    """Stop computing after a school year; the years before stay computed."""
    found = _required(store.get(Calculation, calculation))
    with store.work("Показатель больше не считают") as work:
        work.put(_ended(found, last))
        return work.commit()


def delete_calculation(*, store: Store, calculation: Id) -> Changes:
    """Delete a calculation with its bands and targets."""
    with store.work("Удаление показателя") as work:
        for kind in (Band, Target):
            for record in work.all(kind, calculation=calculation):
                work.delete(kind, record.id)
        work.delete(Calculation, calculation)
        return work.commit()


def save_bands(*, store: Store, calculation: Id, bands: Sequence[Band]) -> Changes:
    """Replace the bands of a calculation.

    Raises:
        QualityError: They leave a gap, overlap or name no source.
    """
    definition_checks.require_bands(bands)
    with store.work("Полосы показателя") as work:
        kept = {band.id for band in bands}
        for old in work.all(Band, calculation=calculation):
            if old.id not in kept:
                work.delete(Band, old.id)
        work.put_all(
            replace(band, calculation=calculation, place=place) for place, band in enumerate(bands)
        )
        return work.commit()


def save_target(
    *, store: Store, calculation: Id, year: int, figure: str, source: str = ""
) -> Changes:
    """Set the district's target for a school year; an empty figure takes it away.

    Args:
        store: The file.
        calculation: Whose target.
        year: School year.
        figure: A number as typed: «12,5».
        source: Act that sets it.

    Raises:
        QualityError: The figure is not a number.
    """
    text = figure.strip().replace(" ", "").replace("\u00a0", "").replace(",", ".")
    key = target_id(calculation, year)
    try:
        decimal_number(text)
    except ValueError as error:
        raise QualityError(f"Цель «{figure}» – не число.") from error
    with store.work("Цель показателя") as work:
        if text:
            work.put(Target(id=key, calculation=calculation, year=year, figure=text, source=source))
        else:
            work.delete(Target, key)
        return work.commit()


def _dated(old: Dated | None, new: Dated, year: int | None) -> tuple[Dated, ...]:
    """The records that a change leaves: one, or the old version and the new one."""
    if old is None or year is None or not _began_before(old, year):
        return (new,)
    later = replace(new, id=new_id(), since=year)
    return (_ended(old, year - 1), later)


def _began_before(record: DataElement | Calculation, year: int) -> bool:
    return record.since is None or record.since < year


def _ended(record: Dated, last: int) -> Dated:
    if record.since is not None and record.since > last:
        raise QualityError("Последний год действия раньше первого: выберите другой год.")
    return replace(record, until=last)


def _require_same_answers(store: Store, old: DataElement, new: DataElement) -> None:
    """What schools have answered must not become the answer to another question."""
    before, after = ((e.code, e.type, e.procedure, e.subject, e.grade, e.unit) for e in (old, new))
    since = new.since if new.id != old.id else None
    answered = (value.year for value in store.all(Value, element=old.id))
    if before != after and any(since is None or year >= since for year in answered):
        raise QualityError(
            "По этой величине уже есть сведения: код, вид ответа, предмет, класс и единицу можно "
            "изменить только с учебного года, за который сведений ещё нет."
        )


def _with(records: Sequence[Dated], changed: Sequence[Dated]) -> tuple[Dated, ...]:
    ids = {record.id for record in changed}
    kept = [record for record in records if record.id not in ids]
    return tuple(kept + list(changed))


def _move_on(work: UnitOfWork, old: Calculation, new: Calculation, year: int) -> None:
    for band in work.all(Band, calculation=old.id):
        work.put(replace(band, id=new_id(), calculation=new.id))
    for target in work.all(Target, calculation=old.id):
        if target.year >= year:
            work.delete(Target, target.id)
            work.put(replace(target, id=target_id(new.id, target.year), calculation=new.id))


def _move_answers(work: UnitOfWork, old: DataElement, new: DataElement) -> None:
    """What was answered for the years of the new version is its answer."""
    for value in work.all(Value, element=old.id):
        if new.since is not None and value.year >= new.since:
            work.delete(Value, value.id)
            key = value_id(new.id, value.school, value.year)
            work.put(replace(value, id=key, element=new.id))


def _grow(work: UnitOfWork, form: Id) -> None:
    found = work.get(Form, form)
    if found is not None:
        work.put(replace(found, version=found.version + 1))


def _next_place(records: Iterable[Form | DataElement | CheckRule | Calculation]) -> int:
    return max((record.place for record in records), default=-1) + 1


def _required(record: R | None) -> R:
    if record is None:
        raise QualityError("Этой записи в файле больше нет: откройте окно показателей ещё раз.")
    return record
