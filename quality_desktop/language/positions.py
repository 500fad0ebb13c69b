"""Declension of a position: «главный инспектор Управления образования» → «главному инспектору …»."""

from __future__ import annotations

import re

from quality_desktop.language.cases import Case
from quality_desktop.language.heads import (
    ABBREVIATED_ADJECTIVES,
    ABBREVIATED_HEADS,
    FROZEN_POSITION_LEADS,
    POSITION_ADJECTIVES,
    POSITION_HEADS,
)
from quality_desktop.language.paradigms import decline_adjective
from quality_desktop.language.phrases import (
    Vocabulary,
    decline_phrase,
    find_phrase,
    starts_nominative,
)

# «и.о.», «врио» and their spellings stand for any case, and so does the genitive after them
_ACTING = re.compile(r"(вр\.\s*)?и\.\s*о(\.|(?=\s|$))|(врио|врид|врип|ио)(?=\s|$)", re.IGNORECASE)
_PARTICIPLE = re.compile(r"[а-яё]+(ющ|ущ|ящ|ащ|вш)(ий|ая)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[,;]\s+|\s+[–—-]\s+|\s+и\s+")
_SURNAME = re.compile(r"[А-ЯЁ][а-яё]+([оеё]ва?|[иы]на?|[сц]кий|енко)")
_OPENING, _CLOSING = "«(„“", "»)”"

# A part after a comma that certainly is no second position in the nominative
_SURELY_OBLIQUE = re.compile(
    r"""
    [«"(№\d] | (?-i:[А-ЯЁ]{2,})\b | (по|в|во|на|с|со|к|за|при|для|от|из|о|об|без|у|до)\s |
    [\w-]*(ого|его|ой|ей|ых|их|ым|им|ыми|ими|ую|юю|ому|ему|ания|ения|ства|ии|ы|и|ов|ев|ами|ями|ам|ям|ью)\b |
    (права|труда|языка|языков|чтения|письма|пения|черчения|спорта|быта|мира|края|хозяйства|изо|мхк|обж)\b |
    (канд|докт|к|д)\.
    """,
    re.VERBOSE | re.IGNORECASE,
)


def position_vocabulary() -> Vocabulary:
    """The words positions are built on."""
    return Vocabulary(
        heads=POSITION_HEADS,
        adjectives=POSITION_ADJECTIVES,
        frozen_leads=FROZEN_POSITION_LEADS,
        abbreviations=ABBREVIATED_ADJECTIVES,
        animate=True,
    )


def split_parts(text: str) -> list[tuple[str, str]]:
    """Cut a phrase at commas, dashes and «и» outside quotes and brackets.

    Returns:
        Pairs of separator and part; joined in order they give the text letter by letter.
    """
    parts: list[tuple[str, str]] = []
    separator, start, position, depth = "", 0, 0, 0
    straight_open = False
    while position < len(text):
        letter = text[position]
        if letter == '"':
            straight_open = not straight_open
        elif letter in _OPENING:
            depth += 1
        elif letter in _CLOSING and depth:
            depth -= 1
        found = None if depth or straight_open else _SEPARATOR.match(text, position)
        if found:
            parts.append((separator, text[start:position]))
            separator, start, position = found.group(), found.end(), found.end()
        else:
            position += 1
    parts.append((separator, text[start:]))
    return parts


def decline_position(text: str, case: Case) -> str | None:
    """The position in a case, or None when the program is not sure of every word.

    Args:
        text: The position in the nominative, as the office writes it.
        case: The case; the nominative gives the text back.
    """
    if case is Case.NOM:
        return text
    if not text.strip():
        return None
    vocabulary = position_vocabulary()
    parts = split_parts(text)
    declined: list[str] = []
    for number, (separator, part) in enumerate(parts):
        form = _decline_part(part, case, vocabulary)
        if form is None and number and _stays(separator, part, vocabulary):
            form = part
        if form is None and number:
            form = _decline_participle(part, case)
        if form is None:
            return None
        declined += [separator, form]
    return "".join(declined)


def _decline_part(part: str, case: Case, vocabulary: Vocabulary) -> str | None:
    """One position of several; None when it is not one."""
    if _ACTING.match(part.strip()):
        return part
    if part.strip().lower().startswith(ABBREVIATED_HEADS):
        return part
    phrase = find_phrase(part, vocabulary)
    if phrase is None or _may_have_second_head(phrase.tail, vocabulary):
        return None
    if phrase.tail and _SURNAME.fullmatch(phrase.tail[0]):
        return None  # «директор Иванова»: a name got into the position
    return decline_phrase(phrase, case, vocabulary)


def _may_have_second_head(tail: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """«педагог организатор», «руководитель (начальник) отдела», «учитель (неизвестник)»."""
    text = " ".join(tail)
    if text.startswith("(") and not _SURELY_OBLIQUE.match(text[1:]):
        return True
    bracketed = (word for word in tail if word.startswith("("))
    return any(starts_nominative(start, vocabulary) for start in (text, *bracketed))


def _stays(separator: str, part: str, vocabulary: Vocabulary) -> bool:
    """Whether a part that is no position certainly depends on the one before it."""
    if starts_nominative(part, vocabulary):
        return False
    return separator.strip() == "и" or _SURELY_OBLIQUE.match(part) is not None


def _decline_participle(part: str, case: Case) -> str | None:
    """«…, курирующий вопросы образования»: the participle agrees, the rest stays."""
    first, space, rest = part.partition(" ")
    if not _PARTICIPLE.fullmatch(first):
        return None
    form = decline_adjective(first, case, animate=True)
    return None if form is None else form + space + rest
