"""The grid of the monitoring as Qt shows it: schools × elements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from quality_desktop.domain.records import Id
from quality_desktop.services.entry.monitoring import FormGrid, GridColumn
from quality_desktop.ui.models.index import NO_PARENT, Index
from quality_desktop.ui.models.monitoring_looks import STATE_WORDS, CellLook, CellState
from quality_desktop.ui.models.monitoring_rows import VisibleRows
from quality_desktop.ui.models.monitoring_sheet import SCHOOL_COLUMN, MonitoringSheet, offered
from quality_desktop.ui.plain_text import plain_tip

OPTIONS_ROLE: Final = Qt.ItemDataRole.UserRole + 20
"""Texts to offer while a cell is typed."""
_QUIET: Final = frozenset({CellState.EMPTY, CellState.TYPED, CellState.ABSENT, CellState.NO_CLASS})
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class HeaderRole(IntEnum):
    """What the header asks besides the roles of Qt.

    Attributes:
        GROUP: Heading over neighbouring columns.
    """

    GROUP = Qt.ItemDataRole.UserRole + 30


class MonitoringTable(QAbstractTableModel):
    """The sheet as a table. It knows nothing of editing.

    Attributes:
        sheet: Answers, edits on their way, refused texts.
        visible: Order and filter of the schools.

    Signals:
        totals_changed: Totals may be others.
    """

    totals_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = MonitoringSheet()
        self.visible = VisibleRows(self.sheet)

    def show(self, grid: FormGrid) -> None:
        """Show an answer of the service; only rows that differ are painted again."""
        if not self.sheet.is_same_layout(grid):
            self.beginResetModel()
            self.sheet.show(grid)
            self.visible.value = None
            self.visible.sort_by(-1, is_down=False)
            self.visible.numbers = self.visible.chosen()
            self.endResetModel()
        else:
            self.tell(self.sheet.take_changes(grid))
        self.totals_changed.emit()

    def number_at(self, row: int) -> int:
        """Number of the school of a row in the sheet."""
        return self.visible.numbers[row]

    def school_at(self, row: int) -> Id:
        """School of a row."""
        return self.sheet.rows[self.number_at(row)].school.id

    def index_of(self, school: Id, element: Id | None = None) -> QModelIndex:
        """Where a cell is; an invalid index when its row is hidden or gone."""
        number = self.sheet.row_of(school)
        place = None if element is None else self.sheet.place_of(element)
        if number is None or number not in self.visible.numbers:
            return QModelIndex()
        column = SCHOOL_COLUMN if place is None else place + 1
        return self.index(self.visible.numbers.index(number), column)

    def column_at(self, column: int) -> GridColumn | None:
        """What a column asks; None for the schools."""
        grid = self.sheet.grid
        return None if grid is None or column <= SCHOOL_COLUMN else grid.columns[column - 1]

    def texts(self, rows: Iterable[int], columns: Sequence[int]) -> list[list[str]]:
        """Texts of cells as a spreadsheet understands them, row by row."""
        sheet = self.sheet
        return [
            [
                sheet.rows[number].name
                if column == SCHOOL_COLUMN
                else sheet.edit_text(number, column - 1)
                for column in columns
            ]
            for number in map(self.number_at, rows)
        ]

    def look(self, index: Index) -> CellLook | None:
        """How a cell is shown; None for the name of a school."""
        if not index.isValid() or index.column() == SCHOOL_COLUMN:
            return None
        return self.sheet.look(self.number_at(index.row()), index.column() - 1)

    def reason(self, index: Index) -> str:
        """Why a cell is refused or wrong; nothing for any other."""
        look = self.look(index)
        loud = (CellState.REFUSED, CellState.ERROR)
        return look.reason if look is not None and look.state in loud else ""

    def is_refused(self, index: Index) -> bool:
        """True when the text of a cell could not be saved."""
        look = self.look(index)
        return look is not None and look.state is CellState.REFUSED

    def rearrange(self) -> None:
        """Choose and order rows anew; the current cell stays with its school."""
        fresh = self.visible.chosen()
        if fresh == self.visible.numbers:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [(self.number_at(index.row()), index.column()) for index in before]
        self.visible.numbers = fresh
        rows = {number: row for row, number in enumerate(fresh)}
        after = [self.index(rows.get(number, -1), column) for number, column in places]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, empty cells last; -1 gives the order of the directory back."""
        self.visible.sort_by(column, is_down=order is Qt.SortOrder.DescendingOrder)
        self.rearrange()

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.visible.numbers)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        if parent.isValid() or self.sheet.grid is None:
            return 0
        return len(self.sheet.grid.columns) + 1

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        column = self.column_at(section)
        if column is None:
            is_title = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return "Школа" if is_title else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.title
            case HeaderRole.GROUP:
                return column.group
            case Qt.ItemDataRole.ToolTipRole:
                element = column.element
                lines = (column.group, element.title or column.title, element.hint)
                unit = f"Единица: {element.unit}" if element.unit else ""
                return plain_tip("\n".join(filter(None, (*lines, unit))))
            case Qt.ItemDataRole.AccessibleTextRole:
                return column.heading
            case _:
                return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        number = self.number_at(index.row())
        if index.column() == SCHOOL_COLUMN:
            return self._school_data(number, role)
        look = self.sheet.look(number, index.column() - 1)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return look.text
            case Qt.ItemDataRole.EditRole:
                return self.sheet.edit_text(number, index.column() - 1)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if look.is_number else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(look)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index.column(), look)
            case _ if role == OPTIONS_ROLE:
                return offered(self.sheet.element(index.column() - 1))
            case _:
                return None

    def _school_data(self, number: int, role: int) -> object:
        row = self.sheet.rows[number]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.name
            case Qt.ItemDataRole.ToolTipRole:
                lines = (row.school.full_name or row.name, row.school.code)
                return plain_tip("\n".join(filter(None, lines)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"Школа: {row.name}"
            case _:
                return None

    @staticmethod
    def _tooltip(look: CellLook) -> str | None:
        lines = [look.text] if len(look.text) > 8 else []
        if look.reason or look.state not in _QUIET:
            lines.append(look.reason or STATE_WORDS[look.state].capitalize() + ".")
        if look.note:
            lines.append(f"Примечание: {look.note}")
        return plain_tip("\n".join(lines)) or None

    def _spoken(self, column: int, look: CellLook) -> str:
        known = self.column_at(column)
        heading = "" if known is None else known.heading
        spoken = f"{heading}: {look.text or 'пусто'}, {STATE_WORDS[look.state]}"
        return f"{spoken}. {look.reason}" if look.reason else spoken

    def tell(self, numbers: Iterable[int]) -> None:
        """Repaint schools, by one signal for neighbouring rows and for many."""
        wanted = set(numbers)
        rows = [row for row, number in enumerate(self.visible.numbers) if number in wanted]
        if rows:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], last))
