"""What a table is about: procedure, year, subject and grade, from its titles and its sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.domain.spelling import folded, heading_key
from quality_desktop.sheets.results.rows import Given

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?:\s*[/-]\s*(20[0-4]\d|[0-4]\d)(?![\d.]))?(?!\d)")
_DATE = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.(20[0-4]\d)(?!\d)|(?<!\d)(20[0-4]\d)-\d\d-\d\d")
_GRADE = re.compile(
    r"(?P<others>(?<![\d.№])\d{1,2}(?:-?(?:й|е|х))?\s*(?:,|-|и(?= ))\s*)?"
    r"(?<!\d)(?P<grade>\d{1,2})\s?-?(?:й|го|е|х|м|ом|ый|ые|ых)?\s*(?:кл\b|класс)"
)
"""«5 класс», «4-х классов»; of «4–5 классы» nobody can tell one."""
_LETTERS = re.compile(r"^\s*([^\W\d_]{2,3})[\s_.-]*(\d{1,2})(?!\d)")
_LABEL = re.compile(r"^(предмет|учебный предмет|максимальный[^:]*балл|дата|год|класс)\s*:?\s*(.*)$")
_TRIAL = re.compile(r"\b(?:пробн|тренировоч|репетицион|тренинг)")
"""A rehearsal of an exam is not the exam."""
_HIGHEST_GRADE = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What results are about; empty or None where nothing says it.

    Attributes:
        grade: Grade; 0 for procedures that have none.
    """

    procedure: str = ""
    year: int | None = None
    subject: str = ""
    grade: int | None = None
    max_score: int | None = None

    def over(self, other: Occasion) -> Occasion:
        """This one with its gaps filled from another."""
        gaps = {
            f.name: getattr(other, f.name)
            for f in fields(self)
            if getattr(self, f.name) in ("", None)
        }
        return replace(self, **gaps)

    def filled(self, given: Given) -> Occasion:
        """This one with its gaps filled by what a person says."""
        return self.over(
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


_TITLE_WORDS = (
    "год", "учебн", "класс", "результат", "предмет", "параллел", "всеросс", "провероч", "работ", "итог",
    "отметк", "процедур", "экзамен", "государств",
)  # fmt: skip
"""Beginnings of the words of a title; words of one or two letters belong to it too."""
GRADELESS = frozenset({"ege", "oge", "gve"})
"""Procedures whose results are kept without a grade."""

_RUSSIAN = {
    "procedure": "процедура",
    "year": "год",
    "subject": "предмет",
    "grade": "класс",
    "school": "школа",
}
_FEMININE = frozenset({"procedure", "school"})


def missing_words(needs: frozenset[str]) -> str:
    """«предмет и класс»: what has to be said, in the order of a title."""
    found = [word for name, word in _RUSSIAN.items() if name in needs]
    return " и ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def missing_sentence(needs: frozenset[str]) -> str:
    """«не указаны процедура и класс: укажите их сами», in the gender of what is missing."""
    if len(needs) > 1:
        told, them = "указаны", "их"
    elif needs <= _FEMININE:
        told, them = "указана", "её"
    else:
        told, them = "указан", "его"
    return f"не {told} {missing_words(needs)}: укажите {them} сами"


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
    dated: int | None = None
    for texts in lines:
        for place, text in enumerate(texts):
            following = texts[place + 1] if place + 1 < len(texts) else ""
            if found := _LABEL.match(folded(text)):
                label, value = found[1], found[2] or following
                dated = dated or (_date_year(value) if label == "дата" else None)
                labelled = labelled.over(_labelled(label, value, catalogue))
        free = free.over(_free(" ".join(texts), catalogue))
    return labelled.over(free).over(Occasion(year=dated))


def from_sheet_name(name: str, catalogue: ExamCatalogue) -> Occasion:
    """What the name of a sheet says: «РУ 4 Статистика по отметкам», «ЕГЭ 2021»."""
    found = _LETTERS.match(name)
    subject = catalogue.subject_of_letters(found[1]) if found else ""
    if found and subject and 1 <= int(found[2]) <= _HIGHEST_GRADE:
        rest = name[found.end() :]
        return Occasion(
            procedure=catalogue.procedure_in(rest),
            year=year_in(rest),
            subject=subject,
            grade=int(found[2]),
        )
    return _free(name, catalogue)


def from_separator(text: str, catalogue: ExamCatalogue) -> Occasion:
    """What a line between rows says of the rows after it: «2022 год», «ВПР 2022, 5 класс».

    A line that says anything else besides (a note, a footer) says nothing.
    """
    said = _free(text, catalogue)
    rest = (word for word in catalogue.without_names(text).split() if len(word) > 2)
    is_title = all(word.isdigit() or word.startswith(_TITLE_WORDS) for word in rest)
    return said if is_title else Occasion()


def disagreement(titles: Occasion, name: Occasion) -> str:
    """What titles and the sheet's name say differently: «предмет»; empty when they agree."""
    differing = frozenset(
        field
        for field in ("procedure", "year", "subject", "grade")
        if getattr(titles, field) not in ("", None)
        and getattr(name, field) not in ("", None)
        and getattr(titles, field) != getattr(name, field)
    )
    return missing_words(differing) if differing else ""


def year_in(text: str) -> int | None:
    """Calendar year that a text names: of «2020/2021» the later; None for none or several."""
    years = {_later(found) for found in _YEAR.finditer(folded(text))}
    return years.pop() if len(years) == 1 else None


def grade_in(text: str) -> int | None:
    """Grade that a text names; None for none or several."""
    every = list(_GRADE.finditer(folded(text)))
    grades = {int(found["grade"]) for found in every}
    grades = {grade for grade in grades if 1 <= grade <= _HIGHEST_GRADE}
    is_one = len(grades) == 1 and not any(found["others"] for found in every)
    return grades.pop() if is_one else None


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
    return Occasion(subject=catalogue.subject(value) or catalogue.subject_in(value))


def _free(text: str, catalogue: ExamCatalogue) -> Occasion:
    without_dates = _DATE.sub(" ", folded(text))
    return Occasion(
        procedure="" if _TRIAL.search(folded(text)) else catalogue.procedure_in(text),
        year=year_in(without_dates),
        subject=catalogue.subject_in(text),
        grade=grade_in(text),
    )
