"""Totals of a column of the grid: the sum of a count, how many schools have answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import DataElement, ValueType
from quality_desktop.domain.figures import printed, printed_digits


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTotal:
    """What the schools' answers come to.

    Attributes:
        element: What is asked.
        asked: Schools that are asked.
        filled: Schools with an answer or an absence.
        numbers: Schools with a number.
        digits: Sum of the numbers in units of their last decimal.
        decimals: Decimals of ``digits``.
    """

    element: DataElement
    asked: int
    filled: int = 0
    numbers: int = 0
    digits: int = 0
    decimals: int = 0

    @property
    def is_summable(self) -> bool:
        """True for counts; percents, means and texts have no sum."""
        return self.element.type == ValueType.WHOLE and self.element.unit != "%"

    @property
    def shown(self) -> str:
        """«1 234»; «да: 12» of yes/no; empty where a sum says nothing or nobody answered."""
        if not self.numbers:
            return ""
        if self.element.type == ValueType.YES_NO:
            return f"да: {self.digits}"
        return printed(Fraction(self.digits, 10**self.decimals)) if self.is_summable else ""

    @property
    def shown_filled(self) -> str:
        """«21 из 24»."""
        return f"{printed_digits(self.filled)} из {printed_digits(self.asked)}"

    def moved(self, before: Answer, after: Answer) -> ColumnTotal:
        """The total after one school's answer has become another."""
        if before == after:
            return self
        return _added(_added(self, before, -1), after, 1)


def total_of(element: DataElement, answers: Iterable[Answer]) -> ColumnTotal:
    """The total of all schools' answers in force."""
    asked = filled = numbers = digits = decimals = 0
    for answer in answers:
        asked += 1
        filled += not answer.is_empty
        if answer.digits is not None:
            numbers += 1
            if answer.decimals > decimals:
                digits *= 10 ** (answer.decimals - decimals)
                decimals = answer.decimals
            digits += answer.digits * 10 ** (decimals - answer.decimals)
    return ColumnTotal(
        element=element, asked=asked, filled=filled, numbers=numbers, digits=digits,
        decimals=decimals,
    )  # fmt: skip


def _added(total: ColumnTotal, answer: Answer, sign: int) -> ColumnTotal:
    """The total with an answer more (sign 1), or one less (-1)."""
    if answer.is_empty:
        return total
    if answer.digits is None:
        return replace(total, filled=total.filled + sign)
    decimals = max(total.decimals, answer.decimals)
    own = total.digits * 10 ** (decimals - total.decimals)
    return replace(
        total,
        filled=total.filled + sign,
        numbers=total.numbers + sign,
        decimals=decimals,
        digits=own + sign * answer.digits * 10 ** (decimals - answer.decimals),
    )
