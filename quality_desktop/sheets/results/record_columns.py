"""Columns of figures in a table of results: which groups, parts and mean its rows can give."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from quality_desktop.domain.errors import Severity
from quality_desktop.sheets.cells import Sheet
from quality_desktop.sheets.numbers_in_cells import CellNumber, number_at
from quality_desktop.sheets.results.exam_columns import PARTS, ChosenColumns
from quality_desktop.sheets.results.figures_in_rows import RowFigures
from quality_desktop.sheets.results.groups import GroupColumns, are_counts, read_groups
from quality_desktop.sheets.results.result_fields import (
    BARE,
    GOOD,
    MARK_NAMES,
    PASSED,
    PRIMARY_MEAN,
    REGISTER_NAMES,
    SHORT_MEAN,
)
from quality_desktop.sheets.results.share_counts import (
    ShareColumn,
    count_of_share,
    share_column,
)

_ENDINGS = ("", "_percent", BARE)
_TOGETHER = {
    "two": MARK_NAMES["two"],
    "three": MARK_NAMES["three"],
    GOOD: "отметки «4» и «5»",
}
"""Marks of a table that gives «4» and «5» together."""
_LEAST_MARK, _HIGHEST_MARK = 2, 5
_OF_TESTS = "ege"
Tell = Callable[[int, str, Severity], None]


class RecordColumns:
    """Finds the columns of figures once for all rows; what is left out is told.

    Attributes:
        marks: Columns of the marks.
        register: Columns of the comparison with the register.
        parts: Columns of those below the bound and of those with many points.
        decimals: Column of a part or of a mark in percents -> how it is written.
    """

    def __init__(
        self,
        sheet: Sheet,
        rows: Sequence[int],
        columns: Mapping[str, int],
        tell: Tell,
    ) -> None:
        """Take the rows of data, the meaning of each column and how to tell of one."""
        self._sheet = sheet
        self._rows = rows
        self._columns = columns
        self._tell = tell
        self._means: dict[str, int | None] = {}
        self.marks = self._mark_columns()
        self.register = _group_columns(REGISTER_NAMES, columns, {}, {})
        self.parts = self._part_columns()
        self.decimals = {
            column: share_column((sheet, row, column) for row in rows)
            for column in (*self.parts.shares.values(), *self.marks.percents.values())
        }

    def _part_columns(self) -> ChosenColumns:
        columns = self._columns
        counts = {what: columns[what] for what in PARTS if what in columns}
        own = [what for what in PARTS if f"{what}_percent" in columns and what not in counts]
        if {"below", PASSED} & counts.keys():
            own = [what for what in own if what not in ("below", PASSED)]
        return ChosenColumns(
            counts=counts, shares={what: columns[f"{what}_percent"] for what in own}
        )

    def mean(self, procedure: str) -> int | None:
        """Column of the mean score in rows of a procedure: «Средний балл», or another certain one."""
        if procedure not in self._means:
            self._means[procedure] = self._mean(procedure)
        return self._means[procedure]

    def _mean(self, procedure: str) -> int | None:
        columns = self._columns
        if "mean" in columns:
            return columns["mean"]
        named = [name for name in (SHORT_MEAN, PRIMARY_MEAN) if name in columns]
        of_tests = procedure == _OF_TESTS
        if len(named) > 1:
            return columns[SHORT_MEAN if of_tests else PRIMARY_MEAN]
        for name in named:
            is_of_scale = not of_tests if name == PRIMARY_MEAN else not self._may_be_of_marks(name)
            if is_of_scale:
                return columns[name]
            self._tell(
                columns[name],
                "средний балл не взят: это может быть средняя отметка или балл другой шкалы; если "
                "это балл самой работы, назовите столбец «Средний балл»",
                Severity.WARNING,
            )
        return None

    def _may_be_of_marks(self, name: str) -> bool:
        """Whether every «ср. балл» beside marks lies between 2 and 5."""
        cells = (number_at(self._sheet, row, self._columns[name]) for row in self._rows)
        values = [cell.value for cell in cells if isinstance(cell, CellNumber)]
        return bool(self.marks.columns) and all(
            _LEAST_MARK <= value <= _HIGHEST_MARK for value in values
        )

    def _mark_columns(self) -> GroupColumns:
        columns, names = self._columns, self._mark_names()
        bare = {f: columns[f + BARE] for f in names if f + BARE in columns}
        said = {f for f in names if f in columns or f"{f}_percent" in columns}
        holds_counts: bool | None = False
        if bare and {*bare, *said} != set(names):
            self._tell(
                next(iter(bare.values())),
                "отметки не взяты: даны не все, и не видно, число это учеников или доля: допишите "
                "в заголовки «чел.» или «%»",
                Severity.WARNING,
            )
            bare = {}
        elif bare and (total := columns.get("participants")) is not None:
            holds_counts = are_counts(self._sheet, self._rows, total, list(bare.values()))
            if holds_counts is None:
                self._tell(
                    next(iter(bare.values())),
                    "непонятно, это число учеников или доля: допишите в заголовок «чел.» или «%»",
                    Severity.ERROR,
                )
                bare = {}
        counts, percents = (bare, {}) if holds_counts else ({}, bare)
        found = _group_columns(names, columns, counts, percents)
        if GOOD in names and found.counts.keys() == names.keys():
            return replace(found, percents={})
        return found

    def _mark_names(self) -> Mapping[str, str]:
        """The four marks, or two and the others together; the latter is told."""
        columns = self._columns
        good = [columns[GOOD + end] for end in _ENDINGS if GOOD + end in columns]
        if not good or any(f + end in columns for f in ("four", "five") for end in _ENDINGS):
            return MARK_NAMES
        self._tell(
            min(good),
            "«4» и «5» даны вместе: сколько каждых, не сказано, взяты только «2» и «3»",
            Severity.WARNING,
        )
        return _TOGETHER


def read_marks(
    figures: RowFigures,
    where: GroupColumns,
    total: int | None,
    decimals: int,
    shares: Mapping[int, ShareColumn],
) -> dict[str, int]:
    """Pupils with each mark; where percents are of some marks only, each is restored by itself."""
    if where.percents and {*where.counts, *where.percents} != set(where.names):
        values = read_groups(figures, replace(where, percents={}), None, decimals)
        for mark, column in where.percents.items():
            if mark in where.counts:
                continue
            written = shares.get(column, ShareColumn(decimals=decimals))
            count = count_of_share(figures, column, where.names[mark], total, written)
            if count is not None:
                values[mark] = count
    else:
        values = read_groups(figures, where, total, decimals)
    values.pop(GOOD, None)
    return values


def _group_columns(
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
