"""«Статистика по отметкам» of FIS OKO (Ф3), its regional twins, «Результаты ВПР» with stacked years.

A row per group of participants; the marks are percents of the participants.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.sheets.results.captions import Caption
from quality_desktop.sheets.results.context import Context, TableMaker
from quality_desktop.sheets.results.figures_in_rows import RowFigures, decimals_of
from quality_desktop.sheets.results.group_tables import GroupRow, GroupTable
from quality_desktop.sheets.results.groups import GroupColumns, are_counts, read_groups
from quality_desktop.sheets.results.headings import Head
from quality_desktop.sheets.results.mark_blocks import (
    NOT_TAKEN,
    Above,
    are_of_one,
    choice_of,
    occasion_above,
)
from quality_desktop.sheets.results.occasions import Occasion
from quality_desktop.sheets.results.result_fields import MARK_NAMES
from quality_desktop.sheets.results.rows import ResultRow, TableReading, found
from quality_desktop.sheets.results.score_columns import are_numbered

CODE = "marks_statistics"
TITLE = "Статистика по отметкам"
_MARKS = {"2": "two", "3": "three", "4": "four", "5": "five"}
_PEOPLE = {"кол во участников", "количество участников", "участников", "кол во уч"}
_TWICE = (
    "отметки стоят дважды, и не сказано, о чём каждые: напишите над ними процедуру, предмет, класс или "
    "год, а лишние удалите"
)


@dataclass(frozen=True, slots=True)
class _Table:
    table: GroupTable
    total: int
    marks: dict[str, int]
    about: Occasion
    refusal: str = ""
    left_out: Mapping[str, int] = field(default_factory=dict)


def read_tables(tables: Sequence[GroupTable], context: Context) -> dict[int, TableReading]:
    """Read every table with the four marks: place of the table -> what it says."""
    known = {
        place: own
        for place, table in enumerate(tables)
        if (own := _table(table, context.catalogue)) is not None
    }
    # One program printed the whole book, so its roundest-looking table is as exact as the others.
    decimals = decimals_of(
        (each.table.sheet, row.number, column)
        for each in known.values()
        for row in each.table.rows
        for column in each.marks.values()
    )
    return {place: _read(each, context, decimals) for place, each in known.items()}


def _table(table: GroupTable, catalogue: ExamCatalogue) -> _Table | None:
    """The marks of the procedure and its participants; None when a table has none."""
    blocks = _blocks(table.head)
    choice = choice_of(blocks, catalogue)
    own = {
        above: marks for above, marks in blocks.items() if above not in choice.left_out
    } or blocks
    if not own:
        return None
    above, marks = next(iter(own.items()))
    total = _participants(table.head, above, choice.left_out)
    if total is None:
        return None
    return _Table(
        table,
        total,
        {mark: marks[mark] for mark in MARK_NAMES},
        occasion_above(above, catalogue),
        choice.refusal or ("" if are_of_one(own, catalogue) else _TWICE),
        {" ".join(each): blocks[each]["two"] for each in blocks if each in choice.left_out},
    )


def _blocks(head: Head) -> dict[Above, dict[str, int]]:
    """Headings over the four marks -> mark -> column."""
    if are_numbered(head.columns):
        return {}
    blocks: dict[Above, dict[str, int]] = {}
    for column in head.columns:
        if column.leaf in _MARKS:
            blocks.setdefault(column.path[:-1], {}).setdefault(_MARKS[column.leaf], column.index)
    return {above: marks for above, marks in blocks.items() if len(marks) == len(MARK_NAMES)}


def _participants(head: Head, above: Above, left_out: Collection[Above]) -> int | None:
    """Column of the participants: those under the headings of the marks count before the others."""
    found = [
        column
        for column in head.columns
        if column.path[:-1] not in left_out
        and (_PEOPLE & set(column.path) or column.whole.startswith("кол во участников всего"))
    ]
    own = [column for column in found if above and column.path[:-1] == above]
    return next((column.index for column in [*own, *found]), None)


def _read(each: _Table, context: Context, decimals: int) -> TableReading:
    table = each.table
    maker = TableMaker(sheet=table.sheet, code=CODE, title=TITLE, context=context)
    if table.problem:
        return maker.reading(table.occasion, problems=[table.problem])
    if each.refusal:
        column = next(iter(each.marks.values()))
        problem = found(table.sheet.name, table.head.top, column, each.refusal)
        return maker.reading(table.occasion, problems=[problem])
    where = _columns(each)
    if where is None:
        text = "непонятно, доли это или числа учеников: допишите в заголовок «%» или «чел.»"
        column = next(iter(each.marks.values()))
        problem = found(table.sheet.name, table.head.top, column, text)
        return maker.reading(table.occasion, problems=[problem])
    needs: set[str] = set()
    rows: list[ResultRow] = []
    problems: list[Problem] = []
    for row in table.rows:
        figures = RowFigures(table.sheet, row.number)
        if row.caption is not Caption.SCHOOL or figures.is_blank((each.total, *where.columns)):
            continue
        occasion = maker.occasion(each.about.over(row.occasion))
        needs |= occasion.needs
        values = _figures(figures, each.total, where, decimals)
        problems.extend(figures.problems)
        if values and not figures.has_errors and not occasion.needs:
            rows.append(
                maker.row(row.number, table.anchor, occasion, values, municipality=row.municipality)
            )
    occasion = maker.occasion(each.about.over(table.occasion))
    if needs:
        return maker.lacking(occasion, table.head.top, frozenset(needs))
    problems.extend(_sums(each))
    problems.extend(_left_out(each))
    return maker.reading(occasion, rows, problems)


def _left_out(each: _Table) -> Iterator[Problem]:
    for heading, column in each.left_out.items():
        text = NOT_TAKEN.format(heading=heading)
        yield found(each.table.sheet.name, each.table.head.top, column, text, Severity.WARNING)


def _columns(each: _Table) -> GroupColumns | None:
    """Marks as percents or as counts; None when nobody can tell."""
    is_said = any("%" in c.whole for c in each.table.head.columns if c.index in each.marks.values())
    numbers = [row.number for row in each.table.rows]
    holds_counts = False
    if not is_said:
        told = are_counts(each.table.sheet, numbers, each.total, list(each.marks.values()))
        if told is None:
            return None
        holds_counts = told
    return GroupColumns(
        names=MARK_NAMES,
        counts=each.marks if holds_counts else {},
        percents={} if holds_counts else each.marks,
    )


def _figures(
    figures: RowFigures, total: int, where: GroupColumns, decimals: int
) -> dict[str, int | str]:
    participants = figures.whole(total, "число участников")
    if participants is None:
        if not figures.problems:
            figures.refuse(total, "не указано число участников")
        return {}
    return {
        "participants": participants,
        **read_groups(figures, where, participants, decimals),
    }


def _sums(each: _Table) -> Iterator[Problem]:
    """Warnings where a district says another number of participants than its schools together."""
    rows = each.table.rows
    for place, row in enumerate(rows):
        if row.caption is not Caption.GROUP or row.schools is None:
            continue
        schools = _schools_after(rows, place)
        if len(schools) != row.schools:
            continue  # the sheet lists some schools only
        numbers = [_whole(each, school) for school in schools]
        declared = _whole(each, row)
        if declared is None or any(number is None for number in numbers):
            continue
        amount = sum(number for number in numbers if number is not None)
        if amount != declared:
            yield found(
                each.table.sheet.name,
                row.number,
                each.total,
                f"в итоге {declared} участников, а в школах вместе {amount} "
                f"(разница {abs(declared - amount)})",
                Severity.WARNING,
            )


def _schools_after(rows: Sequence[GroupRow], place: int) -> list[GroupRow]:
    following: list[GroupRow] = []
    for row in rows[place + 1 :]:
        if row.caption is Caption.GROUP:
            break
        if row.caption is Caption.SCHOOL:
            following.append(replace(row))
    return following


def _whole(each: _Table, row: GroupRow) -> int | None:
    return RowFigures(each.table.sheet, row.number).whole(each.total, "число участников")
