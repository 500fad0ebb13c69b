"""The table of records: pending values, edits as signals, refusals."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop.domain.errors import Problem
from quality_desktop.ui.models.table_model import CellRole, Column, Edit, TableModel

pytestmark = pytest.mark.gui


@dataclass(frozen=True, kw_only=True)
class School:
    key: int
    name: str
    pupils: int | None = None


def whole(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise ValueError(f"«{text}» не целое число.")
    return int(text)


COLUMNS: tuple[Column[School], ...] = (
    Column(
        key="name",
        title="Школа",
        text=lambda school: school.name,
        is_editable=lambda school: True,
        problem=lambda school: None if school.name else Problem(text="Нет названия."),
        tooltip=lambda school: f"Полностью: {school.name}",
    ),
    Column(
        key="pupils",
        title="Учеников",
        text=lambda school: "" if school.pupils is None else str(school.pupils),
        value=lambda school: school.pupils,
        parse=whole,
        is_editable=lambda school: school.key != 3,
        is_number=True,
    ),
)
SCHOOLS = (
    School(key=1, name="СОШ № 10", pupils=300),
    School(key=2, name="СОШ № 2"),
    School(key=3, name="", pupils=40),
)


@pytest.fixture
def model(qapp) -> TableModel[School]:
    model = TableModel(COLUMNS, key=lambda school: school.key)
    model.show_rows(SCHOOLS)
    return model


@pytest.fixture
def edits(model) -> list[tuple[list[Edit[School]], str]]:
    told: list[tuple[list[Edit[School]], str]] = []
    model.edited.connect(lambda *edit: told.append(edit))
    return told


def shown(model, row: int, column: int) -> object:
    return model.index(row, column).data(Qt.ItemDataRole.DisplayRole)


def test_the_model_keeps_the_rules_of_qt(model):
    tester = QAbstractItemModelTester(model)
    for rows in (SCHOOLS[:1], (), SCHOOLS):
        model.show_rows(rows)
        assert model.rowCount() == len(rows)
    assert tester.model() is model


def test_an_edit_is_shown_at_once_and_leaves_as_a_signal(model, edits):
    assert model.setData(model.index(1, 0), "Лицей № 2", Qt.ItemDataRole.EditRole)
    assert shown(model, 1, 0) == "Лицей № 2"
    assert edits == [([Edit(row=SCHOOLS[1], column="name", value="Лицей № 2")], "Школа: правка")]
    assert model.rows == SCHOOLS


def test_the_answer_of_the_service_replaces_what_was_pending(model, edits):
    model.setData(model.index(1, 0), "лицей", Qt.ItemDataRole.EditRole)
    stored = (SCHOOLS[0], School(key=2, name="Лицей"), SCHOOLS[2])
    model.show_rows(stored)
    assert shown(model, 1, 0) == "Лицей"


def test_a_refused_write_shows_the_stored_value_again(model, edits):
    model.setData(model.index(1, 0), "лицей", Qt.ItemDataRole.EditRole)
    model.forget_pending()
    assert shown(model, 1, 0) == "СОШ № 2"


def test_the_same_value_is_no_edit(model, edits):
    assert not model.setData(model.index(0, 0), "СОШ № 10", Qt.ItemDataRole.EditRole)
    assert edits == []


def test_text_is_parsed_and_a_wrong_one_is_refused_with_its_place(model, edits):
    refused: list[list[str]] = []
    model.refused.connect(refused.append)
    assert model.setData(model.index(1, 1), "25", Qt.ItemDataRole.EditRole)
    assert edits[0][0][0].value == 25
    assert not model.setData(model.index(1, 1), "много", Qt.ItemDataRole.EditRole)
    assert refused == [["Учеников: «много» не целое число."]]


def test_several_cells_are_one_edit_and_closed_cells_are_passed_over(model, edits):
    model.edit_cells([(0, 1, "1"), (1, 1, "2"), (2, 1, "3")], "вставка 3 ячеек")
    ((cells, intent),) = edits
    assert intent == "вставка 3 ячеек"
    assert [(edit.row.key, edit.value) for edit in cells] == [(1, 1), (2, 2)]


def test_one_wrong_cell_stops_the_whole_paste(model, edits):
    refused: list[list[str]] = []
    model.refused.connect(refused.append)
    model.edit_cells([(0, 1, "1"), (1, 1, "x")], "вставка 2 ячеек")
    assert edits == []
    assert refused == [["Учеников, строка 2: «x» не целое число."]]
    assert shown(model, 0, 1) == "300"


def test_a_finding_is_told_to_the_eye_the_mouse_and_the_screen_reader(model):
    index = model.index(2, 0)
    assert index.data(CellRole.PROBLEM) == Problem(text="Нет названия.")
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Нет названия."
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Школа: пусто. Нет названия."
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "Полностью: СОШ № 10"


def test_rows_and_columns_are_found_by_their_keys(model):
    assert model.row_of(2) == 1
    assert model.row_of(99) is None
    assert model.column_of("pupils") == 1
    assert model.column_of("other") is None


def test_a_refresh_of_the_same_rows_keeps_the_selection(qtbot, model):
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_rows(SCHOOLS)
    with qtbot.waitSignal(model.modelReset):
        model.show_rows(SCHOOLS[:2])
