"""What a table is about: procedure, year, subject and grade, from its titles and its sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.domain.spelling import folded, heading_key
from quality_desktop.sheets.results.rows import Given
from quality_desktop.sheets.results.title_words import (
    PLACE,
    is_level,
    is_of_title,
    is_other_after_letters,
    is_other_subject,
    is_other_work,
)

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?:\s*[/-]\s*(20[0-4]\d|[0-4]\d)(?![\d.]))?(?!\d)")
_DATE = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.(20[0-4]\d)(?!\d)|(?<!\d)(20[0-4]\d)-\d\d-\d\d")
_GRADE = re.compile(
    r"(?P<others>(?<![\d.№])\d{1,2}(?:-?(?:й|е|х))?\s*(?:,|-|и(?= ))\s*)?"
    r"(?<!\d)(?P<grade>\d{1,2})\s?-?(?:й|го|е|х|м|ом|ый|ые|ых)?\s*(?:кл\b|класс)"
)
"""«5 класс», «4-х классов»; of «4–5 классы» nobody can tell one."""
_ROMAN_GRADES = {
    folded(roman): digits
    for roman, digits in (
        ("XI", "11"), ("IX", "9"), ("VIII", "8"), ("VII", "7"), ("VI", "6"), ("V", "5"), ("IV", "4"),
    )
}  # fmt: skip
"""As they are folded; «X» alone would be the end of «5-х»."""
_ROMAN = re.compile(
    rf"(?<![\w-])(?:{'|'.join(_ROMAN_GRADES)})(?=(?:\s?-\s?\w{{1,2}})?\s+(?:кл\b|класс))"
)
_ORDINALS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят",
             "одиннадцат")  # fmt: skip
_ORDINAL = re.compile(
    rf"\b({'|'.join(_ORDINALS)})(?:ь\w{{1,3}}|[ыоаи]\w{{1,2}})(?=\s+(?:кл\b|класс))"
)
_LETTERS = re.compile(r"^\s*([^\W\d_]{2,3})[\s_.-]*(\d{1,2})(?!\d)")
LABEL = re.compile(r"^(предмет|учебный предмет|максимальный[^:]*балл|дата|год|класс)\s*:?\s*(.*)$")
"""«Предмет: Математика» in the titles of a report."""
_NAMED_BY = {"предмет": "subject", "учебный предмет": "subject", "класс": "grade", "год": "year"}
_HIGHEST_GRADE = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What results are about; empty or None where nothing says it.

    Attributes:
        grade: Grade; 0 for procedures that have none.
        other_subject: Text that names a subject nobody knows, so that it is taken from nowhere
            else: «Родной (русский) язык».
        other_work: The same of the procedure: «Пробный ОГЭ».
    """

    procedure: str = ""
    year: int | None = None
    subject: str = ""
    grade: int | None = None
    max_score: int | None = None
    other_subject: str = ""
    other_work: str = ""

    def over(self, other: Occasion) -> Occasion:
        """This one with its gaps filled from another; what nobody knows stays a gap."""
        gaps = {
            f.name: getattr(other, f.name)
            for f in fields(self)
            if getattr(self, f.name) in ("", None)
        }
        for doubt, name in _DOUBTS.items():
            if getattr(self, doubt):
                gaps.pop(name, None)
            if getattr(self, name):
                gaps.pop(doubt, None)
        return replace(self, **gaps)

    def filled(self, given: Given) -> Occasion:
        """This one with its gaps filled by what a person says."""
        sure = replace(
            self,
            other_subject="" if given.subject else self.other_subject,
            other_work="" if given.procedure else self.other_work,
        )
        return sure.over(
            Occasion(
                procedure=given.procedure,
                year=given.year,
                subject=given.subject,
                grade=given.grade,
            )
        )

    def with_grade_of(self, procedure: str) -> Occasion:
        """The state exams have no grade."""
        return replace(self, grade=0) if procedure in GRADELESS else self

    @property
    def needs(self) -> frozenset[str]:
        """Which of the four is not known."""
        return frozenset(
            name
            for name in ("procedure", "year", "subject", "grade")
            if getattr(self, name) in ("", None)
        )


_ITEM = re.compile(r"^\s*\d{1,2}\s*[.)]\s+")
_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST_NAME = 4
GRADELESS = frozenset({"ege", "oge", "gve"})
"""Procedures whose results are kept without a grade."""

_RUSSIAN = {
    "procedure": "процедура",
    "year": "год",
    "subject": "предмет",
    "grade": "класс",
    "school": "школа",
}
_OPTIONS = {name: f"--{name}" for name in _RUSSIAN}
"""Options of the command line that say what a file does not."""
_FEMININE = frozenset({"procedure", "school"})


