"""Written dates moved to another year: years that are written move, months without a year stay."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final

_DAY: Final = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?P<a>\s*[./]\s*)(?P<month>\d{1,2})(?P<b>\s*[./]\s*)(?P<year>\d{4}|\d{2})(?!\d)"
)
_MONTH: Final = re.compile(
    r"(?<![\d./№])(?<!№ )(?P<month>0?[1-9]|1[0-2])(?P<gap>[./])(?P<year>(?:19|20)\d{2})(?![\d./])"
)
_LEAP_DAY: Final = re.compile(
    r"(?<!\d)29(?P<gap>\s+февраля\s+)(?P<year>\d{4})(?!\d)", re.IGNORECASE
)
_PAIR: Final = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<gap>\s*[-\u2011–—/]\s*)(?P<next>\d{4}|\d{2})(?!\d)"
)
_YEAR: Final = re.compile(r"(?<![\d.№/-])(?P<year>(?:19|20)\d{2})(?!\d)")
_ANY: Final = re.compile(
    "|".join(
        f"(?P<{name}>{re.sub(r'[?]P<[a-z]+>', '?:', pattern.pattern)})"
        for name, pattern in (
            ("day", _DAY),
            ("month", _MONTH),
            ("leap", _LEAP_DAY),
            ("pair", _PAIR),
            ("year", _YEAR),
        )
    ),
    re.IGNORECASE,
)


def moved(dates: str, years: int) -> str:
    """A written date so many years later: «Март-октябрь 2017 г.» -> «Март-октябрь 2018 г.».

    29 February becomes 28 where the other year has none.
    """

    def one(match: re.Match[str]) -> str:
        text = match[0]
        if match["day"]:
            return _DAY.sub(lambda m: _moved_day(m, years), text)
        if match["month"]:
            return text[:-4] + str(int(text[-4:]) + years)
        if match["leap"]:
            return _LEAP_DAY.sub(lambda m: _moved_leap_day(m, years), text)
        if match["pair"]:
            return _PAIR.sub(lambda m: _moved_pair(m, years), text)
        return str(int(text) + years)

    return _ANY.sub(one, dates)


def moved_title(title: str, year: int, years: int) -> str:
    """A title so many years later: only the plan's own year moves, not those of acts it names."""

    def one(match: re.Match[str]) -> str:
        return str(int(match["year"]) + years) if int(match["year"]) == year else match[0]

    def pair(match: re.Match[str]) -> str:
        return _moved_pair(match, years) if int(match["year"]) == year else match[0]

    moved_pairs = _PAIR.sub(pair, title)
    return moved_pairs if moved_pairs != title else _YEAR.sub(one, title)


def _moved_day(match: re.Match[str], years: int) -> str:
    day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
    full = year + 2000 if year < 100 else year
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(full, month)[1]:
        return match[0]
    last = monthrange(full + years, month)[1]
    shown = match["day"] if day <= last else str(last)
    later = f"{year + years:0{len(match['year'])}}"[-len(match["year"]) :]
    return f"{shown}{match['a']}{match['month']}{match['b']}{later}"


def _moved_leap_day(match: re.Match[str], years: int) -> str:
    year = int(match["year"]) + years
    return f"{min(29, monthrange(year, 2)[1])}{match['gap']}{year}"


def _moved_pair(match: re.Match[str], years: int) -> str:
    following = f"{int(match['next']) + years:0{len(match['next'])}}"[-len(match["next"]) :]
    return f"{int(match['year']) + years}{match['gap']}{following}"
