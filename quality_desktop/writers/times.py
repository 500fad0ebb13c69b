"""Widths of the letters of Times, known without a font file.

A DOCX is laid out later by a word processor; what must be decided while it is written (lines of a heading,
which rows are short, which words are wider than their cell) needs widths, though no font is at hand. All
faces that word processors print Times New Roman with have these widths.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    Groups = tuple[tuple[int, str], ...]

_USUAL = 0.55  # of a letter that is not in the tables
_HUNDREDTH = 100

# Hundredths of the size, then the letters.
_REGULAR: Groups = (
    (25, " \u00a0"),
    (18, "'"),
    (20, "|"),
    (25, ",."),
    (28, "/:;\\ijlt"),
    (33, "!()-I[]`fr"),
    (39, "Js"),
    (41, '"'),
    (44, "?acez"),
    (47, "^"),
    (48, "{}"),
    (50, "#$*0123456789_bdghknopquvxy"),
    (54, "~"),
    (56, "+<=>FPS"),
    (61, "ELTZ"),
    (67, "BCR"),
    (72, "ADGHKNOQUVXYw"),
    (78, "&m"),
    (83, "%"),
    (89, "M"),
    (92, "@"),
    (94, "W"),
    (40, "зҙ"),
    (41, "гғ"),
    (43, "э"),
    (44, "ёаестҫә"),
    (46, "ья"),
    (47, "в"),
    (49, "к"),
    (50, "ЗлорухчһөүҘ"),
    (51, "бд"),
    (52, "ъ"),
    (54, "ийнпцң"),
    (56, "Р"),
    (57, "БЬҡ"),
    (58, "ГҒ"),
    (61, "ЁЕТ"),
    (63, "м"),
    (65, "ЧфҺ"),
    (66, "Э"),
    (67, "ВКСЯыҪ"),
    (68, "ДЛ"),
    (69, "ж"),
    (71, "УЪ"),
    (72, "АИЙНОПХЦҢӨҮӘ"),
    (75, "ю"),
    (77, "шщ"),
    (79, "ФҠ"),
    (87, "Ы"),
    (89, "М"),
    (90, "Ж"),
    (101, "ШЩ"),
    (103, "Ю"),
    (50, "–«»"),
    (95, "№"),
    (100, "—"),
)
# Hundredths of the size, then the letters.
_BOLD: Groups = (
    (25, " \u00a0"),
    (22, "|"),
    (25, ",."),
    (28, "'/\\il"),
    (33, "!()-:;[]`fjt"),
    (39, "Is{}"),
    (44, "cerz"),
    (50, "#$*0123456789?J_agovxy"),
    (52, "~"),
    (56, '"Sbdhknpqu'),
    (57, "+<=>"),
    (58, "^"),
    (61, "FP"),
    (67, "BELTZ"),
    (72, "ACDNRUVXYw"),
    (78, "GHKOQ"),
    (83, "&m"),
    (93, "@"),
    (94, "M"),
    (100, "%W"),
    (40, "зҙ"),
    (43, "э"),
    (44, "ёесҫә"),
    (45, "гғ"),
    (49, "т"),
    (50, "абоухөү"),
    (51, "д"),
    (53, "ЗьҘ"),
    (54, "вя"),
    (56, "лрчһ"),
    (58, "ийкнпцъң"),
    (61, "Р"),
    (63, "ҡ"),
    (64, "ГҒ"),
    (66, "БЬ"),
    (67, "ЁВЕТ"),
    (68, "Эм"),
    (69, "Дф"),
    (72, "АСХЯҪҮ"),
    (73, "КУЧжҺ"),
    (74, "Ә"),
    (75, "Л"),
    (76, "ю"),
    (77, "Ъ"),
    (78, "ИЙНОПЦыҢӨ"),
    (83, "Ҡ"),
    (84, "шщ"),
    (86, "Ф"),
    (94, "М"),
    (98, "Ы"),
    (99, "Ж"),
    (110, "ШЩ"),
    (113, "Ю"),
    (50, "–«»"),
    (100, "№—"),
)


def _by_letter(groups: Groups) -> Mapping[str, float]:
    return MappingProxyType(
        {letter: width / _HUNDREDTH for width, letters in groups for letter in letters}
    )


_LETTERS = MappingProxyType({False: _by_letter(_REGULAR), True: _by_letter(_BOLD)})


def width_of(text: str, *, size: float, is_bold: bool = False) -> float:
    """Width of a text in pt, good to about one hundredth."""
    letters = _LETTERS[is_bold]
    return size * sum(letters.get(letter, _USUAL) for letter in text)
