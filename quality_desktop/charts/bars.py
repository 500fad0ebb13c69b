"""Bars from zero, each with the interval that its few pupils allow."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from quality_desktop.charts.axis import Axis, axis_of, tick_words
from quality_desktop.charts.colours import ink_of
from quality_desktop.charts.frame import MARGIN, Frame, Sign
from quality_desktop.charts.letters import MM_PER_POINT, Letters, height_of
from quality_desktop.charts.sheet import Fill, Sheet
from quality_desktop.charts.words import or_no_data, sentences, told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quality_desktop.charts.figures import Bar, IntervalBars
    from quality_desktop.charts.picture import Picture, Size
    from quality_desktop.domain.figures import Interval

_LARGEST_LABEL: Final = 0.38  # of the width
_LABEL_LINES: Final = 2
_GAP: Final = 1.5
_THICK: Final = 3.2
_CAP: Final = 0.9
TICK_ROOM: Final = 14.0
"""Least distance of two ticks, mm."""


def interval_bars(data: IntervalBars, *, size: Size, fonts: Path) -> Picture:
    """Draw bars one under another; the height follows from their number.

    Args:
        data: The numbers.
        size: The sheet; its height is not looked at.
        fonts: Folder of the font.
    """
    letters = Letters(fonts)
    frame = Frame(
        title=data.title, note=data.note, signs=_signs(data, size), size=size, letters=letters
    )
    small = size.letters - 1
    left, labels = label_column([bar.label for bar in data.bars], size=size, letters=letters)
    words = [_words(data, bar) for bar in data.bars]
    widths = [letters.width(letters.clean(text), size=small, is_bold=True) for text in words]
    right = size.width - MARGIN - max(widths, default=0.0)
    axis = _axis(data, start=left, end=max(right - 2 * _GAP, left + 20))
    line = height_of(1, size=small)
    top = frame.top + line + (line if data.reference is not None else 0.0)
    heights = [height_of(max(1, len(lines)), size=small) + 1.6 for lines in labels]
    sheet = Sheet(size, height=top + sum(heights) + 1 + frame.foot, letters=letters)
    frame.draw(sheet)
    draw_ticks(sheet, axis, data, top=top, bottom=top + sum(heights), size=small)
    middles = [top + sum(heights[:number]) + height / 2 for number, height in enumerate(heights)]
    for bar, lines, middle in zip(data.bars, labels, middles, strict=True):
        sheet.lines(MARGIN, middle - line * len(lines) / 2, lines, size=small)
        _draw_bar(sheet, data, axis, bar=bar, middle=middle)
    _draw_reference(sheet, data, axis, top=top, bottom=top + sum(heights), size=small)
    for bar, text, middle in zip(data.bars, words, middles, strict=True):
        if bar.interval is not None:
            draw_interval(sheet, axis, bar.interval, data.scale.factor, middle)
        # In a column of their own: no line of the figure runs through the numbers.
        sheet.text(
            size.width - MARGIN, middle, text, size=small, is_bold=bar.is_marked, align="right"
        )
    return sheet.picture(title=data.title, alt=_alt(data))


def _signs(data: IntervalBars, size: Size) -> list[Sign]:
    ink = ink_of(is_dark=size.is_dark)
    signs = []
    if any(bar.is_marked for bar in data.bars):
        signs.append(Sign(words=data.marked_words, fill=Fill(colour=ink.strong)))
    if any(bar.interval for bar in data.bars):
        signs.append(Sign(words="95-процентный интервал", is_line=True, colour=ink.text))
    return signs


def label_column(
    labels: Sequence[str], *, size: Size, letters: Letters
) -> tuple[float, list[list[str]]]:
    """Where the figure begins beside its labels, mm, and each label in lines."""
    small = size.letters - 1
    widest = max((letters.width(letters.clean(label), size=small) for label in labels), default=0.0)
    most = min(widest + 0.1, (size.width - 2 * MARGIN) * _LARGEST_LABEL)
    room = letters.snug(labels, most, size=small, most=_LABEL_LINES)
    lines = [letters.lines(label, room, size=small, most=_LABEL_LINES) for label in labels]
    return MARGIN + room + _GAP, lines


def draw_ticks(
    sheet: Sheet, axis: Axis, data: IntervalBars, *, top: float, bottom: float, size: float
) -> None:
    """Light lines down the figure with their values above it."""
    for value in axis.ticks():
        x = axis.at(value)
        sheet.line((x, top), (x, bottom), colour=sheet.ink.muted if value == 0 else "")
        words = tick_words(value, data.scale)
        middle = top - height_of(1, size=size) / 2
        sheet.text(x, middle, words, size=size - 1, colour=sheet.ink.muted, align="centre")


def draw_interval(
    sheet: Sheet, axis: Axis, interval: Interval, factor: int, middle: float, *, cap: float = _CAP
) -> None:
    """A line with caps at both ends, with a seam of paper so that it is seen on dark and pale."""
    low, high = axis.at(interval.low * factor), axis.at(interval.high * factor)
    strokes = (
        ((low, middle), (high, middle)),
        ((low, middle - cap), (low, middle + cap)),
        ((high, middle - cap), (high, middle + cap)),
    )
    for colour, width in ((sheet.ink.paper, 2.6), (sheet.ink.text, 1.0)):
        reach = width / 2 * MM_PER_POINT
        for (x, y), (to_x, to_y) in strokes:
            is_level = y == to_y
            start = (x - reach, y) if is_level else (x, y - reach)
            end = (to_x + reach, to_y) if is_level else (to_x, to_y + reach)
            sheet.line(start, end, colour=colour, width=width)


def _axis(data: IntervalBars, *, start: float, end: float) -> Axis:
    values: list[Fraction] = [bar.value for bar in data.bars if bar.value is not None]
    values += [Fraction(bar.interval.high) for bar in data.bars if bar.interval is not None]
    if data.reference is not None:
        values.append(data.reference)
    return axis_of(
        values, data.scale, start=start, end=end, most=max(2, int((end - start) // TICK_ROOM))
    )


def _words(data: IntervalBars, bar: Bar) -> str:
    value = or_no_data(data.scale.printed(bar.value))
    return f"{value} ({bar.text})" if bar.text and bar.value is not None else value


def _draw_bar(sheet: Sheet, data: IntervalBars, axis: Axis, *, bar: Bar, middle: float) -> None:
    if bar.value is None:
        return
    ink, zero = sheet.ink, axis.at(0)
    end = axis.at(bar.value * data.scale.factor)
    fill = Fill(colour=ink.strong) if bar.is_marked else Fill(colour=ink.pale, edge=ink.strong)
    sheet.box(min(zero, end), middle - _THICK / 2, abs(end - zero), _THICK, fill)


def _draw_reference(
    sheet: Sheet, data: IntervalBars, axis: Axis, *, top: float, bottom: float, size: float
) -> None:
    if data.reference is None:
        return
    x = axis.at(data.reference * data.scale.factor)
    line = height_of(1, size=size)
    # A seam of paper, so that the dashes are seen on dark bars.
    sheet.line((x, top), (x, bottom), colour=sheet.ink.paper, width=2.6)
    sheet.line((x, top), (x, bottom), colour=sheet.ink.text, width=1.2, is_dashed=True)
    words = f"{data.reference_words} {data.scale.printed(data.reference)}".strip()
    half = sheet.letters.width(sheet.letters.clean(words), size=size, is_bold=True) / 2
    middle = min(max(x, MARGIN + half), sheet.width - MARGIN - half)
    sheet.text(middle, top - 1.5 * line, words, size=size, is_bold=True, align="centre")


def _alt(data: IntervalBars) -> str:
    entries = []
    for bar in data.bars:
        words = f"{bar.label} – {_words(data, bar)}"
        if bar.interval is not None:
            words += f", интервал {bar.interval.printed(data.scale.factor, data.scale.unit)}"
        entries.append(words)
    reference = ""
    if data.reference is not None:
        reference = f"Для сравнения: {data.reference_words} {data.scale.printed(data.reference)}"
    return sentences(data.title, reference, told(entries))
