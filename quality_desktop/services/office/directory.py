"""The district's directory: municipality, letterhead, units, people, schools, team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id, natural_id
from quality_desktop.domain.spelling import natural_key
from quality_desktop.services.field_values import Catalogue, Word
from quality_desktop.services.folding import folded
from quality_desktop.services.office.names import shown, unit_name
from quality_desktop.services.office.office import municipality
from quality_desktop.services.toml_files import read_toml
from quality_desktop.storage.store import Store

MUNICIPALITY_ID = natural_id(Municipality.kind)
"""Id of the district in a file that was made empty: two copies of the file mean the same one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """A team with its members in order, the rules and what departs from them."""

    team: Team
    members: tuple[TeamMember, ...]
    names: dict[Id, str]
    rules: TeamRules
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryView:
    """The whole directory as the tab shows it.

    Attributes:
        municipality: Empty fields in a file that has not been filled yet.
        school_years: Yearly attributes by school, newest first.
        months: Names of months as dates write them, by code of the language.
    """

    municipality: Municipality
    letterheads: tuple[Letterhead, ...]
    units: tuple[Unit, ...]
    people: tuple[Person, ...]
    schools: tuple[School, ...]
    school_years: Mapping[Id, tuple[SchoolYear, ...]]
    teams: tuple[TeamView, ...]
    catalogue: Catalogue
    months: Mapping[str, tuple[str, ...]]


def letterheads(*, store: Store) -> tuple[Letterhead, ...]:
    """Letterheads by name."""
    return tuple(sorted(store.all(Letterhead), key=lambda record: record.name))


def units(*, store: Store) -> tuple[Unit, ...]:
    """Units in the office's order."""
    return tuple(sorted(store.all(Unit), key=lambda unit: (unit.place, unit.short_name)))


def people(*, store: Store) -> tuple[Person, ...]:
    """People by surname; those who have left are at the end."""
    return tuple(sorted(store.all(Person), key=lambda p: (not p.is_active, folded(shown(p)))))


def schools(*, store: Store) -> tuple[School, ...]:
    """Schools by short name; closed ones are at the end."""
    return tuple(
        sorted(store.all(School), key=lambda s: (not s.is_active, natural_key(s.short_name)))
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
                rules=rules,
                problems=tuple(check_team(team, members, rules, names)),
            )
        )
    return tuple(views)


def team_rules(*, reference: Path) -> TeamRules:
    """The dated rules of the team's composition from the catalogue."""
    data = read_toml(reference / "team.toml")
    return TeamRules(
        least=data["least"],
        most=data["most"],
        roles={role["code"]: role["required_as"] for role in data["roles"] if role["required_as"]},
        practice_roles=frozenset(role["code"] for role in data["roles"] if role["has_practice"]),
        source=data["source"],
    )


def catalogue(*, store: Store, reference: Path) -> Catalogue:
    """What can be chosen and typed by name: people, units, and words of the dated catalogues."""
    everybody, all_units = people(store=store), units(store=store)
    return Catalogue(
        records={
            Person.kind: _unique(
                {p.id: shown(p) for p in everybody}, {p.id: p.position for p in everybody}
            ),
            Unit.kind: _unique(
                {u.id: unit_name(u) for u in all_units}, {u.id: u.name for u in all_units}
            ),
        },
        choosable=frozenset(p.id for p in everybody if p.is_active) | {u.id for u in all_units},
        words={
            "school.type": _school_types(reference),
            "team_member.role": _team_roles(reference),
            "letterhead.left_language": _languages(reference),
        },
    )


def view(*, store: Store, reference: Path) -> DirectoryView:
    """The whole directory."""
    years: dict[Id, list[SchoolYear]] = {}
    for record in sorted(store.all(SchoolYear), key=lambda r: -r.year):
        years.setdefault(record.school, []).append(record)
    return DirectoryView(
        municipality=municipality(store=store) or Municipality(id=MUNICIPALITY_ID),
        letterheads=letterheads(store=store),
        units=units(store=store),
        people=people(store=store),
        schools=schools(store=store),
        school_years={school: tuple(found) for school, found in years.items()},
        teams=teams(store=store, rules=team_rules(reference=reference)),
        catalogue=catalogue(store=store, reference=reference),
        months={
            code: tuple(language["names"])
            for code, language in read_toml(reference / "months.toml").items()
        },
    )


def _unique(names: Mapping[Id, str], hints: Mapping[Id, str]) -> dict[Id, str]:
    """Names told apart: namesakes get their position, and a number when even that is the same."""
    taken: dict[str, int] = {}
    for name in names.values():
        taken[folded(name)] = taken.get(folded(name), 0) + 1
    result: dict[Id, str] = {}
    seen: dict[str, int] = {}
    for key, name in names.items():
        if taken[folded(name)] > 1 and hints[key] and hints[key] not in name:
            name = f"{name} ({hints[key]})"
        number = seen[folded(name)] = seen.get(folded(name), 0) + 1
        result[key] = name if number == 1 else f"{name} ({number})"
    return result


def _school_types(reference: Path) -> tuple[Word, ...]:
    data = read_toml(reference / "school-types.toml")
    words = [
        Word(value=kind["code"], text=kind["abbreviation"], also=(kind["title"], kind["code"]))
        for kind in data["types"]
    ]
    return (*words, Word(value="", text=""))


def _team_roles(reference: Path) -> tuple[Word, ...]:
    data = read_toml(reference / "team.toml")
    words = [Word(value=role["code"], text=role["title"]) for role in data["roles"]]
    return (*words, Word(value="", text=""))


def _languages(reference: Path) -> tuple[Word, ...]:
    data = read_toml(reference / "months.toml")
    words = [
        Word(value=code, text=language["title"]) for code, language in data.items() if code != "ru"
    ]
    return (*words, Word(value="", text=""))


def named_municipality(*, name: str, office: str) -> Municipality | None:
    """The district of a file that is made empty; None when nothing is known of it."""
    if not name and not office:
        return None
    return Municipality(id=MUNICIPALITY_ID, name=name, office_name=office)