_DOUBTS = {"other_subject": "subject", "other_work": "procedure"}
"""Field with a text that nobody understands -> field that it leaves empty."""
_DOUBT_SENTENCES = {
    "other_subject": "«{text}» – предмет, который программе не известен (не тот, на который похож): "
    "если его результаты не нужны, удалите таблицу из файла",
    "other_work": "«{text}» – похоже, не сама процедура, а пробная, повторная работа или её часть: "
    "если её результаты не нужны, удалите таблицу из файла",
}
_LONGEST_TEXT = 80


def missing_words(needs: frozenset[str]) -> str:
    """«предмет и класс»: what has to be said, in the order of a title."""
    found = [word for name, word in _RUSSIAN.items() if name in needs]
    return " и ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def missing_sentence(needs: frozenset[str], occasion: Occasion | None = None) -> str:
    """«не указаны процедура и класс: укажите их сами», in the gender of what is missing.

    Args:
        needs: What is missing.
        occasion: What is known; it says which text was not taken for a subject or a procedure.
    """
    if len(needs) > 1:
        told, them = "указаны", "их"
    elif needs <= _FEMININE:
        told, them = "указана", "её"
    else:
        told, them = "указан", "его"
    options = " ".join(option for name, option in _OPTIONS.items() if name in needs)
    where = f"вверху окна или в команде: {options}"
    sentence = f"не {told} {missing_words(needs)}: укажите {them} сами ({where})"
    for doubt, name in _DOUBTS.items():
        if occasion is not None and name in needs and (text := getattr(occasion, doubt)):
            sentence += "; " + _DOUBT_SENTENCES[doubt].format(text=text[:_LONGEST_TEXT])
    return sentence


def shown(occasion: Occasion, catalogue: ExamCatalogue) -> str:
    """«ВПР, 2021, Математика, 4 класс»."""
    parts = [
        catalogue.title(occasion.procedure),
        str(occasion.year or ""),
        catalogue.title(occasion.subject),
        f"{occasion.grade} класс" if occasion.grade else "",
    ]
    return ", ".join(part for part in parts if part)


def from_titles(lines: Sequence[Sequence[str]], catalogue: ExamCatalogue) -> Occasion:
    """What the lines above a table say; labelled lines («Предмет: …») count before the others."""
    labelled = Occasion()
    free = Occasion()
    unknown: set[str] = set()
    dated: int | None = None
    level = ""
    for texts in lines:
        for place, text in enumerate(texts):
            following = texts[place + 1] if place + 1 < len(texts) else ""
            if found := LABEL.match(folded(text)):
                label, value = found[1], found[2] or following
                dated = dated or (_date_year(value) if label == "дата" else None)
                own = _labelled(label, value, catalogue)
                labelled = labelled.over(own)
                name = _NAMED_BY.get(label, "")
                if name and value and ":" in text and getattr(own, name) in ("", None):
                    unknown.add(name)
        free = free.over(_free(" ".join(texts), catalogue))
        level = level or next(filter(is_level, texts), "")
    # «Предмет: Технология» is not what another line of the titles may name.
    free = replace(free, **{name: getattr(Occasion(), name) for name in unknown})
    said = labelled.over(free).over(Occasion(year=dated))
    if level and said.subject and "уров" not in catalogue.title(said.subject):
        whole = f"{catalogue.title(said.subject)}, {level}"
        return replace(said, subject=catalogue.subject(whole), other_subject=whole)
    return said


def from_sheet_name(name: str, catalogue: ExamCatalogue) -> Occasion:
    """What the name of a sheet says: «РУ 4 Статистика по отметкам», «ЕГЭ 2021»."""
    found = _LETTERS.match(name)
    subject = catalogue.subject_of_letters(found[1]) if found else ""
    if found and subject and 1 <= int(found[2]) <= _HIGHEST_GRADE:
        rest = name[found.end() :]
        procedure = catalogue.procedure_in(rest)
        is_known = not is_other_after_letters(rest)
        is_whole = not is_other_work(rest, procedure)
        return Occasion(
            procedure=procedure if is_whole else "",
            year=year_in(rest),
            subject=subject if is_known else "",
            grade=int(found[2]),
            other_subject="" if is_known else name,
            other_work="" if is_whole else name,
        )
    return _free(name, catalogue)


def from_separator(text: str, catalogue: ExamCatalogue) -> Occasion:
    """What a line between rows says of the rows after it: «2022 год», «ВПР 2022, 5 класс», «РУ 6».

    A line that says anything else besides (a note, a footer, an unknown subject) says nothing.
    """
    said = from_sheet_name(text, catalogue)
    return said if is_understood(text, said, catalogue) else Occasion()


