"""Reading a typed name: its parts, its gender when there is no doubt, letters of a foreign script in it."""

from __future__ import annotations

import re
import unicodedata

from quality_desktop.language.cases import Gender
from quality_desktop.language.given_names import FEMALE_NAMES, MALE_NAMES
from quality_desktop.language.names import PersonName


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INITIAL = r"[А-ЯЁA-Z][а-яё]?(?:\.-[А-ЯЁ])?\."
_WORD = r"[^\W\d_][^\W\d_'’]*(?:[-'’][^\W\d_]+)*"
_SURNAME = rf"{_WORD}(?:\s{_WORD})?"
_SURNAME_FIRST = re.compile(
    rf"(?P<s>{_SURNAME})\s*(?P<g>(?<=[\s])?{_INITIAL})\s*(?P<p>{_INITIAL})?"
)
_INITIALS_FIRST = re.compile(rf"(?P<g>{_INITIAL})\s*(?P<p>{_INITIAL})?\s*(?P<s>{_SURNAME})")

_PATRONYMIC_MALE = re.compile(r".{2,}(ович|евич|ич|оглы|оглу|улы|уулу|углы)", re.IGNORECASE)
_PATRONYMIC_FEMALE = re.compile(r".{2,}(овна|евна|ична|кызы|гызы|кизи|кысы)", re.IGNORECASE)
_TURKIC_SUFFIXES = _words("оглы оглу улы уулу углы кызы гызы кизи кысы")

_SURNAME_FEMALE = re.compile(r"[а-яё]{2,}([оеё]ва|[иы]на|[сц]кая)")
_SURNAME_MALE = re.compile(r"[а-яё]{3,}([оеё]в|[иы]н|[сц]кий)")
# Men bear these too: no clue
_COMMON_SURNAMES = _words("""
    щербина калина малина рябина осина долина вершина година дубина лучина былина волощина смородина
    паутина картина кручина скотина дружина старшина пружина половина судьбина сова подкова корова
    рева дуброва основа полова жернова церква дева лева сева слива нива кислина перепелина бидзина
    шина мина сина тина хина тына плева чева кочева крова обнова канава хижина перина пучина плотина
    низина лещина тычина гусина штына боровина горбина ватина вощина глина глыбина мякина
    """)


def parse(text: str) -> PersonName | None:
    """Take a typed name apart: full, with initials before or after, or a surname alone.

    The parts stay as typed, also in an oblique case («Мастрюкову Л.И.»); gender is set only when
    there is no doubt.

    Returns:
        The parts, or None when the text is no name of one person.
    """
    clean = " ".join(unicodedata.normalize("NFC", text).split()).strip(" ,;")
    if not clean or any(letter.isdigit() for letter in clean):
        return None
    for pattern in (_INITIALS_FIRST, _SURNAME_FIRST):
        found = pattern.fullmatch(clean)
        if found:
            return _named(found["s"], found["g"], found["p"] or "")
    words = clean.split(" ")
    if any(not re.fullmatch(_WORD, word) for word in words):
        return None
    return _parse_words(words)


def guess_gender(name: PersonName) -> Gender:
    """Gender by the parts of a name in the nominative; unknown unless there is no doubt."""
    by_patronymic = _gender_of_patronymic(name.patronymic)
    if by_patronymic is not Gender.UNKNOWN:
        return by_patronymic
    given = _gender_of_given(name.given)
    surname = _gender_of_surname(name.surname)
    clues = {given, surname} - {Gender.UNKNOWN}
    return clues.pop() if len(clues) == 1 else Gender.UNKNOWN


def mixed_scripts(text: str) -> list[str]:
    """Letters of another script inside words that have Cyrillic letters, in order.

    A recognised scan hides such letters («Мاستрюкова»), and a name with one is never found again.
    """
    alien: list[str] = []
    for word in re.findall(r"[^\W\d_]+", text):
        if any(_is_cyrillic(letter) for letter in word):
            alien += [letter for letter in word if not _is_cyrillic(letter)]
    return alien


def _is_cyrillic(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CYRILLIC")


def _parse_words(words: list[str]) -> PersonName | None:
    if words[-1].lower() in _TURKIC_SUFFIXES and len(words) >= 3:
        words = [*words[:-2], " ".join(words[-2:])]
    if len(words) == 1:
        return _named(words[0], "", "")
    if len(words) == 2:
        if _gender_of_patronymic(words[1]) is not Gender.UNKNOWN and _gender_of_given(words[0]):
            return _named("", words[0], words[1])
        return _named(words[0], words[1], "")
    if len(words) != 3:
        return None
    if _gender_of_patronymic(words[1]) is not Gender.UNKNOWN:
        return _named(words[2], words[0], words[1])
    return _named(*words)


def _named(surname: str, given: str, patronymic: str) -> PersonName:
    name = PersonName(surname=surname, given=given, patronymic=patronymic, gender=Gender.UNKNOWN)
    return PersonName(
        surname=surname, given=given, patronymic=patronymic, gender=guess_gender(name)
    )


def _gender_of_patronymic(patronymic: str) -> Gender:
    if _PATRONYMIC_MALE.fullmatch(patronymic):
        return Gender.MALE
    return Gender.FEMALE if _PATRONYMIC_FEMALE.fullmatch(patronymic) else Gender.UNKNOWN


def _gender_of_given(given: str) -> Gender:
    lower = given.lower()
    if lower in MALE_NAMES:
        return Gender.MALE
    return Gender.FEMALE if lower in FEMALE_NAMES else Gender.UNKNOWN


def _gender_of_surname(surname: str) -> Gender:
    """By the last part of a hyphenated surname; surnames that both genders bear are no clue."""
    last = surname.lower().split("-")[-1]
    if last in _COMMON_SURNAMES:
        return Gender.UNKNOWN
    if _SURNAME_FEMALE.fullmatch(last):
        return Gender.FEMALE
    return Gender.MALE if _SURNAME_MALE.fullmatch(last) else Gender.UNKNOWN
