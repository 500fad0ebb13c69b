"""How many pupils got each score, and where the marks begin."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from quality_desktop.charts.axis import Axis, axis_of, tick_words
from quality_desktop.charts.colours import ink_of
from quality_desktop.charts.figures import Scale
from quality_desktop.charts.frame import MARGIN, Frame, Sign
from quality_desktop.charts.letters import Letters, height_of
from quality_desktop.charts.sheet import Fill, Sheet
from quality_desktop.charts.words import sentences, told

if TYPE_CHECKING:
    from pathlib import Path

    from quality_desktop.charts.figures import Distribution
    from quality_desktop.charts.picture import Picture, Size

_USUAL_HEIGHT: Final = 90.0
_LEAST_HEIGHT: Final = 20.0  # of the bars
_BAR_PART: Final = 0.78
_GAP: Final = 1.5
_PEOPLE: Final = Scale(factor=1, unit="")


def distribution(data: Distribution, *, size: Size, fonts: Path) -> Picture:
    """Draw bars of scores side by side.

    Args:
        data: The numbers.
        size: The sheet.
        fonts: Folder of the font.
    """
    letters = Letters(fonts)
    ink = ink_of(is_dark=size.is_dark)
    small = size.letters - 1
    is_pointed = any(_score(data, index) in data.pointed for index in range(len(data.counts)))
    signs = [
        Sign(words=data.pointed_words if is_pointed else "", fill=_pointed(ink.strong, ink.paper)),
        Sign(words=data.expected_words if data.expected else "", is_line=True, colour=ink.text),
    ]
    frame = Frame(title=data.title, note=data.note, signs=signs, size=size, letters=letters)
    line = height_of(1, size=small)
    top = frame.top + line * (2.3 if data.borders else 1.3)
    least = top + _LEAST_HEIGHT + 2 * line + frame.foot
    sheet = Sheet(size, height=max(size.height or _USUAL_HEIGHT, least), letters=letters)
    bottom = sheet.height - frame.foot - 2.4 * line
    values = [Fraction(count) for count in data.counts] + list(data.expected)
    axis = axis_of(values, _PEOPLE, start=bottom, end=top, most=5)
    frame.draw(sheet)
    ticks = [tick for tick in axis.ticks() if tick.denominator == 1]
    left = (
        MARGIN + max(letters.width(tick_words(tick, _PEOPLE), size=small) for tick in ticks) + _GAP
    )
    right = size.width - MARGIN
    for tick in ticks:
        y = axis.at(tick)
        sheet.line((left, y), (right, y), colour=ink.muted if tick == 0 else "")
        words = tick_words(tick, _PEOPLE)
        sheet.text(left - _GAP, y, words, size=small, colour=ink.muted, align="right")
    title_y = frame.top + line / 2
    sheet.text(MARGIN, title_y, data.y_title, size=small, colour=ink.muted)
    step = (right - left) / max(1, len(data.counts))
    _draw_bars(sheet, data, axis, left=left, step=step)
    _draw_borders(sheet, data, left=left, step=step, top=top, bottom=bottom)
    _draw_expected(sheet, data, axis, left=left, step=step)
    _draw_counts(sheet, data, axis, left=left, step=step)
    sheet.text((left + right) / 2, bottom + 1.8 * line, data.x_title, size=small, align="centre")
    return sheet.picture(title=data.title, alt=_alt(data))


def _score(data: Distribution, index: int) -> int:
    return data.first + index


def _pointed(colour: str, lines: str) -> Fill:
    return Fill(colour=colour, hatch="////", hatch_colour=lines, edge=colour)


def _draw_bars(sheet: Sheet, data: Distribution, axis: Axis, *, left: float, step: float) -> None:
    ink, small, zero = sheet.ink, sheet.size.letters - 1, axis.at(0)
    widest = max(sheet.letters.width(str(_score(data, len(data.counts))), size=small), 3.0)
    every = max(1, -int(-(widest + 1) // step))
    for index, count in enumerate(data.counts):
        score, middle = _score(data, index), left + (index + 0.5) * step
        width, height = step * _BAR_PART, zero - axis.at(count)
        fill = (
            _pointed(ink.strong, ink.paper)
            if score in data.pointed
            else Fill(colour=ink.pale, edge=ink.strong)
        )
        if count:
            sheet.box(middle - width / 2, zero - height, width, height, fill)
        if score % every == 0:
            x = min(middle, sheet.width - sheet.letters.width(str(score), size=small) / 2)
            sheet.text(x, zero + 0.8, str(score), size=small, align="centre", vertical="top")


def _draw_counts(sheet: Sheet, data: Distribution, axis: Axis, *, left: float, step: float) -> None:
    """The number over each bar when the bars are wide enough; over those to look at always."""
    small = sheet.size.letters - 1
    widest = max(
        (sheet.letters.width(str(count), size=small) for count in data.counts), default=0.0
    )
    for index, count in enumerate(data.counts):
        is_bold = _score(data, index) in data.pointed
        if is_bold or (count and widest <= step):
            x, y = left + (index + 0.5) * step, axis.at(count) - height_of(1, size=small) / 2
            sheet.seated(x, y, str(count), size=small, is_bold=is_bold, align="centre")


def _draw_borders(
    sheet: Sheet, data: Distribution, *, left: float, step: float, top: float, bottom: float
) -> None:
    """A line before the first score of each mark, the mark above its scores."""
    small = sheet.size.letters - 1
    line = height_of(1, size=small)
    places = [left + (border.score - data.first) * step for border in data.borders]
    end = left + len(data.counts) * step
    for x in places:
        if left < x < end:
            height = top - 1.3 * line
            sheet.line((x, height), (x, bottom), colour=sheet.ink.text, width=1.0, is_dashed=True)
    shown = [min(max(x, left), end) for x in (*places, end)]
    for (start, stop), border in zip(pairwise(shown), data.borders, strict=True):
        words = f"«{border.mark}»"
        if stop - start > sheet.letters.width(words, size=small, is_bold=True):
            y = top - 0.8 * line
            sheet.text((start + stop) / 2, y, words, size=small, is_bold=True, align="centre")


def _draw_expected(
    sheet: Sheet, data: Distribution, axis: Axis, *, left: float, step: float
) -> None:
    if not data.expected:
        return
    places = [
        (left + (index + side) * step, axis.at(value))
        for index, value in enumerate(data.expected)
        for side in (0, 1)
    ]
    sheet.path(places, colour=sheet.ink.paper, width=3.2)
    sheet.path(places, colour=sheet.ink.text, width=1.4)


def _alt(data: Distribution) -> str:
    entries = [
        f"{_score(data, index)} – {count}" for index, count in enumerate(data.counts) if count
    ]
    marks = told([f"«{border.mark}» с {border.score}" for border in data.borders])
    pointed = told([str(score) for score in sorted(data.pointed)])
    return sentences(
        data.title,
        f"{data.x_title} – {data.y_title.lower()}: {told(entries)}" if entries else "Нет данных",
        f"Отметки: {marks}" if marks else "",
        f"{data.pointed_words}: {pointed}" if pointed and data.pointed_words else "",
    )
