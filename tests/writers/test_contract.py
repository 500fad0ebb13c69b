"""What holds for all writers: every word of the tree is in the file, in its order."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.documents.model import (
    Addressee,
    AppendixMark,
    Block,
    Cell,
    CertifiedCopy,
    CornerLetterhead,
    CornerSide,
    Document,
    ExecutorMark,
    Figure,
    LetterheadBlock,
    LetterheadSide,
    Paragraph,
    Row,
    Run,
    Section,
    Signature,
    Table,
    plain,
)
from quality_desktop.writers.docx import to_docx
from quality_desktop.writers.html import to_html
from quality_desktop.writers.pdf import to_pdf
from quality_desktop.writers.requisites import SIGNING_LINE
from quality_desktop.writers.text import texts
from tests.writers.page_reading import read_page
from tests.writers.pictures import png

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"

words = st.text(alphabet="абвгҙҡәһФЩ&<>\"'«».,;№ –-\u00a0\n", max_size=40)
long_words = st.text(alphabet="абвгд ", min_size=200, max_size=2500)
texts_of_cells = st.one_of(words, words, words, long_words)
runs = st.lists(
    st.builds(Run, words, is_bold=st.booleans(), is_italic=st.booleans()), max_size=3
).map(tuple)
paragraphs = st.builds(
    Paragraph,
    style=st.sampled_from(
        (
            "heading",
            "body",
            "clause",
            "item",
            "appendix-title",
            "subheading",
            "list",
            "kind",
            "greeting",
        )
    ),
    runs=runs,
    mark=st.sampled_from(("", "–", "а)")),
)
cells = st.builds(
    Cell,
    paragraphs=st.lists(
        st.builds(
            Paragraph,
            style=st.sampled_from(("cell", "cell-centre", "cell-item")),
            runs=texts_of_cells.map(plain),
            mark=st.sampled_from(("", "–")),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    column_span=st.integers(1, 3),
    row_span=st.integers(1, 4),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table whose rows hold as many cells as there is room for."""
    columns = draw(st.integers(1, 5))
    widths = draw(st.lists(st.floats(1, 5), min_size=columns, max_size=columns))
    header = draw(st.booleans())
    rows = []
    free_after = [0] * columns  # rows that each column is still covered for
    for _ in range(draw(st.integers(1, 6))):
        room = sum(1 for covered in free_after if not covered)
        row_cells = draw(st.lists(cells, max_size=room))
        row_cells = [Cell(paragraphs=c.paragraphs, row_span=c.row_span) for c in row_cells]
        if len(row_cells) == 1 and room == columns:
            (only,) = row_cells
            row_cells = [Cell(paragraphs=only.paragraphs, column_span=columns)]
        rows.append(Row(cells=tuple(row_cells), is_group=draw(st.booleans())))
        spans = iter(row_cells)
        free_after = [
            covered - 1
            if covered
            else max(0, (next(spans, None) or Cell(paragraphs=())).row_span - 1)
            for covered in free_after
        ]
    head = Row(
        cells=tuple(
            Cell(paragraphs=(Paragraph(style="cell-head", runs=()),)) for _ in range(columns)
        )
    )
    return Table(widths=tuple(widths), header=(head,) if header else (), rows=tuple(rows))


