"""Workbooks of regional ministries with the state exams: a row per school, columns per subject.

The headings take one to three rows and are found by their words; the year often stands in the
name of the sheet only; the district is joined downwards over its schools.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.domain.spelling import heading_key
from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.numbers_in_cells import CellNumber, number_at
from quality_desktop.sheets.results.captions import Caption, caption_of, is_summary, is_total
from quality_desktop.sheets.results.context import Context, TableMaker
from quality_desktop.sheets.results.figures_in_rows import RowFigures
from quality_desktop.sheets.results.headings import (
    Column,
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

CODE = "state_exams"
TITLE = "Результаты ЕГЭ и ОГЭ по школам"
_NAMES = {
    "participants": "приняли участие",
    "below": "не преодолели порог",
    "high": "высокие баллы",
    "full": "100 баллов",
    "mean": "средний балл",
}


_NUMBER = re.compile(r"\d+", re.ASCII)
_HIGHEST = 100
_POINTS = {(80, 99): "high", (_HIGHEST,): "full"}
"""Only these groups are kept: pupils with 61–80 or 81–100 points are neither."""
_OTHER = "other"


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
        heads = list(_heads(sheet, context.catalogue))
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


def _heads(
    sheet: Sheet, catalogue: ExamCatalogue
) -> Iterator[tuple[Head, _Place, dict[str, dict[str, int]]]]:
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
        subjects = _subjects(head, catalogue)
        # Without a district one column of a subject may be anything.
        is_sure = place.municipality is not None or len(subjects) > 1
        if subjects and (is_sure or any(len(columns) > 1 for columns in subjects.values())):
            first = head.first
            yield head, place, subjects


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


def _subjects(head: Head, catalogue: ExamCatalogue) -> dict[str, dict[str, int]]:
    """Subject -> meaning -> column."""
    subjects: dict[str, dict[str, int]] = {}
    for column in head.columns:
        for level, text in enumerate(column.path):
            subject = catalogue.subject(text)
            if subject:
                meaning = _meaning(column, level)
                if meaning not in ("", _OTHER):
                    subjects.setdefault(subject, {}).setdefault(meaning, column.index)
                break
    return subjects


def _meaning(column: Column, level: int) -> str:
    """What a column under a subject holds; a subject's only column holds its participants."""
    text = " ".join(column.path[level + 1 :])
    if not text:
        return "participants"
    if "%" in text or text.startswith("доля"):
        return ""
    for words, meaning in (
        (("средн",), "mean"),
        (("не преодол", "порог", "не сдал", "ниже мин"), "below"),
        ((text,) if _is_of_points(text) else (), _POINTS.get(_points(text), _OTHER)),
        (
            ("приняли участ", "участник", "участвовал", "сдавал", "количество", "кол во"),
            "participants",
        ),
    ):
        if any(word in text for word in words):
            return meaning
    return ""


def _is_of_points(text: str) -> bool:
    """True for a heading that says between which points its pupils are."""
    return bool(_points(text)) and ("балл" in text or bool({80, 100} & set(_points(text))))


def _points(text: str) -> tuple[int, ...]:
    found = (int(digits) for digits in _NUMBER.findall(text))
    return tuple(number for number in found if number <= _HIGHEST)


class _Table:
    def __init__(
        self,
        maker: TableMaker,
        head: Head,
        last: int,
        place: _Place,
        subjects: Mapping[str, Mapping[str, int]],
        above: Sequence[Sequence[str]],
        inherited: Occasion,
    ) -> None:
        self._maker = maker
        self._sheet = maker.sheet
        self._head = head
        self._last = last
        self._place = place
        self._subjects = subjects
        self._problems: list[Problem] = self._other_points()
        self._lines = Lines(
            sheet=maker.sheet.name, catalogue=maker.context.catalogue, has_subjects=True
        )
        self.occasion = maker.occasion(self._said(above, inherited))

    def read(self) -> TableReading:
        occasion = self.occasion
        needs = occasion.needs - {"subject"}
        if occasion.procedure in GRADELESS:
            needs -= {"grade"}
        if needs:
            return self._maker.lacking(occasion, self._head.top, needs)
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
        return [column for own in self._subjects.values() for column in own.values()]

    def _has_numbers(self, row: int) -> bool:
        cells = (number_at(self._sheet, row, column) for column in self._figure_columns)
        return any(isinstance(cell, CellNumber) for cell in cells)

    def _other_points(self) -> list[Problem]:
        """Warnings about groups of points that are left out, each heading once."""
        others: dict[str, int] = {}
        for column in self._head.columns:
            levels = [n for n, text in enumerate(column.path) if self._is_subject(text)]
            if levels and _meaning(column, levels[0]) == _OTHER:
                others.setdefault(column.leaf, column.index)
        return [
            found(
                self._sheet.name,
                self._head.first - 1,
                index,
                f"«{heading}» – не взято: здесь хранят учеников с 80–99 и с 100 баллами",
                Severity.WARNING,
            )
            for heading, index in others.items()
        ]

    def _is_subject(self, text: str) -> bool:
        return bool(self._maker.context.catalogue.subject(text))

    def _said(self, above: Sequence[Sequence[str]], inherited: Occasion) -> Occasion:
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
        for subject, columns in self._subjects.items():
            figures = RowFigures(self._sheet, row)
            if figures.is_blank(columns.values()):
                continue
            values = self._figures(figures, columns)
            is_empty = not values.get("participants") and not any(values.values())
            if is_empty and "participants" not in values:
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

    def _figures(self, figures: RowFigures, columns: Mapping[str, int]) -> dict[str, int]:
        values: dict[str, int] = {}
        for meaning, column in columns.items():
            if meaning == "mean":
                mean = figures.mean(column, _NAMES[meaning])
                if mean is not None:
                    values["mean_hundredths"] = mean
            else:
                count = figures.whole(column, _NAMES[meaning])
                if count is not None:
                    values[meaning] = count
        people = values.get("participants")
        for meaning in ("below", "high", "full"):
            if people is not None and values.get(meaning, 0) > people:
                text = f"{_NAMES[meaning]}: {values[meaning]}, а участников {people}"
                figures.refuse(columns[meaning], text)
        return values
