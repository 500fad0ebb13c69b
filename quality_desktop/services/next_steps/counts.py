"""The state of a file in whole numbers: what has been filled, sent, received, decided and signed.

Only plain columns are read, so that the whole state of a district takes a few milliseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from quality_desktop.domain.at_risk.partnership import Measure, Partnership
from quality_desktop.domain.at_risk.profile import Recommendation, RecommendationStatus
from quality_desktop.domain.at_risk.risk_lists import ListStatus, ListType, RiskEntry, RiskList
from quality_desktop.domain.collection.monitoring import Collection, Submission, Value
from quality_desktop.domain.cycle import CardRow
from quality_desktop.domain.directions import Direction, DirectionGroup, Edition
from quality_desktop.domain.directory import (
    Letterhead,
    Municipality,
    Person,
    School,
    TeamMember,
    Unit,
)
from quality_desktop.domain.evidence import Evidence, Publishing
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.merge import Cell
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.programme import Indicator, Programme
from quality_desktop.domain.register import IncomingPaper, PaperAddressee, PaperStatus
from quality_desktop.domain.responsibility import Assignment, Role
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow
from quality_desktop.storage.store import Store

Counts = Mapping[str, int]
"""What is counted -> how many; the names are listed in ``file_counts``."""

_SIGNED = (PaperStatus.SIGNED, PaperStatus.SENT, PaperStatus.AMENDED)


def file_counts(*, store: Store, year: int, today: date) -> Counts:
    """Count everything that a rule of the next steps may ask for.

    Args:
        store: The file.
        year: School year by its first calendar year: 2025 means 2025/26.
        today: The day of asking.

    Returns:
        ``year``; of the office: ``office_named``, ``units``, ``people``, ``unplaced`` (people
        without a position), ``letterheads``, ``schools``, ``team``; of the matrix: ``directions``,
        ``coordinated``, ``staffed`` (all three roles); ``card_texts``; ``programmes``,
        ``indicators``; of the year's collection: ``collections``, ``expected``, ``answered``,
        ``late_answers``, ``values``; of results: ``results``, ``result_year``; of the list of that
        year: ``lists``, ``drafts``, ``discussed``, ``approved``, ``listed``; ``recommendations``,
        ``unsent_recommendations``, ``partnerships``, ``measures``, ``ended_measures``;
        ``plans``, ``plan_rows``; of papers: ``papers``, ``paper_drafts``, ``signed``, ``unsent``,
        ``incoming``; of proofs: ``proofs``, ``to_publish``, ``published``.
    """
    results = _results(store)
    return {
        "year": year,
        **_office(store),
        **_matrix(store),
        "card_texts": _filled(store.columns(CardRow, ("actions",))["actions"]),
        "programmes": _rows(store, Programme),
        "indicators": _rows(store, Indicator),
        **_collected(store, year, today),
        **results,
        **_at_risk(store, results["result_year"], today),
        "plans": _rows(store, Roadmap),
        "plan_rows": _rows(store, RoadmapRow),
        **_papers(store),
        **_proofs(store),
    }


def _rows(store: Store, kind: type) -> int:
    return len(store.columns(kind, ("id",))["id"])


def _filled(cells: Sequence[Cell]) -> int:
    return sum(1 for cell in cells if cell)


def _office(store: Store) -> Counts:
    people = store.columns(Person, ("position",), is_active=True)["position"]
    return {
        "office_named": _filled(store.columns(Municipality, ("office_name",))["office_name"]),
        "letterheads": _rows(store, Letterhead),
        "units": _rows(store, Unit),
        "people": len(people),
        "unplaced": len(people) - _filled(people),
        "schools": len(store.columns(School, ("id",), is_active=True)["id"]),
        "team": _rows(store, TeamMember),
    }


def _matrix(store: Store) -> Counts:
    """Directions of the edition in force and those whose roles are given to somebody."""
    current = set(store.columns(Edition, ("id",), is_current=True)["id"])
    groups = store.columns(DirectionGroup, ("id", "edition"))
    of_edition = {
        group for group, edition in zip(*groups.values(), strict=True) if edition in current
    }
    found = store.columns(Direction, ("id", "group"))
    directions = {key for key, group in zip(*found.values(), strict=True) if group in of_edition}
    given = store.columns(Assignment, ("direction", "role"))
    roles = set(zip(*given.values(), strict=True))
    has_common_operator = (None, Role.OPERATOR.value) in roles
    coordinated = {key for key in directions if (key, Role.COORDINATOR.value) in roles}
    staffed = {
        key
        for key in coordinated
        if (key, Role.EXECUTOR.value) in roles
        and (has_common_operator or (key, Role.OPERATOR.value) in roles)
    }
    return {
        "directions": len(directions),
        "coordinated": len(coordinated),
        "staffed": len(staffed),
    }


def _collected(store: Store, year: int, today: date) -> Counts:
    """The forms sent out this school year and what came back."""
    sent = store.columns(Collection, ("id", "due"), year=year)
    keys, due = sent["id"], sent["due"]
    late = {key for key, day in zip(keys, due, strict=True) if day and str(day) < today.isoformat()}
    columns = store.columns(Submission, ("collection", "received"), is_expected=True)
    asked = [
        (collection, received)
        for collection, received in zip(*columns.values(), strict=True)
        if collection in set(keys)
    ]
    return {
        "collections": len(keys),
        "expected": len(asked),
        "answered": sum(1 for _, received in asked if received),
        "late_answers": sum(1 for key, received in asked if not received and key in late),
        "values": len(store.columns(Value, ("id",), year=year)["id"]),
    }


def _results(store: Store) -> Counts:
    years = Counter(store.columns(ExamResult, ("year",))["year"])
    newest = max((int(year or 0) for year in years), default=0)
    return {"results": years[newest], "result_year": newest}


def _at_risk(store: Store, year: int, today: date) -> Counts:
    """The list of schools with low results of the newest results, and the work that follows it."""
    found = store.columns(RiskList, ("id", "status"), type=ListType.LOW.value, year=year)
    statuses = Counter(found["status"])
    listed = store.columns(RiskEntry, ("list",), is_listed=True)["list"]
    advice = store.columns(Recommendation, ("status",), year=year, is_struck=False)["status"]
    ends = store.columns(Measure, ("ends",))["ends"]
    return {
        "lists": len(found["id"]),
        "drafts": statuses[ListStatus.DRAFT.value],
        "discussed": statuses[ListStatus.DISCUSSED.value],
        "approved": statuses[ListStatus.APPROVED.value],
        "listed": sum(1 for key in listed if key in set(found["id"])),
        "recommendations": len(advice),
        "unsent_recommendations": advice.count(RecommendationStatus.DRAFT.value),
        "partnerships": len(store.columns(Partnership, ("id",), year=year)["id"]),
        "measures": len(ends),
        "ended_measures": sum(1 for day in ends if day and str(day) < today.isoformat()),
    }


def _papers(store: Store) -> Counts:
    papers = store.columns(Paper, ("id", "status"))
    statuses = Counter(papers["status"])
    sent_status = dict(zip(papers["id"], papers["status"], strict=True))
    addressed = store.columns(PaperAddressee, ("paper", "sent_on", "answered_on"))
    to_send = {
        paper
        for paper, sent_on, _ in zip(*addressed.values(), strict=True)
        if not sent_on and sent_status.get(paper) == PaperStatus.SIGNED.value
    }
    return {
        "papers": len(papers["id"]),
        "paper_drafts": statuses[PaperStatus.DRAFT.value],
        "signed": sum(statuses[status.value] for status in _SIGNED),
        "unsent": len(to_send),
        "incoming": len(store.columns(IncomingPaper, ("id",), status="new")["id"]),
    }


def _proofs(store: Store) -> Counts:
    published = Counter(store.columns(Evidence, ("publishing",))["publishing"])
    return {
        "proofs": published.total(),
        "to_publish": published[Publishing.READY.value],
        "published": published[Publishing.PUBLISHED.value],
    }
