"""Choice of known things by typing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from quality_desktop.ui.models.table_model import Choice
from quality_desktop.ui.widgets.completing_delegate import ChoiceEdit, find_choice
from tests.ui.drivers import type_text

PEOPLE = (
    Choice(key=1, text="Мастрюкова Л.И.", hint="главный инспектор"),
    Choice(key=2, text="Семёнова А.А.", hint="методист"),
    Choice(key=3, text="Семёнова А.Б."),
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("мастрюкова л.и.", 1),
        ("Мастр", 1),
        ("Мастрюкова Л. И.", 1),
        ("семенова а.а.", 2),
        ("Семёнова", None),
        ("", None),
        ("Иванов", None),
    ],
)
def test_a_typed_text_means_one_choice_or_none(text: str, key: int | None):
    found = find_choice(text, PEOPLE)
    assert (found.key if found else None) == key


@pytest.fixture
def several(qtbot) -> ChoiceEdit:
    edit = ChoiceEdit(PEOPLE, is_several=True)
    qtbot.addWidget(edit)
    edit.show()
    return edit


@pytest.mark.gui
def test_several_are_kept_in_order_and_once(several):
    several.setText("Семёнова А.Б.; мастр; Семёнова А.Б.")
    assert several.keys == (3, 1)
    several.show_keys((1, 3))
    assert several.text() == "Мастрюкова Л.И.; Семёнова А.Б."


@pytest.mark.gui
def test_a_stranger_is_named_in_the_refusal(several):
    several.setText("Мастрюкова Л.И.; Петров П.П.")
    with pytest.raises(ValueError, match=r"«Петров П\.П\.» нет в справочнике"):
        _ = several.keys


@pytest.mark.gui
def test_completion_works_on_the_part_under_the_cursor(qtbot, several):
    several.show_keys((1,))
    several.end(False)
    type_text(several, "; методист")
    popup = several.findChild(type(several.completer()), "") or several._completer  # noqa: SLF001
    assert popup.completionCount() == 1
    popup.activated.emit(popup.currentCompletion())
    assert several.text() == "Мастрюкова Л.И.; Семёнова А.А."
    assert several.keys == (1, 2)


@pytest.mark.gui
def test_one_choice_is_taken_from_the_list_by_keyboard(qtbot):
    edit = ChoiceEdit(PEOPLE, is_several=False)
    qtbot.addWidget(edit)
    edit.show()
    type_text(edit, "мастр")
    popup = edit._completer.popup()  # noqa: SLF001 - a popup is a window of its own
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert edit.keys == (1,)
