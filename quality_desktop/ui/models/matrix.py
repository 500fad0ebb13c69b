"""The responsibility matrix as a table: groups, directions, who coordinates, executes, operates."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont
from typing_extensions import override

from quality_desktop.domain.directions import DirectionGroup
from quality_desktop.domain.responsibility import Line
from quality_desktop.services.cycle.responsibility import CellEdit, MatrixView
from quality_desktop.services.office.party_names import read_parties
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.index import NO_PARENT, Index
from quality_desktop.ui.models.matrix_sheet import (
    ROLE_COLUMNS,
    CellKey,
    Draft,
    Entry,
    MatrixSheet,
)
from quality_desktop.ui.models.table_model import CellRole
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.plurals import counted

TITLES: Final = (
    "№",
    "Направление",
    "Координатор",
    "Ответственные исполнители",
    "Муниципальный оператор",
)


class MatrixRole(IntEnum):
    """What the delegate asks besides the roles of Qt and of all tables.

    Attributes:
        ENTRY: ``Entry`` an editor starts with.
        IS_INHERITED: True when the cell shows the operator of all directions.
    """

    ENTRY = Qt.ItemDataRole.UserRole + 20
    IS_INHERITED = Qt.ItemDataRole.UserRole + 21


class MatrixModel(QAbstractTableModel):
    """The sheet as Qt shows it. It never writes: edits leave as signals.

    Attributes:
        sheet: Rows and states of cells.

    Signals:
        edited: A list of ``CellEdit``, and what the user did, for the undo menu.
        offered: A list of ``PlannedCell`` that wants a preview first, and what the user did.
        drafts_changed: Another entry is refused, or one is no more.
    """

    edited = Signal(object, str)
    offered = Signal(object, str)
    drafts_changed = Signal()

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.sheet = MatrixSheet()

    def show(self, view: MatrixView) -> None:
        """Show an answer of the service; rows that are still the same keep selection and editors."""
        fresh = MatrixSheet()
        fresh.show(view)
        if fresh.identity == self.sheet.identity:
            self.sheet.show(view)
            last = self.index(len(self.sheet.rows) - 1, len(TITLES) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.sheet.show(view)
        self.endResetModel()
        if self.sheet.drop_lost_drafts():
            self.drafts_changed.emit()

    def forget_pending(self) -> None:
        """Show stored values again: a write was refused."""
        if self.sheet.view is not None:
            self.show(self.sheet.view)

    def key_of(self, index: Index) -> CellKey | None:
        """The cell at an index that people can stand in; None for headings and titles."""
        return self.sheet.key_at(index.row(), index.column()) if index.isValid() else None

    def index_of(self, key: CellKey) -> QModelIndex:
        """Where a cell is; an invalid index when it is not shown."""
        row = self.sheet.row_of(key[0])
        column = next(column for column, role in ROLE_COLUMNS.items() if role is key[1])
        return QModelIndex() if row is None else self.index(row, column)

    def take(self, index: Index, entry: Entry) -> bool:
        """Take what an editor holds: write it, or keep it visible with the reason of the refusal."""
        key, view = self.key_of(index), self.sheet.view
        if key is None or view is None:
            return False
        reading = read_parties(entry.leftover, view.choices)
        if reading.reason:
            shown = filter(None, (self.sheet.text_of(entry.parties), entry.leftover))
            draft = Draft(entry=entry, text=", ".join(shown), reason=reading.reason)
            self.sheet.drafts[key] = draft
            self._tell(index)
            self.drafts_changed.emit()
            return False
        wanted = tuple(dict.fromkeys((*entry.parties, *reading.parties)))
        self._drop_draft(key, index)
        if wanted == self.sheet.parties(key):
            return False
        self.sheet.pending[key] = self.sheet.text_of(wanted)
        self._tell(index)
        edit = CellEdit(direction=key[0], role=key[1], parties=wanted)
        self.edited.emit([edit], self.sheet.where(key))
        return True

    def edit_cells(self, cells: Sequence[tuple[int, int, object]], intent: str) -> None:
        """Change several cells by their texts: paste, clear, fill down.

        One cell is written at once, and so is a clearing; a block is offered for a preview first.
        None, which a heading gives when it is filled down, changes nothing.
        """
        found = [
            (key, str(value))
            for row, column, value in cells
            if value is not None and (key := self.sheet.key_at(row, column)) is not None
        ]
        if len(found) == 1 and found[0][1]:
            self.take(self.index_of(found[0][0]), Entry(leftover=found[0][1]))
        elif any(text for _, text in found):
            self.offered.emit([self.sheet.planned(key, text) for key, text in found], intent)
        else:
            self._clear([key for key, _ in found])

    def _clear(self, keys: Sequence[CellKey]) -> None:
        for key in keys:
            self._drop_draft(key, self.index_of(key))
        edits = [
            CellEdit(direction=key[0], role=key[1])
            for key in keys
            if self.sheet.parties(key) and not self.sheet.is_inherited(key)
        ]
        if edits:
            count = counted(len(edits), "ячейки", "ячеек", "ячеек")
            self.edited.emit(edits, f"очистка {count}")

    def _drop_draft(self, key: CellKey, index: Index) -> None:
        if self.sheet.drafts.pop(key, None) is not None:
            self._tell(index)
            self.drafts_changed.emit()

    def _tell(self, index: Index) -> None:
        here = self.index(index.row(), index.column())
        self.dataChanged.emit(here, here)

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.key_of(index) else flags

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return TITLES[section]
            return None
        return section + 1 if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return self.take(index, value if isinstance(value, Entry) else Entry(leftover=str(value)))

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        key = self.key_of(index)
        return self._fixed_data(index, role) if key is None else self._cell_data(key, role)

    def _fixed_data(self, index: Index, role: int) -> object:
        row = self.sheet.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.sheet.fixed_text(index.row(), index.column())
            case Qt.ItemDataRole.AccessibleTextRole if isinstance(row, DirectionGroup):
                return self.sheet.fixed_text(index.row(), 0)  # one title over the whole row
            case Qt.ItemDataRole.ToolTipRole if isinstance(row, Line):
                return f"{row.direction.code} {row.direction.title}"
            case Qt.ItemDataRole.FontRole if isinstance(row, DirectionGroup):
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.BackgroundRole if not isinstance(row, Line):
                return QColor(self._look.colours.alternate)
            case Qt.ItemDataRole.ForegroundRole if row is None:
                return QColor(self._look.colours.muted)
            case _:
                return None

    def _cell_data(self, key: CellKey, role: int) -> object:
        is_inherited = self.sheet.is_inherited(key)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.sheet.shown_text(key)
            case MatrixRole.ENTRY:
                return self.sheet.entry(key)
            case MatrixRole.IS_INHERITED:
                return is_inherited
            case Qt.ItemDataRole.ForegroundRole if is_inherited:
                return QColor(self._look.colours.muted)
            case Qt.ItemDataRole.DecorationRole if is_inherited:
                return self._look.icon("link", self._look.colours.muted)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self.sheet.tooltip(key))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.sheet.spoken(key)
            case CellRole.PROBLEM:
                return self.sheet.problem(key)
            case _:
                return None
