"""Reports by «Группы участников»: marks, comparison with the register, or both in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.results import long_table, marks_statistics, register_comparison
from quality_desktop.sheets.results.context import Context, TableMaker
from quality_desktop.sheets.results.group_tables import group_tables
from quality_desktop.sheets.results.occasions import Occasion
from quality_desktop.sheets.results.rows import TableReading, found

CODE = "group_report"
TITLE = "Отчёт по группам участников"


def read(book: Book, sheets: Sequence[Sheet], context: Context) -> Sequence[TableReading]:
    """Read every table with groups of participants; one that cannot be read is told."""
    tables = list(group_tables(book, sheets, context))
    marks = marks_statistics.read_tables(tables, context)
    register = register_comparison.read_tables(tables, context)
    known = {tables[place].sheet.name for place in (*marks, *register)}
    readings: list[TableReading] = []
    for place, table in enumerate(tables):
        own = [each[place] for each in (marks, register) if place in each]
        if not own and table.sheet.name in known:
            maker = TableMaker(sheet=table.sheet, code=CODE, title=TITLE, context=context)
            text = "в этой таблице не узнаны столбцы отметок, она не прочитана"
            problem = found(table.sheet.name, table.head.top, table.anchor, text)
            own = [maker.reading(table.occasion, problems=[problem])]
        if own and table.lost:
            own[0] = replace(own[0], problems=(*table.lost, *own[0].problems))
        readings.extend(own)
    own_heads = {(table.sheet.name, table.head.top) for table in tables}
    for sheet in (each for each in sheets if each.name in known):
        for head in long_table.heads(sheet, context):
            if (sheet.name, head) not in own_heads:
                maker = TableMaker(sheet=sheet, code=CODE, title=TITLE, context=context)
                text = "здесь начинается таблица другого вида, она не прочитана: перенесите её на свой лист"
                problem = found(sheet.name, head, 0, text)
                readings.append(maker.reading(Occasion(), problems=[problem]))
    return readings
