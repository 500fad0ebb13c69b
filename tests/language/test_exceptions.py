"""The program's list of exceptions: whole words, read from a file that may be damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality_desktop.domain.errors import QualityError
from quality_desktop.language.cases import Case, Gender
from quality_desktop.language.exceptions import exceptions_from, load_exceptions, with_capitals_of

FILE = Path(__file__).parents[2] / "resources" / "language" / "exceptions.toml"


def test_only_whole_words_are_exceptions():
    listed = load_exceptions(FILE)
    assert listed.find("surname", "Соловей", Gender.MALE, Case.GEN) == "Соловья"
    assert listed.find("surname", "Жаворонсоловей", Gender.MALE, Case.GEN) is None
    assert listed.find("surname", "Соловей", Gender.FEMALE, Case.GEN) is None
    assert listed.find("surname", "ГРУША", Gender.FEMALE, Case.INS) == "ГРУШЕЙ"


def test_every_form_of_the_list_begins_as_its_word():
    listed = load_exceptions(FILE)
    assert len(listed.forms) > 300
    for (_, _, word), forms in listed.forms.items():
        assert all(form[:1] == word[:1] for form in forms)
        assert len(forms) == 5


@pytest.mark.parametrize(
    "content",
    [
        "[[group]]\npart = 'surname'",
        "group = 1",
        "[[group]]\npart='x'\ngender=''\ncut=0\nendings=[]\nwords=[]",
    ],
)
def test_a_damaged_list_is_one_sentence_for_the_user(tmp_path: Path, content: str):
    path = tmp_path / "exceptions.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QualityError, match="поставьте программу заново"):
        load_exceptions(path)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"not toml ["])
def test_an_unreadable_list_is_one_sentence_for_the_user(tmp_path: Path, content: bytes):
    path = tmp_path / "exceptions.toml"
    path.write_bytes(content)
    with pytest.raises(QualityError, match="Не удалось прочитать"):
        load_exceptions(path)


def test_a_missing_list_is_one_sentence_for_the_user(tmp_path: Path):
    with pytest.raises(QualityError, match="Не удалось прочитать"):
        load_exceptions(tmp_path / "none.toml")


def test_an_empty_list_is_a_list():
    assert exceptions_from({}).forms == {}


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [("ИВАНОВ", "иванова", "ИВАНОВА"), ("МакКой", "маккоя", "МакКоя"), ("иван", "ивана", "ивана")],
)
def test_capitals_follow_the_word(pattern: str, text: str, expected: str):
    assert with_capitals_of(pattern, text) == expected
