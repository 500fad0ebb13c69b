"""What is read out of workbooks that are honest, or only strange."""

import io
import struct
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from quality_desktop.domain.errors import FileRefusedError, Severity
from quality_desktop.sheets.cells import STANDARD, Area, Book, Limits, Refusal, address
from quality_desktop.sheets.numbers_in_cells import NoNumber, Reason, number_at
from quality_desktop.sheets.reader import read_book, read_books
from quality_desktop.sheets.workbook_reading import read_workbook
from tests.sheets import hostile
from tests.sheets.hostile import cell, parts, row, sheet_xml, text_cell, workbook

PERCENT_STYLES = (
    f'<styleSheet xmlns="{hostile.MAIN}"><numFmts><numFmt numFmtId="170" formatCode="0.0%"/>'
    '<numFmt numFmtId="171" formatCode="0&quot; %&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/>'
    '<xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)


def read(content: bytes) -> Book:
    return read_workbook("форма.xlsx", content, STANDARD)


def reason_at(book: Book, row_: int, column: int) -> Reason:
    found = number_at(book.sheets[0], row_, column)
    assert isinstance(found, NoNumber), found
    return found.reason


@pytest.mark.parametrize(
    ("row_", "column", "shown"), [(0, 0, "A1"), (11, 1, "B12"), (0, 26, "AA1"), (9, 701, "ZZ10")]
)
def test_a_cell_is_named_as_excel_names_it(row_, column, shown):
    assert address(row_, column) == shown


def test_cells_keep_their_addresses_below_and_beside_empty_ones():
    sheet = read(workbook(row(3, cell("B3", 7)) + row(5, cell("D5", 8)))).sheets[0]
    assert (sheet.at(2, 1), sheet.at(4, 3)) == (7, 8)
    assert (sheet.height, sheet.width) == (5, 4)
    assert sheet.at(0, 0) is None
    assert sheet.at(99, 99) is None


def test_a_dimension_that_lies_changes_nothing():
    xml = sheet_xml(before='<dimension ref="A1:XFD1048576"/>')
    assert read(workbook({"Ф": xml})).sheets[0].rows == ((5,),)


def test_values_of_every_type_arrive_typed():
    source = Workbook()
    sheet = source.active
    assert sheet is not None
    sheet.append(
        ["да", 5, 2.5, True, datetime(2025, 2, 1, 8, 30), date(2025, 2, 1), time(8, 30), None, "х"]
    )
    file = io.BytesIO()
    source.save(file)
    found = read(file.getvalue()).sheets[0]
    assert found.rows[0] == (
        "да", 5, 2.5, True, datetime(2025, 2, 1, 8, 30), date(2025, 2, 1), time(8, 30), None, "х",
    )  # fmt: skip
    assert found.date_cells == {(0, 4), (0, 5), (0, 6)}


def test_a_whole_number_is_an_int_and_a_long_one_is_a_finding():
    book = read(
        workbook(row(1, cell("A1", "5.0"), cell("B1", 1234567890123456), cell("C1", "1E2")))
    )
    assert [type(value) for value in book.sheets[0].rows[0]] == [int, float, int]
    assert reason_at(book, 0, 1) is Reason.TOO_LONG


@pytest.mark.parametrize("text", ["12,5", "нет", "12 чел."])
def test_words_in_a_number_cell_arrive_as_words(text):
    assert read(workbook(row(1, cell("A1", text)))).sheets[0].at(0, 0) == text


@pytest.mark.parametrize("number", ["NaN", "1e999", "-1e999", "INF"])
def test_what_is_no_finite_number_arrives_as_text_and_becomes_a_finding(number):
    assert reason_at(read(workbook(row(1, cell("A1", number)))), 0, 0) is Reason.NOT_FINITE


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?"])
def test_an_error_of_excel_is_seen_at_its_cell(error):
    book = read(workbook(hostile.ONE_ROW + row(3, cell("C3", error, attributes=' t="e"'))))
    assert book.sheets[0].at(2, 2) == error
    assert book.sheets[0].error_cells == {(2, 2)}
    assert reason_at(book, 2, 2) is Reason.ERROR
    assert book.sheets[0].at(0, 0) == 5


@pytest.mark.parametrize(
    ("xml", "is_uncomputed"),
    [
        ('<c r="A1"><f>1+1</f></c>', True),
        ('<c r="A1"><f>1+1</f><v></v></c>', True),
        ('<c r="A1"><f>1+1</f><v/></c>', True),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', False),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', False),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', False),
    ],
)
def test_a_formula_that_nobody_computed_does_not_look_empty(xml, is_uncomputed):
    book = read(workbook(row(1, xml, cell("B1", 1))))
    assert book.formulas == {("Форма", 0, 0)}
    assert book.sheets[0].uncomputed_cells == ({(0, 0)} if is_uncomputed else set())


