"""Addresses of pages and files: Latin letters that every server and every reader takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from quality_desktop.domain.records import Id

_LATIN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_LONGEST: Final = 60
_NAMELESS: Final = "fajl"


def latin(text: str) -> str:
    """A name for an address: Latin letters, digits and hyphens."""
    spelled = "".join(_LATIN.get(letter, letter) for letter in text.casefold())
    return re.sub(r"[^a-z0-9]+", "-", spelled).strip("-")[:_LONGEST].strip("-") or _NAMELESS


def of_papers(papers: Sequence[tuple[Id, str]]) -> dict[Id, str]:
    """Names of papers for addresses, no two the same: paper -> name.

    Args:
        papers: Paper and its key. Who comes first keeps the name that several would have.
    """
    found: dict[Id, str] = {}
    for paper, key in papers:
        name = wanted = latin(key)
        number = 1
        while name in found.values():
            number += 1
            name = f"{wanted}-{number}"
        found[paper] = name
    return found
