"""Tables that come with exam results and hold none: they are named, not taken for something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quality_desktop.domain.errors import Severity
from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.results.context import Context, TableMaker
from quality_desktop.sheets.results.headings import key_at
from quality_desktop.sheets.results.occasions import Occasion
from quality_desktop.sheets.results.rows import TableReading, found

CODE = "without_results"
_TOP_ROWS = 30

_Keys = set[str]
_KINDS: tuple[tuple[str, Callable[[_Keys], bool]], ...] = (
    ("Признаки необъективности", lambda keys: "количество маркеров" in keys),
    (
        "Описание контрольных измерительных материалов",
        lambda keys: "номер задания" in keys and "максимальный балл" in keys,
    ),
    (
        "Описание заданий",
        lambda keys: any(k.startswith(("умения виды деятельности", "блоки пооп")) for k in keys),
    ),
    (
        "Кодификатор",
        lambda keys: "код" in keys and any(k.startswith("проверяемые") for k in keys),
    ),
    ("Перечень школ", lambda keys: keys == {"район", "название оо"}),
    (
        "Списки значений формы",
        lambda keys: {"отсутствовал", "нет отметки"} <= keys,
    ),
    (
        "Классы формы сбора",
        lambda keys: (
            any(k.startswith("буква цифра класса") for k in keys)
            or keys == {"порядковый номер класса"}
        ),
    ),
)


def read(book: Book, sheets: Sequence[Sheet], context: Context) -> Sequence[TableReading]:
    """Name the sheets that hold no results of schools."""
    readings = []
    for sheet in sheets:
        title, row = _kind(sheet)
        if title:
            maker = TableMaker(sheet=sheet, code=CODE, title=title, context=context)
            text = f"«{title}» — в этой таблице нет результатов школ, она пропущена"
            problem = found(sheet.name, row, 0, text, Severity.WARNING)
            readings.append(maker.reading(Occasion(), problems=[problem]))
    return readings


def _kind(sheet: Sheet) -> tuple[str, int]:
    column = {
        key_at(sheet, row, c)
        for row in range(min(sheet.height, _TOP_ROWS))
        for c in range(sheet.width)
    }
    for row in range(min(sheet.height, _TOP_ROWS)):
        keys = {key_at(sheet, row, c) for c in range(sheet.width)} - {""}
        for title, fits in _KINDS:
            if keys and fits(keys):
                return title, row
    lists = _KINDS[5]
    return (lists[0], 0) if lists[1](column) else ("", 0)
