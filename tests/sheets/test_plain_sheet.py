"""The quick way through a sheet says the same as the slow one, whatever was done to the sheet."""

import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import STANDARD, Limits
from quality_desktop.sheets.form_book_out import form_workbook
from quality_desktop.sheets.plain_sheet import SheetJudge
from quality_desktop.sheets.sheet_scan import Marks, scan_sheet
from tests.sheets import form_samples as samples


def sheet_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read("xl/worksheets/sheet1.xml")


SHEET = sheet_of(form_workbook(samples.facts()))
PERCENTS = frozenset({"7"})
PIECES = [
    b"<f>1+1</f>", b'<c r="E8"><v>5</v></c>', b"</row>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&#65;",
    b'<row r="9">', b"</c>", b"<v>7</v>", b' t="e"', b' r="A1"', b"<sheetData>", b"</sheetData>", b"'", b'"',
    b' hidden="1"', b' hidden="true"', b"XFD1048576", b"\xff", b"\x00", b">", b"<is><t>x</t></is>", b"0",
    b"A", b"<c/>", b'<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
]  # fmt: skip


def told(content: bytes, *, quickly: bool, limits: Limits = STANDARD) -> Marks | str:
    read = SheetJudge().marks if quickly else scan_sheet
    try:
        return read(content, name="Ф", limits=limits, percent_styles=frozenset())
    except FileRefusedError as error:
        return error.sentence


@given(
    place=st.integers(SHEET.index(b"?>") + 2, len(SHEET) - 1),  # the encoding is judged before
    cut=st.integers(0, 30),
    piece=st.one_of(st.sampled_from(PIECES), st.binary(max_size=4)),
)
@example(place=SHEET.index(b"<row "), cut=0, piece=b"<!--")
@example(place=SHEET.index(b"</sheetData>"), cut=0, piece=b'<row r="9"/>')
@example(place=SHEET.index(b"<v>") + 3, cut=1, piece=b"\xff")
@example(place=SHEET.index(b'<row r="7"') + 10, cut=0, piece=b' hidden="1" hidden="0"')
def test_a_changed_sheet_is_judged_as_by_the_slow_way(place, cut, piece):
    content = SHEET[:place] + piece + SHEET[place + cut :]
    assert told(content, quickly=True) == told(content, quickly=False)


def test_an_ordinary_sheet_takes_the_quick_way():
    judge = SheetJudge()
    start, end = SHEET.index(b"<sheetData>") + 11, SHEET.index(b"</sheetData>")
    filled = judge._filled(SHEET, start, end, STANDARD)  # noqa: SLF001 - which way was taken
    assert filled == SHEET.count(b"<v>") > 50


@pytest.mark.parametrize(
    "limits",
    [Limits(rows=10), Limits(columns=4), Limits(cells=20)],
    ids=["rows", "columns", "cells"],
)
def test_the_limits_are_kept_on_the_quick_way(limits):
    found = told(SHEET, quickly=True, limits=limits)
    assert isinstance(found, str)
    assert found == told(SHEET, quickly=False, limits=limits)


def test_what_was_in_order_under_wide_limits_is_judged_anew_under_narrow_ones():
    judge = SheetJudge()
    judge.marks(SHEET, name="Ф", limits=STANDARD, percent_styles=frozenset())
    with pytest.raises(FileRefusedError, match="за пределами"):
        judge.marks(SHEET, name="Ф", limits=Limits(rows=10), percent_styles=frozenset())


def test_percents_are_noted():
    content = SHEET.replace(b'<c r="E8" s="8"', b'<c r="E8" s="7"')
    marks = SheetJudge().marks(content, name="Ф", limits=STANDARD, percent_styles=PERCENTS)
    assert (
        marks.percents
        == scan_sheet(content, name="Ф", limits=STANDARD, percent_styles=PERCENTS).percents
    )
