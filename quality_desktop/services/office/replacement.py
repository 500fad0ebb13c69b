"""Replacing a person everywhere: first the list of all that is affected, then one write."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import (
    Person,
    School,
    Team,
    TeamMember,
    Unit,
    team_member_id,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id, Record, references
from quality_desktop.domain.responsibility import Assignment, Role, assignment_id
from quality_desktop.services.office.names import direction_code, paper_title, shown, unit_name
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

_ROLES = {
    Role.COORDINATOR: "координатор",
    Role.EXECUTOR: "исполнитель",
    Role.OPERATOR: "ответственный муниципального оператора",
}
_PAPER_FIELDS = {
    "signatory": "подписывает",
    "supervisor": "общее руководство",
    "controller": "контроль",
    "executor": "исполнитель бумаги",
    "certifier": "заверяет копию",
    "letterhead": "бланк",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """A place where the person stands.

    Attributes:
        kind: Kind of the record.
        record: Its id.
        field: Its field that names the person.
        text: «1.2 – координатор», «Приказ № 1048 – общее руководство».
    """

    kind: str
    record: Id
    field: str
    text: str


def affected(*, store: Store, person: Id) -> tuple[Affected, ...]:
    """Every place where a person stands, matrix first."""
    found: list[Affected] = []
    for kind in KINDS:
        for field, target in references(kind).items():
            if target != Person.kind:
                continue
            found.extend(
                Affected(
                    kind=kind.kind,
                    record=record.id,
                    field=field,
                    text=describe(store, record, field),
                )
                for record in store.all(kind, **{field: person})
            )
    return tuple(sorted(found, key=lambda a: (a.kind != Assignment.kind, a.text)))


def substitute(*, store: Store, person: Id, successor: Id, places: Collection[Affected]) -> Changes:
    """Put the successor in the chosen places instead of the person, in one step.

    Raises:
        QualityError: The successor is the same person or is not in the directory.
    """
    was, now = store.get(Person, person), store.get(Person, successor)
    if was is None or now is None or person == successor:
        raise QualityError("Выберите из справочника другого человека на замену.")
    with store.work(f"Замена: {shown(was)} → {shown(now)}") as work:
        for place in places:
            _substitute_one(work, place, person, successor)
        return work.commit()


def _substitute_one(work: UnitOfWork, place: Affected, person: Id, successor: Id) -> None:
    kind = next(kind for kind in KINDS if kind.kind == place.kind)
    record = work.get(kind, place.record)
    if record is None or getattr(record, place.field) != person:
        return
    changed = replace(record, **{place.field: successor})
    key = _key_after(changed)
    if key == record.id:
        work.put(changed)
        return
    # The id of these records follows from who stands there, so the record is made anew;
    # whoever already stands in the cell is not put there twice.
    work.delete(kind, record.id)
    if work.get(kind, key) is None:
        work.put(replace(changed, id=key))


def _key_after(record: Record) -> Id:
    match record:
        case Assignment():
            return assignment_id(record.direction, Role(record.role), *record.parties)
        case TeamMember():
            return team_member_id(record.team, record.person)
        case _:
            return record.id


OTHER_USES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paper_party": "документ – назван в пункте",
        "paper_addressee": "документ – адресат",
        "incoming_paper": "входящий документ – исполнитель",
        "deadline_mark": "срок – ответственный",
        "appendix": "приложение к документу",
        "submission": "ответы школы на формы",
        "value": "сведения мониторинга",
        "acceptance": "принятые замечания",
        "exam_result": "результаты оценочных процедур",
        "name_match": "названия школы в присланных таблицах",
        "risk_entry": "списки школ риска",
        "school_factor": "факторы риска",
        "recommendation": "адресные рекомендации",
        "school_distance": "расстояния между школами",
        "partnership": "пары школ",
        "measure_school": "меры",
    }
)
"""Kinds of records outside the directory that name its records -> what a clerk calls them."""


def describe(store: Store, record: Record, field: str) -> str:
    """In words where a record names another in a field: «1.2 – координатор»."""
    match record:
        case Assignment():
            where = "Все направления"
            if record.direction is not None:
                where = direction_code(store, record.direction)
            return f"{where} – {_ROLES[Role(record.role)]}"
        case Paper():
            return f"{paper_title(record)} – {_PAPER_FIELDS[field]}"
        case Person():
            return f"{shown(record)} – работает здесь"
        case Unit():
            return f"{unit_name(record)} – руководитель"
        case School():
            return f"{record.short_name or record.full_name} – руководитель"
        case TeamMember():
            team = store.get(Team, record.team)
            return f"{team.title if team and team.title else 'Команда'} – участник"
        case _:
            return OTHER_USES[record.kind]
