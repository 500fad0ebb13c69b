"""What the view «Социальный контекст» shows at once: the index, the quadrants, the year."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.errors import QualityError
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.risk_schools import risk_board
from quality_desktop.services.risk_schools.risk_dynamics import office_standings
from quality_desktop.services.school_profile.norms import norms
from quality_desktop.services.social_context import context_index, quadrants
from quality_desktop.services.social_context.context_index import (
    OWN_NOTE,
    ContextView,
    SchoolContext,
)
from quality_desktop.services.social_context.quadrants import (
    QUADRANT_WORDS,
    QuadrantSchool,
    QuadrantView,
)
from quality_desktop.services.table_export import Cell, ExportColumn, ExportSheet

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextBoard:
    """The context of a year.

    Attributes:
        wanted: Calendar year that was asked for.
        year: Year that is shown: the wanted one, or the last one with exam results.
        context: The index; None when there is none.
        quadrants: Result and context together; None without exam results or a rule's share.
        norms: When a school counts as resilient.
        problem: Why something is not shown; empty when all is.
    """

    wanted: int
    year: int
    context: ContextView | None = None
    quadrants: QuadrantView | None = None
    norms: tuple[Norm, ...] = ()
    problem: str = ""


def board(*, store: Store, year: int, reference: Path) -> ContextBoard:
    """Everything the view shows.

    Args:
        store: The file.
        year: Calendar year of exams wanted.
        reference: Folder of the catalogues.
    """
    listed = risk_board.board(store=store, year=year)
    try:
        context = context_index.assess(store=store, year=listed.year, reference=reference)
    except QualityError as error:
        return ContextBoard(wanted=year, year=listed.year, problem=error.sentence)
    known = norms(store=store, reference=reference)
    found = None
    if listed.view is not None:
        found = quadrants.combine(
            result=listed.view,
            context=context,
            totals=quadrants.totals(store=store, year=listed.year, terms=listed.view.terms),
            office=office_standings(store=store, year=listed.year),
            norms=known,
        )
    return ContextBoard(
        wanted=year,
        year=listed.year,
        context=context,
        quadrants=found,
        norms=tuple(n for n in known if n.code.startswith("quadrants.")),
        problem=listed.problem if found is None else "",
    )


def sheet(shown: ContextBoard) -> ExportSheet:
    """The index with its contributions as a table for Excel."""
    context = shown.context
    titles = [] if context is None else [c.title or c.calculation for c in context.components]
    rows = () if context is None else context.rows
    return ExportSheet(
        title="Социальный контекст",
        heading=f"Социальный контекст школ, {shown.year} год",
        columns=(
            ExportColumn(title="Код"),
            ExportColumn(title="Школа"),
            ExportColumn(title="Группа"),
            ExportColumn(title="Место", decimals=0),
            ExportColumn(title="Индекс", decimals=3),
            ExportColumn(title="Низких результатов, %", decimals=1),
            *(ExportColumn(title=title) for title in titles),
            *(ExportColumn(title=f"{title}: вклад", decimals=3) for title in titles),
        ),
        rows=tuple(_cells(row, shown.quadrants) for row in rows),
        notes=(OWN_NOTE,),
    )


def _cells(row: SchoolContext, found: QuadrantView | None) -> tuple[Cell, ...]:
    placed: QuadrantSchool | None = None if found is None else found.row(row.school.id)
    share = None if placed is None or placed.share is None else placed.share * 100
    has_index = row.index is not None
    return (
        row.school.code,
        school_name(row.school),
        "" if placed is None else QUADRANT_WORDS[placed.quadrant],
        row.rank,
        None if row.index is None else Fraction(row.index),
        share,
        *(part.shown for part in row.parts),
        *(Fraction(part.contribution) if has_index else None for part in row.parts),
    )
