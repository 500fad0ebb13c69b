"""Windows of history and exchange: each is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from quality_desktop.ui.dropping import FileDrops

if TYPE_CHECKING:
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
        self._open: dict[str, QDialog] = {}
        self._shown: dict[str, Callable[[], object]] = {
            "history": self.show_history,
            "conflicts": self.show_conflicts,
            "periods": self.show_periods,
        }
        self.drops = FileDrops(window)
        self.drops.dropped.connect(self.take_files)
        window.menus.exchange_wanted.connect(self.show)
        window.files.closed.connect(self._close_all)

    def show(self, name: str) -> None:
        """Show a window.

        Args:
            name: What the menu calls it: a key of the table above.
        """
        self._shown[name]()

    def show_history(self) -> None:
        """Show the history: of the record in hand when the tab has one, otherwise of the file."""
        from quality_desktop.ui.exchange.history_terms import Focus
        from quality_desktop.ui.exchange.history_window import HistoryWindow

        shown = self._bring("history", lambda: self._made(HistoryWindow))
        tab = self._window.deck.current_tab
        in_hand = None if tab is None else tab.record_in_hand()
        if in_hand is not None and isinstance(shown, HistoryWindow):
            shown.show_record(Focus(kind=in_hand[0], key=in_hand[1]))

    def show_conflicts(self) -> None:
        """Show what people disagree about."""
        from quality_desktop.ui.exchange.conflicts_window import ConflictsWindow

        self._bring("conflicts", lambda: self._made(ConflictsWindow))

    def show_periods(self) -> None:
        """Show which school years are closed."""
        from quality_desktop.ui.exchange.period_locks import PeriodLocks

        self._bring("periods", lambda: self._made(PeriodLocks))

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Open a single file of an office."""
        if len(paths) == 1:
            self._window.files.open(paths[0])

    def _made(self, kind: Callable[..., QDialog]) -> QDialog:
        window = self._window
        return kind(window, window.operations, window.scope, window.environment)

    def _bring(self, name: str, make: Callable[[], QDialog]) -> QDialog:
        """Bring the window of a name to the front; it lives as long as the file is open."""
        shown = self._open.get(name)
        if shown is None:
            shown = self._open[name] = make()
        shown.show()
        shown.raise_()
        shown.activateWindow()
        return shown

    def _close_all(self) -> None:
        for shown in self._open.values():
            shown.close()
            shown.deleteLater()
        self._open.clear()
