"""Where a word may be broken, for words that are wider than their cell."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from quality_desktop.writers.text import SOFT_HYPHEN
from quality_desktop.writers.times import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LANGUAGE = "ru_RU"
_SHORTEST = 5  # letters; a shorter word is never broken
_ADDRESS = re.compile(r"://|@|^www\.", re.IGNORECASE)
# Not after the mark of an item, nor before a dash: these would stand alone.
_BETWEEN_WORDS = re.compile(r"(?:(?<=[^\W\d_])|(?<=[^\W\d_]\.))\u00a0(?=\w)")
_GLUED = re.compile(r"[^ \n]+\u00a0[^ \n]+")
_WORDS = re.compile(r"[^ \n\u00a0]+")
_LETTERS = re.compile(r"[^\W\d_]+")
# After a hyphen between letters but not inside «Усть-Кут», after a dash inside a word.
BREAKS = re.compile(r"(?<=[^\W\d]-)(?<![а-яё]-(?=[А-ЯЁ]))(?=[^\W\d])|(?<=\w[–—])(?=\w)")
"""Where a line may end inside a word without a hyphen of its own."""


def positions(word: str) -> Sequence[int]:
    """Places in a Russian word, as numbers of letters before them."""
    if len(word) < _SHORTEST:
        return ()
    import pyphen  # keeps the patterns it has read

    return tuple(pyphen.Pyphen(lang=_LANGUAGE).positions(word))


def is_address(word: str) -> bool:
    """Tell a web or mail address, which a hyphen would make wrong."""
    return _ADDRESS.search(word) is not None


def loosened(text: str, *, room: float, size: float, is_bold: bool) -> str:
    """Text whose words may part at a no-break space where together they are wider than the room (pt).

    In a narrow cell «Мастрюкова» and «Л.И.» stand one under another; else the surname would be cut.
    """

    def loose(found: re.Match[str]) -> str:
        words = found.group()
        if width_of(words, size=size, is_bold=is_bold) <= room:
            return words
        return _BETWEEN_WORDS.sub(" ", words)

    return _GLUED.sub(loose, text)


def softened(text: str, *, room: float, size: float, is_bold: bool) -> str:
    """Text with soft hyphens in the words that are wider than the room (pt), and in no other.

    A word processor would break such a word after any letter.
    """

    def soft(found: re.Match[str]) -> str:
        word = found.group()
        if is_address(word):
            return word
        # «Профессионально-общественное» parts at its own hyphen first.
        return "".join(
            part
            if width_of(part, size=size, is_bold=is_bold) <= room
            else _LETTERS.sub(_with_soft_hyphens, part)
            for part in BREAKS.split(word)
        )

    return _WORDS.sub(soft, loosened(text, room=room, size=size, is_bold=is_bold))


def _with_soft_hyphens(found: re.Match[str]) -> str:
    word = found.group()
    places = [0, *positions(word), len(word)]
    return SOFT_HYPHEN.join(word[left:right] for left, right in pairwise(places))
