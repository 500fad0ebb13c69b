"""Tables that stand beside each other on a sheet, each under a caption of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.domain.spelling import folded
from quality_desktop.sheets.cells import Sheet, SheetValue
from quality_desktop.sheets.results.headings import text_of
from quality_desktop.sheets.results.lines import is_unclear
from quality_desktop.sheets.results.occasions import Occasion, from_separator
from quality_desktop.sheets.results.record_rows import KEYS
from quality_desktop.sheets.results.result_fields import meaning_of_text

_LONGEST_HEADING = 120


def parts_of(sheet: Sheet, catalogue: ExamCatalogue) -> tuple[Sheet, ...]:
    """A sheet for every table of those beside each other; cells keep their addresses.

    A title over the first table only, where each has a caption besides, belongs to all of them.

    Returns:
        The sheet itself where it is not certain what stands over which table.
    """
    known: dict[str, str] = {}  # a region's sheet repeats the same texts in its rows
    heads = {
        row: anchors for row, line in enumerate(sheet.rows) if (anchors := _anchors(line, known))
    }
    if not heads or len(set(heads.values())) > 1:
        return (sheet,)
    top, anchors = next(iter(heads.items()))
    starts = _starts(sheet, top, anchors)
    if not starts:
        return (sheet,)
    shared = _shared_rows(sheet, starts, heads, catalogue)
    if shared is None:
        return (sheet,)
    ends = (*starts[1:], sheet.width)
    return tuple(_cut(sheet, start, end, shared) for start, end in zip(starts, ends, strict=True))


def _anchors(line: Sequence[SheetValue], known: dict[str, str]) -> tuple[int, ...]:
    """Columns that name the school, each with figures after it; one only for a table alone."""
    meanings = [_meaning(value, known) for value in line]
    names = [column for column, meaning in enumerate(meanings) if meaning == "school_name"]
    ends = [*names[1:], len(line)][: len(names)]
    return tuple(
        name
        for name, end in zip(names, ends, strict=True)
        if any(meaning and meaning not in KEYS for meaning in meanings[name:end])
    )


def _meaning(value: SheetValue, known: dict[str, str]) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_HEADING:
        return ""
    if value not in known:
        known[value] = meaning_of_text(value)
    return known[value]


def _starts(sheet: Sheet, top: int, anchors: Sequence[int]) -> tuple[int, ...]:
    """First column of each table, with what stands before the school; empty when nobody can tell."""
    keys = [folded(text_of(value)) for value in sheet.rows[top]]  # «№» is a heading here
    first = next(column for column, key in enumerate(keys) if key)
    before = keys[first : anchors[0]]
    starts = [0]
    for anchor in anchors[1:]:
        start = anchor - len(before)
        if keys[start:anchor] == before:
            starts.append(start)
        elif not keys[anchor - 1]:
            starts.append(anchor)
        else:
            return ()
    return tuple(starts) if len(starts) > 1 else ()


def _shared_rows(
    sheet: Sheet, starts: Sequence[int], heads: dict[int, tuple[int, ...]], catalogue: ExamCatalogue
) -> dict[int, str] | None:
    """Row of a title over all tables -> its text; None when nobody can tell what is of which."""
    top = min(heads)
    shared: dict[int, str] = {}
    has_captions = False
    for row, line in enumerate(sheet.rows):
        filled = _filled(line, starts)
        if row in heads or not any(filled):
            continue
        if row < top:
            has_captions |= all(filled)
            if not all(filled) and filled != [True] + [False] * (len(starts) - 1):
                return None
        texts = [text for value in line if (text := text_of(value))]
        is_alone = filled[0] and not any(filled[1:])
        if is_alone and (row < top or _says(texts, catalogue)):
            if row > top and not _is_over_all(sheet, row, starts):
                return None
            if not _is_of_first(sheet, row, starts):
                shared[row] = " ".join(texts)
    return shared if has_captions else None


def _filled(line: Sequence[SheetValue], starts: Sequence[int]) -> list[bool]:
    ends = (*starts[1:], len(line))
    return [
        any(text_of(value) for value in line[start:end])
        for start, end in zip(starts, ends, strict=True)
    ]


def _says(texts: Sequence[str], catalogue: ExamCatalogue) -> bool:
    """True for a line between the rows that may say of what those after it are."""
    if len(texts) > 2:
        return False
    text = " ".join(texts)
    return from_separator(text, catalogue) != Occasion() or is_unclear(text, catalogue)


def _is_over_all(sheet: Sheet, row: int, starts: Sequence[int]) -> bool:
    return any(area.top == row and area.right >= starts[-1] for area in sheet.merges)


def _is_of_first(sheet: Sheet, row: int, starts: Sequence[int]) -> bool:
    """True for a caption joined over the first table and no further."""
    return any(
        area.top == row and area.right > area.left and area.right < starts[1]
        for area in sheet.merges
    )


def _cut(sheet: Sheet, start: int, end: int, shared: dict[int, str]) -> Sheet:
    """The sheet with the columns of one table, the others empty."""
    rows: list[tuple[SheetValue, ...]] = []
    for number, line in enumerate(sheet.rows):
        own: list[SheetValue] = [None] * start + list(line[start:end]) + [None] * (len(line) - end)
        if number in shared and start:
            own[start] = shared[number]
        rows.append(tuple(own))
    merges = tuple(area for area in sheet.merges if start <= area.left and area.right < end)
    return replace(sheet, rows=tuple(rows), merges=merges)
