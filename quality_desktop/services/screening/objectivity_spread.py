"""Primary scores of a work, in a school and in the district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.analysis.objectivity import Borders
from quality_desktop.domain.records import Id
from quality_desktop.services.exam_results.exam_reference import read_scales
from quality_desktop.services.risk_schools.risk_rows import Work
from quality_desktop.services.screening.objectivity_rows import read_works
from quality_desktop.services.screening.objectivity_signs import borders_in

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

SCALES: Final = "exam-scales.toml"
"""Catalogue of marks from scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSpread:
    """Primary scores of a work, to be looked at.

    Attributes:
        own: Pupils of the school by score; empty when the source has none.
        district: Pupils of all schools by score.
        borders: Last scores of «2», «3», «4».
    """

    work: Work
    year: int
    own: Mapping[int, int]
    district: Mapping[int, int]
    borders: Borders


def score_spread(
    *, store: Store, school: Id, work: Work, year: int, reference: Path
) -> ScoreSpread | None:
    """Primary scores of a work in a school and in the district; None when nobody wrote it."""
    works = read_works(store=store, years=[year], is_detailed=lambda _year, other: other == work)
    found = works.get((year, work))
    if found is None:
        return None
    district: dict[int, int] = {}
    for result in found.schools.values():
        for score, pupils in result.scores.items():
            district[score] = district.get(score, 0) + pupils
    own = found.schools.get(school)
    return ScoreSpread(
        work=work,
        year=year,
        own={} if own is None else own.scores,
        district=district,
        borders=borders_in(found, read_scales(reference / SCALES)),
    )
