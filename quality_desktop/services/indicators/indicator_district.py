"""The district's figures of an indicator as they are shown: aggregate, both means, target, band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from quality_desktop.domain.collection.bands import band_of
from quality_desktop.domain.collection.indicators import (
    Aggregate,
    Calculation,
    CalculationKind,
    Polarity,
    Target,
)
from quality_desktop.domain.figures import (
    NOTHING,
    decimal_number,
    printed,
    round_half_up,
)
from quality_desktop.domain.formulas.formula_columns import FigureState
from quality_desktop.services.indicators.indicator_table import (
    UNKNOWN,
    DistrictFigures,
    Showing,
    is_met,
)

if TYPE_CHECKING:
    from quality_desktop.analysis.correlation import Correlation
    from quality_desktop.analysis.indicators import DistrictFigure


def district_figures(
    calculation: Calculation,
    showing: Showing,
    found: DistrictFigure,
    last: DistrictFigure,
    *,
    target: Target | None,
    schools: int,
) -> DistrictFigures:
    """What the schools' figures come to.

    Args:
        calculation: The version in force.
        showing: How its figures are shown.
        found: Of the year.
        last: Of the year before.
        target: Of the year; None without one.
        schools: All schools of the table.
    """
    is_of_schools = Aggregate(calculation.aggregate) is Aggregate.SHARE
    kind = CalculationKind.COUNT if showing.kind is CalculationKind.YES_NO else showing.kind
    own = replace(showing, kind=kind)
    if is_of_schools:  # a share of schools is in percent, whatever the schools' own figures are
        own = replace(own, unit="%", decimals=max(1, showing.decimals))
    is_judged = found.number is not None and not is_of_schools
    made = DistrictFigures(
        number=found.number,
        shown=_told(found, own),
        meeting="" if found.meeting is None else f"{found.meeting} из {found.counted}",
        schools=schools,
        counted=found.counted,
        no_data=found.no_data,
        previous=last.number,
        previous_shown=_told(last, own),
        change=own.change(found.number, last.number),
        band=band_of(found.number or Fraction(0), showing.bands) if is_judged else None,
    )
    if showing.kind is CalculationKind.SHARE:
        made = _with_both_means(made, showing, found)
    return made if target is None else _with_target(made, target, calculation.polarity, own)


def correlation_figures(
    now: Correlation, before: Correlation, showing: Showing, states: Sequence[FigureState]
) -> DistrictFigures:
    """The coefficient over the schools that have both series."""
    number, previous = (
        None if found.coefficient is None else Fraction(found.coefficient)
        for found in (now, before)
    )
    return DistrictFigures(
        number=number,
        shown=_shown(number, showing),
        schools=len(states),
        counted=now.pairs,
        no_data=sum(state is FigureState.NO_DATA for state in states),
        previous=previous,
        previous_shown=_shown(previous, showing),
        change=showing.change(number, previous),
        band=None if number is None else band_of(number, showing.bands),
    )


def _with_both_means(
    made: DistrictFigures, showing: Showing, found: DistrictFigure
) -> DistrictFigures:
    """Weighted and unweighted side by side; large and small schools make them differ."""
    if found.weighted is None or found.mean_digits is None:
        return made
    scale: int = 10**showing.decimals
    mean = Fraction(found.mean_digits, scale)
    return replace(
        made,
        weighted=_shown(found.weighted, showing),
        weighted_number=found.weighted,
        mean=_shown(mean, showing),
        mean_number=mean,
        disagree=round_half_up(found.weighted, showing.decimals) != found.mean_digits,
    )


def _with_target(
    made: DistrictFigures, record: Target, polarity: str, showing: Showing
) -> DistrictFigures:
    try:
        target = decimal_number(record.figure)
    except ValueError:
        return made  # the editor of definitions tells about it
    if target is None:
        return made
    words = {Polarity.HIGHER.value: "не меньше ", Polarity.LOWER.value: "не больше "}
    return replace(
        made,
        target=target,
        target_shown=words.get(polarity, "") + printed(target, showing.decimals, showing.unit),
        target_source=record.source,
        is_target_met=is_met(made.number, target, polarity),
    )


def _told(found: DistrictFigure, showing: Showing) -> str:
    if not found.counted and found.no_data:
        return UNKNOWN
    return _shown(found.number, showing)


def _shown(number: Fraction | None, showing: Showing) -> str:
    return NOTHING if number is None else printed(number, showing.decimals, showing.unit)
