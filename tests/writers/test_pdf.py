import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from quality_desktop.documents.model import Document, Paragraph, Section, plain
from quality_desktop.domain.errors import QualityError
from quality_desktop.writers.pdf import to_pdf
from quality_desktop.writers.pdf_archive import archived
from quality_desktop.writers.styles import STANDARD

POINTS_PER_MM = 72 / 25.4


@pytest.fixture
def reader(order: Document, fonts: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(to_pdf(order, fonts=fonts)))


def passes(content: bytes) -> bool:
    """Judgement of the PDF/A checker, which approves only what it knows to be right."""
    import pikepdf
    from pikepdf import pdfa

    with pikepdf.open(io.BytesIO(content)) as pdf:
        return pdfa.check(pdf, "2b").passed


def test_the_file_is_accepted_as_pdf_a(order: Document, fonts: Path):
    assert passes(to_pdf(order, fonts=fonts))


def test_the_check_of_pdf_a_would_notice_a_font_that_is_not_embedded():
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawString(50, 700, "abc")
    canvas.save()
    assert not passes(archived(target.getvalue()))


def test_every_font_is_embedded(reader: pypdf.PdfReader):
    found: dict[str, bool] = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for reference in resources["/Font"].values():
            font = reference.get_object()
            found[font["/BaseFont"]] = "/FontFile2" in font["/FontDescriptor"]
    assert len(found) >= 2
    assert all(found.values()), found
    assert all("Tinos" in name for name in found)


def test_properties_and_language_are_set_and_no_date_is_made_up(
    reader: pypdf.PdfReader, order: Document
):
    assert reader.metadata is not None
    assert reader.metadata.title == order.title
    assert reader.metadata.author == order.author
    assert reader.metadata.subject == order.subject
    assert reader.metadata.creation_date is None
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "ru-RU"


def test_titles_are_bookmarks(reader: pypdf.PdfReader, order: Document):
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == [
        order.title,
        "Закрепление ответственности по направлениям",
        "Муниципальная программа (комплекс мер)",
    ]


def test_appendices_lie_on_landscape_pages_of_the_same_file(reader: pypdf.PdfReader):
    shapes = [page.mediabox.width > page.mediabox.height for page in reader.pages]
    assert shapes[0] is False
    assert shapes[-1] is True
    assert shapes == sorted(shapes)


def test_pages_are_numbered_from_the_second_one_on(reader: pypdf.PdfReader):
    texts = [page.extract_text() for page in reader.pages]
    assert not texts[0].startswith("1")
    for number, text in enumerate(texts[1:], start=2):
        assert text.split()[0] == str(number)


def test_nothing_is_printed_in_the_margins(reader: pypdf.PdfReader):
    for number, page in enumerate(reader.pages):
        setup = STANDARD.pages[
            "portrait" if page.mediabox.height > page.mediabox.width else "landscape"
        ]
        places: list[tuple[float, float]] = []

        def note(text: str, _cm: object, matrix: list[float], _font: object, _size: float) -> None:
            if text.strip():
                places.append((matrix[4], matrix[5]))  # noqa: B023  # used before the loop goes on

        page.extract_text(visitor_text=note)
        body = places[1:] if number else places
        assert min(x for x, _y in body) >= setup.left * POINTS_PER_MM - 0.1
        assert min(y for _x, y in body) >= setup.bottom * POINTS_PER_MM
        assert max(y for _x, y in body) <= (setup.height - setup.top) * POINTS_PER_MM


def test_bashkir_letters_can_be_copied(reader: pypdf.PdfReader):
    text = reader.pages[0].extract_text()
    assert "БАШКОРТОСТАН РЕСПУБЛИКАҺЫ" in text
    assert "БОЙОРОҠ" in text


def test_long_storage_takes_a_wider_left_margin(order: Document, fonts: Path):
    wide = to_pdf(order, fonts=fonts, profile=STANDARD.with_left_margin(30))
    assert passes(wide)
    assert wide != to_pdf(order, fonts=fonts)


def test_a_character_without_a_glyph_stops_the_paper(order: Document, fonts: Path):
    block = Paragraph(style="body", runs=plain("Школа 漢"))
    broken = replace(order, sections=(Section(orientation="portrait", blocks=(block,)),))
    with pytest.raises(QualityError, match="нет знака «漢»"):
        to_pdf(broken, fonts=fonts)
