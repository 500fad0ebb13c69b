"""Which records of the directory stand in a grid, and in what order; no Qt.

The order of rows stays while they are edited, so that a row never jumps away under the cursor; a sort or a
filter is applied when the user asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from quality_desktop.domain.records import Id, Record
from quality_desktop.services.field_values import Catalogue, Field, Kind, shown
from quality_desktop.services.folding import folded

_NUMBERS: Final = re.compile(r"(\d+)")


class Rows:
    """Records with their fields, and the visible ones in order.

    Attributes:
        catalogue: Names and choices.
        records: All records in the order of the office.
        visible: Ids of the rows, from top to bottom.
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields = tuple(fields)
        self.catalogue = Catalogue()
        self.records: dict[Id, Record] = {}
        self.visible: list[Id] = []
        self._wanted = ""
        self._only: tuple[Field, str] | None = None

    @property
    def is_filtered(self) -> bool:
        """True when some records may be hidden."""
        return bool(self._wanted) or self._only is not None

    def id_at(self, row: int) -> Id | None:
        """The record of a row; None for the last, empty one."""
        return self.visible[row] if 0 <= row < len(self.visible) else None

    def text(self, record: Record, field: Field) -> str:
        """What a cell shows."""
        return shown(field, getattr(record, field.name), self.catalogue)

    def distinct(self, field: Field) -> list[str]:
        """Different texts of a column, sorted."""
        return sorted({self.text(record, field) for record in self.records.values()}, key=folded)

    def search(self, text: str) -> list[Id]:
        """Want only records one of whose cells holds a text."""
        self._wanted = folded(text)
        return self.chosen(self._unfiltered())

    def want_only(self, field: Field, text: str) -> list[Id]:
        """Want only records that hold exactly this text in a column."""
        self._only = (field, text)
        return self.chosen(self._unfiltered())

    def want_all(self) -> list[Id]:
        """Want every record."""
        self._only, self._wanted = None, ""
        return self._unfiltered()

    def chosen(self, order: Iterable[Id]) -> list[Id]:
        """The wanted records of an order."""
        return [key for key in order if key in self.records and self._is_wanted(self.records[key])]

    def sorted_by(self, field: Field, *, is_down: bool) -> list[Id]:
        """The visible rows sorted by what a column shows as people sort; empty cells last."""
        keys = sorted(
            self.visible, key=lambda key: self._sort_key(self.records[key], field), reverse=is_down
        )
        return sorted(keys, key=lambda key: not self.text(self.records[key], field))

    def _unfiltered(self) -> list[Id]:
        """Visible rows in their order, then the hidden ones."""
        return [*self.visible, *(key for key in self.records if key not in set(self.visible))]

    def _is_wanted(self, record: Record) -> bool:
        if self._only is not None and self.text(record, self._only[0]) != self._only[1]:
            return False
        return not self._wanted or any(
            self._wanted in folded(self.text(record, field)) for field in self.fields
        )

    def _sort_key(self, record: Record, field: Field) -> list[tuple[int, str]]:
        """Figures inside a text compare as figures: «СОШ № 2» stands before «СОШ № 10»."""
        value = getattr(record, field.name)
        if field.kind is Kind.DATE:
            return [(0, str(value))]
        parts = [part for part in _NUMBERS.split(folded(self.text(record, field))) if part]
        return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]
