"""Windows of history and exchange: each is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from quality_desktop.ui.dropping import FileDrops
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.file_actions import FileActions
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_deck import TabDeck
from quality_desktop.ui.widgets.messages import Answer, Messages

if TYPE_CHECKING:
    from quality_desktop.services.exchange.beginning import Begun
    from quality_desktop.ui.menus import Menus

OWN_FILE: Final = ".quality"
"""A single file of this kind that is dropped may be opened; a package is received."""
_NO_FILE: Final = (
    "Пакет принимают в файл района: сначала откройте или создайте файл, потом откройте пакет снова."
)
_ANSWERS: Final = (
    Answer(key="leave", text="Ничего", is_safe=True),
    Answer(key="open", text="Открыть его"),
    Answer(key="receive", text="Принять из него изменения"),
)


class ExchangeWindows(QObject):
    """What the menus call by a name and what is dropped on the window.

    Attributes:
        drops: Files dropped on the window.

    Signals:
        told: How a write of a window ended that was closed while it said so.
    """

    told = Signal(str)

    def __init__(
        self,
        window: QWidget,
        deck: TabDeck,
        files: FileActions,
        *,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._deck = deck
        self._files = files
        self._operations = operations
        self._scope = scope
        self._environment = environment
        self._open: dict[str, QDialog] = {}
        self._shown: dict[str, Callable[[], object]] = {
            "send": self.show_send,
            "receive": self.show_receive,
            "journal": self.show_journal,
            "history": self.show_history,
            "conflicts": self.show_conflicts,
            "duplicates": self.show_duplicates,
            "periods": self.show_periods,
        }
        self.drops = FileDrops(window)
        self.drops.dropped.connect(self.take_files)
        files.closed.connect(self._close_all)
        files.care.sharing.receive_wanted.connect(self.show_receive)

    def serve(self, menus: Menus) -> None:
        """Answer to the menus of history and of exchange."""
        menus.exchange_wanted.connect(self.show)

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
        tab = self._deck.current_tab
        in_hand = None if tab is None else tab.record_in_hand()
        if in_hand is not None and isinstance(shown, HistoryWindow):
            shown.show_record(Focus(kind=in_hand[0], key=in_hand[1]))

    def show_send(self) -> None:
        """Show the dialog that writes a package."""
        from quality_desktop.ui.exchange.send_package import SendPackage

        shown = self._bring("send", lambda: self._made(SendPackage))
        if isinstance(shown, SendPackage) and not shown.is_working:
            shown.refresh()

    def show_receive(self, paths: tuple[Path, ...] = ()) -> None:
        """Show the window that takes packages in, and look at these files."""
        from quality_desktop.ui.exchange.receive_window import ReceiveWindow

        def make() -> QDialog:
            made = self._made(ReceiveWindow)
            if isinstance(made, ReceiveWindow):
                made.conflicts_wanted.connect(self.show_conflicts)
                made.begun.connect(self._open_begun)
            return made

        shown = self._bring("receive", make)
        if paths and isinstance(shown, ReceiveWindow):
            shown.look_at(paths)

    def show_journal(self) -> None:
        """Show what was sent and received."""
        from quality_desktop.ui.exchange.journal_window import JournalWindow

        self._bring("journal", lambda: self._made(JournalWindow))

    def show_conflicts(self) -> None:
        """Show what people disagree about."""
        from quality_desktop.ui.exchange.conflicts_window import ConflictsWindow

        self._bring("conflicts", lambda: self._made(ConflictsWindow))

    def show_duplicates(self) -> None:
        """Show what was most likely entered twice."""
        from quality_desktop.ui.exchange.duplicates_window import DuplicatesWindow

        self._bring("duplicates", lambda: self._made(DuplicatesWindow))

    def show_periods(self) -> None:
        """Show which school years are closed."""
        from quality_desktop.ui.exchange.period_locks import PeriodLocks

        self._bring("periods", lambda: self._made(PeriodLocks))

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Receive what was dropped, or open it when it is a single file of an office."""
        is_own = len(paths) == 1 and paths[0].suffix.lower() == OWN_FILE
        if self._files.path is None:
            if is_own:
                self._files.open(paths[0])
            else:
                self._messages.refuse(self._window, _NO_FILE)
        elif not is_own:
            self.show_receive(paths)
        else:
            question = f"Что сделать с файлом «{paths[0].name}»?"
            chosen = self._messages.ask(self._window, question, _ANSWERS)
            if chosen == "open":
                self._files.open(paths[0])
            elif chosen == "receive":
                self.show_receive(paths)

    def _open_begun(self, begun: Begun) -> None:
        """Open a file that was begun with a copy of a sender's."""
        self._messages.tell(self._window, begun.sentence)
        self._files.open(begun.path)

    @property
    def _messages(self) -> Messages:
        return self._environment.messages

    def _made(self, kind: Callable[..., QDialog]) -> QDialog:
        from quality_desktop.ui.exchange.standing_window import StandingWindow

        made = kind(self._window, self._operations, self._scope, self._environment)
        if isinstance(made, StandingWindow):
            made.left_saying.connect(self.told)
        return made

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
            shown.blockSignals(True)  # what was done with this file is not said over the next one
            shown.close()
            shown.deleteLater()
        self._open.clear()
