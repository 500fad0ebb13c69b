"""What a sheet's XML tells beside the values."""

import pytest

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import STANDARD, Area, Limits
from quality_desktop.sheets.sheet_scan import Marks, parse_area, scan_sheet
from tests.sheets.hostile import cell, row, sheet_xml, text_cell

PERCENTS = frozenset({"1", "3"})
ALL_KINDS = sheet_xml(
    row(1, cell("A1", attributes=' s="1"'), cell("B1", "#N/A", attributes=' s="2" t="e"'))
    + row(
        2,
        '<c r="A2"><f>A1</f></c><c r="B2" t="str"><f>""</f><v></v></c>',
        '<c r="C2" t="str"><f>D9</f></c><c r="D2"><f>D9</f><v/></c>',
        attributes=' hidden="1"',
    )
    + row(4, '<c r="C4" s="3"/>', cell("D4", before='<f t="shared" si="0" ref="D4:D5">[1]Л!A1</f>'))
    + row(5, text_cell("A5", "а"), cell("B5", "#REF!", attributes=' t="e"', before="<f>X1</f>")),
    before='<cols><col min="2" max="3" width="9" hidden="1"/><col min="4" max="4" hidden="0"/></cols>',
    after='<mergeCells count="2"><mergeCell ref="A7:B8"/><mergeCell ref="C9"/></mergeCells>',
)


def scan(xml: str, limits: Limits = STANDARD) -> Marks:
    return scan_sheet(xml.encode(), name="Ф", limits=limits, percent_styles=PERCENTS)


def test_everything_there_is_to_note_is_noted():
    marks = scan(ALL_KINDS)
    assert marks.percents == {(0, 0), (3, 2)}
    assert marks.errors == {(0, 1): "#N/A", (4, 1): "#REF!"}
    assert marks.formulas == {(1, 0), (1, 1), (1, 2), (1, 3), (3, 3), (4, 1)}
    assert marks.linked == {(3, 3)}
    assert marks.uncomputed == {(1, 0), (1, 2), (1, 3)}
    assert marks.hidden_rows == {1}
    assert marks.hidden_columns == {1, 2}
    assert marks.merges[0] == Area(top=6, left=0, bottom=7, right=1)


def test_an_empty_sheet_has_nothing_to_note():
    assert scan(sheet_xml("")) == Marks()


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(rows=4), "ячейка A5 лежит за пределами"),
        (Limits(columns=3), "ячейка D2 лежит за пределами"),
        (Limits(cells=5), "заполнено больше 5"),
        (Limits(merges=1), "объединений больше 1"),
        (Limits(merged_cells=3), "объединение A7:B8 слишком велико"),
    ],
)
def test_each_limit_is_kept_and_named(limits: Limits, says: str):
    with pytest.raises(FileRefusedError, match=says):
        scan(ALL_KINDS, limits)


@pytest.mark.parametrize(
    ("reference", "area"),
    [
        ("B2", "B2"),
        ("$A$1:$C$3", "A1:C3"),
        ("C3:A1", None),
        ("A0", None),
        ("A1048577", None),
        ("XFE1", None),
        ("", None),
        ("A1:", None),
        ("1:2", None),
    ],
)
def test_a_reference_is_a_rectangle_or_nothing(reference: str, area: str | None):
    found = parse_area(reference)
    assert (None if found is None else str(found)) == area
