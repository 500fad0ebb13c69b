"""Spelling for comparison: what looks the same to a person becomes the same text."""

from __future__ import annotations

import re
import unicodedata

_LATIN = str.maketrans("ABCEHKMOPTXYaceopxykmt", "АВСЕНКМОРТХУасеорхукмт")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012–—―−", "-"))
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_HYPHENATION = re.compile(r"(?<=[а-яёa-z])- (?=[а-яёa-z])")
_NUMBER_SIGN = re.compile(r"№|#|\bn[o.]?(?=\s*\d)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"([0-9]+)")
_HEADING = re.compile(r"[^\W_]+|%")


def folded(text: str) -> str:
    """Text without differences of case, «ё», look-alike letters, dashes and spaces.

    A Latin letter that looks like a Russian one becomes the Russian one, so that codes and words
    typed on either keyboard are equal. Words hyphenated at the end of a line are joined, in
    capitals too.
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).translate(_DASHES)
    plain = _SPACES.sub(" ", _NUMBER_SIGN.sub(" № ", plain))
    plain = plain.translate(_LATIN).casefold().replace("ё", "е")
    return _SPACES.sub(" ", _HYPHENATION.sub("", plain)).strip()


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """What names are sorted by: folded, numbers by their size («№ 2» before «№ 10»)."""
    parts = _NUMBER.split(folded(text))
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts)


def words(text: str) -> list[str]:
    """Words and numbers of a folded text, without punctuation."""
    return _WORD.findall(folded(text))


def heading_key(text: str) -> str:
    """Folded text reduced to its words, numbers and percent signs: «2, чел.» -> «2 чел»."""
    return " ".join(_HEADING.findall(folded(text)))
