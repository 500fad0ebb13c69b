"""Procedures and subjects as files name them, and the marks that scores gave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quality_desktop.domain.examination.exams import ExamProcedure, Subject
from quality_desktop.domain.spelling import heading_key

MARKS = ("two", "three", "four", "five")
"""Fields of ``ExamResult`` with the pupils of a mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkScale:
    """Which primary scores gave which mark.

    Attributes:
        procedure: Code of the procedure.
        subject: Code of the subject.
        grade: Grade.
        years: Calendar years in which the scale was used.
        bounds: Last scores of «2», «3» and «4».
        source: Where the scale is from.
    """

    procedure: str
    subject: str
    grade: int
    years: range
    bounds: tuple[int, int, int]
    source: str = ""

    def mark_of(self, score: int) -> str:
        """Field of ``ExamResult`` that a pupil with this score belongs to."""
        return next(
            (mark for mark, last in zip(MARKS, self.bounds, strict=False) if score <= last),
            MARKS[-1],
        )


class ExamCatalogue:
    """Finds codes by the words of a file."""

    def __init__(
        self,
        *,
        procedures: Iterable[ExamProcedure],
        subjects: Iterable[Subject],
        scales: Sequence[MarkScale] = (),
    ) -> None:
        """Take the catalogue of the office.

        Args:
            procedures: Procedures it knows.
            subjects: Subjects it knows.
            scales: Marks from scores, where they are known.
        """
        procedures, subjects = list(procedures), list(subjects)
        self._scales = tuple(scales)
        self._titles = {s.code: s.title for s in subjects}
        self._titles |= {p.code: p.short_title or p.title for p in procedures}
        self._procedures = _names(procedures)
        self._subjects = _names(subjects)
        self._procedure_stems = _stemmed(self._procedures, [p.title for p in procedures])
        self._subject_stems = _stemmed(self._subjects, [s.title for s in subjects])
        self._letters = {
            heading_key(s.short_title): s.code for s in subjects if s.short_title.strip()
        }

    def title(self, code: str) -> str:
        """What a person calls a procedure or a subject; the code itself when it is not known."""
        return self._titles.get(code, code)

    def procedure_in(self, text: str) -> str:
        """Code of the procedure that a title names somewhere; empty when it names none or two."""
        return _only(_found(text, self._procedures, self._procedure_stems))

    def procedure(self, text: str) -> str:
        """Code of the procedure that a cell names and nothing else; empty when it is not known."""
        return self._procedures.get(heading_key(text), "")

    def subject(self, text: str) -> str:
        """Code of the subject that a cell names and nothing else; empty when it is not known."""
        return self._subjects.get(heading_key(text), "")

    def subject_in(self, text: str) -> str:
        """Code of the subject that a title names somewhere in full; empty for none or two.

        Letters such as «ИС» are not looked for in the middle of a text.
        """
        names = {name: code for name, code in self._subjects.items() if len(name) > _LETTERS}
        return _only(_found(text, names, self._subject_stems))

    def without_names(self, text: str) -> str:
        """A title without the procedures and subjects it names, folded; «|» in their places."""
        rest = heading_key(text)
        for names in (self._subjects, self._procedures):
            _, rest = _taken_out(rest, names)
        for stems in (self._subject_stems, self._procedure_stems):
            _, rest = _taken_out(_stem(rest), stems)
        return rest

    def subject_of_letters(self, letters: str) -> str:
        """Code of the subject that official sheets call by these letters: «МА»."""
        return self._letters.get(heading_key(letters), "")

    def scale(self, procedure: str, subject: str, grade: int, year: int) -> MarkScale | None:
        """How scores became marks in a year; None where nobody knows."""
        return next(
            (
                scale
                for scale in self._scales
                if (scale.procedure, scale.subject, scale.grade) == (procedure, subject, grade)
                and year in scale.years
            ),
            None,
        )


_LETTERS = 3


def _names(records: Iterable[ExamProcedure | Subject]) -> Mapping[str, str]:
    """Every name of the records and their codes, folded -> code; a name of two names neither."""
    found: dict[str, set[str]] = {}
    for record in records:
        for name in (record.code, record.title, record.short_title, *record.aliases.splitlines()):
            if name.strip():
                found.setdefault(heading_key(name), set()).add(record.code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


_ENDING = re.compile(
    r"(?<=\w{3})(?:ыми|ими|ого|его|ому|ему|ами|ями|ией|ием|ая|яя|ое|ее|ые|ие|ый|ий|ой|ей|ых|их|ым|им"
    r"|ую|юю|ия|ии|ию|ом|ем|ам|ям|ах|ях|ов|а|я|о|е|ы|и|у|ю|ь)$"
)
"""Endings of the cases of adjectives and nouns."""


def _stem(name: str) -> str:
    """A folded name without the endings of its words."""
    return " ".join(_ENDING.sub("", word) for word in name.split())


def _stemmed(names: Mapping[str, str], titles: Iterable[str]) -> Mapping[str, str]:
    """Stems of full names -> codes; a short alias in another case would be another word."""
    whole = {heading_key(title) for title in titles}
    return {_stem(name): code for name, code in names.items() if name in whole or " " in name}


def _found(text: str, names: Mapping[str, str], stems: Mapping[str, str]) -> set[str]:
    """Codes whose names stand in a text in any case; a longer name hides the shorter ones in it."""
    codes, rest = _taken_out(heading_key(text), names)
    inflected, _ = _taken_out(_stem(rest), stems)
    return codes | inflected


def _taken_out(text: str, names: Mapping[str, str]) -> tuple[set[str], str]:
    rest = f" {text.strip()} "
    codes: set[str] = set()
    for name in sorted(names, key=len, reverse=True):
        if f" {name} " in rest:
            codes.add(names[name])
            rest = re.sub(rf"(?<= ){re.escape(name)}(?= )", "|", rest)
    return codes, rest


def _only(codes: set[str]) -> str:
    return codes.pop() if len(codes) == 1 else ""
