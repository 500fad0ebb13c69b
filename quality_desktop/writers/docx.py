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
    from quality_desktop.documents.model import Document
    from quality_desktop.writers.styles import Profile


def to_docx(document: Document, *, profile: Profile = STANDARD) -> bytes:
    """Write a paper as DOCX.

    Args:
        document: The paper.
        profile: Look of the paper.

    Raises:
        QualityError: The text holds a character that no file can hold.
    """
    import docx

    refuse_unwritable(document)
    paper = docx.Document(io.BytesIO(base_package(profile)))
    properties = paper.core_properties
    properties.title = document.title
    properties.author = document.author
    properties.subject = document.subject
    properties.language = "ru-RU"
    xml = WordXml()
    pictures = Pictures(paper.part)
    body = paper.element.body
    last = len(document.sections) - 1
    for index, section in enumerate(document.sections):
        translator = SectionTranslator(body, section, xml=xml, pictures=pictures, profile=profile)
        translator.write(is_first=index == 0, is_last=index == last)
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()
