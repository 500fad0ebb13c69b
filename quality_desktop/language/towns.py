"""Declension of names of towns: «Усть-Илимск» → «в Усть-Илимске», «Мирный» → «в Мирном».

Where an ending leaves room for doubt (a vowel that comes and goes in «Елец», the gender of «Кемь») the
program asks: such names are listed word by word in the list of exceptions, or stay with a remark.
"""

from __future__ import annotations

import re
from typing import Final

from quality_desktop.language.cases import Case, Gender
from quality_desktop.language.exceptions import Exceptions
from quality_desktop.language.paradigms import adjective_gender, decline_adjective

_NAME: Final = re.compile(r"[А-ЯЁ][а-яё]{3,}|[А-ЯЁ][а-яё][ая]")
"""Short names are often said with another ending after «в»: «в Бору»."""
_ADJECTIVE: Final = re.compile(r"(ый|[кгхнжшч]ий|[сц]кой|ной)$")
_DOUBTFUL: Final = re.compile(r"(ец|[оеё]к|[оеё]л|[оеё]н|ень|ерь)$")
"""Vowels that may go: «Елец», «Торжок», «Орёл»."""
_ENDINGS: Final[tuple[tuple[re.Pattern[str], int, tuple[str | None, ...]], ...]] = (
    (re.compile(r"[бвгдзклмнпрстфх]$"), 0, ("а", "у", "", "ом", "е")),
    (re.compile(r"[жшчщ]$"), 0, ("а", "у", "", None, "е")),  # «Котельничем», but «Избербашом»
    (re.compile(r"[аеуя]й$"), 1, ("я", "ю", "й", "ем", "е")),
    (re.compile(r"[кгх]а$"), 1, ("и", "е", "у", "ой", "е")),
    (re.compile(r"[жшчщ]а$"), 1, ("и", "е", "у", "ей", "е")),
    (re.compile(r"[бвдзлмнпрстф]а$"), 1, ("ы", "е", "у", "ой", "е")),
    (re.compile(r"[бвдзлмнпрстф]я$"), 1, ("и", "е", "ю", "ей", "е")),
)
"""End of a name, letters that are cut off, the five forms: only ends that leave no doubt."""
_RIVER: Final = re.compile(r"([А-ЯЁ][а-яё]+)(-(?:на|в|под|у)-[А-ЯЁ][а-яё]+)")
_STILL: Final = re.compile(r"([оеьэйиу]|Санкт|Нью|Улан|Йошкар|Ханты|Минерал)$")
"""First parts of compound names that never change: «Горно-Алтайск», «Усть-Кут», «Санкт-Петербург»."""
_UNCHANGED: Final = ("о", "е", "и", "ы", "у", "э", "ю")


def decline_town(name: str, case: Case, exceptions: Exceptions) -> str | None:
    """The bare name of a town in an oblique case, None when the program is not sure.

    Args:
        name: «Тула», «Новый Уренгой», «Ростов-на-Дону».
        case: Any but the nominative.
        exceptions: Names that the rules decline wrongly.
    """
    listed = exceptions.find("place", name, Gender.UNKNOWN, case)
    if listed is not None:
        return listed
    if " " in name:
        return _of_two_words(name, case, exceptions)
    if (river := _RIVER.fullmatch(name)) is not None:
        town = decline_town(river[1], case, exceptions)
        return None if town is None else town + river[2]
    if "-" in name:
        return _compound(name, case, exceptions)
    return _single(name, case)


def _single(name: str, case: Case) -> str | None:
    if _NAME.fullmatch(name) is None:
        return None
    if _ADJECTIVE.search(name):
        return decline_adjective(name, case, animate=False)
    if _DOUBTFUL.search(name):
        return None
    for end, cut, endings in _ENDINGS:
        if end.search(name):
            ending = endings[case.oblique_index]
            return None if ending is None else name[: len(name) - cut] + ending
    return None


def _of_two_words(name: str, case: Case, exceptions: Exceptions) -> str | None:
    """«Нижний Новгород», «Верхняя Пышма»: the adjective is of the gender of the town."""
    adjective, _, town = name.partition(" ")
    gender = adjective_gender(adjective)
    if gender is None or " " in town or town.endswith(_UNCHANGED) or _ADJECTIVE.search(town):
        return None
    if (gender == "f") != town.endswith(("а", "я", "ь")) or gender == "n":
        return None
    first = decline_adjective(adjective, case, animate=False)
    second = decline_town(town, case, exceptions)
    return None if first is None or second is None else f"{first} {second}"


def _compound(name: str, case: Case, exceptions: Exceptions) -> str | None:
    """«Южно-Сахалинск» changes at its end, «Каменск-Уральский» in both parts."""
    first, _, last = name.partition("-")
    if "-" in last or last.endswith(_UNCHANGED):
        return None
    end = decline_town(last, case, exceptions)
    if end is None:
        return None
    if _ADJECTIVE.search(last):
        town = decline_town(first, case, exceptions)
        return None if town is None else f"{town}-{end}"
    return f"{first}-{end}" if _STILL.search(first) else None
