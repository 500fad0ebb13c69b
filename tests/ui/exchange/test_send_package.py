"""«Отправить»: what a colleague lacks, a part, a password – and what to do next."""

import pytest
from PySide6.QtCore import Qt

from quality_desktop.services.exchange import policy
from quality_desktop.ui.exchange.send_package import SendPackage
from tests.ui.drivers import PATIENCE_MS, Driver, find, only

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("me")]


@pytest.fixture
def window(make_window, empty_file):
    return make_window(empty_file, only("directory"))


@pytest.fixture
def dialog(window, qtbot):
    window.window.exchange.show("send")
    driver = Driver(qtbot, find(window.window, SendPackage), window.operations)
    driver.settle()
    return driver


def test_a_colleague_can_read_what_was_packed_with_the_offered_words(
    dialog, join, empty_file, tmp_path
):
    shown = dialog.widget
    assert len(shown.password.words.text().split()) == 5
    offered = shown.password.words.text()
    shown.password.is_sealed.click()
    dialog.click("sendAnother")
    password = shown.password.words.text()
    assert password != offered
    shown.path.setText(str(tmp_path / "пакет.qpack"))
    dialog.click("exchangeApply")
    assert "готов" in shown.outcome.text()
    assert "пароль передайте по телефону" in shown.outcome.text()
    assert shown.packed.is_sealed
    boris = join("Борис", empty_file)
    with boris.look(tmp_path / "пакет.qpack", passwords=[password]) as preview:
        [file] = preview.files
    assert file.sender.name == "Проверка П.П."


def test_the_estimate_and_the_name_of_the_file_follow_the_recipient(dialog, qtbot):
    shown = dialog.widget
    assert "всё, а не только новое" in shown.estimate.text()
    shown.recipient.setEditText("Борис")
    qtbot.waitUntil(lambda: "«Борис»" in shown.estimate.text(), timeout=PATIENCE_MS)
    assert "Борис" in shown.path.text()
    assert shown.path.text().endswith(".qpack")


def test_an_existing_file_is_replaced_only_after_a_question(dialog, messages, tmp_path):
    shown, path = dialog.widget, tmp_path / "пакет.qpack"
    path.write_text("чужое", encoding="utf-8")
    shown.path.setText(str(path))
    dialog.click("exchangeApply")
    assert path.read_text(encoding="utf-8") == "чужое"
    messages.answer_next("replace")
    dialog.click("exchangeApply")
    assert path.read_bytes()[:2] == b"PK"
    assert len(messages.questions) == 2


def test_a_name_without_its_ending_gets_it_and_stays_in_its_folder(dialog, tmp_path):
    dialog.widget.path.clear()
    dialog.click("exchangeApply")
    assert "куда сохранить" in dialog.widget.outcome.text()
    dialog.widget.path.setText(str(tmp_path / "Петрова А.С."))
    dialog.click("exchangeApply")
    assert dialog.widget.packed.path == tmp_path / "Петрова А.С..qpack"


def test_a_part_with_nothing_ticked_is_refused_and_a_school_year_is_told(dialog, tmp_path):
    shown = dialog.widget
    shown.part.is_part.click()
    assert shown.part.lists.isVisible()
    directions = shown.part.directions
    assert directions.keys
    directions.nothing.click()
    shown.path.setText(str(tmp_path / "часть.qpack"))
    dialog.click("exchangeApply")
    assert "Ничего не отмечено: направления" in shown.outcome.text()
    directions.list.item(0).setCheckState(Qt.CheckState.Checked)
    shown.part.contacts.setChecked(False)
    dialog.click("exchangeApply")
    assert "готов" in shown.outcome.text()
    assert shown.remarks.text().startswith("В пакете часть файла: направления")
    assert "без телефонов" in shown.remarks.text()


def test_where_the_office_forbids_passwords_none_is_offered(window, dialog):
    window.operations.do(lambda store: policy.set_may_seal(store=store, may_seal=False))
    window.settle()
    window.window.exchange.show("send")
    dialog.settle()
    shown = dialog.widget
    assert shown.password.forbidden.isVisible()
    assert not shown.password.is_sealed.isVisible()
    assert shown.password.password is None


def test_without_the_lists_the_window_is_small_and_its_ticks_stand_together(dialog):
    shown = dialog.widget
    small = shown.height()
    between = shown.part.is_part.y() - shown.part.contacts.geometry().bottom()
    assert between < shown.part.contacts.height()
    shown.part.is_part.click()
    assert shown.height() > small
    assert shown.part.lists.height() > shown.height() // 3
    shown.part.is_part.click()
    assert shown.height() == small
