"""All tabs stand side by side whatever the width: words are shortened, none goes behind arrows."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTabBar

from quality_desktop.ui.tab_list import tab_entries
from quality_desktop.ui.tab_titles import Wording, fit_titles
from tests.ui.units_tab import UnitsTab

pytestmark = pytest.mark.gui

ENTRIES = tab_entries()


@pytest.fixture
def bar(qtbot):
    made = QTabBar(expanding=False)
    qtbot.addWidget(made)
    for _ in ENTRIES:
        made.addTab("")
    return made


def width(bar):
    return sum(bar.tabRect(place).width() for place in range(bar.count()))


def texts(bar):
    return [bar.tabText(place) for place in range(bar.count())]


def test_with_room_the_titles_are_whole_and_need_no_tooltip(bar, environment):
    assert fit_titles(bar, ENTRIES, environment.look, 5000) is Wording.FULL
    assert texts(bar) == [entry.title for entry in ENTRIES]
    assert not any(bar.tabToolTip(place) for place in range(bar.count()))


def test_each_step_needs_less_room_and_is_taken_as_soon_as_the_one_before_is_too_wide(
    bar, environment
):
    room, widths = 5000, []
    for wording in Wording:
        assert fit_titles(bar, ENTRIES, environment.look, room) is wording
        widths.append(width(bar))
        assert widths[-1] <= room
        room = widths[-1] - 1
    assert fit_titles(bar, ENTRIES, environment.look, room) is Wording.ICONS
    fit_titles(bar, ENTRIES, environment.look, widths[0])
    assert width(bar) == widths[0]


@pytest.mark.parametrize("wording", [Wording.SHORT, Wording.SHORT_WITHOUT_ICONS, Wording.ICONS])
def test_what_is_left_out_is_in_the_tooltip_and_told_to_a_screen_reader(bar, environment, wording):
    room = 5000
    while fit_titles(bar, ENTRIES, environment.look, room) is not wording:
        room = width(bar) - 1
    spoken = QAccessible.queryAccessibleInterface(bar)
    for place, entry in enumerate(ENTRIES):
        assert entry.title in bar.tabToolTip(place) or bar.tabText(place) == entry.title
        assert spoken.child(place).text(QAccessible.Text.Name) == entry.title
        is_bare = bar.tabIcon(place).isNull()
        assert is_bare == (wording is Wording.SHORT_WITHOUT_ICONS)


def test_a_window_of_150_percent_on_a_small_screen_words_every_tab_and_a_wide_one_in_full(
    make_window, empty_file
):
    driver = make_window(empty_file, tuple(replace(entry, build=UnitsTab) for entry in ENTRIES))
    deck = driver.window.deck
    for wide, is_full in ((911, False), (2400, True)):
        driver.window.resize(wide, 480)
        driver.settle()
        assert width(deck.tabBar()) <= wide
        assert all(texts(deck.tabBar()))
        assert (texts(deck.tabBar()) == [entry.title for entry in ENTRIES]) is is_full
