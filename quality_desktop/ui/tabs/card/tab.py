"""«Технологическая карта»: the six stages with their texts, and beside them the cycle's progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.cycle import card_row_id
from quality_desktop.domain.records import Id
from quality_desktop.services.cycle import cycle, responsibility
from quality_desktop.services.cycle.cycle import BoardView, CardText, CardView
from quality_desktop.services.district_file import history
from quality_desktop.storage.history import HistoryEntry
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.board import BoardModel, CellChange
from quality_desktop.ui.models.card import TITLES, CardModel, ShownRow
from quality_desktop.ui.models.table_model import Edit
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope, shown_year
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.card.actions import CardActions
from quality_desktop.ui.tabs.card.empty_card import EmptyCard
from quality_desktop.ui.tabs.card.grid import BoardGrid, CardGrid
from quality_desktop.ui.tabs.card.side import CardSide
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.naming import named


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAnswer:
    """What the tab asks for at once."""

    card: CardView
    board: BoardView
    today: date


class CardTab(Tab):
    """The tab «Технологическая карта»."""

    title: ClassVar[str] = "Технологическая карта"
    name: ClassVar[str] = "card"
    help_page: ClassVar[str] = "card"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            "stage",
            "position",
            "card_row",
            "progress",
            "evidence",
            "edition",
            "direction_group",
            "direction",
        }
    )

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self._card: CardView | None = None
        self._chosen: GridView | None = None
        self._round = 0
        look = environment.look
        self.card_model, self.board_model = CardModel(look, self), BoardModel(look, self)
        self.card_grid = CardGrid(self.card_model, look, environment.preferences, self)
        self.board_grid = BoardGrid(self.board_model, look, self)
        self.panel = CardSide(look, self)
        self.empty_card = EmptyCard(look)
        self.card_half, self.card_heading = _half("card", self.card_grid, self.empty_card)
        self.board_half, self.board_heading = _half("board", self.board_grid)
        self._actions = CardActions(self)
        self.card_model.edited.connect(self._write_texts)
        self.board_model.edited.connect(self._write_states)
        for model in (self.card_model, self.board_model):
            model.refused.connect(self._on_refusals)
        for grid in (self.card_grid, self.board_grid):
            grid.selectionModel().currentChanged.connect(self._chooser(grid))
            grid.installEventFilter(self)
        splitter = named(QSplitter(Qt.Orientation.Vertical), "cardSplit")
        splitter.addWidget(self.card_half)
        splitter.addWidget(self.board_half)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([300, 300])
        self.build(splitter, side=self.panel)

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

    @override
    def refresh(self) -> None:
        edition, direction, year = self.scope.edition, self.scope.direction, self.scope.year
        self.operations.ask(
            lambda store: _answer(store, edition, direction, year), self._show, owner=self
        )

    @override
    def actions_of_tool_row(self) -> Sequence[QAction]:
        return self._actions.tool_row

    @override
    def jump_to(self, place: str) -> None:
        kind, _, rest = place.partition(":")
        first, _, second = rest.partition(":")
        if kind == "board" and second:
            index = self.board_model.index_of(Id(UUID(first)), Id(UUID(second)))
            self._reveal(self.board_half, self.board_grid, index)
        elif kind == "card" and second:
            row, column = self.card_model.row_of(Id(UUID(first))), self.card_model.column_of(second)
            if row is not None and column is not None:
                index = self.card_model.index(row, column)
                self._reveal(self.card_half, self.card_grid, index)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, GridView):
            self._choose(watched)
        return super().eventFilter(watched, event)

    def _show(self, answer: CardAnswer) -> None:
        self._card = answer.card
        self.card_model.show(answer.card)
        self.empty_card.show_card(answer.card)
        self.board_model.show(answer.board, answer.today)
        direction = answer.card.direction
        self.card_grid.show_owners(direction is not None)
        whose = f"направление {direction.code}" if direction else "общая для всех направлений"
        self.card_heading.setText(f"Технологическая карта: {whose}")
        self.board_heading.setText(f"Ход цикла, {shown_year(answer.board.year)}")
        self.show_problems([*answer.card.problems, *answer.board.problems])
        if not self.board_grid.currentIndex().isValid():
            self.board_grid.setCurrentIndex(self.board_model.index(0, 1))
        if not self.card_grid.currentIndex().isValid():
            self.card_grid.setCurrentIndex(self.card_model.index(0, 2))
        self._show_side()

    def _reveal(self, half: QWidget, grid: GridView, index: QModelIndex) -> None:
        if index.isValid():
            half.show()
            self._actions.show_halves()
            grid.select_cell(index.row(), index.column())

    def _chooser(self, grid: GridView) -> Callable[..., None]:
        def choose(*_: object) -> None:
            self._chosen = None
            self._choose(grid)

        return choose

    def _choose(self, grid: GridView) -> None:
        if self._chosen is not grid:
            self._chosen = grid
            self._show_side()

    def _show_side(self) -> None:
        self._actions.follow_selection()
        board, index = self.board, self.board_grid.currentIndex()
        if self.is_board_chosen and board is not None and index.isValid():
            states = self.board_model.states(index)
            columns = self.board_model.columns
            title = columns[index.column() - 1].name if index.column() else "Ход цикла"
            direction = board.directions[index.row()]
            self.panel.show_board_cell(board, direction, title, states)
            self._ask_history([state.id for state in states])
            return
        row = self.current_row
        column = self.card_grid.currentIndex().column()
        self.panel.show_card_row(row, self.card_model.columns[column].key)
        if row is not None:
            direction_id = self._card.direction.id if self._card and self._card.direction else None
            self._ask_history([card_row_id(row.stage.id, direction_id if row.is_own else None)])

    def _ask_history(self, records: Sequence[Id]) -> None:
        self._round += 1
        asked = self._round

        def question(store: Store) -> list[HistoryEntry]:
            found = [e for key in records for e in history.of_record(store=store, record=key)]
            return sorted(found, key=lambda entry: entry.moment, reverse=True)

        def show(entries: Sequence[HistoryEntry]) -> None:
            if asked == self._round:  # nothing else was chosen meanwhile
                self.panel.add_history(entries)

        self.operations.ask(question, show, owner=self)

    def _write_texts(self, edits: Sequence[Edit[ShownRow]], _intent: str) -> None:
        direction = self._card.direction.id if self._card and self._card.direction else None
        texts = [
            CardText(stage=edit.row.stage.id, field=edit.column, text=str(edit.value or "").strip())
            for edit in edits
            if edit.column in TITLES
        ]
        self.operations.do(
            lambda store: cycle.write_card(store=store, direction=direction, texts=texts),
            then=self._on_written,
            refused=self._on_refused,
            owner=self,
        )

    def _write_states(self, cells: Sequence[CellChange], intent: str) -> None:
        today = date.today()
        self.operations.do(
            lambda store: cycle.mark(store=store, cells=cells, intent=intent, today=today),
            refused=self._on_refused,
            owner=self,
        )

    def _on_written(self, changes: Changes) -> None:
        if not changes:
            self.card_model.forget_pending()

    def _on_refused(self, sentence: str) -> None:
        self.card_model.forget_pending()
        self.environment.messages.refuse(self, sentence)

    def _on_refusals(self, sentences: Sequence[str]) -> None:
        self.environment.messages.refuse(self, "\n".join(sentences))


def _answer(store: Store, edition: Id | None, direction: Id | None, year: int) -> CardAnswer:
    shown = edition or responsibility.current_edition(store=store).id
    today = date.today()
    return CardAnswer(
        card=cycle.card(store=store, direction=direction),
        board=cycle.board(store=store, edition=shown, year=year, today=today),
        today=today,
    )


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
