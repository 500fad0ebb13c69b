"""Text and tables from other programs become parts of a paper."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.documents.paper_wording import cells_of, read_kind
from quality_desktop.domain.paper_kinds import PaperKind
from quality_desktop.domain.records import new_id
from quality_desktop.services.paperwork.pasted import parts_of_html, parts_of_text, plain_lines

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {margin:0}</style>
<title>Письмо</title></head><body lang=RU><!--StartFragment-->
<p class=MsoNormal>Прошу <b>до 5
мая</b> прислать&nbsp;план.<o:p></o:p></p>
<p class=MsoListParagraph><![if !supportLists]>·&nbsp;&nbsp; <![endif]>первое</p>
<ul><li>второе</li></ul>
<p>1. Утвердить план.</p>
<table border=1><tr><td><p><b>№</b></p></td><td><p>Школа</p></td></tr>
<tr><td><p>1</p></td><td><p>СОШ № 1</p><p>с. Петровское</p></td></tr></table>
<!--EndFragment--></body></html>"""


def said(parts):
    return [(part.style, part.text or part.cells) for part in parts]


def test_paragraphs_lists_bold_text_and_tables_of_word_become_parts():
    assert said(parts_of_html(WORD)) == [
        ("body", "Прошу **до 5 мая** прислать план."),
        ("item", "первое"),
        ("item", "второе"),
        ("clause", "Утвердить план."),
        ("table", "**№**\tШкола\n1\tСОШ № 1 ⏎ с. Петровское"),
    ]


def test_a_line_break_of_a_cell_comes_back_as_a_line_of_the_cell():
    (table,) = (part for part in parts_of_html(WORD) if part.style == "table")
    assert cells_of(table.cells)[1][1] == "СОШ № 1\nс. Петровское"


def test_spans_of_libreoffice_are_bold_by_their_style():
    html = '<p>Срок <span style="font-weight: bold">завтра</span> и <span>потом</span></p>'
    assert said(parts_of_html(html)) == [("body", "Срок **завтра** и потом")]


def test_lines_with_tabs_are_a_table_and_others_are_paragraphs():
    text = "Список школ:\r\n№\tШкола\r\n1\tСОШ № 1\r\n\r\n- проверить\r\n2) сдать"
    assert said(parts_of_text(text)) == [
        ("body", "Список школ:"),
        ("table", "№\tШкола\n1\tСОШ № 1"),
        ("item", "проверить"),
        ("body", "2) сдать"),
    ]


def test_cells_stay_in_their_columns_under_and_beside_joined_ones():
    html = """<table>
    <tr><td rowspan=2>Школа</td><td colspan=2>Балл</td></tr>
    <tr><td>2025</td><td>2026</td></tr>
    <tr><td colspan=3>Городские</td></tr>
    <tr><td>СОШ № 1</td><td>3,9</td><td></td></tr>
    <tr><td>СОШ № 2<td>4,1<td>4,2</table>"""
    (table,) = parts_of_html(html)
    assert table.cells.split("\n") == [
        "Школа\tБалл\t",
        "\t2025\t2026",
        "Городские",
        "СОШ № 1\t3,9\t",
        "СОШ № 2\t4,1\t4,2",
    ]
    assert plain_lines(html, "").split("\n")[2] == "Городские\t"


def test_a_table_too_wide_for_a_paper_is_left_to_its_plain_text():
    html = f"<table><tr>{'<td colspan=63>а</td>' * 300}</tr></table>"
    assert parts_of_html(html) == ()
    assert plain_lines(html, "а\tб") == "а\tб"


@given(st.text(alphabet="аб{} <>&\t\n/p", max_size=40))
def test_nothing_that_is_pasted_can_spoil_a_paper(text):
    for parts in (parts_of_text(text), parts_of_html(text)):
        read_kind(PaperKind(id=new_id(), code="x"), (), parts)


def test_clauses_in_a_row_are_numbered_by_the_paper_and_other_numbers_stay_as_typed():
    text = "1. Утвердить.\n1) школам;\n2) детским садам.\n2. Сдать.\n2.1. План.\n5. Прочее.\n1. Ещё"
    assert said(parts_of_text(text)) == [
        ("clause", "Утвердить."),
        ("body", "1) школам;"),
        ("body", "2) детским садам."),
        ("clause", "Сдать."),
        ("body", "2.1. План."),
        ("body", "5. Прочее."),
        ("body", "1. Ещё"),
    ]
    assert plain_lines("", text).split("\n") == text.split("\n")


def test_a_numbered_list_of_a_page_keeps_its_numbers_and_a_list_with_dots_its_dashes():
    html = """<ol><li><p>первое</p></li><li>второе<ul><li>внутри</li></ul></li><li>третье</li></ol>
    <ol start=7><li>седьмое</ol><ol type=a><li>без номера</ol>"""
    assert said(parts_of_html(html)) == [
        ("clause", "первое"),
        ("clause", "второе"),
        ("item", "внутри"),
        ("clause", "третье"),
        ("body", "7. седьмое"),
        ("item", "без номера"),
    ]
