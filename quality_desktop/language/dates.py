"""Dates as papers print them, in Russian and by a pattern in other languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from quality_desktop.language.spaces import NBSP

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

REQUISITE = "{day:02} {month} {year} г."  # «05 июля 2021 г.»: letterhead, terms
RUNNING = "{day} {month} {year} года"  # «12 июля 2021 года»: running text
_FORMS: Final = {
    "numeric": re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"),
    "requisite": re.compile(r"\d{1,2}\s+[а-я]+\s+\d{4}\s*г\."),
    "running": re.compile(r"\d{1,2}\s+[а-я]+\s+\d{4}\s+года"),
}


def in_words(day: date, pattern: str = REQUISITE, months: Sequence[str] = MONTHS) -> str:
    """A date with its month in words, held together by no-break spaces.

    Args:
        day: The date.
        pattern: Places ``{day}``, ``{month}`` and ``{year}``; ``{day:02}`` prints a leading zero;
            ``{month_number:02}`` is the number of the month.
        months: Twelve names in the form the pattern needs («05 июль 2021 й.» takes Bashkir names).

    Raises:
        ValueError: There are not twelve names of months, or the pattern is damaged.
    """
    if len(months) != 12:
        raise ValueError(f"twelve months are needed, not {len(months)}")
    try:
        printed = pattern.format(
            day=day.day, month=months[day.month - 1], month_number=day.month, year=day.year
        )
    except (KeyError, IndexError, AttributeError) as error:
        raise ValueError(f"pattern of a date has an unknown place: {pattern}") from error
    return printed.replace(" ", NBSP)


def numeric(day: date) -> str:
    """«05.07.2021»."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def form_of(written: str) -> str:
    """The form of a written date: ``numeric`` | ``requisite`` | ``running``; empty for none of them."""
    return next((form for form, known in _FORMS.items() if known.fullmatch(written.strip())), "")


def until(day: date, pattern: str = REQUISITE) -> str:
    """«до 01 августа 2021 г.»: a term; the preposition never stays alone at the end of a line."""
    return f"до{NBSP}{in_words(day, pattern)}"
