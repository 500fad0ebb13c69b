"""What goes back to the schools: every problem with its place in a row."""

import io

import pytest

from quality_desktop.services.forms import form_reading
from quality_desktop.services.forms.rejected_forms import rejected_workbook, save_rejected
from quality_desktop.storage.store import Store
from tests.services import form_district as small
from tests.services.form_district import GOOD, TWO


@pytest.fixture
def store(empty_district) -> Store:
    return small.founded(empty_district)


@pytest.fixture
def preview(store, tmp_path):
    sent = small.send(store, tmp_path / "sent").files
    small.answer(sent[0], tmp_path / "back" / "а.xlsx", {**GOOD, TWO.id: "@пять, нет"})
    small.answer(sent[1], tmp_path / "back" / "б.xlsx")
    (tmp_path / "back" / "в.xlsx").write_bytes(b"")
    return form_reading.preview(store=store, paths=[tmp_path / "back"])


def rows(content):
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(i for i, row in enumerate(found) if row[0] == "Файл")
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    return [row for row in found[start + 1 :] if row[0]]


def test_every_problem_is_a_row_with_file_school_sheet_cell_and_reason(preview):
    found = rows(rejected_workbook(preview=preview))
    assert [row[0] for row in found] == ["а.xlsx", "в.xlsx"]
    first = found[0]
    assert first[1:5] == ["МБОУ СОШ № 1 с. Лесное", "Форма", "E7", "@пять, нет"]
    assert "не число" in str(first[5])
    assert first[6] == "исправить"


def test_only_the_chosen_forms_are_told_of(preview):
    keys = [each.key for each in preview.received if each.file == "в.xlsx"]
    assert [row[0] for row in rows(rejected_workbook(preview=preview, keys=keys))] == ["в.xlsx"]


def test_the_workbook_is_saved_whole(preview, tmp_path):
    path = save_rejected(preview=preview, path=tmp_path / "замечания.xlsx")
    assert len(rows(path.read_bytes())) == 2


def test_a_value_of_a_row_that_is_not_ours_goes_back_with_its_place(store, tmp_path):
    sent = small.send(store, tmp_path / "sent").files

    def change(book):
        small.sheet_of(book)["E30"] = 5

    path = small.answer(sent[0], tmp_path / "а.xlsx", change=change)
    found = rows(rejected_workbook(preview=form_reading.preview(store=store, paths=[path])))
    assert [row[3:5] for row in found] == [["E30", "5"]]
    assert "значение «5» не принято" in str(found[0][5])
