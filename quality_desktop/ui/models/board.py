"""The progress board as a table: directions × stages, or × the positions of the stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor
from typing_extensions import override

from quality_desktop.domain.chain import board_place
from quality_desktop.domain.cycle import Progress, Status, stage_state
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id
from quality_desktop.services.cycle.cycle import BoardView, StateChange
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.board_cell import BoardCell, parse_state
from quality_desktop.ui.models.index import NO_PARENT, Index
from quality_desktop.ui.models.table_model import CellRole
from quality_desktop.ui.plain_text import plain_tip


class BoardRole(IntEnum):
    """What the delegate asks besides the roles of Qt and of all tables.

    Attributes:
        CELL: ``BoardCell`` or None for the column of directions.
    """

    CELL = Qt.ItemDataRole.UserRole + 30


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """A column of the board.

    Attributes:
        position: None when the column is a whole stage.
        name: Name without the number.
    """

    stage: Id
    position: Id | None
    title: str
    name: str


CellChange = tuple[Sequence[Progress], StateChange]


class BoardModel(QAbstractTableModel):
    """One set of data under six or nine columns. It never writes: changes leave as a signal.

    Signals:
        edited: A list of ``CellChange``, and what the user did, for the undo menu.
        refused: Sentences about texts that cannot stand in their cells.
    """

    edited = Signal(object, str)
    refused = Signal(object)

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._view: BoardView | None = None
        self._today = date.min
        self._is_by_position = False
        self._columns: tuple[BoardColumn, ...] = ()
        self._problems: dict[str, Problem] = {}

    @property
    def view(self) -> BoardView | None:
        """What is shown."""
        return self._view

    @property
    def columns(self) -> tuple[BoardColumn, ...]:
        """Stages or positions, from left to right; the column of directions is before them."""
        return self._columns

    def show(self, view: BoardView, today: date) -> None:
        """Show an answer of the service.

        Args:
            view: The board.
            today: Positions due before it are overdue.
        """
        old = self._view
        is_same = old is not None and (old.directions, old.stages, old.positions, old.year) == (
            view.directions,
            view.stages,
            view.positions,
            view.year,
        )
        if not is_same:
            self.beginResetModel()
        self._view, self._today = view, today
        self._columns = _columns(self._view, is_by_position=self._is_by_position)
        self._problems = {}
        for problem in view.problems:
            self._problems.setdefault(problem.place, problem)
        if is_same:
            self.dataChanged.emit(
                self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
            )
        else:
            self.endResetModel()

    def show_by_position(self, is_by_position: bool) -> None:
        """Show nine positions instead of six stages, or back."""
        if is_by_position != self._is_by_position:
            self.beginResetModel()
            self._is_by_position = is_by_position
            self._columns = _columns(self._view, is_by_position=self._is_by_position)
            self.endResetModel()

    def states(self, index: Index) -> tuple[Progress, ...]:
        """Positions that a cell stands for; none for the directions and outside the cycle."""
        view = self._view
        if view is None or not index.isValid() or index.column() == 0:
            return ()
        column = self._columns[index.column() - 1]
        direction = view.directions[index.row()].id
        found = view.states.get((direction, column.stage))
        states = found.positions if found else ()
        if column.position is None:
            return states
        return tuple(state for state in states if state.position == column.position)

    def cell(self, index: Index) -> BoardCell | None:
        """The cell at an index; None for the column of directions."""
        view = self._view
        if view is None or not index.isValid() or index.column() == 0:
            return None
        states = self.states(index)
        direction = view.directions[index.row()]
        return BoardCell(
            where=f"{direction.code}, {self._columns[index.column() - 1].name}",
            state=stage_state(states, self._today),
            proofs=len(view.proofs(states)),
        )

    def index_of(self, direction: Id, stage: Id) -> QModelIndex:
        """The (first) cell of a stage of a direction; an invalid index when it is not shown."""
        view = self._view
        rows = [d.id for d in view.directions] if view else []
        columns = [column.stage for column in self._columns]
        if direction not in rows or stage not in columns:
            return QModelIndex()
        return self.index(rows.index(direction), columns.index(stage) + 1)

    def change(self, index: Index, change: StateChange) -> None:
        """Change the positions of a cell."""
        cell = self.cell(index)
        if cell is not None and cell.is_part and change != StateChange():
            self.edited.emit([(self.states(index), change)], f"Ход цикла: {cell.where}")

    def edit_cells(self, cells: Sequence[tuple[int, int, object]], intent: str) -> None:
        """Change several cells by their texts: paste, clear, fill down."""
        changes: list[CellChange] = []
        refusals: list[str] = []
        for row, column, value in cells:
            index = self.index(row, column)
            cell = self.cell(index)
            if cell is None or not cell.is_part:
                continue
            try:
                changes.append((self.states(index), parse_state(str(value or ""))))
            except ValueError as reason:
                refusals.append(f"{cell.where}: {reason}")
        if refusals:
            self.refused.emit(refusals)
        elif changes:
            self.edited.emit(changes, f"Ход цикла: {intent}")

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() or self._view is None else len(self._view.directions)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns) + 1

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.states(index) else flags

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self._columns[section - 1].title if section else "Направление"
            return None
        return section + 1 if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not isinstance(value, StateChange):
            return False
        self.change(index, value)
        return True

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        view = self._view
        if view is None or not index.isValid():
            return None
        cell = self.cell(index)
        if cell is not None:
            return self._cell_data(index, cell, role)
        direction = view.directions[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return f"{direction.code} {direction.title}"
            case _:
                return None

    def _cell_data(self, index: Index, cell: BoardCell, role: int) -> object:
        colours = self._look.colours
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return cell.text
            case BoardRole.CELL:
                return cell
            case Qt.ItemDataRole.DecorationRole if cell.icon:
                return self._look.icon(cell.icon, _colour(cell, self._look))
            case Qt.ItemDataRole.ForegroundRole if not cell.is_part:
                return QColor(colours.muted)
            case Qt.ItemDataRole.ToolTipRole:
                problem = self._problem(index)
                told = f"{problem.text}\n{cell.spoken}" if problem else cell.spoken
                return plain_tip(told)
            case Qt.ItemDataRole.AccessibleTextRole:
                return cell.spoken
            case CellRole.PROBLEM:
                return self._problem(index)
            case _:
                return None

    def _problem(self, index: Index) -> Problem | None:
        view = self._view
        if view is None or not self.states(index):
            return None
        column = self._columns[index.column() - 1]
        return self._problems.get(board_place(view.directions[index.row()].id, column.stage))


def _colour(cell: BoardCell, look: Look) -> str:
    """Colour of the icon; the word beside it says the same."""
    colours = look.colours
    if cell.state.is_overdue:
        return colours.danger
    by_status = {Status.DONE: colours.success, Status.STARTED: colours.accent}
    return by_status.get(cell.state.status, colours.muted)


def _columns(view: BoardView | None, *, is_by_position: bool) -> tuple[BoardColumn, ...]:
    if view is None:
        return ()
    found: list[tuple[Id, Id | None, int, str]] = (
        [(p.stage, p.id, p.number, p.title) for p in view.positions]
        if is_by_position
        else [(s.id, None, s.number, s.title) for s in view.stages]
    )
    return tuple(
        BoardColumn(stage=stage, position=position, title=f"{number}. {name}", name=name)
        for stage, position, number, name in found
    )
