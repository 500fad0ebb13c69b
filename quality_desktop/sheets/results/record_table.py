"""A table with a row per school, procedure, year, subject and grade, its columns already known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.school_naming.school_name_parts import code_key
from quality_desktop.sheets.results.captions import Caption, caption_of
from quality_desktop.sheets.results.context import TableMaker
from quality_desktop.sheets.results.figures_in_rows import RowFigures, decimals_of
from quality_desktop.sheets.results.groups import GroupColumns, are_counts, read_groups
from quality_desktop.sheets.results.headings import text_of
from quality_desktop.sheets.results.occasions import (
    Occasion,
    grade_in,
    missing_sentence,
    year_in,
)
from quality_desktop.sheets.results.result_fields import BARE, MARK_NAMES, MEANINGS, REGISTER_NAMES
from quality_desktop.sheets.results.rows import ResultRow, TableReading, found
from quality_desktop.sheets.results.score_columns import read_scores

_SIMPLE = ("below", "high", "full", "max_score")
_OCCASION = ("procedure", "year", "subject", "grade")
_ASSUMED = "vpr"
"""A table of marks by grade that names no procedure is of the all-Russian works: a person is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTable:
    """Where everything stands.

    Attributes:
        top: Row of the headings, from 0.
        first: First row of data.
        columns: Meaning -> column.
        scores: Primary score -> column of its percent.
        base: What the titles say for all rows.
    """

    top: int
    first: int
    columns: Mapping[str, int]
    scores: Mapping[int, int] = field(default_factory=dict)
    base: Occasion = field(default_factory=Occasion)

    @property
    def school(self) -> int:
        """Column that names the school."""
        return self.columns.get("school_name", self.columns.get("school_code", 0))

    @property
    def figures(self) -> tuple[int, ...]:
        """Columns of figures."""
        names = {"procedure", "year", "subject", "grade", "municipality"}
        own = (
            c for f, c in self.columns.items() if f not in names | {"school_code", "school_name"}
        )
        return (*own, *self.scores.values())


def read_records(maker: TableMaker, table: RecordTable) -> TableReading:
    """Read all rows of a table."""
    reader = _Reader(maker, table)
    rows = list(reader.rows())
    occasion = maker.occasion(table.base)
    if rows:
        first = rows[0]
        occasion = Occasion(procedure=first.procedure)
    return maker.reading(occasion, rows, reader.problems, frozenset(reader.needs))


