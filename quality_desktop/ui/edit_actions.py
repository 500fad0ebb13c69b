"""Cut, copy, paste and find for whatever has the keyboard."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication, QWidget


@runtime_checkable
class _Editing(Protocol):
    """A line, a text box or a table."""

    def cut(self) -> None: ...
    def copy(self) -> None: ...
    def paste(self) -> None: ...


def cut() -> None:
    """Cut what is selected in the widget with the keyboard."""
    if (widget := _editing_widget()) is not None:
        widget.cut()


def copy() -> None:
    """Copy what is selected in the widget with the keyboard."""
    if (widget := _editing_widget()) is not None:
        widget.copy()


@runtime_checkable
class Filling(Protocol):
    """A page that is empty and takes a table from another program."""

    def paste_when_empty(self) -> bool:
        """Take what was copied; False when the page is not empty."""


def paste() -> None:
    """Paste into the widget with the keyboard, else into the empty page that it belongs to."""
    if (widget := _editing_widget()) is not None:
        widget.paste()
        return
    around = QApplication.focusWidget()
    while around is not None:
        if isinstance(around, Filling) and around.paste_when_empty():
            return
        around = around.parentWidget()


def _editing_widget() -> _Editing | None:
    widget: object = QApplication.focusWidget()
    return widget if isinstance(widget, _Editing) else None


def find_in(tab: QWidget | None) -> None:
    """Look for a text in the table with the keyboard, otherwise in the first table of the tab."""
    from quality_desktop.ui.widgets.grid_view import GridView  # a window without a file needs none

    widget = QApplication.focusWidget()
    if not isinstance(widget, GridView):
        grids = tab.findChildren(GridView) if tab is not None else []
        widget = next((grid for grid in grids if grid.isVisible()), None)
    if isinstance(widget, GridView):
        widget.open_find_bar()
