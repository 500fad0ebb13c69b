"""Windows that explain: help on the tab in front, the list of keys, about the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from quality_desktop.ui.environment import Environment
from quality_desktop.ui.tab_deck import TabDeck

if TYPE_CHECKING:
    from quality_desktop.ui.dialogs.help import HelpDialog


class HelpWindows(QObject):
    """Makes each of them when it is first asked for."""

    def __init__(self, window: QWidget, deck: TabDeck, environment: Environment) -> None:
        super().__init__(window)
        self._window = window
        self._deck = deck
        self._environment = environment
        self._help: HelpDialog | None = None

    def show_help(self) -> None:
        """Show the page of help about the tab in front."""
        from quality_desktop.ui.dialogs.help import HelpDialog

        if self._help is None:
            self._help = HelpDialog(self._environment.help, self._window)
        tab = self._deck.current_tab
        self._help.show_page(tab.help_page if tab is not None else "first-steps")
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    def show_keys(self) -> None:
        """Show all keys of the program."""
        from quality_desktop.ui.dialogs.keys import KeysDialog

        KeysDialog(self._window).open()

    def show_about(self) -> None:
        """Tell the version and where the program keeps its things."""
        from quality_desktop.ui.dialogs.about import AboutDialog

        AboutDialog(self._window, user_folder=self._environment.user_folder).open()
