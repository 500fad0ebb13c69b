"""Every window of the exchange is in the menu, says its name and has a page of help behind F1."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from quality_desktop.services.help.book import read_book
from quality_desktop.ui.dialogs.help import HelpDialog
from tests.ui.drivers import PATIENCE_MS, find, only

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("me")]
NAMES = {
    "Отправить…": ("sendPackage", "отправить"),
    "Получить…": ("receiveWindow", "получить"),
    "Журнал обменов…": ("journalWindow", "журнал-обменов"),
    "История изменений…": ("historyWindow", "история"),
    "Расхождения…": ("conflictsWindow", "расхождения"),
    "Двойные записи…": ("duplicatesWindow", "двойные-записи"),
    "Закрытые периоды…": ("periodLocks", "закрытые-периоды"),
}


EMPTY = {
    "conflictsWindow": "Расхождений нет",
    "duplicatesWindow": "Двойных записей не найдено",
    "journalWindow": "Обменов ещё не было",
}
"""What a window without anything to show says."""


def test_each_is_opened_from_the_menu_says_what_belongs_there_and_goes_with_its_file(
    make_window, empty_file, qtbot
):
    window = make_window(empty_file, only("directory"))
    book = read_book(window.window.environment.help)
    exchange = book.page("exchange")
    assert exchange is not None
    headings = {one.anchor for one in exchange.headings}
    menus = window.window.menus.menus
    actions = {
        action.text().replace("&", ""): action for menu in menus for action in menu.actions()
    }
    for text, (name, heading) in NAMES.items():
        actions[text].trigger()
        window.settle()
        shown = find(window.window, QDialog, name)
        assert shown.isVisible()
        assert shown.windowTitle()
        if name in EMPTY:
            said = [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]
            assert any(EMPTY[name] in text for text in said)
            assert not find(shown, QPushButton, "exchangeApply").isEnabled()
        qtbot.waitUntil(lambda shown=shown: shown.isActiveWindow(), timeout=PATIENCE_MS)
        qtbot.keyClick(shown, Qt.Key.Key_F1)
        page = find(window.window, HelpDialog)
        assert page.isVisible()
        assert page.text.toPlainText().startswith("Обмен с коллегами")
        assert book.places[name] == f"exchange#{heading}"
        assert heading in headings
        page.close()
        shown.close()
    window.window.files.close()
    window.settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not any(window.window.findChild(QDialog, name) for name, _heading in NAMES.values())
