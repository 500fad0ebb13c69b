"""Every key means one thing."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from quality_desktop.ui.shortcuts import Shortcut


def test_no_two_actions_share_a_key():
    keys = Counter(shortcut.sequence.toString() for shortcut in Shortcut)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_is_one_that_qt_knows():
    for shortcut in Shortcut:
        assert not QKeySequence(shortcut.keys).isEmpty()


def test_every_key_has_a_russian_name_of_its_own():
    titles = [shortcut.title for shortcut in Shortcut]
    assert len(set(titles)) == len(titles)
    assert all(title[0].isupper() and title.isprintable() for title in titles)


def test_keys_are_shown_as_keyboards_write_them():
    assert Shortcut.NEXT_TAB.shown == "Ctrl+PgDn"
    assert Shortcut.MOVE_UP.shown == "Alt+↑"
    assert Shortcut.FINISH_TEXT.shown == "Ctrl+Enter"
