"""A book arrives from the reading process as it was sent."""

import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.sheets import process
from quality_desktop.sheets.book_message import from_message, parse, to_message
from quality_desktop.sheets.cells import Area, Book, Refusal, Sheet
from quality_desktop.sheets.reader import read_books

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False),
    st.text(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)
ECHO = """
import sys
for line in sys.stdin.buffer:
    reply = {reply!r}
    sys.stdout.buffer.write(len(reply).to_bytes(8, "big") + reply)
    sys.stdout.buffer.flush()
"""


@given(st.lists(VALUES, max_size=6))
def test_every_value_arrives_as_it_was_sent(values):
    book = Book(name="ф", kind="xlsx", sheets=(Sheet(name="Л", rows=(tuple(values),)),))
    found = from_message(parse(to_message(book)))
    assert found == book
    assert [type(value) for value in found.sheets[0].rows[0]] == [type(value) for value in values]


def test_everything_about_a_book_arrives():
    places = frozenset({(0, 0), (1, 1)})
    sheet = Sheet(
        name="Л",
        rows=((datetime(2025, 1, 1, 8), date(2025, 1, 1)), (time(8), timedelta(hours=30))),
        is_hidden=True,
        merges=(Area(top=0, left=0, bottom=1, right=1),),
        hidden_rows=frozenset({1}),
        hidden_columns=frozenset({0}),
        percent_cells=places,
        date_cells=places,
        formula_cells=places,
        linked_cells=places,
        uncomputed_cells=places,
        error_cells=places,
    )
    book = Book(
        name="ф.csv",
        kind="csv",
        sheets=(sheet, sheet),
        warnings=(Problem(text="т", severity=Severity.WARNING, place="Л!A1"),),
        names={"имя": "Л!$A$1"},
        digest="d",
        encoding="cp1251",
        separator=";",
    )
    assert from_message(parse(to_message(book))) == book


@pytest.mark.parametrize(
    "reply",
    [
        b'{"failed": "Traceback"}',
        b"{}",
        b"[]",
        b"\xff",
        b"{",
        b'{"moment": "x"}',
        b'{"moment": "date", "iso": "x"}',
    ],
)
def test_a_reply_without_sense_is_a_refusal_and_a_line_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, reply: bytes
):
    command = [sys.executable, "-I", "-S", "-c", ECHO.format(reply=reply)]
    monkeypatch.setattr(process, "_command", lambda _child: command)
    (found,) = read_books([tmp_path / "форма.xlsx"])
    assert isinstance(found, Refusal)
    assert "нельзя прочитать безопасно" in found.sentence
    assert "форма.xlsx" in caplog.text
