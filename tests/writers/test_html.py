"""Pages of the website: nothing breaks out of its place, headings are in order, nothing runs."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quality_desktop.documents.model import (
    Cell,
    Document,
    Figure,
    Paragraph,
    Row,
    Section,
    StyleName,
    Table,
    plain,
)
from quality_desktop.writers import html
from tests.writers.page_reading import read_page
from tests.writers.pictures import png

hostile = st.text(
    alphabet=st.one_of(st.sampled_from("<>&\"'`=/ \n\t!-{}%;:#щЁ"), st.characters(codec="utf-8")),
    max_size=30,
)
addresses = st.one_of(
    hostile,
    st.builds(
        "{}{}".format,
        st.sampled_from(
            [
                *("javascript:", "JavaScript:", " javascript:", "java\tscript:", "data:text/html,"),
                *(
                    "vbscript:",
                    "//",
                    "\\\\",
                    "/",
                    "file:///",
                    "C:\\",
                    "https:",
                    "http://",
                    "#",
                    "..",
                ),
            ]
        ),
        hostile,
    ),
)
BREAKING_OUT = '"><script>alert(1)</script><a onmouseover="alert(2)" b=\''


def paper(*blocks: Paragraph | Table | Figure) -> Document:
    """A paper of one section."""
    section = Section(orientation="portrait", blocks=blocks)
    return Document(key="paper", title="Письмо", author="", subject="", sections=(section,))


def paragraph(style: StyleName, text: str) -> Paragraph:
    return Paragraph(style=style, runs=plain(text))


@settings(max_examples=60)
@example(text=BREAKING_OUT)
@given(text=hostile)
def test_no_text_breaks_out_of_its_place(text: str):
    """With any text the page has the same elements and attributes as with an innocent one."""
    assert _shape(text) == _shape("слова")
    assert text.replace("\n", "").strip() in read_page(_page(text)).text.replace("\n", "")


def _page(text: str) -> str:
    """A page with the text everywhere a text can stand, in one line where lines would be parted."""
    line = text.replace("\n", " ")
    cell = Cell(paragraphs=(paragraph("cell", line),))
    table = Table(
        widths=(1,), header=(Row(cells=(cell,)),), rows=(Row(cells=(cell,), is_group=True),)
    )
    figure = Figure(image=png(1, 1), width=1, height=1, alt=text, caption=f"1 {line}")
    body = (
        html.heading(text)
        + html.note(text)
        + html.remark(text)
        + html.listed([text, html.link(text, "index.html")])
        + html.table(caption=text, columns=(text,), rows=[(text,)])
        + html.to_html(paper(paragraph("body", line), table, figure))
    )
    return html.page(title=text, body=body, style="style.css", trail=[(text, "index.html")])


def _shape(text: str) -> list[tuple[str, list[str]]]:
    return [
        (tag, sorted(attributes))
        for tag, attributes in read_page(_page(text)).elements
        if tag != "br"
    ]


@settings(max_examples=150)
@example(address="javascript:alert(1)")
@example(address='https://a.example/"onmouseover="alert(1)')
@given(address=addresses)
def test_only_pages_of_the_web_and_files_beside_the_page_are_linked_to(address: str):
    page = read_page(str(html.link("слово", address)))
    assert page.text == "слово"
    for attributes in page.tags("a"):
        assert list(attributes) == ["href"]
        scheme, colon, _ = attributes["href"].partition(":")
        assert not colon or scheme.lower() in ("http", "https")
        assert not attributes["href"].startswith(("/", "\\"))


def test_ordinary_addresses_are_links():
    for address in (
        "https://goo.example/doc?a=1&b=2#part",
        "http://школа.рф/приказ.pdf",
        "dokumenty/order-1048.html",
        "../index.html",
        "napravlenie-1-2.html#p3",
        "#content",
    ):
        assert read_page(str(html.link("слово", address))).tags("a") == [{"href": address}]


def test_a_place_left_to_be_filled_in_is_no_address():
    for address in ("http://[вставить]", "https://[", "http://:80/"):
        assert not html.is_page(address)
        assert read_page(str(html.link("слово", address))).tags("a") == []


def test_headings_of_a_paper_stand_under_the_title_of_its_page_and_skip_no_level():
    document = paper(
        paragraph("subheading", "Цели"),
        paragraph("heading", ""),
        paragraph("heading", "О мерах"),
        paragraph("subheading", "Задачи"),
        paragraph("appendix-title", "Приложение"),
    )
    page = read_page(str(html.to_html(document)))
    assert page.headings == [(2, "Цели"), (2, "О мерах"), (3, "Задачи"), (2, "Приложение")]


def test_a_heading_over_several_columns_says_so():
    wide = Cell(paragraphs=(paragraph("cell-head", "Классы"),), column_span=2)
    one = Cell(paragraphs=(paragraph("cell-head", "9"),))
    table = Table(widths=(1, 1), header=(Row(cells=(wide,)), Row(cells=(one, one))), rows=())
    heads = read_page(str(html.to_html(paper(table)))).tags("th")
    assert [head["scope"] for head in heads] == ["colgroup", "col", "col"]


def test_line_breaks_stay_and_hidden_hyphens_go():
    page = read_page(str(html.to_html(paper(paragraph("body", "первая\r\nвто\u00adрая")))))
    assert page.paragraphs == ["первая\nвторая"]
