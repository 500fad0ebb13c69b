"""Context menus of the monitoring grid: of a column and of the selected cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from quality_desktop.ui.models.monitoring_table import HeaderRole
from quality_desktop.ui.widgets.clipboard import format_cells

if TYPE_CHECKING:
    from quality_desktop.ui.tabs.monitoring.grid import MonitoringGrid

_MOST_VALUES: Final = 25


def column_menu(grid: MonitoringGrid, column: int) -> QMenu:
    """Sorting and filtering of a column."""
    menu = QMenu(grid)
    ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    menu.addAction("По возрастанию", lambda: grid.sort_by(column, ascending))
    menu.addAction("По убыванию", lambda: grid.sort_by(column, descending))
    menu.addAction("Порядок справочника", lambda: grid.sort_by(-1, ascending))
    menu.addSeparator()
    everything = menu.addAction("Показать все школы", grid.show_all_rows)
    everything.setEnabled(grid.monitoring.visible.value is not None)
    only = menu.addMenu("Только школы, где")
    for text in grid.monitoring.visible.distinct(column)[:_MOST_VALUES]:
        shown = text.replace("&", "&&") or "пусто"
        only.addAction(shown, lambda text=text: grid.show_only(column, text))
    return menu


def cell_menu(grid: MonitoringGrid) -> QMenu:
    """What can be done with the selected cells."""
    menu = QMenu(grid)
    menu.addAction("Копировать\tCtrl+C", grid.copy)
    menu.addAction("Копировать таблицу с заголовками", lambda: copy_all(grid))
    menu.addAction("Вставить\tCtrl+V", grid.paste)
    menu.addAction("Очистить\tDel", grid.clear_cells)
    menu.addAction("Заполнить вниз\tCtrl+D", grid.fill_down)
    menu.addSeparator()
    menu.addActions(grid.cell_actions)
    return menu


def copy_all(grid: MonitoringGrid) -> None:
    """Put all schools that are shown on the clipboard, with both lines of headings."""
    model, horizontal = grid.monitoring, Qt.Orientation.Horizontal
    columns = range(model.columnCount())
    lines = [
        [str(model.headerData(c, horizontal, HeaderRole.GROUP) or "") for c in columns],
        [str(model.headerData(c, horizontal) or "") for c in columns],
    ]
    for row in range(model.rowCount()):
        cells = (model.index(row, c).data(Qt.ItemDataRole.EditRole) for c in columns)
        lines.append([str(text or "") for text in cells])
    QGuiApplication.clipboard().setText(format_cells(lines))
