"""«Матрица ответственности»: who coordinates, executes and operates every direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directions import Edition
from quality_desktop.domain.records import Id
from quality_desktop.domain.responsibility import place_of
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.cycle.responsibility import CellEdit, MatrixView
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.matrix import MatrixModel
from quality_desktop.ui.models.matrix_sheet import CellKey, key_of_place
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.matrix.actions import MatrixActions
from quality_desktop.ui.tabs.matrix.grid import MatrixGrid
from quality_desktop.ui.tabs.matrix.side import LoadRow, MatrixSide

if TYPE_CHECKING:
    from quality_desktop.storage.history import Moment
    from quality_desktop.storage.reading import Reading
    from quality_desktop.storage.store import Store

_HISTORY_AFTER_MS: Final = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixAnswer:
    """What the tab asks for at once."""

    view: MatrixView
    editions: tuple[Edition, ...]


class MatrixTab(Tab):
    """The tab «Матрица ответственности»."""

    title: ClassVar[str] = "Матрица ответственности"
    name: ClassVar[str] = "matrix"
    help_page: ClassVar[str] = "matrix"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            "municipality",
            "unit",
            "person",
            "edition",
            "direction_group",
            "direction",
            "direction_link",
            "assignment",
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
        self._shown_direction: Id | None = None
        self.model = MatrixModel(environment.look, self)
        self.grid = MatrixGrid(self.model, environment.look, environment.preferences, self)
        self.panel = MatrixSide(environment.look, self)
        self._actions = MatrixActions(self, self.grid, self.model.sheet)
        self._actions.block_chosen.connect(self._write)
        self._actions.file_chosen.connect(self._write_loaded)
        self._history_timer = QTimer(self, singleShot=True, interval=_HISTORY_AFTER_MS)
        self._history_timer.timeout.connect(self._ask_history)
        self.model.edited.connect(self._write)
        self.model.offered.connect(self._actions.preview_block)
        self.model.drafts_changed.connect(self._show_findings)
        self.grid.selectionModel().currentChanged.connect(self._on_current_changed)
        self.panel.person_activated.connect(self._on_person_activated)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid)
        self.build(content, side=self.panel)

    @property
    def view(self) -> MatrixView | None:
        """The matrix that is shown."""
        return self.model.sheet.view

    @override
    def refresh(self) -> None:
        edition = self.scope.edition
        self.operations.look(lambda store: _answer(store, edition), self._show, owner=self)

    @override
    def actions_of_tool_row(self) -> Sequence[QAction]:
        return self._actions.tool_row

    @override
    def jump_to(self, place: str) -> None:
        key = key_of_place(place)
        index = QModelIndex() if key is None else self.model.index_of(key)
        if index.isValid():
            self.grid.select_cell(index.row(), index.column())

    def _write(self, edits: Sequence[CellEdit], intent: str) -> None:
        """Write who stands in some cells; a refusal is said and the stored names come back."""
        title = intent[:1].upper() + intent[1:]
        self._do(lambda store: responsibility.set_cells(store=store, edits=edits, intent=title))

    def _write_loaded(self, edits: Sequence[CellEdit]) -> None:
        """Write what was read from a file, likewise, after a copy of the office's file."""
        self._do(lambda store: responsibility.load_cells(store=store, edits=edits))

    def _do(self, write: Callable[[Store], Changes]) -> None:
        self.operations.do(write, then=self._on_written, refused=self._on_refused, owner=self)

    def _on_written(self, changes: Changes) -> None:
        if not changes:
            self.model.forget_pending()

    def _on_refused(self, sentence: str) -> None:
        self.model.forget_pending()
        self.environment.messages.refuse(self, sentence)

    def _show(self, answer: MatrixAnswer) -> None:
        self.model.show(answer.view)
        self.panel.loads.show(answer.view)
        self._actions.editions.show_editions(answer.editions, answer.view.edition)
        self._show_findings()
        if not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(1, 2))
        self._follow_scope()
        self._show_side()

    def _follow_scope(self) -> None:
        """The direction chosen for the whole window is the current row, once per choice."""
        if self.scope.direction != self._shown_direction:
            self._shown_direction = self.scope.direction
            row = (
                None
                if self.scope.direction is None
                else self.model.sheet.row_of(self.scope.direction)
            )
            if row is not None:
                column = max(self.grid.currentIndex().column(), 2)
                self.grid.setCurrentIndex(self.model.index(row, column))

    def _show_findings(self) -> None:
        view = self.view
        self.show_problems([*self.model.sheet.draft_problems(), *(view.problems if view else ())])

    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_side()

    def _show_side(self, moments: Sequence[Moment] = ()) -> None:
        self.panel.show_cell(self.model.sheet, self.grid.current_key, self.grid.current_line)
        self.panel.add_history(moments)
        self.panel.add_loads()
        if not moments:
            self._history_timer.start()

    def _ask_history(self) -> None:
        key = self.grid.current_key
        if key is None:
            return
        self.operations.ask(
            lambda store: responsibility.cell_history(store=store, direction=key[0], role=key[1]),
            lambda moments: self._show_history(key, moments),
            owner=self,
        )

    def _show_history(self, key: CellKey, moments: Sequence[Moment]) -> None:
        if key == self.grid.current_key and moments:
            self._show_side(moments)

    def _on_person_activated(self, row: LoadRow) -> None:
        self.jump_to(place_of(row.load.first_direction, row.load.first_role))


def _answer(store: Reading, edition: Id | None) -> MatrixAnswer:
    known = responsibility.editions(store=store)
    shown = edition or responsibility.current_edition(store=store).id
    return MatrixAnswer(view=responsibility.view(store=store, edition=shown), editions=known)
