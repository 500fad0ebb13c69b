"""The library of recommendations in its dialog: edited in place, refused with a sentence."""

import pytest
from PySide6.QtCore import Qt

from quality_desktop.domain.at_risk.profile import RecommendationTemplate
from quality_desktop.ui.dialogs.recommendation_library import RecommendationLibrary
from tests.ui.drivers import Driver

pytestmark = pytest.mark.gui

LEVEL, SIGN, CONDITION, TEXT, SOURCE = range(5)


class LibraryDriver(Driver):
    """What a methodologist does with the library."""

    def __init__(self, qtbot, dialog, operations):
        super().__init__(qtbot, dialog, operations)
        self.dialog = dialog
        qtbot.addWidget(dialog)
        dialog.show()
        self.settle()

    @property
    def rows(self):
        return self.dialog.model.rows

    def type_cell(self, row, column, text):
        model = self.dialog.model
        model.setData(model.index(row, column), text, Qt.ItemDataRole.EditRole)
        self.settle()

    def stored(self, row):
        found: list[RecommendationTemplate | None] = []
        key = self.rows[row].template.id
        self.operations.ask(
            lambda store: store.get(RecommendationTemplate, key), found.append, owner=self.dialog
        )
        self.settle()
        return found[0]


@pytest.fixture
def library(qtbot, open_operations, environment, empty_file):
    operations = open_operations(empty_file)
    return LibraryDriver(qtbot, RecommendationLibrary(operations, environment), operations)


def test_the_library_of_the_file_is_shown_in_words(library):
    assert len(library.rows) >= 40
    first = [library.dialog.model.index(0, column).data() for column in range(5)]
    assert first[:3] == ["директор", "процедур с низким результатом", "≥ 2"]


def test_cells_are_saved_as_they_are_typed(library):
    library.type_cell(0, CONDITION, ">= 3")
    library.type_cell(0, LEVEL, "Управление")
    library.type_cell(0, TEXT, "Просим принять меры: {figure}.")
    found = library.stored(0)
    assert (found.bound, found.level, found.text) == (
        "3",
        "office",
        "Просим принять меры: {figure}.",
    )
    library.operations.undo()
    library.settle()
    assert library.rows[0].template.text != "Просим принять меры: {figure}."


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        (CONDITION, "много", "непонятно"),
        (SIGN, "погода", "Показателя «погода» нет"),
        (LEVEL, "завуч", "нет такого адресата"),
    ],
)
def test_what_is_not_understood_is_refused_under_the_table(library, column, text, sentence):
    before = library.stored(0)
    library.type_cell(0, column, text)
    assert sentence in library.dialog.reason.text()
    assert library.dialog.reason.isVisible()
    assert library.stored(0) == before
    library.type_cell(0, CONDITION, ">= 4")
    assert not library.dialog.reason.isVisible()


def test_one_is_added_and_removed(library):
    count = len(library.rows)
    library.click("addTemplate")
    assert len(library.rows) == count + 1
    library.dialog.grid.select_cell(count, TEXT)
    library.click("removeTemplate")
    assert len(library.rows) == count
