"""Words and figures of a written date, whatever their case, spacing and dashes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Sort(Enum):
    """What a token of a written date is."""

    DAY = "day"  # numbers: day, month, year (0: none) of «25.11.2020»
    NUMBER = "number"
    YEAR = "year"
    YEARS = "years"  # two years: «2021-2022 гг.»
    SCHOOL_YEAR = "school year"
    MONTH = "month"  # numbers: month, or month and year of «05.2018»
    QUARTER = "quarter"
    HALF = "half"  # of a year: полугодие
    HALF_OF = "half of"  # первая половина чего-то
    DECADE = "decade"
    SEASON = "season"
    OF_YEAR = "of year"  # год, г.
    UNTIL = "until"  # «до»: a last day; before a month it begins
    END = "end"  # «до конца мая»
    TO = "to"  # «по», «не позднее»: the end of a span, or a last day
    FROM = "from"  # «с», «не ранее»: a first day
    AFTER = "after"  # the day before the first one
    DASH = "dash"
    AND = "and"
    BREAK = "break"  # end of a line, semicolon: what follows has years of its own
    COLON = "colon"
    NOISE = "noise"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it stands in the text."""

    sort: Sort
    start: int
    end: int
    numbers: tuple[int, ...] = ()

    @property
    def number(self) -> int:
        """Its only number, or the first of several."""
        return self.numbers[0] if self.numbers else 0


_STEMS: Final = (
    r"янв(?:ар(?:ь|я|е|ю|ем))?", r"фев(?:р(?:ал(?:ь|я|е|ю|ем))?)?", r"мар(?:т(?:а|е|у|ом)?)?",
    r"апр(?:ел(?:ь|я|е|ю|ем))?", r"ма(?:й|я|е|ю|ем)", r"июн(?:ь|я|е|ю|ем)?", r"июл(?:ь|я|е|ю|ем)?",
    r"авг(?:уст(?:а|е|у|ом)?)?", r"сен(?:т(?:ябр(?:ь|я|е|ю|ем))?)?", r"окт(?:ябр(?:ь|я|е|ю|ем))?",
    r"ноя(?:б(?:р(?:ь|я|е|ю|ем))?)?", r"дек(?:абр(?:ь|я|е|ю|ем))?",
)  # fmt: skip
_MONTHS: Final = tuple(re.compile(stem) for stem in _STEMS)
_SEASONS: Final = ((re.compile(r"весн\w*|весен\w+"), 3), (re.compile(r"лет(?:о|а|ом)|летн\w+"), 6),
                   (re.compile(r"осен\w+"), 9))  # fmt: skip
_ORDINALS: Final = (("перв", 1), ("втор", 2), ("трет", 3), ("четверт", 4))
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS: Final = (
    (Sort.OF_YEAR, re.compile(r"г|гг|год|года|году|годов|годы|годах|годом")),
    (Sort.QUARTER, re.compile(r"кв|квартал\w*")),
    (Sort.HALF, re.compile(r"полугоди\w*|пг")),
    (Sort.HALF_OF, re.compile(r"половин\w+")),
    (Sort.DECADE, re.compile(r"декад\w+")),
    (Sort.UNTIL, re.compile(r"до|к|ко")),
    (Sort.END, re.compile(r"кон(?:ец|ца|цу)")),
    (Sort.TO, re.compile(r"по|позднее|позже")),
    (Sort.FROM, re.compile(r"с|со|от|начиная")),
    (Sort.AFTER, re.compile(r"после")),
    (Sort.AND, re.compile(r"и|или|также")),
    (Sort.NOISE, re.compile(
        r"в|во|на|а|не|за|течени[еи]|период\w*|месяц\w*|мес|числ[оаеу]|включительно|срок\w*|дат\w*"
        r"|протяжени[ие]|весь|всего|всю|чем"
    )),
)  # fmt: skip


def _glued(date: str, last: str = "") -> str:
    """Dates without a space between them, to the end of their figures.

    Eight are proof enough: the last of a thousand is not looked at for each of them.
    """
    return rf"(?:(?:{date}){{8}}|(?:{date}){{1,7}}{last}(?!\d))"


