"""Endings of nouns and adjectives for phrases that name a position, a unit or a place.

Never used for surnames: those belong to the declension library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quality_desktop.language.cases import Case
from quality_desktop.language.exceptions import with_capitals_of

MASCULINE, FEMININE, NEUTER, COMMON = "m", "f", "n", "c"
AS_ACCUSATIVE = "*"  # masculine accusative: the genitive of the living, the nominative of things


@dataclass(frozen=True, slots=True, kw_only=True)
class Paradigm:
    """How a group of nouns changes.

    Attributes:
        gender: What adjectives agree with.
        cut: Letters dropped before an ending.
        endings: Genitive, dative, accusative, instrumental and prepositional.
    """

    gender: str
    cut: int
    endings: tuple[str, ...]


def _paradigm(gender: str, cut: int, endings: str) -> Paradigm:
    row = tuple("" if ending == "0" else ending for ending in endings.split())
    return Paradigm(gender=gender, cut=cut, endings=row)


PARADIGMS = {
    "директор": _paradigm(MASCULINE, 0, "а у * ом е"),
    "сторож": _paradigm(MASCULINE, 0, "а у * ем е"),
    "учитель": _paradigm(MASCULINE, 1, "я ю * ем е"),
    "секретарь": _paradigm(MASCULINE, 1, "я ю * ем е"),
    "планетарий": _paradigm(MASCULINE, 1, "я ю * ем и"),
    "дворец": _paradigm(MASCULINE, 2, "ца цу * цом це"),
    "посёлок": _paradigm(MASCULINE, 2, "ка ку * ком ке"),
    "глава": _paradigm(COMMON, 1, "ы е у ой е"),
    "школа": _paradigm(FEMININE, 1, "ы е у ой е"),
    "библиотека": _paradigm(FEMININE, 1, "и е у ой е"),
    "уборщица": _paradigm(FEMININE, 1, "ы е у ей е"),
    "няня": _paradigm(FEMININE, 1, "и е ю ей е"),
    "гимназия": _paradigm(FEMININE, 1, "и и ю ей и"),
    "область": _paradigm(FEMININE, 1, "и и ь ью и"),
    "село": _paradigm(NEUTER, 1, "а у о ом е"),
    "училище": _paradigm(NEUTER, 1, "а у е ем е"),
    "учреждение": _paradigm(NEUTER, 1, "я ю е ем и"),
    "бюро": _paradigm(NEUTER, 0, "0 0 0 0 0"),
    "замдиректора": _paradigm(COMMON, 0, "0 0 0 0 0"),
}

_HARD = ("ого", "ому", "", "ым", "ом")
_BACK = ("ого", "ому", "", "им", "ом")
_SOFT = ("его", "ему", "", "им", "ем")
_BACK_STEM = tuple("кгх")
_HUSHING_STEM = tuple("жшчщ")
_POSSESSIVE = {"третий": "треть"}
_STRESSED_FEMININE = frozenset({"большая", "чужая"})


def decline_noun(word: str, paradigm: Paradigm, case: Case, *, animate: bool) -> str:
    """The form of a noun whose paradigm is known; capitals as in the word."""
    if case is Case.NOM:
        return word
    ending = paradigm.endings[case.oblique_index]
    if ending == AS_ACCUSATIVE:
        if not animate:
            return word
        ending = paradigm.endings[0]
    return with_capitals_of(word, word.lower()[: len(word) - paradigm.cut] + ending)


def adjective_gender(word: str) -> str | None:
    """Gender of an adjective in the nominative singular, None when the word cannot be one."""
    lower = word.lower()
    if len(lower) < 4 or not re.fullmatch(r"[а-яё]+", lower):
        return None
    if lower.endswith(("ая", "яя")):
        return FEMININE
    if lower.endswith(("ое", "ее")):
        return NEUTER
    if lower.endswith(("ый", "ой")):
        return MASCULINE
    if lower.endswith("ий"):
        return MASCULINE if lower[-3] in "кгхжшчщн" or lower in _POSSESSIVE else None
    return None


def decline_adjective(word: str, case: Case, *, animate: bool) -> str | None:
    """The form of an adjective in the nominative singular, None when the word cannot be one.

    Hyphenated adjectives change in every part that has an ending («городской-районный»), the parts on
    «-о» and «-е» stay («информационно-методический»), and so do names («Усть-Калманский»).
    """
    if "-" in word:
        *leads, last = word.split("-")
        parts = [
            lead
            if lead.endswith(("о", "е")) or _is_name_before(lead, last)
            else decline_adjective(lead, case, animate=animate)
            for lead in leads
        ]
        parts.append(decline_adjective(last, case, animate=animate))
        known = [part for part in parts if part]
        return "-".join(known) if len(known) == len(parts) else None
    gender = adjective_gender(word)
    if gender is None:
        return None
    if case is Case.NOM:
        return word
    if gender == FEMININE:
        return with_capitals_of(word, _feminine_form(word.lower(), case))
    if case is Case.ACC and not (gender == MASCULINE and animate):
        return word
    index = 0 if case is Case.ACC else case.oblique_index
    lower = word.lower()
    stem, endings = lower[:-2], _masculine_endings(lower)
    if lower in _POSSESSIVE:
        stem = _POSSESSIVE[lower]
    return with_capitals_of(word, stem + endings[index])


def _is_name_before(lead: str, last: str) -> bool:
    return lead[:1].isupper() and last[:1].isupper() and adjective_gender(lead) is None


def _masculine_endings(lower: str) -> tuple[str, ...]:
    """Endings of a masculine or neuter adjective by its own ending and the end of its stem."""
    if lower.endswith(("ий", "ее")) and not lower[:-2].endswith(_BACK_STEM):
        return _SOFT
    return _BACK if lower[:-2].endswith((*_BACK_STEM, *_HUSHING_STEM)) else _HARD


def _feminine_form(lower: str, case: Case) -> str:
    """Feminine adjectives have one form for four cases."""
    stem = lower[:-2]
    soft = lower.endswith("яя") or (
        stem.endswith(_HUSHING_STEM) and lower not in _STRESSED_FEMININE
    )
    if case is Case.ACC:
        return stem + ("юю" if lower.endswith("яя") else "ую")
    return stem + ("ей" if soft else "ой")
