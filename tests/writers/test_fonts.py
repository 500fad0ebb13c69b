import hashlib
from pathlib import Path

import pytest

from quality_desktop.documents.model import Document, Paragraph, Section, plain
from quality_desktop.domain.errors import QualityError
from quality_desktop.writers.fonts import Fonts, face_of

CHECKSUMS = {
    "Tinos-Regular.ttf": "cf264a22292950ca1679b2ade07e9e6ecb26c649ab70975d0e113f979efa827a",
    "Tinos-Bold.ttf": "971d6af5fcb3a0c05535a92a635fb63a86ea5eb935639c9b864be33f3bfaba80",
    "Tinos-Italic.ttf": "0f949a3fa0e23cd0ca94a0c4784bd8f9efb99c20070b9f73b5fd592b49c092ad",
    "Tinos-BoldItalic.ttf": "0cd67b90617a03a69a815e758d0649d00f2be48a0cb570615e94e8e5a13aae2e",
}
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
BASHKIR = "ғҡңҙҫһөүә"
TYPOGRAPHY = "№«»„“”–—−×…%°§₽\u00a0\u2011'\"&<>/()[]0123456789"


def document(text: str) -> Document:
    block = Paragraph(style="body", runs=plain(text))
    section = Section(orientation="portrait", blocks=(block,))
    return Document(key="paper", title="Т", author="А", subject="С", sections=(section,))


@pytest.mark.parametrize("name", sorted(CHECKSUMS))
def test_a_bundled_face_is_the_published_one(name: str, fonts: Path):
    assert hashlib.sha256((fonts / name).read_bytes()).hexdigest() == CHECKSUMS[name]


def test_the_licence_travels_with_the_font(fonts: Path):
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8")


def test_russian_bashkir_and_typographic_characters_have_glyphs(fonts: Path):
    text = RUSSIAN + RUSSIAN.upper() + BASHKIR + BASHKIR.upper() + TYPOGRAPHY
    assert Fonts(fonts).problems(document(text)) == []


def test_a_character_without_a_glyph_is_reported_once_with_the_words_around_it(fonts: Path):
    problems = Fonts(fonts).problems(document("Список школ 漢 и ещё раз 漢"))
    assert len(problems) == 1
    assert "«漢» (U+6F22)" in problems[0].text
    assert "Список школ" in problems[0].text


def test_an_invisible_character_is_named_by_its_number(fonts: Path):
    (problem,) = Fonts(fonts).problems(document("а\U000e0001б"))
    assert "U+E0001" in problem.text


def test_widths_are_those_of_times(fonts: Path):
    assert Fonts(fonts).width("0", "Regular") == pytest.approx(0.5)
    assert Fonts(fonts).width(" ", "Regular") == pytest.approx(0.25)


def test_a_missing_font_file_is_told_in_a_sentence(tmp_path: Path):
    with pytest.raises(QualityError, match="установите программу заново"):
        Fonts(tmp_path).name("Regular")


def test_faces_are_chosen_by_weight_and_slope():
    assert face_of(is_bold=False, is_italic=False) == "Regular"
    assert face_of(is_bold=True, is_italic=False) == "Bold"
    assert face_of(is_bold=False, is_italic=True) == "Italic"
    assert face_of(is_bold=True, is_italic=True) == "BoldItalic"
