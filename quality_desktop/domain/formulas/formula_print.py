"""Expressions in Russian, as the programmes print them.

«(число высокобалльников / общее количество выпускников) × 100».
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quality_desktop.domain.figures import printed_exactly
from quality_desktop.domain.formulas.formula_tree import (
    Binary,
    Element,
    Expression,
    Negative,
    Number,
    Over,
)

_PRINTED_OPERATORS = {"+": "+", "-": "–", "/": "/"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an expression is printed with.

    Attributes:
        titles: Code of a quantity -> its title; a code without a title is printed itself.
        subjects: Code of a subject -> its title, «Математика».
        times: Sign of multiplication with its spaces: `` × ``, or ``*`` as the orders have it.
        without_years: Do not repeat «за 2 года» that the title of the calculation says already.
    """

    titles: Mapping[str, str]
    subjects: Mapping[str, str]
    times: str = " × "
    without_years: bool = False


def printed_expression(expression: Expression, wording: Wording, *, around: int = 0) -> str:
    """The expression in words, with brackets only where another reading would be possible.

    Args:
        expression: What to print.
        wording: Titles and signs.
        around: How tightly the surrounding operation binds: 0 nothing around, 1 sum, 2 product.
    """
    match expression:
        case Number(value=value):
            return printed_exactly(value)
        case Element():
            return _element(expression, wording)
        case Over(years=years, inner=inner):
            if wording.without_years:
                return printed_expression(inner, wording, around=around)
            return f"{printed_expression(inner, wording, around=3)} {over_years(years)}"
        case Negative(inner=inner):
            return f"–{printed_expression(inner, wording, around=3)}"
        case Binary(op=op, left=left, right=right):
            rank = 1 if op in "+-" else 2
            sign = wording.times if op == "*" else f" {_PRINTED_OPERATORS[op]} "
            text = sign.join(
                (
                    printed_expression(left, wording, around=rank),
                    printed_expression(right, wording, around=rank + (op in "-/*")),
                )
            )
            return f"({text})" if rank < around else text


def over_years(years: int) -> str:
    """«за 2 года», «за 5 лет»."""
    return f"за {years} {'года' if years < 5 else 'лет'}"


def restriction(element: Element, subjects: Mapping[str, str]) -> str:
    """«математика, 5 класс»; empty when the element means all members."""
    parts = []
    if element.subject:
        title = subjects.get(element.subject, element.subject)
        # «ОБЖ» and «ИКТ» are not begun with a small letter.
        parts.append(title if title[:2].isupper() else title[:1].lower() + title[1:])
    if element.grade is not None:
        parts.append(f"{element.grade} класс")
    return ", ".join(parts)


def _element(element: Element, wording: Wording) -> str:
    title = wording.titles.get(element.code) or element.code
    said = restriction(element, wording.subjects)
    return f"{title} ({said})" if said else title
