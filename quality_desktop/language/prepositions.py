"""Prepositions that take a vowel before a cluster of consonants: «во Всеволожском районе»."""

from __future__ import annotations

import re
from typing import Final

_BEFORE: Final = re.compile(r"(?<![А-ЯЁа-яё\d])([Вв])(?=[ \u00a0]$)")
_CLUSTER: Final = re.compile(r"«?(?:[ВвФф][бвгджзклмнпрстфхцчшщьъ]|Мценск|Львов)")
"""An abbreviation is read letter by letter and has none: «в ВПР»."""


def before_word(text: str, word: str) -> str:
    """A text that a word follows, with «во» at its end where the word asks for it.

    As in the dictionaries of difficulties: always before «в» and «ф» with a consonant.

    Args:
        text: «проводимые в ».
        word: «Всеволожском районе».

    Returns:
        «проводимые во ».
    """
    return _BEFORE.sub(r"\1о", text) if _CLUSTER.match(word) else text
