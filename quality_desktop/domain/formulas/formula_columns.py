"""What expressions are computed with: columns of numbers that know their absences.

Nothing is divided while an expression is computed: a numerator and a denominator are carried
to the end, so that whole numbers stay whole and rounding is exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Generic, Protocol, Self, TypeVar

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import Absence
from quality_desktop.domain.formulas.formula_tree import (
    Binary,
    Element,
    Expression,
    Negative,
    Number,
    Operator,
    Over,
    calculated,
)


class FigureState(IntEnum):
    """What a figure is when it is not simply a number; the numbers fit a column of bytes."""

    NUMBER = 0
    NOT_APPLICABLE = 1
    """Nothing to count: shown «—»."""
    NO_DATA = 2
    """Something is empty or unknown: shown «нет данных»."""
    ZERO_DENOMINATOR = 3
    """Nobody to divide by: shown «—»."""


class Column(Protocol):
    """What a formula computes with: numbers with their absences."""

    def plus(self, other: Self) -> Self:
        """The sum; a part that is not applicable is skipped."""
        ...

    def minus(self, other: Self) -> Self:
        """The difference; not applicable when the left part is."""
        ...

    def times(self, other: Self) -> Self:
        """The product; not applicable when a part is."""
        ...

    def shifted(self, by: Fraction) -> Self:
        """A constant added; what is not applicable stays so."""
        ...

    def scaled(self, by: Fraction) -> Self:
        """A constant multiplied; what is not applicable stays so."""
        ...


C = TypeVar("C", bound=Column)
C_co = TypeVar("C_co", bound=Column, covariant=True)


class Source(Protocol[C_co]):
    """Where a formula takes its columns from."""

    def column(self, element: Element, years_back: int) -> C_co:
        """The sum over the members of an element, so many years before the year computed."""
        ...

    def jointly(self, elements: frozenset[Element]) -> Source[C_co]:
        """The same columns, with members of one exam, subject and grade counted or skipped together.

        Args:
            elements: Quantities of one formula. Where one of their members is not applicable, or
                not asked, the others of the same exam are left out of their sums as well, so that
                a class that took no part does not swell a denominator.
        """
        ...


@dataclass(frozen=True, slots=True)
class Ratio(Generic[C]):
    """A numerator and a denominator, not divided yet, so that nothing is rounded.

    Attributes:
        denominator: None for one.
    """

    numerator: C
    denominator: C | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """The exact number of one school, or why there is none; a ``Column`` of length one.

    Attributes:
        number: None unless ``state`` is ``NUMBER``.
    """

    number: Fraction | None
    state: FigureState = FigureState.NUMBER

    @classmethod
    def of_answer(cls, answer: Answer) -> Quantity:
        """What an answer is worth in a formula; a text and an empty cell are unknown."""
        if answer.number is not None:
            return cls(answer.number)
        is_skipped = answer.absence in (Absence.NOT_TAKING_PART, Absence.NO_CLASS)
        return NOT_APPLICABLE if is_skipped else NO_DATA

    @classmethod
    def total(cls, members: Iterable[Quantity]) -> Quantity:
        """The sum over members; unknown when there are none at all."""
        first, *others = [*members] or [NO_DATA]
        for other in others:
            first = first.plus(other)
        return first

    def plus(self, other: Quantity) -> Quantity:
        """The sum; a part that is not applicable is skipped."""
        if self.state is FigureState.NOT_APPLICABLE:
            return other
        if other.state is FigureState.NOT_APPLICABLE:
            return self
        if self.number is None or other.number is None:
            return NO_DATA
        return Quantity(self.number + other.number)

    def minus(self, other: Quantity) -> Quantity:
        """The difference; not applicable when the left part is."""
        if FigureState.NO_DATA in (self.state, other.state):
            return NO_DATA
        return self if self.number is None else self.plus(other.scaled(Fraction(-1)))

    def times(self, other: Quantity) -> Quantity:
        """The product; not applicable when a part is."""
        if FigureState.NO_DATA in (self.state, other.state):
            return NO_DATA
        if self.number is None or other.number is None:
            return NOT_APPLICABLE
        return Quantity(self.number * other.number)

    def shifted(self, by: Fraction) -> Quantity:
        """A constant added."""
        return self if self.number is None else Quantity(self.number + by)

    def scaled(self, by: Fraction) -> Quantity:
        """A constant multiplied."""
        return self if self.number is None else Quantity(self.number * by)


NOT_APPLICABLE = Quantity(None, FigureState.NOT_APPLICABLE)
NO_DATA = Quantity(None, FigureState.NO_DATA)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one school.

    Attributes:
        number: The exact figure; None unless ``state`` is ``NUMBER``.
        numerator: What was counted, where known.
        denominator: Of how many, where known; one for a count.
    """

    state: FigureState
    number: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None


