"""Many papers at once are the papers that would have been written one by one."""

import io
import zipfile
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import pdfa
from pypdf import PdfReader

from quality_desktop import paths
from quality_desktop.documents.addressed import addressed
from quality_desktop.documents.model import (
    Addressee,
    Cell,
    Document,
    Figure,
    Paragraph,
    Row,
    Section,
    Table,
    plain,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.writers.docx import DocxWriter, to_docx
from quality_desktop.writers.many import save_many
from quality_desktop.writers.pdf import PdfWriter, to_pdf
from tests.writers.pictures import png

FONTS = paths.bundled().fonts


def paper(name: str, lines: int = 3) -> Document:
    blocks = tuple(
        Paragraph(style="body", runs=plain(f"Письмо «{name}», абзац {n}: {'слово ' * 40}"))
        for n in range(lines)
    )
    return Document(
        key=name,
        title=f"Письмо {name}",
        author="Отдел",
        subject="О письмах",
        sections=(Section(orientation="portrait", blocks=blocks),),
    )


PAPERS = [paper("первое"), paper("второе", 40), paper("третье")]


def copies() -> list[Document]:
    """One letter to three, with a table, and between them a paper with the same table and a picture."""
    table = Table(
        widths=(1, 2),
        header=(),
        rows=tuple(
            Row(
                cells=tuple(
                    Cell(paragraphs=(Paragraph(style="cell", runs=plain(f"{n} {word}")),))
                    for word in ("предмет", "доля " * 9)
                )
            )
            for n in range(40)
        ),
    )
    text = Paragraph(style="body", runs=plain("Направляем итоги. " * 20))
    picture = Figure(image=png(), width=20, height=10, alt="Точки")
    letter = replace(PAPERS[0], sections=(Section(
        orientation="portrait", blocks=(Addressee(lines=("Кому",)), text, table, text)
    ),))  # fmt: skip
    other = replace(PAPERS[1], sections=(Section(
        orientation="landscape", blocks=(text, picture, table)
    ),))  # fmt: skip
    first, second, third = (
        addressed(letter, (f"Школе № {n}", "в одной строке больше")[: n % 2 + 1], key=str(n))
        for n in range(1, 4)
    )
    return [first, other, second, third]


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def is_archive(content: bytes) -> bool:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return pdfa.check(pdf, "2b").passed


def test_a_paper_parted_from_the_others_has_its_own_pages_title_and_fonts():
    parted, _ = PdfWriter(FONTS).pdfs(PAPERS)
    for document, content in zip(PAPERS, parted, strict=True):
        assert pages(content) == pages(to_pdf(document, fonts=FONTS))
        reader = PdfReader(io.BytesIO(content))
        assert reader.metadata is not None
        assert (reader.metadata.title, reader.metadata.author) == (document.title, "Отдел")
        assert is_archive(content)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_what_papers_share_is_made_once_and_each_is_what_it_would_be_alone():
    shared = copies()
    parted, _ = PdfWriter(FONTS).pdfs(shared)
    for document, pdf in zip(shared, parted, strict=True):
        assert pages(pdf) == pages(to_pdf(document, fonts=FONTS))
    writer = DocxWriter()
    for document in (*shared, shared[0]):
        assert parts(writer.docx(document)) == parts(to_docx(document))


def test_the_file_of_all_holds_the_pages_of_each_in_order():
    parted, whole = PdfWriter(FONTS).pdfs(PAPERS)
    assert pages(whole) == [page for content in parted for page in pages(content)]
    assert is_archive(whole)


def test_page_numbers_begin_anew_with_every_paper():
    parted, _ = PdfWriter(FONTS).pdfs([PAPERS[1], PAPERS[1]])
    assert pages(parted[0]) == pages(parted[1])


def test_files_stand_paper_by_paper_and_the_one_of_all_is_last(tmp_path):
    made = save_many(
        PAPERS[:2], formats=("docx", "pdf"), folder=tmp_path, fonts=FONTS, whole="все.pdf"
    )
    assert [path.name for path in made] == [
        "первое.docx", "первое.pdf", "второе.docx", "второе.pdf", "все.pdf",
    ]  # fmt: skip
    assert all(path.stat().st_size for path in made)


def test_progress_ends_with_all_papers_and_an_unknown_format_is_refused(tmp_path):
    told: list[int] = []
    save_many(
        PAPERS,
        formats=("docx", "pdf"),
        folder=tmp_path,
        fonts=FONTS,
        whole="все.pdf",
        progress=lambda done, _all, _what: told.append(done),
    )
    assert told == sorted(told)
    with pytest.raises(QualityError):
        save_many(PAPERS, formats=("odt",), folder=tmp_path, fonts=FONTS, whole="все.pdf")


def test_a_sign_without_a_glyph_stops_the_batch_in_a_sentence():
    bad = replace(PAPERS[0], sections=(Section(
        orientation="portrait", blocks=(Paragraph(style="body", runs=plain("漢")),)
    ),))  # fmt: skip
    with pytest.raises(QualityError, match="знака"):
        PdfWriter(FONTS).pdfs([PAPERS[0], bad])
