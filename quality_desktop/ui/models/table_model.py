"""A table of records: columns are declared, rows are answers of services, edits leave as a signal.

The model never writes. What the user typed is shown at once as pending and leaves by ``edited``; the
tab hands it to a service, and the next answer of the service replaces rows and pending values.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from typing_extensions import override

from quality_desktop.domain.errors import Problem
from quality_desktop.ui.models.index import NO_PARENT, Index
from quality_desktop.ui.plain_text import plain_tip

RowT = TypeVar("RowT")


class CellRole(IntEnum):
    """What delegates ask a model besides the roles of Qt.

    Attributes:
        PROBLEM: ``Problem`` of the cell or None; painted as a coloured cell with a mark.
        IS_MARKED: True when the cell differs from what it would be by default.
    """

    PROBLEM = Qt.ItemDataRole.UserRole + 1
    IS_MARKED = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, kw_only=True)  # no slots: Python 3.11 fails at Column[Row](…) with them
class Column(Generic[RowT]):
    """A column of a table.

    Attributes:
        key: Name for edits and for remembering the width.
        title: Heading.
        text: What a row shows; also what is copied.
        value: What an editor starts with (a text, a number); the text
            when omitted.
        parse: Turns pasted text into a value; refuses it by raising ``ValueError`` with a Russian
            sentence. Text is taken as it is when omitted.
        is_editable: Whether the row can be changed here; never when omitted.
        problem: Finding of the cell.
        tooltip: Longer text of the cell.
        width: Width in pixels at 100 %.
        is_number: Right-aligned, never wrapped.
    """

    key: str
    title: str
    text: Callable[[RowT], str]
    value: Callable[[RowT], object] | None = None
    parse: Callable[[str], object] | None = None
    is_editable: Callable[[RowT], bool] | None = None
    problem: Callable[[RowT], Problem | None] | None = None
    tooltip: Callable[[RowT], str] | None = None
    width: int = 140
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)  # no slots: Python 3.11 fails at Edit[Row](…) with them
class Edit(Generic[RowT]):
    """A cell that the user changed.

    Attributes:
        row: The row as it was.
        column: Key of the column.
        value: The new value.
    """

    row: RowT
    column: str
    value: object


class TableModel(QAbstractTableModel, Generic[RowT]):
    """Rows of one kind under declared columns.

    Signals:
        edited: A list of ``Edit``, and what the user did, for the undo menu.
        refused: Sentences about pasted texts that cannot stand in their cells.
    """

    edited = Signal(object, str)
    refused = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        *,
        key: Callable[[RowT], Hashable],
        parent: QObject | None = None,
    ) -> None:
        """Make an empty table.

        Args:
            columns: What is shown, from left to right.
            key: Identity of a row that survives a refresh, usually its id.
            parent: Owner of the model.
        """
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._rows: tuple[RowT, ...] = ()
        self._pending: dict[tuple[Hashable, str], str] = {}

    @property
    def columns(self) -> tuple[Column[RowT], ...]:
        """The columns, from left to right."""
        return self._columns

    @property
    def rows(self) -> tuple[RowT, ...]:
        """The rows, from top to bottom."""
        return self._rows

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Show an answer of a service; pending values are gone with it.

        A table whose rows are still the same keeps selection, scroll and open editors.
        """
        fresh = tuple(rows)
        is_same = [self._key(row) for row in fresh] == [self._key(row) for row in self._rows]
        self._pending.clear()
        if is_same and fresh:
            self._rows = fresh
            last = self.index(len(fresh) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def forget_pending(self) -> None:
        """Show stored values again: a write was refused."""
        self.show_rows(self._rows)

    def row_of(self, key: Hashable) -> int | None:
        """Number of the row with this identity; None when it is not shown."""
        return next((n for n, row in enumerate(self._rows) if self._key(row) == key), None)

    def column_of(self, key: str) -> int | None:
        """Number of the column with this key; None when there is none."""
        return next((n for n, column in enumerate(self._columns) if column.key == key), None)

    def edit_cells(self, cells: Sequence[tuple[int, int, object]], intent: str) -> None:
        """Change several cells at once: paste, clear, fill down.

        Args:
            cells: Row, column, and a value or a text that is parsed first. Cells that cannot be
                edited are passed over.
            intent: What the user did, for the undo menu.
        """
        edits: list[Edit[RowT]] = []
        refusals: list[str] = []
        open_cells = [
            cell for cell in cells if self.flags(self.index(*cell[:2])) & Qt.ItemFlag.ItemIsEditable
        ]
        for row, column, value in open_cells:
            try:
                edits.append(self._edit(row, column, value))
            except ValueError as reason:
                refusals.append(f"{self._columns[column].title}, строка {row + 1}: {reason}")
        if refusals:
            self.refused.emit(refusals)
        elif edits:
            self._show_pending(open_cells)
            self.edited.emit(edits, intent)

    def _edit(self, row: int, column: int, value: object) -> Edit[RowT]:
        parse = self._columns[column].parse
        parsed = parse(value) if parse is not None and isinstance(value, str) else value
        return Edit(row=self._rows[row], column=self._columns[column].key, value=parsed)

    def _show_pending(self, cells: Sequence[tuple[int, int, object]]) -> None:
        """Show typed texts until the service has answered."""
        for row, column, value in cells:
            if isinstance(value, str):
                self._pending[self._key(self._rows[row]), self._columns[column].key] = value
                index = self.index(row, column)
                self.dataChanged.emit(index, index)

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid():
            can_edit = self._columns[index.column()].is_editable
            if can_edit is not None and can_edit(self._rows[index.row()]):
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self._columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return None
        return section + 1 if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._pending.get((self._key(row), column.key), column.text(row))
            case Qt.ItemDataRole.EditRole:
                return (column.value or column.text)(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
                )
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, column)
            case CellRole.PROBLEM:
                return column.problem(row) if column.problem else None
            case _:
                return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if value == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        column = self._columns[index.column()]
        try:
            edit = self._edit(index.row(), index.column(), value)
        except ValueError as reason:
            self.refused.emit([f"{column.title}: {reason}"])
            return False
        self._show_pending([(index.row(), index.column(), value)])
        self.edited.emit([edit], f"{column.title}: правка")
        return True

    @staticmethod
    def _tooltip(row: RowT, column: Column[RowT]) -> str | None:
        problem = column.problem(row) if column.problem else None
        if problem is not None:
            return plain_tip(problem.text)
        told = column.tooltip(row) if column.tooltip else None
        return None if told is None else plain_tip(told)

    @staticmethod
    def _spoken(row: RowT, column: Column[RowT]) -> str:
        problem = column.problem(row) if column.problem else None
        spoken = f"{column.title}: {column.text(row) or 'пусто'}"
        return f"{spoken}. {problem.text}" if problem is not None else spoken
