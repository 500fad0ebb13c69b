"""Pictures of a DOCX: stored once each, with words for those who cannot see them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from quality_desktop.writers.text import clean

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart
    from lxml.etree import _Element as Element

    from quality_desktop.documents.model import Figure


class Pictures:
    """Pictures of one paper."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        self.count = 0
        """Pictures so far."""

    def inline(self, figure: Figure, *, width: float, height: float) -> Element:
        """The element of a figure that stands in a line of text; sizes in mm."""
        from docx.shared import Mm

        inline = self._part.new_pic_inline(io.BytesIO(figure.image), Mm(width), Mm(height))
        self.count += 1
        inline.docPr.set("id", str(self.count))
        inline.docPr.set("name", f"Рисунок {self.count}")
        inline.docPr.set("descr", clean(figure.alt).replace("\n", " "))
        return inline
