"""Tables of the window as files of Excel."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from quality_desktop.domain.errors import QualityError
from quality_desktop.services.table_export import ExportColumn, ExportSheet, save


def first_sheet(path):
    from openpyxl import load_workbook

    return load_workbook(path).worksheets[0]


SHEET = ExportSheet(
    title="ВПР 2026, математика",
    columns=(
        ExportColumn(title="Школа"),
        ExportColumn(title="Участников", decimals=0),
        ExportColumn(title="Качество, %", decimals=1),
    ),
    rows=(("СОШ № 1", 40, Fraction(100, 3)), ("=СОШ", None, None)),
    totals=("Район", 40, Fraction(50)),
    notes=("Составлено программой.",),
)


def test_figures_are_numbers_with_all_their_digits_and_texts_are_no_formulas(tmp_path):
    path = save(path=tmp_path / "итоги.xlsx", sheet=SHEET)
    sheet = first_sheet(path)
    assert [cell.value for cell in sheet[3]] == ["Школа", "Участников", "Качество, %"]
    assert [cell.value for cell in sheet[4]] == ["СОШ № 1", 40, pytest.approx(100 / 3, rel=1e-14)]
    assert sheet["C4"].number_format == "0.0"
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=СОШ", "s")
    assert sheet["B5"].value is None


def test_the_total_stands_in_bold_outside_of_what_excel_sorts(tmp_path):
    sheet = first_sheet(save(path=tmp_path / "a.xlsx", sheet=SHEET))
    assert [cell.value for cell in sheet[6]] == ["Район", 40, 50]
    assert sheet["C6"].font.b
    assert sheet.auto_filter.ref == "A3:C5"
    assert sheet["A8"].value == "Составлено программой."


def test_a_folder_that_is_not_there_is_a_sentence_and_leaves_nothing(tmp_path):
    with pytest.raises(QualityError):
        save(path=tmp_path / "нет" / "a.xlsx", sheet=SHEET)
    assert list(tmp_path.iterdir()) == []


def test_a_day_is_a_date_of_excel_that_can_be_sorted(tmp_path):
    sheet = ExportSheet(
        title="Сроки",
        columns=(ExportColumn(title="Срок"), ExportColumn(title="Выполнено")),
        rows=((date(2021, 7, 12), None),),
    )
    due = first_sheet(save(path=tmp_path / "сроки.xlsx", sheet=sheet))["A4"]
    assert due.is_date
    assert due.value == datetime(2021, 7, 12)
    assert due.number_format == "dd.mm.yyyy"
