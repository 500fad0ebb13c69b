"""A table of figures: sorted by what they are worth, with totals, keeping what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.spelling import natural_key
from quality_desktop.ui.models.index import Index
from quality_desktop.ui.models.table_model import CellRole, Column, Edit, RowT, TableModel
from quality_desktop.ui.plain_text import plain_tip

_INDENT = "\u2002"
"""A text would touch the right-aligned figures before it."""
Worth = Fraction | int | str | None
"""What a cell is sorted by; None stands last in either direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalCell:
    """A figure of the district under a column.

    Attributes:
        worth: The exact figure.
    """

    text: str = ""
    worth: Worth = None
    tooltip: str = ""


@dataclass(frozen=True, kw_only=True)  # no slots, as Column itself
class FigureColumn(Column[RowT], Generic[RowT]):
    """A column of figures.

    Attributes:
        worth: What its cells are sorted by; their texts when omitted.
        total: The district's figure of all rows; nothing when omitted.
        hint: Tooltip of the heading; the title when empty.
    """

    worth: Callable[[RowT], Worth] | None = None
    total: Callable[[Sequence[RowT]], TotalCell] | None = None
    hint: str = ""


class FigureModel(TableModel[RowT], Generic[RowT]):
    """Rows under columns that may be others from one table to the next.

    A typed text that cannot be read stays in its cell with its reason, and nothing else of the
    same paste or typing is lost; ``refused`` tells whenever there are others of them.
    """

    def __init__(self, *, key: Callable[[RowT], Hashable], parent: QObject | None = None) -> None:
        super().__init__((), key=key, parent=parent)
        self._figures: tuple[FigureColumn[RowT], ...] = ()
        self._all: tuple[RowT, ...] = ()
        self._filter: Callable[[RowT], bool] | None = None
        self._sorted_by = ""
        self._is_descending = False
        self._drafts: dict[tuple[Hashable, str], tuple[str, str]] = {}
        self._totals: tuple[TotalCell, ...] | None = None

    @property
    def figures(self) -> tuple[FigureColumn[RowT], ...]:
        """The columns."""
        return self._figures

    @property
    def all_rows(self) -> tuple[RowT, ...]:
        """Rows of the table, hidden ones too."""
        return self._all

    @property
    def totals(self) -> tuple[TotalCell, ...]:
        """The district's figures, of all rows, hidden ones too."""
        if self._totals is None:
            self._totals = totals_of(self._figures, self._all)
        return self._totals

    def key_of(self, row: RowT) -> Hashable:
        """Identity of a row that survives a refresh."""
        return self._key(row)

    def show_table(
        self,
        columns: Sequence[FigureColumn[RowT]],
        rows: Sequence[RowT],
        *,
        totals: tuple[TotalCell, ...] | None = None,
        keeps_places: bool = False,
    ) -> None:
        """Show another answer of a service; unread texts of rows that are still there stay.

        Args:
            columns: What is shown.
            rows: All of them, in the order of the service.
            totals: The district's figures, when they are known; else they are worked out here.
            keeps_places: Rows that are shown stay where they are, whatever they are sorted and
                filtered by: they must not jump away from the hands that type into them.
        """
        self._totals = totals
        titles = [(column.key, column.title) for column in columns]
        is_same = titles == [(column.key, column.title) for column in self._figures]
        self._all = tuple(rows)
        keys = {self._key(row) for row in rows}
        self._drafts = {place: kept for place, kept in self._drafts.items() if place[0] in keys}
        if is_same:
            self._columns = self._figures = tuple(columns)
            if not (keeps_places and self._show_in_place(rows)):
                self.arrange()
            return
        self.beginResetModel()
        self._columns = self._figures = tuple(columns)
        self._rows = ()
        self._pending.clear()
        self.endResetModel()
        self.arrange()

    def forget_drafts(self) -> None:
        """Drop all unread texts: the table is about something else now."""
        self._drafts.clear()

    def forget(self, index: Index) -> bool:
        """Give a cell its stored figure back; False when it shows it already."""
        was_there = self._drafts.pop(self._place(index), None) is not None
        if was_there:
            self.dataChanged.emit(index, index)
            self.refused.emit([reason for _, _, reason in self.drafts])
        return was_there

    def show_only(self, wanted: Callable[[RowT], bool] | None) -> None:
        """Show only some rows, or all."""
        self._filter = wanted
        self.arrange()

    def sort_by(self, key: str, *, is_descending: bool) -> None:
        """Sort by a column; by nothing (the service's order) with an empty key."""
        self._sorted_by, self._is_descending = key, is_descending
        self.arrange()

    def reason(self, index: Index) -> str:
        """Why the text of a cell could not be read; empty when it could."""
        if not index.isValid():
            return ""
        return self._drafts.get(self._place(index), ("", ""))[1]

    @property
    def drafts(self) -> tuple[tuple[Hashable, str, str], ...]:
        """Row, column and reason of every text that could not be read."""
        return tuple((*place, reason) for place, (_, reason) in self._drafts.items())

    def arrange(self) -> None:
        """Put the wanted rows into their order."""
        rows = [row for row in self._all if self._filter is None or self._filter(row)]
        column = next((c for c in self._figures if c.key == self._sorted_by), None)
        if column is not None:
            worth = column.worth or (lambda row: column.text(row) or None)
            told = [(worth(row), row) for row in rows]
            # Floats are compared ten times faster; figures that only they cannot tell apart are equal.
            known = [(_comparable(found), row) for found, row in told if found is not None]
            known.sort(key=lambda pair: pair[0], reverse=self._is_descending)
            rows = [*(row for _, row in known), *(row for found, row in told if found is None)]
        self.show_rows(rows)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and section < len(self._figures):
            column = self._figures[section]
            if role == Qt.ItemDataRole.DisplayRole and section and not column.is_number:
                return f"{_INDENT}{column.title}"
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tip(column.hint or column.title)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
                )
                wraps = Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value)
                return side | Qt.AlignmentFlag.AlignVCenter | wraps
        return super().headerData(section, orientation, role)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        draft = self._drafts.get(self._place(index)) if index.isValid() and self._drafts else None
        if draft is None:
            return super().data(index, role)
        text, reason = draft
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return text
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(reason)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._figures[index.column()].title}: {text}. Не сохранено: {reason}"
            case CellRole.PROBLEM:
                return Problem(text=reason)
            case _:
                return super().data(index, role)

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if value == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        column = self._figures[index.column()]
        self.edit_cells([(index.row(), index.column(), value)], f"{column.title}: правка")
        return True

    @override
    def edit_cells(self, cells: Sequence[tuple[int, int, object]], intent: str) -> None:
        can_edit = Qt.ItemFlag.ItemIsEditable
        edits: list[Edit[RowT]] = []
        written: list[tuple[int, int, object]] = []
        for row, column, value in cells:
            index = self.index(row, column)
            if not self.flags(index) & can_edit:
                continue
            try:
                edits.append(self._edit(row, column, value))
            except ValueError as reason:
                self._drafts[self._place(index)] = (str(value), str(reason))
                self.dataChanged.emit(index, index)
            else:
                self._drafts.pop(self._place(index), None)
                written.append((row, column, value))
        if edits:
            self._show_pending(written)
            self.edited.emit(edits, intent)
        if len(edits) < len(cells) or self._drafts:
            self.refused.emit([reason for _, _, reason in self.drafts])

    def _show_in_place(self, rows: Sequence[RowT]) -> bool:
        """Show rows where they stand; False when one of them is gone."""
        fresh = {self._key(row): row for row in rows}
        if not all(self._key(row) in fresh for row in self._rows):
            return False
        self.show_rows([fresh[self._key(row)] for row in self._rows])
        return True

    def _place(self, index: Index) -> tuple[Hashable, str]:
        return self._key(self._rows[index.row()]), self._figures[index.column()].key


def _comparable(worth: Worth) -> tuple[int, float, tuple[object, ...]]:
    """Numbers before texts, so that a column of both can be sorted at all."""
    if isinstance(worth, str):
        return 1, 0.0, natural_key(worth)
    return 0, float(worth or 0), ()


def totals_of(columns: Sequence[FigureColumn[RowT]], rows: Sequence[RowT]) -> tuple[TotalCell, ...]:
    """The district's figures under the columns."""
    return tuple(
        column.total(rows) if column.total is not None else TotalCell() for column in columns
    )
