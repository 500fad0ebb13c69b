"""The same content through plain calls of the libraries, as a straightforward script would make them.

python-docx paragraphs and tables, platypus paragraphs and tables, fonts registered beforehand. No PDF/A, no
signature kept with its text, no merged cells, no row cut between lines with its rules, no page numbers.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from quality_desktop.documents.model import (
    Addressee,
    AppendixMark,
    Block,
    CertifiedCopy,
    CornerLetterhead,
    Document,
    ExecutorMark,
    Figure,
    LetterheadBlock,
    Paragraph,
    Row,
    Signature,
    Table,
)
from quality_desktop.writers.grid import place

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


def register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Bare-{face}", str(FONTS / f"Tinos-{face}.ttf")))
    pdfmetrics.registerFontFamily("Bare-Regular", normal="Bare-Regular", bold="Bare-Bold")


def docx_of(document: Document) -> bytes:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    paper = docx.Document()
    normal = paper.styles["Normal"]
    normal.font.name = "Times New Roman"
    normal.font.size = Pt(14)
    for number, section in enumerate(document.sections):
        page = paper.add_section() if number else paper.sections[0]
        is_landscape = section.orientation == "landscape"
        page.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = (
            (Mm(297), Mm(210)) if is_landscape else (Mm(210), Mm(297))
        )
        for block in section.blocks:
            if isinstance(block, Table):
                _docx_table(paper, block)
                continue
            for text in _texts(block):
                paragraph = paper.add_paragraph(text)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
                paragraph.paragraph_format.first_line_indent = Mm(12.5)
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def _docx_table(paper: Any, block: Table) -> None:
    from docx.shared import Pt

    table = paper.add_table(rows=0, cols=len(block.widths), style="Table Grid")
    for row in _rows(block):
        for cell, lines in zip(table.add_row().cells, row, strict=True):
            cell.text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(11)


def pdf_of(document: Document) -> bytes:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate
    from reportlab.platypus import Paragraph as PdfParagraph

    width, height = landscape(A4)
    style = ParagraphStyle("text", fontName="Bare-Regular", fontSize=14, leading=16.1, alignment=4)
    story: list[Any] = []
    for number, section in enumerate(document.sections):
        story += [NextPageTemplate(section.orientation)]
        story += [PageBreak()] if number else []
        for block in section.blocks:
            if isinstance(block, Table):
                story.append(_pdf_table(block, width - 85))
            else:
                story += [PdfParagraph(escape(text), style) for text in _texts(block)]
    target = io.BytesIO()
    template = BaseDocTemplate(target, initialFontName="Bare-Regular")
    frames = {"portrait": A4, "landscape": (width, height)}
    template.addPageTemplates(
        [
            PageTemplate(
                name, [Frame(57, 57, size[0] - 85, size[1] - 114, 0, 0, 0, 0)], pagesize=size
            )
            for name, size in frames.items()
        ]
    )
    template.build(story)
    return target.getvalue()


def _pdf_table(block: Table, width: float) -> Any:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as PdfParagraph
    from reportlab.platypus import Table as PdfTable

    style = ParagraphStyle("cell", fontName="Bare-Regular", fontSize=11, leading=12.65)
    total = sum(block.widths)
    return PdfTable(
        [
            [[PdfParagraph(escape(line), style) for line in lines] for lines in row]
            for row in _rows(block)
        ],
        colWidths=[share / total * width for share in block.widths],
        repeatRows=len(block.header),
        splitInRow=1,
        style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
    )


def _rows(table: Table) -> Iterator[list[list[str]]]:
    for rows in (table.header, table.rows):
        yield from _filled(rows, len(table.widths))


def _filled(rows: tuple[Row, ...], columns: int) -> Iterator[list[list[str]]]:
    """Lines of every cell; cells covered by another one are empty."""
    for placed in place(rows, columns):
        row = [[""] for _ in range(columns)]
        for each in placed:
            if each.cell is not None:
                row[each.column] = [
                    f"{line.mark} {line.text}".strip() for line in each.cell.paragraphs
                ]
        yield row


def _texts(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [f"{block.mark} {block.text}".strip()]
        case LetterheadBlock():
            sides = [side for side in (block.left, block.right) if side is not None]
            lines = [line for s in sides for line in (*s.heading, s.kind_word, s.date, s.place)]
            return [*lines, block.number]
        case CornerLetterhead():
            corners = [side for side in (block.left, block.right) if side is not None]
            lines = [line for s in corners for line in (*s.heading, *s.reference)]
            return [*lines, *block.registration, *block.addressee]
        case AppendixMark() | Addressee() | ExecutorMark():
            return list(block.lines)
        case Signature():
            return [f"{block.position} {block.name}"]
        case CertifiedCopy():
            return [block.mark, f"{block.position} {block.name}", block.date]
        case Figure():
            return [block.caption]
        case Table():
            return []
