"""Exam procedures and the results of schools in them, by calendar year.

Results are counts of pupils; rows of single pupils are never kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from quality_desktop.domain.records import Id, Record, natural_id, reference, required_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamProcedure(Record):
    """A procedure of the catalogue.

    Attributes:
        code: ``vpr`` | ``oge`` | ``ege`` | ``rdr`` …
        short_title: «ВПР».
        aliases: Other names met in files, one a line.
    """

    kind: ClassVar[str] = "exam_procedure"

    code: str
    title: str = ""
    short_title: str = ""
    aliases: str = ""
    source: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject(Record):
    """A subject of the catalogue.

    Attributes:
        code: ``math``, ``russian`` …
        title: «Математика».
        short_title: Two or three letters of official sheets: «МА».
        aliases: Other names met in files, one a line.
    """

    kind: ClassVar[str] = "subject"

    code: str
    title: str = ""
    short_title: str = ""
    aliases: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamResult(Record):
    """The result of a school in one procedure, year, subject and grade: counts of pupils.

    ``None`` means that the source did not say, never zero.

    Attributes:
        procedure: Code of the procedure.
        year: Calendar year of the procedure, as official files name it.
        subject: Code of the subject.
        grade: Grade; 0 where the procedure has none (ЕГЭ, ОГЭ).
        participants: Pupils who took part.
        two: Pupils with the mark «2»; ``three``, ``four``, ``five`` alike.
        lowered: Pupils whose mark is lower than the mark in the register.
        confirmed: Pupils whose mark equals the register's.
        raised: Pupils whose mark is higher than the register's.
        below: Pupils below the least passing bound (ГИА).
        high: Pupils with 80–99 points (ЕГЭ).
        full: Pupils with 100 points (ЕГЭ).
        mean_hundredths: Mean score in hundredths: 6,85 is 685.
        max_score: Greatest primary score of the work.
        scores: Pupils per primary score: ``0:1;5:3``; empty when the source has none.
        tasks: Points won and points possible per task: ``1:12/20;4К1:3/30``.
        layout: Code of the layout it was read from; ``typed`` when typed.
        source: Name of the file.
    """

    kind: ClassVar[str] = "exam_result"

    procedure: str
    year: int
    subject: str
    grade: int = 0
    school: Id = required_reference("school")
    participants: int | None = None
    two: int | None = None
    three: int | None = None
    four: int | None = None
    five: int | None = None
    lowered: int | None = None
    confirmed: int | None = None
    raised: int | None = None
    below: int | None = None
    high: int | None = None
    full: int | None = None
    mean_hundredths: int | None = None
    max_score: int | None = None
    scores: str = ""
    tasks: str = ""
    layout: str = "typed"
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch(Record):
    """A person's decision which school a name or code in a file means.

    Attributes:
        written: The name or code, normalised for comparison.
        shown: The name as the file wrote it.
        school: The school; None for «не школа» (such rows are skipped).
    """

    kind: ClassVar[str] = "name_match"

    written: str
    shown: str = ""
    school: Id | None = reference("school")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping(Record):
    """A person's decision what the columns of an unknown layout mean.

    Attributes:
        headings: The headings of the layout, normalised, one a line.
        title: What the office calls the layout.
        meaning: Field per column, one a line in the order of ``headings``; empty lines skip.
        constants: What no column says: ``procedure=vpr``, one a line.
    """

    kind: ClassVar[str] = "column_mapping"

    headings: str
    title: str = ""
    meaning: str = ""
    constants: str = ""


def exam_result_id(procedure: str, year: int, subject: str, grade: int, school: Id) -> Id:
    """Id that everybody gives to this result."""
    return natural_id(ExamResult.kind, procedure, year, subject, grade, school)


def name_match_id(written: str) -> Id:
    """Id that everybody gives to the decision about this name."""
    return natural_id(NameMatch.kind, written)


def column_mapping_id(headings: str) -> Id:
    """Id that everybody gives to the decision about this layout."""
    return natural_id(ColumnMapping.kind, headings)


def exam_year_of(school_year: int) -> int:
    """Calendar year of the exams of a school year: 2025 (2025/26) -> 2026."""
    return school_year + 1


def school_year_of(exam_year: int) -> int:
    """School year of the exams of a calendar year: 2026 -> 2025 (2025/26)."""
    return exam_year - 1
