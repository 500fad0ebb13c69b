"""The list of schools in disadvantaged social conditions (ШНСУ), made of the context index."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.at_risk.risk_lists import ListType
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.figures import printed_exactly
from quality_desktop.services.risk_schools import risk_lists
from quality_desktop.services.risk_schools.risk_findings import Finding, Findings
from quality_desktop.services.social_context import context_index
from quality_desktop.services.social_context.context_index import (
    ContextStanding,
    ContextView,
    SchoolContext,
)

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


def findings(*, store: Store, year: int, reference: Path) -> Findings:
    """What the context index says of the schools in a calendar year.

    Raises:
        QualityError: There is no index, or the office has not set how many schools count as
            disadvantaged.
    """
    view = context_index.assess(store=store, year=year, reference=reference)
    if view.share is None:
        raise QualityError(
            f"В индексе «{view.index.title}» не задана доля школ: впишите, какой процент школ "
            "с самыми трудными условиями считать ШНСУ."
        )
    return Findings(
        schools=tuple(_finding(view, row) for row in view.rows),
        terms=f"index={view.index.code}\nshare={printed_exactly(view.share * 100)}",
        fingerprint=_fingerprint(view),
    )


def make_draft(*, store: Store, year: int, reference: Path, today: date) -> Changes:
    """Make the draft of ШНСУ of a calendar year; comments and decisions of an earlier one stay.

    Raises:
        QualityError: The list is approved, no school has data, or the share is not set.
    """
    found = findings(store=store, year=year, reference=reference)
    return risk_lists.save_draft(
        store=store, sort=ListType.DISADVANTAGED, year=year, found=found, today=today
    )


def _finding(view: ContextView, row: SchoolContext) -> Finding:
    if row.standing is ContextStanding.NO_DATA or row.rank is None:
        return Finding(school=row.school.id, standing=Standing.NO_DATA)
    place = (
        f"{row.rank}-е место из {view.counted} по трудности условий "
        f"(индекс управления «{view.index.title}»)"
    )
    hard = [
        f"{part.title or part.calculation}: {own.shown}"
        for part, own in zip(view.components, row.parts, strict=True)
        if own.contribution < 0 and own.raw is not None
    ]
    is_included = row.standing is ContextStanding.DISADVANTAGED
    return Finding(
        school=row.school.id,
        standing=Standing.INCLUDED if is_included else Standing.OUTSIDE,
        reasons=(place, *hard) if is_included else (place,),
    )


def _fingerprint(view: ContextView) -> str:
    """SHA-256 of the figures and weights the index is made of; the order of schools is nothing."""
    weights = [f"{part.calculation} {part.weight}" for part in view.components]
    lines = sorted(
        " ".join([str(row.school.id), *(str(part.raw) for part in row.parts)]) for row in view.rows
    )
    rule = f"{view.index.code} {view.share}"
    return hashlib.sha256("\n".join([rule, *weights, *lines]).encode()).hexdigest()
