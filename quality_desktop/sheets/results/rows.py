"""What was read from a file with exam results: rows that know their cells, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.sheets.cells import address


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person says about files that do not say it themselves.

    Attributes:
        procedure: Code of the procedure, or empty.
        year: Calendar year, or None.
        subject: Code of the subject, or empty.
        grade: Grade, or None.
        school: Name or code of the school, or empty.
    """

    procedure: str = ""
    year: int | None = None
    subject: str = ""
    grade: int | None = None
    school: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """The result of a school in one procedure, year, subject and grade.

    Attributes:
        sheet: Name of the sheet.
        cell: Address of the cell that names the school.
        layout: Code of the layout.
        procedure: Code of the procedure.
        year: Calendar year of the procedure.
        subject: Code of the subject.
        grade: Grade; 0 where the procedure has none.
        school_code: Code beside the name as it is compared, or empty.
        school_name: Name as the file writes it.
        municipality: District as the file writes it, or empty.
        figures: Fields of ``ExamResult`` that the file gives.
        note: What should be remembered with the result.
    """

    sheet: str
    cell: str
    layout: str
    procedure: str
    year: int
    subject: str
    grade: int = 0
    school_code: str = ""
    school_name: str = ""
    municipality: str = ""
    figures: Mapping[str, int | str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading:
    """A table of a known layout.

    Attributes:
        sheet: Name of the sheet.
        layout: Code of the layout.
        title: What a person calls the layout.
        occasion: What the table is about, for a person: «ВПР, 2021, Математика, 4 класс».
        needs: What neither the table nor a person said: fields of ``Given``.
    """

    sheet: str
    layout: str
    title: str
    occasion: str = ""
    rows: tuple[ResultRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownTable:
    """A table whose columns a person has to explain.

    Attributes:
        sheet: Name of the sheet.
        cell: Address of the first heading.
        headings: The headings as they are written.
        sample: First rows under them.
        titles: Lines above the headings.
    """

    sheet: str
    cell: str
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookReading:
    """Everything a file says of exam results.

    Attributes:
        name: Name of the file.
        digest: SHA-256 of the file.
        is_text: A text table, which has no sheets to name.
    """

    name: str
    is_text: bool = False
    digest: str = ""
    tables: tuple[TableReading, ...] = ()
    unknown: tuple[UnknownTable, ...] = ()
    problems: tuple[Problem, ...] = ()


def found(
    sheet: str, row: int, column: int, text: str, severity: Severity = Severity.ERROR
) -> Problem:
    """A problem of a cell counted from 0; the sentence names the sheet and the cell."""
    cell = address(row, column)
    return Problem(
        text=f"Лист «{sheet}», ячейка {cell}: {text}.", severity=severity, place=f"{sheet}!{cell}"
    )
