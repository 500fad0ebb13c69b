"""Dates that are no days of the calendar: «ежемесячно», «в течение года», «по отдельному графику»."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Rhythm(StrEnum):
    """How often, where it is written."""

    WHOLE = "whole"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    SCHEDULE = "schedule"


MONTHS_BETWEEN: Final = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6}
"""Into how many months a repeated work is cut; every part ends with its own last day."""

SHOWN: Final = {
    Rhythm.WHOLE: "весь период плана",
    Rhythm.DAILY: "ежедневно",
    Rhythm.WEEKLY: "еженедельно",
    Rhythm.MONTHLY: "ежемесячно",
    Rhythm.QUARTERLY: "ежеквартально",
    Rhythm.HALF_YEARLY: "раз в полугодие",
    Rhythm.YEARLY: "ежегодно",
    Rhythm.SCHEDULE: "даты назначаются отдельно",
}
"""How a rhythm is said."""

_EVERY: Final = r"(?:кажд\w+|один раз в|1 раз в|раз в|не реже (?:одного|1) раза в) +"
_SCHEDULE: Final = (
    r"(?:по|согласно|в соответствии с) +(?:[а-я-]+ +){0,2}?"
    r"(?:график\w*|план-график\w*|план\w*|расписани\w*|положени\w*|приказ\w*)[^,;\n]*"
    r"|по мере +[^,;\n]*|по (?:необходимости|согласованию|факту|запросу|требованию|заявкам?)"
)
_WHOLE: Final = (
    r"(?:в|на) +(?:течени[еи]|протяжени[ие]) +(?:все(?:го|й) +)?"
    r"(?:(?:текущего|календарного|планового|отчетного) +)?(?:учебного +)?"
    r"(?:год(?:а|у)?|периода|срока[^,;\n]*)"
    r"|весь +(?:(?:учебный|календарный) +)?(?:год|период)"
    r"|постоянно|систематически|регулярно|непрерывно"
)
_PHRASES: Final = tuple(
    (rhythm, re.compile(rf"(?<![а-я])(?:{pattern})(?![а-я])"))
    for rhythm, pattern in (
        (Rhythm.SCHEDULE, _SCHEDULE),
        (Rhythm.QUARTERLY, rf"е?жеквартально|поквартально|{_EVERY}квартал\w*"),
        (Rhythm.MONTHLY, rf"ежемесячно|помесячно|{_EVERY}месяц\w*"),
        (Rhythm.WEEKLY, rf"еженедельно|{_EVERY}недел\w+"),
        (Rhythm.DAILY, r"ежедневно|каждый день"),
        (Rhythm.HALF_YEARLY, rf"{_EVERY}полугоди\w*|(?:2|два) раза? в (?:год|году)"),
        (Rhythm.YEARLY, rf"ежегодно|{_EVERY}год\w*"),
        (Rhythm.WHOLE, _WHOLE),
    )
)


def without_rhythms(folded: str) -> tuple[str, tuple[Rhythm, ...]]:
    """Take rhythms out of a folded text; the places of the rest stay where they were."""
    found: list[tuple[int, Rhythm]] = []
    for rhythm, phrase in _PHRASES:
        for match in phrase.finditer(folded):
            found.append((match.start(), rhythm))
            blank = "".join(letter if letter == "\n" else " " for letter in match[0])
            folded = folded[: match.start()] + blank + folded[match.end() :]
    kinds = tuple(dict.fromkeys(rhythm for _, rhythm in sorted(found)))
    return folded, kinds
