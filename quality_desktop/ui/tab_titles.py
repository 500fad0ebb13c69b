"""What stands on the tabs: as many words as the window has room for, so that none hides behind arrows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabBar

from quality_desktop.ui.plain_text import plain_tip

if TYPE_CHECKING:
    from quality_desktop.ui.look import Look
    from quality_desktop.ui.tab_list import TabEntry


class Wording(IntEnum):
    """How much of its title a tab shows, from all to least."""

    FULL = 0
    SHORT = 1
    SHORT_WITHOUT_ICONS = 2
    ICONS = 3


def fit_titles(bar: QTabBar, entries: Sequence[TabEntry], look: Look, room: int) -> Wording:
    """Show the longest titles with which all tabs stand side by side.

    What is left out stays in the tooltip, and a screen reader is always told the whole title.

    Args:
        bar: The tabs, one for each entry; they do not expand to fill the width.
        entries: Their titles and icons.
        look: Makes the icons.
        room: Width in pixels.

    Returns:
        What was chosen; the least when nothing fits.
    """
    for wording in Wording:
        for place, entry in enumerate(entries[: bar.count()]):
            _word(bar, place, entry, wording, look)
        if sum(bar.tabRect(place).width() for place in range(bar.count())) <= room:
            return wording
    return Wording.ICONS


def _word(bar: QTabBar, place: int, entry: TabEntry, wording: Wording, look: Look) -> None:
    text = {Wording.FULL: entry.title, Wording.ICONS: ""}.get(wording, entry.shown_short)
    has_icon = wording is not Wording.SHORT_WITHOUT_ICONS
    bar.setTabText(place, text)
    bar.setTabIcon(place, look.icon(entry.icon) if has_icon else QIcon())
    bar.setTabToolTip(place, "" if text == entry.title else plain_tip(entry.title))
    bar.setAccessibleTabName(place, entry.title)
