"""The table of the matrix: headings over the whole width, copying without marks, pasting by rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from quality_desktop.domain.directions import Direction, DirectionGroup
from quality_desktop.domain.records import Id
from quality_desktop.domain.responsibility import Line, Role
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.matrix import TITLES, MatrixModel
from quality_desktop.ui.models.matrix_sheet import ROLE_COLUMNS, CellKey
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.widgets.clipboard import format_cells, parse_cells
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.party_delegate import PartyDelegate
from quality_desktop.ui.widgets.shared_widths import SharedWidths
from quality_desktop.ui.widgets.wrapped_header import fit_header

_LETTERS: Final = (5, 0, 0, 0, 0)
_SHARES: Final = (0.0, 0.42, 0.16, 0.24, 0.18)
_FIRST_PEOPLE: Final = min(ROLE_COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """Where the user stood before the rows became others.

    Attributes:
        direction: None in a heading and in the row of all directions.
        known: Directions that were shown.
    """

    row: int
    column: int
    direction: Id | None
    known: frozenset[Id]


class MatrixGrid(GridView):
    """Directions with their coordinators, executors and operators."""

    def __init__(
        self,
        model: MatrixModel,
        look: Look,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Матрица ответственности", parent)
        self.setObjectName("matrixGrid")
        self._matrix = model
        self.setModel(model)
        executors = next(c for c, role in ROLE_COLUMNS.items() if role is Role.EXECUTOR)
        self.setItemDelegate(PartyDelegate(look, {executors}, self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self._chosen: _Chosen | None = None
        self._awaits_direction = False
        self._is_to_reveal = False
        model.modelAboutToBeReset.connect(self._remember_chosen)
        model.modelReset.connect(self._on_reset)
        model.dataChanged.connect(self._fitting.start)
        self.horizontalHeader().sectionResized.connect(self._fitting.start)
        look.changed.connect(self._fitting.start)
        SharedWidths(self, "matrix", preferences, letters=_LETTERS, shares=_SHARES)

    @property
    def current_key(self) -> CellKey | None:
        """The chosen cell that people can stand in."""
        return self._matrix.key_of(self.currentIndex())

    @property
    def current_line(self) -> Line | None:
        """The chosen row; None on a heading."""
        index = self.currentIndex()
        row = self._matrix.sheet.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Line) else None

    @property
    def current_direction(self) -> Direction | None:
        """The direction of the chosen row."""
        line = self.current_line
        return None if line is None else line.direction

    def await_direction(self) -> None:
        """Choose the direction that the next answer adds, and take the keyboard."""
        self._awaits_direction = True

    def copy_all(self) -> None:
        """Put the whole matrix with its headings on the clipboard, for a spreadsheet."""
        rows = [list(TITLES)]
        for row in range(self._matrix.rowCount()):
            texts = [self._matrix.index(row, column).data() for column in range(len(TITLES))]
            rows.append([str(text or "") for text in texts])
        QGuiApplication.clipboard().setText(format_cells(rows))

    @override
    def paste(self) -> None:
        """Put a block in; rows of headings, in the block and in the table, are passed over."""
        current = self.currentIndex()
        lines = [line for line in parse_cells(QGuiApplication.clipboard().text()) if any(line)]
        if not current.isValid() or not lines:
            return
        if len(lines) == 1 and len(lines[0]) == 1:
            super().paste()
            return
        bodies = [line for line in lines if not self._is_heading(line)]
        rows = self._matrix.sheet.rows
        targets = [
            row
            for row in range(current.row(), len(rows))
            if not isinstance(rows[row], DirectionGroup)
        ]
        cells: list[tuple[int, int, object]] = [
            (row, current.column() + right, value)
            for row, line in zip(targets, bodies, strict=False)
            for right, value in enumerate(line)
            if current.column() + right in ROLE_COLUMNS
        ]
        if cells:
            count = counted(len(cells), "ячейки", "ячеек", "ячеек")
            self._matrix.edit_cells(cells, f"вставка {count}")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if has_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            # The keys move a name in the list of executors: they never leave the cell.
            self._open_executors()
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def step(self, down: int, right: int) -> None:
        """Move the current cell; a heading is passed over."""
        super().step(down, right)
        row = self.currentIndex().row()
        rows = self._matrix.sheet.rows
        if 0 <= row < len(rows) and isinstance(rows[row], DirectionGroup):
            is_back = down < 0 or right < 0
            super().step(-1 if is_back else 1, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()

    def _open_executors(self) -> None:
        index = self.currentIndex()
        key = self._matrix.key_of(index)
        is_editing = self.state() is QAbstractItemView.State.EditingState
        if key is not None and key[1] is Role.EXECUTOR and not is_editing:
            self.edit(index)

    def _on_reset(self) -> None:
        self.clearSpans()
        for number, row in enumerate(self._matrix.sheet.rows):
            if isinstance(row, DirectionGroup):
                self.setSpan(number, 0, 1, len(TITLES))
        self._choose_again()
        self._fitting.start()

    def _remember_chosen(self) -> None:
        index, sheet = self.currentIndex(), self._matrix.sheet
        if index.isValid():
            row = sheet.rows[index.row()]
            self._chosen = _Chosen(
                row=index.row(),
                column=index.column(),
                direction=row.direction.id if isinstance(row, Line) else None,
                known=sheet.directions,
            )

    def _choose_again(self) -> None:
        """Stand where the user stood: with the same direction, or where it was when it is gone."""
        chosen, sheet = self._chosen, self._matrix.sheet
        if chosen is None or not sheet.rows:
            return
        added = sheet.directions - chosen.known if self._awaits_direction else frozenset()
        self._awaits_direction = False
        self._is_to_reveal = True
        if added:
            self.select_cell(sheet.row_of(next(iter(added))) or 0, _FIRST_PEOPLE)
            return
        row = None if chosen.direction is None else sheet.row_of(chosen.direction)
        if row is None:
            row = min(chosen.row, len(sheet.rows) - 1)
            if isinstance(sheet.rows[row], DirectionGroup):
                row += -1 if row else 1
        self.setCurrentIndex(self._matrix.index(row, chosen.column))

    def _fit(self) -> None:
        self.resizeRowsToContents()
        fit_header(self)
        if self._is_to_reveal:
            self._is_to_reveal = False
            self.scrollTo(self.currentIndex())

    def _is_heading(self, line: list[str]) -> bool:
        """A line of a copied matrix that holds no direction: column titles or a group."""
        is_titles = any(text.strip() in TITLES[2:] for text in line)
        groups = [row for row in self._matrix.sheet.rows if isinstance(row, DirectionGroup)]
        first = line[0].strip()
        return is_titles or any(first in (f"{g.code}. {g.title}", g.title) for g in groups)
