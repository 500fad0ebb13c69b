"""What the columns under a head hold: keys of the rows, and figures by what stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.sheets.cells import Sheet, column_letters
from quality_desktop.sheets.results.exam_measures import is_only_qualifier, measure_of
from quality_desktop.sheets.results.headings import Column, Head, text_of
from quality_desktop.sheets.results.mark_blocks import Above, choice_of, occasion_above
from quality_desktop.sheets.results.occasions import Occasion
from quality_desktop.sheets.results.record_rows import KEYS
from quality_desktop.sheets.results.result_fields import (
    BARE,
    MARK_NAMES,
    PASSED,
    REGISTER_NAMES,
    exact_meaning_of,
    meaning_of,
)
from quality_desktop.sheets.results.score_columns import are_numbered, score_columns

_PUPILS = "pupils"
"""«Кол-во учеников»: participants only where nothing else says how many wrote the work."""
_SAMPLE = 30
_YEAR = re.compile(r"20[0-4]\d(?: (?:20)?[0-4]\d)?(?: (?:уч(?:ебный)? )?(?:год|г))?")
_ONE_FOR_ALL = "число участников одно на несколько работ: поставьте его под заголовком каждой"
_SCORES = re.compile(
    r"порог|границ|преодол|\bсдал|\bсдавш|\b(?:средн\w*|ср) (?:\w+ )?балл|балл(?:ов|ами|ьник)"
)


@dataclass(slots=True, kw_only=True)
class Sections:
    """Columns of a table.

    Attributes:
        shared: Meaning of a key -> its column.
        figures: What stands above the figures -> meaning -> column.
        scores: Primary score -> column of its percent.
        doubled: Column, letters of the other one and heading of two columns that mean the same of
            the same; nobody can tell which is which.
        refusal: Column and sentence where nobody can tell which marks are the procedure's.
        left_out: Columns and headings of marks that are not the procedure's.
        unread: Columns and headings of scores and bounds that say nothing for certain.
    """

    shared: dict[str, int] = field(default_factory=dict)
    figures: list[tuple[Occasion, dict[str, int]]] = field(default_factory=list)
    scores: dict[int, int] = field(default_factory=dict)
    doubled: tuple[int, str, str] | None = None
    refusal: tuple[int, str] | None = None
    left_out: list[tuple[int, str]] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)


def sections_of(sheet: Sheet, head: Head, catalogue: ExamCatalogue) -> Sections:
    """Find what the columns hold; no figures without marks, the register or a row per state exam."""
    found = Sections(scores=score_columns(head.columns))
    is_numbered = are_numbered(head.columns)
    by_occasion: dict[Occasion, dict[str, int]] = {}
    left_out = _left_out(found, head, catalogue)
    for column in head.columns:
        meaning, above = _meaning(column)
        if not meaning:
            if _is_of_scores(column):
                found.unread.append((column.index, column.leaf))
            continue
        if meaning in KEYS:
            _share(found, sheet, head, meaning, column.index)
            continue
        if is_numbered and meaning.endswith(BARE):  # «2» … «5» are scores or tasks there
            continue
        if above in left_out and _root(meaning) not in REGISTER_NAMES:
            continue
        about = occasion_above(above, catalogue)
        own = by_occasion.setdefault(about, {})
        if meaning in own and found.doubled is None:
            found.doubled = column.index, column_letters(own[meaning]), column.leaf
        own.setdefault(meaning, column.index)
    _share_participants(found, by_occasion)
    found.figures = [
        (about, _with_participants(own))
        for about, own in by_occasion.items()
        if _has_figures(own) or found.scores or ("subject" in found.shared and _has_state_exam(own))
    ]
    if not found.figures:
        found.doubled = None
    return found


def _is_of_scores(column: Column) -> bool:
    """True for «Минимальный порог», «Средний балл 2024»: the school's own figures are missed."""
    text = column.whole if is_only_qualifier(column.leaf) else column.leaf
    return bool(_SCORES.search(text)) and not measure_of(text).is_plainly_left


