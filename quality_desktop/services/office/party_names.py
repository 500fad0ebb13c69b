"""Reading names that a person typed or pasted: who of the directory is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quality_desktop.services.cycle.responsibility import Choice, Party

_SEPARATORS = re.compile(r"[,;\n]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a typed text means.

    Attributes:
        parties: Those who were understood, in the order of the text, each once.
        reason: Why the text is refused, one sentence; empty when all of it was understood.
    """

    parties: tuple[Party, ...] = ()
    reason: str = ""


def read_parties(text: str, choices: Sequence[Choice]) -> Reading:
    """Find who is meant by names separated with commas, semicolons or line breaks.

    A name is understood as it is shown («Мастрюкова Л.И.», «ГРЦПИ (Гомзова Е.Б.)»), in full, by the
    surname alone, or by the full name of a unit; letters of any case, ё like е, any spaces.

    Args:
        text: What was typed; an empty text means nobody.
        choices: Whom the directory offers.
    """
    whole = [choice.party for choice in choices if _is_unit_with_separator(choice, text)]
    if len(whole) == 1:
        return Reading(parties=tuple(whole))
    found: dict[Party, None] = {}
    refusals: list[str] = []
    for part in _SEPARATORS.split(text):
        name = " ".join(part.split())
        if not name:
            continue
        meant = _meant_by(name, choices)
        if len(meant) == 1:
            found[meant[0]] = None
        elif meant:
            refusals.append(f"«{name}» – таких в справочнике несколько, выберите из списка")
        else:
            refusals.append(
                f"«{name}» нет в справочнике, выберите из списка или внесите туда сначала"
            )
    reason = "; ".join(refusals)
    return Reading(parties=tuple(found), reason=f"{reason}." if reason else "")


def read_around(
    typed: tuple[str, str], chosen: Party, choices: Sequence[Choice]
) -> tuple[Reading, str]:
    """Find who is meant by names typed before and after the one that was taken from a list.

    Args:
        typed: What stands before and after it.
        chosen: Who was taken.
        choices: Whom the directory offers.

    Returns:
        All who were understood with the reasons for the rest, and the rest as it was typed.
    """
    read = [(text, read_parties(text, choices)) for text in typed]
    before, after = (() if one.reason else one.parties for _, one in read)
    reasons = [one.reason.rstrip(".") for _, one in read if one.reason]
    rest = ", ".join(text for text, one in read if one.reason)
    parties = tuple(dict.fromkeys((*before, chosen, *after)))
    return Reading(parties=parties, reason=f"{'; '.join(reasons)}." if reasons else ""), rest


def _meant_by(name: str, choices: Sequence[Choice]) -> list[Party]:
    """Whom a name may mean; a closer kind of likeness leaves the looser ones out."""
    words = _words(name)
    if not words:
        return []
    for fits in (_is_shown_so, _is_full_name, _is_initialled, _is_surname):
        meant = [choice.party for choice in choices if fits(choice, words)]
        if meant:
            return meant
    return []


def _is_unit_with_separator(choice: Choice, text: str) -> bool:
    """A unit whose full name has a comma in it is no list of names."""
    has_separator = _SEPARATORS.search(choice.hint) is not None
    is_unit = choice.party.person is None
    return is_unit and has_separator and _words(choice.hint) == _words(text)


def _is_shown_so(choice: Choice, words: list[str]) -> bool:
    return _words(choice.text) == words


def _is_full_name(choice: Choice, words: list[str]) -> bool:
    is_both = choice.party.person is not None and choice.party.unit is not None
    return not is_both and _words(choice.full_name or choice.hint) == words


def _is_initialled(choice: Choice, words: list[str]) -> bool:
    """«Мастрюкова Лидия Ивановна» and «Мастрюкова Л.» mean «Мастрюкова Л.И.»."""
    known = _words(choice.full_name)
    if not 2 <= len(words) <= len(known) or words[0] != known[0]:
        return False
    return all(
        word.startswith(own) or own.startswith(word)
        for word, own in zip(words[1:], known[1:], strict=False)
    )


def _is_surname(choice: Choice, words: list[str]) -> bool:
    return len(words) == 1 and _words(choice.full_name)[:1] == words


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("ё", "е"))
