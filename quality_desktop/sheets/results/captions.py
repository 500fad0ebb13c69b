"""What a row of a report is: a school, a group of schools, or nothing to count."""

from __future__ import annotations

import re
from enum import StrEnum

from quality_desktop.domain.school_naming.named_districts import (
    named_districts,
    without_regions,
    written_out,
)
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
    {
        "всего",
        "итого",
        "итог",
        "итоги",
        "среднее",
        "средний",
        "сумма",
        "максимум",
        "минимум",
        "\u03c3",
    }
)
_AVERAGES = frozenset({"средний", "среднее"})
_FIGURE_WORDS = (
    "качеств", "успеваем", "доля", "доли", "процент", "количеств", "числ", "общий", "общее", "общая", "средн",
    "балл", "отмет", "знани", "обучен", "участник", "обучающ", "учащ", "ученик", "показател", "значен",
)  # fmt: skip
"""Beginnings of the words of rows that are made of the figures of the schools."""
_SHORTEST = 4
_LAST_TOTALS = frozenset({"всего", "итого", "итог"})
"""«МБОУ СОШ № 3 Итог» of a pivot table is a sum over its rows."""
_SUMS = frozenset({"всего", "итого", "итог", "сумма"})
_FOOTERS = frozenset(
    {"данные", "сведения", "внимание", "пояснение", "ведущий", "консультант", "инспектор",
     "заведующий", "заведующая",
     "исп", "исполнитель", "примечание", "примечания", "тел", "телефон", "источник", "подпись",
     "начальник", "директор", "руководитель", "специалист", "методист", "дата", "рассчитано",
     "справочно", "составил", "составила", "составитель", "ответственный", "ответственная", "зам",
     "заместитель", "председатель", "глава", "согласовано", "утверждаю", "проверил", "проверила",
     "качество", "успеваемость", "доля", "процент", "количество", "кол", "число", "общий", "общее"}
)  # fmt: skip
_HEADINGS = frozenset(
    {"оо", "оу", "школа", "наименование", "название", "образовательная", "образовательной",
     "общеобразовательная", "общеобразовательной", "организация", "организации", "учреждение",
     "учреждения", "группы", "участников", "п"}
)  # fmt: skip
"""Words of a heading that is repeated between the rows."""
_OFFICES = frozenset(
    {"министерство", "департамент", "комитет", "отдел", "управление", "мку", "моуо"}
)
_AVERAGE = re.compile(r"(?:в )?средн(?:ем|ее|ие|ий|яя) (?:по|значени)")
_ON_AVERAGE = re.compile(r"\bв среднем\b")
_SCHOOLS = re.compile(r"\b(?:школ(?:ам|ами|ах)?|лице(?:ев|ям|ях)|гимнази(?:й|ям|ях))\b")
"""«Группа школ с низкими результатами», «Филиалы школ», «Дети с ОВЗ школ района»."""
_MANY = re.compile(
    r"^по (?:школам|оо|организациям|выборке)\b"
    r"|\b\w+(?:ие|ые|их|ых|им|ым) (?:школы|школ|школам|оо|сош|оош|ош|организации|учреждения|гимназии|лицеи)\b"
)
"""Schools in the plural: «сельские школы», «малокомплектные ОО»."""
_GROUP_WORDS = frozenset(
    {"район", "района", "району", "районе", "районы", "округ", "округа", "округу", "округе", "область",
     "области", "обл", "респ", "край", "края", "краю", "республика", "республики", "республике",
     "муниципалитет", "муниципалитета", "муниципалитету", "муниципалитеты", "выборка", "выборке",
     "федерация", "россия", "россии", "регион", "региона", "региону", "мр", "мо", "го", "ато", "ате",
     "зато", "г", "город", "города", "городу", "сельские", "городские", "основные", "начальные",
     "средние", "вечерние"}
)  # fmt: skip
_DISTRICT_WORDS = frozenset(
    {"район", "округ", "мр", "мо", "го", "ате", "ато", "зато", "г", "город", "муниципалитет"}
)
_SHORT_DISTRICT = re.compile(r"\b(?:р-он|р-н|м\.\s?р|м\.\s?о|г\.\s?о|гор\. ?округ)\b")
"""«Ишимбайский р-н», «г. о. Самара»."""


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
    if not found or all(word.isdigit() or len(word) == 1 for word in found):
        return Caption.NOTHING
    if code_key(text):
        return Caption.SCHOOL
    if _REGION_CODE.search(text):
        return Caption.GROUP
    plain = " ".join(found)
    if _says_nothing(text, found, plain):
        return Caption.NOTHING
    is_of_many = _MANY.search(plain) and not _is_single(found)
    if (
        set(found) <= REGION_WORDS
        or is_of_many
        or (_SCHOOLS.search(plain) and not _is_legal(found))
    ):
        return Caption.GROUP
    if found[0] in _ALL and not _names_a_school(text, found[1:]):
        return Caption.GROUP
    is_of_all = found[0] == "по" or found[:2] == ["в", "целом"] or found[0] in _OFFICES
    if (is_of_all and not _is_single(found)) or (found[0] == "мку" and _OFFICES & set(found[1:])):
        return Caption.GROUP
    if _names_a_school(text, found):
        return Caption.SCHOOL
    if _GROUP_WORDS & set(found) or _SHORT_DISTRICT.search(folded(text)):
        return Caption.GROUP
    return Caption.SCHOOL


