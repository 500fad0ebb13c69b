"""Numbers as papers print them: the word after a number, thousands, the decimal comma."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from quality_desktop.language.spaces import NBSP


def plural(n: int, one: str, few: str, many: str) -> str:
    """The form of a noun after a whole number: 1 «школа», 2 «школы», 5 «школ», 11 «школ»."""
    last_two = abs(n) % 100
    last = last_two % 10
    if 11 <= last_two <= 14 or last == 0 or last >= 5:
        return many
    return one if last == 1 else few


def counted(n: int, one: str, few: str, many: str) -> str:
    """«12 345 школ»: the number and its noun that never part at the end of a line."""
    return f"{grouped(n)}{NBSP}{plural(n, one, few, many)}"


def grouped(n: int, *, separator: str = NBSP) -> str:
    """A whole number with its thousands apart; four digits stay together, as GOST 2.105 prints them."""
    digits = str(abs(n))
    if len(digits) > 4:
        digits = f"{abs(n):,}".replace(",", separator)
    return f"−{digits}" if n < 0 else digits


def decimal_comma(value: Decimal | int | str, *, places: int | None = None) -> str:
    """A number with the decimal comma.

    Args:
        value: An exact number; binary fractions are not taken, they would print what nobody entered.
        places: Digits after the comma, rounded half up as offices do; None keeps every digit.

    Raises:
        decimal.InvalidOperation: The text is no number.
    """
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if exact.is_zero():
        exact = abs(exact)
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    printed = grouped(int(whole)) + (f",{fraction}" if fraction else "")
    return f"−{printed}" if exact < 0 else printed