def test_zeros_that_a_program_put_for_formulas_are_not_taken_for_results():
    content = workbook(
        row(1, cell("A1", 0, before="<f>SUM(B1:B9)</f>")),
        more_of_book='<calcPr calcId="1" fullCalcOnLoad="1"/>',
    )
    assert reason_at(read(content), 0, 0) is Reason.UNCOMPUTED


def test_a_formula_into_another_workbook_is_read_with_a_warning():
    content = parts(row(1, cell("A1", 7, before="<f>[1]Лист1!A1</f>"), cell("B1", 1)))
    content["xl/externalLinks/externalLink1.xml"] = b"<x/>"
    book = read(hostile.packed(content))
    assert book.sheets[0].at(0, 0) == 7
    assert book.sheets[0].linked_cells == {(0, 0)}
    assert [problem.severity for problem in book.warnings] == [Severity.WARNING]
    assert "другие книги" in book.warnings[0].text


def test_percent_is_known_by_the_format_and_not_by_its_look():
    content = workbook(
        row(
            1, *(cell(f"{letter}1", 0.5, attributes=f' s="{n}"') for n, letter in enumerate("ABCD"))
        ),
        styles=PERCENT_STYLES,
    )
    assert read(content).sheets[0].percent_cells == {(0, 1), (0, 2)}


def test_a_number_that_became_a_date_is_a_finding():
    content = workbook(row(1, cell("A1", 45658, attributes=' s="4"')), styles=PERCENT_STYLES)
    book = read(content)
    assert book.sheets[0].at(0, 0) == date(2025, 1, 1)
    assert reason_at(book, 0, 0) is Reason.DATE


def test_a_value_under_a_join_is_left_out_with_a_warning():
    xml = sheet_xml(
        row(1, cell("A1", 1), cell("B1", 2)) + row(2, cell("A2", 3)),
        after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    )
    book = read(workbook({"Ф": xml}))
    sheet = book.sheets[0]
    assert sheet.rows == ((1, None), (None, None))
    assert sheet.merges == (Area(top=0, left=0, bottom=1, right=1),)
    assert sheet.merge_over(1, 1) == sheet.merges[0]
    assert [problem.place for problem in book.warnings] == ["Ф!B1", "Ф!A2"]


def test_hidden_sheets_rows_and_columns_are_known():
    xml = sheet_xml(
        row(1, cell("A1")) + row(2, cell("A2"), attributes=' hidden="1"'),
        before='<cols><col min="2" max="3" width="9" hidden="1"/></cols>',
    )
    book = read(workbook({"Видимый": xml, "Ключи": sheet_xml()}, hidden=["Ключи"]))
    assert [sheet.is_hidden for sheet in book.sheets] == [False, True]
    assert book.sheets[0].hidden_rows == {1}
    assert book.sheets[0].hidden_columns == {1, 2}


def test_defined_names_are_told():
    assert read(workbook(names={"код_школы": "Форма!$B$2"})).names == {"код_школы": "Форма!$B$2"}


def test_names_and_texts_are_shown_without_what_cannot_be_seen():
    book = read(
        workbook({"Й лист\u200b": sheet_xml(row(1, text_cell("A1", "\u202eа\u200bб\ufeff_x0007_"),
                                                 text_cell("B1", "и\u0306"), text_cell("C1", "😀 — ok"),
                                                 text_cell("D1", "\u200b"), text_cell("E1", "а\r\nб")))})
    )  # fmt: skip
    assert book.sheets[0].name == "Й лист"
    assert book.sheets[0].rows[0] == ("аб", "й", "😀 — ok", None, "а\nб")


def test_the_prefixed_xml_of_other_programs_is_read_alike():
    xml = (
        f'<x:worksheet xmlns:x="{hostile.MAIN}"><x:sheetData><x:row r="2"><x:c r="B2" t="n"><x:f>1+1</x:f>'
        '<x:v>2</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="B2:C2"/></x:mergeCells>'
        "</x:worksheet>"
    )
    sheet = read(workbook({"Ф": xml})).sheets[0]
    assert sheet.at(1, 1) == 2
    assert sheet.formula_cells == {(1, 1)}
    assert sheet.merges == (Area(top=1, left=1, bottom=1, right=2),)


