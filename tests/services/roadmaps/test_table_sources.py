"""Tables of plans out of workbooks, texts and the clipboard."""

from __future__ import annotations

from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.domain.planning.columns import Column
from quality_desktop.domain.planning.table_reading import Sort
from quality_desktop.services.roadmaps import plan_import
from quality_desktop.services.roadmaps.table_sources import from_sheet, read_clipboard, read_file
from quality_desktop.sheets.cells import Area, Sheet

TAGS = st.sampled_from(
    ["<tr>", "</tr>", "<td>", "</td>", "<td colspan=3>", "<td rowspan=2 colspan=9>", "</table>", "<table>",
     "<p>", "<br>", "№", "Мероприятие", "Сроки", "19 февраля", "1.", "<style>", "<td colspan='x'>"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1500000.5, "1500000,5"),
        (2.5e20, "250000000000000000000"),
        (0.1 + 0.2, "0,3"),
        (-0.00001, "-0,00001"),
    ],
)
def test_a_number_is_written_out_with_all_its_digits(value: float, text: str):
    assert from_sheet(Sheet(name="План", rows=((value,),))).rows == ((text,),)


def test_a_workbook_is_read_with_its_joins_and_real_dates(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.create_sheet("План", 0)
    rows: list[list[str | int | datetime | None]] = [
        ["План мероприятий на 2024 год"],
        [],
        ["№", "Мероприятие", "Ответственные", "Срок"],
        ["Организация"],
        [1, "Совещание", "РЦОКИО", datetime(2024, 5, 31)],
        [2, "Семинар", None, "Июнь"],
    ]
    for place, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=2):
            sheet.cell(place, column, value)
    for joined in ("B3:E3", "B6:E6", "D7:D8"):
        sheet.merge_cells(joined)
    path = tmp_path / "план.xlsx"
    book.save(path)
    preview = plan_import.preview(tables=read_file(path=path), year=2000)
    assert (preview.title, preview.year) == ("План мероприятий на 2024 год", 2024)
    assert [row.sort for row in preview.plan.rows] == [Sort.SECTION, Sort.ROW, Sort.ROW]
    first, second = preview.plan.rows[1:]
    assert first.text(Column.DATES) == "31.05.2024"
    assert second.text(Column.EXECUTORS) == "РЦОКИО"
    assert preview.problems == ()


def test_a_join_that_begins_above_the_table_begins_with_it():
    sheet = Sheet(
        name="Лист1",
        rows=((None, None, None), (None, "1.", "Съезд"), (None, None, "Форум")),
        merges=(Area(top=0, left=0, bottom=2, right=1),),
    )
    table = from_sheet(sheet)
    assert table.rows == (("1.", "Съезд"), ("", "Форум"))
    assert table.below == frozenset({(1, 0)})
    assert table.beside == frozenset()


def test_an_empty_sheet_has_no_rows():
    assert from_sheet(Sheet(name="Лист1", rows=((None, ""),))).rows == ()


@given(st.lists(TAGS, max_size=40))
def test_any_copied_page_is_answered(tags):
    tables = read_clipboard(html=f"<table>{''.join(tags)}</table>", lines=[])
    preview = plan_import.preview(tables=tables, year=2024)
    assert preview.count <= sum(len(table.rows) for table in tables)


@pytest.mark.parametrize("name", ["план.doc", "план.odt", "план.rtf"])
def test_an_old_text_says_how_to_save_it(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"x")
    with pytest.raises(FileRefusedError, match=r"сохраните как «Документ Word \(\.docx\)»"):
        read_file(path=path)
