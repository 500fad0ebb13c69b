"""What a school typed where nothing is asked: in rows of its own, beside the table, in locked cells.

A form is read by its keys alone, so a number in a row without a key would vanish without a word. Every such
cell is told of with its place, and nothing of it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quality_desktop.domain.collection.monitoring import Absence
from quality_desktop.domain.errors import Severity
from quality_desktop.sheets.cells import Sheet, SheetValue
from quality_desktop.sheets.form_cells import shown_value
from quality_desktop.sheets.form_found import AnswerRow, Finding
from quality_desktop.sheets.form_keys import HEADINGS, PREFIX, HiddenFacts, row_key, text_digest
from quality_desktop.sheets.form_layout import HEADS, HEADS_BEHIND, SENDER
from quality_desktop.sheets.form_marks import SheetKeys

_MOST = 40  # findings of one form; a table pasted beside it would give thousands
_BESIDE = ("number", "title", "unit", "why", "hint", "remark")
_OWN_TEXTS = frozenset({*HEADS, *HEADS_BEHIND, *SENDER.values()})
_FIGURES = re.compile(r"[+−–-]?\d[\d\s.,'’]*%?")
_WORDS = frozenset({*(absence.shown for absence in Absence), "да", "нет"})
_ROW_KEY = row_key(())
_NOWHERE: frozenset[int] = frozenset()

_Cell = tuple[int, int, SheetValue]


class StrayCells:
    """Knows which cells of a sheet may hold something; made once for all forms with equal keys."""

    def __init__(self, keys: SheetKeys, rows: Sequence[AnswerRow]) -> None:
        """Learn the cells.

        Args:
            keys: Keys of the sheet.
            rows: Rows of answers that were found by keys or by names.
        """
        self._keys = keys
        slots = keys.slots
        self._inputs = frozenset(slots)
        columns = keys.columns
        # Where keys are lost, the form's own texts cannot be told from others: only figures count then.
        self._is_strict = bool(keys.rows) and all(name in columns for name in _BESIDE)
        beside = frozenset(columns[name] for name in _BESIDE if name in columns)
        own: dict[int, frozenset[int]] = {}
        for row, _, elements in keys.rows:
            asked = {c for c, each in zip(slots, elements, strict=False) if each is not None}
            own[row] = beside | asked
        for found in rows:
            own[found.row] = own.get(found.row, beside) | frozenset(found.cells.values())
        self._table = (min(own, default=0), max(own, default=-1))
        for name, row in keys.labels.items():
            is_heading = name.startswith(HEADINGS)
            own[row] = self._inputs if is_heading else frozenset({columns.get("number", 0)})
        for row in keys.senders.values():
            own[row] = frozenset(slots[:1])
        self._own = own
        self._size = (-1, -1)
        self._watched: list[tuple[int, tuple[int, ...]]] = []
        self._numbered: list[str] = []
        self._numbers: dict[str, str] = {}

    def findings(self, sheet: Sheet, remembered: HiddenFacts | None) -> Iterator[Finding]:
        """What is told of the cells that are not the form's, at most some dozens."""
        found = list(self._cells(sheet))
        if remembered is not None and self._is_strict:
            found += self._changed_numbers(sheet, remembered)
            found += self._changed_hints(sheet, remembered)
        found.sort(key=lambda cell: cell[:2])
        for row, column, value in found[:_MOST]:
            yield self._finding(sheet, row, column, value)
        if len(found) > _MOST:
            yield Finding(
                text=f"И ещё ячеек не из формы: {len(found) - _MOST}. Их значения не приняты.",
                sheet=sheet.name,
            )

    def _cells(self, sheet: Sheet) -> Iterator[_Cell]:
        lines = sheet.rows
        for row, columns in self._watched_of(sheet.height, sheet.width):
            line = lines[row]
            for column in columns:
                value = line[column]
                if (
                    value is not None
                    and not (type(value) is str and (value[:4] == PREFIX or value in _OWN_TEXTS))
                    and (self._is_strict or self._may_be_an_answer(column, value))
                ):
                    yield row, column, value

    def _watched_of(self, height: int, width: int) -> list[tuple[int, tuple[int, ...]]]:
        """Row and columns of the cells that should hold nothing, on a sheet of this size."""
        if self._size != (height, width):
            self._size = (height, width)
            found = [
                (row, tuple(c for c in range(width) if c not in self._own.get(row, _NOWHERE)))
                for row in range(height)
            ]
            self._watched = [(row, columns) for row, columns in found if columns]
        return self._watched

    def _may_be_an_answer(self, column: int, value: SheetValue) -> bool:
        """True for figures; a text that looks like one may be a number of the form's own rows."""
        return not isinstance(value, str) or (column in self._inputs and _is_answer(value))

    def _changed_numbers(self, sheet: Sheet, remembered: HiddenFacts) -> Iterator[_Cell]:
        """Cells of «№» that hold something else than the number of their row."""
        column = self._keys.columns["number"]
        keys = [key for key in remembered.texts if key.startswith(_ROW_KEY)]
        if keys != self._numbered:
            self._numbered = keys
            self._numbers = {key: str(number) for number, key in enumerate(keys, start=1)}
        lines, numbers = sheet.rows, self._numbers
        for row, key, _ in self._keys.rows:
            value = lines[row][column]
            if value is not None and str(value) != numbers.get(key, str(value)):
                yield row, column, value

    def _changed_hints(self, sheet: Sheet, remembered: HiddenFacts) -> Iterator[_Cell]:
        """Cells of «В прошлом году» that hold something else than what was written there."""
        if remembered.hints is None:
            return
        column, lines = self._keys.columns["hint"], sheet.rows
        for row, key, _ in self._keys.rows:
            value = lines[row][column]
            if value is not None and text_digest([value]) != remembered.hints.get(key):
                yield row, column, value

    def _finding(self, sheet: Sheet, row: int, column: int, value: SheetValue) -> Finding:
        shown = shown_value(value)
        first, last = self._table
        if row in self._own:
            where = "Здесь ответа не ждут"
        elif row <= last:
            where = f"Строка {row + 1} не из формы"
        else:
            where = f"Строка {row + 1} ниже таблицы, не из формы"
        is_within = first <= row <= last and column in self._inputs
        is_sender = row in self._keys.senders.values()
        is_answer = (is_within or not isinstance(value, str) or _is_answer(value)) and not is_sender
        return Finding(
            text=f"{where}: значение «{shown}» не принято, впишите его в жёлтую ячейку его показателя.",
            sheet=sheet.name,
            row=row,
            column=column,
            severity=Severity.ERROR if is_answer else Severity.WARNING,
            raw=shown,
        )


def _is_answer(text: str) -> bool:
    """True for what would be taken for an answer in a cell of answers."""
    clean = text.strip().casefold().rstrip(".")
    return clean in _WORDS or _FIGURES.fullmatch(clean) is not None
