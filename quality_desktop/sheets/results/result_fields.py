"""Meanings of columns of a table with a row per result, and the headings that say them."""

from __future__ import annotations

import re
from collections.abc import Mapping

MARK_NAMES: Mapping[str, str] = {
    "two": "отметка «2»",
    "three": "отметка «3»",
    "four": "отметка «4»",
    "five": "отметка «5»",
}
REGISTER_NAMES: Mapping[str, str] = {
    "lowered": "понизили",
    "confirmed": "подтвердили",
    "raised": "повысили",
}
MEANINGS: Mapping[str, str] = {
    "procedure": "Процедура",
    "year": "Год",
    "subject": "Предмет",
    "grade": "Класс",
    "municipality": "Муниципалитет",
    "school_code": "Код или логин школы",
    "school_name": "Школа",
    "participants": "Участников, чел.",
    **{field: f"{name.capitalize()}, чел." for field, name in MARK_NAMES.items()},
    **{f"{field}_percent": f"{name.capitalize()}, %" for field, name in MARK_NAMES.items()},
    **{field: f"{name.capitalize()}, чел." for field, name in REGISTER_NAMES.items()},
    **{f"{field}_percent": f"{name.capitalize()}, %" for field, name in REGISTER_NAMES.items()},
    "below": "Не преодолели порог, чел.",
    "high": "80–99 баллов, чел.",
    "full": "100 баллов, чел.",
    "mean": "Средний балл",
    "max_score": "Наибольший первичный балл",
}
"""Code of a meaning -> what a person chooses in the mapping of an unknown layout."""

BARE = "_bare"
"""Ending of the meaning of a mark's column that says neither «чел.» nor «%»."""

_MARK = {"2": "two", "3": "three", "4": "four", "5": "five"}
_MARK_COLUMN = re.compile(
    r"(?P<share>% |доля |процент )?(?:кол во |количество |число )?(?:учеников )?"
    r"(?:получили |получивших )?(?:отметка |отметку |отметок |оценка |оценку |на )?"
    r"(?P<mark>[2-5])(?P<unit> чел| человек| уч| шт| %)?"
)
_SCHOOL = (
    r"(?:название |наименование )?(?:оо|оу|школа|школы)|название|наименование|"
    r"(?:название |наименование )?(?:обще)?образовательн\w+ (?:организаци\w+|учреждени\w+)"
)
_PARTICIPANTS = (
    r"(?:кол во |количество |число )?участник\w*(?: чел| всего)?|писали(?: работу)?(?: чел)?|"
    r"(?:кол во |количество |число )?(?:выполнявших|писавших)(?: работу)?(?: чел)?|"
    r"(?:кол во |количество |число )?учеников(?: чел)?"
)
_SIMPLE: tuple[tuple[str, str], ...] = (
    (r"год|учебный год|год проведения|календарный год", "year"),
    (r"класс|параллель", "grade"),
    (r"предмет|учебный предмет|дисциплина", "subject"),
    (r"процедура|оценочная процедура|вид работы|вид процедуры", "procedure"),
    (r"муниципалитет|район|мо|ате|муниципальн\w+ (?:район|образование|округ)|мсу", "municipality"),
    (r"логин(?: оо| школы)?|код(?: оо| школы| организации| оу)?", "school_code"),
    (_SCHOOL, "school_name"),
    (_PARTICIPANTS, "participants"),
    (r"не преодолели(?: \w+)*|ниже(?: минимального)? порога|не сдали(?: чел)?", "below"),
    (r"(?:высокие баллы )?80 99(?: баллов)?(?: чел)?", "high"),
    (r"100 баллов(?: чел)?|100 балльники", "full"),
    (r"средний балл", "mean"),
    (r"макс\w* (?:первичный )?балл", "max_score"),
)
_REGISTER = re.compile(r"(?P<group>понизили|подтвердили|повысили)(?P<rest>.*)")
_REGISTER_FIELD = {"понизили": "lowered", "подтвердили": "confirmed", "повысили": "raised"}


def meaning_of(heading: str) -> str:
    """Meaning of a column by its folded heading; empty when it is not known.

    A mark's column that says neither counts nor percents has the meaning «two_bare».
    """
    if mark := _MARK_COLUMN.fullmatch(heading):
        return _MARK[mark["mark"]] + _kind_of_mark(mark, heading)
    if register := _REGISTER.fullmatch(heading):
        ending = "_percent" if "%" in register["rest"] else ""
        return _REGISTER_FIELD[register["group"]] + ending
    return next((field for pattern, field in _SIMPLE if re.fullmatch(pattern, heading)), "")


def _kind_of_mark(mark: re.Match[str], heading: str) -> str:
    if mark["share"] or (mark["unit"] or "").strip() == "%":
        return "_percent"
    says_counts = mark["unit"] is not None or heading.startswith(("кол", "число", "получ"))
    return "" if says_counts else BARE
