"""Lines that stand between rows and above tables: what they say, and whether all of it was known.

«Технология 6 класс» names a subject that the catalogue has not: what stood before it no longer
holds, and rows after it must not go to the subject before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.domain.spelling import folded, words
from quality_desktop.sheets.cells import SheetValue
from quality_desktop.sheets.results.captions import (
    Caption,
    caption_of,
    is_total,
    names_a_school,
)
from quality_desktop.sheets.results.headings import text_of
from quality_desktop.sheets.results.occasions import (
    LABEL,
    Occasion,
    from_separator,
    from_titles,
    grade_in,
    is_understood,
    year_in,
)
from quality_desktop.sheets.results.rows import found

_MOST_LONE = 2
_LEAST_NUMBERED = 3
_OTHER_WORKS = re.compile(
    r"контрольн|диагност|мониторинг|пробн|трениров|репетиц|срез|олимпиад|входн|пересда|досрочн|резервн"
)
"""Words of a work that may be of another procedure than the one told before."""


def is_unclear(text: str, catalogue: ExamCatalogue) -> bool:
    """True for a line that may say of what the next rows are, and that is not understood.

    A school, a group of schools, a total or a footer is clear, unless it names a subject or a
    grade besides: «История края» is no region.
    """
    if not words(text) or is_total(text):
        return False
    names_a_grade = grade_in(text) is not None
    if names_a_school(text):
        return names_a_grade
    if caption_of(text) is Caption.SCHOOL or names_a_grade:
        return True
    return bool(catalogue.subject_in(text) or catalogue.procedure_in(text))


def of_table(
    titles: Sequence[Sequence[str]],
    catalogue: ExamCatalogue,
    *,
    above: Occasion | None = None,
    named: Occasion | None = None,
) -> Occasion:
    """What a table is about by its titles, the table above it and the name of its sheet.

    Titles that are not wholly understood may name a subject or a class that nobody knows: these
    are then taken from nowhere else.
    """
    said = from_titles(titles, catalogue)
    rest = replace(above or Occasion(), max_score=None).over(named or Occasion())
    unclear = [line for texts in titles if (line := _unclear_title(texts, catalogue))]
    if unclear:
        rest = replace(rest, subject="", grade=None)
        if any(_OTHER_WORKS.search(folded(line)) for line in unclear):
            rest = replace(rest, procedure="")
    return said.over(rest)


def _unclear_title(texts: Sequence[str], catalogue: ExamCatalogue) -> str:
    """A line of the titles when it is not understood; else empty."""
    line = " ".join(texts)
    said = from_titles([texts], catalogue)
    is_labelled = all(LABEL.match(folded(text)) for text in texts)
    if is_labelled and (said != Occasion() or not _is_of_subject(line)):
        return ""
    if is_understood(line, said, catalogue):
        return ""
    return line if is_labelled or is_unclear(line, catalogue) else ""


def _is_of_subject(line: str) -> bool:
    return folded(line).startswith(("предмет", "учебный предмет", "класс"))


@dataclass(slots=True, kw_only=True)
class Lines:
    """What the lines between the rows of one table have said so far.

    Attributes:
        sheet: Name of the sheet.
        has_subjects: Whether columns or headings name the subjects, so that a year is enough to go
            on after a line that was not understood.
        said: What holds for the next rows.
        problems: Lines that were not understood and have rows under them.
    """

    sheet: str
    catalogue: ExamCatalogue
    has_subjects: bool = False
    said: Occasion = field(default_factory=Occasion)
    problems: list[Problem] = field(default_factory=list)
    _unclear: str = ""
    _place: tuple[int, int] = (0, 0)
    _is_told: bool = False

    def hear(self, text: str, row: int, column: int) -> bool:
        """Take a line; False when it says nothing of the rows after it."""
        said = from_separator(text, self.catalogue)
        if said != Occasion():
            self.said = said.over(self.said)
            if said.subject or self.has_subjects:
                self._unclear = ""
            return True
        if not is_unclear(text, self.catalogue):
            return False
        self._unclear, self._place, self._is_told = text, (row, column), False
        about = Occasion(year=year_in(text), grade=grade_in(text))
        self.said = about.over(self.said)
        return True

    def holds_back(self) -> bool:
        """Whether a row with figures stands under a line that was not understood; that is told."""
        if self._unclear and not self._is_told:
            self._is_told = True
            text = (
                f"строка «{self._unclear[:60]}» не понята, и результаты под ней не взяты: напишите "
                "в ней предмет, класс или год словами программы; пустую строку школы удалите"
            )
            self.problems.append(found(self.sheet, *self._place, text))
        return bool(self._unclear)

    def hold_on(self, base: Occasion) -> Occasion:
        """What holds for a table below, unless its titles say another.

        Args:
            base: What the titles of the table above said.
        """
        after = self.said.over(base)
        return replace(after, subject="", grade=None) if self._unclear else after


def lone_line(
    line: Sequence[SheetValue], figures: Sequence[int], keys: Mapping[str, int]
) -> tuple[str, int] | None:
    """Text and column of a line that stands between the rows; None for a row of its own.

    A school without figures beside its number, its code or its district is a row.
    """
    filled = {column: text for column, value in enumerate(line) if (text := text_of(value))}
    if not filled or len(filled) > _MOST_LONE:
        return None
    if len(filled) > 1 and (set(filled) & set(figures) or _is_of_school(filled, keys)):
        return None
    return " ".join(filled.values()), min(filled)


def _is_of_school(filled: Mapping[int, str], keys: Mapping[str, int]) -> bool:
    name = keys.get("school_name", keys.get("school_code"))
    if name is None or name not in filled:
        return False
    (other,) = set(filled) - {name}
    beside = {keys.get("municipality"), keys.get("school_code")}
    return other in beside or (other < name and filled[other].rstrip(".)").isdigit())


def numbers_columns(texts: Sequence[str]) -> bool:
    """True for a row «1, 2, 3 …» that numbers the columns."""
    filled = [text for text in texts if text]
    counted = [str(number) for number in range(1, len(filled) + 1)]
    return len(filled) >= _LEAST_NUMBERED and filled == counted


def stray_name(name: str) -> str:
    """What is said of a row with figures whose name says nothing: «1», «-», «Глава-Слобода»."""
    if not name:
        return "не указана школа: впишите её"
    return (
        f"по названию «{name[:60]}» не видно, что это школа, строка не взята: "
        "впишите полное название или код школы"
    )
