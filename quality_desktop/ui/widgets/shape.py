"""How views of a tab are put together: a table over its totals, lines over the work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

_SPACE = 4


def over_totals(table: QWidget, totals: QWidget) -> QWidget:
    """A table with the figures of the district under it."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(table, 1)
    column.addWidget(totals)
    return both


def tools(left: Sequence[QWidget], right: Sequence[QWidget]) -> QHBoxLayout:
    """A line of widgets: some at the left, some at the right."""
    line = QHBoxLayout()
    line.setSpacing(_SPACE)
    for widget in left:
        line.addWidget(widget)
    line.addStretch()
    for widget in right:
        line.addWidget(widget)
    return line


def pile(view: QWidget, lines: Sequence[QWidget | QLayout], work: QWidget) -> None:
    """Put lines over the work, which gets all the room that is left.

    Args:
        view: The view that is laid out.
        lines: What stands above, from top to bottom.
        work: A table, a page.
    """
    layout = QVBoxLayout(view)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(_SPACE)
    for line in lines:
        if isinstance(line, QLayout):
            layout.addLayout(line)
        else:
            layout.addWidget(line)
    layout.addWidget(work, 1)
