"""One table of colours, readable in the light and in the dark."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtGui import QPalette

from quality_desktop.ui.theme import (
    DARK,
    LIGHT,
    Colours,
    contrast,
    make_outlined_palette,
    make_palette,
)

GROUNDS = ("window", "base", "alternate")
INKS = ("text", "muted", "accent", "danger", "warning", "success")
PAIRS = [
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    ("danger", "danger_base"),
    ("warning", "warning_base"),
    ("success", "success_base"),
    ("text", "danger_base"),
    ("text", "warning_base"),
    ("text", "success_base"),
    ("text", "button"),
    ("on_accent", "accent"),
    ("on_highlight", "highlight"),
]
THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(colours: Colours, ink: str, ground: str):
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", THEMES)
def test_every_colour_is_six_hexadecimal_digits(colours: Colours):
    for name, value in dataclasses.asdict(colours).items():
        if name != "is_dark":
            assert value.startswith("#")
            assert int(value[1:], 16) <= 0xFFFFFF
            assert len(value) == 7


@pytest.mark.parametrize("colours", THEMES)
def test_the_palette_is_made_of_the_table(colours: Colours):
    palette = make_palette(colours)
    role = QPalette.ColorRole
    assert palette.color(role.Window).name().upper() == colours.window
    assert palette.color(role.Text).name().upper() == colours.text
    assert palette.color(role.PlaceholderText).name().upper() == colours.muted
    disabled = palette.color(QPalette.ColorGroup.Disabled, role.Text).name().upper()
    assert disabled != colours.text


def test_boxes_and_fields_have_an_outline_that_is_seen_in_the_dark():
    fusion = make_outlined_palette(DARK).color(QPalette.ColorRole.Window).darker(140).name()
    assert contrast(fusion, DARK.window) >= 3
    assert contrast(fusion, DARK.base) >= 3
