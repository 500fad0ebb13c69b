"""Figures of a form that deserve a second look, as hints beside the findings of the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import Id
from quality_desktop.services.entry.monitoring import SchoolRow
from quality_desktop.services.entry.monitoring_findings import CellFinding, standing
from quality_desktop.services.indicators.outliers import Outlier, outliers
from quality_desktop.storage.store import Store

Hints = Mapping[Id, tuple[CellFinding, ...]]
"""School -> what is to be looked at again, nobody has accepted any of it yet."""


def hints(*, store: Store, form: Id, year: int, reference: Path) -> Hints:
    """Shares far from the other schools and counts that jumped since the year before.

    Args:
        store: The file.
        form: Whose elements.
        year: School year (2025 = 2025/26).
        reference: Folder of the dated catalogues, with the thresholds.
    """
    found: dict[Id, tuple[CellFinding, ...]] = {}
    for outlier in outliers(store=store, form=form, year=year, reference=reference):
        found[outlier.school] = (*found.get(outlier.school, ()), _hint(outlier))
    return found


def hints_of_row(row: SchoolRow, hints: Hints, places: Mapping[Id, int]) -> tuple[CellFinding, ...]:
    """The hints of a school, signed where somebody has accepted them.

    A figure that is wrong by a check is not strange besides: the error says it all. Of the cells a
    figure is made of, those without a number have no part in it.

    Args:
        row: The school.
        hints: Of all schools.
        places: Element -> its place in the row.
    """
    found = hints.get(row.school.id, ())
    if not found:
        return ()
    wrong = {e for f in row.findings if f.severity is Severity.ERROR for e in f.elements}
    return tuple(
        replace(
            hint,
            elements=counted or hint.elements,
            accepted=standing(row.accepted.get(hint.check), hint.severity, hint.fingerprint),
        )
        for hint in found
        if wrong.isdisjoint(hint.elements)
        for counted in [tuple(e for e in hint.elements if _is_number(row, places.get(e)))]
    )


def _is_number(row: SchoolRow, place: int | None) -> bool:
    return place is not None and row.cells[place].in_force.number is not None


def _hint(outlier: Outlier) -> CellFinding:
    about = outlier.calculation or ",".join(map(str, outlier.elements))
    return CellFinding(
        check=f"outlier.{outlier.kind}.{about}",
        text=outlier.text,
        severity=Severity.HINT,
        elements=outlier.elements,
        fingerprint=outlier.fingerprint,
    )
