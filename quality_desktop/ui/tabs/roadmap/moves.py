"""Rows and sections of a plan moved: by Alt with an arrow, by their handle."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.records import Id
from quality_desktop.services.roadmaps import rows
from quality_desktop.ui.models.roadmap import Line

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.ui.tabs.roadmap.tab import RoadmapTab


class RowMoves(QObject):
    """Moves lines of the plan; a filtered plan keeps its order.

    Attributes:
        up: The action that moves upwards.
        down: The action that moves downwards.
    """

    def __init__(self, tab: RoadmapTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.up = tab.new_action("Выше", "arrow-up", hint="Переместить выше (Alt+↑)")
        self.down = tab.new_action("Ниже", "arrow-down", hint="Переместить ниже (Alt+↓)")
        self.up.triggered.connect(lambda: self.step(-1))
        self.down.triggered.connect(lambda: self.step(1))
        tab.grid.stepped.connect(self.step)
        tab.grid.dragged.connect(self.drop)

    def follow_selection(self) -> None:
        """Offer what can be done with the chosen line."""
        can_move = self._tab.current_line is not None and not self._tab.model.filter.is_on
        for action in (self.up, self.down):
            action.setEnabled(can_move)

    def step(self, way: int) -> None:
        """Move the chosen rows, or the chosen section, by one place."""
        tab, line = self._tab, self._tab.current_line
        if line is None or tab.model.filter.is_on:
            return
        if line.row is None:
            section = line.id
            self._do(lambda store: rows.move_section(store=store, section=section, step=way))
            return
        places = [p for p in tab.grid.chosen_places() if tab.model.rows[p].row is not None]
        edge = places[0] - 1 if way < 0 else places[-1] + 1
        if not 0 <= edge < len(tab.model.rows):
            return
        self._put(places, edge if way < 0 else edge + 1)

    def drop(self, place: int, target: int) -> None:
        """Put a dragged line where it was dropped."""
        tab = self._tab
        line = tab.model.line_at(place)
        if line is None or place == target or tab.model.filter.is_on:
            if tab.model.filter.is_on:
                tab.say("Чтобы переставлять строки, покажите их все: выберите «Все строки».")
            return
        if line.row is not None:
            self._put([place], target if target < place else target + 1)
            return
        first, last = sorted((place, target))
        passed = sum(one.row is None for one in tab.model.rows[first : last + 1]) - 1
        section, way = line.id, -1 if target < place else 1
        if passed:
            self._do(
                lambda store: rows.move_section(store=store, section=section, step=way * passed)
            )

    def _put(self, places: list[int], at: int) -> None:
        """Put lines before the line at a place."""
        tab = self._tab
        lines = tab.model.rows
        keys = [lines[place].id for place in places]
        section, before = target_of(lines, at)
        roadmap = tab.plan
        if roadmap is not None:
            self._do(
                lambda store: rows.move(
                    store=store, roadmap=roadmap, rows=keys, section=section, before=before
                )
            )

    def _do(self, write: Callable[[Store], Changes]) -> None:
        self._tab.operations.do(write, refused=self._tab.refuse, owner=self._tab)


def target_of(lines: tuple[Line, ...], at: int) -> tuple[Id | None, Id | None]:
    """Section and following row of a line put before the line at a place.

    Before a heading a row ends the section above it.
    """
    following = lines[at].row if at < len(lines) else None
    if following is not None:
        return following.record.section, following.record.id
    section: Id | None = None
    for line in lines[:at]:
        section = line.id if line.row is None else line.row.record.section
    return section, None
