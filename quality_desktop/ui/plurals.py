"""Russian words on the screen: with numbers, and as people look for them."""

from __future__ import annotations


def counted(number: int, one: str, few: str, many: str) -> str:
    """«1 ячейка», «2 ячейки», «5 ячеек», «11 ячеек», «21 ячейка».

    Args:
        number: A whole number, not negative.
        one: Form with 1.
        few: Form with 2-4.
        many: Form with 5-20 and 0.
    """
    last_two, last = number % 100, number % 10
    if 11 <= last_two <= 14:
        word = many
    elif last == 1:
        word = one
    elif 2 <= last <= 4:
        word = few
    else:
        word = many
    return f"{number} {word}"


def folded(text: str) -> str:
    """A text as people look for it: letters of any case, ё like е, any space like one space."""
    return " ".join(text.casefold().replace("ё", "е").split())