def is_understood(text: str, said: Occasion, catalogue: ExamCatalogue) -> bool:
    """Whether a line says no more than was taken from it: no unknown word, no other number.

    Args:
        text: The line.
        said: What was taken from it.
        catalogue: Names of procedures and subjects.
    """
    plain = PLACE.sub(" ", _ITEM.sub("", _DATE.sub(" ", folded(text))))
    if said.procedure:  # «всероссийские проверочные работы (ВПР)» names one thing twice
        plain = _BRACKETS.sub(lambda m: _unless_named(m[0], said.procedure, catalogue), plain)
    if said.other_subject or _names_more(plain, said, catalogue):
        return False
    rest = catalogue.without_names(plain).split()
    letters = (word for word in rest if word != "|" and not word.isdigit())
    return _has_known_numbers(rest, said) and all(map(is_of_title, letters))


def _unless_named(brackets: str, procedure: str, catalogue: ExamCatalogue) -> str:
    return " " if catalogue.procedure_in(brackets) == procedure else brackets


def _names_more(plain: str, said: Occasion, catalogue: ExamCatalogue) -> bool:
    """True when a subject or a procedure is named that was not taken, as where two are named."""
    names = catalogue.without_names(plain).split().count("|")
    if not said.subject and not said.procedure:
        return names > 0
    if said.subject and said.procedure:
        return False
    key = heading_key(plain).split()
    phrases = (
        " ".join(key[first : first + length])
        for length in range(1, _LONGEST_NAME + 1)
        for first in range(len(key) - length + 1)
    )
    lookup = catalogue.subject if not said.subject else catalogue.procedure
    return any(lookup(phrase) for phrase in phrases)


def _has_known_numbers(rest: Sequence[str], said: Occasion) -> bool:
    year = said.year or 0
    known = {year, year - 1, year % 100, said.grade, said.max_score}
    numbers = all(int(word) in known for word in rest if word.isdigit())
    names_a_grade = any(word.startswith(("класс", "параллел")) for word in rest)
    return numbers and not (names_a_grade and any(w.isdigit() for w in rest) and said.grade is None)


def disagreement(titles: Occasion, name: Occasion) -> str:
    """What titles and the sheet's name say differently: «предмет»; empty when they agree."""
    differing = frozenset(
        field
        for field in ("procedure", "year", "subject", "grade")
        if getattr(titles, field) not in ("", None)
        and getattr(name, field) not in ("", None)
        and getattr(titles, field) != getattr(name, field)
    )
    differing |= {
        field for doubt, field in _DOUBTS.items() if getattr(titles, field) and getattr(name, doubt)
    }
    return missing_words(differing) if differing else ""


def year_in(text: str) -> int | None:
    """Calendar year that a text names: of «2020/2021» the later; None for none or several."""
    years = {_later(found) for found in _YEAR.finditer(folded(text))}
    return years.pop() if len(years) == 1 else None


def grade_in(text: str) -> int | None:
    """Grade that a text names; None for none or several."""
    every = list(_GRADE.finditer(_in_digits(folded(text))))
    grades = {int(found["grade"]) for found in every}
    grades = {grade for grade in grades if 1 <= grade <= _HIGHEST_GRADE}
    is_one = len(grades) == 1 and not any(found["others"] for found in every)
    return grades.pop() if is_one else None


def _in_digits(plain: str) -> str:
    """A folded text with «V класс» and «в пятых классах» written as «5 класс»."""
    plain = _ROMAN.sub(lambda found: _ROMAN_GRADES[found[0]], plain)
    return _ORDINAL.sub(lambda found: str(_ORDINALS.index(found[1]) + 1), plain)


def _later(found: re.Match[str]) -> int:
    first, second = int(found[1]), found[2]
    if second is None:
        return first
    later = int(second) if len(second) > 2 else first // 100 * 100 + int(second)
    return later if later == first + 1 else first


def _date_year(text: str) -> int | None:
    found = _DATE.search(text)
    return int(found[1] or found[2]) if found else None


def _labelled(label: str, value: str, catalogue: ExamCatalogue) -> Occasion:
    if label.startswith("макс"):
        number = heading_key(value)
        return Occasion(max_score=int(number) if number.isascii() and number.isdigit() else None)
    if label == "год":
        return Occasion(year=year_in(value))
    if label == "класс":
        return Occasion(grade=grade_in(f"{value} класс"))
    if label == "дата":
        return Occasion()
    return _of_subject(value, catalogue)


def _of_subject(text: str, catalogue: ExamCatalogue) -> Occasion:
    """The subject that a text names, or the text when it makes another subject of it."""
    if own := catalogue.subject(text):
        return Occasion(subject=own)
    if is_other_subject(text, catalogue):
        return Occasion(other_subject=text)
    return Occasion(subject=catalogue.subject_in(text))


def _free(text: str, catalogue: ExamCatalogue) -> Occasion:
    without_dates = _DATE.sub(" ", folded(text))
    procedure = catalogue.procedure_in(text)
    is_other = is_other_work(text, procedure)
    return replace(
        _of_subject(text, catalogue),
        procedure="" if is_other else procedure,
        year=year_in(without_dates),
        grade=grade_in(text),
        other_work=text if is_other else "",
    )
