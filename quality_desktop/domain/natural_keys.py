"""Kinds whose ids are made of other records: when one of those becomes another, so does the id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from quality_desktop.domain.at_risk.partnership import (
    MeasureSchool,
    Partnership,
    SchoolDistance,
    distance_id,
    measure_school_id,
    partnership_id,
)
from quality_desktop.domain.at_risk.profile import (
    Recommendation,
    SchoolFactor,
    recommendation_id,
    school_factor_id,
)
from quality_desktop.domain.at_risk.risk_lists import RiskEntry, risk_entry_id
from quality_desktop.domain.collection.indicators import Target, target_id
from quality_desktop.domain.collection.monitoring import (
    Acceptance,
    Collection,
    Submission,
    Value,
    acceptance_id,
    collection_id,
    submission_id,
    value_id,
)
from quality_desktop.domain.collection.period_locks import PeriodLock, lock_id
from quality_desktop.domain.cycle import CardRow, Progress, card_row_id, progress_id
from quality_desktop.domain.deadlines import DeadlineMark, deadline_mark_id
from quality_desktop.domain.directions import DirectionLink
from quality_desktop.domain.directory import (
    Inflection,
    SchoolYear,
    TeamMember,
    inflection_id,
    school_year_id,
    team_member_id,
)
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.paper_kinds import (
    PaperField,
    PaperParty,
    paper_field_id,
    paper_party_id,
)
from quality_desktop.domain.paperwork import (
    ClauseEdit,
    PaperDeadline,
    clause_edit_id,
    deadline_id,
)
from quality_desktop.domain.records import Id, Record, natural_id
from quality_desktop.domain.register import (
    IssuedPaper,
    PaperAddressee,
    PaperLink,
    addressee_id,
    issued_paper_id,
    paper_link_id,
)
from quality_desktop.domain.responsibility import Assignment, Role, assignment_id

_IDS: Mapping[type[Record], Callable[[Any], Id]] = MappingProxyType(
    {
        Assignment: lambda r: assignment_id(r.direction, Role(r.role), *r.parties),
        CardRow: lambda r: card_row_id(r.stage, r.direction),
        Progress: lambda r: progress_id(r.direction, r.position, r.year),
        DirectionLink: lambda r: natural_id(DirectionLink.kind, r.earlier, r.later),
        SchoolYear: lambda r: school_year_id(r.school, r.year),
        TeamMember: lambda r: team_member_id(r.team, r.person),
        Inflection: lambda r: inflection_id(r.scope, r.key, r.gender, r.case),
        Collection: lambda r: collection_id(r.form, r.year),
        Submission: lambda r: submission_id(r.collection, r.school),
        Value: lambda r: value_id(r.element, r.school, r.year),
        Acceptance: lambda r: acceptance_id(r.year, r.school, r.check),
        Target: lambda r: target_id(r.calculation, r.year),
        ExamResult: lambda r: exam_result_id(r.procedure, r.year, r.subject, r.grade, r.school),
        RiskEntry: lambda r: risk_entry_id(r.list, r.school),
        SchoolFactor: lambda r: school_factor_id(r.school, r.year, r.factor),
        Recommendation: lambda r: recommendation_id(r.school, r.year, r.template, r.work),
        Partnership: lambda r: partnership_id(r.year, r.school, r.partner),
        SchoolDistance: lambda r: distance_id(r.first, r.second),
        MeasureSchool: lambda r: measure_school_id(r.measure, r.school),
        PaperField: lambda r: paper_field_id(r.paper, r.code),
        PaperParty: lambda r: paper_party_id(r.paper, r.code),
        PaperDeadline: lambda r: deadline_id(r.paper, r.code),
        ClauseEdit: lambda r: clause_edit_id(r.paper, r.clause),
        IssuedPaper: lambda r: issued_paper_id(r.paper),
        PaperLink: lambda r: paper_link_id(r.paper, r.earlier, r.relation),
        PaperAddressee: lambda r: addressee_id(r.paper, r.school or r.unit or r.person or r.name),
        DeadlineMark: lambda r: deadline_mark_id(r.source),
        PeriodLock: lambda r: lock_id(r.year),
    }
)

NAMED_IN_TEXT: Mapping[type[Record], str] = MappingProxyType(
    {Inflection: "key", DeadlineMark: "source", Acceptance: "check"}
)
"""Kinds with a text in which the id of another record may stand, and that field."""

PAIRS: Mapping[type[Record], tuple[str, ...]] = MappingProxyType(
    {SchoolDistance: ("first", "second"), Partnership: ("school", "partner"),
     DirectionLink: ("earlier", "later"), PaperLink: ("paper", "earlier")}
)  # fmt: skip
"""Kinds that are about two records: of one and the same record they say nothing."""


def natural_id_of(record: Record) -> Id | None:
    """The id that the key of a record makes; None when its kind has no such key."""
    make = _IDS.get(type(record))
    return None if make is None else make(record)


def is_named_by_key(record: Record) -> bool:
    """Whether the id of a record is the one that its key makes, and must follow the key."""
    return natural_id_of(record) == record.id
