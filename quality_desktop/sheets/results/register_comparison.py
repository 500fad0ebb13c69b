"""«Сравнение отметок с отметками по журналу» of FIS OKO.

Its percents are of the sum of the three groups, not of all participants: some pupils have no mark
in the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.examination.whole_counts import Unrestorable, restored
from quality_desktop.sheets.results.captions import Caption
from quality_desktop.sheets.results.context import Context, TableMaker
from quality_desktop.sheets.results.figures_in_rows import RowFigures, decimals_of
from quality_desktop.sheets.results.group_tables import GroupTable
from quality_desktop.sheets.results.groups import GroupColumns
from quality_desktop.sheets.results.headings import Head
from quality_desktop.sheets.results.result_fields import REGISTER_NAMES, meaning_of
from quality_desktop.sheets.results.rows import ResultRow, TableReading

CODE = "register_comparison"
TITLE = "Сравнение отметок с отметками по журналу"


def read_tables(tables: Sequence[GroupTable], context: Context) -> dict[int, TableReading]:
    """Read every table with the three groups of the register: place of the table -> what it says."""
    readings: dict[int, TableReading] = {}
    for place, table in enumerate(tables):
        where = _columns(table.head)
        if where is not None:
            maker = TableMaker(sheet=table.sheet, code=CODE, title=TITLE, context=context)
            readings[place] = _read(table, where, maker)
    return readings


def _columns(head: Head) -> GroupColumns | None:
    found = {meaning_of(column.whole): column.index for column in reversed(head.columns)}
    counts = {field: found[field] for field in REGISTER_NAMES if field in found}
    percents = {f: found[f"{f}_percent"] for f in REGISTER_NAMES if f"{f}_percent" in found}
    if len(counts) == len(REGISTER_NAMES) or len(percents) == len(REGISTER_NAMES):
        return GroupColumns(names=REGISTER_NAMES, counts=counts, percents=percents)
    return None


def _read(table: GroupTable, where: GroupColumns, maker: TableMaker) -> TableReading:
    if table.problem:
        return maker.reading(table.occasion, problems=[table.problem])
    total = next((c.index for c in table.head.columns if _is_total(c.whole)), None)
    decimals = decimals_of(
        (table.sheet, row.number, column)
        for row in table.rows
        for column in where.percents.values()
    )
    rows: list[ResultRow] = []
    problems: list[Problem] = []
    needs: set[str] = set()
    for row in table.rows:
        figures = RowFigures(table.sheet, row.number)
        if row.caption is not Caption.SCHOOL or figures.is_blank(where.columns):
            continue
        occasion = maker.occasion(row.occasion)
        needs |= occasion.needs
        values = _figures(figures, where, total, decimals)
        problems.extend(figures.problems)
        if values and not figures.has_errors and not occasion.needs:
            rows.append(
                maker.row(row.number, table.anchor, occasion, values, municipality=row.municipality)
            )
    occasion = maker.occasion(table.occasion)
    if needs:
        return maker.lacking(occasion, table.head.top, frozenset(needs))
    return maker.reading(occasion, rows, problems)


def _is_total(heading: str) -> bool:
    return heading.startswith(("кол во участников", "количество участников"))


def _figures(
    figures: RowFigures, where: GroupColumns, total: int | None, decimals: int
) -> dict[str, int]:
    values: dict[str, int] = {}
    if total is not None:
        participants = figures.whole(total, "число участников")
        if participants is not None:
            values["participants"] = participants
    counts = {f: figures.whole(c, where.names[f]) for f, c in where.counts.items()}
    known = {field: count for field, count in counts.items() if count is not None}
    if len(known) < len(where.names):
        first = next(iter(where.columns))
        figures.refuse(first, "нужны числа учеников в трёх группах: по одним долям их не узнать")
        return {}
    _compare_with_percents(figures, where, known, decimals)
    amount = sum(known.values())
    if "participants" in values and amount > values["participants"]:
        figures.refuse(
            where.counts["lowered"],
            f"в трёх группах {amount} учеников, а участников {values['participants']}",
        )
    return values | known


def _compare_with_percents(
    figures: RowFigures, where: GroupColumns, known: dict[str, int], decimals: int
) -> None:
    if len(where.percents) < len(where.names):
        return
    percents = [figures.percent(where.percents[f], where.names[f]) for f in where.names]
    if any(percent is None for percent in percents):
        return
    shares = [percent or Fraction(0) for percent in percents]
    counts = [known[field] for field in where.names]
    if isinstance(restored(sum(counts), shares, decimals, counts), Unrestorable):
        figures.refuse(
            where.percents["lowered"],
            "доли не соответствуют числам учеников в трёх группах, проверьте строку",
        )
