"""Figures of a year for papers: works, map of results, movement of schools, result and context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.documents.outline_facts import FigureFacts
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.figures import printed_exactly, wilson
from quality_desktop.services.risk_schools.risk_heat import HeatRow as HeatMapRow
from quality_desktop.services.risk_schools.risk_heat import heat_map
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.risk_schools.risk_words import whole_percent
from quality_desktop.services.social_context.context_figure import quadrant_figure

if TYPE_CHECKING:
    from quality_desktop.charts.figures import Flow, HeatRow, HeatTable, IntervalBars
    from quality_desktop.charts.picture import Picture
    from quality_desktop.services.risk_schools.risk_rows import Work
    from quality_desktop.services.risk_schools.risk_year import RiskYear
    from quality_desktop.services.risk_schools.risk_years import ListHistory
    from quality_desktop.services.social_context.context_index import ContextView
    from quality_desktop.services.social_context.quadrants import QuadrantView

_ROWS: Final = 30
"""Schools of a map on one page."""
_HIGHEST: Final = 180.0
"""Height of a map, mm: the heading of its appendix stands on the page too."""
_ALL_SCHOOLS: Final = 60
"""In a larger district the map shows the schools of the list only."""
_FLOW: Final = 56.0
_PLANE: Final = 96.0
"""Heights in a report, mm: a figure that a page has no room for leaves it half empty."""
_YEARS: Final = 4
_KEYS: Final = {
    Standing.INCLUDED: "included",
    Standing.OUTSIDE: "outside",
    Standing.NO_DATA: "no_data",
}


def works_figure(found: RiskYear, fonts: Path) -> tuple[FigureFacts, ...]:
    """Share of low results in every work of the district, with its interval."""
    from quality_desktop.charts.bars import interval_bars
    from quality_desktop.charts.picture import PAGE

    data = _works(found)
    return () if data is None else (as_facts(interval_bars(data, size=PAGE, fonts=fonts)),)


def heat_figures(found: RiskYear, fonts: Path) -> tuple[FigureFacts, ...]:
    """Schools × works, as many pages as it takes."""
    from quality_desktop.charts.heat import heat_table
    from quality_desktop.charts.picture import PAGE

    data = heat_data(found)
    if data is None:
        return ()
    rows = _ROWS
    while True:
        pages = [heat_table(page, size=PAGE, fonts=fonts) for page in _titled(data, rows)]
        if rows == 1 or max(page.height_mm for page in pages) <= _HIGHEST:
            return tuple(as_facts(page) for page in pages)
        # Names of two lines and upright titles of columns make rows of unlike height.
        rows -= max(1, rows // 8)


def _titled(data: HeatTable, rows: int) -> Iterator[HeatTable]:
    """Parts of a map, each saying which schools it holds."""
    from quality_desktop.charts.heat import heat_pages

    pages = heat_pages(data, rows=rows)
    end = 0
    for page in pages:
        start, end = end + 1, end + len(page.rows)
        part = f", школы {start}–{end} из {len(data.rows)}" if len(pages) > 1 else ""
        yield replace(page, title=f"{page.title}{part}")


def flow_figure(history: ListHistory, year: int, fonts: Path) -> tuple[FigureFacts, ...]:
    """How schools moved between the list and the rest up to a year; nothing for a single year."""
    from quality_desktop.charts.flow import flow
    from quality_desktop.charts.picture import PAGE

    data = flow_data(history, year)
    return (
        ()
        if data is None
        else (as_facts(flow(data, size=replace(PAGE, height=_FLOW), fonts=fonts)),)
    )


def context_figures(
    view: QuadrantView, context: ContextView, fonts: Path
) -> tuple[FigureFacts, ...]:
    """Schools in the plane of result and context; nothing while the office has set no bound."""
    from quality_desktop.charts.picture import PAGE
    from quality_desktop.charts.quadrants import quadrants

    data = quadrant_figure(view, context)
    if data is None:
        return ()
    return (as_facts(quadrants(data, size=replace(PAGE, height=_PLANE), fonts=fonts)),)


def as_facts(picture: Picture) -> FigureFacts:
    """A drawn picture as papers take it."""
    return FigureFacts(
        image=picture.png,
        width=picture.width_mm,
        height=picture.height_mm,
        title=picture.title,
        alt=picture.alt,
    )


def _works(found: RiskYear) -> IntervalBars | None:
    from quality_desktop.charts.figures import Bar, IntervalBars

    totals = found.totals()
    if not totals:
        return None
    worst = max(one.share for one in totals)
    named = [found.work_title(one.work) for one in totals if one.share == worst]
    return IntervalBars(
        title=f"Больше всего низких результатов: {', '.join(named)}"
        if worst
        else "Низких результатов нет ни в одной процедуре",
        bars=tuple(
            Bar(
                label=found.work_title(one.work),
                value=one.share,
                interval=wilson(one.low, one.participants),
                text=f"{one.low} из {one.participants}",
                is_marked=one.share == worst and worst > 0,
            )
            for one in totals
        ),
        reference=found.view.share,
        reference_words="все процедуры",
        marked_words="самая большая доля",
    )


def heat_data(found: RiskYear) -> HeatTable | None:
    """The numbers of ``heat_figures`` on one sheet; None without results."""
    from quality_desktop.charts.figures import HeatTable

    table = heat_map(found.view)
    listed = {one.school.id for one in found.listed}
    rows = [row for row in table.rows if row.results]
    if len(rows) > _ALL_SCHOOLS:
        rows = [row for row in rows if row.school.id in listed]
    if not rows or not table.works:
        return None
    share = printed_exactly(found.terms.share * 100)
    least = "больше" if found.terms.is_strict else "не меньше"
    return HeatTable(
        title="Где низких результатов больше всего: доля по школам и процедурам",
        columns=tuple(found.work_title(work, is_short=True) for work in table.works),
        rows=tuple(
            _heat_row(row, table.works, found, is_listed=row.school.id in listed) for row in rows
        ),
        marked_words=f"доля {least} {share}\u202f%",
        row_words="в списке",
    )


def _heat_row(
    row: HeatMapRow, works: Sequence[Work], found: RiskYear, *, is_listed: bool
) -> HeatRow:
    from quality_desktop.charts.figures import HeatCell, HeatRow

    low = set(row.case.reasons)
    cells = []
    for work in works:
        result = row.results.get(work)
        if result is None:
            cells.append(HeatCell(value=None))
        else:
            share = Fraction(result.low, result.participants)
            words = f"{whole_percent(share, result.share)}\u202f%"
            cells.append(HeatCell(value=share, text=words, is_marked=result in low))
    return HeatRow(label=school_name(row.school), cells=tuple(cells), is_marked=is_listed)


def flow_data(history: ListHistory, year: int) -> Flow | None:
    """The numbers of ``flow_figure``; None for a single year."""
    from quality_desktop.charts.figures import Flow, FlowState, FlowStream

    past = [one for one in history.years if one.year <= year]
    run = past[-1:]
    for earlier in reversed(past[:-1]):
        if not run[0].dynamics.is_compared or len(run) == _YEARS:
            break
        run.insert(0, earlier)
    if len(run) < 2 or not run[-1].dynamics.is_compared:
        return None
    now = run[-1].dynamics
    title = (
        f"Список {year} года против {year - 1}: школ вошло – {len(now.entered)}, "
        f"осталось – {len(now.stayed)}, вышло – {len(now.left)}"
    )
    streams = tuple(
        FlowStream(start=start, source=_KEYS[was], target=_KEYS[is_now], count=len(schools))
        for start, one in enumerate(run[1:])
        for (was, is_now), schools in sorted(one.transition.cells.items())
    )
    states = (
        FlowState(key="included", title="в списке", face="strong"),
        FlowState(key="outside", title="не в списке", face="light"),
        FlowState(key="no_data", title="нет данных", face="empty"),
    )
    passed = {key for one in streams if one.count for key in (one.source, one.target)}
    return Flow(
        title=title,
        years=tuple(str(one.year) for one in run),
        states=tuple(state for state in states if state.key in passed),
        streams=streams,
        note="Где список не утверждён, он составлен по правилу этого года",
    )
