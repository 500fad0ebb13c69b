"""Result and social context as a figure, the same for the window and for papers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from quality_desktop.services.social_context.context_index import (
    OWN_NOTE,
    ContextStanding,
    ContextView,
)
from quality_desktop.services.social_context.quadrants import Quadrant, QuadrantSchool, QuadrantView

if TYPE_CHECKING:
    from quality_desktop.charts.figures import Corner, Quadrants

_CORNERS: Final[dict[Quadrant, Corner]] = {
    Quadrant.BOTH: "top-left",
    Quadrant.LOW: "top-right",
    Quadrant.DISADVANTAGED: "bottom-left",
    Quadrant.RESILIENT: "bottom-left",
    Quadrant.OTHER: "bottom-right",
}
_NAMES: Final[dict[Corner, str]] = {
    "top-left": "ШНОР и ШНСУ",
    "top-right": "ШНОР",
    "bottom-left": "ШНСУ и резильентные",
    "bottom-right": "Прочие",
}
_Y_NOTE: Final = (
    "Линия поперёк – доля низких результатов по району. Список ШНОР составлен по правилу, "
    "поэтому школа из него может быть и ниже линии"
)


def quadrant_figure(view: QuadrantView, context: ContextView) -> Quadrants | None:
    """Schools in the plane of context and result.

    Args:
        view: Schools by quadrant.
        context: The index they come from.

    Returns:
        None while the office has not set the bound of hard conditions, or nobody has both figures.
    """
    from quality_desktop.charts.figures import QuadrantPoint, Quadrants

    points = [
        QuadrantPoint(
            label=_name(row),
            x=Fraction(row.index),
            y=row.share,
            corner=_CORNERS[row.quadrant],
            is_named=row.quadrant is not Quadrant.OTHER,
        )
        for row in view.rows
        if row.index is not None and row.share is not None and row.quadrant in _CORNERS
    ]
    if not points or context.share is None or view.share is None:
        return None
    return Quadrants(
        title=headline(view),
        x_title="Индекс социального благополучия: левее – условия труднее",
        y_title="Доля низких результатов",
        x_border=_border(context),
        y_border=view.share,
        names=_NAMES,
        points=tuple(points),
        missing=len(view.rows) - len(points),
        note=f"{OWN_NOTE[:-1]}. {_Y_NOTE}",
    )


def headline(view: QuadrantView) -> str:
    """«ШНОР – 5 (из них в трудных условиях – 3), резильентных школ – 2»."""
    both, low = view.count(Quadrant.BOTH), view.count(Quadrant.LOW)
    return (
        f"ШНОР – {both + low} (из них в трудных условиях – {both}), "
        f"резильентных школ – {view.count(Quadrant.RESILIENT)}"
    )


def _border(context: ContextView) -> Fraction:
    """Half way between the last school in hard conditions and the next one."""
    known = [(row.index, row.standing) for row in context.rows if row.index is not None]
    hard = [index for index, standing in known if standing is ContextStanding.DISADVANTAGED]
    rest = [index for index, standing in known if standing is not ContextStanding.DISADVANTAGED]
    if not hard or not rest:
        return Fraction(min(rest) if rest else max(hard))
    return (Fraction(max(hard)) + Fraction(min(rest))) / 2


def _name(row: QuadrantSchool) -> str:
    return row.school.short_name or row.school.full_name or row.school.code
