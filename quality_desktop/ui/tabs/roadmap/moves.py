"""Rows and sections of a plan moved: by Alt with an arrow, by their handle."""

from __future__ import annotations

from PySide6.QtCore import QObject

from quality_desktop.domain.records import Id
from quality_desktop.services.roadmaps import rows
from quality_desktop.ui.models.roadmap import Line
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.roadmap.page import PlanPage


class RowMoves(QObject):
    """Moves lines of the plan; a filtered plan keeps its order.

    Attributes:
        up: The action that moves upwards.
        down: The action that moves downwards.
    """

    def __init__(self, tab: Tab, page: PlanPage) -> None:
        super().__init__(tab)
        self._page = page
        self.up = tab.new_action("Выше", "arrow-up", hint="Переместить выше (Alt+↑)")
        self.down = tab.new_action("Ниже", "arrow-down", hint="Переместить ниже (Alt+↓)")
        self.up.triggered.connect(lambda: self.step(-1))
        self.down.triggered.connect(lambda: self.step(1))
        page.grid.stepped.connect(self.step)
        page.grid.dragged.connect(self.drop)

    def follow_selection(self) -> None:
        """Offer what can be done with the chosen line."""
        can_move = self._page.current_line is not None and not self._page.model.filter.is_on
        for action in (self.up, self.down):
            action.setEnabled(can_move)

    def step(self, way: int) -> None:
        """Move the chosen rows, or the chosen section, by one place."""
        page, line = self._page, self._page.current_line
        if line is None or page.model.filter.is_on:
            return
        if line.row is None:
            section = line.id
            self._page.do(lambda store: rows.move_section(store=store, section=section, step=way))
            return
        places = [p for p in page.grid.chosen_places() if page.model.rows[p].row is not None]
        edge = places[0] - 1 if way < 0 else places[-1] + 1
        if not 0 <= edge < len(page.model.rows):
            return
        self._put(places, edge if way < 0 else edge + 1)

    def drop(self, place: int, target: int) -> None:
        """Put a dragged line where it was dropped."""
        page = self._page
        line = page.model.line_at(place)
        if line is None or place == target or page.model.filter.is_on:
            if page.model.filter.is_on:
                page.say("Чтобы переставлять строки, покажите их все: выберите «Все строки».")
            return
        if line.row is not None:
            self._put([place], target if target < place else target + 1)
            return
        first, last = sorted((place, target))
        passed = sum(one.row is None for one in page.model.rows[first : last + 1]) - 1
        section, way = line.id, -1 if target < place else 1
        if passed:
            self._page.do(
                lambda store: rows.move_section(store=store, section=section, step=way * passed)
            )

    def _put(self, places: list[int], at: int) -> None:
        """Put lines before the line at a place."""
        page = self._page
        lines = page.model.rows
        keys = [lines[place].id for place in places]
        section, before = target_of(lines, at)
        roadmap = page.plan
        if roadmap is not None:
            self._page.do(
                lambda store: rows.move(
                    store=store, roadmap=roadmap, rows=keys, section=section, before=before
                )
            )


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
