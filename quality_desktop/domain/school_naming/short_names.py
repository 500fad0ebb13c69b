"""The short name of a school made of its official one: «МБОУ СОШ № 3 с. Кинзебулатово».

Only words that have a customary abbreviation are shortened, and the district and the region at
the end are left out; everything else stays as it is written, so that nothing is invented.
"""

from __future__ import annotations

import re

_LEGAL = re.compile(
    r"\b(?:муниципальн|государственн|госудаственн|частн|негосударственн|краев|областн|федеральн)\w* "
    r"(?:(?:государственн|бюджетн|автономн|казенн|казённ|некоммерческ|об\w*разовательн|об\w*ательн)\w* ){1,5}"
    r"(?:учреждени|организаци)\w*",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[str, str], ...] = (
    (r"открыт\w+ \(сменн\w+\) (?:средн\w+ )?обще\w*образовательн\w+ школ\w+", "О(С)ОШ"),
    (r"вечерн\w+ \(сменн\w+\) (?:средн\w+ )?обще\w*образовательн\w+ школ\w+", "В(С)ОШ"),
    (r"вечерн\w+ средн\w+ обще\w*образовательн\w+ школ\w+", "ВСОШ"),
    (r"начальн\w+ (?:обще\w*образовательн\w+ )?школ\w+\s*[-–—]\s*детск\w+ сад\w*", "НШ-ДС"),
    (r"средн\w+ обще\w*образовательн\w+ школ\w+\s*[-–—]\s*интернат\w*", "СОШ-интернат"),
    (r"средн\w+ обще\w*образовательн\w+ школ\w+", "СОШ"),
    (r"основн\w+ обще\w*образовательн\w+ школ\w+", "ООШ"),
    (r"начальн\w+ обще\w*образовательн\w+ школ\w+", "НОШ"),
)
_PLACES: tuple[tuple[str, str], ...] = (
    (r"поселк\w+ городского типа|посёлк\w+ городского типа", "пгт"),
    (r"рабоч\w+ пос[её]л\w+", "рп"),
    (r"сел(?:о|а|е)", "с."),
    (r"деревн(?:я|и|е)", "д."),
    (r"пос[её]л(?:ок|ка|ке)", "п."),
    (r"город(?:а|е)", "г."),
    (r"станиц(?:а|ы|е)", "ст."),
    (r"хутор(?:а|е)?", "х."),
)
_NAMED_AFTER = re.compile(r"\bимени\b", re.IGNORECASE)
_DISTRICT = re.compile(
    r"[\s,]+(?:"
    r"муниципальн\w+ (?:район|округ|образовани)\w*"
    r"|городск\w+ (?:округ|поселени)\w*"
    r"|сельск\w+ поселени\w*"
    r"|[А-ЯЁ][\w-]+(?:ск|цк)(?:ого|ий|ой) (?:муниципальн\w+ |городск\w+ )?(?:район|округ)\w*"
    r"|мр |го "
    r"|республик\w+ [А-ЯЁ]"
    r"|[А-ЯЁ][\w-]+(?:ск|цк)\w+ (?:област|кра)\w+"
    r").*$"
)
_TELLING = re.compile(r"школ|гимнази|лице|филиал|интернат|имени|\bим\.|\d", re.IGNORECASE)
"""After the district of a school stands what tells its branch."""
_LEAST_LEFT = 8
_OPENING, _CLOSING = "«“„", "»”"


def short_school_name(name: str) -> str:
    """The name with its customary abbreviations and without the district.

    Args:
        name: Official or any other name; what is short already comes back as it is.
    """
    written = " ".join(name.split())
    text = _LEGAL.sub(_abbreviation, _without_district(written))
    for pattern, short in _KINDS:
        text = re.sub(rf"\b{pattern}", short, text, flags=re.IGNORECASE)
    for pattern, short in _PLACES:
        text = re.sub(rf"\b(?:{pattern}) (?=[А-ЯЁ])", f"{short} ", text, flags=re.IGNORECASE)
    if text == written:
        return written
    text = re.sub(r"№\s*(?=\d)", "№ ", _NAMED_AFTER.sub("им.", text))
    return text.strip(" ,;")


def _abbreviation(found: re.Match[str]) -> str:
    """«МБОУ» of «Муниципальное бюджетное общеобразовательное учреждение», in the order of the words."""
    return "".join(word[0] for word in found[0].split()).upper()


def _without_district(text: str) -> str:
    """The name without the district and the region after it; quotes that were open are closed."""
    short = _DISTRICT.sub("", text)
    if short == text or len(short) < _LEAST_LEFT or _TELLING.search(text[len(short) :]):
        return text
    depth = sum(map(short.count, _OPENING)) - sum(map(short.count, _CLOSING))
    if depth > 0:
        short += "»" * depth
    elif short.count('"') % 2:
        short += '"'
    return short
