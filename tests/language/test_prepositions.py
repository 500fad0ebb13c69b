"""«во» stands before «в» and «ф» with a consonant."""

from __future__ import annotations

import pytest

from quality_desktop.language.prepositions import before_word


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("проводимые в ", "Всеволожском районе", "проводимые во "),
        ("В ", "Владимирской области", "Во "),
        ("в\u00a0", "Фрунзенском районе", "во\u00a0"),
        ("в ", "внутригородском районе", "во "),
        ("в ", "«Вместе»", "во "),
        ("в ", "Мценске", "во "),
        ("в ", "Воронеже", "в "),
        ("в ", "Фировском районе", "в "),
        ("в ", "Вяземском районе", "в "),
        ("в ", "Ишимбайском районе", "в "),
        ("в ", "ВПР", "в "),
        ("лев ", "Всеволожском", "лев "),
        ("кабинет 5в ", "Всеволожской школы", "кабинет 5в "),
        ("", "Всеволожский", ""),
    ],
)
def test_a_cluster_of_consonants_takes_a_vowel_before_it(text: str, word: str, expected: str):
    assert before_word(text, word) == expected
