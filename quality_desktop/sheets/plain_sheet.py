"""A quick way through the XML of an ordinary sheet; all others go the slow way of ``sheet_scan``.

Spreadsheets write the cells of a table in one strict form. Where the whole table matches it, byte by byte,
there are no formulas, errors, comments or entities in it, and only the addresses are left to judge. The
rest of the sheet is always read by the parser.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import Limits
from quality_desktop.sheets.sheet_scan import Marks, column_number, scan_sheet

_OPEN: Final = b"<sheetData>"
_CLOSE: Final = b"</sheetData>"
_LARGEST: Final = 4 << 20  # bytes of a table; a larger one is read piece by piece
_KNOWN: Final = 32  # orders of addresses that are remembered; the forms of a batch share a few
_LONGEST_KNOWN: Final = 1 << 17

_TEXT = rb"[ !#-%'-;=?-~]*+"  # printable, without what means something to XML
_ROW_ATTRIBUTES = b"".join(
    rb'(?: %s="%s")?+' % (name, _TEXT)
    for name in (
        b"spans", b"s", b"customFormat", b"ht", b"hidden", b"customHeight", b"outlineLevel", b"collapsed",
        b"thickTop", b"thickBot", b"x14ac:dyDescent",
    )
)  # fmt: skip
_CELL = (
    rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,6}")?+(?: t="(?:s|n|str|b)")?+'
    rb"(?:/>|></c>|><v>%s</v></c>)" % _TEXT
)
_TABLE = re.compile(
    rb'(?:<row r="[0-9]{1,7}"%s(?:/>|>(?:%s)*+</row>))*+' % (_ROW_ATTRIBUTES, _CELL)
)
_ADDRESS = re.compile(rb'<(?:row|c) r="([A-Z]*[0-9]+)"')
_HIDDEN = re.compile(rb'<row r="([0-9]+)"[^>]* hidden="(?:1|true|on)"')
_DIGITS: Final = b"0123456789"


class SheetJudge:
    """Judges the sheets of a batch; addresses that were in order once are not looked at again."""

    def __init__(self) -> None:
        self._in_order: set[tuple[bytes, int, int]] = set()
        self._rests: dict[tuple[bytes, Limits], Marks] = {}

    def marks(
        self, content: bytes, *, name: str, limits: Limits, percent_styles: frozenset[str]
    ) -> Marks:
        """The marks of a sheet; as ``scan_sheet``, with the same refusals."""
        start, end = content.find(_OPEN) + len(_OPEN), content.rfind(_CLOSE)
        filled = None
        if len(_OPEN) <= start <= end and not percent_styles:
            filled = self._filled(content, start, end, limits)
        rest = None
        if filled is not None:
            rest = self._rest(content[:start] + content[end:], name, limits)
        if filled is None or rest is None:
            return scan_sheet(content, name=name, limits=limits, percent_styles=percent_styles)
        table = content[start:end]
        hidden = _HIDDEN.findall(table) if b' hidden="' in table else []
        return replace(rest, filled=filled, hidden_rows={int(row) - 1 for row in hidden})

    def _rest(self, content: bytes, name: str, limits: Limits) -> Marks | None:
        """Marks of a sheet whose table was taken out; None when anything of a table is left."""
        key = (content, limits)
        known = self._rests.get(key)
        if known is not None:
            return known
        try:
            marks = scan_sheet(content, name=name, limits=limits)
        except FileRefusedError:
            return None  # which fault comes first is for the slow way to say
        if marks.filled or marks.formulas or marks.hidden_rows:
            return None
        if len(content) <= _LONGEST_KNOWN:
            if len(self._rests) >= _KNOWN:
                self._rests.clear()
            self._rests[key] = marks
        return marks

    def _filled(self, content: bytes, start: int, end: int, limits: Limits) -> int | None:
        """How many cells of the table hold something; None when anything about it is not ordinary."""
        is_ordinary = (
            end - start <= _LARGEST
            and content.count(b"sheetData") == 2  # not in a comment, not twice
            and b"<!" not in content
            and _TABLE.fullmatch(content, start, end) is not None
        )
        if not is_ordinary:
            return None
        filled = content.count(b"<v>", start, end)
        addresses = _ADDRESS.findall(content, start, end)
        order = (b" ".join(addresses), limits.rows, limits.columns)
        if filled > limits.cells:
            return None
        if order in self._in_order:
            return filled
        if not _are_in_order(addresses, limits):
            return None
        if len(order[0]) <= _LONGEST_KNOWN:
            if len(self._in_order) >= _KNOWN:
                self._in_order.clear()
            self._in_order.add(order)
        return filled


def _are_in_order(addresses: list[bytes], limits: Limits) -> bool:
    """True when rows and the cells of each row follow each other, all within the limits."""
    row, column, digits = 0, -1, b""
    columns: dict[bytes, int | None] = {}
    for each in addresses:
        letters = each.rstrip(_DIGITS)
        if not letters:
            if not row < int(each) <= limits.rows or each[:1] == b"0":
                return False
            row, column, digits = int(each), -1, each
            continue
        if letters not in columns:
            columns[letters] = column_number(letters.decode("ascii"))
        number = columns[letters]
        if each[len(letters) :] != digits or number is None:
            return False
        if not column < number < limits.columns:
            return False
        column = number
    return True
