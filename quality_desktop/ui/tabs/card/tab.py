"""«Технологическая карта»: the six stages with their texts, and beside them the cycle's progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
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
from quality_desktop.ui.models.board import CellChange
from quality_desktop.ui.models.card import TITLES, ShownRow
from quality_desktop.ui.models.table_model import Edit
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.card.actions import CardActions
from quality_desktop.ui.tabs.card.side import CardSide
from quality_desktop.ui.tabs.card.tables import CardTables


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
        self._round = 0
        self.tables = CardTables(environment)
        self.panel = CardSide(environment.look, self)
        self._actions = CardActions(self, self.tables, self.panel)
        self.tables.card_model.edited.connect(self._write_texts)
        self.tables.board_model.edited.connect(self._write_states)
        for model in (self.tables.card_model, self.tables.board_model):
            model.refused.connect(self._on_refusals)
        self.tables.place_changed.connect(self._show_side)
        self.build(self.tables, side=self.panel)

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
        self.tables.reveal(place)
        self._actions.show_halves()

    def _show(self, answer: CardAnswer) -> None:
        self._card = answer.card
        self.tables.show_views(answer.card, answer.board, answer.today)
        self.show_problems([*answer.card.problems, *answer.board.problems])
        self.tables.choose_first_cells()
        self._show_side()

    def _show_side(self) -> None:
        self._actions.follow_selection()
        board, index = self.tables.board, self.tables.board_grid.currentIndex()
        if self.tables.is_board_chosen and board is not None and index.isValid():
            states = self.tables.board_model.states(index)
            columns = self.tables.board_model.columns
            title = columns[index.column() - 1].name if index.column() else "Ход цикла"
            direction = board.directions[index.row()]
            self.panel.show_board_cell(board, direction, title, states)
            self._ask_history([state.id for state in states])
            return
        row = self.tables.current_row
        column = self.tables.card_grid.currentIndex().column()
        self.panel.show_card_row(row, self.tables.card_model.columns[column].key)
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
            self.tables.card_model.forget_pending()

    def _on_refused(self, sentence: str) -> None:
        self.tables.card_model.forget_pending()
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
