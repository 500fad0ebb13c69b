"""Words that are read over the telephone."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop import paths
from quality_desktop.exchange.words import folded, new_passphrase, read_words, spoken

WORDS = read_words(paths.bundled().exchange_words)


def one_letter_apart(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:place] + long[place + 1 :] == short for place in range(len(long))
    )


def test_words_are_short_russian_words_each_once():
    assert len(set(WORDS)) == 1024
    assert all(re.fullmatch("[а-я]{3,11}", word) for word in WORDS)


def test_no_two_words_differ_in_one_letter_only():
    by_length: dict[int, list[str]] = {}
    for word in WORDS:
        by_length.setdefault(len(word), []).append(word)
    near = [
        (one, other)
        for size, words in by_length.items()
        for one in words
        for other in [*words, *by_length.get(size + 1, [])]
        if one[:1] == other[:1] and one < other and one_letter_apart(one, other)
    ]
    assert not near


@given(digest=st.binary(min_size=32, max_size=32))
def test_a_digest_is_told_in_eight_words(digest):
    told = spoken(digest, WORDS)
    number = 0
    for word in told:
        number = number << 10 | WORDS.index(word)
    assert number.to_bytes(10, "big") == digest[:10]


def test_a_passphrase_is_five_words_by_chance():
    made = {new_passphrase(WORDS) for _ in range(20)}
    assert len(made) == 20
    assert all(len(one.split()) == 5 and set(one.split()) <= set(WORDS) for one in made)


@pytest.mark.parametrize("typed", ["Елка Мост", "ёлка-мост", "  ЁЛКА   мост "])
def test_a_passphrase_is_the_same_however_it_is_typed(typed):
    assert folded(typed) == "елка мост"


def test_a_list_of_another_length_is_a_broken_program(tmp_path: Path):
    short = tmp_path / "words.txt"
    short.write_text("мост\nдуб\n", encoding="utf-8")
    with pytest.raises(ValueError, match="1024"):
        read_words(short)
