"""The part of a Russian word that stays when its ending changes, good enough to find words by.

No dictionary: endings of nouns, adjectives and verbs are cut off, the longest first. Two words are
taken for forms of one when one begins with the stem of the other, or when their stems differ by a
fleeting vowel only («настройка» – «настроек», «письмо» – «писем»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

WORD: Final = re.compile(r"[0-9A-Za-zА-Яа-яЁё]+")
_LEAST: Final = 3
_SHORT: Final = 3
_ROOM_OF_SHORT: Final = 3
"""A stem of three letters begins many other words: «мер» – «мероприятие»; «мерами» is six letters."""
_NOUNS: Final = (
    "иями ями ами иях ях ах иев ев ов ией ей ой ию ью ия ья иям ям ам ием ем ом ии и ы а я о е у ю "
    "ь й"
)
_ADJECTIVES: Final = "ий ый ая яя ое ее ие ые ого его ому ему им ым ых их ую юю ою ею ими ыми"
_VERBS: Final = (
    "ешь ете ем ут ют ат ят ит ите ишь им ать ять ить еть уть ал ала ало али ил ила ило или "
    "ел ела ело ели ено ена ены ен ан ана ано ться тся лся лась лось лись йте ите"
)
_ENDINGS: Final = tuple(
    sorted({*_NOUNS.split(), *_ADJECTIVES.split(), *_VERBS.split()}, key=len, reverse=True)
)
_NEEDS_MORE: Final = "ем"
"""«писем» is no form of «пис»: this ending is cut off longer words only."""
_FLEETING: Final = re.compile(r"[еоьй](?=[бвгджзклмнпрстфхцчшщ]$)")


def plain(word: str) -> str:
    """A word as it is compared: small letters, «ё» as «е»."""
    return word.lower().replace("ё", "е")


def stem(word: str) -> str:
    """What stays of a word when its ending is cut off; at least three letters."""
    word = plain(word)
    if not word.isalpha() or len(word) <= _LEAST:
        return word
    for ending in _ENDINGS:
        least = _LEAST + (ending == _NEEDS_MORE)
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


def stems_of(query: str) -> tuple[str, ...]:
    """Stems of the words of a query, each once."""
    return tuple(dict.fromkeys(stem(word) for word in WORD.findall(query)))


def is_form_of(word: str, wanted: str) -> bool:
    """Whether a word of a text is a form of the word that a stem was cut from."""
    known = plain(word)
    if known.startswith(wanted):
        return len(wanted) > _SHORT or len(known) <= len(wanted) + _ROOM_OF_SHORT
    return known[:1] == wanted[:1] and _skeleton(stem(known)) == _skeleton(wanted)


def matches(text: str, wanted: str) -> Iterator[re.Match[str]]:
    """Places of a text where a form of a word stands."""
    return (found for found in WORD.finditer(text) if is_form_of(found[0], wanted))


def _skeleton(known: str) -> str:
    """A stem without its fleeting vowel."""
    return _FLEETING.sub("", known)
