"""Six forms in a table."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop.language.cases import Case
from quality_desktop.language.forms import Form, Source
from quality_desktop.ui.models.directory_forms import FormsModel
from quality_desktop.ui.models.table_model import CellRole

SOURCES: tuple[Source, ...] = ("engine", "office", "exception", "unknown", "engine", "engine")
FORMS = {
    case: Form(text=f"форма {case}", source=source)
    for case, source in zip(Case, SOURCES, strict=True)
}

pytestmark = pytest.mark.gui


@pytest.fixture
def model(qapp):
    made = FormsModel()
    made.show_forms(FORMS)
    yield made
    made.deleteLater()


def test_the_model_keeps_the_promises_of_qt(model):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    model.show_forms({})
    model.show_forms(FORMS)
    tester.deleteLater()


def test_every_form_tells_its_source_in_a_word(model):
    words = [model.index(row, 2).data() for row in range(6)]
    assert words == ["программа", "управление", "программа", "неизвестно", "программа", "программа"]
    assert model.is_own(1)
    assert "впишите" in model.index(3, 1).data(CellRole.PROBLEM).text


def test_only_oblique_forms_are_edited_and_the_same_text_is_no_edit(model, qtbot):
    heard = []
    model.corrected.connect(lambda case, form: heard.append((case, form)))
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(model.index(2, 1), " форма dat ")
    model.edit_cells([(2, 1, " новая  форма ")], "вставка")
    assert heard == [(Case.DAT, "новая форма")]


def test_a_name_without_a_text_has_no_rows(model):
    model.show_forms({case: Form(text="", source="engine") for case in Case})
    assert model.rowCount() == 0
