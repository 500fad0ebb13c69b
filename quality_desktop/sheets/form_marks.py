"""Keys and names by which the rows, columns and cells of a form are known on a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quality_desktop.sheets.cells import Sheet, column_letters
from quality_desktop.sheets.form_keys import (
    HEADINGS,
    PREFIX,
    FormMeta,
    HiddenFacts,
    column_of,
    element_name,
    elements_of_row,
    is_key,
    label_key,
    label_of,
    meta_of,
    place_of,
    sender_of,
    text_digest,
    whole_digest,
)

SLOT = "a"
"""How the keys of answer columns begin."""


@dataclass(slots=True)
class SheetKeys:
    """Keys of a sheet and where they stand.

    Attributes:
        sheet: The sheet.
        meta: Whose answer to what it is; None when it says nothing of it.
        columns: Name of a column -> its place.
        rows: Rows of answers: place, key, elements in hexadecimal.
        labels: Name of a row that only says something -> its place.
        senders: What a row asks about the sender -> its place.
        twice: Keys of columns that stood on the sheet already.
    """

    sheet: Sheet
    meta: FormMeta | None = None
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, str, tuple[str | None, ...]]] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    senders: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, sheet: Sheet) -> SheetKeys:
        """The keys of a sheet."""
        keys = cls(sheet)
        for row, cells in enumerate(sheet.rows):
            for column, value in enumerate(cells):
                if type(value) is str and value[:4] == PREFIX:
                    keys._sort_in(row, column, value)
        return keys

    @property
    def slots(self) -> list[int]:
        """Answer columns in the order of their keys."""
        names = [name for name in self.columns if name[:1] == SLOT and name[1:].isdigit()]
        return [self.columns[name] for name in sorted(names, key=lambda name: int(name[1:]))]

    def changed_rows(self, remembered: HiddenFacts | None) -> frozenset[int]:
        """Rows whose protected texts are not what was sent."""
        if remembered is None:
            return frozenset()
        keyed = sorted(
            [
                *((row, text) for row, text, _ in self.rows),
                *((row, label_key(name)) for name, row in self.labels.items()),
            ]
        )
        texts = [(row, key, self.texts(row, key)) for row, key in keyed]
        if whole_digest([text for _, _, found in texts for text in found]) == remembered.whole:
            return frozenset()
        return frozenset(
            row for row, key, found in texts if text_digest(found) != remembered.texts.get(key)
        )

    def texts(self, row: int, key: str) -> list[str]:
        """Texts of the protected cells of a row, in the order in which they were written."""
        name = label_of(key)
        if name is not None and not name.startswith(HEADINGS):
            return [self.said(row)]
        columns = (
            [self.columns.get("title"), self.columns.get("unit")] if name is None else self.slots
        )
        cells = self.sheet.rows[row]
        return [
            str(cells[column])
            for column in columns
            if column is not None and cells[column] is not None
        ]

    def said(self, row: int) -> str:
        """The first text of a row that is no key."""
        cells = (value for value in self.sheet.rows[row] if value is not None)
        return next((str(value) for value in cells if not is_key(value)), "")

    def elements_under(self, name: str) -> tuple[str, ...]:
        """Elements of the block whose headings stand in a row of this name; none for other rows."""
        if not name.startswith(HEADINGS):
            return ()
        start = self.labels[name]
        end = min((at for at in self.labels.values() if at > start), default=self.sheet.height)
        return tuple(
            each
            for at, _, elements in self.rows
            if start < at < end
            for each in elements
            if each is not None
        )

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
        else:
            self.meta = self.meta or meta_of(text)


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
