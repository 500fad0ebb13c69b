"""What looks the same to a person is the same text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quality_desktop.domain.spelling import folded, heading_key, natural_key, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Предмет", "ПРЕДМЕТ"),
        ("Отчёт", "отчет"),
        ("СОШ №3", "СОШ № 3"),
        ("СОШ N3", "СОШ №3"),
        ("\u0421\u041e\u0428", "CO\u0428"),
        ("Кол-во\u00a0участников", "Кол\u2011во участников"),
        ("арифмети- ческие", "арифметические"),
        ("ОЦЕНОЧ- НЫЕ", "Оценочные"),
        ("МА\u200b 4", "МА 4"),
    ],
)
def test_spellings_of_one_text_are_equal(one, other):
    assert folded(one) == folded(other)


@example("A- A")
@given(st.text())
def test_a_folded_text_stays_as_it_is(text):
    assert folded(folded(text)) == folded(text)


def test_a_heading_keeps_its_percent_sign():
    assert heading_key("2, %") == "2 %"
    assert heading_key("2, чел.") == "2 чел"
    assert words("№ 3, «Школа»") == ["3", "школа"]


def test_numbers_in_names_are_sorted_by_their_size():
    names = ["СОШ №10", "СОШ № 2", "Ёлка", "Елань", "СОШ № 2 с. Заречное"]
    assert sorted(names, key=natural_key) == [
        "Елань", "Ёлка", "СОШ № 2", "СОШ № 2 с. Заречное", "СОШ №10"
    ]  # fmt: skip
