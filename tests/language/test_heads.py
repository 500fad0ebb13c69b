"""The tables of head words: every word stands with words that change as it does."""

from __future__ import annotations

import re

import pytest

from quality_desktop.language.heads import (
    PLACE_HEADS,
    POSITION_ADJECTIVES,
    POSITION_HEADS,
    TITLE_HEADS,
    UNIT_HEADS,
)
from quality_desktop.language.paradigms import PARADIGMS, adjective_gender

ENDINGS = {
    "директор": r".*([бвгдзклмнпрстфх]|врач|завуч)",
    "сторож": r".*[жщш]",
    "учитель": r".*([ьй])",
    "секретарь": r".*ь",
    "планетарий": r".*ий",
    "дворец": r".*ец",
    "посёлок": r".*ок",
    "глава": r".*[вт]а",
    "школа": r".*[бвдзлмнпрстф]а",
    "библиотека": r".*[кгхш]а",
    "уборщица": r".*ца",
    "няня": r".*ня",
    "гимназия": r".*ия",
    "область": r".*ь",
    "село": r".*о",
    "училище": r".*ще",
    "учреждение": r".*ие",
}
UNCHANGING = {"бюро", "замдиректора"}


def name_of(paradigm: object) -> str:
    return next(name for name, known in PARADIGMS.items() if known is paradigm)


@pytest.mark.parametrize("heads", [POSITION_HEADS, UNIT_HEADS, PLACE_HEADS, TITLE_HEADS])
def test_every_head_ends_as_its_paradigm_asks(heads):
    wrong = [
        (word, name)
        for word, paradigm in heads.items()
        if (name := name_of(paradigm)) not in UNCHANGING and not re.fullmatch(ENDINGS[name], word)
    ]
    assert wrong == []


def test_there_are_as_many_heads_as_offices_need():
    assert len(POSITION_HEADS) + len(POSITION_ADJECTIVES) >= 80
    assert all(adjective_gender(word) for word in POSITION_ADJECTIVES)


def test_every_paradigm_has_five_forms():
    assert {len(paradigm.endings) for paradigm in PARADIGMS.values()} == {5}
