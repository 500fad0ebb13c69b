"""A number before and after, one pair under another."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from quality_desktop.charts.axis import Axis, axis_of, tick_words
from quality_desktop.charts.bars import TICK_ROOM, draw_interval, label_column
from quality_desktop.charts.colours import ink_of
from quality_desktop.charts.frame import MARGIN, Frame, Sign
from quality_desktop.charts.letters import Letters, height_of
from quality_desktop.charts.sheet import Sheet
from quality_desktop.charts.words import NO_DATA, or_no_data, sentences, told
from quality_desktop.domain.figures import printed_digits, round_half_up, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quality_desktop.charts.figures import BeforeAfter, Pair
    from quality_desktop.charts.picture import Picture, Size

_GAP: Final = 1.5
_APART: Final = 1.5  # the lines of the two intervals stand so far above and under the middle, mm
_MARK: Final = 6.5
_SHORTEST_ARROW: Final = 4.0


def before_after(data: BeforeAfter, *, size: Size, fonts: Path) -> Picture:
    """Draw pairs under the titles of their groups; the height follows from their number.

    Args:
        data: The numbers.
        size: The sheet; its height is not looked at.
        fonts: Folder of the font.
    """
    letters = Letters(fonts)
    small = size.letters - 1
    frame = Frame(
        title=data.title, note=data.note, signs=_signs(data, size), size=size, letters=letters
    )
    pairs = [pair for group in data.groups for pair in group.pairs]
    left, labels = label_column([pair.label for pair in pairs], size=size, letters=letters)
    changes = [_change(data, pair) for pair in pairs]
    room = max((letters.width(letters.clean(words), size=small) for words in changes), default=0.0)
    end = size.width - MARGIN - room - 2 * _GAP
    axis = _axis(data, start=left + _GAP, end=max(end - _GAP, left + 20))
    line = height_of(1, size=small)
    heights = [height_of(max(1, len(lines)), size=small) + 2.4 for lines in labels]
    titles = sum(line * 1.5 for group in data.groups if group.title)
    top = frame.top + line
    bottom = top + sum(heights) + titles
    sheet = Sheet(size, height=bottom + 1 + frame.foot, letters=letters)
    frame.draw(sheet)
    _draw_ticks(sheet, data, axis, top=top, bottom=bottom)
    rows = iter(zip(pairs, labels, changes, heights, strict=True))
    y = top
    for group in data.groups:
        if group.title:
            sheet.text(MARGIN, y + line * 0.75, group.title, size=small, is_bold=True)
            y += line * 1.5
        for _ in group.pairs:
            pair, lines, change, height = next(rows)
            middle = y + height / 2
            sheet.lines(MARGIN, middle - line * len(lines) / 2, lines, size=small)
            _draw_pair(sheet, data, axis, pair=pair, middle=middle)
            sheet.text(size.width - MARGIN, middle, change, size=small, align="right")
            y += height
    return sheet.picture(title=data.title, alt=_alt(data))


def reach(data: BeforeAfter) -> Fraction:
    """The largest number, so that parts of a long figure stand on one axis."""
    return max(_values(data), default=Fraction(0))


def _signs(data: BeforeAfter, size: Size) -> list[Sign]:
    ink = ink_of(is_dark=size.is_dark)
    signs = [
        Sign(words=data.before_words, shape="circle", colour=ink.paper, edge=ink.strong),
        Sign(words=data.after_words, shape="circle", colour=ink.strong, edge=ink.strong),
    ]
    pairs = [pair for group in data.groups for pair in group.pairs]
    if any(pair.before_interval or pair.after_interval for pair in pairs):
        words = "95-процентный интервал: сверху – до, снизу – после"
        signs.append(Sign(words=words, is_line=True, colour=ink.text))
    return signs


def _axis(data: BeforeAfter, *, start: float, end: float) -> Axis:
    return axis_of(
        _values(data),
        data.scale,
        start=start,
        end=end,
        most=max(2, int((end - start) // TICK_ROOM)),
    )


def _values(data: BeforeAfter) -> Iterator[Fraction]:
    for group in data.groups:
        for pair in group.pairs:
            yield from (value for value in (pair.before, pair.after) if value is not None)
            for interval in (pair.before_interval, pair.after_interval):
                if interval is not None:
                    yield Fraction(interval.high)


def _change(data: BeforeAfter, pair: Pair) -> str:
    """«40,0 % → 25,0 % (−15,0 п. п.)»."""
    scale = data.scale
    words = " → ".join(or_no_data(scale.printed(value)) for value in (pair.before, pair.after))
    if pair.before is None or pair.after is None:
        return words
    unit = "п.\u00a0п." if scale.unit == "%" else scale.unit
    # Rounded once, from the exact numbers: the tables beside the figure tell the same.
    digits = round_half_up((pair.after - pair.before) * scale.factor, scale.decimals)
    text = with_unit(printed_digits(digits, scale.decimals), unit)
    return f"{words} ({'+' if digits > 0 else ''}{text})"


def _draw_ticks(sheet: Sheet, data: BeforeAfter, axis: Axis, *, top: float, bottom: float) -> None:
    small = sheet.size.letters - 1
    for value in axis.ticks():
        x = axis.at(value)
        sheet.line((x, top), (x, bottom), colour=sheet.ink.muted if value == 0 else "")
        words = tick_words(value, data.scale)
        middle = top - height_of(1, size=small) / 2
        sheet.text(x, middle, words, size=small - 1, colour=sheet.ink.muted, align="centre")


def _draw_pair(sheet: Sheet, data: BeforeAfter, axis: Axis, *, pair: Pair, middle: float) -> None:
    ink, factor = sheet.ink, data.scale.factor
    for interval, place in ((pair.before_interval, -_APART), (pair.after_interval, _APART)):
        if interval is not None:
            draw_interval(sheet, axis, interval, factor, middle + place, cap=0.5)
    before = None if pair.before is None else axis.at(pair.before * factor)
    after = None if pair.after is None else axis.at(pair.after * factor)
    if before is None and after is None:
        sheet.text(
            axis.at(0) + _GAP, middle, NO_DATA, size=sheet.size.letters - 1, colour=ink.muted
        )
    if before is not None and after is not None and abs(after - before) > _SHORTEST_ARROW:
        # The head must not vanish under the mark of the end.
        back = 1.2 if after > before else -1.2
        sheet.arrow((before, middle), (after - back, middle), colour=ink.strong)
    if before is not None:
        sheet.mark(before, middle, "circle", fill=ink.paper, edge=ink.strong, size=_MARK)
    if after is not None:
        sheet.mark(after, middle, "circle", fill=ink.strong, edge=ink.strong, size=_MARK)


def _alt(data: BeforeAfter) -> str:
    parts = [
        f"{group.title + ': ' if group.title else ''}"
        + told([f"{pair.label} – {_change(data, pair)}" for pair in group.pairs])
        for group in data.groups
    ]
    return sentences(data.title, f"{data.before_words} и {data.after_words}", *parts)
