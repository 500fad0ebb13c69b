"""Remarks of a school beside the words of the office in one comment."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quality_desktop.services.forms.form_facts import school_remark, with_school_remark

lines = st.lists(st.text(max_size=6).map(lambda text: text.replace("\n", " ")), max_size=3)
notes = lines.map("\n".join)


@settings(max_examples=60)
@example(note="Уточнить.", first="с филиалом", later="", words="Звонили 5 мая.")
@given(note=notes, first=notes, later=notes, words=notes)
def test_a_remark_is_found_again_and_never_takes_the_words_of_the_office(note, first, later, words):
    known = with_school_remark(note, first)
    assert school_remark(known) == first
    below = f"{known}\n{words}"
    renewed = with_school_remark(below, later)
    assert school_remark(renewed) == later
    assert with_school_remark(renewed, "") == with_school_remark(below, "")


def test_words_written_below_a_remark_stay_when_the_school_answers_again():
    note = "Уточнить.\nШкола: с филиалом\nЗвонили 5 мая."
    assert with_school_remark(note, "без филиала\nи без лагеря") == (
        "Уточнить.\nШкола: без филиала\nШкола: и без лагеря\nЗвонили 5 мая."
    )
