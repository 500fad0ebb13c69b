"""Papers of any kind in the tab «Документы»: values, addressees, own kinds, pasted text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QCheckBox, QComboBox, QInputDialog

from quality_desktop.ui.dialogs.kind_parts import FieldButton
from quality_desktop.ui.dialogs.new_paper import ChooseClauses, NewPaper
from quality_desktop.ui.dialogs.own_appendix import OwnAppendix
from quality_desktop.ui.dialogs.paper_kinds import PaperKinds
from quality_desktop.ui.tabs.documents.values import TextLines
from tests.ui.drivers import PATIENCE_MS, find, only
from tests.ui.tabs.drivers_documents import DocumentsDriver
from tests.ui.tabs.drivers_matrix import in_dialog

pytestmark = pytest.mark.gui


@pytest.fixture
def window(make_window, sample_file):
    return make_window(sample_file, only("documents"))


@pytest.fixture
def documents(window, qtbot):
    return DocumentsDriver(qtbot, window.show_tab("documents"))


def make(documents, title: str) -> None:
    """Make a paper of a kind by the menu."""

    def choose(dialog: NewPaper) -> None:
        titles = [dialog.kinds.item(row).text() for row in range(dialog.kinds.count())]
        dialog.kinds.setCurrentRow(titles.index(title))
        dialog.make.click()

    in_dialog(NewPaper, choose)
    documents.tab.making.ask_kind()
    documents.qtbot.waitUntil(lambda: documents.tab.chooser.count() > 1, timeout=PATIENCE_MS)
    documents.settle()


def say(documents, name: str, text: str) -> None:
    """Type into a field of several lines and leave it."""
    edit = find(documents.tab, TextLines, name)
    edit.setPlainText(text)
    edit.finish()
    documents.settle()


def test_a_file_without_papers_offers_every_kind_and_nothing_that_needs_a_paper(
    make_window, empty_file, qtbot
):
    tab = make_window(empty_file, only("documents")).show_tab("documents")
    empty = DocumentsDriver(qtbot, tab)
    empty.settle()
    making = empty.tab.making
    assert making.isVisible()
    making.menu().aboutToShow.emit()
    assert making.by_kind.isEnabled()
    needs = (making.amend, making.extract, making.paste, making.appendix)
    assert not any(action.isEnabled() for action in needs)
    in_dialog(NewPaper, lambda dialog: dialog.make.click())
    making.ask_kind()
    qtbot.waitUntil(lambda: empty.tab.chooser.count() == 1, timeout=PATIENCE_MS)
    empty.settle()
    assert empty.tab.chooser.isVisible()
    assert not empty.tab.empty.isVisible()


def test_a_letter_is_made_filled_in_and_addressed(documents, window):
    make(documents, "Запрос с ответом к сроку")
    assert "Запрос с ответом" in documents.tab.chooser.currentText()
    say(documents, "field.что прислать", "план работы на год")
    say(documents, "addressees", "Директору МБОУ СОШ № 1\nДиректору МБОУ СОШ № 2")
    assert "Просим направить план работы на год в Управление образования" in documents.printed
    assert "Директору МБОУ СОШ № 2" in documents.printed
    documents.write("answer_due", "05.03.2027")
    assert "до 5 марта 2027 года" in documents.printed
    window.undo()
    assert "5 марта" not in documents.printed


def test_an_edited_part_of_a_letter_survives_another_value(documents):
    make(documents, "Запрос с ответом к сроку")
    documents.clause("Просим направить")
    documents.tab.clauses.editor.setPlainText("Свои слова о сроке.")
    documents.tab.clauses.editor.finish()
    documents.settle()
    say(documents, "field.о чем", "О плане")
    assert "Свои слова о сроке." in documents.printed
    assert "О плане" in documents.printed


def test_text_and_a_table_from_word_are_pasted_and_undone(documents, window):
    make(documents, "Письмо")
    data = QMimeData()
    data.setHtml(
        "<p>Вставленный <b>абзац</b>.</p><table><tr><td>Школа</td></tr><tr><td>№ 7</td></tr></table>"
    )
    QGuiApplication.clipboard().setMimeData(data)
    documents.tab.making.paste_text()
    documents.settle()
    assert "Вставленный абзац." in documents.printed
    assert "№ 7" in documents.printed
    assert "Вставлено частей: 2" in documents.outcome
    window.undo()
    assert "Вставленный" not in documents.printed


def say_name(name: str, button: FieldButton, field: str) -> None:
    """Choose a new field of the menu and name it."""

    def answer(dialog: QInputDialog) -> None:
        dialog.setTextValue(name)
        dialog.accept()

    in_dialog(QInputDialog, answer)
    [action] = button.menu().findChildren(QAction, field)
    action.trigger()


def test_a_kind_is_copied_worded_with_a_field_in_a_case_and_used(documents, window):
    def edit(dialog: PaperKinds) -> None:
        documents.qtbot.waitUntil(lambda: dialog.list.count() > 0, timeout=PATIENCE_MS)
        dialog.choose("letter-request")
        dialog.copy_as("Письмо директорам")
        documents.settle()
        assert dialog.list.currentItem().text() == "Письмо директорам  (вид управления)"
        dialog.parts.list.setCurrentRow(0)
        dialog.parts.text.setPlainText("Для работы ")
        dialog.parts.text.moveCursor(QTextCursor.MoveOperation.End)
        dialog.parts.insert.chosen.emit("{office.term:gen}")
        documents.settle()
        say_name("завуч", dialog.parts.insert, "party:ins")
        documents.settle()
        assert dialog.parts.read.text().endswith("[Завуч: кем, чем]")
        dialog.head.insert.chosen.emit("{district:gen}")
        documents.settle()
        assert "{district:gen}" in dialog.head.lines["heading"].toPlainText()
        dialog.parts.added.emit("clause", None)
        documents.settle()
        assert dialog.parts.list.count() == 3
        dialog.panels.setCurrentWidget(dialog.preview)
        documents.settle()
        documents.qtbot.waitUntil(lambda: dialog.preview.page_count > 0, timeout=PATIENCE_MS)
        pages = " ".join(dialog.preview.pdf.getAllText(0).text().split())
        assert "Для работы Управления образования" in pages
        assert "[Управление кратко: кого, чего]" in dialog.parts.list.item(0).text()
        dialog.reject()

    in_dialog(PaperKinds, edit)
    documents.tab.making.show_kinds()
    make(documents, "Письмо директорам  (вид управления)")
    assert "Для работы Управления образования" in documents.printed


def test_a_slip_in_the_words_of_a_kind_is_told_and_the_kind_stays(documents, window):
    def edit(dialog: PaperKinds) -> None:
        documents.qtbot.waitUntil(lambda: dialog.list.count() > 0, timeout=PATIENCE_MS)
        dialog.choose("letter-request")
        dialog.copy_as("Письмо")
        documents.settle()
        dialog.parts.text.setPlainText("Для {oficce:gen}")
        dialog.parts.finish()
        documents.settle()
        assert "неизвестное поле «oficce»" in dialog.said.text()
        dialog.choose("letter-results")
        assert "скопируйте его" in dialog.said.text()
        assert dialog.parts.text.isReadOnly()
        dialog.reject()

    in_dialog(PaperKinds, edit)
    documents.tab.making.show_kinds()


def test_an_extract_of_two_clauses_is_made_from_the_order(documents):
    def choose(dialog: ChooseClauses) -> None:
        texts = [dialog.clauses.item(row).text() for row in range(dialog.clauses.count())]
        assert not dialog.make.isEnabled()
        row = next(n for n, text in enumerate(texts) if text.startswith("1. "))
        dialog.clauses.item(row).setCheckState(dialog.clauses.item(row).checkState().Checked)
        dialog.make.click()

    in_dialog(ChooseClauses, choose)
    documents.tab.making.ask_extract()
    documents.settle()
    assert "ВЫПИСКА" in documents.printed
    assert "Выписка верна" in documents.printed


def test_a_party_of_the_text_is_chosen_from_units_and_people(documents):
    make(documents, "Информационное письмо о результатах")
    box = find(documents.tab, QComboBox, "party.центр")
    row = box.findText("ГРЦПИ")
    box.setCurrentIndex(row)
    box.activated.emit(row)
    documents.settle()
    assert "городской-районный центр педагогической информации" in documents.printed
    assert documents.tab.requisites.values.letterhead.currentText()


def test_an_appendix_of_own_words_is_written_and_taken_out(documents, window):
    def write(dialog: OwnAppendix) -> None:
        dialog.title.setText("Форма отчета")
        dialog.text.setPlainText("Пояснение.\nЧто\tСколько\nИтог\t5")
        dialog.keep.click()

    in_dialog(OwnAppendix, write)
    documents.tab.making.ask_appendix()
    documents.settle()
    assert "Приложение № 4" in documents.printed
    assert "Форма отчета Пояснение. Что Сколько Итог 5" in documents.printed
    box = find(documents.tab, QCheckBox, "appendix-text")
    assert box.text() == "Текст: Форма отчета"

    def reword(dialog: OwnAppendix) -> None:
        assert dialog.text.toPlainText().startswith("Пояснение.")
        dialog.title.setText("Форма отчета школы")
        dialog.keep.click()

    in_dialog(OwnAppendix, reword)
    [action] = documents.tab.findChildren(QAction, "rewordAppendix")
    action.trigger()
    documents.settle()
    assert "Форма отчета школы Пояснение." in documents.printed
    box = find(documents.tab, QCheckBox, "appendix-text")
    box.setChecked(False)
    documents.settle()
    assert "Форма отчета" not in documents.printed
    window.undo()
    assert "Форма отчета" in documents.printed
