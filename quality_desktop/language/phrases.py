"""Declension of a phrase by its head word: adjectives to the left agree, all to the right stays.

A phrase that is not understood whole gives None: a question is better than «грцпившему».
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quality_desktop.language.cases import Case
from quality_desktop.language.paradigms import (
    COMMON,
    FEMININE,
    Paradigm,
    adjective_gender,
    decline_adjective,
    decline_noun,
)

_SPACES = re.compile(r"(\s+)")
_ADVERBS = frozenset({"временно"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that phrases of one kind are built on.

    Attributes:
        heads: Nouns with their paradigms.
        adjectives: Adjectives that stand as nouns («заведующая»).
        frozen_leads: First parts of hyphenated heads that never change.
        abbreviations: Abbreviated adjectives allowed before the head.
        animate: Persons have another accusative than things.
    """

    heads: Mapping[str, Paradigm]
    animate: bool
    adjectives: frozenset[str] = frozenset()
    frozen_leads: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase split at its head.

    Attributes:
        words: Words and the spaces between them, exactly as typed; joined they give the phrase.
        head: Index of the head in ``words``.
    """

    words: tuple[str, ...]
    head: int

    @property
    def tail(self) -> tuple[str, ...]:
        """The words to the right of the head."""
        return tuple(word for word in self.words[self.head + 1 :] if word.strip())


def find_phrase(text: str, vocabulary: Vocabulary) -> Phrase | None:
    """Split a phrase that begins with its head or with adjectives and the head, all in the nominative."""
    words = tuple(_SPACES.split(text))
    leads: list[str] = []
    for index, word in enumerate(words):
        if not word.strip():
            continue
        if _head_gender(word, vocabulary) is not None and not _is_lead(words, index, vocabulary):
            phrase = Phrase(words=words, head=index)
            return phrase if _agree(leads, _head_gender(word, vocabulary)) else None
        lower = word.lower()
        if lower in _ADVERBS or lower in vocabulary.abbreviations:
            continue
        if decline_adjective(word, Case.GEN, animate=True) is None:
            return None
        leads.append(word)
    return None


def decline_phrase(phrase: Phrase, case: Case, vocabulary: Vocabulary) -> str | None:
    """The phrase in a case; None when a word to the left of the head resists."""
    declined: list[str] = []
    for word in phrase.words[: phrase.head]:
        if not word.strip() or word.lower() in _ADVERBS or word.lower() in vocabulary.abbreviations:
            declined.append(word)
            continue
        form = decline_adjective(word, case, animate=vocabulary.animate)
        if form is None:
            return None
        declined.append(form)
    head = _decline_head(phrase.words[phrase.head], case, vocabulary)
    if head is None:
        return None
    return "".join([*declined, head, *phrase.words[phrase.head + 1 :]])


def starts_nominative(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the text begins like another phrase in the nominative (a second head or its adjective)."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    bare = first.lstrip("(-–—/").rstrip(").,;:")
    if not bare:
        return False
    # «учитель-новатор»: the known first part tells the case, the unknown second cannot be declined
    if _is_head_word(bare.split("-")[0], vocabulary):
        return True
    lower = bare.lower()
    return (
        lower.endswith(("ый", "ая", "яя", "кий", "щий", "ший"))
        and adjective_gender(bare) is not None
    )


def _agree(leads: list[str], head_gender: str | None) -> bool:
    genders = {adjective_gender(lead.split("-")[-1]) for lead in leads}
    if head_gender == COMMON:
        return len(genders) <= 1
    return genders <= {head_gender}


def _is_lead(words: tuple[str, ...], index: int, vocabulary: Vocabulary) -> bool:
    """Whether an adjective that may stand as a noun has its noun: «ответственный секретарь»."""
    following = words[index + 2 : index + 3]
    if words[index].lower() not in vocabulary.adjectives or not following:
        return False
    return following[0].split("-")[0].lower() in vocabulary.heads


def _is_head_word(word: str, vocabulary: Vocabulary) -> bool:
    lower = word.lower()
    return lower in vocabulary.heads or lower in vocabulary.adjectives


def _is_frozen_lead(part: str, vocabulary: Vocabulary) -> bool:
    latin = re.fullmatch(r"[A-Za-z]+", part) is not None
    abbreviation = len(part) > 1 and part.isupper() and not _is_head_word(part, vocabulary)
    return latin or abbreviation or part.lower() in vocabulary.frozen_leads


def _head_parts(word: str, vocabulary: Vocabulary) -> list[tuple[str, bool]] | None:
    """Parts of a (hyphenated) head with whether each changes, None when the word is no head."""
    parts = word.split("-")
    marked = [(part, _is_head_word(part, vocabulary)) for part in parts]
    if not any(changes for _, changes in marked):
        return None
    if any(not changes and not _is_frozen_lead(part, vocabulary) for part, changes in marked):
        return None
    return marked


def _head_gender(word: str, vocabulary: Vocabulary) -> str | None:
    parts = _head_parts(word, vocabulary)
    if parts is None:
        return None
    first = next(part for part, changes in parts if changes).lower()
    if first in vocabulary.heads:
        return vocabulary.heads[first].gender
    return FEMININE if first.endswith(("ая", "яя")) else adjective_gender(first)


def _decline_head(word: str, case: Case, vocabulary: Vocabulary) -> str | None:
    forms: list[str] = []
    for part, changes in _head_parts(word, vocabulary) or []:
        if not changes:
            forms.append(part)
        elif part.lower() in vocabulary.heads:
            paradigm = vocabulary.heads[part.lower()]
            forms.append(decline_noun(part, paradigm, case, animate=vocabulary.animate))
        else:
            form = decline_adjective(part, case, animate=vocabulary.animate)
            if form is None:
                return None
            forms.append(form)
    return "-".join(forms) if forms else None
