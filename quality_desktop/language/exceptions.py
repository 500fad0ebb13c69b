"""Whole words that the rules decline wrongly, read from a data file.

Only whole words: a rule by ending that mends «Соловей» breaks «Воробей».
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from quality_desktop.domain.errors import QualityError
from quality_desktop.language.cases import Case, Gender

OBLIQUE_FORMS = 5
PARTS = ("surname", "given", "patronymic", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptions:
    """The program's list of exceptions.

    Attributes:
        forms: Five oblique forms in lower case by (part, gender, nominative in lower case).
        frozen_leads: First parts of hyphenated names that never change («Бонч-»), by part.
    """

    forms: Mapping[tuple[str, Gender, str], tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    frozen_leads: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def find(self, part: str, word: str, gender: Gender, case: Case) -> str | None:
        """The listed form with the capitals of the word, or None when the word is not listed."""
        found = self.forms.get((part, gender, word.lower()))
        if found is None:
            found = self.forms.get((part, Gender.UNKNOWN, word.lower()))
        if found is None:
            return None
        return with_capitals_of(word, word if case is Case.NOM else found[case.oblique_index])

    def is_frozen_lead(self, part: str, word: str) -> bool:
        """Whether the first part of a hyphenated name stays as it is."""
        return word.lower() in self.frozen_leads.get(part, frozenset())


def with_capitals_of(pattern: str, text: str) -> str:
    """The text written in capitals as the pattern is: ИВАНОВ, Иванов or иванов."""
    if len(pattern) > 1 and pattern.isupper():
        return text.upper()
    same = 0
    for ours, theirs in zip(text, pattern, strict=False):
        if ours.lower() != theirs.lower():
            break
        same += 1
    # the common beginning is copied letter by letter: «Римский», «де Голль», «МакКоналл»
    return pattern[:same] + text[same:]


def exceptions_from(data: Mapping[str, Any]) -> Exceptions:
    """Make the list from parsed data.

    The data has tables ``group`` of words that change alike: ``part``, ``gender`` («m», «f» or empty for
    both), ``cut`` letters dropped at the end, five ``endings`` and ``words``; and a table ``lead`` with
    first parts that never change, by part of the name.

    Raises:
        QualityError: A group is not what it must be; the sentence names it.
    """
    forms: dict[tuple[str, Gender, str], tuple[str, ...]] = {}
    try:
        for group in data.get("group", []):
            part, gender, endings = group["part"], Gender(group["gender"]), group["endings"]
            if part not in PARTS or len(endings) != OBLIQUE_FORMS:
                raise ValueError(f"{part}: {', '.join(endings)}")
            for word in group["words"]:
                lower = word.lower()
                stem = lower[: len(lower) - int(group["cut"])]
                forms[part, gender, lower] = tuple(stem + ending for ending in endings)
        leads = {
            part: frozenset(word.lower() for word in words)
            for part, words in data.get("lead", {}).items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise QualityError(
            f"Список исключений склонения записан неверно ({error}): поставьте программу заново."
        ) from error
    return Exceptions(forms=MappingProxyType(forms), frozen_leads=MappingProxyType(leads))


def load_exceptions(path: Path) -> Exceptions:
    """Read the list from a TOML file.

    Raises:
        QualityError: The file is missing or damaged.
    """
    try:
        return _exceptions(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise QualityError(
            f"Не удалось прочитать список исключений склонения «{path.name}»: поставьте программу заново."
        ) from error


@lru_cache(maxsize=2)
def _exceptions(text: str) -> Exceptions:
    """The list that a text says, remembered: it depends on the text alone, and nothing can change it.

    Every question about a name begins with the list; taking it apart would be most of the answer.
    """
    return exceptions_from(tomllib.loads(text))
