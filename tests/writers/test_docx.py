import io
import zipfile
from typing import Any

import pytest

from quality_desktop.documents.model import Cell as TreeCell
from quality_desktop.documents.model import Document, Paragraph, Row, Section, Table, plain
from quality_desktop.writers.docx import to_docx
from quality_desktop.writers.styles import STANDARD

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(content: bytes) -> Any:
    import docx

    return docx.Document(io.BytesIO(content))


@pytest.fixture
def paper(order: Document) -> Any:
    return opened(to_docx(order))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_part_is_the_same_for_the_same_tree(order: Document):
    assert parts(to_docx(order)) == parts(to_docx(order))


def test_pages_have_the_margins_and_orientations_of_the_table_of_styles(paper: Any):
    kinds = [section.orientation == 1 for section in paper.sections]
    assert kinds == [False, True, True]
    for section, is_landscape in zip(paper.sections, kinds, strict=True):
        setup = STANDARD.pages["landscape" if is_landscape else "portrait"]
        assert round(section.page_width.mm) == setup.width
        assert round(section.page_height.mm) == setup.height
        assert round(section.left_margin.mm) == setup.left
        assert round(section.right_margin.mm) == setup.right
        assert round(section.top_margin.mm) == setup.top
        assert round(section.bottom_margin.mm) == setup.bottom


def test_the_page_number_is_in_the_header_and_not_on_the_first_page(paper: Any):
    first, *others = paper.sections
    assert first.different_first_page_header_footer
    assert not any(section.different_first_page_header_footer for section in others)
    assert "PAGE" in first.header.paragraphs[0]._p.xml  # noqa: SLF001  # fields have no public face
    assert all(section.header.is_linked_to_previous for section in others)


def test_properties_and_language_are_set(paper: Any, order: Document):
    properties = paper.core_properties
    assert (properties.title, properties.author, properties.subject) == (
        order.title,
        order.author,
        order.subject,
    )
    assert properties.language == "ru-RU"


def test_styles_have_russian_names_and_every_style_in_use_is_defined(paper: Any):
    names = {style.name for style in paper.styles}
    assert {"Текст документа", "Пункт", "Заголовок приложения", "Таблица – текст"} <= names
    defined = {style.style_id for style in paper.styles}
    used = {
        element.get(f"{WORD}val")
        for element in paper.element.iter(f"{WORD}pStyle", f"{WORD}tblStyle")
    }
    assert used <= defined


def test_the_file_is_of_a_modern_word_and_without_theme_fonts(order: Document):
    found = parts(to_docx(order))
    assert b'w:name="compatibilityMode"' in found["word/settings.xml"]
    assert b'w:val="15"' in found["word/settings.xml"]
    assert not any("theme" in name for name in found)
    assert b"Theme" not in found["word/styles.xml"]
    assert b'w:lang w:val="ru-RU"' in found["word/styles.xml"]


def test_header_rows_are_repeated_and_short_rows_kept_whole(paper: Any):
    table = ruled_tables(paper)[0]
    head, *rows = table.iter(f"{WORD}tr")
    assert head.find(f"{WORD}trPr/{WORD}tblHeader") is not None
    assert all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in rows)


def test_high_rows_may_split(paper: Any):
    rows = list(ruled_tables(paper)[1].iter(f"{WORD}tr"))
    assert any(row.find(f"{WORD}trPr/{WORD}cantSplit") is None for row in rows)


def test_lines_of_cells_may_stand_alone_where_a_row_is_divided_and_those_of_the_text_not(
    paper: Any,
):
    free = {
        style.get(f"{WORD}styleId")
        for style in paper.styles.element.iter(f"{WORD}style")
        for widow in style.iter(f"{WORD}widowControl")
        if widow.get(f"{WORD}val") == "0"
    }
    assert free == {"Cell", "CellCentre", "CellHead", "CellGroup", "CellSection", "CellItem"}


def test_widths_of_cells_agree_with_the_grid_and_fill_the_text(paper: Any):
    for table in ruled_tables(paper):
        columns = [int(column.get(f"{WORD}w")) for column in table.iter(f"{WORD}gridCol")]
        assert abs(sum(columns) - 267 / 25.4 * 1440) <= 1
        for row in table.iter(f"{WORD}tr"):
            widths = [int(width.get(f"{WORD}w")) for width in row.iter(f"{WORD}tcW")]
            assert sum(widths) == sum(columns)