def _says_nothing(text: str, found: list[str], plain: str) -> bool:
    """True for a total, a footer, a repeated heading and a note after a star."""
    if found[0] in _TOTALS | _FOOTERS or found[-1] in _LAST_TOTALS or _AVERAGE.match(plain):
        return True
    if _ON_AVERAGE.search(plain) and not _is_single(found):
        return True
    is_heading = len(found) > 1 and set(found) <= _HEADINGS
    is_note = text.lstrip().startswith("*") and not _names_a_school(text, found)
    return is_heading or is_note


def is_total(text: str) -> bool:
    """True for «Итого», «Всего по району», «Итог» at the end of a pivot table's caption.

    «Средний Урал» is no average: every word of an average is one of statistics or of groups.
    """
    found = words(text)
    if not found:
        return False
    if found[0] in _AVERAGES:
        others = [w for w in found[1:] if not w.startswith("общ")]  # «среднее общее» is a level
        of_figures = any(w in _GROUP_WORDS or _is_of_figures(w) for w in others)
        return not found[1:] or of_figures or _AVERAGE.match(" ".join(found)) is not None
    plain = " ".join(found)
    is_sum = found[0] in _TOTALS or found[-1] in _LAST_TOTALS or found[:2] == ["общий", "итог"]
    is_average = _AVERAGE.match(plain) or (_ON_AVERAGE.search(plain) and not _is_single(found))
    return is_sum or bool(is_average)


def is_sum(text: str) -> bool:
    """True for a total that adds up the rows above: «Итого», «Всего по району»."""
    found = words(text)
    return bool(found) and (found[0] in _SUMS or found[-1] in _LAST_TOTALS)


def is_summary(text: str) -> bool:
    """True for a row of figures under the schools that are made of theirs: «Качество знаний, %»."""
    found = words(text)
    is_all = all(w in _GROUP_WORDS or len(w) < _SHORTEST or _is_of_figures(w) for w in found)
    return is_all and any(map(_is_of_figures, found))


def _is_of_figures(word: str) -> bool:
    return word.startswith(_FIGURE_WORDS)


def names_a_district(text: str) -> bool:
    """True for a group that is one district, not «сельские школы» or a region."""
    found = set(words(text))
    told = words(written_out(text))
    plain = " ".join(words(text))
    found = set(without_regions(told))  # «… округ Тульской области» is one district
    if REGION_WORDS & found - {"го"} or _SCHOOLS.search(plain) or _MANY.search(plain):
        return False
    is_many = told[:1] and told[0] in _ALL | {"по", "в"}
    has_word = bool(_DISTRICT_WORDS & found) or bool(named_districts(without_regions(told)))
    return not is_many and (has_word or "_m" in text)


def names_a_school(text: str) -> bool:
    """True for a text with a school's code, its legal form or its kind."""
    return bool(code_key(text)) or _names_a_school(text, words(text))


def _is_single(found: list[str]) -> bool:
    """True for a name with a legal form or a number, as one school has it."""
    return _is_legal(found) or any(map(str.isdigit, found))


def _is_legal(found: list[str]) -> bool:
    return bool(LEGAL_ABBREVIATIONS & (set(found) - {"оо"})) or "учреждение" in found


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
