"""Completion of names, and the small list inside a cell."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from quality_desktop.domain.records import natural_id
from quality_desktop.services.cycle.responsibility import Choice, Party
from quality_desktop.ui.widgets.party_line import PartyLine, matching
from quality_desktop.ui.widgets.party_list import PartyList
from tests.ui.drivers import find, type_text

pytestmark = pytest.mark.gui


def choice(text, hint=""):
    return Choice(party=Party(person=natural_id("person", text)), text=text, hint=hint)


PYOTR = choice("Фёдоров\xa0П.П.", "методист")
ANNA = choice("Иванова\xa0А.А.", "инспектор")
CENTRE = choice("ИМЦ", "центр методистов")
CHOICES = (PYOTR, ANNA, CENTRE)
TEXTS = {c.party: c.text for c in CHOICES}


@pytest.fixture
def line(qtbot):
    made = PartyLine(CHOICES)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def rows(qtbot, environment):
    made = PartyList(CHOICES, TEXTS.__getitem__, environment.look)
    qtbot.addWidget(made)
    made.show_parties([PYOTR.party, ANNA.party])
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("федоров п", [PYOTR]),
        ("МЕТОДИСТ", [PYOTR, CENTRE]),
        ("и", [ANNA, CENTRE, PYOTR]),
        ("никто", []),
    ],
)
def test_people_are_found_by_any_of_their_words(typed, found):
    assert matching(CHOICES, typed) == found


def test_the_name_under_the_cursor_is_completed_and_the_others_stay(line, qtbot):
    type_text(line, "ИМЦ; фед")
    assert line.is_offering
    with qtbot.waitSignal(line.chosen) as chosen:
        qtbot.keyClick(line.completions, Qt.Key.Key_Return)
    assert chosen.args == [PYOTR.party]
    assert line.text() == "ИМЦ; Фёдоров\xa0П.П."


def test_the_whole_directory_is_offered_on_alt_space(line, qtbot):
    qtbot.keyClick(line, Qt.Key.Key_Space, Qt.KeyboardModifier.AltModifier)
    assert line.is_offering
    assert line.completions.model().rowCount() == 3
    line.completions.hide()


def test_enter_without_an_open_list_ends_the_line(line, qtbot):
    type_text(line, "никто")
    with qtbot.waitSignal(line.entered):
        qtbot.keyClick(line, Qt.Key.Key_Return)


def test_an_empty_directory_says_where_people_are_entered(qtbot):
    empty = PartyLine(())
    qtbot.addWidget(empty)
    assert "Справочники" in empty.placeholderText()


def test_buttons_move_and_remove_the_chosen_row(rows, qtbot):
    rows.list.setCurrentRow(1)
    find(rows, QToolButton, "partyUp").click()
    assert rows.parties == (ANNA.party, PYOTR.party)
    find(rows, QToolButton, "partyUp").click()  # already the first
    find(rows, QToolButton, "partyDown").click()
    assert rows.parties == (PYOTR.party, ANNA.party)
    find(rows, QToolButton, "partyRemove").click()
    assert rows.parties == (PYOTR.party,)


def test_nobody_is_added_twice(rows, qtbot):
    type_text(rows.line, "Иванова А.А.; ИМЦ")
    rows.line.completions.hide()
    qtbot.keyClick(rows.line, Qt.Key.Key_Return)
    assert rows.parties == (PYOTR.party, ANNA.party, CENTRE.party)
    assert rows.leftover == ""


def test_backspace_on_an_empty_line_takes_the_last_one_out(rows, qtbot):
    qtbot.keyClick(rows.line, Qt.Key.Key_Backspace)
    assert rows.parties == (PYOTR.party,)


def test_ctrl_enter_ends_the_edit_once(rows, qtbot):
    ends: list[bool] = []
    rows.finished.connect(ends.append)
    for _ in range(2):
        qtbot.keyClick(rows.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ends == [False]


def test_all_names_that_were_typed_are_added_when_the_last_is_taken_from_the_list(rows, qtbot):
    rows.show_parties([])
    type_text(rows.line, "Иванова А.А., ИМЦ, фед")
    qtbot.keyClick(rows.line.completions, Qt.Key.Key_Return)
    assert rows.parties == (ANNA.party, CENTRE.party, PYOTR.party)
    assert rows.leftover == ""


def test_a_name_that_nobody_has_is_told_and_stays_in_the_line(rows, qtbot):
    rows.show_parties([])
    type_text(rows.line, "Никто Н.Н., имц")
    qtbot.keyClick(rows.line.completions, Qt.Key.Key_Return)
    assert rows.parties == (CENTRE.party,)
    assert rows.leftover == "Никто Н.Н."
    assert "«Никто Н.Н.» нет в справочнике" in rows.reason.text()
