"""The tree of an expression over data elements, and what it can be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from quality_desktop.domain.collection.monitoring import DataElement

Operator = Literal["+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Number:
    """A constant; exact."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Element:
    """The sum over the members of a quantity, or only over those of a subject or a grade.

    Attributes:
        code: ``DataElement.code``.
        subject: Code of the subject; empty for all.
        grade: Grade; None for all.
    """

    code: str
    subject: str = ""
    grade: int | None = None


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what is done with them."""

    op: Operator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Negative:
    """The opposite of a value."""

    inner: Expression


@dataclass(frozen=True, slots=True)
class Over:
    """The sum over this and the ``years - 1`` years before: «за 2 года»."""

    years: int
    inner: Expression


Expression: TypeAlias = Number | Element | Binary | Negative | Over


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all its parts, from the left."""
    yield expression
    match expression:
        case Binary(left=left, right=right):
            yield from walk(left)
            yield from walk(right)
        case Negative(inner=inner) | Over(inner=inner):
            yield from walk(inner)
        case Number() | Element():
            pass


def elements_of(expression: Expression) -> frozenset[Element]:
    """The elements that the expression names."""
    return frozenset(part for part in walk(expression) if isinstance(part, Element))


def constant_of(expression: Expression) -> Fraction | None:
    """The number that an expression without elements comes to; None when it names any.

    Raises:
        ZeroDivisionError: It divides by zero.
    """
    match expression:
        case Number(value=value):
            return value
        case Element():
            return None
        case Negative(inner=inner):
            value_of_inner = constant_of(inner)
            return None if value_of_inner is None else -value_of_inner
        case Over(years=years, inner=inner):
            value_of_inner = constant_of(inner)
            return None if value_of_inner is None else years * value_of_inner
        case Binary(op=op, left=left, right=right):
            first, second = constant_of(left), constant_of(right)
            return None if first is None or second is None else calculated(op, first, second)


def calculated(op: Operator, left: Fraction, right: Fraction) -> Fraction:
    """What an operator makes of two numbers.

    Raises:
        ZeroDivisionError: It divides by zero.
    """
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right


def years_back(expression: Expression) -> int:
    """How many earlier years the expression needs beside its own."""
    return max((part.years - 1 for part in walk(expression) if isinstance(part, Over)), default=0)


def resolve(
    element: Element, elements: Sequence[DataElement], year: int
) -> tuple[DataElement, ...]:
    """The members that an element of an expression adds up in a school year.

    Args:
        element: Part of an expression.
        elements: All data elements known.
        year: School year (2025 = 2025/26); members that are not in force then are left out.
    """
    return tuple(
        member
        for member in elements
        if member.code == element.code
        and member.is_in_force(year)
        and element.subject in ("", member.subject)
        and element.grade in (None, member.grade)
    )
