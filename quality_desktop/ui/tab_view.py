"""What the views under the switch of a tab have in common: they ask again when they must, and export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from quality_desktop.services.file_names import safe_name
from quality_desktop.storage.store import Store
from quality_desktop.ui.asking_view import AskingView
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.year_strip import YearStrip

_TABLES = "Таблицы Excel (*.xlsx)"
_LONGEST_NAME = 90


class TabView(AskingView):
    """A view under the switch of the tab, with its own panel at the right.

    Attributes:
        outcome: A line that says what was done outside the window.

    Signals:
        problems_changed: Tuple of ``Problem`` for the list at the bottom of the tab.
    """

    problems_changed = Signal(object)

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.outcome = named(QLabel(wordWrap=True), "outcome", "Что сделано")
        self.outcome.hide()
        self.export_button = named(QPushButton("В Excel…", autoDefault=False), "export")
        self.export_button.setToolTip("Сохранить таблицу, как она видна, в файл Excel")
        environment.look.dress(self.export_button, "device-floppy")
        self.export_button.clicked.connect(self.export)

    def open_find_bar(self) -> None:
        """Open the bar that looks for a text in the table."""

    def export(self) -> None:
        """Save the table as it is seen."""

    def new_year_strip(self) -> YearStrip:
        """A strip that leads to a year with answers when this one has none."""
        strip = YearStrip(self.environment.look, self)
        strip.year_wanted.connect(self.scope.choose_year)
        strip.year_wanted.connect(lambda _year: self.setFocus(Qt.FocusReason.OtherFocusReason))
        return strip

    def tell(self, sentence: str) -> None:
        """Say what was done until the next time something is asked."""
        self.outcome.setText(sentence)
        self.outcome.setVisible(bool(sentence))

    def ask_where(self, title: str, name: str) -> Path | None:
        """Ask where a table is saved, and remember the folder."""
        folder = self.environment.preferences.folder_to_save
        proposal = folder / f"{safe_name(name, longest=_LONGEST_NAME)}.xlsx"
        path = self.environment.messages.file_to_save(self, title, proposal, _TABLES)
        if path is not None:
            self.environment.preferences.remember_folder(path.parent)
        return path

    def save_table(self, write: Callable[[Store], Path]) -> None:
        """Write a table off the thread of the window and say where it is."""
        self.operations.run(
            lambda store, _progress: write(store),
            lambda path: self.tell(f"Сохранено: {path.name} – папка {path.parent}"),
            title="Сохранение таблицы",
            owner=self,
        )
