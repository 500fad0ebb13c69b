"""What the figures decide themselves: places, axes, lines, colours, parts of a long table."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.charts.axis import axis_of, tick_words
from quality_desktop.charts.colours import IN_THE_DARK, ON_PAPER, Ink, luminance, readable_on, shade
from quality_desktop.charts.figures import (
    FlowStream,
    HeatCell,
    HeatRow,
    HeatTable,
    Pair,
    PairGroup,
    Scale,
)
from quality_desktop.charts.flow import members
from quality_desktop.charts.heat import heat_pages, heat_table, largest
from quality_desktop.charts.letters import Letters
from quality_desktop.charts.picture import Size
from quality_desktop.charts.places import Box, Room
from quality_desktop.charts.quadrants import reading_note
from quality_desktop.charts.words import MOST_TOLD, sentences, told
from quality_desktop.language.typography import glued
from tests.charts import samples
from tests.charts.test_pictures import drawn

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
inks = pytest.mark.parametrize("ink", [ON_PAPER, IN_THE_DARK], ids=["light", "dark"])
values = st.lists(st.fractions(-5, 50, max_denominator=97), max_size=12)
labels = st.text(alphabet="абвгде ёЖ№«»-1 ", max_size=80)


@pytest.fixture(scope="module")
def letters() -> Letters:
    return Letters(FONTS)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


# Colours


@inks
def test_a_larger_value_is_never_paler_also_when_printed_grey(ink: Ink):
    steps = [luminance(shade(ink, number / 50)) for number in range(51)]
    signs = {one > other for one, other in pairwise(steps)}
    assert signs == {ink is ON_PAPER}


@inks
def test_a_number_can_be_read_on_every_shade(ink: Ink):
    for number in range(101):
        fill = shade(ink, number / 100)
        assert contrast(fill, readable_on(fill)) >= 4.5, fill


@inks
def test_words_can_be_read_on_the_sheet_and_fills_differ_in_darkness(ink: Ink):
    assert contrast(ink.text, ink.paper) >= 7
    assert contrast(ink.muted, ink.paper) >= 4.5
    assert contrast(ink.strong, ink.pale) >= 3
    assert contrast(ink.strong, ink.paper) >= 3


def test_values_outside_the_ramp_are_cut():
    assert shade(ON_PAPER, -1) == ON_PAPER.ramp[0]
    assert shade(ON_PAPER, 7) == ON_PAPER.ramp[-1]


# Axes


@given(found=values)
def test_an_axis_begins_at_zero_unless_values_lie_below_and_holds_them_all(found: list[Fraction]):
    axis = axis_of(found, Scale(), start=10, end=90)
    scaled = [value * 100 for value in found]
    assert axis.low <= min([Fraction(0), *scaled])
    assert axis.high >= max([Fraction(0), *scaled])
    assert axis.low == 0 or min(scaled) < 0
    ticks = axis.ticks()
    assert 0 in ticks
    assert 2 <= len(ticks) <= 9
    assert all(10 - 1e-6 <= axis.at(value) <= 90 + 1e-6 for value in (*scaled, *ticks))


def test_an_axis_that_may_not_end_earlier_ends_where_it_is_told():
    axis = axis_of([Fraction(1, 10)], Scale(full=Fraction(1)), start=0, end=100)
    assert axis.low == 0
    assert axis.high == 100
    assert axis.at(50) == 50


def test_an_axis_may_grow_upwards():
    axis = axis_of([Fraction(1)], Scale(), start=90, end=10)
    assert axis.at(0) == 90
    assert axis.at(100) == 10


def test_ticks_have_no_needless_digits():
    assert tick_words(Fraction(20), Scale(decimals=1)) == "20\u202f%"
    assert tick_words(Fraction(1, 2), Scale(unit="")) == "0,5"


# Letters


@given(words=labels, width=st.floats(12, 90))
def test_lines_hold_all_words_and_are_not_wider_than_their_place(words: str, width: float):
    letters = Letters(FONTS)
    lines = letters.lines(words, width, size=9)
    assert all(letters.width(line, size=9) <= width + 1e-6 for line in lines)
    if not any("…" in line for line in lines):
        assert " ".join(lines).split() == glued(words).split()


def test_what_does_not_fit_is_cut_visibly(letters: Letters):
    name = "Средняя общеобразовательная школа села Петровское имени героя Советского Союза"
    lines = letters.lines(name, 40, size=9, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert letters.width(lines[-1], size=9) <= 40


def test_a_column_of_labels_is_no_wider_than_its_lines_need(letters: Letters):
    names = [*samples.NAMES]
    room = letters.snug(names, 70, size=9, most=2)
    assert room < 60
    for name in names:
        assert len(letters.lines(name, room, size=9, most=2)) == len(
            letters.lines(name, 70, size=9, most=2)
        )


def test_widths_grow_with_the_size_of_the_letters(letters: Letters):
    assert letters.width("Школа", size=20) == pytest.approx(2 * letters.width("Школа", size=10))
    assert letters.width("Школа", size=10, is_bold=True) > letters.width("Школа", size=10)


# Places


boxes = st.builds(Box, *(st.floats(0, 80),) * 2, *(st.floats(1, 30),) * 2)


@given(candidates=st.lists(st.lists(boxes, max_size=4), max_size=15))
def test_no_two_words_stand_on_one_another(candidates: list[list[Box]]):
    whole = Box(0, 0, 100, 100)
    room = Room(whole)
    taken = [box for group in candidates if (box := room.first_free(group)) is not None]
    assert all(box.is_inside(whole) for box in taken)
    assert not any(
        one.meets(other) for index, one in enumerate(taken) for other in taken[index + 1 :]
    )


def test_a_place_on_a_line_is_taken_only_when_there_is_no_other():
    line = Box(0, 10, 100, 0.1)
    on, off = Box(0, 5, 10, 10), Box(0, 20, 10, 10)
    assert Room(Box(0, 0, 100, 100)).first_free([on, off], rather_off=[line]) == off
    assert Room(Box(0, 0, 100, 100)).first_free([on], rather_off=[line]) == on


# Heat table


def test_a_long_table_comes_in_parts_of_like_length_on_one_scale():
    data = samples.heat(rows=41)
    pages = heat_pages(data, rows=20)
    assert [len(page.rows) for page in pages] == [13, 14, 14]
    assert [row for page in pages for row in page.rows] == list(data.rows)
    assert {largest(page) for page in pages} == {largest(data)}


def test_a_short_table_stays_one():
    assert len(heat_pages(samples.heat(), rows=40)) == 1
    assert len(heat_pages(replace(samples.heat(), rows=()), rows=40)) == 1


def test_a_mark_of_one_cell_changes_the_picture():
    """Who meets the condition is decided by the service, not by the darkness."""

    def table(is_marked: bool) -> HeatTable:
        cell = HeatCell(value=Fraction(3, 10), is_marked=is_marked)
        row = HeatRow(label="СОШ № 1", cells=(cell,))
        return HeatTable(title="т", columns=("ОГЭ",), rows=(row,))

    size = Size(width=80, dpi=60)
    one, other = (heat_table(table(mark), size=size, fonts=FONTS) for mark in (False, True))
    assert one.png != other.png


def test_words_of_a_heat_table_say_where_data_lack():
    told_words = drawn(samples.heat(5, 3)).alt
    assert "СОШ № 3: ОГЭ русский язык 23\u202f%, ОГЭ математика н/д" in told_words
    assert "Отмечены (в списке)" not in told_words


# Others


def test_a_year_between_two_others_counts_those_who_come_as_those_who_leave():
    data = samples.movement()
    for year in range(3):
        total = sum(members(data, year, state.key) for state in data.states)
        assert total == 44
    assert members(data, 0, "in") == 9
    assert members(data, 2, "in") == 5


def test_words_of_the_flow_tell_moves_without_those_who_stayed():
    words = drawn(samples.movement()).alt
    assert "2023: В списке – 9; Не в списке – 32; Нет данных – 3." in words
    assert "В списке → Не в списке – 3" in words
    assert "В списке → В списке" not in words


def test_a_flow_of_hundreds_and_of_one_fits_the_same_sheet():
    data = samples.movement()
    streams = (
        FlowStream(start=0, source="out", target="out", count=1200),
        FlowStream(start=0, source="in", target="in", count=1),
    )
    picture = drawn(replace(data, years=("2024", "2025"), streams=streams))
    assert picture.height_mm == drawn(data).height_mm


def test_schools_without_data_are_told_under_the_plane_and_in_its_words():
    assert "Без данных – 3." in drawn(samples.plane()).alt
    assert "Без данных" not in drawn(replace(samples.plane(), missing=0)).alt


def test_words_of_bars_carry_their_intervals():
    words = drawn(samples.shares()).alt
    assert "Гимназия № 1 – 37,5\u202f% (12 из 32), интервал 22–55\u202f%" in words
    assert "ООШ с. Нижнеарметово – н/д" in words
    assert "район 21,3\u202f%" in words


def test_a_change_is_told_in_points_of_percent_with_its_sign():
    words = drawn(samples.effect()).alt
    assert "40,0\u202f% → 15,6\u202f% (−24,4\u00a0п.\u00a0п.)" in words
    assert "35,7\u202f% → 40,7\u202f% (+5,0\u00a0п.\u00a0п.)" in words
    assert "40,0\u202f% → н/д" in words


def test_a_pair_without_any_number_is_drawn():
    group = PairGroup(title="", pairs=(Pair(label="СОШ", before=None, after=None),))
    assert "н/д → н/д" in drawn(replace(samples.effect(), groups=(group,))).alt


def test_words_of_a_distribution_name_the_score_to_check():
    words = drawn(samples.scores()).alt
    assert "повод проверить: 8." in words
    assert "«3» с 8" in words


def test_a_listener_is_not_told_hundreds_of_entries():
    words = told([str(number) for number in range(MOST_TOLD + 7)])
    assert words.endswith("и ещё 7")
    assert words.count(";") == MOST_TOLD


def test_sentences_end_once():
    assert sentences("Что?", "", "Вот", "Так.") == "Что? Вот. Так."


def test_names_left_out_on_purpose_are_not_told_as_missing_for_want_of_room():
    few = samples.plane(30)
    points = tuple(replace(point, is_named=False) for point in few.points)
    size = Size(width=150, dpi=60)
    assert drawn(few, size).png != drawn(replace(few, points=points), size).png
    assert reading_note(few).count("место") == 1
    assert "место" not in reading_note(replace(few, points=points))
