"""A table with a row per school, procedure, year, subject and grade, its columns already known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.sheets.cells import address
from quality_desktop.sheets.results.context import TableMaker
from quality_desktop.sheets.results.exam_columns import read_parts
from quality_desktop.sheets.results.figures_in_rows import RowFigures, decimals_of
from quality_desktop.sheets.results.groups import GroupColumns, read_groups
from quality_desktop.sheets.results.lines import Lines
from quality_desktop.sheets.results.occasions import (
    Occasion,
    grade_in,
    missing_sentence,
    year_in,
)
from quality_desktop.sheets.results.record_columns import RecordColumns, read_marks
from quality_desktop.sheets.results.record_rows import KEYS, DataRow, DataRows
from quality_desktop.sheets.results.result_fields import MEANINGS, REGISTER_NAMES
from quality_desktop.sheets.results.rows import ResultRow, TableReading, found
from quality_desktop.sheets.results.score_columns import read_scores
from quality_desktop.sheets.results.sums import differing_sums

_ADDED = ("below", "high", "full")
_OCCASION = ("procedure", "year", "subject", "grade")
_MOST_CLASSES = 30
_ASSUMED = "vpr"
"""A table of marks by grade that names no procedure is of the all-Russian works: a person is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTable:
    """Where everything stands.

    Attributes:
        top: Row of the headings, from 0.
        first: First row of data.
        last: Row after the last one of data; None for the end of the sheet.
        columns: Meaning -> column.
        scores: Primary score -> column of its percent.
        base: What the titles say for all rows.
        remembered: Mark of the register -> its column, kept as a note only.
        school_name: The school of all rows, where the titles name it and no column does.
        is_headed: Whether the headings above the figures name the subject.
    """

    top: int
    first: int
    last: int | None = None
    columns: Mapping[str, int]
    scores: Mapping[int, int] = field(default_factory=dict)
    base: Occasion = field(default_factory=Occasion)
    remembered: Mapping[str, int] = field(default_factory=dict)
    school_name: str = ""
    is_headed: bool = False

    @property
    def school(self) -> int:
        """Column that names the school."""
        return self.columns.get("school_name", self.columns.get("school_code", 0))

    @property
    def figures(self) -> tuple[int, ...]:
        """Columns of figures."""
        own = (column for meaning, column in self.columns.items() if meaning not in KEYS)
        return (*own, *self.scores.values())

    @property
    def keys(self) -> dict[str, int]:
        """Columns that say what a row is of."""
        return {m: column for m, column in self.columns.items() if m in KEYS}


def read_records(
    maker: TableMaker, *tables: RecordTable, lines: Lines | None = None
) -> list[TableReading]:
    """Read all rows under the same headings.

    Args:
        maker: Makes the rows.
        tables: One table, or a table for each subject, year or procedure beside each other.
        lines: Keeps what the lines between the rows say, for whoever reads on below them.
    """
    first = tables[0]
    lines = lines or Lines(sheet=maker.sheet.name, catalogue=maker.context.catalogue)
    lines.has_subjects = "subject" in first.columns or any(table.is_headed for table in tables)
    rows = DataRows(
        sheet=maker.sheet,
        lines=lines,
        columns=first.keys,
        school=first.school_name,
        figures=[column for table in tables for column in table.figures],
    )
    data = rows.read(first.first, first.last or maker.sheet.height)
    readings = [_read(maker, table, data, rows.sums) for table in tables]
    readings[0] = replace(readings[0], problems=(*lines.problems, *readings[0].problems))
    return readings


def _read(
    maker: TableMaker, table: RecordTable, data: Sequence[DataRow], sums: Mapping[int, str]
) -> TableReading:
    reader = _Reader(maker, table, data)
    rows = list(reader.rows())
    reader.tell_of_classes()
    reader.problems.extend(differing_sums(maker.sheet, sums, data, reader.counts))
    occasion = maker.occasion(table.base)
    if rows:
        occasion = _shared(rows)
    return maker.reading(occasion, rows, reader.problems, frozenset(reader.needs))


