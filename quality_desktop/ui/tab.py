"""What all tabs have in common: tools above, the work, a panel at the right, findings below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from quality_desktop.domain.errors import Problem
from quality_desktop.ui.asking_view import AskingView
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.problem_list import ProblemList
from quality_desktop.ui.widgets.side_panel import SidePanel
from quality_desktop.ui.widgets.tool_row import ToolRow

_SIDE_WIDTH = 280
_SIDE_SHARE = 0.22
"""At 150 % on a small screen the work needs the room more than the panel."""


class Tab(AskingView):
    """One tab of the window.

    A subclass names itself in the class attributes, makes its widgets in ``__init__``, ends it with
    ``build`` and asks services in ``refresh``.

    Attributes:
        title: Name of the tab, in Russian.
        name: Object name, for tests.
        help_page: File of the help page without ending.
        problems: The list at the bottom.
        side: The panel at the right; None when the tab has none.

    Signals:
        problem_count_changed: How many findings the tab has now.
        place_wanted: ``Place`` of the window that the user wants to be led to.
        help_wanted: Page of help, with its anchor, that the user wants to read.
    """

    title: ClassVar[str] = ""
    name: ClassVar[str] = ""
    help_page: ClassVar[str] = "first-steps"

    problem_count_changed = Signal(int)
    place_wanted = Signal(object)
    help_wanted = Signal(str)

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.setObjectName(self.name)
        self.setAccessibleName(self.title)
        # Without a parent until it is laid out: the key Tab comes to widgets as they come to the window.
        self.problems = ProblemList(environment.look)
        self.problems.activated.connect(self.jump_to)
        self.side: SidePanel | None = None

    def actions_of_tool_row(self) -> Sequence[QAction]:
        """At most seven actions, the main one first."""
        return ()

    def build(self, content: QWidget, *, side: SidePanel | None = None) -> None:
        """Put the parts together, once.

        Args:
            content: The work in the middle.
            side: The panel at the right.
        """
        self.side = side
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        actions = self.actions_of_tool_row()
        if actions:
            row = ToolRow(actions, self)
            if row.more is not None:
                self.environment.look.dress(row.more, "chevrons-right")
            layout.addWidget(row)
        if side is None:
            layout.addWidget(content, 1)
        else:
            layout.addWidget(PanelSplitter(content, side, share=_SIDE_SHARE, most=_SIDE_WIDTH), 1)
        layout.addWidget(self.problems)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show findings at the bottom and tell to the status bar how many are to be mended."""
        self.problems.show_problems(problems)
        self.problem_count_changed.emit(self.problems.count)

    def new_action(
        self, text: str, icon: str, shortcut: Shortcut | None = None, hint: str = ""
    ) -> QAction:
        """Make an action of this tab with its icon; its shortcut works while the tab is in use.

        What saves or prints works wherever the keyboard is while the tab is seen: Tab may have left
        the tab for the choice of the year, and nothing is changed by it.

        Args:
            text: Verb with its object: «Добавить человека».
            icon: Name of an icon of the family.
            shortcut: Its key.
            hint: Tooltip; the text and the key when omitted.
        """
        action = QAction(text, self)
        self.environment.look.dress(action, icon)
        tip = hint or text.replace("&", "")
        if shortcut is not None:
            action.setShortcut(shortcut.sequence)
            is_everywhere = shortcut in (Shortcut.SAVE_PAPER, Shortcut.PRINT)
            action.setShortcutContext(
                Qt.ShortcutContext.WindowShortcut
                if is_everywhere
                else Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            tip = f"{tip} ({shortcut.shown})"
        action.setToolTip(plain_tip(tip))
        self.addAction(action)
        return action
