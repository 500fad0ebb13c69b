"""Editions of the catalogue of directions: one beside another, moving on, working by another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from quality_desktop.domain.directions import Edition
from quality_desktop.services.cycle import responsibility
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.tab import Tab


class EditionActions(QObject):
    """What the tool row offers about editions.

    Attributes:
        mapping: Shows two editions side by side.
        adopt: Makes the shown edition the one the office works by; hidden when it is.
    """

    def __init__(self, tab: Tab) -> None:
        super().__init__(tab)
        self._tab = tab
        self._editions: tuple[Edition, ...] = ()
        self._edition: Edition | None = None
        self.mapping = tab.new_action("Соответствие редакций…", "arrows-diff")
        self.adopt = tab.new_action("Работать по этой редакции", "versions")
        self.adopt.setVisible(False)
        self.adopt.triggered.connect(self._make_current)
        self.mapping.triggered.connect(self._map)

    def show_editions(self, editions: Sequence[Edition], shown: Edition) -> None:
        """Offer to work by the shown edition when the office works by another one."""
        self._editions, self._edition = tuple(editions), shown
        self.adopt.setVisible(not shown.is_current)
        self.adopt.setText(f"Работать по редакции {shown.code}")
        self.adopt.setToolTip(plain_tip(f"{shown.title}. {shown.source}"))
        self.mapping.setEnabled(len(editions) > 1)

    def _make_current(self) -> None:
        if self._edition is not None:
            edition = self._edition.id
            self._tab.operations.do(
                lambda store: responsibility.choose_edition(store=store, edition=edition),
                owner=self._tab,
            )

    def _map(self) -> None:
        from quality_desktop.services.cycle import directions
        from quality_desktop.ui.dialogs.edition_mapping import EditionMapping

        if self._edition is None:
            return
        transfers = EditionMapping.ask(
            self._tab, self._tab.operations, self._editions, shown=self._edition
        )
        if transfers:
            self._tab.operations.do(
                lambda store: directions.transfer(store=store, transfers=transfers),
                refused=lambda s: self._tab.environment.messages.refuse(self._tab, s),
                owner=self._tab,
            )
