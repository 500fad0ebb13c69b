"""Changing the directory: cells of records, new rows, order, removal; each a step that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quality_desktop.documents.names import name_of
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import (
    Inflection,
    Letterhead,
    Municipality,
    Person,
    School,
    SchoolYear,
    Team,
    TeamMember,
    Unit,
    school_year_id,
    team_member_id,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.kinds import KINDS, kinds_by_name
from quality_desktop.domain.records import Id, Record, new_id, references
from quality_desktop.language import people
from quality_desktop.language.names import PersonName
from quality_desktop.language.overrides import SCOPE_PERSON
from quality_desktop.services.office import replacement
from quality_desktop.services.office.directory import MUNICIPALITY_ID
from quality_desktop.services.office.names import shown, unit_name
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

KIND_NAMES = {
    Municipality.kind: "муниципалитет",
    Letterhead.kind: "бланк",
    Unit.kind: "подразделение",
    Person.kind: "человек",
    School.kind: "школа",
    SchoolYear.kind: "показатели школы за год",
    Team.kind: "команда",
    TeamMember.kind: "участник команды",
    "assignment": "матрица ответственности",
    "paper": "документ",
}

_OWNED: Mapping[str, type[Record]] = {Team.kind: TeamMember, School.kind: SchoolYear}
_NAME_FIELDS = ("surname", "given", "patronymic", "gender")
_MOST_LISTED = 5
_ORDERED: Mapping[str, str | None] = {Unit.kind: None, TeamMember.kind: "team"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEdit:
    """New values of a record.

    Attributes:
        record: None for a new record.
        values: Field -> value, only those that were typed.
    """

    record: Id | None
    values: Mapping[str, object]


def write(
    *,
    store: Store,
    kind: str,
    edits: Sequence[RowEdit],
    intent: str = "",
    within: Id | None = None,
    people_first: Collection[Person] = (),
) -> Changes:
    """Change and add records of a kind in one step that can be undone as one.

    A full name typed as a surname is taken apart unless a given name or a patronymic is known;
    gender is filled when there is no doubt, and
    corrections of declined forms go away with the name they were made for.

    Args:
        store: The file.
        kind: Kind of the records.
        edits: What was typed.
        intent: What the user did; made of the record's name when omitted.
        within: School of new yearly attributes, team of new members.
        people_first: New people that the edits refer to.

    Raises:
        QualityError: A record is gone, or a new one lacks what makes it.
    """
    with store.work(intent or _intent_of(store, kind, edits)) as work:
        work.put_all(people_first)
        for edit in edits:
            if edit.record is None:
                _add(work, kind, edit.values, within)
            else:
                _change(work, kind, edit.record, edit.values)
        return work.commit()


def move(*, store: Store, kind: str, record: Id, by: int) -> Changes:
    """Move a unit or a member of a team up (negative) or down in the order."""
    with store.work(f"Порядок: {KIND_NAMES[kind]}") as work:
        found = work.get(kinds_by_name()[kind], record)
        if found is None:
            raise QualityError(_GONE)
        row = _siblings(work, found)
        place = [item.id for item in row].index(record)
        target = min(max(place + by, 0), len(row) - 1)
        row.insert(target, row.pop(place))
        for number, item in enumerate(row):
            work.put(_with(item, {"place": number}))
        return work.commit()


def remove(*, store: Store, kind: str, records: Collection[Id]) -> Changes:
    """Remove records with the ones that are part of them, in one step.

    Raises:
        QualityError: Other records name one of them; the sentence lists where.
    """
    found = [record for key in records if (record := store.get(kinds_by_name()[kind], key))]
    if not found:
        return Changes()
    for record in found:
        used = uses(store=store, kind=kind, record=record.id)
        if used:
            raise QualityError(
                f"«{title(record)}» удалить нельзя, пока запись стоит здесь: "
                f"{_listed(used)}. Сначала замените её там."
            )
    intent = _intent("Удаление", found[0])
    if len(found) > 1:
        intent = f"Удаление строк: {len(found)}"
    with store.work(intent) as work:
        for record in found:
            _remove_parts(work, record)
            work.delete(type(record), record.id)
        return work.commit()


def uses(*, store: Store, kind: str, record: Id) -> tuple[str, ...]:
    """Every place where a record is named, in words; what is part of it does not count."""
    part = _OWNED.get(kind)
    found: dict[str, None] = {}
    for other in KINDS:
        for name, target in references(other).items():
            if target == kind and other is not part:
                for user in store.all(other, **{name: record}):
                    found[replacement.describe(store, user, name)] = None
    return tuple(found)


def title(record: Record) -> str:
    """How a record of the directory is named in messages."""
    match record:
        case Person():
            return shown(record)
        case Unit():
            return unit_name(record)
        case School():
            return record.short_name or record.full_name or KIND_NAMES[record.kind]
        case SchoolYear():
            return f"показатели за {record.year}/{(record.year + 1) % 100:02}"
        case Team() | Letterhead() if getattr(record, "title", "") or getattr(record, "name", ""):
            return str(getattr(record, "title", "") or getattr(record, "name", ""))
        case _:
            return KIND_NAMES.get(record.kind, "запись")


def settled_name(values: Mapping[str, object], was: Person | None) -> dict[str, object]:
    """Values of a person with the name taken apart and gender filled when there is no doubt.

    Args:
        values: What was typed.
        was: The person as stored; None for a new one.
    """
    result = dict(values)
    typed = str(values.get("surname", ""))
    spread = people.parse(typed) if " " in typed.strip() or "." in typed else None
    if spread is not None and spread.given and not values.get("given") and _is_whole(spread, was):
        result.update(surname=spread.surname, given=spread.given, patronymic=spread.patronymic)
    return _with_gender(result, was)


_GONE = "Этой записи уже нет: её удалили. Обновите вкладку и повторите."


def _with_gender(values: Mapping[str, object], was: Person | None) -> dict[str, object]:
    """Values of a person with the gender filled when the name leaves no doubt."""
    result = dict(values)
    if not any(name in result for name in _NAME_FIELDS):
        return result
    blank = Person(id=MUNICIPALITY_ID)  # only its empty fields are used
    person = replace(was or blank, **_known(result))
    if not person.gender:
        guessed = people.guess_gender(name_of(person))
        if guessed:
            result["gender"] = guessed.value
    return result


def _is_whole(name: PersonName, was: Person | None) -> bool:
    """Two words typed over a person whose given name is known may be a surname of two words."""
    return bool(name.patronymic) or was is None or not was.given


def _typed_name(values: Mapping[str, object], was: Person) -> dict[str, object]:
    """What was typed over a stored person; words over a known name are the surname alone.

    A surname may have several words («Де Ла Круз-Петренко»): a known given name or patronymic is
    never lost to them.
    """
    is_known = bool(was.given or was.patronymic)
    return _with_gender(values, was) if is_known else settled_name(values, was)


def _change(work: UnitOfWork, kind: str, key: Id, values: Mapping[str, object]) -> None:
    found = work.get(kinds_by_name()[kind], key)
    if found is None and key == MUNICIPALITY_ID:
        found = Municipality(id=MUNICIPALITY_ID)
    if found is None:
        raise QualityError(_GONE)
    if isinstance(found, Person):
        values = _typed_name(values, found)
    if kind == TeamMember.kind and values.get("person", key) is None:
        raise QualityError("Выберите участника или удалите строку.")
    changed = _with(found, values)
    if any(getattr(found, name, "") != getattr(changed, name, "") for name in _NAME_FIELDS):
        _forget_forms(work, found.id)
    _put_by_key(work, changed)


def _add(work: UnitOfWork, kind: str, values: Mapping[str, object], within: Id | None) -> None:
    known = _known(values)
    match kind:
        case Person.kind:
            work.put(Person(id=new_id(), **_known(settled_name(values, None))))
        case Unit.kind:
            work.put(Unit(id=new_id(), place=_next_place(work.all(Unit)), **known))
        case TeamMember.kind:
            _add_member(work, within, known)
        case SchoolYear.kind:
            _add_year(work, within, known)
        case _:
            work.put(_with(kinds_by_name()[kind](id=new_id()), known))


def _add_member(work: UnitOfWork, team: Id | None, values: dict[str, Any]) -> None:
    if team is None or not values.get("person"):
        raise QualityError("Сначала выберите участника команды из раздела «Люди».")
    key = team_member_id(team, values["person"])
    if work.get(TeamMember, key) is not None:
        raise QualityError("Этот человек уже в команде.")
    place = _next_place(work.all(TeamMember, team=team))
    work.put(TeamMember(id=key, team=team, place=place, **values))


def _add_year(work: UnitOfWork, school: Id | None, values: dict[str, Any]) -> None:
    if school is None or not values.get("year"):
        raise QualityError("Сначала впишите учебный год, например 2025/26.")
    key = school_year_id(school, values["year"])
    if work.get(SchoolYear, key) is not None:
        raise QualityError("Показатели за этот год уже есть: исправьте их строку.")
    work.put(SchoolYear(id=key, school=school, **values))


def _put_by_key(work: UnitOfWork, record: Record) -> None:
    """Put a changed record; one whose id follows from its fields is made anew when they changed."""
    key = record.id
    match record:
        case TeamMember():
            key = team_member_id(record.team, record.person)
        case SchoolYear():
            key = school_year_id(record.school, record.year)
        case _:
            pass
    if key == record.id:
        work.put(record)
        return
    if work.get(type(record), key) is not None:
        raise QualityError(f"Такая строка уже есть: {KIND_NAMES[record.kind]}.")
    work.delete(type(record), record.id)
    work.put(_with(record, {"id": key}))


def _with(record: Record, values: Mapping[str, object]) -> Record:
    return replace(record, **_known(values))


def _known(values: Mapping[str, object]) -> dict[str, Any]:
    return dict(values)


def _forget_forms(work: UnitOfWork, person: Id) -> None:
    for record in work.all(Inflection, scope=SCOPE_PERSON, key=str(person)):
        work.delete(Inflection, record.id)


def _remove_parts(work: UnitOfWork, record: Record) -> None:
    part = _OWNED.get(record.kind)
    if part is not None:
        for child in work.all(part, **{record.kind: record.id}):
            work.delete(part, child.id)
    if isinstance(record, Person):
        _forget_forms(work, record.id)


def _siblings(work: UnitOfWork, record: Record) -> list[Any]:
    owner = _ORDERED[record.kind]
    filters = {owner: getattr(record, owner)} if owner else {}
    found: Sequence[Any] = work.all(type(record), **filters)
    return sorted(found, key=lambda item: (item.place, getattr(item, "short_name", "")))


def _next_place(records: Sequence[Unit] | Sequence[TeamMember]) -> int:
    return max((record.place for record in records), default=-1) + 1


def _listed(places: Sequence[str]) -> str:
    shown_places = "; ".join(places[:_MOST_LISTED])
    rest = len(places) - _MOST_LISTED
    return f"{shown_places}; и ещё {rest}" if rest > 0 else shown_places


def _intent_of(store: Store, kind: str, edits: Sequence[RowEdit]) -> str:
    if len(edits) != 1:
        return f"Правка строк: {len(edits)}"
    record = edits[0].record
    found = None if record is None else store.get(kinds_by_name()[kind], record)
    if found is not None:
        return _intent("Изменение", found)
    verb = "Изменение" if record else "Добавление"
    return f"{verb}: {KIND_NAMES.get(kind, 'запись')}"


def _intent(verb: str, record: Record) -> str:
    return f"{verb}: {title(record)}"
