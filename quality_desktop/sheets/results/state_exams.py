"""Workbooks of regional ministries with the state exams: a row per school, columns per subject.

The headings take one to three rows and are found by their words; the year often stands in the
name of the sheet only; the district is joined downwards over its schools.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.spelling import heading_key
from quality_desktop.sheets.cells import Book, Sheet, column_letters
from quality_desktop.sheets.numbers_in_cells import CellNumber, number_at
from quality_desktop.sheets.results.captions import Caption, caption_of, is_summary, is_total
from quality_desktop.sheets.results.context import Context, TableMaker
from quality_desktop.sheets.results.exam_columns import (
    NAMES,
    ChosenColumns,
    ExamColumn,
    as_mean,
    chosen_columns,
    columns_of_one,
    exam_columns,
    read_figures,
)
from quality_desktop.sheets.results.exam_measures import MEAN, PARTICIPANTS, measure_of
from quality_desktop.sheets.results.figures_in_rows import RowFigures
from quality_desktop.sheets.results.headings import (
    Head,
    end_of_data,
    head_around,
    key_at,
    text_of,
    titles_above,
)
from quality_desktop.sheets.results.lines import (
    Lines,
    lone_line,
    numbers_columns,
    of_table,
    stray_name,
)
from quality_desktop.sheets.results.occasions import (
    GRADELESS,
    Occasion,
    disagreement,
    from_sheet_name,
    from_titles,
)
from quality_desktop.sheets.results.rows import ResultRow, TableReading, found
from quality_desktop.sheets.results.share_counts import ShareColumn, share_column

CODE = "state_exams"
TITLE = "Результаты ЕГЭ и ОГЭ по школам"
_Subjects = Mapping[str, Sequence[ExamColumn]]
_LEFT = (
    "не взято: здесь хранят, сколько участвовало, не преодолело порог, получило 80–99 и 100 баллов, и "
    "средний балл школы за год таблицы; если столбец об этом, напишите так в заголовке"
)
_UNSURE = re.compile(r"%|\bдол[яи]\b|процент|качеств|успеваем|отметк|оценк|рейтинг|\bместо\b")
"""Words of a title by which the only column of a subject may hold no pupils."""
_COUNTS = re.compile(r"\bколичеств|\bкол во|\bчисло\b|\bучастники\b")


@dataclass(frozen=True, slots=True)
class _Place:
    municipality: int | None
    school: int

    @property
    def keys(self) -> dict[str, int]:
        """Meaning of a column that says what a row is of -> the column."""
        keys = {"school_name": self.school}
        return keys if self.municipality is None else {**keys, "municipality": self.municipality}


def read(book: Book, sheets: Sequence[Sheet], context: Context) -> Sequence[TableReading]:
    """Read sheets whose headings name a district, a school and subjects of the exams."""
    readings: list[TableReading] = []
    for sheet in sheets:
        maker = TableMaker(sheet=sheet, code=CODE, title=TITLE, context=context)
        heads = list(_heads(sheet, context))
        inherited = Occasion()
        for number, (head, place, subjects) in enumerate(heads):
            last = heads[number + 1][0].top if number + 1 < len(heads) else sheet.height
            above = titles_above(
                sheet, head.top, end_of_data(sheet, head.top, place.school, 1 if number else 2)
            )
            named = from_sheet_name(sheet.name, context.catalogue)
            if book.kind == "xlsx" and (
                differing := disagreement(from_titles(above, context.catalogue), named)
            ):
                text = f"название листа и шапка говорят разное: {differing}"
                problem = found(sheet.name, head.top, place.school, text)
                readings.append(maker.reading(inherited, problems=[problem]))
                continue
            table = _Table(maker, head, last, place, subjects, above, inherited)
            readings.append(table.read())
            inherited = table.after
    return readings


def _heads(sheet: Sheet, context: Context) -> Iterator[tuple[Head, _Place, _Subjects]]:
    first = 0
    known: dict[str, bool] = {}
    for row, line in enumerate(sheet.rows):
        texts = [value for value in line if isinstance(value, str) and value]
        for text in texts:
            if text not in known:
                known[text] = _is_school(heading_key(text))
        is_head = row >= first and any(known[text] for text in texts)
        place = _place(sheet, row) if is_head else None
        if place is None:
            continue
        head = head_around(sheet, row, place.school)
        subjects = exam_columns(head, context.catalogue) or _of_title(sheet, head, place, context)
        figures = [sum(each.is_known for each in columns) for columns in subjects.values()]
        has_marks = any(each.is_mark for columns in subjects.values() for each in columns)
        # Without a district one column of a subject may be anything.
        is_sure = place.municipality is not None or sum(map(bool, figures)) > 1
        if not has_marks and any(figures) and (is_sure or max(figures) > 1):
            first = head.first
            yield head, place, subjects


def _of_title(sheet: Sheet, head: Head, place: _Place, context: Context) -> _Subjects:
    """Columns of the only subject, which the title names; empty where that is not certain."""
    named = from_sheet_name(sheet.name, context.catalogue)
    start = end_of_data(sheet, head.top, place.school)
    said = of_table(titles_above(sheet, head.top, start), context.catalogue, named=named)
    said = said.filled(context.given)
    if not said.subject or said.procedure not in GRADELESS:
        return {}
    columns = columns_of_one(head, said.subject, place.keys.values(), context.catalogue)
    known = {each.measure.what for each in columns[said.subject] if each.is_known}
    return columns if len(known) > 1 else {}


def _place(sheet: Sheet, row: int) -> _Place | None:
    keys = [key_at(sheet, row, column) for column in range(sheet.width)]
    districts = [i for i, key in enumerate(keys) if "муницип" in key and not _is_school(key)]
    districts += [i for i, key in enumerate(keys) if key in ("район", "ате", "мо")]
    schools = [i for i, key in enumerate(keys) if _is_school(key)]
    return _Place(districts[0] if districts else None, schools[0]) if schools else None


def _is_school(key: str) -> bool:
    return ("образоват" in key and ("школ" in key or "организац" in key or "учрежд" in key)) or (
        key in ("оо", "оу", "школа", "наименование оо", "название оо", "наименование оу")
    )


class _Table:
    def __init__(
        self,
        maker: TableMaker,
        head: Head,
        last: int,
        place: _Place,
        subjects: _Subjects,
        above: Sequence[Sequence[str]],
        inherited: Occasion,
    ) -> None:
        self._maker = maker
        self._sheet = maker.sheet
        self._head = head
        self._last = last
        self._place = place
        self._subjects = subjects
        self._problems: list[Problem] = []
        self._chosen: dict[tuple[str, str, int | None], ChosenColumns] = {}
        self._decimals: dict[int, ShareColumn] = {}
        self._said: set[str] = set()
        self._lines = Lines(
            sheet=maker.sheet.name, catalogue=maker.context.catalogue, has_subjects=True
        )
        self._lone = _measures_in(above)
        self.occasion = maker.occasion(self._base(above, inherited))

    def read(self) -> TableReading:
        occasion = self.occasion
        needs = occasion.needs - {"subject"}
        if occasion.procedure in GRADELESS:
            needs -= {"grade"}
        if needs:
            return self._maker.lacking(occasion, self._head.top, needs)
        if self._is_unclear():
            return self._maker.reading(occasion, problems=self._problems)
        rows: list[ResultRow] = []
        municipality = ""
        keys = self._place.keys
        for row in range(self._head.first, self._last):
            line = lone_line(self._sheet.rows[row], self._figure_columns, keys)
            if line and self._lines.hear(line[0], row, line[1]):
                continue
            column = self._place.municipality
            district = "" if column is None else text_of(self._sheet.at(row, column))
            if district and caption_of(district) is not Caption.NOTHING:
                municipality = district
            if self._is_total(district) or not self._is_of_school(row, district):
                continue
            about = self._lines.said.over(occasion).with_grade_of(occasion.procedure)
            of_school = self._of_school(row, about, municipality)
            if not (of_school and self._lines.holds_back()):
                rows.extend(of_school)
        return self._maker.reading(occasion, rows, [*self._lines.problems, *self._problems])

    @property
    def after(self) -> Occasion:
        """What holds for a table below."""
        return self._lines.hold_on(self.occasion)

    def _is_of_school(self, row: int, district: str) -> bool:
        """Whether a row is a school's; one with numbers that is of nothing else is told."""
        texts = [text_of(value) for value in self._sheet.rows[row]]
        name = texts[self._place.school]
        caption = caption_of(name)
        is_of_district = not name and bool(district)
        says_total = any(map(is_total, texts[: self._place.school + 1]))
        is_sum = is_of_district or says_total or is_summary(name) or numbers_columns(texts)
        if caption is Caption.NOTHING and not is_sum and self._has_numbers(row):
            problem = found(self._sheet.name, row, self._place.school, stray_name(name))
            self._problems.append(problem)
        return caption is Caption.SCHOOL

    @property
    def _figure_columns(self) -> list[int]:
        return [column.index for own in self._subjects.values() for column in own]

    def _has_numbers(self, row: int) -> bool:
        cells = (number_at(self._sheet, row, column) for column in self._figure_columns)
        return any(isinstance(cell, CellNumber) for cell in cells)

    def _is_unclear(self) -> bool:
        """Whether a title speaks of several figures over the only column of a subject; told."""
        lone = [column for own in self._subjects.values() for column in own if column.is_lone]
        if not lone or self._lone in ({PARTICIPANTS}, {MEAN}):
            return False
        self._tell(
            lone[0].index,
            "под предметом один столбец, и по шапке не видно, что в нём: напишите под предметом "
            "«участников», «не преодолели порог» или «средний балл»",
            Severity.ERROR,
        )
        return True

    def _tell(self, column: int, text: str, severity: Severity = Severity.WARNING) -> None:
        """Keep a problem of a heading once."""
        row = self._heading(column)[1]
        if text not in self._said:
            self._said.add(text)
            self._problems.append(found(self._sheet.name, row, column, text, severity))

    def _heading(self, column: int) -> tuple[str, int]:
        """The lowest heading of a column that is no subject, as it is written, and its row."""
        shown, last = "", self._head.first - 1
        for row in range(last, self._head.top - 1, -1):
            area = self._sheet.merge_over(row, column)
            place = (row, column) if area is None else (area.top, area.left)
            text = text_of(self._sheet.at(*place))
            shown = shown or text
            if text and not self._maker.context.catalogue.subject(text):
                return text, last
        return shown, last

    def _base(self, above: Sequence[Sequence[str]], inherited: Occasion) -> Occasion:
        catalogue = self._maker.context.catalogue
        titles = of_table(above, catalogue, above=inherited)
        named = from_sheet_name(self._sheet.name, catalogue)
        return Occasion(procedure=titles.procedure, year=titles.year, grade=titles.grade).over(
            Occasion(procedure=named.procedure, year=named.year, grade=named.grade)
        )

    def _is_total(self, district: str) -> bool:
        return bool(district) and caption_of(district) is Caption.NOTHING

    def _of_school(self, row: int, occasion: Occasion, municipality: str) -> list[ResultRow]:
        rows = []
        for subject in self._subjects:
            figures = RowFigures(self._sheet, row)
            chosen = self._columns(subject, occasion)
            if figures.is_blank(chosen.columns):
                continue
            values = read_figures(figures, chosen, self._decimals)
            is_empty = not values.get(PARTICIPANTS) and not any(values.values())
            if is_empty and PARTICIPANTS not in values and not figures.has_errors:
                continue  # «-» in every column: nobody took the subject
            self._problems.extend(figures.problems)
            if values and not figures.has_errors:
                about = Occasion(subject=subject).over(occasion)
                rows.append(
                    self._maker.row(
                        row, self._place.school, about, values, municipality=municipality
                    )
                )
        return rows

    def _columns(self, subject: str, occasion: Occasion) -> ChosenColumns:
        """Columns of a subject in rows about a year; what they leave out is told."""
        key = subject, occasion.procedure, occasion.year
        if key not in self._chosen:
            columns = self._subjects[subject]
            if self._lone == {MEAN}:
                columns = [as_mean(column) for column in columns]
            chosen = chosen_columns(columns, procedure=occasion.procedure, year=occasion.year)
            self._chosen[key] = chosen
            for column in chosen.shares.values():
                rows = range(self._head.first, self._last)
                self._decimals[column] = share_column((self._sheet, row, column) for row in rows)
            self._tell_left(chosen)
        return self._chosen[key]

    def _tell_left(self, chosen: ChosenColumns) -> None:
        for column in chosen.points:
            text = "не взято: здесь хранят учеников с 80–99 и с 100 баллами"
            self._tell_heading(column, text)
        for column in chosen.left:
            self._tell_heading(column, _LEFT)
        for what, columns in chosen.doubled:
            cells = ", ".join(f"«{self._heading(c)[0]}» ({column_letters(c)})" for c in columns)
            is_grave = what == PARTICIPANTS
            taken = "" if is_grave else ", эти столбцы не взяты"
            self._tell(
                columns[0],
                f"{NAMES[what]}: подходит не один столбец, {cells}{taken}; оставьте один или "
                "допишите в заголовки, чем они различаются: год, «по ОО», «по району»",
                Severity.ERROR if is_grave else Severity.WARNING,
            )

    def _tell_heading(self, column: int, text: str) -> None:
        """Warn about a column; the same heading under many subjects once."""
        self._tell(column, f"«{self._heading(column)[0]}» – {text}")


def _measures_in(titles: Sequence[Sequence[str]]) -> set[str]:
    """What the titles say of the only column of a subject: ``PARTICIPANTS`` when nothing."""
    keys = [heading_key(text) for line in titles for text in line]
    found = {measure_of(key).what for key in keys} - {""}
    if any(_COUNTS.search(key) for key in keys):  # beside «средний балл»
        found.add(PARTICIPANTS)
    if any(_UNSURE.search(key) for key in keys):
        found.add("")
    return found or {PARTICIPANTS}