def test_a_cell_over_several_rows_is_merged_downwards(paper: Any):
    merges = [merge.get(f"{WORD}val") for merge in ruled_tables(paper)[1].iter(f"{WORD}vMerge")]
    assert merges == (["restart"] * 2 + ["continue"] * 4) * 3


def test_two_tables_in_a_row_stay_two_and_a_table_never_ends_the_body():
    table = Table(
        widths=(1,),
        header=(),
        rows=(Row(cells=(TreeCell(paragraphs=(Paragraph(style="cell", runs=plain("а")),)),)),),
    )
    section = Section(orientation="portrait", blocks=(table, table))
    body = opened(
        to_docx(Document(key="k", title="t", author="a", subject="s", sections=(section,)))
    ).element.body
    assert [element.tag.removeprefix(WORD) for element in body] == [
        "tbl",
        "p",
        "tbl",
        "p",
        "sectPr",
    ]


def test_the_signature_is_kept_with_the_text_before_it(paper: Any):
    body = list(paper.element.body)
    last_clause = max(
        index
        for index, element in enumerate(body)
        if "Определить координаторами" in text_of(element)
    )
    end = next(index for index, element in enumerate(body) if "Исмагилов" in text_of(element))
    for element in body[last_clause + 1 : end]:
        for paragraph in element.iter(f"{WORD}p"):
            assert paragraph.find(f"{WORD}pPr/{WORD}keepNext") is not None


def test_signature_and_copy_mark_are_one_table_whose_rows_are_kept_together(paper: Any):
    (table,) = [
        table for table in paper.element.body.iter(f"{WORD}tbl") if "Исмагилов" in text_of(table)
    ]
    rows = list(table.iter(f"{WORD}tr"))
    assert "Егорова" in text_of(rows[0])
    assert text_of(rows[1]) == ""
    assert text_of(rows[2]) == "Копия верна"
    for row in rows:  # the last one too: the executor stands under it
        for paragraph in row.iter(f"{WORD}p"):
            assert paragraph.find(f"{WORD}pPr/{WORD}keepNext") is not None


def test_a_clause_that_announces_its_items_is_kept_with_the_first_of_them():
    section = Section(
        orientation="portrait",
        blocks=(
            Paragraph(style="clause", mark="5.", runs=plain("Исполнителям:")),
            Paragraph(style="item", mark="–", runs=plain("разработать программы.")),
        ),
    )
    paper = opened(
        to_docx(Document(key="k", title="t", author="a", subject="s", sections=(section,)))
    )
    kept = [
        paragraph.find(f"{WORD}pPr/{WORD}keepNext") is not None
        for paragraph in paper.element.body.iter(f"{WORD}p")
    ]
    assert kept[:2] == [True, False]


def test_the_executor_stands_in_a_frame_at_the_foot(paper: Any):
    (frame,) = paper.element.body.iter(f"{WORD}framePr")
    assert frame.get(f"{WORD}yAlign") == "bottom"
    assert frame.get(f"{WORD}vAnchor") == "margin"


def ruled_tables(paper: Any) -> list[Any]:
    return [
        table
        for table in paper.element.body.iter(f"{WORD}tbl")
        if table.find(f"{WORD}tblPr/{WORD}tblStyle") is not None
    ]


def test_a_hyphen_in_a_number_is_one_at_which_no_line_ends():
    words = "тел. 2-11-34, № 07-12/222, по-русски, https://a.example/1-2"
    section = Section(orientation="portrait", blocks=(Paragraph(style="body", runs=plain(words)),))
    document = Document(key="1", title="", author="", subject="", sections=(section,))
    (paragraph,) = (one for one in opened(to_docx(document)).paragraphs if one.text)
    assert paragraph.text == words
    (run,) = paragraph.runs
    assert [node.tag.removeprefix(WORD) for node in run._r if node.tag != f"{WORD}rPr"] == [  # noqa: SLF001
        "t", "noBreakHyphen", "t", "noBreakHyphen", "t", "noBreakHyphen", "t",
    ]  # fmt: skip
    assert text_of(run._r) == "тел. 21134, № 0712/222, по-русски, https://a.example/1-2"  # noqa: SLF001


def text_of(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{WORD}t"))
