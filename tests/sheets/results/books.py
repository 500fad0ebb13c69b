"""Books with exam results as the layouts of official files have them, made for tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import xlsxwriter

from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.domain.examination.exams import ExamProcedure, Subject
from quality_desktop.domain.figures import round_half_up
from quality_desktop.services.district_file.record_files import read_records
from quality_desktop.services.exam_results.exam_reference import read_scales
from quality_desktop.sheets.cells import Area, Book, BookKind, Sheet
from quality_desktop.sheets.results.context import Context, Explanation
from quality_desktop.sheets.results.reading import read_results
from quality_desktop.sheets.results.rows import BookReading, Given

REFERENCE = Path(__file__).parents[3] / "db" / "reference"

# Lists of mixed values have no common type that a checker would infer.
Rows = Iterable[Any]


def catalogue() -> ExamCatalogue:
    """The catalogue that comes with the program."""
    records, _ = read_records([REFERENCE / "exams.toml"], namespace="reference", known={})
    return ExamCatalogue(
        procedures=[r for r in records if isinstance(r, ExamProcedure)],
        subjects=[r for r in records if isinstance(r, Subject)],
        scales=read_scales(REFERENCE / "exam-scales.toml"),
    )


def sheet(name: str, rows: Rows, merges: Sequence[tuple[int, int, int, int]] = ()) -> Sheet:
    """A sheet; rows may be of different length, merges are top, left, bottom, right."""
    lines = [list(row) for row in rows]
    width = max((len(line) for line in lines), default=0)
    return Sheet(
        name=name,
        rows=tuple((*line, *[None] * (width - len(line))) for line in lines),
        merges=tuple(Area(top=t, left=left, bottom=b, right=r) for t, left, b, r in merges),
    )


def book(*sheets: Sheet, kind: BookKind = "xlsx", name: str = "книга.xlsx") -> Book:
    """A book of these sheets."""
    return Book(name=name, sheets=sheets, kind=kind)


def read(
    *sheets: Sheet,
    given: Given | None = None,
    explanations: dict[str, Explanation] | None = None,
    kind: BookKind = "xlsx",
) -> BookReading:
    """Everything that these sheets say."""
    context = Context(
        catalogue=catalogue(), given=given or Given(), explanations=explanations or {}
    )
    return read_results(book(*sheets, kind=kind), context)


def rows_of(reading: BookReading) -> list[tuple[str, str, dict[str, Any]]]:
    """The rows of a reading in brief: what about, which school, which figures."""
    return [
        (
            f"{row.procedure} {row.year} {row.subject} {row.grade}",
            row.school_code or row.school_name,
            dict(row.figures),
        )
        for table in reading.tables
        for row in table.rows
    ]


def sentences(reading: BookReading) -> list[str]:
    """All problems of a reading."""
    own = [problem.text for table in reading.tables for problem in table.problems]
    return [*(problem.text for problem in reading.problems), *own]


def percents(counts: Sequence[int], decimals: int = 2) -> list[float]:
    """Shares of counts as official reports print them."""
    total = sum(counts)
    if not total:
        return [0.0] * len(counts)
    scale = 10**decimals
    return [round_half_up(Fraction(100 * c, total), decimals) / scale for c in counts]


def save(book: Book, path: Path) -> Path:
    """Write a book as a real workbook."""
    with xlsxwriter.Workbook(str(path)) as out:
        for each in book.sheets:
            target = out.add_worksheet(each.name)
            for area in each.merges:
                target.merge_range(area.top, area.left, area.bottom, area.right, "")
            for row, line in enumerate(each.rows):
                for column, value in enumerate(line):
                    if value is not None:
                        target.write(row, column, value)
    return path


def csv_text(rows: Rows, *, mark: str = ".") -> str:
    """Rows as a text table with semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([str(v).replace(".", mark) if isinstance(v, float) else v for v in row])
    return out.getvalue()
