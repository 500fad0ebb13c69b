"""The letterhead drawn simply."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QColor

from quality_desktop.domain.directory import Letterhead
from quality_desktop.domain.records import new_id
from quality_desktop.ui.widgets.letterhead_preview import LetterheadPreview

pytestmark = pytest.mark.gui

DAY = date(2021, 7, 5)
MONTHS = {"ru": ("июля",) * 12, "ba": ("июль",) * 12}
FORM = Letterhead(
    id=new_id(),
    layout="two_language",
    left_heading="ИШЕМБАЙ РАЙОНЫ\nМӘҒАРИФ ИДАРАЛЫҒЫ",
    right_heading="УПРАВЛЕНИЕ\nОБРАЗОВАНИЯ",
    left_kind_word="БОЙОРОК",
    right_kind_word="ПРИКАЗ",
    left_language="ba",
    left_date_pattern="{day:02} {month} {year} й.",
    right_date_pattern="{day:02} {month} {year} г.",
    reference_data="адрес",
)


@pytest.fixture
def picture(qtbot):
    preview = LetterheadPreview()
    qtbot.addWidget(preview)
    preview.resize(400, 300)

    def draw(letterhead):
        preview.show_letterhead(letterhead, MONTHS, DAY)
        return preview.grab().toImage()

    return draw


@pytest.mark.parametrize("layout", ["two_language", "single", "corner", "corner_two_language"])
def test_every_layout_is_black_on_white_and_differs_from_an_empty_sheet(picture, layout):
    drawn = picture(replace(FORM, layout=layout))
    assert drawn.pixelColor(5, 5) == QColor("white")
    assert drawn != picture(None)


@pytest.mark.parametrize(
    "change",
    [
        {"left_heading": "ДРУГОЕ"},
        {"right_kind_word": "РАСПОРЯЖЕНИЕ"},
        {"right_date_pattern": "{year}"},
        {"left_language": "ru"},
        {"right_place": "г. Ишимбай"},
    ],
)
def test_a_change_of_a_field_is_seen(picture, change):
    assert picture(FORM) != picture(replace(FORM, **change))


def test_a_screen_reader_is_told_the_lines(qtbot):
    preview = LetterheadPreview()
    qtbot.addWidget(preview)
    preview.show_letterhead(FORM, MONTHS, DAY)
    assert "МӘҒАРИФ ИДАРАЛЫҒЫ" in preview.accessibleName()
