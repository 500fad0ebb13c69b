"""Lists of schools at risk: a draft, the schools' comments, the approved list.

An approved list is a snapshot: its entries keep the figures it was made of, and its fingerprint
tells whether the data are still those.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.records import Id, Record, natural_id, reference, required_reference


class ListType(StrEnum):
    """What a list holds."""

    LOW = "low"
    """ШНОР: schools with low results."""
    DISADVANTAGED = "disadvantaged"
    """ШНСУ: schools in disadvantaged social conditions."""


class ListStatus(StrEnum):
    """How far a list has come."""

    DRAFT = "draft"
    DISCUSSED = "discussed"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskList(Record):
    """A list of one calendar year.

    Attributes:
        type: See ``ListType``.
        year: Calendar year of the exams it rests on.
        rule: Rule it was made by.
        terms: The terms as they were applied, one ``name=value`` a line.
        status: See ``ListStatus``.
        comments_due: Until when schools may comment on the draft.
        fingerprint: SHA-256 of the data it was made of.
        act_title: Act that approved it: «приказ».
        act_number: Its number.
        act_date: Its date.
    """

    kind: ClassVar[str] = "risk_list"

    type: str = ListType.LOW.value
    year: int
    rule: Id | None = reference("risk_rule")
    terms: str = ""
    status: str = ListStatus.DRAFT.value
    made: date | None = None
    comments_due: date | None = None
    fingerprint: str = ""
    act_title: str = ""
    act_number: str = ""
    act_date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskEntry(Record):
    """A school in a list.

    Attributes:
        standing: What the rule says (``risk_cases.Standing``).
        reasons: The low results as sentences, one a line.
        margin: How many pupils decided; None when none could.
        is_listed: What the office decided; it may differ from the rule with a reason.
        decision: Why the office decided otherwise than the rule.
        comment: What the school answered to the draft.
        commented: When it answered.
    """

    kind: ClassVar[str] = "risk_entry"

    list: Id = required_reference("risk_list")
    school: Id = required_reference("school")
    standing: str = Standing.NO_DATA.value
    reasons: str = ""
    margin: int | None = None
    is_listed: bool = False
    decision: str = ""
    comment: str = ""
    commented: date | None = None


def risk_list_id(type_: ListType, year: int) -> Id:
    """Id that everybody gives to the list of this sort for this year."""
    return natural_id(RiskList.kind, type_.value, year)


def risk_entry_id(risk_list: Id, school: Id) -> Id:
    """Id that everybody gives to the place of this school in this list."""
    return natural_id(RiskEntry.kind, risk_list, school)
