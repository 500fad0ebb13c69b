"""Colours of the window: one table for light and dark, and the palettes made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Every colour that the window uses, as ``#RRGGBB``.

    Text colours (``text``, ``muted``, ``accent``, ``danger``, ``warning``, ``success``) are read on
    ``window``, ``base`` and ``alternate``; ``danger``, ``warning`` and ``success`` also on their own
    ``…_base``. Contrast is at least 4.5 : 1 everywhere, which a test checks.
    """

    is_dark: bool
    window: str
    base: str
    alternate: str
    button: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    highlight: str
    on_highlight: str
    danger: str
    danger_base: str
    warning: str
    warning_base: str
    success: str
    success_base: str


LIGHT = Colours(
    is_dark=False,
    window="#F2F4F6",
    base="#FFFFFF",
    alternate="#F8F9FB",
    button="#FBFCFD",
    border="#CDD3DA",
    text="#1C2126",
    muted="#59626D",
    accent="#1B5FA7",
    on_accent="#FFFFFF",
    highlight="#CFE1F5",
    on_highlight="#12253A",
    danger="#A8231C",
    danger_base="#FCE9E7",
    warning="#7A5200",
    warning_base="#FFF3D6",
    success="#1C673A",
    success_base="#E4F4E9",
)

DARK = Colours(
    is_dark=True,
    window="#22262B",
    base="#1A1D21",
    alternate="#1F2328",
    button="#2C3138",
    border="#434A53",
    text="#E7E9EC",
    muted="#A6AEB8",
    accent="#85B8F2",
    on_accent="#0E1A28",
    highlight="#2E4F78",
    on_highlight="#F3F7FC",
    danger="#FFA59D",
    danger_base="#4B2320",
    warning="#F1C669",
    warning_base="#43360F",
    success="#8BD6A5",
    success_base="#1B3B27",
)


OUTLINED: Final = ("QCheckBox", "QRadioButton", "QLineEdit", "QAbstractSpinBox")
"""Classes of widgets that are known by their outline alone."""
_OUTLINE_SOURCE: Final = "#AEB7C2"


def make_palette(colours: Colours) -> QPalette:
    """The palette of all widgets for a table of colours."""
    role = QPalette.ColorRole
    palette = QPalette(QColor(colours.button), QColor(colours.window))
    everywhere = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.alternate,
        role.Text: colours.text,
        role.Button: colours.button,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.ToolTipBase: colours.base,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Accent: colours.accent,
        role.Highlight: colours.highlight,
        role.HighlightedText: colours.on_highlight,
        role.Mid: colours.border,
    }
    for place, colour in everywhere.items():
        palette.setColor(place, QColor(colour))
    for place in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(_faded(colours)))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.border))
    return palette


def make_outlined_palette(colours: Colours) -> QPalette:
    """The palette of the classes ``OUTLINED``.

    Fusion draws an outline in the colour of the window made darker by 40 %, which in the dark nobody
    sees. These classes paint no window behind themselves, so theirs may be any: one that makes an
    outline seen at 3 : 1 (WCAG 2.1, 1.4.11).
    """
    palette = make_palette(colours)
    if colours.is_dark:
        palette.setColor(QPalette.ColorRole.Window, QColor(_OUTLINE_SOURCE))
    return palette


def _faded(colours: Colours) -> str:
    """Colour of what cannot be used now: between muted and border (WCAG asks no contrast of it)."""
    return "#767F89" if colours.is_dark else "#8C959F"


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2.1, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
