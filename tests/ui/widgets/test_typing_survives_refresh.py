"""An answer that comes while somebody types never overwrites what is being typed."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from quality_desktop.ui.models.table_model import Choice, Column, TableModel
from quality_desktop.ui.widgets.completing_delegate import ChoiceEdit, CompletingDelegate
from quality_desktop.ui.widgets.date_edit import DateDelegate, DateEdit
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate
from tests.ui.drivers import type_text

pytestmark = pytest.mark.gui

CHOICES = (Choice(key=1, text="Иванов"), Choice(key=2, text="Петров"))


@dataclass(frozen=True)
class Row:
    number: int
    text: str = "старое"
    day: date | None = None
    who: int = 1


COLUMNS = (
    Column[Row](
        key="text", title="Текст", text=lambda row: row.text, is_editable=lambda _row: True
    ),
    Column[Row](
        key="day",
        title="Дата",
        text=lambda row: str(row.day or ""),
        value=lambda row: row.day,
        is_editable=lambda _row: True,
    ),
    Column[Row](
        key="who",
        title="Кто",
        text=lambda row: CHOICES[row.who - 1].text,
        value=lambda row: row.who,
        choices=lambda _row: CHOICES,
        is_editable=lambda _row: True,
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
    view.setItemDelegateForColumn(0, WrapDelegate(view))
    view.setItemDelegateForColumn(1, DateDelegate(view))
    view.setItemDelegateForColumn(2, CompletingDelegate(parent=view))
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.mark.parametrize(("column", "kind"), [(0, QPlainTextEdit), (1, DateEdit), (2, ChoiceEdit)])
def test_a_typed_text_outlives_the_answer_of_an_earlier_write(grid, column, kind):
    index = grid.model().index(1, column)
    grid.setCurrentIndex(index)
    grid.edit(index)
    editor = grid.viewport().findChild(kind)
    editor.selectAll()
    type_text(editor, "5")
    grid.model().show_rows([Row(number=1, text="новое"), Row(number=2, text="новое")])
    shown = editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
    assert shown == "5"


def test_an_untouched_editor_follows_the_answer(grid):
    index = grid.model().index(1, 0)
    grid.setCurrentIndex(index)
    grid.edit(index)
    grid.model().show_rows([Row(number=1), Row(number=2, text="новое")])
    assert grid.viewport().findChild(QPlainTextEdit).toPlainText() == "новое"
