"""Spaces that must not break and slips of the keyboard worth showing to the writer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quality_desktop.language.spaces import NBSP

_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_INITIAL = r"(?<!\w)[А-ЯЁ]\."
_GLUED = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"№[ \t]*(?=[\dА-Яа-яЁёA-Za-z_])", f"№{NBSP}"),
        (rf"({_INITIAL}) (?={_INITIAL})", r"\1" + NBSP),
        (rf"({_INITIAL}) ?(?=[А-ЯЁ][а-яё])", r"\1" + NBSP),
        (rf"([А-ЯЁ][а-яё]+) (?={_INITIAL})", r"\1" + NBSP),
        (rf"(\d) ?(?=({_MONTHS})\b)", r"\1" + NBSP),
        (rf"({_MONTHS}) (?=\d{{4}})", r"\1" + NBSP),
        (r"(\d{4}) ?(?=(г\.|гг\.|года|году|годов|годы)(?!\w))", r"\1" + NBSP),
        (r"(?<!\w)([ритк])\. (?=[подекн]\.)", r"\1." + NBSP),  # «р. п.», «и. о.», «т. д.»
        (r"(?<!\w)(г|ул|пр|пл|д|с|п|пос|дер|кв|обл|им) ?\. ?(?=[А-ЯЁ\d])", r"\1." + NBSP),
        (r" (?=[–—](\s|$))", NBSP),
        (r"(?<!\w)(от|до|с|по) (?=\d{1,2}\.\d{2}\.\d{4})", r"\1" + NBSP),
        (r"(?<![\w.(])(\d{1,2}\)) (?=\w)", r"\1" + NBSP),  # «1) ВПР, математика; 2) ОГЭ»
        (r"(?<![\d.,])(\d{1,2}) (?=класс(?:а|е|ы|ов|ам|ах)?\b)", r"\1" + NBSP),
        (r"(?<![\w(])(\+?[78]) (?=\(\d{3,5}\))", r"\1" + NBSP),  # «8 (48262) 2-11-34»
        (r"(?<!\w)(\+7|8) (?=\d{3,5} \d{1,3}[- ]\d\d)", r"\1" + NBSP),  # «8 347 250-88-71»
        (rf"(?<!\w)((?:\+7|8){NBSP}\(?\d{{3,5}}\)?) (?=\d{{1,3}}[- ]\d\d)", r"\1" + NBSP),
        (
            rf"((?:\+7|8){NBSP}\(?\d{{3,5}}\)?{NBSP}\d{{1,3}}) (\d\d) (?=\d\d\b)",
            rf"\1{NBSP}\2{NBSP}",
        ),
        (r"(?i)(?<!\w)(тел\.|факс|тел\./факс) (?=\+?\(?\d)", r"\1" + NBSP),
        (r"(\(\d{3,5}\)) (?=\d{1,3}-\d\d)", r"\1" + NBSP),
        (r"(\d) (?=%|(?:чел|руб|тыс|млн)\.)", r"\1" + NBSP),
    )
)
_SLIPS = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"««|»»", "Кавычки удвоены: оставьте одну пару."),
        (r" {2,}", "Два пробела подряд: оставьте один."),
        (r" [,;:](?=\s|$)", "Пробел перед знаком препинания: уберите его."),
        (r",,|(?<!\.)\.\.(?!\.)", "Знак препинания удвоен: оставьте один."),
        (r"\( | \)", "Пробел внутри скобок: уберите его."),
        (r"(?<=\s)-(?=\s)", "Вместо тире стоит дефис: поставьте «–»."),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip of the keyboard; nothing is mended silently.

    Attributes:
        start: Index of its first letter in the text.
        end: Index after its last letter.
        text: One Russian sentence.
    """

    start: int
    end: int
    text: str


def glued(text: str) -> str:
    """The text with no-break spaces where a line must not end; no other letter changes.

    After «№» and «г.», between initials and surname, inside dates, before a dash.
    """
    for pattern, replacement in _GLUED:
        text = pattern.sub(replacement, text)
    return text


def single_spaced(text: str) -> str:
    """The text without spaces in a row and at its ends: a fact that is missing leaves such ones."""
    return re.sub(" {2,}", " ", text).strip(" ")


def slips(text: str) -> list[Slip]:
    """Doubled quotes, spaces and marks, unpaired quotes: for the writer to judge, in order of place."""
    found = [
        Slip(start=match.start(), end=match.end(), text=said)
        for pattern, said in _SLIPS
        for match in pattern.finditer(text)
    ]
    return sorted([*found, *_unpaired_quotes(text)], key=lambda slip: slip.start)


def _unpaired_quotes(text: str) -> list[Slip]:
    open_at: list[int] = []
    lonely: list[int] = []
    for index, letter in enumerate(text):
        if letter == "«":
            open_at.append(index)
        elif letter == "»" and open_at:
            open_at.pop()
        elif letter == "»":
            lonely.append(index)
    said = "Кавычка без пары: закройте её или уберите."
    return [Slip(start=index, end=index + 1, text=said) for index in [*open_at, *lonely]]