def _meaning(column: Column) -> tuple[str, tuple[str, ...]]:
    """Meaning of a column and the headings above it that do not belong to the meaning."""
    levels = range(len(column.path))
    # Words of an exam are looked for anywhere in a heading, so the lowest one is asked first:
    # «Математика» over «Преодолели порог» is no part of what is counted.
    looks = ((exact_meaning_of, levels), (meaning_of, reversed(levels)))
    for look, order in looks:
        for level in order:
            if meaning := look(" ".join(column.path[level:])):
                above = column.path[:level]
                return _with_unit(meaning, above), above
    if len(column.path) > 1 and _YEAR.fullmatch(
        column.leaf
    ):  # «Кол-во участников» over «2024», «2025»
        meaning, above = _meaning(Column(column.index, column.path[:-1]))
        return ("", ()) if meaning in KEYS else (meaning, (*above, column.leaf))
    return "", ()


def _with_unit(meaning: str, above: Iterable[str]) -> str:
    """The meaning of a bare mark under «в %» or «кол-во учеников»."""
    if not meaning.endswith(BARE):
        return meaning
    text = " ".join(above)
    if "%" in text or "процент" in text or "доля" in text.split() or "доли" in text.split():
        return meaning.removesuffix(BARE) + "_percent"
    is_counted = {"чел", "кол", "количество", "число"} & set(text.split())
    return meaning.removesuffix(BARE) if is_counted else meaning


def _left_out(found: Sections, head: Head, catalogue: ExamCatalogue) -> frozenset[Above]:
    """Headings over marks that are not the procedure's; what is told of them is kept."""
    blocks: dict[Above, list[str]] = {}
    columns: dict[Above, int] = {}
    for column in head.columns:
        meaning, above = _meaning(column)
        if _root(meaning) in MARK_NAMES:
            blocks.setdefault(above, []).append(_root(meaning))
            columns.setdefault(above, column.index)
    choice = choice_of(blocks, catalogue)
    if choice.refusal:
        found.refusal = next(reversed(columns.values())), choice.refusal
    found.left_out = [
        (columns[above], " ".join(above)) for above in blocks if above in choice.left_out
    ]
    return choice.left_out


def _root(meaning: str) -> str:
    return meaning.removesuffix(BARE).removesuffix("_percent")


def _share_participants(found: Sections, by_occasion: dict[Occasion, dict[str, int]]) -> None:
    """Give the participants of the whole table to the only block of marks that has none.

    Of several blocks nobody can tell whose they are.
    """
    of_all = by_occasion.get(Occasion(), {})
    with_marks = [
        about for about, own in by_occasion.items() if {_root(m) for m in own} & set(MARK_NAMES)
    ]
    people = {"participants", _PUPILS}
    if Occasion() in with_marks or any(people & by_occasion[about].keys() for about in with_marks):
        return
    if len(with_marks) > 1 and any(_has_figures(by_occasion[about]) for about in with_marks):
        return
    for about in with_marks:
        by_occasion[about] = {**of_all, **by_occasion[about]}
    if with_marks:
        by_occasion.pop(Occasion(), None)
    if len(with_marks) > 1 and people & of_all.keys():
        found.refusal = next(iter(of_all.values())), _ONE_FOR_ALL


def _share(found: Sections, sheet: Sheet, head: Head, meaning: str, column: int) -> None:
    """Keep the column of a key; of two that name the school the one with letters in it."""
    known = found.shared.setdefault(meaning, column)
    if known != column and meaning == "school_name" and not _has_letters(sheet, head, known):
        found.shared[meaning] = column


def _has_letters(sheet: Sheet, head: Head, column: int) -> bool:
    texts = (text_of(sheet.at(row, column)) for row in range(head.first, head.first + _SAMPLE))
    return any(letter.isalpha() for text in texts for letter in text)


def _with_participants(own: dict[str, int]) -> dict[str, int]:
    columns = {meaning: column for meaning, column in own.items() if meaning != _PUPILS}
    if _PUPILS in own:
        columns.setdefault("participants", own[_PUPILS])
    return columns


def _has_figures(own: dict[str, int]) -> bool:
    """True for participants with marks, for the register, and for marks that say they are counts."""
    kinds = set(map(_root, own))
    has_people = bool({"participants", _PUPILS} & own.keys())
    counts = set(MARK_NAMES) <= own.keys()
    return (has_people and bool(kinds & set(MARK_NAMES))) or counts or set(REGISTER_NAMES) <= kinds


def _has_state_exam(own: dict[str, int]) -> bool:
    """True for participants with what is counted at a state exam."""
    return "participants" in own and bool({"below", PASSED, "high", "full"} & set(map(_root, own)))
