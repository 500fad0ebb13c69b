"""A table sorted and filtered for the eye; edits go through to the model under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QObject, QSortFilterProxyModel, Qt
from typing_extensions import override

from quality_desktop.ui.models.index import Index
from quality_desktop.ui.models.table_model import TableModel
from quality_desktop.ui.plurals import folded

_NUMBERS = re.compile(r"(\d+)")


class SortedModel(QSortFilterProxyModel):
    """Sorts texts as people do («СОШ № 2» before «СОШ № 10», ё as е) and hides rows by a text."""

    def __init__(self, source: QAbstractItemModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = ""
        self.setSourceModel(source)
        self.setDynamicSortFilter(False)  # a row must not jump away while it is being edited

    def show_only(self, text: str) -> None:
        """Hide rows in which no cell holds the text; an empty text shows all."""
        self._wanted = folded(text)
        self.invalidateFilter()

    def edit_cells(self, cells: Sequence[tuple[int, int, object]], intent: str) -> None:
        """Hand edits of shown cells to the model under this one."""
        source = cast("TableModel[object]", self.sourceModel())
        mapped = []
        for row, column, value in cells:
            index = self.mapToSource(self.index(row, column))
            mapped.append((index.row(), index.column(), value))
        source.edit_cells(mapped, intent)

    @override
    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        return _sort_key(_shown(source_left)) < _sort_key(_shown(source_right))

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self._wanted:
            return True
        source = self.sourceModel()
        return any(
            self._wanted in folded(_shown(source.index(source_row, column, source_parent)))
            for column in range(source.columnCount())
        )


def _shown(index: Index) -> str:
    return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


def _sort_key(text: str) -> list[tuple[bool, int, str]]:
    """Empty texts last; figures inside a text compare as figures."""
    parts = [part for part in _NUMBERS.split(folded(text)) if part]
    if not parts:
        return [(True, 0, "")]
    return [(False, int(part), "") if part.isdigit() else (False, -1, part) for part in parts]
