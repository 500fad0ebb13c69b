"""A figure in both files: its size, its words, and that its caption stays with it."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdf
import pytest
from pikepdf import pdfa

from quality_desktop.documents.model import (
    Document,
    Figure,
    Paragraph,
    Section,
    Signature,
    Table,
    plain,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.writers.docx import to_docx
from quality_desktop.writers.files import save
from quality_desktop.writers.pdf import to_pdf
from quality_desktop.writers.styles import POINTS_PER_MM, STANDARD
from tests.writers.conftest import matrix
from tests.writers.pictures import png
from tests.writers.test_look import lines_of, pages_of, print_by_office

CAPTION = "Рисунок 1 – Доля участников с отметкой 2 по школам"
ALT = "Столбцы: СОШ № 1 – 37,5 %; СОШ «Ә» <3> (нет данных)"
PAGE = STANDARD.pages["portrait"]


def figure(*, height: float = 60, width: float = 120, caption: str = CAPTION) -> Figure:
    return Figure(image=png(), width=width, height=height, alt=ALT, caption=caption)


def paper(*blocks: Paragraph | Figure | Table | Signature) -> Document:
    section = Section(orientation="portrait", blocks=blocks)
    return Document(key="k", title="т", author="а", subject="п", sections=(section,))


def body(text: str) -> Paragraph:
    return Paragraph(style="body", runs=plain(text))


def body_of(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content)).element.body


def pictures_of(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content)).inline_shapes


def instructions(page: pikepdf.Page) -> Iterator[tuple[str, list[Any]]]:
    """Operators of a page with what they are given."""
    for instruction in pikepdf.parse_content_stream(page):
        yield str(instruction.operator), list(instruction.operands)


def boxes_of(content: bytes) -> list[list[list[float]]]:
    """Places of pictures by page: x, y, width, height in pt."""
    found: list[list[list[float]]] = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            places = []
            matrix_now: list[float] = []
            for operator, operands in instructions(page):
                if operator == "cm":
                    matrix_now = [float(number) for number in operands]
                elif operator == "Do":
                    width, _, _, height, x, y = matrix_now
                    places.append([x, y, width, height])
            found.append(places)
    return found


def test_both_files_show_the_picture_in_its_size(fonts: Path):
    document = paper(body("До."), figure(), body("После."))
    (shape,) = pictures_of(to_docx(document))
    assert (round(shape.width.mm), round(shape.height.mm)) == (120, 60)
    ((place,),) = boxes_of(to_pdf(document, fonts=fonts))
    assert place[2:] == pytest.approx([120 * POINTS_PER_MM, 60 * POINTS_PER_MM], abs=0.01)
    middle = PAGE.left + PAGE.text_width / 2
    assert place[0] + place[2] / 2 == pytest.approx(middle * POINTS_PER_MM, abs=0.01)


def test_a_picture_larger_than_the_page_is_made_smaller_in_its_proportions(fonts: Path):
    document = paper(figure(width=400, height=800))
    (shape,) = pictures_of(to_docx(document))
    assert shape.height.mm < PAGE.text_height
    assert shape.height / shape.width == pytest.approx(2, abs=0.001)
    pages = boxes_of(to_pdf(document, fonts=fonts))
    assert len(pages) == 1
    (place,) = pages[0]
    assert place[1] > PAGE.bottom * POINTS_PER_MM
    assert place[2] / POINTS_PER_MM == pytest.approx(shape.width.mm, abs=0.01)


def test_both_files_carry_the_words_for_those_who_cannot_see(fonts: Path):
    document = paper(figure())
    described = body_of(to_docx(document)).xpath(".//wp:docPr/@descr")
    assert described == [ALT]
    with pikepdf.open(io.BytesIO(to_pdf(document, fonts=fonts))) as pdf:
        marks = [given for name, given in instructions(pdf.pages[0]) if name == "BDC"]
    ((tag, properties),) = marks
    assert str(tag) == "/Span"
    assert str(properties["/Alt"]) == ALT


def test_the_paper_with_a_figure_is_accepted_as_pdf_a(fonts: Path):
    document = paper(body("До."), figure(), figure(caption=""), body("После."))
    with pikepdf.open(io.BytesIO(to_pdf(document, fonts=fonts))) as pdf:
        assert pdfa.check(pdf, "2b").passed


def test_the_same_picture_is_stored_once(fonts: Path):
    document = paper(figure(), figure(caption="Рисунок 2 – То же"))
    names = [
        part.partname
        for part in docx.Document(io.BytesIO(to_docx(document))).part.package.iter_parts()
    ]
    assert sum("media" in name for name in names) == 1
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(document, fonts=fonts)))
    resources: Any = reader.pages[0]["/Resources"]
    assert len(resources["/XObject"]) == 1


@pytest.mark.parametrize("lines", range(28, 40))
def test_a_caption_is_on_the_page_of_its_picture(lines: int, fonts: Path):
    document = paper(*(body(f"Строка {number}.") for number in range(lines)), figure())
    content = to_pdf(document, fonts=fonts)
    reader = pypdf.PdfReader(io.BytesIO(content))
    with_caption = [CAPTION in page.extract_text().replace("\n", " ") for page in reader.pages]
    assert with_caption == [bool(places) for places in boxes_of(content)]


def test_a_picture_is_kept_with_its_caption_and_the_text_before_a_signature_in_docx():
    document = paper(figure(), figure(caption=""), Signature(position="Начальник", name="И."))
    with_picture = body_of(to_docx(document)).xpath("./w:p[.//pic:pic]")
    assert [bool(each.xpath("./w:pPr/w:keepNext")) for each in with_picture] == [True, True]


def test_a_figure_does_not_touch_a_table():
    document = paper(matrix(), figure(caption=""), matrix())
    body = body_of(to_docx(document))
    tags = [child.tag.rpartition("}")[2] for child in body]
    assert tags[:4] == ["tbl", "p", "p", "tbl"]
    assert float(body.xpath("./w:p[.//pic:pic]/w:pPr/w:spacing/@w:before")[0]) > 0


def test_a_section_may_end_with_a_figure(fonts: Path):
    sections = tuple(
        Section(orientation="portrait", blocks=(figure(caption=caption),))
        for caption in ("", CAPTION)
    )
    document = Document(key="k", title="т", author="а", subject="п", sections=sections)
    assert len(docx.Document(io.BytesIO(to_docx(document))).sections) == 2
    assert len(pypdf.PdfReader(io.BytesIO(to_pdf(document, fonts=fonts))).pages) == 2


def test_words_that_no_file_can_hold_are_refused_in_the_description_too():
    hidden = Figure(image=png(), width=10, height=10, alt="Школа\x00")
    with pytest.raises(QualityError, match="служебный знак"):
        to_docx(paper(hidden))


@pytest.mark.office
@pytest.mark.slow
def test_pages_of_figures_are_the_same_in_both_files(
    fonts: Path, tmp_path: Path, find_tool: Callable[[str], Path]
):
    """A word processor prints a figure as high as the PDF does, at the top of a page too."""
    blocks: list[Paragraph | Figure] = []
    for number in range(1, 7):
        blocks += [body(f"Строка {number}."), figure(height=95, caption=f"Рисунок {number} – Доля")]
    docx_file, pdf = save(paper(*blocks), formats=("docx", "pdf"), folder=tmp_path, fonts=fonts)
    print_by_office([docx_file], folder=tmp_path, soffice=find_tool("soffice"))
    reader = find_tool("pdftotext")
    own, office = pages_of(reader, pdf), pages_of(reader, tmp_path / "office" / pdf.name)
    assert len(own) == 3
    assert [lines_of([page]) for page in own] == [lines_of([page]) for page in office]
