"""Keys and names by which the rows, columns and cells of a form are known on a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quality_desktop.sheets.cells import Sheet, column_letters
from quality_desktop.sheets.form_keys import (
    HEADINGS,
    PREFIX,
    HiddenFacts,
    column_of,
    element_name,
    elements_of_row,
    is_key,
    label_key,
    label_of,
    place_of,
    sender_of,
    text_digest,
    whole_digest,
)

SLOT = "a"
"""How the keys of answer columns begin."""


KeyCell = tuple[int, int, str]
"""Row, column and text of a cell that holds a key."""


def key_cells(sheet: Sheet) -> tuple[KeyCell, ...]:
    """All cells of a sheet that hold a key."""
    found = [
        (row, column, value)
        for row, cells in enumerate(sheet.rows)
        for column, value in enumerate(cells)
        if type(value) is str and value[:4] == PREFIX
    ]
    return tuple(found)


@dataclass(slots=True)
class SheetKeys:
    """Where the keys of a sheet stand; forms that were not moved about have equal ones.

    Attributes:
        columns: Name of a column -> its place.
        rows: Rows of answers: place, key, elements in hexadecimal.
        labels: Name of a row that only says something -> its place.
        senders: What a row asks about the sender -> its place.
        twice: Keys of columns that stood on the sheet already.
    """

    columns: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, str, tuple[str | None, ...]]] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    senders: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[int, int]] = field(default_factory=list)
    _protected: list[tuple[int, str, tuple[int, ...]]] | None = None

    @classmethod
    def of(cls, cells: Sequence[KeyCell]) -> SheetKeys:
        """The keys that stand in these cells."""
        keys = cls()
        for row, column, text in cells:
            keys._sort_in(row, column, text)
        return keys

    @property
    def slots(self) -> list[int]:
        """Answer columns in the order of their keys."""
        names = [name for name in self.columns if name[:1] == SLOT and name[1:].isdigit()]
        return [self.columns[name] for name in sorted(names, key=lambda name: int(name[1:]))]

    def changed_rows(self, sheet: Sheet, remembered: HiddenFacts | None) -> frozenset[int]:
        """Rows whose protected texts are not what was sent."""
        if remembered is None:
            return frozenset()
        cells = sheet.rows
        texts = [
            (row, key, [str(v) for c in columns if (v := cells[row][c]) is not None])
            if columns
            else (row, key, [said(sheet, row)])
            for row, key, columns in self._places()
        ]
        if whole_digest([text for _, _, found in texts for text in found]) == remembered.whole:
            return frozenset()
        return frozenset(
            row for row, key, found in texts if text_digest(found) != remembered.texts.get(key)
        )

    def title(self, sheet: Sheet, row: int) -> str:
        """Title and unit of a row of answers as they stand now."""
        columns = (self.columns.get("title"), self.columns.get("unit"))
        values = (None if column is None else sheet.at(row, column) for column in columns)
        return " ".join(str(value) for value in values if value is not None)

    def elements_under(self, name: str, height: int) -> tuple[str, ...]:
        """Elements of the block whose headings stand in a row of this name; none for other rows."""
        if not name.startswith(HEADINGS):
            return ()
        start = self.labels[name]
        end = min((at for at in self.labels.values() if at > start), default=height)
        return tuple(
            each
            for at, _, elements in self.rows
            if start < at < end
            for each in elements
            if each is not None
        )

    def _places(self) -> list[tuple[int, str, tuple[int, ...]]]:
        """Row, key and columns of the protected texts of every row; no columns: what the row says."""
        if self._protected is None:
            title, slots = (self.columns.get("title"), self.columns.get("unit")), tuple(self.slots)
            own = tuple(column for column in title if column is not None) or (0,)
            found = [(row, text, own) for row, text, _ in self.rows]
            found += [
                (row, label_key(name), (slots or (0,)) if name.startswith(HEADINGS) else ())
                for name, row in self.labels.items()
            ]
            self._protected = sorted(found)
        return self._protected

    def _sort_in(self, row: int, column: int, text: str) -> None:
        elements = elements_of_row(text)
        if elements is not None:
            self.rows.append((row, text, elements))
        elif (name := column_of(text)) is not None:
            if name in self.columns:
                self.twice.append((row, column))
            self.columns.setdefault(name, column)
        elif (name := label_of(text)) is not None:
            self.labels.setdefault(name, row)
        elif (name := sender_of(text)) is not None:
            self.senders.setdefault(name, row)


def said(sheet: Sheet, row: int) -> str:
    """The first text of a row that is no key."""
    cells = (value for value in sheet.rows[row] if value is not None)
    return next((str(value) for value in cells if not is_key(value)), "")


class SheetNames:
    """Cells of one sheet that defined names point to."""

    def __init__(self, sheet: str, names: Mapping[str, str]) -> None:
        """Take the names of a workbook.

        Args:
            sheet: Name of the sheet.
            names: Defined name in small letters -> what it refers to.
        """
        self._sheet = sheet
        self._names = names
        self._prefixes = (f"'{sheet}'!$", f"{sheet}!$")
        self._letters: dict[int, str] = {}

    def place(self, element: str) -> tuple[int, int] | None:
        """Cell of this sheet that the name of an element points to."""
        reference = self._names.get(element_name(element))
        place = None if reference is None else place_of(reference)
        return None if place is None or place[0] != self._sheet else place[1:]

    def is_elsewhere(self, element: str, row: int, column: int) -> bool:
        """True when the name of an element points to another cell of this sheet."""
        reference = self._names.get(element_name(element))
        if reference is None:
            return False
        letters = self._letters.get(column)
        if letters is None:
            letters = self._letters[column] = column_letters(column)
        quoted, bare = self._prefixes
        here = f"{letters}${row + 1}"
        if reference in (quoted + here, bare + here):
            return False
        return self.place(element) not in (None, (row, column))

    def know_any_of(self, elements: Mapping[str, str]) -> bool:
        """True when the name of one of these elements points to this sheet."""
        is_named = any(reference.startswith(self._prefixes) for reference in self._names.values())
        return is_named and any(self.place(each) is not None for each in elements)
