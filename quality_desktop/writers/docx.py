"""DOCX of a paper: named styles that an office can go on working with."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from quality_desktop.writers.docx_base import base_package
from quality_desktop.writers.docx_blocks import SectionTranslator
from quality_desktop.writers.docx_pictures import Pictures
from quality_desktop.writers.docx_xml import WordXml
from quality_desktop.writers.styles import STANDARD
from quality_desktop.writers.text import refuse_unwritable

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

    from quality_desktop.documents.model import Document
    from quality_desktop.writers.docx_tables import Tables
    from quality_desktop.writers.styles import Profile


def to_docx(document: Document, *, profile: Profile = STANDARD) -> bytes:
    """Write a paper as DOCX.

    Args:
        document: The paper.
        profile: Look of the paper.

    Raises:
        QualityError: The text holds a character that no file can hold.
    """
    return DocxWriter(profile).docx(document)


class DocxWriter:
    """Writes papers that say much the same: the styles and the tables of one serve the next."""

    def __init__(self, profile: Profile = STANDARD) -> None:
        """Begin with the empty document.

        Args:
            profile: Look of the papers.
        """
        self._profile = profile
        self._base = base_package(profile)
        self._empty: DocxDocument | None = None
        self._xml = WordXml()
        self._tables: Tables = {}

    def docx(self, document: Document) -> bytes:
        """A paper as ``to_docx`` writes it; see there."""
        refuse_unwritable(document)
        paper = self._opened()
        properties = paper.core_properties
        properties.title = document.title
        properties.author = document.author
        properties.subject = document.subject
        properties.language = "ru-RU"
        pictures = Pictures(paper.part)
        last = len(document.sections) - 1
        for index, section in enumerate(document.sections):
            translator = SectionTranslator(
                paper.element.body,
                section,
                xml=self._xml,
                pictures=pictures,
                tables=self._tables,
                profile=self._profile,
            )
            translator.write(is_first=index == 0, is_last=index == last)
        target = io.BytesIO()
        paper.save(target)
        if not pictures.count:  # its package holds nothing of this paper but the text
            paper.element.body.clear()
            self._empty = paper
        return target.getvalue()

    def _opened(self) -> DocxDocument:
        import docx

        paper, self._empty = self._empty, None
        return paper if paper is not None else docx.Document(io.BytesIO(self._base))
