"""What every figure promises: an exact size, equal bytes, words for those who cannot see it."""

import io
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.charts.bars import interval_bars
from quality_desktop.charts.before_after import before_after
from quality_desktop.charts.distribution import distribution
from quality_desktop.charts.figures import (
    BeforeAfter,
    Distribution,
    Flow,
    HeatTable,
    IntervalBars,
    Quadrants,
    Scale,
)
from quality_desktop.charts.flow import flow
from quality_desktop.charts.heat import heat_table
from quality_desktop.charts.picture import PAGE, WIDE_PAGE, Picture, Size, window_size
from quality_desktop.charts.quadrants import quadrants
from tests.charts import samples

Draw = Callable[[Size], Picture]
FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
SMALL = Size(width=120, dpi=60)


def draw(data: object, size: Size = SMALL) -> Picture:
    """Draws any figure."""
    match data:
        case HeatTable():
            return heat_table(data, size=size, fonts=FONTS)
        case Quadrants():
            return quadrants(data, size=size, fonts=FONTS)
        case Flow():
            return flow(data, size=size, fonts=FONTS)
        case IntervalBars():
            return interval_bars(data, size=size, fonts=FONTS)
        case BeforeAfter():
            return before_after(data, size=size, fonts=FONTS)
        case Distribution():
            return distribution(data, size=size, fonts=FONTS)
        case _:
            raise TypeError(data)


PICTURES: dict[tuple[str, Size], Picture] = {}


def drawn(data: object, size: Size = SMALL) -> Picture:
    """The picture of any figure, drawn once for all tests."""
    key = (repr(data), size)
    if key not in PICTURES:
        PICTURES[key] = draw(data, size)
    return PICTURES[key]


FIGURES = {
    "heat": samples.heat(5, 3),
    "quadrants": samples.plane(),
    "flow": samples.movement(),
    "bars": samples.shares(),
    "before and after": samples.effect(),
    "distribution": samples.scores(),
}
EMPTY = {
    "heat": replace(samples.heat(), rows=()),
    "heat without columns": replace(samples.heat(2, 1), columns=(), rows=()),
    "quadrants": replace(samples.plane(), points=()),
    "flow": replace(samples.movement(), streams=()),
    "flow of one year": replace(samples.movement(), years=("2025",), streams=()),
    "bars": replace(samples.shares(), bars=(), reference=None),
    "before and after": replace(samples.effect(), groups=()),
    "distribution": replace(samples.scores(), counts=(), expected=(), borders=()),
}
every_figure = pytest.mark.parametrize("data", FIGURES.values(), ids=FIGURES)


def pixels(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@every_figure
@pytest.mark.parametrize("dpi", [60, 144])
def test_a_picture_has_exactly_the_pixels_of_its_size(data: object, dpi: int):
    picture = drawn(data, Size(width=150, dpi=dpi))
    assert picture.width_mm == 150
    assert pixels(picture.png) == (
        round(150 / 25.4 * dpi),
        round(picture.height_mm / 25.4 * dpi),
    )


@pytest.mark.parametrize("name", ["quadrants", "flow", "distribution"])
def test_a_figure_of_free_height_takes_the_height_it_is_given(name: str):
    assert drawn(FIGURES[name], Size(width=150, height=130, dpi=60)).height_mm == 130


@pytest.mark.parametrize("name", ["quadrants", "flow", "distribution"])
def test_a_figure_is_never_lower_than_it_can_be_read(name: str):
    assert drawn(FIGURES[name], Size(width=150, height=5, dpi=60)).height_mm > 40


@every_figure
def test_the_same_numbers_give_the_same_bytes(data: object):
    size = replace(SMALL, with_svg=True)
    one, other = draw(data, size), drawn(data, size)
    assert one.png == other.png
    assert one.svg == other.svg
    assert b"<svg" in one.svg


@every_figure
def test_nothing_of_the_machine_is_in_the_file(data: object):
    picture = drawn(data, replace(SMALL, with_svg=True))
    assert b"atplotlib" not in picture.png
    assert str(FONTS.parent).encode() not in picture.svg
    assert b"<dc:date>" not in picture.svg


@every_figure
def test_words_tell_the_title_and_the_numbers(data: object):
    picture = drawn(data)
    assert picture.alt.startswith(picture.title)
    assert any(letter.isdigit() for letter in picture.alt.removeprefix(picture.title))


@every_figure
def test_a_paper_has_the_title_in_the_caption_and_the_picture_is_lower_for_it(data: object):
    titled = drawn(data, replace(SMALL, is_titled=True, height=None))
    bare = drawn(data, replace(SMALL, is_titled=False, height=None))
    assert bare.title == titled.title
    assert bare.png != titled.png
    assert bare.height_mm <= titled.height_mm


@every_figure
def test_a_dark_window_gets_another_picture_of_the_same_size(data: object):
    light, dark = drawn(data), drawn(data, replace(SMALL, is_dark=True))
    assert pixels(light.png) == pixels(dark.png)
    assert light.png != dark.png
    assert light.title == dark.title


@pytest.mark.parametrize("data", EMPTY.values(), ids=EMPTY)
def test_a_figure_without_numbers_is_drawn_too(data: object):
    picture = drawn(data)
    assert pixels(picture.png)[0] == round(120 / 25.4 * 60)
    assert picture.alt


@every_figure
def test_a_narrow_sheet_breaks_nothing(data: object):
    assert drawn(data, Size(width=60, dpi=60)).height_mm > 0


@every_figure
def test_words_that_look_like_formulas_or_markup_are_words(data: object):
    strange = "$x_1$ \\frac <b>&</b> %d {0}\n\tШкола"
    picture = drawn(replace(data, title=strange, note=strange))  # type: ignore[type-var]
    assert picture.title == strange
    assert pixels(picture.png)


def test_a_letter_that_the_font_lacks_is_shown_as_unknown():
    odd = replace(samples.movement(), title="Школа \U0001f3eb 学校")
    assert drawn(odd).png == drawn(replace(odd, title="Школа \ufffd \ufffd\ufffd")).png


def test_sizes_of_papers_are_widths_of_their_text():
    from quality_desktop.writers.styles import STANDARD

    assert STANDARD.pages["portrait"].text_width == PAGE.width
    assert STANDARD.pages["landscape"].text_width == WIDE_PAGE.width


def test_a_window_of_a_scaled_screen_gets_more_pixels_of_the_same_picture():
    usual, fine = window_size(500), window_size(500, ratio=1.5)
    data = samples.shares()
    assert pixels(drawn(data, usual).png)[0] == 500
    assert pixels(drawn(data, fine).png)[0] == 750
    assert drawn(data, usual).height_mm == drawn(data, fine).height_mm


def test_a_scale_prints_with_unit_and_a_dash_for_nothing():
    from fractions import Fraction

    assert Scale(decimals=1).printed(Fraction(3, 8)) == "37,5\u202f%"
    assert Scale().printed(None) == "—"


def test_a_picture_is_opaque():
    from PIL import Image

    image = Image.open(io.BytesIO(drawn(samples.shares()).png)).convert("RGBA")
    assert image.getchannel("A").getextrema() == (255, 255)
