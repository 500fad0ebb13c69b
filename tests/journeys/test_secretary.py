"""Stories of a secretary: an order is registered and printed; a request is answered by most.

An order with two appendices → number → signed → printed as it was signed whatever changes later.
A request to 12 schools → letters → 9 answer → a reminder to exactly the other 3.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QCheckBox

from quality_desktop.domain.directory import Person
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.responsibility import Role
from quality_desktop.services.register import addressees
from quality_desktop.ui.dialogs.addressees import AddresseesDialog
from quality_desktop.ui.dialogs.measure_schools import MeasureSchools
from quality_desktop.ui.dialogs.new_paper import NewPaper
from quality_desktop.ui.dialogs.remind import RemindDialog
from quality_desktop.ui.tabs.documents.deck import REGISTER
from quality_desktop.ui.tabs.documents.making import PaperMaking
from quality_desktop.ui.widgets.check_list import CheckList
from quality_desktop.ui.widgets.date_edit import shown_date
from tests.journeys.test_order_from_the_sample import docx_words
from tests.ui.drivers import find, type_text
from tests.ui.tabs.drivers_documents import DocumentsDriver
from tests.ui.tabs.drivers_matrix import MatrixDriver, in_dialog, plain
from tests.ui.tabs.drivers_register import RegisterDriver

pytestmark = [pytest.mark.gui, pytest.mark.journey]
ASKED, ANSWERED = 12, 9


def open_register(documents: DocumentsDriver) -> RegisterDriver:
    documents.tab.deck.show_side(REGISTER)
    register = RegisterDriver(documents.qtbot, documents.tab.deck.register)
    register.settle()
    return register


def test_an_order_with_two_appendices_is_registered_and_printed(
    make_window, sample_file, messages, tmp_path, qtbot
):
    window = make_window(sample_file)
    documents = DocumentsDriver(qtbot, window.show_tab("documents"))
    find(documents.tab, QCheckBox, "appendix-programme").click()
    documents.settle()
    documents.write("number", "77-к")

    def name_the_head(store):
        with store.work("Фамилия начальника") as work:
            [paper] = work.all(Paper)
            head = work.get(Person, paper.signatory)
            work.put(
                replace(head, surname="Петрова", given="Анна", patronymic="Ивановна", gender="f")
            )
            return work.commit()

    documents.operations.do(name_the_head)
    documents.settle()
    register = open_register(documents)
    register.click("registerSign")
    assert register.lines == [("77-к", "подписан")]

    matrix = MatrixDriver(qtbot, window.show_tab("matrix"))
    matrix.write("2.2", Role.COORDINATOR, "Вахрушина Э.Ф.")
    documents = DocumentsDriver(qtbot, window.show_tab("documents"))
    register.click("registerShow")
    documents.settle()
    messages.paths = [tmp_path / "Приказ"]
    word, pdf = documents.save_to(tmp_path / "Приказ")
    assert re.fullmatch(r"Приказ от \d\d\.\d\d\.\d{4} № 77-к\.docx", word)
    assert pdf == word.replace(".docx", ".pdf")
    words = docx_words(tmp_path / "Приказ" / word)
    assert "А.И. Петрова" in words
    assert "Приложение № 2" in words
    assert "Приложение № 3" not in words
    assert "Вахрушину Э.Ф., заместителя" not in words
    assert messages.refusals == []


def test_a_request_is_answered_by_most_and_the_others_are_reminded(
    make_window, sample_file, messages, tmp_path, qtbot
):
    window = make_window(sample_file)
    documents = DocumentsDriver(qtbot, window.show_tab("documents"))
    making = find(documents.tab, PaperMaking, "newPaper")

    def choose(dialog: NewPaper) -> None:
        codes = [dialog.kinds.item(row).data(256) for row in range(dialog.kinds.count())]
        dialog.kinds.setCurrentRow(codes.index("letter-request"))
        dialog.make.click()

    in_dialog(NewPaper, choose)
    making.by_kind.trigger()
    documents.settle()
    register = open_register(documents)
    register.choose("")
    register.click("registerNumber")
    assert register.view.current is not None
    assert (register.view.current.number, register.view.current.dated) == ("1", date.today())
    in_dialog(AddresseesDialog, lambda dialog: send_to_twelve(register, dialog))
    register.click("registerAddressees")

    messages.paths = [tmp_path / "Письма"]
    register.click("registerLetters")
    assert len(list((tmp_path / "Письма").glob("*.docx"))) == ASKED

    in_dialog(AddresseesDialog, lambda dialog: register.note_answers(dialog, ANSWERED, "№ 1"))
    register.click("registerAddressees")
    entry = register.view.current
    assert entry is not None
    assert entry.answers == f"{ANSWERED} из {ASKED}"

    later = date.today() + timedelta(days=7)

    def remind(dialog: RemindDialog) -> None:
        type_text(dialog.day, shown_date(later))
        dialog.take.click()

    in_dialog(RemindDialog, remind)
    register.click("registerRemind")
    reminder = register.view.current
    assert reminder is not None
    assert (reminder.asked, reminder.due) == (ASKED - ANSWERED, later)
    owed: list[str] = []
    documents.operations.ask(
        lambda store: [row.name for row in addressees.of_paper(store=store, paper=reminder.record)],
        owed.extend,
        owner=documents.tab,
    )
    documents.settle()
    register.click("registerShow")
    documents.settle()
    printed = documents.printed
    assert len(owed) == ASKED - ANSWERED
    assert f"от {date.today():%d.%m.%Y} № 1" in plain(printed)
    assert "ответ не получен" in plain(printed)
    assert messages.refusals == []


def send_to_twelve(register: RegisterDriver, dialog: AddresseesDialog) -> None:
    """Tick twelve of the schools of the district."""

    def tick(asked: MeasureSchools) -> None:
        ticked: CheckList = asked.schools
        for row in range(ASKED, ticked.list.count()):
            ticked.list.item(row).setCheckState(ticked.list.item(row).checkState().Unchecked)
        asked.save_button.click()

    register.settle()
    in_dialog(MeasureSchools, tick)
    dialog.add_schools.click()
    register.settle()
    assert len(dialog.model.rows) == ASKED
    dialog.reject()
