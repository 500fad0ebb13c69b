"""Leads to the place where a step of the cycle is done: the tab, its view, the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QListWidget, QToolTip, QWidget

from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.tab_deck import TabDeck

if TYPE_CHECKING:
    from quality_desktop.services.next_steps.rules import Place


def lead_to(deck: TabDeck, place: Place) -> None:
    """Show a place and point at the button that starts the work there.

    A name that the tab does not know leads to the tab only.

    Args:
        deck: The tabs.
        place: Where to.
    """
    tab = deck.show_tab(place.tab)
    if tab is None:
        return
    if place.view:
        _show_view(tab, place.view)
    button = button_of(tab, place.button) if place.button else None
    if button is None:
        tab.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    button.setFocus(Qt.FocusReason.OtherFocusReason)
    corner = button.mapToGlobal(button.rect().bottomLeft())
    QToolTip.showText(corner, plain_tip(f"Начните здесь: «{place.button}»"), button)


def button_of(tab: QWidget, words: str) -> QAbstractButton | None:
    """The button of a tab with these words; one that is seen is better than one that is not."""
    found = [
        button
        for button in tab.findChildren(QAbstractButton)
        if button.text().replace("&", "") == words
    ]
    return next((button for button in found if button.isVisible()), next(iter(found), None))


def _show_view(tab: QWidget, view: str) -> None:
    button = tab.findChild(QAbstractButton, view)
    if button is not None:
        button.click()
        return
    for sections in tab.findChildren(QListWidget, "sections"):
        for item in sections.findItems(view, Qt.MatchFlag.MatchExactly):
            sections.setCurrentItem(item)
