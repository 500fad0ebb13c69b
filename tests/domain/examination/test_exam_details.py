"""Distributions kept as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.examination.exam_details import Points, scores_of, tasks_of


def test_pupils_are_read_by_score():
    assert scores_of("0:1;5:3") == {0: 1, 5: 3}


def test_points_are_read_by_task():
    assert tasks_of("1:12/20;4К1:3/30") == {"1": Points(12, 20), "4К1": Points(3, 30)}


@pytest.mark.parametrize("text", ["", ";", "5", "5:", ":3", "x:3", "5:-1", "5:1/2"])
def test_what_is_no_count_of_pupils_is_left_out(text):
    assert scores_of(text) == {}


@pytest.mark.parametrize("text", ["", "1:5", "1:5/", "1:6/5", "1:0/0", "1:a/5"])
def test_what_is_no_points_of_a_task_is_left_out(text):
    assert tasks_of(text) == {}


@given(st.dictionaries(st.integers(0, 100), st.integers(0, 500)))
def test_every_distribution_comes_back(scores):
    assert scores_of(";".join(f"{score}:{n}" for score, n in scores.items())) == scores


@given(st.text())
def test_no_text_breaks_the_reading(text):
    scores_of(text)
    tasks_of(text)
