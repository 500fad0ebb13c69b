"""«Индивидуальные результаты» of FIS OKO (Ф1), added up to schools while they are read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.school_naming.school_name_parts import code_key
from quality_desktop.domain.spelling import folded
from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.results.context import Context, TableMaker
from quality_desktop.sheets.results.headings import (
    end_of_data,
    key_at,
    rows_with,
    text_of,
    titles_above,
)
from quality_desktop.sheets.results.lines import lone_line, of_table
from quality_desktop.sheets.results.occasions import (
    Occasion,
    disagreement,
    from_separator,
    from_sheet_name,
    from_titles,
    grade_in,
)
from quality_desktop.sheets.results.pupil_rows import PupilColumns, PupilReader, task_of
from quality_desktop.sheets.results.pupils import Tally
from quality_desktop.sheets.results.rows import ResultRow, TableReading, found

CODE = "individual_results"
TITLE = "Индивидуальные результаты"
_DECLARED = re.compile(r"кол-во участников:?\s*(\d+)")


def read(book: Book, sheets: Sequence[Sheet], context: Context) -> Sequence[TableReading]:
    """Read sheets with a row per pupil, a primary score and a mark."""
    readings: list[TableReading] = []
    for sheet in sheets:
        maker = TableMaker(sheet=sheet, code=CODE, title=TITLE, context=context)
        heads = [
            (row, keys)
            for row, _ in rows_with(sheet, "код участника")
            if {"отметка", "первичный балл"} <= (keys := _keys(sheet, row)).keys()
        ]
        inherited = Occasion()
        for place, (row, keys) in enumerate(heads):
            last = heads[place + 1][0] if place + 1 < len(heads) else sheet.height
            table = _Table(book, maker, row, last, keys, inherited)
            inherited = table.occasion
            readings.append(table.read())
    return readings


def _keys(sheet: Sheet, row: int) -> dict[str, int]:
    """Folded headings of a row and their columns, the first of those called alike."""
    keys: dict[str, int] = {}
    for column in range(sheet.width):
        keys.setdefault(key_at(sheet, row, column), column)
    return keys


_NOBODY = ("", "")
"""Code and name of the school of a pupil that has neither."""


class _Table:
    def __init__(
        self,
        book: Book,
        maker: TableMaker,
        head: int,
        last: int,
        keys: dict[str, int],
        inherited: Occasion,
    ) -> None:
        self._maker = maker
        self._sheet = maker.sheet
        self._head = head
        self._last = last
        self._keys = keys
        catalogue = maker.context.catalogue
        anchor = keys["код участника"]
        titles = titles_above(self._sheet, head, end_of_data(self._sheet, head, anchor))
        said = from_titles(titles, catalogue)
        named = from_sheet_name(self._sheet.name, catalogue) if book.kind == "xlsx" else Occasion()
        self._differing = disagreement(said, named)
        about = of_table(titles, catalogue, above=inherited, named=named)
        self.occasion = maker.occasion(about)
        self._place = keys.get("название оо", keys.get("оо", 0))
        self._where = _columns(self._sheet, head, keys)
        self._reader = PupilReader(self._sheet, self._where)
        self._problems: list[Problem] = []
        self._other: Problem | None = None

    def read(self) -> TableReading:
        if self._differing:
            text = f"название листа и шапка говорят разное: {self._differing}"
            problem = found(self._sheet.name, self._head, 0, text)
            return self._maker.reading(self.occasion, problems=[problem])
        if self.occasion.needs:
            return self._maker.lacking(self.occasion, self._head, self.occasion.needs)
        tallies: dict[tuple[str, str], Tally] = {}
        firsts: dict[tuple[str, str], int] = {}
        declared: dict[str, tuple[int, int]] = {}
        for row in range(self._head + 1, self._last):
            if not self._is_pupil(row):
                self._keep_declared(row, declared)
                self._hear(row)
                continue
            if self._is_of_another():
                continue
            key = (self._text(row, "оо"), self._text(row, "название оо"))
            tally = tallies.setdefault(
                key, Tally(highest=self._where.highest, max_score=self.occasion.max_score)
            )
            firsts.setdefault(key, row)
            self._reader.add(row, tally)
        if tallies.pop(_NOBODY, None) is not None:
            text = "у ученика не указана школа: впишите её или удалите строку"
            self._problems.append(found(self._sheet.name, firsts[_NOBODY], self._place, text))
        rows = [self._row(firsts[key], key, tally) for key, tally in tallies.items()]
        self._compare(tallies, declared)
        return self._maker.reading(self.occasion, rows, [*self._reader.problems, *self._problems])

    def _hear(self, row: int) -> None:
        """Remember a line between the pupils that names another subject, class or year."""
        line = lone_line(self._sheet.rows[row], (), {})
        if line is None:
            return
        text, column = line
        said = from_separator(text, self._maker.context.catalogue)
        said = said.over(Occasion(grade=grade_in(text)))
        if disagreement(said, self.occasion):
            about = f"строка «{text[:60]}» говорит о другом, ученики под ней не взяты: "
            about += "повторите под ней заголовки таблицы"
            self._other = found(self._sheet.name, row, column, about)
        elif said != Occasion():
            self._other = None

    def _is_of_another(self) -> bool:
        """Whether a pupil stands under such a line; that is told once."""
        if self._other is not None and self._other not in self._problems:
            self._problems.append(self._other)
        return self._other is not None

    def _is_pupil(self, row: int) -> bool:
        """A row with a pupil's code and something done; captions and footers have none."""
        if not re.search(r"\d", self._text(row, "код участника")):
            return False
        return bool(self._text(row, "первичный балл")) or self._reader.is_pupil(row)

    def _text(self, row: int, key: str) -> str:
        column = self._keys.get(key)
        return "" if column is None else text_of(self._sheet.at(row, column))

    def _keep_declared(self, row: int, declared: dict[str, tuple[int, int]]) -> None:
        for column in range(min(self._sheet.width, 3)):
            text = text_of(self._sheet.at(row, column))
            match = _DECLARED.search(folded(text))
            if match:
                declared[code_key(text)] = (row, int(match[1]))
                return

    def _row(self, row: int, key: tuple[str, str], tally: Tally) -> ResultRow:
        code, name = key
        return self._maker.row(
            row,
            self._place,
            self.occasion,
            tally.figures(),
            code=code,
            name=name or code,
            municipality=self._text(row, "муниципалитет"),
        )

    def _compare(
        self, tallies: dict[tuple[str, str], Tally], declared: dict[str, tuple[int, int]]
    ) -> None:
        """Warn where the caption says another number of pupils than there are rows."""
        counted: dict[str, int] = {}
        for (code, name), tally in tallies.items():
            key = code_key(code) or code_key(name)
            counted[key] = counted.get(key, 0) + len(tally.pupils) + tally.absent
        for key, (row, number) in declared.items():
            actual = counted.get(key, sum(counted.values()) if len(declared) == 1 else 0)
            if actual != number:
                self._problems.append(
                    found(
                        self._sheet.name,
                        row,
                        0,
                        f"объявлено участников {number}, а строк с учениками {actual}; "
                        "взято число строк",
                        Severity.WARNING,
                    )
                )


def _columns(sheet: Sheet, head: int, keys: dict[str, int]) -> PupilColumns:
    tasks: dict[str, int] = {}
    highest: dict[str, int] = {}
    for column in range(sheet.width):
        task = task_of(text_of(sheet.at(head, column)))
        if task is not None and task[0] not in tasks:
            tasks[task[0]] = column
            highest[task[0]] = task[1]
    variants = (keys["вариант"],) if "вариант" in keys else ()
    return PupilColumns(
        tasks=tasks,
        highest=highest,
        score=keys["первичный балл"],
        mark=keys["отметка"],
        register=keys.get("отметка по журналу"),
        variants=variants,
    )
