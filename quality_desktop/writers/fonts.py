"""The bundled font: widths of words, and whether every character has a glyph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.writers.text import character_name, clean, excerpt, texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportlab.pdfbase.ttfonts import TTFont

    from quality_desktop.documents.model import Document

Face = Literal["Regular", "Bold", "Italic", "BoldItalic"]

FAMILY = "Tinos"
"""Same widths as Times New Roman, with Russian and Bashkir letters."""

_EM = 1000.0


def face_of(*, is_bold: bool, is_italic: bool) -> Face:
    """The face of a run."""
    if is_bold:
        return "BoldItalic" if is_italic else "Bold"
    return "Italic" if is_italic else "Regular"


class Fonts:
    """Faces of the font in a folder, read when first needed.

    The library keeps a read face under the name it was registered with. The name is its path, so that
    a second paper of the same run finds it there and does not read the file again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faces: dict[Face, TTFont] = {}
        self._letters: dict[Face, Mapping[int, float]] = {}
        self._words: dict[tuple[str, Face], float] = {}

    def name(self, face: Face) -> str:
        """Name of a face for the canvas."""
        return self._face(face).fontName

    def width(self, word: str, face: Face) -> float:
        """Width of a word at the size of one point."""
        known = self._words.get((word, face))
        if known is None:
            letters = self._letters.get(face)
            if letters is None:
                letters = self._letters[face] = self._face(face).face.charWidths
            known = sum(letters.get(ord(letter), _EM) for letter in word) / _EM
            self._words[word, face] = known
        return known

    def problems(self, document: Document) -> list[Problem]:
        """One problem per character that the font cannot print, with the words around it."""
        glyphs = self._face("Regular").face.charToGlyph
        found: dict[str, Problem] = {}
        for raw in texts(document):
            text = clean(raw)
            for letter in set(text):
                if ord(letter) in glyphs or letter == "\n" or letter in found:
                    continue
                found[letter] = Problem(
                    text=f"В шрифте документов нет знака {character_name(letter)}: замените его "
                    f"в тексте «{excerpt(text, text.index(letter))}»."
                )
        return list(found.values())

    def _face(self, face: Face) -> TTFont:
        font = self._faces.get(face)
        if font is None:
            font = self._faces[face] = self._registered(face)
        return font

    def _registered(self, face: Face) -> TTFont:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFError, TTFont

        path = str(self._folder / f"{FAMILY}-{face}.ttf")
        if path not in pdfmetrics.getRegisteredFontNames():
            try:
                pdfmetrics.registerFont(TTFont(path, path, shapable=False))
            except (TTFError, OSError) as error:
                raise QualityError(
                    f"Не читается файл шрифта «{path}»: установите программу заново."
                ) from error
        font = pdfmetrics.getFont(path)
        if not isinstance(font, TTFont):
            raise TypeError("a foreign font is registered under the path of ours")
        return font
