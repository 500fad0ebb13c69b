"""«Форма сбора результатов»: the protocols that schools fill, in the variants met since 2020.

Prepared rows that nobody filled are no pupils, «отсутствовал» is not a participant. A protocol
has no marks; they are computed where the scale of the work is known, and marked so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.examination.exam_catalogue import MarkScale
from quality_desktop.domain.school_naming.school_name_parts import code_key
from quality_desktop.domain.spelling import heading_key
from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.results.context import Context, TableMaker
from quality_desktop.sheets.results.form_columns import FormColumns, form_columns
from quality_desktop.sheets.results.headings import text_of, titles_above
from quality_desktop.sheets.results.occasions import (
    Occasion,
    from_sheet_name,
    from_titles,
    year_in,
)
from quality_desktop.sheets.results.pupil_rows import PupilReader
from quality_desktop.sheets.results.pupils import Tally
from quality_desktop.sheets.results.rows import ResultRow, TableReading, found

CODE = "collection_form"
TITLE = "Форма сбора результатов"
_TOP_ROWS = 20
_PROCEDURE = "vpr"
"""Only the all-Russian works are collected by these forms."""
_LEADING_GRADE = re.compile(r"^(\d{1,2})(?!\d)")


def read(book: Book, sheets: Sequence[Sheet], context: Context) -> Sequence[TableReading]:
    """Read sheets with a pupil's code, variant, points of tasks and their sum."""
    readings = []
    for sheet in sheets:
        columns = (form_columns(sheet, row) for row in range(min(sheet.height, _TOP_ROWS)))
        where = next((each for each in columns if each is not None), None)
        if where is not None:
            maker = TableMaker(sheet=sheet, code=CODE, title=TITLE, context=context)
            readings.append(_Protocol(book, maker, where).read())
    return readings


class _Protocol:
    def __init__(self, book: Book, maker: TableMaker, where: FormColumns) -> None:
        self._maker = maker
        self._sheet = maker.sheet
        self._where = where
        self._reader = PupilReader(self._sheet, where.pupils)
        data = range(where.head + 1, self._sheet.height)
        self._rows = [row for row in data if self._reader.is_pupil(row)]
        catalogue = maker.context.catalogue
        said = from_titles(titles_above(self._sheet, where.head), catalogue)
        if book.kind == "xlsx":
            said = said.over(from_sheet_name(self._sheet.name, catalogue))
        said = said.over(Occasion(year=self._year(), grade=self._grade()))
        self._occasion = maker.occasion(said).over(Occasion(procedure=_PROCEDURE))

    def read(self) -> TableReading:
        if not self._rows:
            problem = found(
                self._sheet.name, self._where.head, 0, "форма не заполнена: учеников нет"
            )
            return self._maker.reading(self._occasion, problems=[problem])
        needs = self._occasion.needs
        names = {self._school(row) for row in self._rows}
        if "" in names and not self._maker.context.given.school:
            needs |= {"school"}
        if needs:
            return self._maker.lacking(self._occasion, self._where.head, needs)
        tallies: dict[str, tuple[int, Tally]] = {}
        for row in self._rows:
            name = self._school(row) or self._maker.context.given.school
            _, tally = tallies.setdefault(name, (row, self._tally()))
            self._reader.add(row, tally)
        scale = self._scale()
        rows = [self._row(name, row, tally, scale) for name, (row, tally) in tallies.items()]
        return self._maker.reading(
            self._occasion, rows, [*self._reader.problems, *self._remarks(scale)]
        )

    def _tally(self) -> Tally:
        highest = self._where.pupils.highest
        total = sum(highest.values()) if len(highest) == len(self._where.pupils.tasks) else None
        return Tally(highest=highest, max_score=total or None, has_marks=False)

    def _scale(self) -> MarkScale | None:
        o = self._occasion
        catalogue = self._maker.context.catalogue
        return catalogue.scale(o.procedure, o.subject, o.grade or 0, o.year or 0)

    def _remarks(self, scale: MarkScale | None) -> list[Problem]:
        text = (
            "отметки посчитаны по баллам, шкала не подтверждена документом: сверьте со "
            "«Статистикой по отметкам»"
            if scale
            else "шкала перевода баллов в отметки не известна: отметки не посчитаны"
        )
        return [found(self._sheet.name, self._where.head, 0, text, Severity.WARNING)]

    def _row(self, name: str, row: int, tally: Tally, scale: MarkScale | None) -> ResultRow:
        notes = [f"отсутствовали: {tally.absent}"] if tally.absent else []
        figures = tally.figures(scale)
        if scale is not None and "two" in figures:
            notes.append(f"отметки посчитаны по баллам ({scale.source})")
        return self._maker.row(
            row,
            self._where.school or 0,
            self._occasion,
            figures,
            name=name,
            municipality=self._text(row, self._where.municipality),
            note="; ".join(notes),
        )

    def _school(self, row: int) -> str:
        """School of a row; a login counts only when it is a code of schools."""
        text = self._text(row, self._where.school)
        return text if not self._where.is_login or code_key(text) else ""

    def _text(self, row: int, column: int | None) -> str:
        return "" if column is None else text_of(self._sheet.at(row, column))

    def _year(self) -> int | None:
        """Year of loading, when it is the same in all rows."""
        years = {year_in(self._text(row, self._where.loaded)) for row in self._rows}
        return years.pop() if len(years) == 1 else None

    def _grade(self) -> int | None:
        """Grade at the beginning of the classes' names («4А»), when it is the same in all."""
        names = {heading_key(self._text(row, self._where.class_name)) for row in self._rows}
        matches = [_LEADING_GRADE.match(name) for name in names - {""}]
        grades = {int(match[1]) for match in matches if match is not None}
        is_plain = all(match is not None for match in matches)
        is_lettered = any(not name.isdigit() for name in names - {""})
        return grades.pop() if is_plain and is_lettered and len(grades) == 1 else None
