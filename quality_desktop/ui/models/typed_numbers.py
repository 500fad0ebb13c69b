"""Numbers that a person types into a table, as they are stored."""

from __future__ import annotations

from quality_desktop.domain.figures import decimal_number


def not_negative(typed: str, *, what: str) -> str:
    """A number from zero on, with a decimal point.

    Args:
        typed: The text; a comma is a decimal point.
        what: What it is, nominative, as the refusal begins: «Вес».

    Raises:
        ValueError: It is no such number; with a Russian sentence.
    """
    text = typed.strip().replace(",", ".")
    try:
        found = decimal_number(text)
    except ValueError:
        found = None
    if found is None or found < 0:
        raise ValueError(f"{what} – число не меньше нуля.")
    return text
