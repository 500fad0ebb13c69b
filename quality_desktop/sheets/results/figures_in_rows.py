"""Figures of a row: whole counts, percents and mean scores, each a value or a problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.examination.whole_counts import MOST_DECIMALS
from quality_desktop.domain.figures import round_half_up
from quality_desktop.domain.spelling import folded
from quality_desktop.sheets.cells import Sheet
from quality_desktop.sheets.numbers_in_cells import (
    CellNumber,
    NoNumber,
    Reason,
    number_at,
    shown_number,
)
from quality_desktop.sheets.results.headings import text_of
from quality_desktop.sheets.results.rows import found

MOST_PUPILS = 1_000_000
"""No school, district or region has more pupils in one work."""
_HIGHEST_SCORE = 1_000
_NOBODY = re.compile(
    r"(?:в впр |в работе |впр |работу |экзамен |предмет )?"
    r"не (?:участв|писал|пишут|провод|сдава|сдают|выполня|принима|было|явил|набр|набира|изуча)[^\d]*"
    r"|(?:участников|учащихся|учеников|обучающихся|класса|классов|выпускников|детей) нет"
    r"|нет (?:участник|учащ|учен|обучающ|выпускник|дет|(?:\d{1,2}(?:-\w{1,2})? )?(?:класс|кл\b))[^\d]*"
    r"|отсутству[а-я]*"
)
"""A school that took no part says so in words where its pupils are counted."""


class RowFigures:
    """Reads the figures of one row and keeps what is wrong with them."""

    def __init__(self, sheet: Sheet, row: int) -> None:
        """Take a row counted from 0."""
        self._sheet = sheet
        self.row = row
        self.problems: list[Problem] = []

    @property
    def has_errors(self) -> bool:
        """True when a figure of the row cannot be taken."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def is_blank(self, columns: Iterable[int]) -> bool:
        """True when no cell of these columns holds anything."""
        return all(self._number(column) is None for column in columns)

    def refuse(self, column: int, text: str) -> None:
        """Keep an error of a cell."""
        self.problems.append(found(self._sheet.name, self.row, column, text))

    def warn(self, column: int, text: str) -> None:
        """Keep a warning of a cell."""
        warning = found(self._sheet.name, self.row, column, text, Severity.WARNING)
        self.problems.append(warning)

    def whole(self, column: int, what: str) -> int | None:
        """A count of pupils; None for an empty cell, for «нет данных» and for what is wrong.

        Args:
            column: Column counted from 0.
            what: What is counted, for the sentence.
        """
        number = self.exact(column, what)
        if number is None:
            return None
        if not number.is_whole or not 0 <= number.digits <= MOST_PUPILS:
            self.refuse(column, f"{what}: должно быть целое число не меньше нуля, проверьте")
            return None
        return number.digits

    def percent(self, column: int, what: str) -> Fraction | None:
        """A percent from 0 to 100; None as in ``whole``."""
        number = self.exact(column, what)
        if number is None:
            return None
        if not 0 <= number.value <= 100:
            self.refuse(column, f"{what}: доля должна быть от 0 до 100 %, проверьте")
            return None
        return number.value

    def mean(self, column: int, what: str) -> int | None:
        """A mean score in hundredths, rounded; None as in ``whole``."""
        number = self.exact(column, what)
        if number is None:
            return None
        if not 0 <= number.value <= _HIGHEST_SCORE:
            self.refuse(column, f"{what}: такого среднего балла не бывает, проверьте")
            return None
        return round_half_up(number.value, 2)

    def printed(self, column: int) -> str:
        """The cell as a person reads it, for a note."""
        number = self._number(column)
        if isinstance(number, CellNumber):
            return f"{shown_number(number)}{' %' if number.is_percent else ''}"
        return text_of(self._sheet.at(self.row, column))

    def exact(self, column: int, what: str) -> CellNumber | None:
        """The number of a cell; a cell that holds no number is a problem and gives None."""
        number = self._number(column)
        if isinstance(number, NoNumber) and _NOBODY.fullmatch(folded(self.printed(column))):
            self.warn(column, f"{what}: «{self.printed(column)}» — считаем, что данных нет")
            return None
        if isinstance(number, NoNumber):
            keep = self.warn if number.reason is Reason.NO_DATA else self.refuse
            keep(column, f"{what}: {number.sentence}")
            return None
        return number

    def _number(self, column: int) -> CellNumber | NoNumber | None:
        return number_at(self._sheet, self.row, column)


def decimals_of(cells: Iterable[tuple[Sheet, int, int]]) -> int:
    """Decimals that a program printed percents with: the most that any of these cells shows."""
    return min(max(_decimals(cells), default=0), MOST_DECIMALS)


def _decimals(cells: Iterable[tuple[Sheet, int, int]]) -> Iterator[int]:
    for sheet, row, column in cells:
        number = number_at(sheet, row, column)
        if isinstance(number, CellNumber):
            yield number.decimals
