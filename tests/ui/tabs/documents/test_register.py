"""The register in the tab «Документы»: from a request to the reminder."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from quality_desktop.domain.directory import Person, School
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.ui.dialogs.addressees import AddresseesDialog
from quality_desktop.ui.dialogs.incoming import IncomingDialog
from quality_desktop.ui.dialogs.measure_schools import MeasureSchools
from quality_desktop.ui.dialogs.numbering import NumberingDialog
from quality_desktop.ui.dialogs.remind import RemindDialog
from quality_desktop.ui.tabs.documents.deck import REGISTER
from quality_desktop.ui.widgets.date_edit import shown_date
from tests.ui.drivers import PATIENCE_MS, type_text
from tests.ui.tabs.drivers_matrix import in_dialog
from tests.ui.tabs.drivers_register import RegisterDriver

pytestmark = pytest.mark.gui
SOON = date.today() + timedelta(days=7)


@pytest.fixture
def window(make_window, sample_file):
    return make_window(sample_file)


@pytest.fixture
def register(window, qtbot):
    def name_the_head(store):
        with store.work("Фамилия") as work:
            [paper] = work.all(Paper)
            head = work.get(Person, paper.signatory)
            work.put(replace(head, surname="Петрова", given="Анна", gender="f"))
            work.put(replace(paper, answer_due=date.today() - timedelta(days=1)))
            return work.commit()

    tab = window.show_tab("documents")
    tab.deck.show_side(REGISTER)
    driver = RegisterDriver(qtbot, tab.deck.register)
    driver.operations.do(name_the_head)
    driver.settle()
    return driver


def address_all(register) -> None:
    def fill(dialog: AddresseesDialog) -> None:
        register.settle()
        in_dialog(MeasureSchools, lambda asked: asked.save_button.click())
        dialog.add_schools.click()
        register.settle()
        dialog.reject()

    in_dialog(AddresseesDialog, fill)
    register.click("registerAddressees")


def test_a_paper_is_signed_then_sent_and_both_are_undone(register, window):
    assert register.lines == [("1048", "проект")]
    assert not register.is_offered("registerSend")
    register.click("registerSign")
    assert register.lines == [("1048", "подписан")]
    assert not register.is_offered("registerSign")
    register.click("registerSend")
    assert register.lines == [("1048", "отправлен")]
    window.undo()
    window.undo()
    assert register.lines == [("1048", "проект")]


def test_a_request_goes_to_schools_and_reminders_to_those_who_owe(register, messages, tmp_path):
    address_all(register)
    total = register.view.model.rows[0].asked
    assert total == 24

    def answer(dialog: AddresseesDialog) -> None:
        register.qtbot.waitUntil(lambda: len(dialog.model.rows) == total, timeout=PATIENCE_MS)
        dialog.grid.selectAll()
        dialog.grid.select_cell(0, 0)
        type_text(dialog.number, "№ 17")
        dialog.answered.click()
        register.settle()
        dialog.reject()

    in_dialog(AddresseesDialog, answer)
    register.click("registerAddressees")
    assert register.view.model.rows[0].answers == f"1 из {total}"

    def remind(dialog: RemindDialog) -> None:
        type_text(dialog.day, shown_date(SOON))
        dialog.take.click()

    in_dialog(RemindDialog, remind)
    register.click("registerRemind")
    letter = register.view.current
    assert letter is not None
    assert (letter.asked, letter.due) == (total - 1, SOON)
    assert f"адресатов: {total - 1}" in register.view.outcome.text()
    messages.paths = [tmp_path / "письма"]
    register.click("registerLetters")
    assert f"Записано писем: {total - 1}" in register.view.outcome.text()
    assert len(list((tmp_path / "письма").glob("*.docx"))) == total - 1


def test_an_incoming_paper_is_registered_under_the_next_number(register):
    def fill(dialog: IncomingDialog) -> None:
        assert dialog.number.text() == "1"
        type_text(dialog.from_whom, "Министерство")
        type_text(dialog.subject, "О мониторинге")
        dialog.take.click()

    in_dialog(IncomingDialog, fill)
    register.click("registerIncoming")
    register.settle()
    assert register.lines[0] == ("1", "зарегистрирован")
    assert register.view.model.rows[0].party == "Министерство"


def test_the_office_numbers_its_letters_as_it_always_did(register):
    def change(dialog: NumberingDialog) -> None:
        register.settle()
        line = next(one for one in dialog.lines if one.family == "letter")
        line.pattern.setText("07-12")
        dialog.take.click()
        assert "{n}" in dialog.refusal.text()
        line.pattern.setText("07-12/{n}")
        line.first.setValue(222)
        dialog.take.click()

    in_dialog(NumberingDialog, change)
    register.click("registerNumbers")

    def look(dialog: NumberingDialog) -> None:
        register.settle()
        line = next(one for one in dialog.lines if one.family == "letter")
        assert line.following.text() == "следующий: 07-12/222"
        dialog.reject()

    in_dialog(NumberingDialog, look)
    register.click("registerNumbers")


def test_a_paper_opened_from_the_register_is_shown_as_it_prints(register, window):
    register.click("registerShow")
    tab = window.show_tab("documents")
    assert tab.deck.pages.currentIndex() == 0


def test_the_model_keeps_the_rules_of_qt(register):
    tester = QAbstractItemModelTester(
        register.view.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    register.view.filter.search.setText("нет такого")
    register.view.filter.show_all()
    tester.deleteLater()


def test_files_of_the_answer_are_kept_inside(register, messages, tmp_path):
    address_all(register)
    report = tmp_path / "план.txt"
    report.write_text("план", encoding="utf-8")
    messages.paths = [report]

    def attach(dialog: AddresseesDialog) -> None:
        register.settle()
        dialog.grid.select_cell(0, 0)
        dialog.attach.click()
        register.settle()
        assert dialog.model.rows[0].files == 1
        dialog.reject()

    in_dialog(AddresseesDialog, attach)
    register.click("registerAddressees")


def test_a_school_that_left_is_not_offered(register):
    def leave(store):
        with store.work("Школа") as work:
            work.put(School(id=new_id(), short_name="Закрытая", is_active=False))
            return work.commit()

    register.operations.do(leave)
    register.settle()
    address_all(register)
    assert register.view.model.rows[0].asked == 24


def test_a_signed_paper_shows_its_requisites_locked_but_for_the_copy_mark(register, window):
    register.click("registerSign")
    register.click("registerShow")
    tab = window.show_tab("documents")
    register.settle()
    assert tab.requisites.signed.isVisibleTo(tab)
    assert not tab.requisites.number.isEnabled()
    assert tab.requisites.is_certified.isEnabled()
    window.undo()
    register.settle()
    assert tab.requisites.number.isEnabled()


def test_a_signed_paper_is_saved_by_its_key_after_tab_left_its_last_field(
    register, window, messages, qtbot
):
    """Tab leads from the last field that is not locked out of the tab, where the key was dead."""
    register.click("registerSign")
    register.click("registerShow")
    tab = window.show_tab("documents")
    register.settle()
    window.window.activateWindow()
    tab.requisites.certified_on.setFocus()
    qtbot.waitUntil(tab.requisites.certified_on.hasFocus)
    qtbot.keyClick(tab.requisites.certified_on, Qt.Key.Key_Tab)
    reached = QApplication.focusWidget()
    assert not tab.isAncestorOf(reached)
    messages.paths = [None]
    qtbot.keyClick(reached, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not messages.paths  # it was asked where to save
    register.settle()


def test_the_copy_mark_of_a_signed_paper_goes_off_when_the_copy_is_saved(
    register, window, messages, tmp_path
):
    def names(folder):
        messages.paths = [folder]
        tab.save_action.trigger()
        register.settle()
        return [path.name for path in folder.iterdir()]

    tab = window.show_tab("documents")
    draft, copy = tmp_path / "Проект", tmp_path / "Копия"
    draft.mkdir()
    copy.mkdir()
    register.click("registerShow")
    assert names(draft)
    assert tab.copy_action.isChecked()  # a draft keeps its requisites
    tab.deck.show_side(REGISTER)
    register.settle()
    register.click("registerSign")
    register.click("registerShow")
    assert tab.copy_action.isChecked()
    assert names(copy)
    assert not tab.copy_action.isChecked()
    assert tab.output.text().startswith("Сохранено: ")
    assert not tab.output.isHidden()
    window.undo()
    assert tab.copy_action.isChecked()
