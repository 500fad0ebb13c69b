"""Schools × procedures: the darker a cell, the larger its number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from quality_desktop.charts.colours import ink_of, readable_on, shade
from quality_desktop.charts.frame import MARGIN, Frame, Sign
from quality_desktop.charts.letters import Letters, height_of
from quality_desktop.charts.sheet import Fill, Sheet
from quality_desktop.charts.words import NO_DATA, or_no_data, sentences, told

if TYPE_CHECKING:
    from pathlib import Path

    from quality_desktop.charts.figures import HeatCell, HeatRow, HeatTable
    from quality_desktop.charts.picture import Picture, Size

_LARGEST_LABEL: Final = 0.4  # of the width
_WIDEST_COLUMN: Final = 32.0
_NARROWEST_COLUMN: Final = 7.0
_HIGHEST_HEADER: Final = 45.0
_LABEL_LINES: Final = 2
_HEADER_LINES: Final = 4
_PADDING: Final = 1.2
_MARK_WIDTH: Final = 3.4
_SMALLEST_LETTERS: Final = 6.0


def heat_table(data: HeatTable, *, size: Size, fonts: Path) -> Picture:
    """Draw a table of schools and procedures; its height follows from its rows.

    Args:
        data: The numbers; a long table is divided by `heat_pages` first.
        size: The sheet; its height is not looked at.
        fonts: Folder of the font.
    """
    letters = Letters(fonts)
    plan = _plan(data, size, letters)
    height = plan.top + sum(plan.heights) + plan.frame.foot
    sheet = Sheet(size, height=height, letters=letters)
    plan.frame.draw(sheet)
    _draw_header(sheet, data, plan)
    y = plan.top
    for row, label, row_height in zip(data.rows, plan.labels, plan.heights, strict=True):
        _draw_row(sheet, data, plan, row=row, label=label, y=y, height=row_height)
        y += row_height
    return sheet.picture(title=data.title, alt=_alt(data))


def heat_pages(data: HeatTable, *, rows: int) -> list[HeatTable]:
    """A long table in parts of at most so many rows, of like length, on one scale of darkness."""
    count = max(1, -(-len(data.rows) // rows))
    full = Fraction(largest(data))
    scale = replace(data.scale, full=full) if full else data.scale
    bounds = [len(data.rows) * part // count for part in range(count + 1)]
    return [
        replace(data, rows=data.rows[start:end], scale=scale) for start, end in pairwise(bounds)
    ]


def largest(data: HeatTable) -> Fraction:
    """The value that is drawn darkest."""
    values = (cell.value for row in data.rows for cell in row.cells if cell.value is not None)
    return max(values, default=Fraction(0)) if data.scale.full is None else data.scale.full


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Where everything stands, mm."""

    frame: Frame
    left: float
    column: float
    header: tuple[tuple[str, ...], ...]
    is_upright: bool
    top: float
    labels: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]
    letters: float
    full: Fraction


def _plan(data: HeatTable, size: Size, letters: Letters) -> _Plan:
    small = size.letters - 1
    way = "светлее" if size.is_dark else "темнее"
    note = sentences(data.note, f"Чем {way}, тем больше число.")
    frame = Frame(title=data.title, note=note, signs=_signs(data, size), size=size, letters=letters)
    label_room = _label_room(data, size, letters)
    room = size.width - 2 * MARGIN - _MARK_WIDTH - label_room
    column = min(_WIDEST_COLUMN, room / max(1, len(data.columns)))
    header, is_upright, header_height = _header(data, column, letters, size=small)
    labels = tuple(
        tuple(
            letters.lines(
                row.label,
                label_room - _PADDING,
                size=small,
                is_bold=row.is_marked,
                most=_LABEL_LINES,
            )
        )
        for row in data.rows
    )
    return _Plan(
        frame=frame,
        left=MARGIN + _MARK_WIDTH + label_room,
        column=column,
        header=header,
        is_upright=is_upright,
        top=frame.top + header_height,
        labels=labels,
        heights=tuple(height_of(max(1, len(lines)), size=small) + _PADDING for lines in labels),
        letters=small,
        full=largest(data) or Fraction(1),
    )


def _label_room(data: HeatTable, size: Size, letters: Letters) -> float:
    """Width of the column of names, mm: no more than they need, and less where there are many columns."""
    small, room = size.letters - 1, size.width - 2 * MARGIN
    names = [row.label for row in data.rows]
    widest = max(
        (letters.width(letters.clean(name), size=small, is_bold=True) for name in names),
        default=0.0,
    )
    most = min(widest + _PADDING, room * _LARGEST_LABEL)
    most = min(most, max(room - len(data.columns) * _NARROWEST_COLUMN, room / 4))
    return _PADDING + letters.snug(names, most, size=small, is_bold=True, most=_LABEL_LINES)


