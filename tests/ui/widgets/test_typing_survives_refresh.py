"""An answer that comes while somebody types never overwrites what is being typed."""

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from quality_desktop.ui.models.table_model import Column, TableModel
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate
from tests.ui.drivers import type_text

pytestmark = pytest.mark.gui


@dataclass(frozen=True)
class Row:
    number: int
    text: str = "старое"


COLUMNS = (
    Column[Row](
        key="text", title="Текст", text=lambda row: row.text, is_editable=lambda _row: True
    ),
)


@pytest.fixture
def grid(qtbot):
    model = TableModel(COLUMNS, key=lambda row: row.number)
    model.show_rows([Row(number=1), Row(number=2)])
    view = GridView("Таблица")
    qtbot.addWidget(view)
    model.setParent(view)
    view.setModel(model)
    view.setItemDelegate(WrapDelegate(view))
    view.show()
    qtbot.waitExposed(view)
    return view


def test_a_typed_text_outlives_the_answer_of_an_earlier_write(grid):
    index = grid.model().index(1, 0)
    grid.setCurrentIndex(index)
    grid.edit(index)
    editor = grid.viewport().findChild(QPlainTextEdit)
    editor.selectAll()
    type_text(editor, "5")
    grid.model().show_rows([Row(number=1, text="новое"), Row(number=2, text="новое")])
    assert editor.toPlainText() == "5"


def test_an_untouched_editor_follows_the_answer(grid):
    index = grid.model().index(1, 0)
    grid.setCurrentIndex(index)
    grid.edit(index)
    grid.model().show_rows([Row(number=1), Row(number=2, text="новое")])
    assert grid.viewport().findChild(QPlainTextEdit).toPlainText() == "новое"