_SHORT: Final = _glued(r"\d{1,2}\.(?:0[1-9]|1[0-2])")
_WITH_YEAR: Final = _glued(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d")
_WITH_SHORT_YEAR: Final = _glued(r"\d{1,2}\.(?:0[1-9]|1[0-2])\.\d\d", last=r"(?:\d\d)?")
"""What may be glued to a date: two lines of a cell that a table was pasted without."""
_TOKEN: Final = re.compile(
    rf"(?P<day>(?:(?<!\d)|(?<=\.(?:19|20)\d\d)|(?<=\.\d\d\.\d\d))\d{{1,2}}\s*[./]\s*\d{{1,2}}\s*[./]\s*"
    rf"(?:(?:19|20)\d\d(?={_WITH_YEAR})"
    # «15.09.2010.10.25» may be the year 2010 as well as 2020: it stays unclear
    rf"|(?<=\.\d\d\.)(?!(?:19|20)\d\d\.)\d\d(?={_WITH_SHORT_YEAR})|(?:\d{{4}}|\d{{2}})(?!\d)))"
    r"|(?P<month>(?<![\d./№])(?<!№ )(?:0?[1-9]|1[0-2])[./](?:19|20)\d{2}(?![\d./]))"
    rf"|(?P<short>(?:(?<![\d.])|(?<=\d\.(?:0[1-9]|1[0-2])))\d{{1,2}}\.(?:0[1-9]|1[0-2])"
    rf"(?:(?!\d)|(?={_SHORT})))"
    r"|(?P<pair>(?<!\d)\d{4}\s*[-/]\s*(?:\d{4}|\d{2})(?!\d)\s*(?P<school>уч(?:ебн\w*|\.)?)?)"
    r"|(?P<number>\d+)(?:\s*-?\s*(?:ый|ой|ий|ого|го|ом|ем|ая|ое|ые|й|я|е|м)(?![а-яa-z]))?"
    r"|(?P<roman>(?<![a-z\d])(?:i{1,3}|iv)(?:-?(?:ый|ой|й|м|ом|ая|я|е|ое)(?![а-я]))?(?![a-z]))"
    r"|(?P<from>(?<![а-я])не +ран(?:ее|ьше)(?![а-я]))"
    r"|(?P<word>[а-яa-z]+)\.?"
    r"|(?P<dash>-)|(?P<line>[\n;])|(?P<and>[,&+/])|(?P<colon>:)|(?P<other>[^\s.()«»\"]+)"
)
_PLAIN: Final[Mapping[str, Sort]] = {
    "dash": Sort.DASH,
    "line": Sort.BREAK,
    "and": Sort.AND,
    "colon": Sort.COLON,
    "from": Sort.FROM,
}
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_LOOKALIKES: Final = str.maketrans("aeopcxykmtbh", "аеорсхукмтвн")
"""Latin letters that look Russian, typed or scanned in a Russian word."""
_YEARS: Final = range(1990, 2100)


def folded(text: str) -> str:
    """The text in one spelling, letter for letter, so that places in it are places in the text."""
    letters: list[str] = []
    for letter in text:
        small = letter.lower()
        if letter in _DASHES:
            letters.append("-")
        elif letter in "\r\v\f\u2028\u2029":
            letters.append("\n")
        elif letter != "\n" and letter.isspace():
            letters.append(" ")
        else:
            letters.append(
                {"ё": "е", "\u0456": "i"}.get(small, small if len(small) == 1 else letter)
            )
    return "".join(letters)


def tokens(text: str) -> list[Token]:
    """The tokens of a text folded before."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    name = match.lastgroup or ""
    plain = _PLAIN.get(name)
    if plain is not None:
        return Token(plain, start, end)
    if match["month"]:
        month, year = (int(part) for part in re.findall(r"\d+", match[0]))
        sort = Sort.MONTH if year in _YEARS else Sort.UNKNOWN
        return Token(sort, start, end, (month, year))
    if match["day"] or match["short"]:
        written = re.findall(r"\d+", match[0])
        parts = [int(part) for part in written]
        year = parts[2] + 2000 * (len(written[2]) == 2) if len(parts) > 2 else 0
        if len(parts) > 2 and year not in _YEARS:
            return Token(Sort.UNKNOWN, start, end)
        return Token(Sort.DAY, start, end, (parts[0], parts[1], year))
    if match["pair"]:
        return _pair(match, start, end)
    if match["number"]:
        number = int(match["number"][:9])
        sort = Sort.YEAR if len(match["number"]) == 4 and number in _YEARS else Sort.NUMBER
        return Token(sort, start, end, (number,))
    if match["roman"]:
        return Token(Sort.NUMBER, start, end, (_ROMAN[re.split(r"[^iv]", match["roman"])[0]],))
    return _word(match["word"] or "", start, end)


def _pair(match: re.Match[str], start: int, end: int) -> Token:
    first, second = (int(part) for part in re.findall(r"\d+", match["pair"])[:2])
    second = second if second >= 100 else first - first % 100 + second
    if not (first in _YEARS and first < second and second in _YEARS):
        return Token(Sort.UNKNOWN, start, end)
    is_school = match["school"] is not None or ("/" in match["pair"] and second == first + 1)
    if is_school:
        return Token(
            Sort.SCHOOL_YEAR if second == first + 1 else Sort.UNKNOWN, start, end, (first,)
        )
    return Token(Sort.YEARS, start, end, (first, second))


def _word(word: str, start: int, end: int) -> Token:
    word = word.translate(_LOOKALIKES)
    for number, stem in enumerate(_MONTHS, start=1):
        if stem.fullmatch(word):
            return Token(Sort.MONTH, start, end, (number,))
    for season, month in _SEASONS:
        if season.fullmatch(word):
            return Token(Sort.SEASON, start, end, (month,))
    for stem_text, number in _ORDINALS:
        if word.startswith(stem_text):
            return Token(Sort.NUMBER, start, end, (number,))
    for sort, known in _WORDS:
        if known.fullmatch(word):
            return Token(sort, start, end)
    return Token(Sort.UNKNOWN, start, end)
