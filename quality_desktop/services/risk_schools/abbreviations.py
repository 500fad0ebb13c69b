"""Abbreviations of a paper in full, only those that its texts use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from quality_desktop.services.risk_schools.risk_words import ExamWords, sentence_of_abbreviations

_IN_FULL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ГИА": "государственная итоговая аттестация",
        "ЗПР": "задержка психического развития",
        "ИОМ": "индивидуальный образовательный маршрут",
        "ОВЗ": "ограниченные возможности здоровья",
        "ООП": "основная образовательная программа",
        "ПМПК": "психолого-медико-педагогическая комиссия",
        "ФГОС": "федеральный государственный образовательный стандарт",
        "ШМО": "школьное методическое объединение",
    }
)
"""What papers and titles of indicators shorten besides procedures."""
_WORD: Final = re.compile(r"\b[А-ЯЁ][А-ЯЁ0-9-]+\b")


def explained(texts: Iterable[str], words: ExamWords) -> str:
    """«Сокращения: ВПР – всероссийские проверочные работы.»; empty where nothing is shortened.

    Args:
        texts: What the paper says; an abbreviation in brackets stands beside its words already.
        words: How procedures are called.
    """
    told = "\n".join(texts)
    used = set(_WORD.findall(told))
    known = {
        words.procedure(code): full[:1].lower() + full[1:] for code, full in words.in_full.items()
    } | dict(_IN_FULL)
    return sentence_of_abbreviations(
        {short: known[short] for short in used & known.keys() if f"({short})" not in told}
    )
