"""The two tables of the tab, one above the other: the stages with their texts, the cycle's progress."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.records import Id
from quality_desktop.services.cycle.cycle import BoardView, CardView
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.board import BoardModel
from quality_desktop.ui.models.card import CardModel, ShownRow
from quality_desktop.ui.scope import shown_year
from quality_desktop.ui.tabs.card.empty_card import EmptyCard
from quality_desktop.ui.tabs.card.grid import BoardGrid, CardGrid
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.naming import named


class CardTables(QSplitter):
    """Both tables under their headings, and which of them was worked in last.

    Attributes:
        card_model: The stages with their texts.
        card_grid: Their table.
        empty_card: The strip that offers to fill the card.
        card_half: All that folds together with the card.
        card_heading: Whose card it is.
        board_model: The progress of the cycle.
        board_grid: Its table.
        board_half: All that folds together with the board.
        board_heading: Which year it is.

    Signals:
        place_changed: Another cell is the chosen one.
    """

    place_changed = Signal()

    def __init__(self, environment: Environment) -> None:
        super().__init__(Qt.Orientation.Vertical)
        named(self, "cardSplit")
        self._chosen: GridView | None = None
        look = environment.look
        self.card_model, self.board_model = CardModel(look, self), BoardModel(look, self)
        self.card_grid = CardGrid(self.card_model, look, environment.preferences)
        self.board_grid = BoardGrid(self.board_model, look)
        self.empty_card = EmptyCard(look)
        self.card_half, self.card_heading = _half("card", self.card_grid, self.empty_card)
        self.board_half, self.board_heading = _half("board", self.board_grid)
        for grid in (self.card_grid, self.board_grid):
            grid.selectionModel().currentChanged.connect(self._chooser(grid))
            grid.installEventFilter(self)
        self.addWidget(self.card_half)
        self.addWidget(self.board_half)
        self.setChildrenCollapsible(False)
        self.setSizes([300, 300])

    @property
    def board(self) -> BoardView | None:
        """The board that is shown."""
        return self.board_model.view

    @property
    def current_row(self) -> ShownRow | None:
        """The chosen row of the card."""
        index = self.card_grid.currentIndex()
        return self.card_model.rows[index.row()] if index.isValid() else None

    @property
    def is_board_chosen(self) -> bool:
        """The cell chosen last is one of the board."""
        return self._chosen is self.board_grid

    def show_views(self, card: CardView, board: BoardView, today: date) -> None:
        """Show answers of the service, and say whose card and which year they are."""
        self.card_model.show(card)
        self.empty_card.show_card(card)
        self.board_model.show(board, today)
        direction = card.direction
        self.card_grid.show_owners(direction is not None)
        whose = f"направление {direction.code}" if direction else "общая для всех направлений"
        self.card_heading.setText(f"Технологическая карта: {whose}")
        self.board_heading.setText(f"Ход цикла, {shown_year(board.year)}")

    def choose_first_cells(self) -> None:
        """Put the cursor on the first cell of a table that has none chosen."""
        if not self.board_grid.currentIndex().isValid():
            self.board_grid.setCurrentIndex(self.board_model.index(0, 1))
        if not self.card_grid.currentIndex().isValid():
            self.card_grid.setCurrentIndex(self.card_model.index(0, 2))

    def reveal(self, place: str) -> None:
        """Show and select the cell that ``Problem.place`` names, its half unfolded."""
        kind, _, rest = place.partition(":")
        first, _, second = rest.partition(":")
        if kind == "board" and second:
            index = self.board_model.index_of(Id(UUID(first)), Id(UUID(second)))
            _select(self.board_half, self.board_grid, index)
        elif kind == "card" and second:
            row, column = self.card_model.row_of(Id(UUID(first))), self.card_model.column_of(second)
            if row is not None and column is not None:
                _select(self.card_half, self.card_grid, self.card_model.index(row, column))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, GridView):
            self._choose(watched)
        return super().eventFilter(watched, event)

    def _chooser(self, grid: GridView) -> Callable[..., None]:
        def choose(*_: object) -> None:
            self._chosen = None
            self._choose(grid)

        return choose

    def _choose(self, grid: GridView) -> None:
        if self._chosen is not grid:
            self._chosen = grid
            self.place_changed.emit()


def _select(half: QWidget, grid: GridView, index: QModelIndex) -> None:
    if index.isValid():
        half.show()
        grid.select_cell(index.row(), index.column())


def _half(name: str, grid: GridView, *between: QWidget) -> tuple[QWidget, QLabel]:
    """A table under its heading, with what stands between them."""
    half = named(QWidget(), f"{name}Half")
    heading = named(QLabel(), f"{name}Heading")
    font = QFont(heading.font())
    font.setBold(True)
    heading.setFont(font)
    heading.setBuddy(grid)
    layout = QVBoxLayout(half)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(heading)
    for strip in between:
        layout.addWidget(strip)
    layout.addWidget(grid, 1)
    return half, heading
