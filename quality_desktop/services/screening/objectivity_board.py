"""What the view «Объективность» shows at once, and its tables for Excel."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.figures import printed_exactly, with_unit
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.risk_schools.risk_board import NO_RESULTS, year_shown
from quality_desktop.services.risk_schools.risk_rows import read_years
from quality_desktop.services.screening import objectivity
from quality_desktop.services.screening.objectivity import (
    MARKER_WORDS,
    MARKERS,
    MARKERS_NOTE,
    ObjectivityView,
    SchoolObjectivity,
)
from quality_desktop.services.screening.objectivity_signs import SIGN_WORDS
from quality_desktop.services.table_export import Cell, ExportColumn, ExportSheet

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_GROUPS = ("lowered", "confirmed", "raised")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivityBoard:
    """Objectivity of a year.

    Attributes:
        wanted: Calendar year that was asked for.
        year: Year that is shown: the wanted one, or the last one with results.
        view: None when there is nothing to show.
        problem: Why; empty when there is.
    """

    wanted: int
    year: int
    view: ObjectivityView | None = None
    problem: str = ""


def board(*, store: Store, year: int, reference: Path) -> ObjectivityBoard:
    """Everything the view shows but the correlations, which are asked for afterwards.

    Args:
        store: The file.
        year: Calendar year of exams wanted.
        reference: Folder of the catalogues.
    """
    years = read_years(store=store)
    if not years:
        return ObjectivityBoard(wanted=year, year=year, problem=NO_RESULTS)
    shown = year_shown(years, year)
    try:
        view = objectivity.assess(
            store=store, year=shown, reference=reference, with_correlations=False
        )
    except QualityError as error:
        return ObjectivityBoard(wanted=year, year=shown, problem=error.sentence)
    return ObjectivityBoard(wanted=year, year=shown, view=view)


def sheets(view: ObjectivityView) -> list[ExportSheet]:
    """Schools, signs and what was compared with, each on its sheet."""
    return [_schools(view), _signs(view), _norms(view)]


def bound_words(share: Fraction) -> str:
    """«20 %»."""
    return with_unit(printed_exactly(share * 100), "%")


def _schools(view: ObjectivityView) -> ExportSheet:
    earlier = [share.year for share in view.shares[1:]]
    return ExportSheet(
        title="Объективность",
        heading=f"Объективность оценочных процедур, {view.year} год",
        columns=(
            ExportColumn(title="Код"),
            ExportColumn(title="Школа"),
            ExportColumn(title="Сравнили с журналом, чел.", decimals=0),
            ExportColumn(title="Понизили, %", decimals=1),
            ExportColumn(title="Подтвердили, %", decimals=1),
            ExportColumn(title="Повысили, %", decimals=1),
            *(ExportColumn(title=code) for code in MARKERS),
            ExportColumn(title="Маркеров", decimals=0),
            *(ExportColumn(title=f"Маркеров в {year}", decimals=0) for year in earlier),
            ExportColumn(title="Поводов проверить", decimals=0),
        ),
        rows=tuple(_school(row, earlier) for row in view.rows),
        notes=(MARKERS_NOTE,),
    )


def _school(row: SchoolObjectivity, earlier: list[int]) -> tuple[Cell, ...]:
    found = row.together.agreement
    shares = [found.share(getattr(found, group)) for group in _GROUPS]
    return (
        row.school.code,
        school_name(row.school),
        found.whole,
        *(None if share is None else share * 100 for share in shares),
        *(MARKER_WORDS[row.markers[code]] for code in MARKERS),
        row.marked,
        *(row.history[year] for year in earlier),
        len(row.signs),
    )


def _signs(view: ObjectivityView) -> ExportSheet:
    names = {row.school.id: row.school for row in view.rows}
    return ExportSheet(
        title="Поводы проверить",
        columns=(
            ExportColumn(title="Код"),
            ExportColumn(title="Школа"),
            ExportColumn(title="Признак"),
            ExportColumn(title="Что увидели"),
        ),
        rows=tuple(
            (
                names[sign.school].code,
                school_name(names[sign.school]),
                SIGN_WORDS[sign.kind],
                sign.text,
            )
            for sign in view.signs
        ),
        notes=(MARKERS_NOTE,),
    )


def _norms(view: ObjectivityView) -> ExportSheet:
    return ExportSheet(
        title="Пороги",
        columns=tuple(
            ExportColumn(title=title)
            for title in ("Порог", "Число", "Единица", "Откуда", "Насколько надёжно")
        ),
        rows=tuple(
            (norm.title, norm.figure.replace(".", ","), norm.unit, norm.source, norm.certainty)
            for norm in view.norms
        ),
    )
