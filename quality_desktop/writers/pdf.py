"""PDF of a paper: text that can be copied, embedded fonts, PDF/A-2b."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from quality_desktop.domain.errors import QualityError
from quality_desktop.writers.fonts import Fonts
from quality_desktop.writers.hyphenation import positions
from quality_desktop.writers.lines import Breaker
from quality_desktop.writers.pdf_archive import archived, parted
from quality_desktop.writers.pdf_blocks import BlockTranslator
from quality_desktop.writers.pdf_flow import ASCENT, Pen, TextBlock
from quality_desktop.writers.pdf_pages import Paginator
from quality_desktop.writers.styles import POINTS_PER_MM, STANDARD
from quality_desktop.writers.text import refuse_unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from quality_desktop.documents.model import Document
    from quality_desktop.writers.pdf_blocks import Grids
    from quality_desktop.writers.pdf_pages import Page
    from quality_desktop.writers.styles import Profile

    Progress = Callable[[int, int, str], None]


def to_pdf(document: Document, *, fonts: Path, profile: Profile = STANDARD) -> bytes:
    """Write a paper as PDF/A-2b; the same tree always gives the same bytes.

    Args:
        document: The paper.
        fonts: Folder with the bundled font files.
        profile: Look of the paper.

    Raises:
        QualityError: The font has no glyph for a character of the text, or its files cannot be read.
    """
    return PdfWriter(fonts, profile).pdf(document)


class PdfWriter:
    """Writes papers that say much the same: what one of them was measured for serves the next."""

    def __init__(self, fonts: Path, profile: Profile = STANDARD) -> None:
        """Begin with nothing measured.

        Args:
            fonts: Folder with the bundled font files.
            profile: Look of the papers.
        """
        self._face = Fonts(fonts)
        self._profile = profile
        self._breaker = Breaker(self._face, positions)
        self._grids: Grids = {}

    def pdf(self, document: Document) -> bytes:
        """A paper as ``to_pdf`` writes it; see there."""
        canvas = _Canvas(document, self._face, self._profile)
        canvas.draw(self._pages(document), has_outline=True)
        return archived(canvas.content())

    def outline(self, document: Document) -> dict[str, int]:
        """Titles that bookmarks lead to, and the numbers of the pages where they stand."""
        return {
            placed.flow.outline: number
            for number, page in enumerate(self._pages(document), start=1)
            for placed in page.flows
            if isinstance(placed.flow, TextBlock) and placed.flow.outline
        }

    def pdfs(
        self, documents: Sequence[Document], progress: Progress | None = None
    ) -> tuple[list[bytes], bytes]:
        """Many papers of one kind: each as a file of its own, and all of them as one.

        They are drawn as one and parted then, so that the fonts are cut and packed once.

        Args:
            documents: The papers; the title of the first stands in the file of all.
            progress: Told how many papers are drawn, of how many, and which comes; an exception
                from it cancels.

        Raises:
            QualityError: As ``to_pdf``.
        """
        canvas = _Canvas(documents[0], self._face, self._profile)
        parts: list[tuple[int, Document]] = []
        for place, document in enumerate(documents):
            if progress is not None:
                progress(place, len(documents), document.key)
            pages = self._pages(document)
            canvas.draw(pages, has_outline=False)
            parts.append((len(pages), document))
        content = canvas.content()
        return parted(content, parts), archived(content)

    def _pages(self, document: Document) -> list[Page]:
        refuse_unwritable(document)
        problems = self._face.problems(document)
        if problems:
            raise QualityError(problems[0].text)
        pages: list[Page] = []
        for section in document.sections:
            translator = BlockTranslator(
                section, breaker=self._breaker, profile=self._profile, grids=self._grids
            )
            paginator = Paginator(self._profile.pages[section.orientation])
            paginator.fill(translator.flows(), translator.foot())
            pages.extend(paginator.pages)
        return pages


class _Canvas:
    """What pages are drawn on."""

    def __init__(self, about: Document, fonts: Fonts, profile: Profile) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0  # streams as text are a quarter longer and take time to make
        self._target = io.BytesIO()
        self._profile = profile
        canvas = Canvas(
            self._target,
            invariant=1,
            pageCompression=1,
            lang="ru-RU",
            initialFontName=fonts.name("Regular"),  # type: ignore[arg-type]  # the stubs say «float»
        )
        canvas.setTitle(about.title)
        canvas.setAuthor(about.author)
        canvas.setSubject(about.subject)
        canvas.setCreator("quality_desktop")
        self._pen = Pen(canvas, fonts)

    def draw(self, pages: Sequence[Page], *, has_outline: bool) -> None:
        """Draw the pages of a paper; they are numbered from its first one."""
        for number, page in enumerate(pages, start=1):
            _draw_page(
                self._pen, page, number=number, profile=self._profile, has_outline=has_outline
            )
            self._pen.canvas.showPage()

    def content(self) -> bytes:
        """All that was drawn; nothing more can be drawn then."""
        self._pen.canvas.save()
        return self._target.getvalue()


def _draw_page(pen: Pen, page: Page, *, number: int, profile: Profile, has_outline: bool) -> None:
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
        if has_outline and isinstance(placed.flow, TextBlock) and placed.flow.outline:
            _bookmark(pen, placed.flow.outline, key=f"{number}-{placed.top:.0f}")
        placed.flow.draw(pen, setup.left * POINTS_PER_MM, top - placed.top)


def _bookmark(pen: Pen, title: str, *, key: str) -> None:
    pen.canvas.bookmarkPage(key)
    pen.canvas.addOutlineEntry(title, key, 0)
