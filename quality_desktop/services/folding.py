"""Texts compared as a reader compares them."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """A text for comparison and sorting: «Мастрюкова Л. И.» equals «мастрюкова л.и.»."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return "".join(plain.split())
