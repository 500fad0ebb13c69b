from pathlib import Path

import pytest

from quality_desktop.writers.fonts import Face, Fonts
from quality_desktop.writers.times import width_of

TEXT = (
    "Съешь же ещё этих мягких французских булок, да выпей чаю. ШИРОКАЯ ЭЛЕКТРИФИКАЦИЯ ЮЖНЫХ ГУБЕРНИЙ "
    "Ғәҙел Ҡытайҙың Һөнәр; № 1048 «А» – 12/7 The quick brown fox JUMPS"
)


@pytest.mark.parametrize(("face", "is_bold"), [("Regular", False), ("Bold", True)])
def test_widths_known_without_a_font_are_those_of_the_font(face: Face, is_bold: bool, fonts: Path):
    exact = Fonts(fonts).width(TEXT, face) * 14
    assert width_of(TEXT, size=14, is_bold=is_bold) == pytest.approx(exact, rel=0.01)


@pytest.mark.parametrize("letter", sorted(set(TEXT)))
def test_the_width_of_a_letter_is_that_of_the_font(letter: str, fonts: Path):
    assert width_of(letter, size=1) == pytest.approx(
        Fonts(fonts).width(letter, "Regular"), abs=0.006
    )
