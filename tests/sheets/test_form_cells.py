"""One cell of a form: the quick way and the careful way say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.sheets.cells import Area, Sheet
from quality_desktop.sheets.form_cells import odd_cells, plain_answer, read_cell, shown_value
from tests.sheets import form_samples as samples

ASKED = st.sampled_from(
    [*samples.conditions(), samples.element("share", type="whole", unit="%"), samples.marks()[0]]
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**13), st.floats(), st.text(max_size=12)
)


@given(value=VALUES, element=ASKED)
def test_the_quick_way_says_what_the_careful_way_says(value, element):
    quick = plain_answer(value, element)
    if quick is not None:
        careful = read_cell(Sheet(name="Форма", rows=((value,),)), 0, 0, element)
        assert (careful.answer, careful.problem, careful.remark) == (quick, "", "")


@given(value=VALUES, element=ASKED)
def test_no_cell_gives_both_an_answer_and_a_problem(value, element):
    reading = read_cell(Sheet(name="Форма", rows=((value,),)), 0, 0, element)
    assert not (reading.problem and not reading.answer.is_empty)
    assert len(reading.raw) <= 40


def test_a_cell_with_more_than_its_value_is_read_with_care():
    sheet = Sheet(
        name="Форма",
        rows=((1, 2), (3, 4)),
        merges=(Area(top=0, left=0, bottom=1, right=0),),
        percent_cells=frozenset({(1, 1)}),
    )
    odd = odd_cells(sheet)
    assert [(row, column) in odd for row in (0, 1) for column in (0, 1)] == [
        True,
        False,
        True,
        True,
    ]


def test_an_empty_cell_is_no_zero():
    assert plain_answer(None, samples.marks()[0]) == Answer()
    assert plain_answer(0, samples.marks()[0]) == Answer(digits=0)


def test_long_contents_are_cut_for_a_sentence():
    assert shown_value("а" * 100) == "а" * 39 + "…"
    assert shown_value(12.5) == "12,5"


@pytest.mark.parametrize(
    ("written", "digits", "told"),
    [
        ("12", 12, ""),
        (" 12 ", 12, ""),
        ("12 чел.", 12, "вписано «12 чел.», принято число 12: проверьте"),
        ("+9", 9, "вписано «+9», принято число 9: проверьте"),
        ("1 234", 1234, "вписано «1 234», принято число 1234: проверьте"),
    ],
)
def test_a_number_written_with_more_than_digits_is_taken_and_told(written, digits, told):
    reading = read_cell(Sheet(name="Форма", rows=((written,),)), 0, 0, samples.marks()[0])
    assert reading.answer == Answer(digits=digits)
    assert reading.remark == told


def test_a_word_of_yes_or_no_is_no_rewritten_number():
    yes_no = samples.element("has_staff", type="yes_no", unit="")
    reading = read_cell(Sheet(name="Форма", rows=(("да",),)), 0, 0, yes_no)
    assert (reading.answer, reading.remark) == (Answer(digits=1), "")