def figure_of(ratio: Ratio[Quantity], factor: int = 1) -> Figure:
    """The figure that a numerator and a denominator make.

    A denominator of zero is told before anything about the numerator: nobody to divide by is
    «—» also where the numerator was left empty.
    """
    top, bottom = ratio.numerator, ratio.denominator or Quantity(Fraction(1))
    state = FigureState.NUMBER
    if bottom.number == 0:
        state = FigureState.ZERO_DENOMINATOR
    elif FigureState.NO_DATA in (top.state, bottom.state):
        state = FigureState.NO_DATA
    elif top.number is None or bottom.number is None:
        state = FigureState.NOT_APPLICABLE
    else:
        number = top.number / bottom.number * factor
        return Figure(state, number, top.number, bottom.number)
    return Figure(state, None, top.number, bottom.number)


def evaluate(expression: Expression, source: Source[C]) -> Ratio[C]:
    """The value of an expression over the columns of a source.

    Raises:
        ValueError: The expression names no element.
    """
    value = evaluated(expression, source)
    if isinstance(value, Fraction):
        msg = "an expression without elements has no column"
        raise ValueError(msg)
    return value


def evaluated(expression: Expression, source: Source[C]) -> Ratio[C] | Fraction:
    """The value of an expression; an exact number when it names no element."""
    return _value(expression, source, 0)


def _value(expression: Expression, source: Source[C], back: int) -> Ratio[C] | Fraction:
    match expression:
        case Number(value=number):
            return number
        case Element():
            return Ratio(source.column(expression, back))
        case Negative(inner=inner):
            value = _value(inner, source, back)
            return -value if isinstance(value, Fraction) else _scaled(value, Fraction(-1))
        case Over(years=years, inner=inner):
            total = _value(inner, source, back)
            for year in range(1, years):
                total = _combined("+", total, _value(inner, source, back + year))
            return total
        case Binary(op=op, left=left, right=right):
            return _combined(op, _value(left, source, back), _value(right, source, back))


def _combined(
    op: Operator, left: Ratio[C] | Fraction, right: Ratio[C] | Fraction
) -> Ratio[C] | Fraction:
    if isinstance(left, Fraction):
        if isinstance(right, Fraction):
            return calculated(op, left, right)
        return _constant_with(op, left, right)
    if isinstance(right, Fraction):
        return _with_constant(op, left, right)
    return _of_two(op, left, right)


def _with_constant(op: Operator, value: Ratio[C], by: Fraction) -> Ratio[C]:
    match op:
        case "*":
            return _scaled(value, by)
        case "/":
            return _scaled(value, 1 / by)
        case "+" | "-":
            shift = by if op == "+" else -by
            if value.denominator is None:
                return Ratio(value.numerator.shifted(shift))
            # A constant must not stand in for a numerator that is not applicable.
            moved = value.denominator.scaled(shift).times(_ones(value.numerator))
            return Ratio(value.numerator.plus(moved), value.denominator)


def _constant_with(op: Operator, by: Fraction, value: Ratio[C]) -> Ratio[C]:
    match op:
        case "+":
            return _with_constant("+", value, by)
        case "-":
            return _with_constant("+", _scaled(value, Fraction(-1)), by)
        case "*":
            return _scaled(value, by)
        case "/":
            return divided(Ratio(_ones(value.numerator).scaled(by)), value)


def _of_two(op: Operator, left: Ratio[C], right: Ratio[C]) -> Ratio[C]:
    match op:
        case "*":
            return Ratio(
                left.numerator.times(right.numerator),
                _product(left.denominator, right.denominator),
            )
        case "/":
            return divided(left, right)
        case "+" | "-":
            first = _spread(left.numerator, right.denominator)
            second = _spread(right.numerator, left.denominator)
            total = first.plus(second) if op == "+" else first.minus(second)
            return Ratio(total, _product(left.denominator, right.denominator))


def divided(left: Ratio[C], right: Ratio[C]) -> Ratio[C]:
    """The quotient; its denominator is zero wherever a division by zero was met on the way."""
    # a / (b / c) is a·c·c / (b·c) and not a·c / b: the latter would be 0 where c is 0.
    top = _spread(_spread(left.numerator, right.denominator), right.denominator)
    bottom = _spread(right.numerator, right.denominator)
    return Ratio(top, _product(bottom, left.denominator))


def _ones(column: C) -> C:
    return column.scaled(Fraction(0)).shifted(Fraction(1))


def _scaled(value: Ratio[C], by: Fraction) -> Ratio[C]:
    return Ratio(value.numerator.scaled(by), value.denominator)


def _spread(column: C, by: C | None) -> C:
    return column if by is None else column.times(by)


def _product(left: C | None, right: C | None) -> C | None:
    if left is None:
        return right
    return left if right is None else left.times(right)
