"""Movement of schools between states from year to year: bands as thick as schools are many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quality_desktop.charts.colours import mixed, readable_on
from quality_desktop.charts.frame import MARGIN, Frame
from quality_desktop.charts.letters import Letters, height_of
from quality_desktop.charts.places import Box, Room
from quality_desktop.charts.sheet import Fill, Sheet
from quality_desktop.charts.words import sentences, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quality_desktop.charts.colours import Ink
    from quality_desktop.charts.figures import Face, Flow, FlowState, FlowStream
    from quality_desktop.charts.picture import Picture, Size

_USUAL_PART: Final = 0.4  # of the width, for the height
_LEAST_HEIGHT: Final = 40.0
_GAP: Final = 1.5
_LARGEST_LABEL: Final = 0.25
_COLUMN: Final = 12.0
_STATE_GAP: Final = 5.0
_ALONG: Final = (0.06, 0.16, 0.28, 0.4, 0.5, 0.6, 0.72, 0.84)
"""Places of a number on its band, in parts of the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Where columns and states stand, mm.

    Attributes:
        columns: Left edge of each year.
        tops: Upper edge of each state.
        one: Thickness of one school.
        least: Height of a column piece that is wide enough for its number.
    """

    columns: tuple[float, ...]
    tops: dict[str, float]
    heights: dict[str, float]
    one: float
    least: float


def flow(data: Flow, *, size: Size, fonts: Path) -> Picture:
    """Draw how schools moved between states.

    Args:
        data: The numbers.
        size: The sheet.
        fonts: Folder of the font.
    """
    letters = Letters(fonts)
    frame = Frame(title=data.title, note=data.note, signs=(), size=size, letters=letters)
    line = height_of(1, size=size.letters)
    least = frame.top + 1.5 * line + _LEAST_HEIGHT + frame.foot
    sheet = Sheet(size, height=max(size.height or size.width * _USUAL_PART, least), letters=letters)
    frame.draw(sheet)
    plan, labels = _plan(data, sheet, frame, line=line)
    for title, x in zip(data.years, plan.columns, strict=True):
        sheet.text(x + _COLUMN / 2, frame.top + line / 2, title, is_bold=True, align="centre")
    placed = sorted(_bands(data, plan), key=lambda band: -band.stream.count)
    for band in placed:
        fill = _face(_state(data, band.stream.source).face, sheet.ink, is_band=True)
        sheet.ribbon(band.start, band.end, band.stream.count * plan.one, fill)
    _draw_states(sheet, data, plan, labels)
    _draw_counts(sheet, plan, placed)
    return sheet.picture(title=data.title, alt=_alt(data))


def members(data: Flow, year: int, key: str) -> int:
    """How many schools are in a state in a year."""
    leaving = sum(s.count for s in data.streams if s.start == year and s.source == key)
    reaching = sum(s.count for s in data.streams if s.start == year - 1 and s.target == key)
    return max(leaving, reaching)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Band:
    """A stream with the upper ends of its band."""

    stream: FlowStream
    start: tuple[float, float]
    end: tuple[float, float]


def _plan(
    data: Flow, sheet: Sheet, frame: Frame, *, line: float
) -> tuple[_Plan, dict[str, list[str]]]:
    letters, size = sheet.letters, sheet.size.letters
    room = sheet.width - 2 * MARGIN
    widest = max(
        (letters.width(letters.clean(state.title), size=size) for state in data.states), default=0
    )
    label_room = min(widest + 0.1, room * _LARGEST_LABEL)
    labels = {
        state.key: letters.lines(state.title, label_room, size=size, most=3)
        for state in data.states
    }
    left = MARGIN + label_room + _GAP
    between = (room - label_room - _GAP - _COLUMN) / max(1, len(data.years) - 1)
    top, bottom = frame.top + 1.5 * line, sheet.height - frame.foot
    most = {
        state.key: max(members(data, year, state.key) for year in range(len(data.years)))
        for state in data.states
    }
    least = {key: max(line, height_of(len(labels[key]), size=size)) for key in most}
    one = _thickness(most, least, bottom - top - _STATE_GAP * (len(data.states) - 1))
    heights = {key: max(count * one, least[key]) for key, count in most.items()}
    tops, y = {}, top
    for state in data.states:
        tops[state.key] = y
        y += heights[state.key] + _STATE_GAP
    columns = tuple(left + between * number for number in range(len(data.years)))
    return _Plan(columns=columns, tops=tops, heights=heights, one=one, least=line), labels


def _thickness(most: dict[str, int], least: dict[str, float], room: float) -> float:
    """Thickness of one school so that all states fit, each at least as high as its label."""
    one = room / max(1, sum(most.values()))
    for _ in range(len(most)):
        low = {key for key, count in most.items() if count * one < least[key]}
        free = room - sum(least[key] for key in low)
        one = max(free, 0.0) / max(1, sum(count for key, count in most.items() if key not in low))
    return one


def _bands(data: Flow, plan: _Plan) -> Iterator[_Band]:
    """Streams of each pair of years, stacked in the order of the states at both ends."""
    order = {state.key: number for number, state in enumerate(data.states)}
    for year in range(len(data.years) - 1):
        streams = [stream for stream in data.streams if stream.start == year and stream.count]
        leaving = {key: _first(data, plan, year, key) for key in order}
        reaching = {key: _first(data, plan, year + 1, key) for key in order}
        starts: dict[FlowStream, float] = {}
        for stream in sorted(streams, key=lambda each: (order[each.source], order[each.target])):
            starts[stream] = leaving[stream.source]
            leaving[stream.source] += stream.count * plan.one
        for stream in sorted(streams, key=lambda each: (order[each.target], order[each.source])):
            yield _Band(
                stream=stream,
                start=(plan.columns[year] + _COLUMN, starts[stream]),
                end=(plan.columns[year + 1], reaching[stream.target]),
            )
            reaching[stream.target] += stream.count * plan.one


def _first(data: Flow, plan: _Plan, year: int, key: str) -> float:
    """Upper edge of the bands of a state: they stand in the middle of a piece that is higher."""
    thick = members(data, year, key) * plan.one
    return plan.tops[key] + max(0.0, plan.least - thick) / 2


def _draw_states(sheet: Sheet, data: Flow, plan: _Plan, labels: dict[str, list[str]]) -> None:
    for state in data.states:
        top = plan.tops[state.key]
        height = height_of(len(labels[state.key]), size=sheet.size.letters)
        first = max(members(data, 0, state.key) * plan.one, plan.least)
        y = top + max(0.0, first - height) / 2
        sheet.lines(MARGIN, y, labels[state.key])
        for year, x in enumerate(plan.columns):
            count = members(data, year, state.key)
            if not count:
                continue
            fill = _face(state.face, sheet.ink, is_band=False)
            high = max(count * plan.one, plan.least)
            sheet.box(x, top, _COLUMN, high, fill)
            middle = (x + _COLUMN / 2, top + high / 2)
            if fill.hatch:
                letters = sheet.size.letters
                sheet.seated(*middle, str(count), size=letters, is_bold=True, align="centre")
                continue
            colour = readable_on(fill.colour)
            sheet.text(*middle, str(count), is_bold=True, colour=colour, align="centre")


def _draw_counts(sheet: Sheet, plan: _Plan, bands: list[_Band]) -> None:
    """The number of each stream on its band, where it meets no other number."""
    size = sheet.size.letters - 1
    room = Room(Box(0, 0, sheet.width, sheet.height))
    height = height_of(1, size=size)
    for band in sorted(bands, key=lambda each: each.stream.count):
        words = str(band.stream.count)
        width = sheet.letters.width(words, size=size) + 1.2
        half = band.stream.count * plan.one / 2
        first, last = (
            band.start[0] + 0.5,
            band.end[0] - 0.5 - width,
        )  # beside the columns, not on them
        boxes = []
        for part in _ALONG:
            x, y = _along(band, part)
            left = min(max(x - width / 2, first), max(first, last))
            boxes.append(Box(left, y + half - height / 2, width, height))
        free = room.first_free(boxes)
        if free is not None:
            sheet.box(free.x, free.y + 0.4, width, height - 0.8, Fill(colour=sheet.ink.paper))
            middle = (free.x + width / 2, free.y + height / 2)
            sheet.text(*middle, words, size=size, align="centre")


def _along(band: _Band, part: float) -> tuple[float, float]:
    """A place on the upper edge of a band."""
    (x, y), (to_x, to_y) = band.start, band.end
    rest = 1 - part
    middle = (x + to_x) / 2
    place = rest**3 * x + 3 * rest * part * middle + part**3 * to_x
    level = (rest**3 + 3 * rest**2 * part) * y + (3 * rest * part**2 + part**3) * to_y
    return place, level


def _face(face: Face, ink: Ink, *, is_band: bool) -> Fill:
    """A state's column piece, or the paler band that leaves it."""
    part = 0.5 if is_band else 0.0
    edge = mixed(ink.strong, ink.paper, part)
    match face:
        case "strong":
            return Fill(colour=mixed(ink.strong, ink.paper, part), edge=edge)
        case "light":
            return Fill(colour=mixed(ink.pale, ink.paper, part), edge=edge)
        case "hatched":
            colour = mixed(ink.pale, ink.paper, 0.5)
            return Fill(colour=colour, hatch="///", hatch_colour=edge, edge=edge)
        case "empty":
            return Fill(colour=ink.paper, hatch="..", hatch_colour=edge, edge=edge)


def _state(data: Flow, key: str) -> FlowState:
    return next(state for state in data.states if state.key == key)


def _alt(data: Flow) -> str:
    titles = {state.key: state.title for state in data.states}
    parts = []
    for year, title in enumerate(data.years):
        counts = [
            f"{state.title} – {members(data, year, state.key)}"
            for state in data.states
            if members(data, year, state.key)
        ]
        parts.append(f"{title}: {told(counts)}")
        moves = [
            f"{titles[stream.source]} → {titles[stream.target]} – {stream.count}"
            for stream in data.streams
            if stream.start == year and stream.count and stream.source != stream.target
        ]
        if moves:
            parts.append(f"От {title} к {data.years[year + 1]}: {told(moves)}")
    return sentences(data.title, *parts)
