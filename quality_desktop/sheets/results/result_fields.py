"""Meanings of columns of a table with a row per result, and the headings that say them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quality_desktop.domain.spelling import heading_key
from quality_desktop.sheets.results.exam_measures import measure_of

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

GOOD = "four_five"
"""Pupils with «4» and «5» together: no field of a result, but the whole needs them."""
PASSED = "passed"
SHORT_MEAN, PRIMARY_MEAN = "short_mean", "primary_mean"
"""«Ср. балл» and «Средний первичный балл»: mean scores where nothing is called «Средний балл»."""
BARE = "_bare"
"""Ending of the meaning of a mark's column that says neither «чел.» nor «%»."""

_WORDS = {
    "неудовлетворительно": "2", "неуд": "2", "удовлетворительно": "3", "удовл": "3", "уд": "3",
    "хорошо": "4", "хор": "4", "отлично": "5", "отл": "5",
}  # fmt: skip
_MARK = {"2": "two", "3": "three", "4": "four", "5": "five"}
_PEOPLE = r"(?:учеников|учащихся|обучающихся|участников|уч ся|детей|чел|человек)"
_GOOD = "4 (?:и )?(?:на )?5|5 (?:и )?(?:на )?4|хорошо (?:и )?отлично|отлично (?:и )?хорошо"
_MARK_COLUMN = re.compile(
    rf"(?P<share>% |доля |процент )?(?P<count>кол во |количество |число )?(?:{_PEOPLE} )?"
    r"(?:получили |получивших |с |на )?(?:отметка |отметки |отметку |отметок |отметкой "
    r"|оценка |оценки |оценку |оценкой |на )?"
    rf"(?:(?P<good>{_GOOD})|(?P<mark>[2-5]|{'|'.join(_WORDS)}))"
    r"(?P<unit> (?:чел|человек|уч|шт|кол во|количество|число|%|доля|процент|в %))?"
)
_KIND = r"(?:полное |краткое |сокращенное )?(?:название|наименование)"
_ORGANISATION = r"(?:обще)?(?:образовательн\w+ )?(?:организаци\w+|учреждени\w+)"
_SCHOOL = (
    rf"(?:{_KIND} )?(?:оо|оу|школа|школы|{_ORGANISATION})(?: (?:оо|школа|краткое наименование))?"
    rf"|{_KIND}"
)
_WROTE = (
    r"писали|писало|писавших|выполняли|выполняло|выполнявших|выполнивших|участвовали|участвовало"
    r"|участвовавших|сдавали|сдавало|сдававших|явились|явилось|явившихся"
)
_PARTICIPANTS = (
    r"(?:(?:всего|кол во|количество|число|численность) )*участник\w*(?: впр| работы)?(?: чел| всего)?"
    r"|кол во уч"
    rf"|(?:(?:всего|кол во|количество|число) )*(?:{_PEOPLE} )?(?:{_WROTE})(?: работу| впр)?(?: чел)?"
    rf"|(?:(?:всего|кол во|количество|число) )*(?:{_PEOPLE} )?(?:приняли участие|приняло участие"
    r"|принявших участие)(?: в впр| чел)?"
)
_MUNICIPALITY = (
    r"(?:наименование )?(?:муниципалитета?|район|мо|мр|го|ате|мсу"
    r"|муниципальн\w+ (?:района?|образовани[ея]|округа?))"
)
_CODE = (
    r"логин(?: оо| школы)?|код(?: оо| оу| школы| организации| образовательной организации)?"
    r"(?: фис око| в фис око)?"
)
_SIMPLE: tuple[tuple[str, str], ...] = (
    (r"год|учебный год|год проведения|календарный год", "year"),
    (r"дата|дата (?:проведения|работы|написания)(?: \w+)?", "date"),
    (r"класс|классы|параллель|параллель классов|класс параллель", "grade"),
    (r"предмет|учебный предмет|дисциплина|наименование предмета", "subject"),
    (r"процедура|оценочная процедура|вид работы|вид процедуры", "procedure"),
    (_MUNICIPALITY, "municipality"),
    (_CODE, "school_code"),
    (_SCHOOL, "school_name"),
    (_PARTICIPANTS, "participants"),
    (rf"(?:(?:всего|кол во|количество|число) )+{_PEOPLE}(?: в классе)?", "pupils"),
    (r"не преодолели(?: \w+)*|ниже(?: минимального)? порога|не сдали(?: чел)?", "below"),
    (r"(?:высокие баллы )?80 99(?: баллов)?(?: чел)?", "high"),
    (r"100 баллов(?: чел)?|100 балльники", "full"),
    (r"средний балл", "mean"),
    (r"ср балл|(?:средний|ср) тестовый балл|средний балл по (?:оо|школе)", SHORT_MEAN),
    (r"(?:средний|ср) первичный балл", PRIMARY_MEAN),
    (r"макс\w* (?:первичный )?балл", "max_score"),
)
_EXAM_WORDS = re.compile(r"порог|границ|преодол|\bсдал|\bсдавш|балл(?:ов|ами|ьник)")
_OF_EXAM = frozenset({"below", PASSED, "high", "full"})
_REGISTER = re.compile(
    r"(?P<share>% |доля |процент )?(?:кол во |количество |число )?(?P<group>пониз|подтверд|повыс)"
    r"(?:или|ило|ивших)(?P<rest>(?: .*)?)"
)
_REGISTER_FIELD = {"пониз": "lowered", "подтверд": "confirmed", "повыс": "raised"}


def meaning_of(heading: str) -> str:
    """Meaning of a column by its folded heading; empty when it is not known."""
    return exact_meaning_of(heading) or _of_exam(heading)


def exact_meaning_of(heading: str) -> str:
    """Meaning of a folded heading that says nothing else besides.

    A mark's column that says neither counts nor percents has the meaning «two_bare».
    """
    if mark := _MARK_COLUMN.fullmatch(heading):
        digit = _WORDS.get(mark["mark"], mark["mark"])
        return (GOOD if mark["good"] else _MARK[digit]) + _kind_of_mark(mark)
    if register := _REGISTER.fullmatch(heading):
        ending = "_percent" if register["share"] or "%" in register["rest"] else ""
        return _REGISTER_FIELD[register["group"]] + ending
    return next((field for pattern, field in _SIMPLE if re.fullmatch(pattern, heading)), "")


def _of_exam(heading: str) -> str:
    """Pupils below a bound, over it or with many points, in words of a state exam."""
    if not _EXAM_WORDS.search(heading):
        return ""
    said = measure_of(heading)
    is_kept = said.what in _OF_EXAM and not (said.is_left or said.rank) and said.year is None
    return said.what + ("_percent" if said.is_share else "") if is_kept else ""


def meaning_of_text(text: str) -> str:
    """Meaning of a heading as it is written."""
    return meaning_of(heading_key(text))


def _kind_of_mark(mark: re.Match[str]) -> str:
    unit = (mark["unit"] or "").strip()
    if mark["share"] or unit in ("%", "в %", "доля", "процент"):
        return "_percent"
    return "" if unit or mark["count"] or "получ" in mark[0] else BARE
