"""Story: a secretary starts from the sample, changes a coordinator, and saves the order.

New file from the sample → another coordinator of one direction → undo → redo → the pages show it →
both formats lie in the folder and say the same → the file opened anew remembers it all.
"""

import zipfile
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QRadioButton, QWidget

from quality_desktop.domain.responsibility import Role
from quality_desktop.ui.dialogs.new_file import NewFileDialog
from tests.ui.drivers import find
from tests.ui.tabs.drivers_documents import DocumentsDriver
from tests.ui.tabs.drivers_matrix import MatrixDriver, in_dialog, plain

pytestmark = [pytest.mark.gui, pytest.mark.journey]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_words(path):
    """All words of a DOCX, spaces folded."""
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    hyphen = f"{_W}noBreakHyphen"
    paragraphs = (
        "".join("-" if node.tag == hyphen else node.text or "" for node in p.iter())
        for p in root.iter(f"{_W}p")
    )
    return " ".join(plain(" ".join(paragraphs)).split())


def test_from_the_sample_to_the_saved_order(make_window, messages, tmp_path, qtbot):
    window = make_window()
    path, papers = tmp_path / "Мой район.quality", tmp_path / "Приказы"
    papers.mkdir()
    messages.paths = [path, papers]

    in_dialog(NewFileDialog, choose_the_sample)
    qtbot.mouseClick(find(window.window, QWidget, "newFile"), Qt.MouseButton.LeftButton)
    window.settle()
    assert path.exists()

    matrix = MatrixDriver(qtbot, window.show_tab("matrix"))
    assert matrix.text("2.2", Role.COORDINATOR) == "Шерсткина Е.А."
    matrix.write("2.2", Role.COORDINATOR, "Вахрушина Э.Ф.")
    assert matrix.text("2.2", Role.COORDINATOR) == "Вахрушина Э.Ф."
    window.undo()
    assert matrix.text("2.2", Role.COORDINATOR) == "Шерсткина Е.А."
    window.redo()
    assert matrix.text("2.2", Role.COORDINATOR) == "Вахрушина Э.Ф."

    documents = DocumentsDriver(qtbot, window.show_tab("documents"))
    clause = (
        "Мастрюкову Л.И., главного инспектора Управления образования, "
        "Шерсткину Е.А., главного инспектора Управления образования, и "
        "Вахрушину Э.Ф., заместителя начальника Управления образования."
    )
    assert clause in plain(documents.printed)
    name = "Приказ от 05.07.2021 № 1048"
    assert documents.save_to(papers) == [f"{name}.docx", f"{name}.pdf"]
    assert clause in docx_words(papers / f"{name}.docx")
    assert (papers / f"{name}.pdf").read_bytes() == documents.tab.pages.data

    window.window.files.close()
    window.settle()
    window.window.open_file(path)
    window.settle()
    matrix = MatrixDriver(qtbot, window.show_tab("matrix"))
    assert matrix.text("2.2", Role.COORDINATOR) == "Вахрушина Э.Ф."
    assert messages.refusals == []


def choose_the_sample(dialog):
    find(dialog, QRadioButton, "sample-ishimbay").setChecked(True)
    find(dialog, QPushButton, "create").click()
