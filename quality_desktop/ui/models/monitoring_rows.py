"""Which schools the grid shows, and in which order."""

from __future__ import annotations

from enum import StrEnum

from quality_desktop.domain.spelling import natural_key
from quality_desktop.ui.models.monitoring_sheet import SCHOOL_COLUMN, MonitoringSheet, sort_key
from quality_desktop.ui.plurals import folded


class Wanted(StrEnum):
    """Which schools are wanted."""

    ALL = "all"
    WITH_PROBLEMS = "problems"
    WITH_HINTS = "hints"
    NOT_FILLED = "unfilled"


class VisibleRows:
    """Order and filter of the rows of a sheet.

    Rows are chosen when the user asks for it, not with every edit: a school that has been mended
    does not vanish under the hands.

    Attributes:
        numbers: Numbers of the schools in the sheet, from top to bottom.
        text: What the name of a school must hold.
        wanted: Which schools are wanted.
        value: Column and text that a cell must show; None for any.
    """

    def __init__(self, sheet: MonitoringSheet) -> None:
        self._sheet = sheet
        self.numbers: list[int] = []
        self.text = ""
        self.wanted = Wanted.ALL
        self.value: tuple[int, str] | None = None
        self._sorted_by = -1
        self._is_down = False

    @property
    def is_filtered(self) -> bool:
        """True when some schools may be hidden."""
        return bool(self.text) or self.wanted is not Wanted.ALL or self.value is not None

    def sort_by(self, column: int, *, is_down: bool) -> None:
        """Remember the order; -1 for that of the directory."""
        self._sorted_by, self._is_down = column, is_down

    def chosen(self) -> list[int]:
        """The rows that are wanted now, in order."""
        numbers = [n for n in range(len(self._sheet.rows)) if self._is_wanted(n)]
        column, sheet = self._sorted_by, self._sheet
        if column == SCHOOL_COLUMN:
            numbers.sort(key=lambda n: natural_key(sheet.rows[n].name), reverse=self._is_down)
        elif column > SCHOOL_COLUMN and sheet.grid and column <= len(sheet.grid.columns):
            answers = {n: sheet.in_force(n, column - 1) for n in numbers}
            filled = [n for n in numbers if not answers[n].is_empty]
            filled.sort(key=lambda n: sort_key(answers[n]), reverse=self._is_down)
            numbers = filled + [n for n in numbers if answers[n].is_empty]
        return numbers

    def distinct(self, column: int) -> list[str]:
        """Texts of a column, each once, in order."""
        sheet = self._sheet
        if column == SCHOOL_COLUMN:
            return sorted({row.name for row in sheet.rows}, key=natural_key)
        found = {
            sheet.look(n, column - 1).text: sort_key(sheet.in_force(n, column - 1))
            for n in range(len(sheet.rows))
        }
        return sorted(found, key=lambda text: found[text])

    def _is_wanted(self, number: int) -> bool:
        row = self._sheet.rows[number]
        if self.text:
            names = folded(f"{row.name} {row.school.full_name} {row.school.code}")
            if any(word not in names for word in folded(self.text).split()):
                return False
        if self.wanted is Wanted.WITH_PROBLEMS and not _has_problems(self._sheet, number):
            return False
        if self.wanted is Wanted.WITH_HINTS and not _has_hints(self._sheet, number):
            return False
        if self.wanted is Wanted.NOT_FILLED and self._sheet.is_filled(number):
            return False
        return self.value is None or self._shows(number, *self.value)

    def _shows(self, number: int, column: int, text: str) -> bool:
        if column == SCHOOL_COLUMN:
            return self._sheet.rows[number].name == text
        return self._sheet.look(number, column - 1).text == text


def _has_problems(sheet: MonitoringSheet, number: int) -> bool:
    """True when something of the school is to be mended or accepted."""
    school = sheet.rows[number].school.id
    is_refused = any(key[1] == school for key in sheet.drafts)
    return is_refused or any(finding.is_open for finding in sheet.rows[number].findings)


def _has_hints(sheet: MonitoringSheet, number: int) -> bool:
    """True when something of the school deserves a second look."""
    return any(hint.is_open for hint in sheet.hints_of(number))
