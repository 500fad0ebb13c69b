"""Leads to the place where a step of the cycle is done: the tab, its view, the button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget, QToolTip, QWidget
from shiboken6 import isValid

from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.tab_deck import TabDeck

if TYPE_CHECKING:
    from quality_desktop.services.next_steps.rules import Place

_GAP: Final = 8


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
    if not place.button:
        tab.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    if _point_out(tab, place.button):
        return
    tab.setFocus(Qt.FocusReason.OtherFocusReason)
    if not tab.operations.is_idle:  # the tab is asking yet what it will show
        tab.operations.became_idle.connect(
            lambda: isValid(tab) and _point_out(tab, place.button),
            Qt.ConnectionType.SingleShotConnection,
        )


def _point_out(tab: QWidget, words: str) -> bool:
    """Focus the button and name it in a bubble beside it; False while it cannot be seen."""
    button = button_of(tab, words)
    if button is None or not button.isVisible():
        return False
    button.setFocus(Qt.FocusReason.OtherFocusReason)
    below = button.mapToGlobal(button.rect().bottomLeft())
    QToolTip.showText(below, plain_tip(f"Начните здесь: «{words}»"), button)
    bubble = next((w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel")), None)
    if bubble is not None:
        bubble.move(_free_spot(button, bubble.size()))
    return True


def _free_spot(button: QWidget, size: QSize) -> QPoint:
    """Where a bubble covers nothing to work with: behind the row of buttons, else above the button."""
    row, window = button.parentWidget() or button, button.window()
    shown = [w for w in row.findChildren(QAbstractButton) if w.isVisible()]
    end = max(w.mapTo(row, w.rect().topRight()).x() for w in shown) + _GAP
    middle = button.mapTo(row, button.rect().center()).y() - size.height() // 2
    behind = row.mapToGlobal(QPoint(end, middle))
    is_free = row.childAt(QPoint(end + size.width() // 2, middle + size.height() // 2)) is None
    if is_free and behind.x() + size.width() <= window.mapToGlobal(window.rect().topRight()).x():
        return behind
    return button.mapToGlobal(QPoint(0, -size.height() - _GAP))


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
        for item in sections.findItems(view, Qt.MatchFlag.MatchStartsWith):
            if item.text().removeprefix(view).strip(" ()0123456789") == "":  # «Люди (12)»
                sections.setCurrentItem(item)
