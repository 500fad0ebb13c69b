"""Tables of Word texts and of copied pages as sheets."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import STANDARD, Area, Book
from quality_desktop.sheets.child import read_file
from quality_desktop.sheets.html_tables import read_html_tables

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LIMITS = replace(STANDARD, are_texts_allowed=True)


def cell(text: str, properties: str = "") -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def row(*cells: str, before: int = 0) -> str:
    skipped = f'<w:trPr><w:gridBefore w:val="{before}"/></w:trPr>' if before else ""
    return f"<w:tr>{skipped}{''.join(cells)}</w:tr>"


def text_of_word(folder: Path, *body: str) -> Path:
    path = folder / "план.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        xml = f"<w:document {NAMESPACE}><w:body>{''.join(body)}</w:body></w:document>"
        archive.writestr("word/document.xml", xml)
    return path


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def paragraph(*parts: str) -> str:
    return f"<w:p>{''.join(parts)}</w:p>"


def read(folder: Path, *body: str) -> Book:
    return read_file(text_of_word(folder, *body), LIMITS)


def test_rows_joins_and_the_lines_above_are_read(tmp_path):
    span, down, more = (
        '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>",
    )  # fmt: skip
    book = read(
        tmp_path,
        paragraph("<w:r><w:t>Дорожная</w:t><w:br/><w:t>карта</w:t></w:r>"),
        table(
            row(cell("Раздел", span)),
            row(cell("1.\nстрока", down), cell("Май")),
            row(cell("продолжение", more), cell("Июнь")),
            row(cell("Август"), before=1),
        ),
    )
    (sheet,) = book.sheets
    assert (book.kind, sheet.name, sheet.caption) == ("docx", "Таблица 1", "Дорожная карта")
    assert sheet.rows == (
        ("Раздел", None),
        ("1.\nстрока\nпродолжение", "Май"),
        (None, "Июнь"),
        (None, "Август"),
    )
    assert set(sheet.merges) == {
        Area(top=0, left=0, bottom=0, right=1),
        Area(top=1, left=0, bottom=2, right=0),
    }


def test_what_a_reader_does_not_see_is_not_read(tmp_path):
    hidden = (
        "<w:del><w:r><w:delText>было</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:ins><w:r><w:t>стало</w:t></w:r></w:ins>"
        "<w:r><w:br/><w:t>ниже</w:t><w:noBreakHyphen/><w:tab/></w:r>"
    )
    inner = table(row(cell("внутри")))
    cells = f"<w:tc>{paragraph(hidden)}{inner}{paragraph()}</w:tc>"
    (sheet,) = read(tmp_path, table(row(cells), row(cell("")))).sheets
    assert sheet.rows == (("стало\nниже-\nвнутри",), (None,))


def test_parts_of_another_face_keep_their_marks(tmp_path):
    plain, italic = (
        "<w:r><w:t>День </w:t></w:r>",
        "<w:r><w:rPr><w:i/></w:rPr><w:t>(август) </w:t></w:r>",
    )
    off = '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>района</w:t></w:r>'
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Срок</w:t></w:r>"
    mixed, whole = (
        f"<w:tc>{paragraph(plain, italic, off)}</w:tc>",
        f"<w:tc>{paragraph(bold)}</w:tc>",
    )
    (sheet,) = read(tmp_path, table(row(mixed, whole))).sheets
    assert sheet.rows == (("День __(август)__ района", "Срок"),)


def test_a_text_without_tables_has_no_sheets(tmp_path):
    assert read(tmp_path, paragraph("<w:r><w:t>Письмо</w:t></w:r>")).sheets == ()


def test_a_text_is_a_table_only_where_texts_are_allowed(tmp_path):
    path = text_of_word(tmp_path, table(row(cell("1"))))
    with pytest.raises(FileRefusedError, match="это текст Word"):
        read_file(path, STANDARD)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (replace(LIMITS, rows=1), "больше 1 строк"),
        (replace(LIMITS, columns=1), "столбцов"),
        (replace(LIMITS, text_length=3), "знаков"),
        (replace(LIMITS, sheets=1), "таблиц"),
    ],
)
def test_a_table_larger_than_allowed_is_refused(tmp_path, limits, reason):
    one = table(row(cell("один"), cell("два")), row(cell("три"), cell("четыре")))
    path = text_of_word(tmp_path, one, one)
    with pytest.raises(FileRefusedError, match=reason):
        read_file(path, limits)


def test_broken_xml_is_refused(tmp_path):
    with pytest.raises(FileRefusedError, match="повреждён"):
        read(tmp_path, "<w:tbl>")


def test_a_page_is_read_with_its_joins_and_without_its_style():
    page = (
        "<style>td{}</style><p>мимо</p><table><tr><td rowspan=2 colspan=2>А<br>Б</td><td>1</td>"
        "<tr><td>2</td></tr><tr><td></td><td>в\nстроку</td><td><table><tr><td>внутри</td></tr></table>"
        "</td></table>"
    )
    (sheet,) = read_html_tables(page)
    assert sheet.rows == (("А\nБ", None, "1"), (None, None, "2"), (None, "в строку", "внутри"))
    assert sheet.merges == (Area(top=0, left=0, bottom=1, right=1),)
    limits = replace(STANDARD, merged_cells=3)
    with pytest.raises(FileRefusedError, match="объединение"):
        read_html_tables("<table><tr><td rowspan=63 colspan=63>x</td></tr></table>", limits)
