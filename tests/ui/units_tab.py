"""A small real tab for tests of the window itself: the units of the office."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtGui import QAction
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Unit
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import new_id
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.table_model import Column, Edit, TableModel
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tab_list import TabEntry
from quality_desktop.ui.widgets.column_widths import keep_widths
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.side_panel import SidePanel


def _no_short_name(unit: Unit) -> Problem | None:
    if unit.short_name:
        return None
    text = f"Нет краткого названия: {unit.name}."
    return Problem(text=text, severity=Severity.WARNING, place=f"unit:{unit.id}")


COLUMNS = (
    Column[Unit](
        key="short_name",
        title="Кратко",
        text=lambda unit: unit.short_name,
        is_editable=lambda unit: True,
        problem=_no_short_name,
    ),
    Column[Unit](
        key="name", title="Название", text=lambda unit: unit.name, is_editable=lambda unit: True
    ),
    Column[Unit](key="place", title="Место", text=lambda unit: str(unit.place), is_number=True),
)


class UnitsTab(Tab):
    """Units in a table."""

    title = "Подразделения"
    name = "units"
    kinds = frozenset({Unit.kind})

    def __init__(self, operations: Operations, scope: Scope, environment: Environment) -> None:
        super().__init__(operations, scope, environment)
        self.refresh_count = 0
        self.add = self.new_action("Добавить подразделение", "plus", Shortcut.ADD)
        self.add.triggered.connect(lambda: self.operations.do(add_unit("Новое подразделение")))
        self.model = TableModel(COLUMNS, key=lambda unit: unit.id, parent=self)
        self.model.edited.connect(self._on_edited)
        self.grid = GridView("Подразделения")
        self.grid.setModel(self.model)
        keep_widths(self.grid, "units", environment.preferences)
        side = SidePanel()
        side.show_title("Подразделение", "Выберите строку")
        side.add_text("История", ["05.07.2021 создано"])
        self.build(self.grid, side=side)

    @override
    def actions_of_tool_row(self) -> Sequence[QAction]:
        return (self.add,)

    @override
    def refresh(self) -> None:
        self.refresh_count += 1
        self.operations.ask(units, self._show, owner=self)

    @override
    def jump_to(self, place: str) -> None:
        key = place.removeprefix("unit:")
        for row, unit in enumerate(self.model.rows):
            if str(unit.id) == key:
                self.grid.select_cell(row, 0)

    def _show(self, units: Sequence[Unit]) -> None:
        self.model.show_rows(units)
        found = [problem for unit in units if (problem := _no_short_name(unit)) is not None]
        self.show_problems(found)

    def _on_edited(self, edits: list[Edit[Unit]], intent: str) -> None:
        changed = {edit.row.id: edit.row for edit in edits}
        for edit in edits:
            value = str(edit.value)
            changed[edit.row.id] = replace(changed[edit.row.id], **{edit.column: value})  # type: ignore[arg-type]  # text columns only
        self.operations.do(save(list(changed.values()), intent), owner=self)


def units(store: Store) -> tuple[Unit, ...]:
    """All units in their order."""
    return tuple(sorted(store.all(Unit), key=lambda unit: (unit.place, unit.name)))


def save(records: Sequence[Unit], intent: str) -> Callable[[Store], Changes]:
    """A write of units."""

    def write(store: Store) -> Changes:
        with store.work(intent) as work:
            work.put_all(records)
            return work.commit()

    return write


def add_unit(name: str) -> Callable[[Store], Changes]:
    """A write that adds a unit."""
    return save([Unit(id=new_id(), name=name)], f"Добавление: {name}")


UNITS_ENTRY = TabEntry(title="Подразделения", name="units", icon="users-group", build=UnitsTab)
