"""Tables that leave the program: nothing in them runs, nothing is lost on the way."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.errors import QualityError
from quality_desktop.sheets.cells import STANDARD
from quality_desktop.sheets.tables_out import Column, Table, is_formula_like, to_xlsx
from quality_desktop.sheets.text_cleaning import clean_text
from quality_desktop.sheets.workbook_reading import read_workbook

ATTACKS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "=1", "\t=1", "＝1+1", "-x", "+7 900"]  # noqa: RUF001


def _table(rows, *, name="Лист", columns=("А", "Б"), **rest) -> Table:
    return Table(name=name, columns=[Column(title=title) for title in columns], rows=rows, **rest)


def _sheet_xml(content: bytes, number: int = 1) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(f"xl/worksheets/sheet{number}.xml").decode()


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_is_never_written_as_a_formula_or_a_link(attack):
    content = to_xlsx([_table([[attack, "https://example.org/x"]], title=attack, notes=[attack])])
    xml = _sheet_xml(content)
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    book = read_workbook("x.xlsx", content, STANDARD)
    assert book.formulas == frozenset()
    assert book.sheets[0].at(3, 0) == clean_text(attack)


@pytest.mark.parametrize("attack", ATTACKS)
def test_excel_keeps_a_formula_like_text_a_text_also_when_it_is_edited(attack):
    with zipfile.ZipFile(io.BytesIO(to_xlsx([_table([[attack, ""]])]))) as file:
        styles = file.read("xl/styles.xml").decode()
    assert ('quotePrefix="1"' in styles) == is_formula_like(clean_text(attack))


@pytest.mark.parametrize("text", ["-", "—", "-5", "+5", "-12,5", "85%", "5-6", "Школа № 3"])
def test_harmless_texts_are_no_formulas(text):
    assert not is_formula_like(text)


def test_values_of_every_kind_come_back_equal():
    row = ["текст", 5, -3, 0, 12.5, Decimal("0.25"), date(2025, 9, 1), 10**16, None, True]
    content = to_xlsx([_table([row], columns=[str(n) for n in range(len(row))])])
    back = read_workbook("x.xlsx", content, STANDARD).sheets[0].rows[1]
    assert back == ("текст", 5, -3, 0, 12.5, 0.25, date(2025, 9, 1), str(10**16), None, "да")


def test_a_percent_column_shows_percent_and_keeps_the_share():
    table = Table(
        name="Л", columns=[Column(title="Доля", decimals=1, is_percent=True)], rows=[[0.855]]
    )
    sheet = read_workbook("x.xlsx", to_xlsx([table]), STANDARD).sheets[0]
    assert sheet.at(1, 0) == 0.855
    assert sheet.percent_cells == {(1, 0)}


def test_title_and_notes_stand_around_the_table():
    sheet = read_workbook(
        "x.xlsx", to_xlsx([_table([["а", 1]], title="Заголовок", notes=["Примечание"])]), STANDARD
    ).sheets[0]
    assert [row[0] for row in sheet.rows] == ["Заголовок", None, "А", "а", None, "Примечание"]


def test_names_of_sheets_are_made_fit_and_different():
    names = ["Итоги: 2025/26 [все]", "итоги  2025 26  все", "", "'", "я" * 40, "я" * 41, "History"]
    book = read_workbook("x.xlsx", to_xlsx([_table([], name=name) for name in names]), STANDARD)
    found = [sheet.name for sheet in book.sheets]
    assert len({name.casefold() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in found)


def test_what_does_not_fit_is_refused_and_not_cut():
    with pytest.raises(QualityError, match="длиннее 32767"):
        to_xlsx([_table([["я" * 32_768, ""]])])


def test_control_characters_do_not_reach_the_file():
    content = to_xlsx([_table([["а\x0b\x00б\u202eв", "г\nд"]])])
    assert read_workbook("x.xlsx", content, STANDARD).sheets[0].rows[1] == ("абв", "г\nд")


def test_the_same_tables_of_one_moment_are_the_same_bytes():
    table, moment = _table([["а", 1]]), datetime(2025, 9, 1)
    assert to_xlsx([table], created=moment) == to_xlsx([table], created=moment)


@given(st.lists(st.tuples(st.text(max_size=20), st.integers(-(10**9), 10**9)), max_size=5))
def test_every_text_and_number_comes_back(rows):
    sheet = read_workbook("x.xlsx", to_xlsx([_table(rows)]), STANDARD).sheets[0]
    for number, (text, value) in enumerate(rows, 1):
        assert sheet.at(number, 0) == (clean_text(text) or None)
        assert sheet.at(number, 1) == value


def test_nothing_is_written_to_the_disk_while_a_workbook_is_made(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    to_xlsx([_table([["а", 1]])])
    assert list(tmp_path.iterdir()) == []


def test_a_text_wider_than_its_column_goes_on_below_and_is_not_covered():
    from openpyxl import load_workbook

    long = "Руководителю муниципального бюджетного общеобразовательного учреждения лицея № 108"
    content = to_xlsx([_table([[long, "01.docx"]])])
    cells = [c for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for c in row]
    wrapped = {c.value: bool(c.alignment.wrap_text) for c in cells}
    assert wrapped[long]
    assert not wrapped["01.docx"]
