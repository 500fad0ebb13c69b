"""The tabs along the top, each built when it is first shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.ui.edit_actions import Filling
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.look import ICON_SIZE
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_titles import fit_titles

if TYPE_CHECKING:
    from quality_desktop.ui.tab import Tab
    from quality_desktop.ui.tab_list import TabEntry


class TabDeck(QTabWidget):
    """All tabs of the window.

    Signals:
        problem_count_changed: How many findings the tab in front has.
        place_wanted, help_wanted: Those of the tabs.
    """

    problem_count_changed = Signal(int)
    place_wanted = Signal(object)
    help_wanted = Signal(str)

    def __init__(
        self,
        entries: Sequence[TabEntry],
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty deck; ``fill`` makes its tabs.

        Args:
            entries: The tabs in order.
            operations: Handed to every tab.
            scope: Handed to every tab.
            environment: Handed to every tab.
            parent: Owner of the deck.
        """
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setAccessibleName("Вкладки")
        self.setDocumentMode(True)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self._entries = tuple(entries)
        self._operations = operations
        self._scope = scope
        self._environment = environment
        self._built: dict[int, Tab] = {}
        self.currentChanged.connect(self._on_current_changed)
        environment.look.changed.connect(self._fit_titles)

    @property
    def current_tab(self) -> Tab | None:
        """The tab in front."""
        return self._built.get(self.currentIndex())

    def fill(self) -> None:
        """Make fresh tabs for a file that was opened; the first one comes to the front."""
        self.empty()
        for entry in self._entries:
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, 0, 0, 0)
            self.addTab(holder, entry.title)
        self._fit_titles()

    def empty(self) -> None:
        """Remove all tabs: the file they show is closed."""
        self.blockSignals(True)
        self._built.clear()
        while self.count():
            holder = self.widget(0)
            self.removeTab(0)
            holder.deleteLater()
        self.blockSignals(False)

    def step(self, by: int) -> None:
        """Show the tab so many places to the right, round the end."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def show_tab(self, name: str) -> Tab | None:
        """Bring a tab to the front by its object name and return it."""
        for place, entry in enumerate(self._entries):
            if entry.name == name and place < self.count():
                self.setCurrentIndex(place)
                return self.current_tab
        return None

    def paste_when_empty(self) -> bool:
        """Paste into the empty page of the tab in front while its title has the keyboard."""
        tab: object = self.current_tab
        return isinstance(tab, Filling) and tab.paste_when_empty()

    def _on_current_changed(self, place: int) -> None:
        if place < 0:
            return
        if place not in self._built:
            tab = self._entries[place].build(self._operations, self._scope, self._environment)
            self._built[place] = tab
            tab.problem_count_changed.connect(lambda _count, tab=tab: self._tell_count_of(tab))
            tab.place_wanted.connect(self.place_wanted)
            tab.help_wanted.connect(self.help_wanted)
            layout = self.widget(place).layout()
            if layout is not None:
                layout.addWidget(tab)
                tab.show()  # now, not in the next round of events as the layout would
        self._tell_count_of(self._built[place])

    def _tell_count_of(self, tab: Tab) -> None:
        if tab is self.current_tab:
            self.problem_count_changed.emit(tab.problems.count)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_titles()

    def _fit_titles(self) -> None:
        fit_titles(self.tabBar(), self._entries, self._environment.look, self.width())