def _signs(data: HeatTable, size: Size) -> list[Sign]:
    ink = ink_of(is_dark=size.is_dark)
    cells = [cell for row in data.rows for cell in row.cells]
    signs = [Sign(words=data.marked_words, fill=Fill(edge=ink.text, edge_width=1.4))]
    if any(row.is_marked for row in data.rows):
        signs.append(Sign(words=data.row_words, shape="square", colour=ink.text, edge=ink.text))
    if any(cell.value is None for cell in cells):
        signs.append(Sign(words=f"{NO_DATA} – нет данных", fill=_empty(ink.line)))
    return signs


def _empty(line: str) -> Fill:
    return Fill(hatch="///", hatch_colour=line, edge=line)


def _header(
    data: HeatTable, column: float, letters: Letters, *, size: float
) -> tuple[tuple[tuple[str, ...], ...], bool, float]:
    """Lines of each column title, whether they stand upright, and their height."""
    words = [word for title in data.columns for word in letters.clean(title).split(" ")]
    longest = max((letters.width(word, size=size) for word in words), default=0.0)
    if longest <= column - _PADDING:
        level = tuple(
            tuple(letters.lines(title, column - _PADDING, size=size, most=_HEADER_LINES))
            for title in data.columns
        )
        lines = max((len(title) for title in level), default=0)
        return level, False, height_of(lines, size=size) + _PADDING
    upright = tuple(
        tuple(letters.lines(title, _HIGHEST_HEADER, size=size, most=max(1, int(column // 4))))
        for title in data.columns
    )
    height = max(
        (letters.width(line, size=size) for title in upright for line in title), default=0.0
    )
    return upright, True, height + 2 * _PADDING


def _draw_header(sheet: Sheet, data: HeatTable, plan: _Plan) -> None:
    step = height_of(1, size=plan.letters)
    for number, lines in enumerate(plan.header):
        middle = plan.left + (number + 0.5) * plan.column
        for place, line in enumerate(lines):
            if plan.is_upright:
                x = middle + (place - (len(lines) - 1) / 2) * step
                sheet.text(x, plan.top - _PADDING, line, size=plan.letters, is_upright=True)
            else:
                y = plan.top - _PADDING / 2 - (len(lines) - place - 0.5) * step
                sheet.text(middle, y, line, size=plan.letters, align="centre")


def _draw_row(
    sheet: Sheet,
    data: HeatTable,
    plan: _Plan,
    *,
    row: HeatRow,
    label: tuple[str, ...],
    y: float,
    height: float,
) -> None:
    middle = y + height / 2
    if row.is_marked:
        sheet.mark(
            MARGIN + 1,
            middle,
            "square",
            fill=sheet.ink.text,
            edge=sheet.ink.text,
            size=4,
        )
    top = middle - height_of(len(label), size=plan.letters) / 2
    sheet.lines(MARGIN + _MARK_WIDTH, top, label, size=plan.letters, is_bold=row.is_marked)
    for number, cell in enumerate(row.cells):
        x = plan.left + number * plan.column
        _draw_cell(sheet, data, plan, cell=cell, x=x, y=y, height=height)


def _draw_cell(
    sheet: Sheet, data: HeatTable, plan: _Plan, *, cell: HeatCell, x: float, y: float, height: float
) -> None:
    ink = sheet.ink
    if cell.value is None:
        sheet.box(x, y, plan.column, height, _empty(ink.line))
        words, colour = NO_DATA, ink.muted
    else:
        fill = shade(ink, float(cell.value / plan.full))
        sheet.box(x, y, plan.column, height, Fill(colour=fill, edge=ink.line))
        words, colour = cell.text or data.scale.printed(cell.value), readable_on(fill)
    if cell.is_marked:
        # A seam of paper inside keeps the frame apart from a dark fill.
        for inset, edge, width in ((0.75, ink.paper, 1.0), (0.4, ink.text, 1.3)):
            frame = Fill(edge=edge, edge_width=width)
            sheet.box(x + inset, y + inset, plan.column - 2 * inset, height - 2 * inset, frame)
    words = sheet.letters.clean(words)
    width = sheet.letters.width(words, size=plan.letters, is_bold=cell.is_marked)
    letters = min(plan.letters, plan.letters * (plan.column - _PADDING) / max(width, 0.1))
    if letters >= _SMALLEST_LETTERS:
        sheet.text(
            x + plan.column / 2,
            y + height / 2,
            words,
            size=letters,
            is_bold=cell.is_marked,
            colour=colour,
            align="centre",
        )


def _alt(data: HeatTable) -> str:
    marked = [row.label for row in data.rows if row.is_marked]
    entries = [
        f"{row.label}: "
        + ", ".join(
            f"{title} {cell.text or or_no_data(data.scale.printed(cell.value))}"
            for title, cell in zip(data.columns, row.cells, strict=True)
        )
        for row in data.rows
    ]
    return sentences(
        data.title,
        f"Таблица: строк – {len(data.rows)}, столбцов – {len(data.columns)}",
        f"Отмечены ({data.row_words}): {told(marked)}" if marked and data.row_words else "",
        told(entries),
    )
