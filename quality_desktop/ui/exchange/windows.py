"""Windows of history and exchange: each is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from quality_desktop.ui.dropping import FileDrops

if TYPE_CHECKING:
    from quality_desktop.ui.exchange.history_window import HistoryWindow
    from quality_desktop.ui.main_window import MainWindow

OWN_FILE: Final = ".quality"
"""A single file of this kind that is dropped is opened; a package is received."""


class ExchangeWindows(QObject):
    """What the menus call by a name and what is dropped on the window.

    Attributes:
        drops: Files dropped on the window.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._history: HistoryWindow | None = None
        self._shown: dict[str, Callable[[], None]] = {"history": self.show_history}
        self.drops = FileDrops(window)
        self.drops.dropped.connect(self.take_files)
        window.menus.exchange_wanted.connect(self.show)
        window.files.closed.connect(self._close_history)

    def show(self, name: str) -> None:
        """Show a window.

        Args:
            name: What the menu calls it: ``history``.
        """
        self._shown[name]()

    def show_history(self) -> None:
        """Show the history: of the record in hand when the tab has one, otherwise of the file."""
        from quality_desktop.ui.exchange.history_terms import Focus
        from quality_desktop.ui.exchange.history_window import HistoryWindow

        window = self._window
        if self._history is None:
            self._history = HistoryWindow(
                window, window.operations, window.scope, window.environment
            )
        tab = window.deck.current_tab
        in_hand = None if tab is None else tab.record_in_hand()
        if in_hand is not None:
            self._history.show_record(Focus(kind=in_hand[0], key=in_hand[1]))
        self._history.show()
        self._history.raise_()
        self._history.activateWindow()

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Open a single file of an office."""
        if len(paths) == 1:
            self._window.files.open(paths[0])

    def _close_history(self) -> None:
        if self._history is not None:
            self._history.close()
            self._history.deleteLater()
            self._history = None