class _Reader:
    def __init__(self, maker: TableMaker, table: RecordTable, data: Sequence[DataRow]) -> None:
        self._maker = maker
        self._sheet = maker.sheet
        self._catalogue = maker.context.catalogue
        self._table = table
        self.problems: list[Problem] = []
        self.needs: set[str] = set()
        self._said: set[str] = set()
        self._classes: list[tuple[int, str]] = []
        self._data = data
        self._numbers = [row.number for row in data]
        self._columns = RecordColumns(
            self._sheet,
            self._numbers,
            table.columns,
            lambda column, text, severity: self._say(table.top, column, text, severity),
        )
        self._groups = self._columns.marks, self._columns.register
        percents = [c for g in self._groups for c in g.percents.values()]
        percents += table.scores.values()
        self._decimals = decimals_of(
            (self._sheet, row, column) for row in self._numbers for column in percents
        )

    @property
    def counts(self) -> list[int]:
        """Columns of people, which may be added up."""
        simple = ("participants", *_ADDED)
        own = [self._table.columns[name] for name in simple if name in self._table.columns]
        return [*own, *(column for group in self._groups for column in group.counts.values())]

    def rows(self) -> Iterator[ResultRow]:
        for each in self._data:
            row = each.number
            figures = RowFigures(self._sheet, row)
            if figures.is_blank(self._table.figures):
                continue
            occasion = self._occasion(each)
            if occasion is None:
                continue
            values = self._figures(figures, occasion.procedure)
            if not values and not figures.problems:
                figures.refuse(self._table.school, "ни одного числа строки взять нельзя, проверьте")
            self.problems.extend(figures.problems)
            if not figures.has_errors and values:
                yield self._maker.row(
                    row,
                    self._table.school,
                    occasion,
                    values,
                    name=each.text("school_name") or each.text("school_code"),
                    code=each.text("school_code"),
                    municipality=each.text("municipality"),
                    note=self._note(figures),
                )

    def _occasion(self, each: DataRow) -> Occasion | None:
        """What a row is about; None when that is not known, and the reason is kept."""
        occasion, row = self._of_columns(each), each.number
        if occasion is None:
            return None
        occasion = self._maker.occasion(occasion.over(each.said).over(self._table.base))
        if not occasion.procedure and self._may_be_assumed:
            occasion = self._assumed(replace(occasion, procedure=_ASSUMED))
        if occasion.needs:
            self.needs |= occasion.needs
            self._say(
                row,
                self._table.school,
                missing_sentence(occasion.needs, occasion),
            )
            return None
        return occasion

    @property
    def _may_be_assumed(self) -> bool:
        """True for a long table as regions print it, and for a comparison with the register."""
        keys = {"year", "subject", "grade"} & self._table.columns.keys()
        return len(keys) > 1 or any(name in self._table.columns for name in REGISTER_NAMES)

    def _of_columns(self, each: DataRow) -> Occasion | None:
        known = {"year": year_in, "grade": _grade, "subject": self._catalogue.subject}
        known["procedure"] = self._procedure
        values: dict[str, object] = {}
        for meaning in _OCCASION:
            source = "date" if meaning == "year" and not each.text("year") else meaning
            text = each.text(source)
            if not text:
                continue
            value = known[meaning](text)
            if meaning == "grade" and value is None and _ONE_CLASS.match(text):
                self._classes.append((each.number, text))
                return None
            if value in ("", None):
                self._say(each.number, self._table.columns[source], _unknown(meaning, text))
                return None
            values[meaning] = value
        return replace(Occasion(), **values)  # type: ignore[arg-type]

    def _procedure(self, text: str) -> str:
        return self._catalogue.procedure(text) or self._catalogue.procedure_in(text)

    def _assumed(self, occasion: Occasion) -> Occasion:
        compares_with_register = any(name in self._table.columns for name in REGISTER_NAMES)
        if not compares_with_register:  # only the all-Russian works are compared with the register
            self._say(
                self._table.top,
                self._table.school,
                "не сказано, какая это процедура: считаем, что ВПР",
                Severity.WARNING,
            )
        return occasion

    def tell_of_classes(self) -> None:
        """Name every row of a single class in one sentence: results are kept by grade."""
        if not self._classes:
            return
        column = self._table.columns["grade"]
        shown = ", ".join(dict.fromkeys(f"«{text[:20]}»" for _, text in self._classes))
        cells = ", ".join(address(row, column) for row, _ in self._classes[:_MOST_CLASSES])
        more = len(self._classes) - _MOST_CLASSES
        text = (
            f"{shown} – один класс, а результаты хранят по параллели: оставьте строку параллели с "
            f"суммой её классов; строки классов: {cells}{f' и ещё {more}' if more > 0 else ''}"
        )
        self.problems.append(found(self._sheet.name, self._classes[0][0], column, text))

    def _say(self, row: int, column: int, text: str, severity: Severity = Severity.ERROR) -> None:
        """Keep a problem that many rows share once."""
        if text not in self._said:
            self._said.add(text)
            self.problems.append(found(self._sheet.name, row, column, text, severity))

    def _figures(self, figures: RowFigures, procedure: str) -> dict[str, int | str]:
        columns = self._table.columns
        values: dict[str, int | str] = {}
        total = None
        if "participants" in columns:
            total = figures.whole(columns["participants"], "число участников")
            if total is not None:
                values["participants"] = total
        marks, register = self._groups
        values |= read_marks(figures, marks, total, self._decimals, self._columns.decimals)
        values |= self._register(figures, register)
        values |= read_parts(figures, self._columns.parts, total, self._columns.decimals)
        if "max_score" in columns:
            score = figures.whole(columns["max_score"], MEANINGS["max_score"].lower())
            if score is not None:
                values["max_score"] = score
        if (mean_column := self._columns.mean(procedure)) is not None:
            mean = figures.mean(mean_column, "средний балл")
            if mean is not None:
                values["mean_hundredths"] = mean
        if self._table.scores and total is not None:
            values |= read_scores(figures, self._table.scores, total, self._decimals)
        return values

    def _note(self, figures: RowFigures) -> str:
        """Marks of the register as the file prints them; they say nothing of single pupils."""
        if not self._table.remembered:
            return ""
        shown = [figures.printed(column) for column in self._table.remembered.values()]
        if not any(shown):
            return ""
        marks = ", ".join(
            f"«{mark}» – {text or 'нет'}"
            for mark, text in zip(self._table.remembered, shown, strict=True)
        )
        return f"отметки по школе: {marks}"

    def _register(self, figures: RowFigures, where: GroupColumns) -> dict[str, int]:
        """Groups of the register: they need not add up to the participants."""
        if where.percents and not where.counts:
            first = next(iter(where.percents.values()))
            text = "числа учеников по одним долям не узнать, сравнение с журналом не взято"
            self._say(self._table.top, first, text, Severity.WARNING)
            return {}
        return read_groups(figures, replace(where, percents={}), None, self._decimals)


def _shared(rows: Sequence[ResultRow]) -> Occasion:
    """What all rows are about, as far as they agree."""
    every = {name: {getattr(row, name) for row in rows} for name in _OCCASION}
    return replace(Occasion(), **{n: next(iter(v)) for n, v in every.items() if len(v) == 1})


_ONE_CLASS = re.compile(r"\s*\d{1,2}\s*-?\s*[«\"]?[а-яёa-z][»\"]?\s*(?:класс)?\s*$", re.IGNORECASE)
"""«5А», «5 «Б» класс»."""


def _unknown(meaning: str, text: str) -> str:
    return f"{MEANINGS[meaning].lower()} «{text[:60]}» программе не известен, проверьте"


_GRADE_WORDS = re.compile(
    r"(?<=\d)\s*-?\s*(?:е|ый|й|х)?\s*(?:классы?|кл\.?|параллель)?\s*$", re.IGNORECASE
)


def _grade(text: str) -> int | None:
    plain = _GRADE_WORDS.sub("", text).strip()
    if plain.isascii() and plain.isdigit() and 1 <= int(plain) <= 11:
        return int(plain)
    return grade_in(text)
