"""«Что сделать дальше» leads to the button and covers nothing that the work needs."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QToolTip

from quality_desktop.services.next_steps.rules import Place
from quality_desktop.ui.guidance import lead_to
from tests.ui.drivers import find, only

pytestmark = pytest.mark.gui


@pytest.fixture(autouse=True)
def no_bubble_left(qapp):
    yield
    QToolTip.hideText()


def bubble():
    shown = [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel") and w.isVisible()]
    return shown[0] if shown else None


def on_screen(widget):
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def test_the_bubble_stands_behind_the_buttons_and_leaves_the_sections_free(make_window, empty_file):
    driver = make_window(empty_file, only("directory"))
    lead_to(driver.window.deck, Place(tab="directory", view="Люди", button="Добавить"))
    driver.settle()
    shown = bubble()
    assert shown is not None
    assert "Добавить" in shown.text()
    sections = find(driver.window, QListWidget, "sections")
    assert not shown.geometry().intersects(on_screen(sections))
    assert sections.currentItem().text().startswith("Люди")


def test_a_button_that_appears_with_the_answer_is_pointed_out_then(make_window, empty_file):
    driver = make_window(empty_file, only("card"))
    place = Place(tab="card", button="Заполнить готовым текстом")
    lead_to(driver.window.deck, place)
    driver.settle()
    button = find(driver.window, QPushButton, "fillCard")
    assert driver.window.focusWidget() is button
    shown = bubble()
    assert shown is not None
    assert not shown.geometry().intersects(on_screen(button))


def test_a_button_that_is_not_there_leads_to_the_tab(make_window, empty_file):
    driver = make_window(empty_file, only("card"))
    lead_to(driver.window.deck, Place(tab="card", button="Такой кнопки нет"))
    driver.settle()
    assert bubble() is None
