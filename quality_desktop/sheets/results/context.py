"""What a reader of a layout is given, and how it makes rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.domain.school_naming.school_name_parts import district_name, split_code
from quality_desktop.sheets.cells import Book, Sheet, address
from quality_desktop.sheets.results.occasions import Occasion, missing_sentence, shown
from quality_desktop.sheets.results.rows import Given, ResultRow, TableReading, found


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a person said of a layout that nobody knew.

    Attributes:
        title: What the office calls it.
        meanings: Meaning of each heading (``result_fields.MEANINGS``) in their order, or empty.
        constants: What no column says: ``procedure``, ``year``, ``subject``, ``grade`` -> text.
    """

    title: str = ""
    meanings: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What readers know beside the file.

    Attributes:
        catalogue: Procedures, subjects, scales.
        given: What a person says of these files.
        explanations: Folded headings, one a line -> what a person said of the layout before.
    """

    catalogue: ExamCatalogue
    given: Given = field(default_factory=Given)
    explanations: Mapping[str, Explanation] = field(default_factory=dict)


class Layout(Protocol):
    """A layout: looks at the sheets of a book and reads the tables it recognises."""

    def __call__(
        self, book: Book, sheets: Sequence[Sheet], context: Context
    ) -> Sequence[TableReading]:
        """Tables of this layout in these sheets; a sheet of another layout gives none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMaker:
    """Makes the rows of one table.

    Attributes:
        sheet: The sheet.
        code: Code of the layout.
        title: What a person calls the layout.
    """

    sheet: Sheet
    code: str
    title: str
    context: Context

    def occasion(self, own: Occasion) -> Occasion:
        """What the table is about, with what a person said where it says nothing."""
        filled = own.filled(self.context.given)
        return filled.with_grade_of(filled.procedure)

    def row(
        self,
        row: int,
        column: int,
        occasion: Occasion,
        figures: Mapping[str, int | str],
        *,
        code: str = "",
        municipality: str = "",
        name: str | None = None,
        note: str = "",
    ) -> ResultRow:
        """A row of a school; ``occasion`` must say everything.

        Args:
            row: Row of the school's name, from 0.
            column: Its column.
            occasion: What the figures are about.
            figures: Fields of ``ExamResult``.
            code: Code that stands in a column of its own.
            municipality: District.
            name: The name when it is not the cell's own text.
            note: What is remembered with the result.
        """
        text = str(self.sheet.at(row, column) or "") if name is None else name
        own_code, own_name = split_code(text)
        return ResultRow(
            sheet=self.sheet.name,
            cell=address(row, column),
            layout=self.code,
            procedure=occasion.procedure,
            year=occasion.year or 0,
            subject=occasion.subject,
            grade=occasion.grade or 0,
            school_code=split_code(code)[0] or code.strip() or own_code,
            school_name=own_name,
            municipality=district_name(municipality),
            figures=dict(figures),
            note=note,
        )

    def reading(
        self,
        occasion: Occasion,
        rows: Iterable[ResultRow] = (),
        problems: Iterable[Problem] = (),
        needs: frozenset[str] = frozenset(),
    ) -> TableReading:
        """The table read."""
        return TableReading(
            sheet=self.sheet.name,
            layout=self.code,
            title=self.title,
            occasion=shown(occasion, self.context.catalogue),
            rows=tuple(rows),
            problems=tuple(problems),
            needs=needs,
        )

    def lacking(self, occasion: Occasion, row: int, needs: frozenset[str]) -> TableReading:
        """A table that cannot be read until a person says what it is about."""
        problem = found(self.sheet.name, row, 0, f"в таблице {missing_sentence(needs, occasion)}")
        return self.reading(occasion, problems=[problem], needs=needs)
