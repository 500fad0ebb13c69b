"""PDF of a paper: text that can be copied, embedded fonts, PDF/A-2b."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from quality_desktop.domain.errors import QualityError
from quality_desktop.writers.fonts import Fonts
from quality_desktop.writers.hyphenation import positions
from quality_desktop.writers.lines import Breaker
from quality_desktop.writers.pdf_archive import archived
from quality_desktop.writers.pdf_blocks import BlockTranslator
from quality_desktop.writers.pdf_flow import ASCENT, Pen, TextBlock
from quality_desktop.writers.pdf_pages import Paginator
from quality_desktop.writers.styles import POINTS_PER_MM, STANDARD
from quality_desktop.writers.text import refuse_unwritable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quality_desktop.documents.model import Document
    from quality_desktop.writers.pdf_pages import Page
    from quality_desktop.writers.styles import Profile


def to_pdf(document: Document, *, fonts: Path, profile: Profile = STANDARD) -> bytes:
    """Write a paper as PDF/A-2b; the same tree always gives the same bytes.

    Args:
        document: The paper.
        fonts: Folder with the bundled font files.
        profile: Look of the paper.

    Raises:
        QualityError: The font has no glyph for a character of the text, or its files cannot be read.
    """
    refuse_unwritable(document)
    face = Fonts(fonts)
    problems = face.problems(document)
    if problems:
        raise QualityError(problems[0].text)
    breaker = Breaker(face, positions)
    pages: list[Page] = []
    for section in document.sections:
        translator = BlockTranslator(section, breaker=breaker, profile=profile)
        paginator = Paginator(profile.pages[section.orientation])
        paginator.fill(translator.flows(), translator.foot())
        pages.extend(paginator.pages)
    return archived(_drawn(document, pages, fonts=face, profile=profile))


def _drawn(document: Document, pages: Sequence[Page], *, fonts: Fonts, profile: Profile) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(
        target,
        invariant=1,
        pageCompression=1,
        lang="ru-RU",
        initialFontName=fonts.name("Regular"),  # type: ignore[arg-type]  # the stubs say «float»
    )
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.subject)
    canvas.setCreator("quality_desktop")
    pen = Pen(canvas, fonts)
    for number, page in enumerate(pages, start=1):
        _draw_page(pen, page, number=number, profile=profile)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _draw_page(pen: Pen, page: Page, *, number: int, profile: Profile) -> None:
    setup = page.setup
    height = setup.height * POINTS_PER_MM
    pen.canvas.setPageSize((setup.width * POINTS_PER_MM, height))
    if number > 1:
        style = profile.styles["page-number"]
        pen.canvas.setFont(pen.fonts.name("Regular"), style.size)
        middle = setup.left + setup.text_width / 2
        base = height - profile.header_distance * POINTS_PER_MM - ASCENT * style.size
        pen.canvas.drawCentredString(middle * POINTS_PER_MM, base, str(number))
    top = height - setup.top * POINTS_PER_MM
    for placed in page.flows:
        if isinstance(placed.flow, TextBlock) and placed.flow.outline:
            _bookmark(pen, placed.flow.outline, key=f"{number}-{placed.top:.0f}")
        placed.flow.draw(pen, setup.left * POINTS_PER_MM, top - placed.top)


def _bookmark(pen: Pen, title: str, *, key: str) -> None:
    pen.canvas.bookmarkPage(key)
    pen.canvas.addOutlineEntry(title, key, 0)
