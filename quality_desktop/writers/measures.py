"""What both writers must decide alike: lines of a heading, and which rows stay whole.

A DOCX file is laid out later by a word processor, so these decisions may not depend on a font file.
The widths of Times serve instead.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from quality_desktop.documents.model import Figure, Paragraph, Run, Signature
from quality_desktop.writers.grid import place
from quality_desktop.writers.styles import POINTS_PER_MM
from quality_desktop.writers.text import printed_runs
from quality_desktop.writers.times import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quality_desktop.documents.model import Block, Row, Table
    from quality_desktop.writers.grid import Placed
    from quality_desktop.writers.styles import PageSetup, Profile

_SMALL_TABLE = 0.25  # of the height of a page: a table up to it is not divided
_LONGEST_MOVED = 12  # lines that may leave a page to stand with a lonely line and its signature
_ROOM = 0.98  # a heading leaves some of the width free, so that rounding does no harm


def balanced(text: str, *, width: float, size: float) -> list[str]:
    """Lines of a bold heading, as few as fit into the width (pt) and as equal in length as words allow."""
    words = text.split(" ")
    widths = [width_of(word, size=size, is_bold=True) for word in words]
    space = width_of(" ", size=size, is_bold=True)
    room = width * _ROOM
    count = len(_filled(widths, space, room))
    low, high = max(widths, default=0.0), max(room, max(widths, default=0.0))
    while high - low > 1:
        middle = (low + high) / 2
        if len(_filled(widths, space, middle)) <= count:
            high = middle
        else:
            low = middle
    lines, start = [], 0
    for length in _filled(widths, space, high):
        lines.append(" ".join(words[start : start + length]))
        start += length
    return lines


def _filled(widths: Sequence[float], space: float, room: float) -> list[int]:
    """Words in each line when lines are filled one after another."""
    counts: list[int] = []
    used = math.inf
    for width in widths:
        if used + space + width > room:
            counts.append(0)
            used = -space
        used += space + width
        counts[-1] += 1
    return counts


def heading_runs(paragraph: Paragraph, *, width: float, profile: Profile) -> tuple[Run, ...]:
    """Runs of a paragraph; those of a balanced heading carry their line breaks.

    A heading of several runs keeps what its author made; of one with breaks of its own, every line that
    does not fit is cut into lines of like length.
    """
    runs = printed_runs(paragraph)
    style = profile.styles[paragraph.style]
    if not style.is_balanced or len(runs) != 1:
        return runs
    lines = [
        line
        for own in runs[0].text.split("\n")
        for line in balanced(own, width=width, size=style.size)
    ]
    return (Run("\n".join(lines), is_bold=runs[0].is_bold, is_italic=runs[0].is_italic),)


def caption_of(figure: Figure) -> Paragraph | None:
    """The caption as a paragraph, or nothing."""
    return Paragraph(style="caption", runs=(Run(figure.caption),)) if figure.caption else None


def fitted(figure: Figure, *, page: PageSetup, profile: Profile) -> tuple[float, float]:
    """Width and height (mm) of a figure that fits on a page together with its caption."""
    room = page.text_height - _caption_height(figure, page=page, profile=profile)
    scale = min(1.0, page.text_width / figure.width, room / figure.height)
    return figure.width * scale, figure.height * scale


def _caption_height(figure: Figure, *, page: PageSetup, profile: Profile) -> float:
    """Height of a caption with the spaces around it, mm; at most half of the page."""
    caption = caption_of(figure)
    if caption is None:
        return 0.0
    style = profile.styles["caption"]
    runs = heading_runs(caption, width=page.text_width * POINTS_PER_MM, profile=profile)
    lines = sum(run.text.count("\n") for run in runs) + 1
    height = style.space_before + lines * style.leading + style.space_after
    return min(height / POINTS_PER_MM, page.text_height / 2)


def leads_on(
    paragraph: Paragraph, following: Sequence[Block], *, profile: Profile, width: float
) -> bool:
    """Tell whether a paragraph may not end a page though its style does not say so.

    Two cases: it announces the list after it, or a single line stands between it and the signature, which
    must have two lines of the text with it. A subheading above that line is no text: a page of a heading,
    a line and a signature looks empty, so the paragraph goes there, too, unless it is long.

    Args:
        paragraph: The paragraph.
        following: The blocks after it.
        profile: Look of the paper.
        width: Width of the text, pt.
    """
    after = following[0] if following else None
    if not isinstance(after, Paragraph):
        return False
    is_item = (after.mark and after.style != paragraph.style) or after.text.startswith("–")
    if paragraph.text.endswith(":") and is_item:
        return True
    headings = _headings(following, profile)
    most = _LONGEST_MOVED if headings else math.inf
    return (
        _is_lonely(following[headings:], profile=profile, width=width)
        and _rough_length(paragraph, profile=profile, width=width) <= most
    )


def table_leads_on(
    table: Table, following: Sequence[Block], *, page: PageSetup, profile: Profile
) -> bool:
    """Tell whether a small table stands on the page of a heading, a line and a signature after it.

    Args:
        table: The table.
        following: The blocks after it.
        page: Its page.
        profile: Look of the paper.
    """
    headings, width = _headings(following, profile), page.text_width * POINTS_PER_MM
    if not headings or not _is_lonely(following[headings:], profile=profile, width=width):
        return False
    widths = [share / sum(table.widths) * width for share in table.widths]
    height = page.text_height * POINTS_PER_MM
    # Only a table that both writers keep whole: its rows lead on, and its last row is not torn.
    *above, _ = rows_kept(table, widths=widths, page_height=height, profile=profile) or (False,)
    last = place(table.rows, len(widths))[-1:]
    return (
        all(above)
        and _is_small(table, widths, height, profile)
        and all(stays_whole(table.rows[-1], c, widths=widths, profile=profile) for c in last)
    )


def _headings(following: Sequence[Block], profile: Profile) -> int:
    """How many headings come next."""
    count = 0
    for block in following:
        if not isinstance(block, Paragraph) or not profile.styles[block.style].is_kept_with_next:
            break
        count += 1
    return count


def _is_lonely(blocks: Sequence[Block], *, profile: Profile, width: float) -> bool:
    """A paragraph of one line and the signature."""
    match blocks[:2]:
        case [Paragraph() as line, Signature()]:
            return _rough_length(line, profile=profile, width=width) <= 1
        case _:
            return False


def _rough_length(paragraph: Paragraph, *, profile: Profile, width: float) -> float:
    """Lines of a paragraph as one long line would be cut, a part of a line included."""
    style = profile.styles[paragraph.style]
    text = "".join(run.text for run in printed_runs(paragraph))
    room = width - (style.left_indent + style.first_indent) * POINTS_PER_MM
    return width_of(text, size=style.size, is_bold=style.is_bold) / room


def stays_whole(
    row: Row, cells: Sequence[Placed], *, widths: Sequence[float], profile: Profile
) -> bool:
    """Tell whether a row is short enough not to be split across pages."""
    if row.is_group:
        return True
    lines = (
        _rough_lines(placed, widths=widths, profile=profile)
        for placed in cells
        if placed.row_span == 1
    )
    return max(lines, default=0) <= profile.table.whole_row_lines


def rows_kept(
    table: Table, *, widths: Sequence[float], page_height: float, profile: Profile
) -> tuple[bool, ...]:
    """Tell of every body row whether it stays on the page of the next one.

    A small table is not torn at all; of another one neither the first nor the last row stands alone.
    Rows that may be split, and tables with cells over several rows, are left as they are.

    Args:
        table: The table.
        widths: Widths of its columns, pt.
        page_height: Height of the text on a page, pt.
        profile: Look of the paper.
    """
    rows = list(zip(table.rows, place(table.rows, len(widths)), strict=True))
    if any(cell.row_span > 1 for row in table.rows for cell in row.cells):
        return (False,) * len(rows)
    whole = [stays_whole(row, cells, widths=widths, profile=profile) for row, cells in rows]
    is_small = all(whole) and _is_small(table, widths, page_height, profile)
    last = len(rows) - 1
    return tuple(
        place_ < last
        and whole[place_]
        and whole[place_ + 1]
        and (is_small or place_ in (0, last - 1))
        for place_ in range(len(rows))
    )


def _is_small(table: Table, widths: Sequence[float], page_height: float, profile: Profile) -> bool:
    rows = (*place(table.header, len(widths)), *place(table.rows, len(widths)))
    height = sum(_rough_height(cells, widths=widths, profile=profile) for cells in rows)
    return height <= _SMALL_TABLE * page_height


def _rough_height(cells: Sequence[Placed], *, widths: Sequence[float], profile: Profile) -> float:
    look = profile.table
    lines = max(
        (_rough_lines(placed, widths=widths, profile=profile) for placed in cells), default=0
    )
    leading = profile.styles["cell"].leading
    return lines * leading + look.top_padding + look.bottom_padding + look.rule


def _rough_lines(placed: Placed, *, widths: Sequence[float], profile: Profile) -> int:
    room = sum(widths[placed.column : placed.column + placed.column_span])
    room -= 2 * profile.table.side_padding
    lines = 0
    for paragraph in placed.paragraphs:
        style = profile.styles[paragraph.style]
        text = "".join(run.text for run in printed_runs(paragraph))
        width = width_of(text, size=style.size, is_bold=style.is_bold)
        lines += max(
            1, math.ceil(width / max(room - style.left_indent * POINTS_PER_MM, style.size))
        )
    return lines
