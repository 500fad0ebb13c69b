"""Bold and italic parts of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.documents.marks import marked_runs, unmarked
from quality_desktop.documents.model import Run


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", ()),
        ("просто", (Run("просто"),)),
        ("срок **завтра**.", (Run("срок "), Run("завтра", is_bold=True), Run("."))),
        ("__(в рамках)__", (Run("(в рамках)", is_italic=True),)),
        ("от ____________ № ____________", (Run("от ____________ № ____________"),)),
        ("2 * 3 ** 4", (Run("2 * 3 ** 4"),)),
        ("на № _____ от _____ г.", (Run("на № _____ от _____ г."),)),
    ],
)
def test_only_marks_around_words_are_marks(text, runs):
    assert marked_runs(text) == runs


@given(st.text(alphabet="аб*_ .", max_size=30))
def test_no_letter_is_lost_but_marks(text):
    kept = unmarked(text)
    assert kept.replace("*", "").replace("_", "") == text.replace("*", "").replace("_", "")
