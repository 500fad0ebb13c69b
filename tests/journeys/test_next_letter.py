"""Story: the office makes the next letter like the one it sent, with a kind of its own.

New file from the sample of a letter → the letter prints → a new letter of the office's kind → its date,
links and term → text pasted from Word → saved in both formats → an order of two appendices for it.
"""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QWidget

from quality_desktop.ui.dialogs.new_file import NewFileDialog
from quality_desktop.ui.dialogs.own_appendix import OwnAppendix
from tests.journeys.test_order_from_the_sample import docx_words
from tests.ui.drivers import find
from tests.ui.tabs.documents.test_kinds_of_papers import make, say
from tests.ui.tabs.drivers_documents import DocumentsDriver
from tests.ui.tabs.drivers_matrix import in_dialog

pytestmark = [pytest.mark.gui, pytest.mark.journey]


def choose_the_sample(dialog):
    find(dialog, QRadioButton, "sample-zaoksky").setChecked(True)
    find(dialog, QPushButton, "create").click()


def test_from_the_letter_that_was_sent_to_the_next_one_and_an_order(
    make_window, messages, tmp_path, qtbot
):
    window = make_window()
    path, folder = tmp_path / "Отдел.quality", tmp_path / "Письма"
    folder.mkdir()
    messages.paths = [path, folder]
    in_dialog(NewFileDialog, choose_the_sample)
    qtbot.mouseClick(find(window.window, QWidget, "newFile"), Qt.MouseButton.LeftButton)
    window.settle()

    documents = DocumentsDriver(qtbot, window.show_tab("documents"))
    assert "12.04.2023 г. № 07-12/222" in documents.printed
    assert "в срок до 30 июня 2023 года с приложением ВСОКО" in documents.printed

    make(documents, "Письмо школам о ВСОКО  (вид управления)")
    documents.write("number", "07-12/301")
    documents.write("dated", "11.09.2023")
    documents.write("answer_due", "16.10.2023")
    for place in range(1, 5):
        say(documents, f"field.эфир {place}", f"https://video.example/{place}")
    documents.clause("Отдел образования администрации")
    data = QMimeData()
    data.setHtml("<p>Вебинар пройдет <b>25 сентября</b>.</p>")
    QGuiApplication.clipboard().setMimeData(data)
    documents.tab.making.paste_text()
    documents.settle()
    name = "Письмо от 11.09.2023 № 07-12-301"
    assert documents.save_to(folder) == [f"{name}.docx", f"{name}.pdf"]
    for said in (documents.printed, docx_words(folder / f"{name}.docx")):
        assert "11.09.2023 г. № 07-12/301" in said
        assert "– 4 эфир – https://video.example/4" in said
        assert "Вебинар пройдет 25 сентября. Информацию о выполненной работе" in said
        assert "в срок до 16 октября 2023 года" in said
        assert "Практика работы" not in said

    make(documents, "Приказ")
    say(documents, "field.о чем", "Об итогах проверки ВСОКО")
    find(documents.tab, QCheckBox, "appendix-matrix").setChecked(True)
    documents.settle()
    in_dialog(OwnAppendix, write_a_form)
    documents.tab.making.ask_appendix()
    documents.settle()
    assert "Об итогах проверки ВСОКО" in documents.printed
    assert "Приложение № 1 к приказу отдела образования" in documents.printed
    assert "Приложение № 2 к приказу отдела образования" in documents.printed
    assert "Школа Замечания" in documents.printed
    assert messages.refusals == []


def write_a_form(dialog: OwnAppendix) -> None:
    dialog.title.setText("Форма отчета")
    dialog.text.setPlainText("Школа\tЗамечания\n\t")
    dialog.keep.click()