class _Reader:
    def __init__(self, maker: TableMaker, table: RecordTable) -> None:
        self._maker = maker
        self._sheet = maker.sheet
        self._catalogue = maker.context.catalogue
        self._table = table
        self.problems: list[Problem] = []
        self.needs: set[str] = set()
        self._said: set[str] = set()
        self._data = [row for row in range(table.first, self._sheet.height) if self._is_school(row)]
        self._groups = self._group_columns()
        percents = [c for g in self._groups for c in g.percents.values()]
        percents += table.scores.values()
        self._decimals = decimals_of(
            (self._sheet, row, column) for row in self._data for column in percents
        )

    def rows(self) -> Iterator[ResultRow]:
        for row in self._data:
            figures = RowFigures(self._sheet, row)
            if figures.is_blank(self._table.figures):
                continue
            occasion = self._occasion(row)
            if occasion is None:
                continue
            values = self._figures(figures)
            if not values and not figures.problems:
                figures.refuse(self._table.school, "ни одного числа строки взять нельзя, проверьте")
            self.problems.extend(figures.problems)
            if not figures.has_errors and values:
                yield self._maker.row(
                    row,
                    self._table.school,
                    occasion,
                    values,
                    code=self._text(row, "school_code"),
                    municipality=self._text(row, "municipality"),
                )

    def _is_school(self, row: int) -> bool:
        name, code = self._text(row, "school_name"), self._text(row, "school_code")
        return caption_of(name) is Caption.SCHOOL if name else bool(code_key(code))

    def _text(self, row: int, meaning: str) -> str:
        column = self._table.columns.get(meaning)
        return "" if column is None else text_of(self._sheet.at(row, column))

    def _occasion(self, row: int) -> Occasion | None:
        """What a row is about; None when that is not known, and the reason is kept."""
        occasion = self._of_columns(row)
        if occasion is None:
            return None
        occasion = self._maker.occasion(occasion.over(self._table.base))
        if not occasion.procedure:
            occasion = self._assumed(replace(occasion, procedure=_ASSUMED))
        if occasion.needs:
            self.needs |= occasion.needs
            self._say(
                row,
                self._table.school,
                missing_sentence(occasion.needs),
            )
            return None
        return occasion

    def _of_columns(self, row: int) -> Occasion | None:
        known = {"year": year_in, "grade": _grade, "subject": self._catalogue.subject}
        known["procedure"] = self._procedure
        values: dict[str, object] = {}
        for meaning in _OCCASION:
            text = self._text(row, meaning)
            if not text:
                continue
            value = known[meaning](text)
            if value in ("", None):
                title = MEANINGS[meaning].lower()
                column = self._table.columns[meaning]
                self._say(row, column, f"{title} «{text[:60]}» программе не известен, проверьте")
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

    def _say(self, row: int, column: int, text: str, severity: Severity = Severity.ERROR) -> None:
        """Keep a problem that many rows share once."""
        if text not in self._said:
            self._said.add(text)
            self.problems.append(found(self._sheet.name, row, column, text, severity))

    def _figures(self, figures: RowFigures) -> dict[str, int | str]:
        columns = self._table.columns
        values: dict[str, int | str] = {}
        total = None
        if "participants" in columns:
            total = figures.whole(columns["participants"], "число участников")
            if total is not None:
                values["participants"] = total
        marks, register = self._groups
        values |= read_groups(figures, marks, total, self._decimals)
        values |= self._register(figures, register)
        for name in _SIMPLE:
            if name in columns:
                count = figures.whole(columns[name], MEANINGS[name].lower())
                if count is not None:
                    values[name] = count
        if "mean" in columns:
            mean = figures.mean(columns["mean"], "средний балл")
            if mean is not None:
                values["mean_hundredths"] = mean
        if self._table.scores and total is not None:
            values |= read_scores(figures, self._table.scores, total, self._decimals)
        return values

    def _register(self, figures: RowFigures, where: GroupColumns) -> dict[str, int]:
        """Groups of the register: they need not add up to the participants."""
        if where.percents and not where.counts:
            first = next(iter(where.percents.values()))
            text = "числа учеников по одним долям не узнать, сравнение с журналом не взято"
            self._say(self._table.top, first, text, Severity.WARNING)
            return {}
        return read_groups(figures, replace(where, percents={}), None, self._decimals)

    def _group_columns(self) -> tuple[GroupColumns, GroupColumns]:
        columns = self._table.columns
        bare = {f: columns[f + BARE] for f in MARK_NAMES if f + BARE in columns}
        total = columns.get("participants")
        holds_counts: bool | None = False
        if bare and total is not None:
            holds_counts = are_counts(self._sheet, self._data, total, list(bare.values()))
            if holds_counts is None:
                self._say(
                    self._table.top,
                    next(iter(bare.values())),
                    "непонятно, это число учеников или доля: допишите в заголовок «чел.» или «%»",
                )
                bare = {}
        return (
            _columns(
                MARK_NAMES, columns, bare if holds_counts else {}, {} if holds_counts else bare
            ),
            _columns(REGISTER_NAMES, columns, {}, {}),
        )


def _columns(
    names: Mapping[str, str],
    columns: Mapping[str, int],
    counts: Mapping[str, int],
    percents: Mapping[str, int],
) -> GroupColumns:
    return GroupColumns(
        names=names,
        counts={f: columns[f] for f in names if f in columns} | dict(counts),
        percents={f: columns[f"{f}_percent"] for f in names if f"{f}_percent" in columns}
        | dict(percents),
    )


def _grade(text: str) -> int | None:
    plain = text.strip()
    if plain.isascii() and plain.isdigit() and 1 <= int(plain) <= 11:
        return int(plain)
    return grade_in(text)
