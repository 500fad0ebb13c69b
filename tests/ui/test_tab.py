"""What every tab does with a small screen: 1366 × 768 at 150 % has 911 × 512 of ours."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSplitter

from quality_desktop.ui.tab_list import tab_entries
from tests.ui.drivers import find

pytestmark = pytest.mark.gui

SMALL = QSize(911, 480)
"""What a task bar and a title bar leave of it."""


@pytest.fixture
def window(make_window, sample_file):
    return make_window(sample_file)


@pytest.mark.parametrize("name", [entry.name for entry in tab_entries()])
def test_the_whole_window_stands_on_a_small_screen(window, name):
    tab = window.show_tab(name)
    window.window.showNormal()
    window.window.resize(SMALL)
    window.settle()
    least = window.window.minimumSizeHint()
    assert (least.width() <= SMALL.width(), least.height() <= SMALL.height()) == (True, True)
    assert window.window.size() == SMALL
    below = tab.window().statusBar().geometry()
    assert below.bottom() < SMALL.height()
    assert tab.geometry().height() > tab.minimumSizeHint().height()


@pytest.mark.parametrize("name", ["matrix", "card"])
def test_the_panel_is_narrow_in_a_narrow_window_and_at_ease_in_a_wide_one(window, name):
    tab = window.show_tab(name)
    window.window.showNormal()
    split = find(tab, QSplitter, "split")
    for width, least, most in ((911, 200, 205), (1366, 270, 280)):
        window.window.resize(width, SMALL.height())
        window.settle()
        assert least <= split.sizes()[1] <= most
