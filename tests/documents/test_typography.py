"""The DOCX and the PDF of every sample paper are read for what a head would not sign."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import pypdf
import pytest

from quality_desktop.documents.model import AppendixMark, Document, Paragraph, Signature, Table
from quality_desktop.writers.docx import to_docx
from quality_desktop.writers.pdf import to_pdf
from tests.documents.district import ROOT, District
from tests.documents.sample_papers import OWN_KINDS, blocks, composed

_FONTS = ROOT / "resources" / "fonts"
_SAMPLES = (*sorted(OWN_KINDS), "ishimbay")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MM = 1440 / 25.4  # twips
_POINT = 72 / 25.4


@cache
def tree(name: str) -> Document:
    return District.sample().compose().document if name == "ishimbay" else composed(name).document


@cache
def word(name: str) -> Any:
    import docx

    return docx.Document(io.BytesIO(to_docx(tree(name))))


@cache
def pdf(name: str) -> Any:
    return pypdf.PdfReader(io.BytesIO(to_pdf(tree(name), fonts=_FONTS)))


def attribute(element: Any, path: str, name: str) -> str:
    found = element.find("/".join(_WORD + part for part in path.split("/")))
    return "" if found is None else str(found.get(_WORD + name, ""))


def lines_of(page: Any) -> list[tuple[float, float, str]]:
    """Texts of a page with the place of their beginning, from the top."""
    found: list[tuple[float, float, str]] = []
    height = float(page.mediabox.height)

    def visit(text: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            found.append((height - tm[5], tm[4], text.strip()))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("name", _SAMPLES)
def test_sheets_are_a4_with_the_margins_of_the_standard_in_both_files(name):
    orientations = [section.orientation for section in tree(name).sections]
    pages = list(word(name).element.body.iter(f"{_WORD}sectPr"))
    assert len(pages) == len(orientations)
    for properties, orientation in zip(pages, orientations, strict=True):
        size = (210, 297) if orientation == "portrait" else (297, 210)
        shown = [round(int(attribute(properties, "pgSz", side)) / _MM) for side in ("w", "h")]
        assert tuple(shown) == size
        margins = [
            round(int(attribute(properties, "pgMar", side)) / _MM)
            for side in ("left", "right", "top", "bottom")
        ]
        assert margins == [20, 10, 20, 20]
    for page in pdf(name).pages:
        sides = sorted(
            (
                round(float(page.mediabox.width) / _POINT),
                round(float(page.mediabox.height) / _POINT),
            )
        )
        assert sides == [210, 297]
        left = min(x for top, x, _ in lines_of(page) if top > 20 * _POINT)
        assert left >= 20 * _POINT - 0.5
    wide = [page for page in pdf(name).pages if page.mediabox.width > page.mediabox.height]
    assert bool(wide) == ("landscape" in orientations)


@pytest.mark.parametrize("name", _SAMPLES)
def test_pages_are_numbered_in_the_middle_of_the_top_from_the_second(name):
    first, *others = pdf(name).pages
    assert not [text for top, _, text in lines_of(first) if top < 20 * _POINT]
    for number, page in enumerate(others, start=2):
        ((_, x, text),) = [line for line in lines_of(page) if line[0] < 20 * _POINT]
        assert text == str(number)
        middle = float(page.mediabox.width) / 2 + 5 * _POINT  # the left margin is 10 mm wider
        assert abs(x - middle) < 10
    properties = next(word(name).element.body.iter(f"{_WORD}sectPr"))
    assert properties.find(f"{_WORD}titlePg") is not None


@pytest.mark.parametrize("name", _SAMPLES)
def test_text_is_14_points_justified_with_an_indent_and_tables_are_smaller(name):
    styles = {style.name: style for style in word(name).styles}
    body = styles["Текст документа"]
    assert body.font.size.pt == 14
    (defaults,) = word(name).styles.element.iter(f"{_WORD}docDefaults")
    assert attribute(defaults, "rPrDefault/rPr/rFonts", "ascii") == "Times New Roman"
    assert attribute(defaults, "rPrDefault/rPr/lang", "val") == "ru-RU"
    assert round(body.paragraph_format.first_line_indent.mm, 1) == 12.5
    assert attribute(body.element, "pPr/jc", "val") == "both"
    assert 10 <= styles["Таблица – текст"].font.size.pt <= 12


@pytest.mark.parametrize("name", _SAMPLES)
def test_every_table_repeats_its_head(name):
    ruled = [
        table
        for table in word(name).element.body.iter(f"{_WORD}tbl")
        if table.find(f"{_WORD}tblPr/{_WORD}tblStyle") is not None
    ]
    assert len(ruled) == len(blocks(tree(name), Table))
    for table in ruled:
        assert table.find(f"{_WORD}tr/{_WORD}trPr/{_WORD}tblHeader") is not None
    for own in blocks(tree(name), Table):
        head = " ".join(cell.paragraphs[0].text for cell in own.header[0].cells).split()
        pages = [page for page in pdf(name).pages if page.mediabox.width > page.mediabox.height]
        texts = [" ".join(page.extract_text().split()) for page in pages]
        assert any(" ".join(head) in text for text in texts)


@pytest.mark.parametrize("name", _SAMPLES)
def test_headings_have_no_full_stop_and_appendices_are_marked_as_they_should_be(name):
    for block in blocks(tree(name), Paragraph):
        if block.style in ("heading", "kind", "appendix-title"):
            assert not block.text.endswith(".")
    marks = [mark.lines[0] for mark in blocks(tree(name), AppendixMark)]
    assert len(marks) == len(tree(name).sections) - 1
    wanted = (
        ["Приложение"]
        if len(marks) == 1
        else [f"Приложение №\u00a0{number}" for number in range(1, len(marks) + 1)]
    )
    assert marks == wanted


@pytest.mark.parametrize("name", _SAMPLES)
def test_the_signature_has_initials_first_and_two_lines_of_text_on_its_page(name):
    (signature,) = blocks(tree(name), Signature)
    if signature.name:
        assert re.fullmatch(r"[А-ЯЁ]\.[А-ЯЁ]\.\u00a0[А-ЯЁ][а-яё]+", signature.name)
    page = next(
        page
        for page in pdf(name).pages
        if signature.position.split()[0] in (text := page.extract_text())
        and (not signature.name or signature.name.split("\u00a0")[1] in text)
    )
    lines = [line for line in page.extract_text().splitlines() if line.strip()]
    start = next(n for n, line in enumerate(lines) if line.startswith(signature.position[:15]))
    assert start >= 2


@pytest.mark.parametrize("name", _SAMPLES)
def test_fonts_are_embedded_the_language_is_told_and_the_archive_form_is_kept(name):
    reader = pdf(name)
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()
            inner = described.get("/DescendantFonts", [described])[0].get_object()
            assert "/FontFile2" in inner["/FontDescriptor"].get_object()
    assert reader.trailer["/Root"]["/Lang"] == "ru-RU"
    assert reader.metadata.title
    assert reader.metadata.author
    meta = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode("utf-8")
    assert re.search(r"<pdfaid:part[^>]*>2<", meta)
    core = word(name).core_properties
    assert (core.language, bool(core.title), bool(core.author)) == ("ru-RU", True, True)
