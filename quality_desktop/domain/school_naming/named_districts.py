"""Districts that a name or a caption names: «МБОУ СОШ № 12 Алексинского района», «… (Ясногорский р-н)»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from quality_desktop.domain.school_naming.school_name_words import (
    CITY_WORDS,
    LEGAL_ABBREVIATIONS,
    LEGAL_WORDS,
    LOCALITY_WORDS,
    REGION_WORDS,
    same_word,
)
from quality_desktop.domain.spelling import folded, words

_WRITTEN_OUT = (
    (re.compile(r"(?<=\d)-го\b"), ""),  # «1-го Мая» is no town
    (re.compile(r"\bр-о?н(?:а|у|е|ом)?\b"), "район"),
    (re.compile(r"\bм\. ?р\b\.?"), "мр"),
    (re.compile(r"\bм\. ?о\b\.?"), "мо"),
    (re.compile(r"\bг\. ?о\b\.?"), "го"),
    (re.compile(r"\bокр\b\.?"), "округ"),
)
_UNIT = re.compile(r"(?:район|округ|улус|кожуун)(?:а|у|е|ом)?$|(?:мр|го|мо)$")
_FORMATION = re.compile(r"образовани[еяюи]м?$")
_BETWEEN = re.compile(r"муниципальн|городск|административн")
_NAMELESS = re.compile(
    r"муниципальн|городск(?:ой|ого|ому|ом|им)$|имени$|район(?:а|у|е|ом)?$|округ(?:а|у|е|ом)?$"
)
"""Words of every name of a district: by them no two are told apart."""
_ADJECTIVE = re.compile(r"(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|ое)$")
_ENDING = re.compile(r"(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|а|е|у)?$")
_SHORTEST = 3
_OFFICE = re.compile(r"(?:администрац|управлени|отдел|комитет|департамент|образовани)\w*$|по$|и$")
"""«Администрация муниципального образования …» is its district."""


class District(NamedTuple):
    """A district as names say it.

    Attributes:
        stem: «алексин» of «Алексинского района»; empty for the office's own one.
        sort: «г» for a town, «р» for a district around it, empty where the words tell neither.
    """

    stem: str
    sort: str = ""


OWN = District("")
"""The office's own district, whatever it is called."""


def written_out(text: str) -> str:
    """Folded text with «р-н», «м. р.», «м. о.», «г. о.» as words."""
    plain = folded(text)
    for pattern, word in _WRITTEN_OUT:
        plain = pattern.sub(f" {word} ", plain)
    return plain


def without_regions(found: Sequence[str]) -> list[str]:
    """Words without the region: «… Тульской области», «… Республики Башкортостан»."""
    out: set[int] = set()
    for place, word in enumerate(found):
        if word not in REGION_WORDS:
            continue
        out.add(place)
        if place and _ADJECTIVE.search(found[place - 1]):
            out.add(place - 1)
        elif word.startswith("респ") and place + 1 < len(found):
            out.add(place + 1)
    return [word for place, word in enumerate(found) if place not in out]


def without_offices(found: Sequence[str]) -> list[str]:
    """Words without those of the office that a district is called by."""
    return [word for word in found if not _OFFICE.match(word)]


def named_districts(found: Sequence[str]) -> dict[District, tuple[int, ...]]:
    """Districts among the words of a name, each with the places of its words.

    Args:
        found: Words of a text that was written out.
    """
    return dict(_districts(found))


def districts_of(text: str) -> frozenset[District]:
    """What a text that is a district's own name says: «Заокский», «МО Заокский район», «г. Уфа»."""
    found = without_offices(without_regions(words(written_out(text))))
    if named := named_districts(found):
        return frozenset(named)
    sort = "г" if CITY_WORDS & set(found) else ""
    return frozenset(
        District(_stem(word), sort)
        for word in found
        if word not in CITY_WORDS and len(word) >= _SHORTEST and not _NAMELESS.match(word)
    )


def shown_district(text: str) -> str:
    """The first district of a name as the name writes it: «Алексинского района»; else empty."""
    found = words(written_out(text))
    for _, places in _districts(found):
        telling = places[0]
        span = found[min(places) : max(places) + 1]
        shown = [
            word.upper()
            if len(word) < _SHORTEST
            else word.capitalize()
            if word == found[telling]
            else word
            for word in span
        ]
        return " ".join(shown)
    return ""


def meet(some: Set[District], others: Set[District]) -> bool:
    """True when a district of one side may be one of the other."""
    return any(
        (one.stem == other.stem or (one.stem and other.stem and same_word(one.stem, other.stem)))
        and (not one.sort or not other.sort or one.sort == other.sort)
        for one in some
        for other in others
    )


def _districts(found: Sequence[str]) -> Iterator[tuple[District, tuple[int, ...]]]:
    for unit, word in enumerate(found):
        if not _is_unit(found, unit):
            continue
        before = _over(found, unit, -1)
        if before >= 0 and _ADJECTIVE.search(found[before]):
            yield District(_stem(found[before]), _sort_of(word)), (before, unit)
            continue
        after = _over(found, unit, 1)
        if after >= len(found) or set(found[after + 1 : after + 2]) & REGION_WORDS:
            continue
        if _ADJECTIVE.search(found[after]):
            yield District(_stem(found[after]), _sort_of(word)), (after, unit)
        elif not word.startswith("район") and _is_proper(found[after]):
            is_town = word == "го" or bool(
                {*CITY_WORDS, "городской", "городского"} & set(found[max(unit - 1, 0) : after])
            )
            yield District(_stem(found[after]), "г" if is_town else ""), (after, unit)


def _over(found: Sequence[str], unit: int, step: int) -> int:
    """Place of the nearest word that is no part of «муниципальный район», «городской округ город»."""
    place = unit + step
    while 0 <= place < len(found) and (
        _BETWEEN.match(found[place])
        or _is_unit(found, place)
        or (step > 0 and found[place] in CITY_WORDS)
    ):
        place += step
    return place


def _is_unit(found: Sequence[str], place: int) -> bool:
    word = found[place]
    before = found[place - 1] if place else ""
    if _FORMATION.match(word):
        return before.startswith("муниципальн")
    return _UNIT.match(word) is not None


def _is_proper(word: str) -> bool:
    known = LEGAL_ABBREVIATIONS | LEGAL_WORDS | LOCALITY_WORDS | REGION_WORDS
    return word.isalpha() and len(word) >= _SHORTEST and word not in known


def _sort_of(unit: str) -> str:
    return "р" if unit.startswith("район") or unit == "мр" else ""


def _stem(word: str) -> str:
    return _ENDING.sub("", word) or word
