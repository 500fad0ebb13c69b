"""Texts that people wrote, shown as they are: Qt takes a text with marks in it for HTML."""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """A tooltip that shows a text letter by letter; tooltips know no other way to say so."""
    if not Qt.mightBeRichText(text):
        return text
    from html import escape  # with its list of two thousand marks; hardly any text needs it

    return f"<qt>{escape(text, quote=False)}</qt>".replace("\n", "<br>")
