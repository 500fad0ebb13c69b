"""What the columns under a head hold: keys of the rows, and figures by what stands above them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.sheets.cells import Sheet, column_letters
from quality_desktop.sheets.results.headings import Column, Head, text_of
from quality_desktop.sheets.results.occasions import Occasion, from_sheet_name, from_titles
from quality_desktop.sheets.results.record_rows import KEYS
from quality_desktop.sheets.results.result_fields import (
    BARE,
    MARK_NAMES,
    REGISTER_NAMES,
    meaning_of,
)
from quality_desktop.sheets.results.score_columns import are_numbered, score_columns

_PUPILS = "pupils"
"""«Кол-во учеников»: participants only where nothing else says how many wrote the work."""
_SAMPLE = 30


@dataclass(slots=True, kw_only=True)
class Sections:
    """Columns of a table.

    Attributes:
        shared: Meaning of a key -> its column.
        figures: What stands above the figures -> meaning -> column.
        scores: Primary score -> column of its percent.
        doubled: Column, letters of the other one and heading of two columns that mean the same of
            the same; nobody can tell which is which.
    """

    shared: dict[str, int] = field(default_factory=dict)
    figures: list[tuple[Occasion, dict[str, int]]] = field(default_factory=list)
    scores: dict[int, int] = field(default_factory=dict)
    doubled: tuple[int, str, str] | None = None


def sections_of(sheet: Sheet, head: Head, catalogue: ExamCatalogue) -> Sections:
    """Find what the columns hold; no figures without marks, the register or a row per state exam."""
    found = Sections(scores=score_columns(head.columns))
    is_numbered = are_numbered(head.columns)
    by_occasion: dict[Occasion, dict[str, int]] = {}
    for column in head.columns:
        meaning, above = _meaning(column)
        if not meaning:
            continue
        if meaning in KEYS:
            _share(found, sheet, head, meaning, column.index)
            continue
        if is_numbered and meaning.endswith(BARE):  # «2» … «5» are scores or tasks there
            continue
        about = _occasion(above, catalogue)
        own = by_occasion.setdefault(about, {})
        if meaning in own and found.doubled is None:
            found.doubled = column.index, column_letters(own[meaning]), column.leaf
        own.setdefault(meaning, column.index)
    found.figures = [
        (about, _with_participants(own))
        for about, own in by_occasion.items()
        if _has_figures(own) or found.scores or ("subject" in found.shared and _has_state_exam(own))
    ]
    if not found.figures:
        found.doubled = None
    return found


def _meaning(column: Column) -> tuple[str, tuple[str, ...]]:
    """Meaning of a column and the headings above it that do not belong to the meaning."""
    for level in range(len(column.path)):
        meaning = meaning_of(" ".join(column.path[level:]))
        if meaning:
            above = column.path[:level]
            return _with_unit(meaning, above), above
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


def _occasion(above: tuple[str, ...], catalogue: ExamCatalogue) -> Occasion:
    said = Occasion()
    for text in reversed(above):
        own = from_titles([[text]], catalogue).over(from_sheet_name(text, catalogue))
        said = said.over(own).over(Occasion(subject=catalogue.subject(text)))
    return said


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
    kinds = {meaning.removesuffix(BARE).removesuffix("_percent") for meaning in own}
    has_people = bool({"participants", _PUPILS} & own.keys())
    counts = set(MARK_NAMES) <= own.keys()
    return (has_people and bool(kinds & set(MARK_NAMES))) or counts or set(REGISTER_NAMES) <= kinds


def _has_state_exam(own: dict[str, int]) -> bool:
    """True for participants with what is counted at a state exam."""
    return "participants" in own and bool({"below", "high", "full"} & own.keys())
