"""Whether an addressee that the office typed in words is one or several.

Decision: words that are not surely about one are about several.

- Why: one who is greeted among «руководители» is not hurt, several who are greeted as one are: the
  letter then looks as if it were meant for somebody else.
- So: one is a dative of one («Директору», «Заведующей», «Главе»), or a name, at the beginning, and no
  second of them after a comma, a semicolon, «и» or in another line. «Школы района», «В организации»,
  «Двум школам» are several, though their first word is no dative of many.
"""

from __future__ import annotations

import re
from typing import Final

_POST: Final = (
    r"(?:\w+-)?(?:директор|руководител|начальник|заведующ|министр|заместител|председател|методист|специалист"
    r"|учител|педагог|ректор|координатор|куратор|тьютор|инспектор|секретар|бухгалтер|консультант|советник"
    r"|прокурор|губернатор|мэр|исполняющ|управляющ|воспитател|психолог|логопед|лице|детск\w+ сад)"
)
_ADJECTIVES: Final = r"(?!каждо|всему)(?:\w+(?:[ое]му|[ое]й) ){0,3}"
_ONE: Final = re.compile(
    rf"{_ADJECTIVES}(?:{_POST}(?:у|ю|[ое]му|(?<=щ)ей)|главе|коллеге|школе|гимназии|г-ну|г-же|госпоже)\b"
    r"|и\. ?о\.|врио\b|врип\b"
)
"""Begins with a dative of one that is known as such."""
_DATIVE: Final = re.compile(r"(?!каждо|всему|одну)(?:\w+[уюяа]щей|\w+(?:у|ю|ой)|средней|старшей)\b")
"""Begins with what may be nothing but a dative of one at the beginning of an addressee."""
_MANY: Final = re.compile(r"\w+[аяиы]м\b")
"""The dative of many ends so in every declension («Главам», «Директорам», «Заведующим»), that of one
never does."""
_LISTED: Final = re.compile(r"\bпо списку\b|\bсогласно списку\b|\bлист[ау] рассылки\b")
_TITLE: Final = r"[А-ЯЁ][А-ЯЁа-яё]+(?:-[А-ЯЁ][А-ЯЁа-яё]+)?"
_NAME: Final = re.compile(
    rf"{_TITLE} [А-ЯЁ]\. ?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\. ?[А-ЯЁ]\. ?{_TITLE}"
    rf"|(?:{_TITLE} ){{1,2}}[А-ЯЁ]\w+(?:ичу?|(?:ов|ев|ич)н[ае])\b(?: {_TITLE}\b)?"
)
"""«Иванову И.И.», «И.И. Иванову», «Иванову Ивану Ивановичу», «Максим Иванович»."""
_AFTER: Final = re.compile(r"\b(?:им\.|имени)")
"""Whose name a school bears is nobody to whom a letter goes."""
_NUMBER: Final = re.compile(r"№ ?\d")
_EDGES: Final = " \t«»\"'„“()[]–—-•*"


def is_one(typed: str) -> bool:
    """Whether words name one addressee; with the slightest doubt they name several.

    Args:
        typed: As the office typed them, in one line or several.
    """
    lines = [line for line in map(_plain, typed.splitlines()) if line]
    if not lines or names_several(typed) or len(_NUMBER.findall(typed)) > 1:
        return False
    first, small = lines[0], lines[0].casefold()
    return any((_NAME.match(first), _ONE.match(small), _DATIVE.match(small)))


def names_several(typed: str) -> bool:
    """Whether words surely name several: «Директорам школ», two directors, two names.

    Args:
        typed: As the office typed them, in one line or several.
    """
    lines = [line for line in map(_plain, typed.splitlines()) if line]
    parts = [part for line in lines for part in map(_plain, re.split(r"[,;]| и ", line)) if part]
    if not parts:
        return False
    first, small = parts[0].casefold(), [part.casefold() for part in parts]
    posts = sum(_ONE.match(part) is not None for part in small)
    if _DATIVE.match(first) and not _ONE.match(first) and not _NAME.match(parts[0]):
        posts += 1
    posts += sum(_begins_another(line) for line in lines[1:])
    return (
        posts > 1
        or sum(map(_names, parts)) > 1
        or any(_begins_many(line, is_first=line is lines[0]) for line in lines)
        or _LISTED.search(" ".join(small)) is not None
    )


def _begins_many(line: str, *, is_first: bool) -> bool:
    """«Руководителям школ»; no «делам молодёжи» that a line above goes on with."""
    is_own = is_first or line[:1].isupper()
    return is_own and _MANY.match(line.casefold()) is not None and not _NAME.match(line)


def _begins_another(line: str) -> bool:
    """A line with an addressee of its own, whose post is not among the known: «Повару СОШ № 2»."""
    words, small = line.split(), line.casefold()
    is_name = all(word[:1].isupper() and not word.isupper() for word in words) or _NAME.match(line)
    is_known = is_name or _ONE.match(small) is not None
    return line[:1].isupper() and not is_known and _DATIVE.match(small) is not None


def _names(part: str) -> int:
    school = _AFTER.search(part)
    return sum(school is None or found.start() < school.start() for found in _NAME.finditer(part))


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)
