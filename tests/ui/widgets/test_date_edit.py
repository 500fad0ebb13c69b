"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication

from quality_desktop.ui.widgets.date_edit import DateEdit, parse_date, shown_date


@given(day=st.dates())
def test_what_is_shown_is_read_again(day: date):
    if day.year >= 1000:
        assert parse_date(shown_date(day)) == day


@pytest.mark.parametrize(
    "text",
    [
        "05.07.2021",
        "5.7.2021",
        "5.7.21",
        "05/07/2021",
        "05,07,2021",
        " 05.07.2021 г.",
        "2021-07-05",
    ],
)
def test_many_ways_to_write_a_date_are_understood(text: str):
    assert parse_date(text) == date(2021, 7, 5)


def test_nothing_is_no_date():
    assert parse_date("  ") is None
    assert shown_date(None) == ""


@pytest.mark.parametrize("text", ["31.02.2021", "завтра", "05.07", "1.2.3.4", "99.99.9999"])
def test_what_is_no_date_is_refused_with_an_example(text: str):
    with pytest.raises(ValueError, match=r"например 05\.07\.2021"):
        parse_date(text)


@pytest.fixture
def edit(qtbot) -> DateEdit:
    edit = DateEdit()
    qtbot.addWidget(edit)
    edit.show_date(date(2021, 7, 5))
    return edit


@pytest.mark.gui
def test_a_date_is_told_when_it_was_entered_and_is_another(qtbot, edit):
    told: list[date | None] = []
    edit.edited.connect(told.append)
    edit.clear()
    qtbot.keyClicks(edit, "6.7.21")
    assert told == []
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert told == [date(2021, 7, 6)]
    assert edit.text() == "06.07.2021"


@pytest.mark.gui
def test_a_date_can_be_taken_away(qtbot, edit):
    told: list[date | None] = []
    edit.edited.connect(told.append)
    edit.clear()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert told == [None]


@pytest.mark.gui
def test_a_wrong_date_stays_visible_with_its_reason(qtbot, edit):
    edit.setText("31.02.2021")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "31.02.2021"
    assert not edit.has_valid_text
    assert "не дата" in edit.toolTip()
    assert edit.day == date(2021, 7, 5)
    assert edit.palette().text() == QApplication.palette().brightText()
    edit.setText("31.03.2021")
    assert edit.palette().text() == QApplication.palette().text()
    assert edit.toolTip() == edit.accessibleDescription() == ""


@pytest.mark.gui
def test_the_calendar_opens_by_keyboard_and_gives_a_day(qtbot, edit):
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = edit.findChild(type(edit._calendar))  # noqa: SLF001 - a popup has no other way in
    assert calendar.isVisible()
    assert calendar.selectedDate() == QDate(2021, 7, 5)
    calendar.clicked.emit(QDate(2021, 7, 12))
    assert edit.day == date(2021, 7, 12)
    assert not calendar.isVisible()
