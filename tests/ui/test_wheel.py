"""The wheel scrolls a window; no field is turned because the pointer stood over it.

A tester scrolled the requisites of a draft and so changed, unseen, who signs it.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSpinBox

from quality_desktop.ui.tab_list import tab_entries
from quality_desktop.ui.widgets.naming import named
from tests.ui.drivers import find, only
from tests.ui.wheels import notch, turned_by_wheel

pytestmark = pytest.mark.gui


@pytest.mark.slow
def test_no_tab_has_a_field_that_the_wheel_turns(make_window, sample_file):
    window = make_window(sample_file)
    turned = {}
    for entry in tab_entries():
        window.show_tab(entry.name)
        turned[entry.title] = turned_by_wheel(window.widget)
    assert turned == {entry.title: [] for entry in tab_entries()}


def test_the_wheel_over_the_signatory_changes_nothing_even_after_a_click(make_window, sample_file):
    window = make_window(sample_file, only("documents"))
    signatory = find(window.show_tab("documents"), QComboBox, "signatory")
    before = signatory.currentText()
    signatory.setFocus()
    notch(signatory, down=True)
    notch(signatory, down=False)
    notch(signatory, down=False)
    assert signatory.currentText() == before


def test_a_figure_turns_only_while_the_keyboard_is_in_it(qtbot):
    field = named(QSpinBox(), "figure")
    qtbot.addWidget(field)
    notch(field, down=False)
    assert field.value() == 0
    assert field.focusPolicy() == Qt.FocusPolicy.StrongFocus
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    notch(field, down=False)
    assert field.value() == 1
