"""Facts of an order, put together from the records of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from quality_desktop.documents.facts import (
    AppendixFacts,
    CardAppendix,
    LineFacts,
    MatrixAppendix,
    MemberFacts,
    OrderFacts,
    ProgrammeAppendix,
    ProgrammeFacts,
    RoadmapAppendix,
    TeamAppendix,
    TextAppendix,
)
from quality_desktop.domain.cycle import CardRow, Stage, build_card
from quality_desktop.domain.directions import Direction, DirectionGroup, Edition
from quality_desktop.domain.directory import (
    Letterhead,
    Municipality,
    Person,
    Team,
    TeamMember,
    Unit,
)
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.domain.paper_kinds import DEADLINE, PaperField
from quality_desktop.domain.paperwork import Appendix, Paper, PaperDeadline
from quality_desktop.domain.programme import (
    ActivityLine,
    CollectionMethod,
    Goal,
    Indicator,
    Programme,
    Task,
)
from quality_desktop.domain.records import Id
from quality_desktop.domain.responsibility import Assignment, ResponsibilityMatrix, build_matrix
from quality_desktop.services.paperwork.reads import Reads
from quality_desktop.services.paperwork.roadmap_facts import roadmap_facts


def order_facts(
    records: Reads, *, paper: Id, key: str, months: Mapping[str, Sequence[str]]
) -> OrderFacts:
    """Gather everything that an order prints.

    Args:
        records: Where the records are read from.
        paper: The order.
        key: Name of its files.
        months: Names of months by the code of a language.

    Raises:
        QualityError: The order or the card of the municipality is not in the file.
    """
    order = records.get(Paper, paper)
    if order is None:
        raise QualityError("Этого документа в файле больше нет: выберите другой.")
    municipality = next(iter(records.all(Municipality)), None)
    if municipality is None:
        raise QualityError(
            "Сначала укажите муниципалитет: «Справочники» → «Муниципалитет и бланк»."
        )
    appendices, problems = _appendices(records, order)
    return OrderFacts(
        key=key,
        paper=order,
        municipality=municipality,
        letterhead=None if order.letterhead is None else records.get(Letterhead, order.letterhead),
        matrix=_matrix(records, order),
        people={person.id: person for person in records.all(Person)},
        units={unit.id: unit for unit in records.all(Unit)},
        deadlines={d.code: d.due for d in records.all(PaperDeadline, paper=order.id)},
        dates_as_written={
            one.code: one.text
            for one in records.all(PaperField, paper=order.id)
            if one.code.startswith(DEADLINE)
        },
        appendices=appendices,
        months=months,
        problems=problems,
    )


def _matrix(records: Reads, order: Paper) -> ResponsibilityMatrix:
    edition = order.edition
    if edition is None:
        edition = next((e.id for e in records.all(Edition) if e.is_current), None)
    groups = () if edition is None else records.all(DirectionGroup, edition=edition)
    return build_matrix(groups, records.all(Direction), records.all(Assignment))


def _appendices(
    records: Reads, order: Paper
) -> tuple[tuple[AppendixFacts, ...], tuple[Problem, ...]]:
    found: list[AppendixFacts] = []
    problems: list[Problem] = []
    rows = sorted(records.all(Appendix, paper=order.id), key=lambda a: (a.number, a.id.bytes))
    for row in rows:
        facts = _appendix(records, row)
        if facts is None:
            problems.append(
                Problem(
                    text=f"Приложение {row.number} не печатается: выберите, что в нем.",
                    place=f"appendix:{row.id}",
                )
            )
        else:
            found.append(facts)
    return tuple(found), tuple(problems)


def _appendix(records: Reads, row: Appendix) -> AppendixFacts | None:
    if row.content == "matrix":
        return MatrixAppendix()
    if row.content == "card":
        stages = {stage.id: stage for stage in records.all(Stage)}
        card = build_card(stages.values(), records.all(CardRow))
        return CardAppendix(rows=tuple((stages[line.stage].number, line) for line in card))
    if row.content == "roadmap":
        roadmap = None if row.roadmap is None else roadmap_facts(records, row.roadmap)
        return None if roadmap is None else RoadmapAppendix(roadmap=roadmap, title=row.title)
    if row.content == "team":
        return _team(records, row)
    if row.content == "text":
        return TextAppendix(title=row.title, text=row.text)
    programme = None if row.programme is None else records.get(Programme, row.programme)
    if row.content != "programme" or programme is None:
        return None
    return ProgrammeAppendix(programme=_programme(records, programme))


def _team(records: Reads, row: Appendix) -> TeamAppendix | None:
    team = None if row.team is None else records.get(Team, row.team)
    if team is None:
        return None
    members = sorted(records.all(TeamMember, team=team.id), key=lambda m: (m.place, m.id.bytes))
    found = [(member, records.get(Person, member.person)) for member in members]
    return TeamAppendix(
        title=row.title or team.title or "Состав муниципальной команды",
        members=tuple(MemberFacts(person=person) for _, person in found if person is not None),
    )


def _programme(records: Reads, programme: Programme) -> ProgrammeFacts:
    direction = records.get(Direction, programme.direction)
    group = None if direction is None else records.get(DirectionGroup, direction.group)
    if direction is None or group is None:
        raise QualityError("У программы нет направления: выберите его заново.")
    lines = sorted(records.all(ActivityLine, programme=programme.id), key=lambda r: r.number)
    return ProgrammeFacts(
        id=programme.id,
        direction=direction,
        quality_of=group.quality_of,
        goals=_numbered(records.all(Goal, programme=programme.id)),
        tasks=_numbered(records.all(Task, programme=programme.id)),
        methods=tuple(
            sorted(
                records.all(CollectionMethod, programme=programme.id),
                key=lambda r: (r.place, r.id.bytes),
            )
        ),
        lines=tuple(
            LineFacts(
                line=line,
                indicators=tuple(
                    sorted(
                        records.all(Indicator, line=line.id), key=lambda r: (r.place, r.id.bytes)
                    )
                ),
            )
            for line in lines
        ),
    )


Numbered = TypeVar("Numbered", Goal, Task)


def _numbered(records: Iterable[Numbered]) -> tuple[Numbered, ...]:
    return tuple(sorted(records, key=lambda r: (r.number, r.id.bytes)))
