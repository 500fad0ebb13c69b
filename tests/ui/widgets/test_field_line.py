"""A field of a form: saved as it is left, refused with its reason."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from quality_desktop.services.field_values import Catalogue
from quality_desktop.services.office.directory_fields import LETTERHEAD, MUNICIPALITY
from quality_desktop.ui.widgets.field_line import FieldLine
from tests.ui.drivers import type_text

pytestmark = pytest.mark.gui


@pytest.fixture
def make(qtbot, environment):
    def made(fields, name, value):
        field = next(what for what in fields if what.name == name)
        line = FieldLine(field, environment.look)
        qtbot.addWidget(line)
        line.show()
        line.show_value(value, Catalogue())
        heard: list[object] = []
        line.entered.connect(heard.append)
        return line, heard

    return made


def enter(qtbot, line, text):
    assert isinstance(line.editor, QLineEdit)
    line.editor.selectAll()
    qtbot.keyClick(line.editor, Qt.Key.Key_Delete)
    type_text(line.editor, text)
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)


def test_a_value_is_handed_over_once_and_cleaned(make, qtbot):
    line, heard = make(MUNICIPALITY, "name", "Ишимбайский район")
    enter(qtbot, line, "  Белорецкий   район ")
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    assert heard == ["Белорецкий район"]
    assert line.text == "Белорецкий район"


def test_a_refused_text_stays_when_the_record_is_shown_again(make, qtbot):
    line, heard = make(MUNICIPALITY, "load_limit", 5)
    enter(qtbot, line, "много")
    line.show_value(5, Catalogue())
    assert line.text == "много"
    assert line.reason.isVisible()
    assert heard == []


def test_esc_gives_the_stored_text_back(make, qtbot):
    line, _ = make(MUNICIPALITY, "load_limit", 5)
    enter(qtbot, line, "много")
    qtbot.keyClick(line.editor, Qt.Key.Key_Escape)
    assert line.text == "5"
    assert not line.is_refused


def test_another_stored_value_replaces_a_refused_text(make, qtbot):
    line, _ = make(MUNICIPALITY, "load_limit", 5)
    enter(qtbot, line, "много")
    line.show_value(7, Catalogue())
    assert line.text == "7"
    assert not line.is_refused


def test_a_choice_is_handed_over_as_its_value(make):
    line, heard = make(LETTERHEAD, "layout", "single")
    assert isinstance(line.editor, QComboBox)
    assert line.editor.currentText() == "на одном языке"
    line.editor.setCurrentText("угловой")
    line.editor.activated.emit(line.editor.currentIndex())
    assert heard == ["corner"]