sides = st.builds(
    LetterheadSide,
    heading=st.lists(words, max_size=3).map(tuple),
    kind_word=words,
    date=words,
    place=words,
)
lines = st.lists(words, max_size=3).map(tuple)
corner_sides = st.builds(CornerSide, heading=lines, reference=lines)
figures = st.builds(
    Figure,
    image=st.builds(png, st.integers(1, 3), st.integers(1, 3)),
    width=st.floats(1, 400),
    height=st.floats(1, 400),
    alt=words,
    caption=words,
)
blocks: st.SearchStrategy[Block] = st.one_of(
    paragraphs,
    tables(),
    figures,
    st.builds(LetterheadBlock, left=st.none() | sides, right=sides, number=words),
    st.builds(
        CornerLetterhead,
        left=st.none() | corner_sides,
        right=corner_sides,
        registration=lines,
        addressee=lines,
    ),
    st.builds(AppendixMark, lines=st.lists(words, min_size=1, max_size=3).map(tuple)),
    st.builds(Addressee, lines=st.lists(words, min_size=1, max_size=3).map(tuple)),
    st.builds(Signature, position=words, name=words.filter(bool), has_facsimile=st.booleans()),
    st.builds(CertifiedCopy, mark=words, position=words, name=words.filter(bool), date=words),
    st.builds(ExecutorMark, lines=st.lists(words, max_size=2).map(tuple)),
)
documents = st.builds(
    Document,
    key=st.just("paper"),
    title=words,
    author=words,
    subject=words,
    sections=st.lists(
        st.builds(
            Section,
            orientation=st.sampled_from(("portrait", "landscape")),
            blocks=st.lists(blocks, max_size=6).map(tuple),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
)


def docx_body(content: bytes) -> Any:
    """Body of a DOCX."""
    import docx

    return docx.Document(io.BytesIO(content)).element.body


def paragraph_texts(element: Any) -> Iterator[str]:
    """Paragraphs of an element in reading order, those of tables cell by cell."""
    letters = {f"{WORD}br": "\n", f"{WORD}noBreakHyphen": "-"}
    for paragraph in element.iter(f"{WORD}p"):
        yield "".join(
            letters.get(node.tag, node.text or "") for node in paragraph.iter(f"{WORD}t", *letters)
        )


def docx_paragraphs(content: bytes) -> Iterator[str]:
    """Paragraphs of a DOCX."""
    return paragraph_texts(docx_body(content))


def pdf_text(content: bytes) -> str:
    """Text of all pages in the order of drawing, without page numbers."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    extracted = [page.extract_text() for page in pages]
    return "\n".join(
        re.sub(r"^\s*\d+\s*", "", text) if index else text for index, text in enumerate(extracted)
    )


def letters(text: str) -> Counter[str]:
    """Visible characters; hyphens may be added where a long word is broken."""
    return Counter(re.sub(r"[\s\u00a0\u00ad-]", "", text))


def executor_last(document: Document) -> list[str]:
    """Words of the tree in the order of printing: the executor stands at the foot of its section."""
    printed: list[str] = []
    for section in document.sections:
        ordered = sorted(section.blocks, key=lambda block: isinstance(block, ExecutorMark))
        alone = Section(orientation=section.orientation, blocks=tuple(ordered))
        single = Document(key="", title="", author="", subject="", sections=(alone,))
        printed.extend(" ".join(texts(single)).split())
    return printed


@given(document=documents)
def test_docx_holds_every_character_of_any_tree(document: Document):
    written = letters("".join(docx_paragraphs(to_docx(document))))
    assert written == letters("".join(texts(document)))


@given(document=documents)
def test_pdf_holds_every_character_of_any_tree(document: Document):
    written = letters(pdf_text(to_pdf(document, fonts=FONTS)))
    assert written == letters("".join(texts(document)))


@given(document=documents)
def test_a_page_holds_every_paragraph_of_any_tree_in_its_order(document: Document):
    """Nothing is broken over lines here, so the words are those of the tree, character by character."""
    expected = "".join(" ".join(texts(document)).split())
    assert "".join(read_page(str(to_html(document))).text.split()) == expected


@given(document=documents)
def test_a_paper_gives_the_same_bytes_every_time(document: Document):
    assert to_pdf(document, fonts=FONTS) == to_pdf(document, fonts=FONTS)


def test_all_files_hold_the_words_of_the_order_in_their_order(order: Document):
    whole = Document(
        key=order.key,
        title=order.title,
        author=order.author,
        subject=order.subject,
        sections=order.sections[:1],
    )
    expected = sorted_letterhead(executor_last(whole))
    from_docx = sorted_letterhead(" ".join(docx_paragraphs(to_docx(whole))).split())
    from_pdf = sorted_letterhead(pdf_text(to_pdf(whole, fonts=FONTS)).split())
    assert from_docx == expected
    assert from_pdf == expected
    page = read_page(str(to_html(whole)))
    assert " ".join(page.paragraphs).split() == " ".join(texts(whole)).split()


def sorted_letterhead(found: list[str]) -> list[str]:
    """The words with those of the letterhead sorted: its columns may be read in either direction."""
    start = found.index("О")
    return [*sorted(found[:start]), *found[start:]]


def test_the_cells_of_a_table_are_in_all_files_cell_by_cell(order: Document):
    table = next(block for block in order.sections[1].blocks if isinstance(block, Table))
    expected = [
        " ".join(paragraph.text for paragraph in cell.paragraphs)
        for row in (*table.header, *table.rows)
        for cell in row.cells
    ]
    ruled = next(
        found
        for found in docx_body(to_docx(order)).iter(f"{WORD}tbl")
        if found.find(f"{WORD}tblPr/{WORD}tblStyle") is not None
    )
    assert [" ".join(paragraph_texts(found)) for found in ruled.iter(f"{WORD}tc")] == expected
    assert read_page(str(to_html(order))).tables[0] == expected
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(order, fonts=FONTS))).pages
    printed = " ".join(" ".join(page.extract_text().split()) for page in pages)
    place = 0
    for text in expected:
        place = printed.index(" ".join(text.split()), place)


def test_a_name_that_is_not_known_leaves_a_line_to_sign_on():
    section = Section(orientation="portrait", blocks=(Signature(position="Начальник", name=""),))
    document = Document(key="k", title="t", author="a", subject="s", sections=(section,))
    assert SIGNING_LINE in "".join(docx_paragraphs(to_docx(document)))
    assert SIGNING_LINE in pdf_text(to_pdf(document, fonts=FONTS))


@pytest.mark.parametrize(
    "text", ["&amp; <b>не жирный</b> </w:t>", "«Ё» & \"ё\" 'щ' <https://ege.example>"]
)
def test_marks_of_markup_are_printed_as_they_are(text: str):
    block = Paragraph(style="body", runs=plain(text))
    section = Section(orientation="portrait", blocks=(block,))
    document = Document(key="k", title=text, author=text, subject=text, sections=(section,))
    assert "".join(docx_paragraphs(to_docx(document))) == text
    assert " ".join(pdf_text(to_pdf(document, fonts=FONTS)).split()) == text
