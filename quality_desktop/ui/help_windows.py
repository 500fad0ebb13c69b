"""Windows that explain: help on the tab or dialog in front, the list of keys, about the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from quality_desktop.ui.environment import Environment
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.tab_deck import TabDeck

if TYPE_CHECKING:
    from quality_desktop.services.help.book import Book
    from quality_desktop.ui.dialogs.help import HelpDialog
    from quality_desktop.ui.menus import Menus
    from quality_desktop.ui.operations import Operations

_KEY_NAME: Final = "helpKey"
_PDF: Final = "Файл PDF (*.pdf)"
_FIRST_PAGE: Final = "first-steps"


class HelpWindows(QObject):
    """Makes each of them when it is first asked for.

    F1 belongs to the menu of the window; a dialog shuts the menu off, so every dialog gets the key
    itself when it comes to the front.
    """

    def __init__(
        self, window: QWidget, deck: TabDeck, operations: Operations, environment: Environment
    ) -> None:
        super().__init__(window)
        self._window = window
        self._deck = deck
        self._operations = operations
        self._environment = environment
        self._book: Book | None = None
        self._help: HelpDialog | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._give_key)

    def serve(self, menus: Menus) -> None:
        """Answer to the menu «Справка» and to the steps of the guide."""
        menus.help_wanted.connect(self.show_help)
        menus.help_pdf_wanted.connect(self.save_pdf)
        menus.shortcuts_wanted.connect(self.show_keys)
        menus.about_wanted.connect(self.show_about)
        self._deck.help_wanted.connect(self.show_page)

    @property
    def book(self) -> Book:
        """The help, read when it is first wanted.

        Raises:
            QualityError: A page cannot be read.
        """
        from quality_desktop.services.help.book import read_book

        if self._book is None:
            self._book = read_book(self._environment.help)
        return self._book

    def show_help(self) -> None:
        """Show the page about the dialog in front, or about the tab and its view."""
        dialog = self._dialog()
        if dialog is not None:
            self.show_page(self.book.places.get(dialog.objectName(), self._page_of_tab()))
        else:
            self.show_page(self._page_of_tab())

    def show_page(self, link: str) -> None:
        """Show a page by its name, with an anchor after «#» perhaps."""
        from quality_desktop.ui.dialogs.help import HelpDialog

        # A dialog that asks something lets only its own children be used.
        owner = QApplication.activeModalWidget() or self._window
        if self._help is not None and self._help.parent() is not owner:
            self._help.close()
            self._help.deleteLater()
            self._help = None
        if self._help is None:
            self._help = HelpDialog(self.book, self._environment.look, owner)
            self._help.destroyed.connect(self._forget)
        self._help.show_link(link)
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

        environment = self._environment
        AboutDialog(
            self._window, listed=environment.parts, user_folder=environment.user_folder
        ).open()

    def save_pdf(self) -> None:
        """Ask where and write all of the help as one PDF."""
        environment = self._environment
        folder = environment.preferences.folder_to_save
        path = environment.messages.file_to_save(
            self._window, "Сохранить справку в PDF", folder / "Справка.pdf", _PDF
        )
        if path is None:
            return
        environment.preferences.remember_folder(path.parent)
        pages, fonts = environment.help, environment.fonts

        def write() -> Path:
            from quality_desktop.services.help.printing import write_pdf

            return write_pdf(folder=pages, fonts=fonts, path=path)

        self._operations.run_without_file(
            write,
            lambda saved: environment.messages.tell(self._window, f"Справка сохранена: {saved}"),
            title="Печать справки",
            owner=self,
        )

    def _page_of_tab(self) -> str:
        """Page of the tab in front; a view under its switch may have a place of its own there."""
        tab = self._deck.current_tab
        if tab is None:
            return _FIRST_PAGE
        views = (
            button.objectName()
            for button in tab.findChildren(QAbstractButton)
            if button.isCheckable() and button.isChecked() and button.isVisible()
        )
        names = (f"{tab.name}.{view}" for view in views)
        return next(
            (self.book.places[name] for name in names if name in self.book.places), tab.help_page
        )

    def _dialog(self) -> QWidget | None:
        """The dialog in front: one that asks, or a window of its own beside the main one."""
        asking = QApplication.activeModalWidget()
        if asking is not None:
            return asking
        front = QApplication.activeWindow()
        return front if isinstance(front, QDialog) and front is not self._help else None

    def _give_key(self, _window: object) -> None:
        dialog = self._dialog()
        if isinstance(dialog, QDialog) and dialog.findChild(QShortcut, _KEY_NAME) is None:
            key = QShortcut(Shortcut.HELP.sequence, dialog, self.show_help)
            key.setObjectName(_KEY_NAME)

    def _forget(self) -> None:
        self._help = None
