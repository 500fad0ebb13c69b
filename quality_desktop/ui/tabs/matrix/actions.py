"""Actions of the matrix tab: replacement, directions, editions, comparison, clipboard.

Dialogs and the services behind them are imported by the action that needs them: the window shows the
matrix first, and most of its days see none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from quality_desktop.ui.models.matrix_sheet import MatrixSheet, PlannedCell
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.matrix.editions import EditionActions
from quality_desktop.ui.tabs.matrix.grid import MatrixGrid
from quality_desktop.ui.widgets.messages import Answer

if TYPE_CHECKING:
    from quality_desktop.domain.directory import Person
    from quality_desktop.services.cycle.responsibility import CellEdit


class MatrixActions(QObject):
    """What can be done with the matrix besides typing into it.

    Attributes:
        tool_row: The main actions.

    Signals:
        block_chosen: A list of ``CellEdit`` chosen from a pasted block, and what the user did.
        file_chosen: A list of ``CellEdit`` chosen from what was read from a file.
    """

    block_chosen = Signal(object, str)
    file_chosen = Signal(object)

    def __init__(self, tab: Tab, grid: MatrixGrid, sheet: MatrixSheet) -> None:
        super().__init__(tab)
        self._tab = tab
        self._grid = grid
        self._sheet = sheet
        self.replace = tab.new_action("Заменить человека…", "replace")
        self.add = tab.new_action("Добавить направление…", "plus", Shortcut.ADD)
        self.copy = tab.new_action("Копировать матрицу", "copy", hint="Вся матрица для Excel")
        self.load = tab.new_action("Загрузить из файла…", "folder-open")
        self.compare = tab.new_action("Было и стало…", "git-compare")
        self.editions = EditionActions(tab)
        self.edit = tab.new_action("Номер и название направления…", "pencil")
        self.remove = tab.new_action("Удалить направление", "trash")
        self.change = tab.new_action("Изменить ячейку", "user-edit")
        self.tool_row = (
            self.replace,
            self.add,
            self.load,
            self.copy,
            self.compare,
            self.editions.mapping,
            self.editions.adopt,
        )
        self.replace.triggered.connect(self._replace_person)
        self.add.triggered.connect(self._add_direction)
        self.copy.triggered.connect(grid.copy_all)
        self.load.triggered.connect(self._load)
        self.compare.triggered.connect(self._compare)
        self.edit.triggered.connect(self._edit_direction)
        self.remove.triggered.connect(self._remove_direction)
        self.change.triggered.connect(lambda: grid.edit(grid.currentIndex()))
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.customContextMenuRequested.connect(self._open_context_menu)

    def preview_block(self, cells: Sequence[PlannedCell], intent: str) -> None:
        """Show what a pasted block would change, then have it written."""
        chosen = self._chosen(cells)
        if chosen:
            self.block_chosen.emit(chosen, intent)

    def _chosen(self, cells: Sequence[PlannedCell]) -> list[CellEdit]:
        """Show what would change; the answer is what the user wants of it."""
        from quality_desktop.ui.dialogs.preview_cells import PreviewCells, PreviewRow

        rows = [
            PreviewRow(where=cell.where, was=cell.was, now=cell.now, reason=cell.reason)
            for cell in cells
        ]
        changing = [n for n, cell in enumerate(cells) if not cell.is_same]
        chosen = PreviewCells.ask(
            self._tab,
            title="Вставка в матрицу",
            rows=[rows[n] for n in changing],
            verb="Вставить",
        )
        return [cells[changing[n]].edit for n in chosen or ()]

    def _load(self) -> None:
        """Read a matrix from a table of a file; what would change is shown before it is written."""
        from quality_desktop.ui.dialogs.load_matrix import LoadMatrix

        tab, view = self._tab, self._sheet.view
        if view is None:
            return
        directions = [line.direction for block in view.matrix.blocks for line in block.lines]
        reading = LoadMatrix.ask(tab, tab.operations, tab.scope, tab.environment, directions)
        if reading.cells:
            planned = [self._sheet.planned((c.direction, c.role), c.text) for c in reading.cells]
            chosen = self._chosen(planned)
            if chosen:
                self.file_chosen.emit(chosen)

    def _replace_person(self) -> None:
        from quality_desktop.services.office import directory

        self._tab.operations.ask(
            lambda store: directory.people(store=store), self._choose_successor, owner=self._tab
        )

    def _choose_successor(self, people: Sequence[Person]) -> None:
        from quality_desktop.services.office import replacement
        from quality_desktop.ui.dialogs.replace_person import ReplacePerson

        key = self._grid.current_key
        parties = self._sheet.parties(key) if key else ()
        person = next((party.person for party in parties if party.person), None)
        answer = ReplacePerson.ask(self._tab, self._tab.operations, people, person=person)
        if answer is not None:
            self._tab.operations.do(
                lambda store: replacement.substitute(
                    store=store,
                    person=answer.person,
                    successor=answer.successor,
                    places=answer.places,
                ),
                refused=self._refuse,
                owner=self._tab,
            )

    def _add_direction(self) -> None:
        from quality_desktop.services.cycle import directions
        from quality_desktop.ui.dialogs.direction import DirectionDialog

        view = self._sheet.view
        if view is None:
            return
        groups = [block.group for block in view.matrix.blocks]
        current = self._grid.current_direction
        group = current.group if current else groups[-1].id
        entry = DirectionDialog.ask(self._tab, groups, view.matrix, group=group)
        if entry is not None:
            self._tab.operations.do(
                lambda store: directions.add_direction(
                    store=store, group=entry.group, code=entry.code, title=entry.title
                ),
                then=lambda _changes: self._grid.await_direction(),
                refused=self._refuse,
                owner=self._tab,
            )

    def _edit_direction(self) -> None:
        from quality_desktop.services.cycle import directions
        from quality_desktop.ui.dialogs.direction import DirectionDialog, DirectionEntry

        view, direction = self._sheet.view, self._grid.current_direction
        if view is None or direction is None:
            return
        groups = [block.group for block in view.matrix.blocks if block.group.id == direction.group]
        known = DirectionEntry(group=direction.group, code=direction.code, title=direction.title)
        entry = DirectionDialog.ask(self._tab, groups, view.matrix, known=known)
        if entry is not None:
            self._tab.operations.do(
                lambda store: directions.edit_direction(
                    store=store, direction=direction.id, code=entry.code, title=entry.title
                ),
                refused=self._refuse,
                owner=self._tab,
            )

    def _remove_direction(self) -> None:
        from quality_desktop.services.cycle import directions

        direction = self._grid.current_direction
        if direction is None:
            return
        answer = self._tab.environment.messages.ask(
            self._tab,
            f"Удалить направление {direction.code}?",
            [
                Answer(key="remove", text="Удалить направление", is_harmful=True),
                Answer(key="keep", text="Оставить", is_safe=True),
            ],
            details=direction.title,
        )
        if answer == "remove":
            self._tab.operations.do(
                lambda store: directions.remove_direction(store=store, direction=direction.id),
                refused=self._refuse,
                owner=self._tab,
            )

    def _compare(self) -> None:
        from quality_desktop.ui.dialogs.compare_dates import CompareDates

        view = self._sheet.view
        if view is not None:
            CompareDates.show_for(self._tab, self._tab.operations, view.edition)

    def _refuse(self, sentence: str) -> None:
        self._tab.environment.messages.refuse(self._tab, sentence)

    def _open_context_menu(self, spot: QPoint) -> None:
        menu = QMenu(self._tab)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = self._grid
        self.change.setEnabled(grid.current_key is not None)
        has_direction = grid.current_direction is not None
        self.edit.setEnabled(has_direction)
        self.remove.setEnabled(has_direction)
        menu.addAction(self.change)
        for text, icon, act in (
            ("Копировать", "copy", grid.copy),
            ("Вставить", "clipboard", grid.paste),
            ("Очистить", "x", grid.clear_cells),
        ):
            action = menu.addAction(text)
            self._tab.environment.look.dress(action, icon)
            action.triggered.connect(act)
        menu.addSeparator()
        menu.addActions([self.replace, self.add, self.edit, self.remove])
        menu.popup(grid.viewport().mapToGlobal(spot))
