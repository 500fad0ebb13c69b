"""A school's name taken apart: its code, kind, number, locality and the words of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from quality_desktop.domain.school_naming.named_districts import (
    District,
    named_districts,
    without_offices,
    without_regions,
    written_out,
)
from quality_desktop.domain.school_naming.school_name_words import (
    CITY_WORDS,
    DISTRICT_WORDS,
    FOUNDERS,
    KINDS,
    LEGAL_ABBREVIATIONS,
    LEGAL_WORDS,
    LOCALITY_WORDS,
    OTHER_FOUNDERS,
    REGION_WORDS,
    SETTLEMENTS,
    SORT_WORDS,
)
from quality_desktop.domain.spelling import folded, words

ANY_KIND = "school"
"""Kind of a name that says «школа» and no more."""

_CODE = re.compile(r"(?<![^\W_])(?:edu|sch)[\s_-]?(\d{4,8})(?!\d)", re.IGNORECASE)
_PLAIN_CODE = re.compile(r"(?<![\w-])[о\u006f]{2}\s?[-–]\s?(\d{3,})(?!\d)", re.IGNORECASE)
_LEADING_CODE = re.compile(
    r"\s*(\d{6})\s*[-–—|:;.,]?\s*(?=[«\"]?(?:м[бакоу]{2,4}|г[бако]{2,4}|ч?оу|муниципальн|государствен|филиал"
    r"|сош|оош|нош|школа|гимназия|лицей|средняя|основная|начальная)\b|[«\"]?(?:муниципальн|государств))",
    re.IGNORECASE,
)
"""«203389 МБОУ СОШ № 1»: the code before the name; an index of the post has no school after it."""
_DIGITS = re.compile(r"(\d{4,})(?:[.,]0+)?", re.ASCII)
"""A code typed as a number may come back as «203389.0»."""
_DISTRICT_CODE = re.compile(r"\(?\breg\d+(?:_m\d+)?\b\)?\s*\|?", re.IGNORECASE)
_TAIL_OF_A_FORMULA = re.compile(r"\s*[+=][A-ZА-Я]{1,3}\d+\s*$")
_NAMED_AFTER = re.compile(
    r"\b(?:имени|имни|им\.|им(?= ))\s*((?:[а-яё]\.\s*){0,2}.+?)"
    r"(?=[»\"”)]|\s(?:с|д|г|п|х|ст|пгт|рп)\.|\s(?:села|деревни|города|поселка|станицы|хутора)\s|$)"
)
_BRANCH = re.compile(r"\bфилиал|\bф-л\b|\b(?:структурн|обособленн)\w+ подразделени")
_ADJECTIVE = re.compile(r"(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|ое)$")
_TYPO = 0.86
_LONG = 8
_MOST_LOST = 3
"""Letters that a typo may lose or add."""


@dataclass(frozen=True, slots=True)
class NameParts:
    """What is left of a name without legal form, spelling and district.

    Attributes:
        kind: Code of ``school_name_words.KINDS``; empty when the name says none.
        numbers: «№ 3» as «3».
        places: Locality after «с.», «г.» …
        own: Other words.
        after: Whom the school is named after; two schools of a town may differ in nothing else.
        is_branch: The name is of a branch, which is not its school.
        settlements: Sorts of the localities: «с», «д».
        founder: Code of ``school_name_words.FOUNDERS``; empty when the name tells none.
        districts: Districts that the name names; they are no part of its key.
    """

    kind: str
    numbers: frozenset[str]
    places: frozenset[str]
    own: frozenset[str]
    after: frozenset[str] = frozenset()
    is_branch: bool = False
    settlements: frozenset[str] = frozenset()
    founder: str = ""
    districts: frozenset[District] = frozenset()

    @property
    def is_telling(self) -> bool:
        """True when something singles the school out."""
        return bool(self.numbers or self.all_words)

    @property
    def is_of_one(self) -> bool:
        """False for a sort of schools or of pupils: «СОШ с УИОП», «Опорная школа»."""
        return bool(self.numbers or self.all_words - SORT_WORDS)

    @property
    def all_words(self) -> frozenset[str]:
        """Locality and own words."""
        return self.places | self.own

    @property
    def key(self) -> str:
        """Text that is equal for names that differ by habit only."""
        after = " ".join(["им", *sorted(self.after)]) if self.after else ""
        branch = "филиал" if self.is_branch else ""
        founder = OTHER_FOUNDERS.get(self.founder, "")
        parts = (self.kind, *sorted(self.settlements), self.letters, after, branch, founder)
        return " ".join(filter(None, parts))

    @property
    def letters(self) -> str:
        """Numbers and words as one text, for likeness."""
        return " ".join([*sorted(self.numbers), *sorted(self.all_words)])

    def with_places(self, places: frozenset[str]) -> NameParts:
        """The same name with a locality known from elsewhere."""
        return replace(self, places=places)


def split_code(text: str) -> tuple[str, str]:
    """Code and name of a text such as «МБОУ «СОШ № 1»(edu203389)» or «edu223017 | МБОУ …».

    The code comes back as it is compared (``code_key``). The name of a text that is nothing but
    a code is the text itself.
    """
    text = _TAIL_OF_A_FORMULA.sub("", text).strip()
    name = re.sub(r"\(\s*\)", "", _LEADING_CODE.sub("", _CODE.sub("", text))).strip(" |\t\u00a0")
    return code_key(text), name or text


def code_key(text: str) -> str:
    """Code in a text as it is compared: «sch223017» and «edu223017» -> «223017»; else empty.

    A text of nothing but digits, four or more, is a code itself.
    """
    if found := _CODE.search(text):
        return found[1]
    if found := _PLAIN_CODE.search(text):
        return f"оо-{found[1]}"
    if found := _LEADING_CODE.match(text):
        return found[1]
    plain = _DIGITS.fullmatch(text.strip())
    return plain[1] if plain else ""


def district_name(text: str) -> str:
    """Name of a district without its code: «reg22_m001 | Алейский район», «… (reg22_m001)»."""
    return _DISTRICT_CODE.sub(" ", _TAIL_OF_A_FORMULA.sub("", text)).strip(" |")


def district_key(text: str) -> str:
    """Stem that names a district: «Ишимбайский муниципальный район», «МР Ишимбайский район».

    A town and the district around it may share the stem and are told apart.
    """
    told = words(written_out(re.sub(r"\(.*?\)", " ", district_name(text))))
    found = without_offices(without_regions(told)) or told
    own = [re.sub(r"(?:ск|цк)(?:ий|ого)$", "", w) for w in found if not _is_district_word(w)]
    own = [word for word in own if word not in CITY_WORDS]
    return " ".join([*(["г"] if CITY_WORDS & set(found) else []), *own])


@lru_cache(maxsize=2048)  # whoever looks at a school looks at its name several times in a row
def name_parts(name: str) -> NameParts:
    """Take a name apart."""
    plain = _LEADING_CODE.sub("", _CODE.sub(" ", _TAIL_OF_A_FORMULA.sub("", name)))
    plain = folded(plain)
    code = code_key(plain)
    plain = written_out(_PLAIN_CODE.sub(" ", plain))
    founder = next((each for pattern, each in FOUNDERS if re.search(pattern, plain)), "")
    districts = frozenset(named_districts(words(plain)))
    kind = ""
    for pattern, each in KINDS:
        if re.search(pattern, plain):
            kind = each
            plain = re.sub(pattern, " ", plain)
            break
    plain = re.sub(r"\bшкол\w*\b", " ", plain)
    parts = _telling(kind, words(_NAMED_AFTER.sub(" ", plain)), code)
    if not parts.is_telling:
        parts = _telling(kind, words(plain), code)
    after = (
        word for text in _NAMED_AFTER.findall(plain) for word in _without_districts(words(text))
    )
    return replace(
        parts,
        after=frozenset(word for word in after if len(word) > 1),
        is_branch=_BRANCH.search(plain) is not None,
        founder=founder,
        districts=districts,
    )


def _telling(kind: str, found: Sequence[str], code: str) -> NameParts:
    numbers: set[str] = set()
    places: set[str] = set()
    own: set[str] = {code} if code else set()
    settlements: set[str] = set()
    is_place = False
    told = _without_districts(found)
    for number, word in enumerate(told, start=1):
        # The last word names a place and its sort: «Верхнее Село».
        if word in LOCALITY_WORDS and number < len(told):
            is_place = True
            settlements |= {SETTLEMENTS[word]} if word in SETTLEMENTS else set()
            continue
        if word.isdigit():
            numbers.add(word.lstrip("0") or "0")
        elif not (word in LEGAL_ABBREVIATIONS or _is_form_of(word, LEGAL_WORDS)) and len(word) > 1:
            (places if is_place or word in LOCALITY_WORDS else own).add(word)
        is_place = False
    return NameParts(
        kind,
        frozenset(numbers),
        frozenset(places),
        frozenset(own),
        settlements=frozenset(settlements) if places else frozenset(),
    )


def _without_districts(found: Sequence[str]) -> list[str]:
    """Words without the district, the region and the adjectives that name them."""
    out: set[int] = set()
    for place, word in enumerate(found):
        if not _is_district_word(word):
            continue
        out.add(place)
        out.update(
            near
            for near in (place - 1, place + 1)
            if 0 <= near < len(found) and _ADJECTIVE.search(found[near])
        )
        if word in REGION_WORDS and place + 1 < len(found):
            out.add(place + 1)
    for places in named_districts(found).values():
        out.update(places)
    return [word for place, word in enumerate(found) if place not in out]


def _is_district_word(word: str) -> bool:
    return word in REGION_WORDS or _is_form_of(word, DISTRICT_WORDS)


def _is_form_of(word: str, known: frozenset[str]) -> bool:
    """True for a word of a list, or a typo in a long one."""
    if word in known:
        return True
    return len(word) >= _LONG and any(
        len(k) >= _LONG
        and k[0] == word[0]
        and abs(len(k) - len(word)) <= _MOST_LOST
        and SequenceMatcher(None, word, k).ratio() >= _TYPO
        for k in known
    )