def test_cells_and_rows_without_addresses_follow_each_other():
    sheet = read(
        workbook("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    ).sheets[0]
    assert sheet.rows == ((1, 2), (3, None))


def test_formats_far_beyond_the_table_do_no_harm():
    far = '<c r="XFD1" s="0"/>'
    sheet = read(
        workbook(row(1, cell("A1"), far) + '<row r="1048576" ht="15"><c r="A1048576"/></row>')
    )
    assert sheet.sheets[0].rows == ((1,),)


def test_comments_and_notes_are_no_cells():
    source = Workbook()
    sheet = source.active
    assert sheet is not None
    sheet["B2"] = 5
    sheet["B2"].comment = Comment("проверить", "автор")
    file = io.BytesIO()
    source.save(file)
    assert read(file.getvalue()).sheets[0].rows == ((None, None), (None, 5))


def test_a_diagram_sheet_is_passed_over():
    content = parts({"Ф": sheet_xml(), "Диаграмма": sheet_xml()})
    content["xl/_rels/workbook.xml.rels"] = content["xl/_rels/workbook.xml.rels"].replace(
        b'/worksheet" Target="worksheets/sheet2.xml', b'/chartsheet" Target="chartsheets/sheet1.xml'
    )
    content["xl/chartsheets/sheet1.xml"] = b"<chartsheet/>"
    assert [sheet.name for sheet in read(hostile.packed(content)).sheets] == ["Ф"]


def test_two_sheets_of_one_name_are_refused():
    content = parts({"Ф": sheet_xml(), "ф": sheet_xml()})
    with pytest.raises(FileRefusedError, match="устроена необычно"):
        read(hostile.packed(content))


def test_too_many_sheets_and_cells_are_refused():
    with pytest.raises(FileRefusedError, match="листов больше 1"):
        read_workbook("ф", workbook({"а": sheet_xml(), "б": sheet_xml()}), Limits(sheets=1))
    with pytest.raises(FileRefusedError, match="больше 3 ячеек"):
        read_workbook("ф", hostile.many_rows(4), Limits(cells=3))
    two = sheet_xml(row(1, cell("A1"), cell("B1")))
    with pytest.raises(FileRefusedError, match="больше 3 ячеек"):
        read_workbook("ф", workbook({"а": two, "б": two}), Limits(cells=3))


@pytest.mark.parametrize(
    "name",
    [
        "форма.xlsx_",
        "форма.dat",
        "форма(1).xlsx",
        "форма",
        "форма.zip",
        "форма.csv.xlsx",
        "и\u0306.xlsx",
    ],
)
def test_a_workbook_that_mail_renamed_is_known_by_its_content(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_bytes(workbook())
    book = read_book(path)
    assert book.sheets[0].at(0, 0) == 5
    assert book.kind == "xlsx"
    assert book.name == name.replace("и\u0306", "й")


def test_the_same_content_has_the_same_digest_under_every_name(tmp_path: Path):
    for name in ("а.xlsx", "б.xlsx"):
        (tmp_path / name).write_bytes(workbook())
    (tmp_path / "в.xlsx").write_bytes(workbook(row(1, cell("A1", 6))))
    first, second, third = [
        each for each in read_books(sorted(tmp_path.iterdir())) if not isinstance(each, Refusal)
    ]
    assert first.digest == second.digest != third.digest


def test_five_hundred_files_of_all_sorts_come_in_order_and_none_stops_the_rest(tmp_path: Path):
    good, bad = workbook(), hostile.billion_laughs()
    paths = []
    for number in range(500):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(bad if number % 5 == 0 else good)
        paths.append(path)
    found = list(read_books(paths))
    assert [each.name for each in found] == [path.name for path in paths]
    assert [isinstance(each, Refusal) for each in found] == [n % 5 == 0 for n in range(500)]


def test_a_batch_that_nobody_finishes_leaves_no_process(tmp_path: Path):
    path = tmp_path / "форма.xlsx"
    path.write_bytes(workbook())
    books = read_books([path] * 20)
    assert not isinstance(next(books), Refusal)
    books.close()  # type: ignore[attr-defined]  # it is a generator


def test_an_empty_batch_is_no_work():
    assert list(read_books([])) == []


def test_names_in_old_archives_are_shown_in_russian():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        file.writestr("A" * 9, b"x")
    name = "школа.csv".encode("cp866")
    content = output.getvalue().replace(b"A" * 9, name)
    assert struct.unpack("<H", content[6:8]) == (0,)  # the archive says nothing of UTF-8
    with pytest.raises(FileRefusedError, match=r"внутри него «школа.csv»"):
        read(content)
