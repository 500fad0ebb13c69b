"""Editions of the catalogue of directions: choosing one, seeing one beside another, moving on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from quality_desktop.domain.directions import Edition
from quality_desktop.domain.records import Id
from quality_desktop.services import directions, responsibility
from quality_desktop.ui.dialogs.edition_mapping import EditionMapping

if TYPE_CHECKING:
    from quality_desktop.ui.tabs.matrix import MatrixTab


class EditionActions(QObject):
    """What the tool row offers about editions.

    Attributes:
        choice: Opens the menu of editions.
        mapping: Shows two editions side by side.
    """

    def __init__(self, tab: MatrixTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self._edition: Edition | None = None
        self.mapping = tab.new_action("Соответствие редакций…", "arrows-diff")
        self.choice = tab.new_action("Редакция", "versions")
        self._menu = QMenu(tab)
        self._group = QActionGroup(self)
        self.choice.setMenu(self._menu)
        self.mapping.triggered.connect(self._map)

    def show_editions(self, editions: Sequence[Edition], shown: Edition) -> None:
        """Offer the editions of the catalogue; the shown one is checked."""
        self._edition = shown
        self._menu.clear()
        for edition in editions:
            suffix = " – по ней работает управление" if edition.is_current else ""
            action = self._menu.addAction(f"{edition.code}: {edition.title}{suffix}")
            action.setCheckable(True)
            action.setChecked(edition.id == shown.id)
            action.setToolTip(edition.source)
            self._group.addAction(action)
            action.triggered.connect(self._chooser(edition.id))
        self._menu.addSeparator()
        current = self._menu.addAction("Работать по этой редакции")
        current.setEnabled(not shown.is_current)
        current.triggered.connect(self._make_current)
        self.choice.setText(f"Редакция {shown.code}")
        self.choice.setToolTip(f"{shown.title}. {shown.source}")
        self.mapping.setEnabled(len(editions) > 1)

    def _chooser(self, edition: Id) -> Callable[[], None]:
        return lambda: self._tab.scope.choose_edition(edition)

    def _make_current(self) -> None:
        if self._edition is not None:
            edition = self._edition.id
            self._tab.operations.do(
                lambda store: responsibility.choose_edition(store=store, edition=edition),
                owner=self._tab,
            )

    def _map(self) -> None:
        view = self._tab.view
        if view is None:
            return
        transfers = EditionMapping.ask(
            self._tab, self._tab.operations, self._tab.editions, shown=view.edition
        )
        if transfers:
            self._tab.operations.do(
                lambda store: directions.transfer(store=store, transfers=transfers),
                refused=lambda s: self._tab.environment.messages.refuse(self._tab, s),
                owner=self._tab,
            )
