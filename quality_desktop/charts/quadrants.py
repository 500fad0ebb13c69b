"""Result × context: four corners of a plane, each with a name and a shape of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quality_desktop.charts.axis import Axis, axis_of, tick_words
from quality_desktop.charts.frame import MARGIN, Frame
from quality_desktop.charts.letters import Letters, height_of
from quality_desktop.charts.places import Box, Room
from quality_desktop.charts.sheet import Fill, Shape, Sheet
from quality_desktop.charts.words import sentences, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quality_desktop.charts.colours import Ink
    from quality_desktop.charts.figures import Corner, QuadrantPoint, Quadrants
    from quality_desktop.charts.picture import Picture, Size

_USUAL_PART: Final = 0.68  # of the width, for the height
_GAP: Final = 1.5
_MARK: Final = 2.9  # a shape with its edge, mm
_LEAST_HEIGHT: Final = 40.0
_FEW: Final = 15
_ASIDE: Final = (0.65, 0.35, 0.8, 0.2, 0.95, 0.05)
"""How much of a name stands left of its shape."""
_LONGEST_NAME: Final = 48.0
_CORNERS: Final[tuple[Corner, ...]] = ("top-left", "top-right", "bottom-left", "bottom-right")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plane:
    """The rectangle of the figure and its two axes."""

    box: Box
    x: Axis
    y: Axis


def quadrants(data: Quadrants, *, size: Size, fonts: Path) -> Picture:
    """Draw schools in the plane of context and result.

    Args:
        data: The numbers.
        size: The sheet.
        fonts: Folder of the font.
    """
    letters = Letters(fonts)
    frame = Frame(title=data.title, note=reading_note(data), signs=(), size=size, letters=letters)
    small = size.letters - 1
    line = height_of(1, size=small)
    least = frame.top + 4 * line + _LEAST_HEIGHT + frame.foot
    height = max(size.height or size.width * _USUAL_PART, least)
    sheet = Sheet(size, height=height, letters=letters)
    frame.draw(sheet)
    plane = _plane(data, sheet, frame, line=line)
    _draw_axes(sheet, data, plane, top=frame.top, line=line)
    names = _draw_names(sheet, data, plane, line=line)
    marks = [_mark_box(plane, data, point) for point in data.points]
    room = Room(plane.box, (*names, *marks))
    _draw_labels(sheet, data, plane, room, size=small - 1)
    for point in data.points:
        shape, fill = _look(point.corner, sheet.ink)
        x, y = _place(plane, data, point)
        sheet.mark(x, y, shape, fill=fill, edge=sheet.ink.strong)
    return sheet.picture(title=data.title, alt=_alt(data))


def reading_note(data: Quadrants) -> str:
    """How to read the figure, and what is not in it."""
    named = sum(point.is_named for point in data.points)
    crowded = "Подписаны те, для чьих имён есть место." if named > _FEW else ""
    missing = f"Без данных, на рисунке нет: {data.missing}." if data.missing else ""
    return sentences(data.note, crowded, missing)


def _plane(data: Quadrants, sheet: Sheet, frame: Frame, *, line: float) -> _Plane:
    top, bottom = frame.top + 1.4 * line, sheet.height - frame.foot - 2.6 * line
    ys = [data.y_border, *(point.y for point in data.points)]
    # Strips above and under the points hold the names of the corners.
    y = axis_of(ys, data.y_scale, start=bottom - 1.6 * line, end=top + 1.6 * line)
    widest = max(
        sheet.letters.width(tick_words(tick, data.y_scale), size=sheet.size.letters - 1)
        for tick in y.ticks()
    )
    left, right = MARGIN + widest + _GAP, sheet.width - MARGIN - _MARK
    xs = [data.x_border, *(point.x for point in data.points)]
    x = axis_of(xs, data.x_scale, start=left + _MARK, end=right - _MARK, most=8)
    return _Plane(box=Box(left, top, right - left, bottom - top), x=x, y=y)


def _draw_axes(sheet: Sheet, data: Quadrants, plane: _Plane, *, top: float, line: float) -> None:
    ink, small, box = sheet.ink, sheet.size.letters - 1, plane.box
    right, bottom = box.x + box.width, box.y + box.height
    sheet.box(box.x, box.y, box.width, box.height, Fill(edge=ink.line))
    for tick in plane.y.ticks():
        y = plane.y.at(tick)
        sheet.line((box.x, y), (right, y))
        words = tick_words(tick, data.y_scale)
        sheet.text(box.x - _GAP, y, words, size=small, colour=ink.muted, align="right")
    for tick in plane.x.ticks():
        x = plane.x.at(tick)
        sheet.line((x, bottom), (x, bottom + 1), colour=ink.muted)
        words = tick_words(tick, data.x_scale)
        sheet.text(x, bottom + 0.5 * line + 1, words, size=small, colour=ink.muted, align="centre")
    sheet.text(MARGIN, top + line / 2, data.y_title, size=small)
    sheet.text(right, bottom + 1.7 * line + 1, data.x_title, size=small, align="right")
    x = plane.x.at(data.x_border * data.x_scale.factor)
    y = plane.y.at(data.y_border * data.y_scale.factor)
    sheet.line((x, box.y), (x, bottom), colour=ink.text, width=1.1, is_dashed=True)
    sheet.line((box.x, y), (right, y), colour=ink.text, width=1.1, is_dashed=True)


def _draw_names(sheet: Sheet, data: Quadrants, plane: _Plane, *, line: float) -> list[Box]:
    """Names of the corners with how many schools each has; returns the places they take."""
    counts = Counter(point.corner for point in data.points)
    taken = []
    for corner in _CORNERS:
        name = data.names.get(corner, "")
        if not name:
            continue
        words = sheet.letters.clean(f"{name}: {counts[corner]}")
        shape, fill = _look(corner, sheet.ink)
        width = sheet.letters.width(words, size=sheet.size.letters, is_bold=True)
        whole = width + _GAP + _MARK
        at_left, at_top = corner.endswith("left"), corner.startswith("top")
        x = plane.box.x + 1 if at_left else plane.box.x + plane.box.width - 1 - whole
        y = plane.box.y + 1 if at_top else plane.box.y + plane.box.height - 1 - line
        box = Box(x - 0.5, y, whole + 1, line)
        middle = y + line / 2
        sheet.mark(x + _MARK / 2, middle, shape, fill=fill, edge=sheet.ink.strong)
        sheet.text(x + _MARK + _GAP, middle, words, is_bold=True)
        taken.append(box)
    return taken


def _look(corner: Corner, ink: Ink) -> tuple[Shape, str]:
    """Shape and fill: the more dark and angular, the more needs attention."""
    match corner:
        case "top-right":
            return "square", ink.strong
        case "top-left":
            return "triangle", ink.strong
        case "bottom-right":
            return "diamond", ink.paper
        case "bottom-left":
            return "circle", ink.pale


def _place(plane: _Plane, data: Quadrants, point: QuadrantPoint) -> tuple[float, float]:
    return (
        plane.x.at(point.x * data.x_scale.factor),
        plane.y.at(point.y * data.y_scale.factor),
    )


def _mark_box(plane: _Plane, data: Quadrants, point: QuadrantPoint) -> Box:
    x, y = _place(plane, data, point)
    return Box(x - _MARK / 2, y - _MARK / 2, _MARK, _MARK)


def _draw_labels(sheet: Sheet, data: Quadrants, plane: _Plane, room: Room, *, size: float) -> None:
    """Names beside their shapes where there is room; those who need attention come first."""
    order = {"top-right": 0, "top-left": 1, "bottom-right": 2, "bottom-left": 3}
    height = height_of(1, size=size)
    whole = plane.box
    x, y = (
        plane.x.at(data.x_border * data.x_scale.factor),
        plane.y.at(data.y_border * data.y_scale.factor),
    )
    borders = (Box(x, whole.y, 0.1, whole.height), Box(whole.x, y, whole.width, 0.1))
    for point in sorted(data.points, key=lambda each: order[each.corner]):
        if not point.is_named:
            continue
        words = sheet.letters.cut(sheet.letters.clean(point.label), _LONGEST_NAME, size=size)
        width = sheet.letters.width(words, size=size)
        places = list(_around(*_place(plane, data, point), width, height))
        box = room.first_free(places, rather_off=borders)
        if box is not None:
            sheet.seated(box.x, box.y + height / 2, words, size=size, align="left")


def _around(x: float, y: float, width: float, height: float) -> Iterator[Box]:
    """Places of words beside a shape, the best first; farther ones could be taken for a neighbour's."""
    off = _MARK / 2 + 0.4
    yield Box(x + off, y - height / 2, width, height)
    yield Box(x - off - width, y - height / 2, width, height)
    yield Box(x - width / 2, y - off - height, width, height)
    yield Box(x - width / 2, y + off, width, height)
    # Aside of the middle, ever farther: where a border or a neighbour stands at one side.
    for part in _ASIDE:
        yield Box(x - width * part, y - off - height, width, height)
        yield Box(x - width * part, y + off, width, height)


def _alt(data: Quadrants) -> str:
    parts = []
    for corner in _CORNERS:
        names = [point.label for point in data.points if point.corner == corner]
        title = data.names.get(corner, "")
        if names:
            parts.append(f"{title or 'Прочие'} – {len(names)}: {told(names)}")
    axes = f"По горизонтали – {data.x_title}, по вертикали – {data.y_title}"
    missing = f"Без данных – {data.missing}" if data.missing else ""
    return sentences(data.title, axes, *parts, missing)
