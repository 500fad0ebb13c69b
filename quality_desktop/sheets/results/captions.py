"""What a row of a report is: a school, a group of schools, or nothing to count."""

from __future__ import annotations

import re
from enum import StrEnum

from quality_desktop.domain.school_naming.school_name_parts import code_key
from quality_desktop.domain.school_naming.school_name_words import (
    KINDS,
    LEGAL_ABBREVIATIONS,
    REGION_WORDS,
)
from quality_desktop.domain.spelling import folded, words

_REGION_CODE = re.compile(r"\breg\d+(?:_m\d+)?\b", re.IGNORECASE)
_ALL = frozenset({"все", "вся", "школы", "оо", "районы", "муниципалитеты", "гимназии", "лицеи"})
_TOTALS = frozenset(
    {"всего", "итого", "итог", "среднее", "средний", "сумма", "максимум", "минимум", "\u03c3"}
)
_FOOTERS = frozenset(
    {"исп", "исполнитель", "примечание", "примечания", "тел", "телефон", "источник", "подпись",
     "начальник", "директор", "руководитель", "специалист", "методист", "дата", "рассчитано"}
)  # fmt: skip
_AVERAGE = re.compile(r"(?:в )?средн(?:ем|ее|ий|яя) (?:по|значени)")
_MANY = re.compile(
    r"^по (?:школам|оо|организациям|выборке)\b"
    r"|\b\w+(?:ие|ые|их|ых|им|ым) (?:школы|школ|школам|оо|сош|оош|ош|организации|учреждения|гимназии|лицеи)\b"
)
"""Schools in the plural: «сельские школы», «малокомплектные ОО»."""
_GROUP_WORDS = frozenset(
    {"район", "района", "округ", "округа", "область", "области", "край", "края", "республика",
     "республики", "муниципалитет", "муниципалитета", "муниципалитеты", "выборка", "выборке",
     "федерация", "россия", "россии", "регион", "региону", "мр", "го", "г", "город", "города"}
)  # fmt: skip


class Caption(StrEnum):
    """What the first cell of a row says."""

    SCHOOL = "school"
    GROUP = "group"
    """A district, a region, all schools: its figures are sums of others."""
    NOTHING = "nothing"
    """A total, a footer, a star, a blank row."""


def caption_of(text: str) -> Caption:
    """Tell what a row is by the name in it; a name that says nothing else is a school's."""
    found = words(text)
    if not found or all(word.isdigit() for word in found):
        return Caption.NOTHING
    if code_key(text):
        return Caption.SCHOOL
    if _REGION_CODE.search(text):
        return Caption.GROUP
    plain = " ".join(found)
    is_note = text.lstrip().startswith("*") and not _names_a_school(text, found)
    if found[0] in _TOTALS | _FOOTERS or _AVERAGE.match(plain) or is_note:
        return Caption.NOTHING
    if set(found) <= REGION_WORDS or (_MANY.search(plain) and not _is_single(found)):
        return Caption.GROUP
    if found[0] in _ALL and not _names_a_school(text, found[1:]):
        return Caption.GROUP
    if _names_a_school(text, found):
        return Caption.SCHOOL
    if _GROUP_WORDS & set(found):
        return Caption.GROUP
    return Caption.SCHOOL


def names_a_school(text: str) -> bool:
    """True for a text with a school's code, its legal form or its kind."""
    return bool(code_key(text)) or _names_a_school(text, words(text))


def _is_single(found: list[str]) -> bool:
    """True for a name with a legal form or a number, as one school has it."""
    return bool(LEGAL_ABBREVIATIONS & (set(found) - {"оо"})) or any(map(str.isdigit, found))


def _names_a_school(text: str, found: list[str]) -> bool:
    if LEGAL_ABBREVIATIONS & (set(found) - {"оо"}):
        return True
    if found and found[0] in _ALL:
        return False
    plain = folded(text)
    singular = (pattern for pattern, _ in KINDS if not pattern.startswith(r"\bцентр"))
    return any(re.search(pattern, plain) for pattern in singular) and not _is_plural(plain)


def _is_plural(plain: str) -> bool:
    return bool(re.match(r"(?:все |вся )?(?:школы|школ|гимназии|лицеи|сош и|оо )\b", plain))
