from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.documents.model import Run
from quality_desktop.writers.fonts import Fonts
from quality_desktop.writers.lines import Breaker, Line, Shape

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


def every_second(word: str) -> list[int]:
    return list(range(2, len(word) - 1, 2))


def broken(text: str, width: float, *, size: float = 10, first: float = 0) -> tuple[Line, ...]:
    breaker = Breaker(Fonts(FONTS), every_second)
    return breaker.lines(
        (Run(text),), size=size, is_bold=False, shape=Shape(width=width, first=first)
    )


def words(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(text for text, _face in line.chunks) for line in lines]


def test_lines_are_filled_one_after_another():
    assert words(broken("00 00 00", 25)) == ["00 00", "00"]


def test_the_first_line_may_be_shorter():
    assert words(broken("00 00 00", 25, first=10)) == ["00", "00 00"]


def test_a_line_ends_after_a_hyphen_between_letters():
    assert words(broken("городской-районный", 60)) == ["городской-", "районный"]


def test_a_name_with_a_hyphen_stays_in_one_line():
    assert words(broken("школа Усть-Кут", 60)) == ["школа", "Усть-Кут"]


def test_a_range_of_numbers_with_a_hyphen_stays_in_one_line():
    assert words(broken("00000 1-4", 38)) == ["00000", "1-4"]


def test_a_no_break_space_holds_words_together():
    assert words(broken("00000 №\u00a05", 38)) == ["00000", "№\u00a05"]


def test_a_word_wider_than_its_line_is_hyphenated():
    assert words(broken("функционирование", 30))[0].endswith("-")


def test_a_word_that_fits_into_the_next_line_is_not_hyphenated():
    assert words(broken("00000 функции", 48)) == ["00000", "функции"]


def test_a_word_wider_than_its_line_begins_at_the_end_of_the_line_before():
    first, *rest = words(broken("00 функционирование", 40))
    assert first.startswith("00 фу")
    assert first.endswith("-")
    assert "".join(one.rstrip("-") for one in (first, *rest)) == "00 функционирование"


def test_a_break_of_the_author_ends_a_line_that_is_not_stretched():
    lines = broken("а б\nв г", 500)
    assert words(lines) == ["а б", "в г"]
    assert [line.is_open for line in lines] == [False, False]


def test_all_lines_but_the_last_are_stretched():
    assert [line.is_open for line in broken("00 00 00 00 00", 25)] == [True, True, False]


def test_a_long_address_is_broken_after_a_slash_without_a_hyphen():
    lines = words(broken("https://ab.example.ru/documents/otchet", 100))
    assert lines == ["https://ab.example.ru/", "documents/otchet"]


def test_an_address_goes_on_after_its_own_hyphen_as_in_word_processors_and_gets_no_other():
    lines = words(broken("oo-raion@education.example", 60))
    assert lines[0] == "oo-"
    assert "".join(lines) == "oo-raion@education.example"


def test_an_empty_paragraph_has_one_line():
    assert words(broken("", 100)) == [""]


def test_a_word_in_two_faces_is_one_word():
    breaker = Breaker(Fonts(FONTS), every_second)
    runs = (Run("000 00", is_bold=True), Run("00"))
    lines = breaker.lines(runs, size=10, is_bold=False, shape=Shape(width=33))
    assert words(lines) == ["000", "0000"]
    assert [face for _text, face in lines[1].chunks] == ["Bold", "Regular"]


@given(
    runs=st.lists(
        st.builds(
            Run,
            st.text(alphabet="абвж -–\n\u00a0.1", max_size=60),
            is_bold=st.booleans(),
            is_italic=st.booleans(),
        ),
        max_size=4,
    ),
    width=st.floats(min_value=8, max_value=300),
)
def test_no_letter_is_lost_and_no_line_is_too_wide(runs: list[Run], width: float):
    breaker = Breaker(Fonts(FONTS), lambda _word: ())
    lines = breaker.lines(runs, size=11, is_bold=False, shape=Shape(width=width))
    printed = "".join(words(lines)).replace(" ", "")
    assert printed == "".join(run.text for run in runs).replace(" ", "").replace("\n", "")
    for line in lines:
        is_one_letter = len("".join(words((line,)))) == 1
        assert line.width <= line.room + 0.02 or is_one_letter or not line.chunks[0][0].strip(" ")


@pytest.mark.parametrize("text", [" а", "а ", "а  б", "\n", "а\n", "\n\nа", " \n "])
def test_spaces_and_breaks_at_the_edges_are_kept_apart(text: str):
    assert len(broken(text, 500)) == text.count("\n") + 1
