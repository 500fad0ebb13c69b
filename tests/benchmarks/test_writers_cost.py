"""What writing a paper costs beside the bare libraries: the same content through plain calls of them.

Both sides run in one test, so that a slow machine slows both. The bare side is what a straightforward
script would do: python-docx paragraphs and tables, platypus paragraphs and tables, fonts registered
beforehand. It makes no PDF/A, keeps no signature with its text and cuts no row between lines.
"""

import gc
import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from pytest_benchmark.fixture import BenchmarkFixture

from quality_desktop.documents.model import (
    Cell,
    Document,
    Paragraph,
    Row,
    Section,
    Signature,
    StyleName,
    Table,
    plain,
)
from quality_desktop.writers.docx import to_docx
from quality_desktop.writers.pdf import to_pdf

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
ROUNDS = 7
LARGEST_RATIO = 1.5
CLAUSE = (
    "Определить координаторами деятельности Управления образования муниципального района по "
    "совершенствованию муниципальных механизмов управления качеством образования главного инспектора "
    "Управления образования и методиста информационно-методического центра."
)
CELL = (
    "региональная информационная система обеспечения проведения государственной итоговой аттестации"
)
COLUMNS = 6
ROWS = 60


def test_writing_both_formats_costs_half_more_than_the_bare_libraries_at_most(
    benchmark: BenchmarkFixture,
) -> None:
    document = _paper()
    _register_fonts()
    sides: dict[str, Callable[[], bytes]] = {
        "docx": lambda: to_docx(document),
        "pdf": lambda: to_pdf(document, fonts=FONTS),
        "bare docx": lambda: _bare_docx(document),
        "bare pdf": lambda: _bare_pdf(document),
    }
    runs: dict[str, list[float]] = {name: [] for name in sides}
    for write in sides.values():
        write()  # imports and font files are read once in the life of the program

    def round_of_all() -> None:
        for name, write in sides.items():
            runs[name].append(_timed(write))

    benchmark.pedantic(round_of_all, rounds=ROUNDS, iterations=1)

    cost = {name: statistics.median(times) for name, times in runs.items()}
    ratios = {
        "docx": cost["docx"] / cost["bare docx"],
        "pdf": cost["pdf"] / cost["bare pdf"],
        "both": (cost["docx"] + cost["pdf"]) / (cost["bare docx"] + cost["bare pdf"]),
    }
    benchmark.extra_info.update(
        ratios={name: round(ratio, 2) for name, ratio in ratios.items()},
        milliseconds={name: round(seconds * 1000, 1) for name, seconds in cost.items()},
    )
    assert ratios["docx"] <= LARGEST_RATIO, benchmark.extra_info
    assert ratios["pdf"] <= LARGEST_RATIO, benchmark.extra_info


def _timed(write: Callable[[], bytes]) -> float:
    gc.collect()
    start = time.process_time()
    write()
    return time.process_time() - start


def _paragraph(style: StyleName, text: str, mark: str = "") -> Paragraph:
    return Paragraph(style=style, runs=plain(text), mark=mark)


def _paper() -> Document:
    clauses = [_paragraph("clause", CLAUSE, f"{number}.") for number in range(1, 21)]
    head = Row(
        cells=tuple(
            Cell(paragraphs=(_paragraph("cell-head", "Методы сбора"),)) for _ in range(COLUMNS)
        )
    )
    rows = tuple(
        Row(cells=tuple(Cell(paragraphs=(_paragraph("cell", CELL),)) for _ in range(COLUMNS)))
        for _ in range(ROWS)
    )
    table = Table(widths=(1.0,) * COLUMNS, header=(head,), rows=rows)
    return Document(
        key="order",
        title="О мерах",
        author="Управление образования",
        subject="Приказ",
        sections=(
            Section(
                orientation="portrait",
                blocks=(
                    _paragraph("heading", "О мерах по совершенствованию"),
                    *clauses,
                    Signature(position="Начальник", name="О.Ю. Егорова"),
                ),
            ),
            Section(orientation="landscape", blocks=(table,)),
        ),
    )


def _texts(document: Document) -> tuple[list[str], list[list[str]]]:
    """Paragraphs of the first section and cells of the table in the second one."""
    body = [
        f"{block.mark} {block.text}".strip()
        for block in document.sections[0].blocks
        if isinstance(block, Paragraph)
    ]
    (table,) = (block for block in document.sections[1].blocks if isinstance(block, Table))
    cells = [
        [cell.paragraphs[0].text for cell in row.cells] for row in (*table.header, *table.rows)
    ]
    return [*body, "Начальник О.Ю. Егорова"], cells


def _bare_docx(document: Document) -> bytes:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    body, cells = _texts(document)
    paper = docx.Document()
    normal = paper.styles["Normal"]
    normal.font.name = "Times New Roman"
    normal.font.size = Pt(14)
    for text in body:
        paragraph = paper.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(12.5)
    section = paper.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    table = paper.add_table(rows=0, cols=COLUMNS, style="Table Grid")
    for row in cells:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
            cell.paragraphs[0].runs[0].font.size = Pt(11)
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def _register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Bare-{face}", str(FONTS / f"Tinos-{face}.ttf")))


def _bare_pdf(document: Document) -> bytes:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        NextPageTemplate,
        PageBreak,
        PageTemplate,
    )
    from reportlab.platypus import Paragraph as PdfParagraph
    from reportlab.platypus import Table as PdfTable

    body, cells = _texts(document)
    text_style = ParagraphStyle(
        "text", fontName="Bare-Regular", fontSize=14, leading=16.1, alignment=4
    )
    cell_style = ParagraphStyle("cell", fontName="Bare-Regular", fontSize=11, leading=12.65)
    width, height = landscape(A4)
    table = PdfTable(
        [[PdfParagraph(escape(text), cell_style) for text in row] for row in cells],
        colWidths=[(width - 90) / COLUMNS] * COLUMNS,
        repeatRows=1,
        style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
    )
    target = io.BytesIO()
    template = BaseDocTemplate(target, initialFontName="Bare-Regular")
    template.addPageTemplates(
        [
            PageTemplate("portrait", [Frame(57, 57, A4[0] - 85, A4[1] - 114)], pagesize=A4),
            PageTemplate(
                "landscape", [Frame(40, 57, width - 70, height - 114)], pagesize=(width, height)
            ),
        ]
    )
    template.build(
        [
            *(PdfParagraph(escape(text), text_style) for text in body),
            NextPageTemplate("landscape"),
            PageBreak(),
            table,
        ]
    )
    return target.getvalue()
