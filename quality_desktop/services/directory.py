"""The district's directory: municipality, letterhead, units, people, schools, team."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import (
    Letterhead,
    Municipality,
    Person,
    School,
    SchoolYear,
    Team,
    TeamMember,
    TeamRules,
    Unit,
    check_team,
)
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.domain.kinds import KINDS, kinds_by_name
from quality_desktop.domain.records import Id, Record, references
from quality_desktop.services.names import shown
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

_OWNED = {Team.kind: TeamMember, School.kind: SchoolYear}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """A team with its members in order and what departs from the rules."""

    team: Team
    members: tuple[TeamMember, ...]
    names: dict[Id, str]
    problems: tuple[Problem, ...]


def municipality(*, store: Store) -> Municipality | None:
    """The district of this file; None in a file that has not been filled yet."""
    found = store.all(Municipality)
    return found[0] if found else None


def letterheads(*, store: Store) -> tuple[Letterhead, ...]:
    """Letterheads by name."""
    return tuple(sorted(store.all(Letterhead), key=lambda record: record.name))


def units(*, store: Store) -> tuple[Unit, ...]:
    """Units in the office's order."""
    return tuple(sorted(store.all(Unit), key=lambda unit: (unit.place, unit.short_name)))


def people(*, store: Store) -> tuple[Person, ...]:
    """People by surname; those who have left are at the end."""
    return tuple(sorted(store.all(Person), key=lambda p: (not p.is_active, _collated(shown(p)))))


def schools(*, store: Store) -> tuple[School, ...]:
    """Schools by short name; closed ones are at the end."""
    return tuple(
        sorted(store.all(School), key=lambda s: (not s.is_active, _collated(s.short_name)))
    )


def school_years(*, store: Store, school: Id) -> tuple[SchoolYear, ...]:
    """Yearly attributes of a school, newest first."""
    return tuple(sorted(store.all(SchoolYear, school=school), key=lambda r: -r.year))


def teams(*, store: Store, rules: TeamRules) -> tuple[TeamView, ...]:
    """Teams with the check of their composition."""
    names = {person.id: shown(person) for person in store.all(Person)}
    views: list[TeamView] = []
    for team in sorted(store.all(Team), key=lambda t: t.title):
        members = tuple(sorted(store.all(TeamMember, team=team.id), key=lambda m: m.place))
        views.append(
            TeamView(
                team=team,
                members=members,
                names=names,
                problems=tuple(check_team(team, members, rules, names)),
            )
        )
    return tuple(views)


def team_rules(*, reference: Path) -> TeamRules:
    """The dated rules of the team's composition from the catalogue."""
    with (reference / "team.toml").open("rb") as file:
        data = tomllib.load(file)
    return TeamRules(
        least=data["least"],
        most=data["most"],
        roles={role["code"]: role["required_as"] for role in data["roles"] if role["required_as"]},
        practice_roles=frozenset(role["code"] for role in data["roles"] if role["has_practice"]),
        source=data["source"],
    )


def save(*, store: Store, record: Record, also: Iterable[Record] = ()) -> Changes:
    """Save a new or changed record of the directory, with others that belong to the same edit."""
    with store.work(_intent("Изменение", record)) as work:
        work.put(record)
        work.put_all(also)
        return work.commit()


def save_all(*, store: Store, records: Iterable[Record], intent: str) -> Changes:
    """Save many records in one step that can be undone as one (a paste, a reorder)."""
    with store.work(intent) as work:
        work.put_all(records)
        return work.commit()


def remove(*, store: Store, kind: str, record: Id) -> Changes:
    """Remove a record with the ones that are part of it.

    Raises:
        QualityError: Other records name it; the sentence lists where.
    """
    found = store.get(kinds_by_name()[kind], record)
    if found is None:
        return Changes()
    used = uses(store=store, kind=kind, record=record)
    if used:
        raise QualityError(
            f"Удалить нельзя: запись используется ({', '.join(used)}). Сначала замените её там."
        )
    with store.work(_intent("Удаление", found)) as work:
        _remove_parts(work, kind, record)
        work.delete(type(found), record)
        return work.commit()


def uses(*, store: Store, kind: str, record: Id) -> tuple[str, ...]:
    """Where a record is named, in words; what is part of it does not count."""
    part = _OWNED.get(kind)
    found: dict[str, None] = {}
    for other in KINDS:
        for field, target in references(other).items():
            if target == kind and other is not part and store.all(other, **{field: record}):
                found[KIND_NAMES.get(other.kind, "другие записи")] = None
    return tuple(found)


def _remove_parts(work: UnitOfWork, kind: str, record: Id) -> None:
    part = _OWNED.get(kind)
    if part is None:
        return
    for child in work.all(part, **{kind: record}):
        work.delete(part, child.id)


def _intent(verb: str, record: Record) -> str:
    name = KIND_NAMES.get(record.kind, "запись")
    match record:
        case Person():
            return f"{verb}: {shown(record)}"
        case Unit() | School():
            return f"{verb}: {record.short_name or name}"
        case _:
            return f"{verb}: {name}"


def _collated(text: str) -> str:
    return text.lower().replace("ё", "е")
