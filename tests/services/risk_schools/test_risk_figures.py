"""Figures of a large district fit their pages; numbers near the bound show on which side they are."""

from fractions import Fraction

import pytest

from quality_desktop.services.risk_paperwork.risk_effect_paper import effect_facts
from quality_desktop.services.risk_schools import risk_figures, risk_years
from quality_desktop.services.risk_schools.risk_words import whole_percent
from quality_desktop.services.risk_schools.risk_year import read_year
from tests.services.risk_district import YEAR, fill, school_id
from tests.services.risk_paperwork.conftest import folders as folders

NAMES = tuple(f"Средняя школа села Верхнее Поле № {number}" for number in range(1, 36))
ROOM_BELOW_THE_HEADING = 180
ROOM_OF_A_WIDE_PAGE = 155
QUARTER_OF_A_PAGE = 64


@pytest.fixture(scope="module")
def rows():
    return [
        (name, year, subject, 5, 5 + number % 9 + (year < YEAR), 20)
        for number, name in enumerate(NAMES)
        for year in (YEAR - 1, YEAR)
        for subject in ("math", "russian")
    ]


def test_a_map_of_many_schools_leaves_room_for_its_heading(empty_district, folders, rows):
    fill(empty_district, rows)
    found = read_year(store=empty_district, year=YEAR)
    maps = risk_figures.heat_figures(found, folders.fonts)
    assert max(one.height for one in maps) <= ROOM_BELOW_THE_HEADING
    titles = [one.title.rpartition(", ")[2] for one in maps]
    assert titles[0].startswith("школы 1–")
    assert titles[-1].endswith(f"–{len(NAMES)} из {len(NAMES)}")


def test_the_flow_of_a_report_stands_on_a_page_with_a_table_and_its_text(
    empty_district, folders, rows
):
    fill(empty_district, rows)
    found = read_year(store=empty_district, year=YEAR)
    history = risk_years.history(store=empty_district, terms=found.terms)
    (flow,) = risk_figures.flow_figure(history, YEAR, folders.fonts)
    assert flow.height <= QUARTER_OF_A_PAGE


def test_a_figure_of_many_schools_before_and_after_comes_in_readable_parts(
    empty_district, folders, rows
):
    fill(empty_district, rows)
    facts, _ = effect_facts(
        store=empty_district,
        year=YEAR,
        reference=folders.reference,
        fonts=folders.fonts,
        listed=frozenset(map(school_id, NAMES[:13])),
    )
    (measure,) = facts.lists["measures"]
    figures = measure.figures["change"]
    assert [one.title.rpartition(", ")[2] for one in figures] == [
        "школы 1–6 из 13",
        "школы 7–13 из 13",
    ]
    told = " ".join(one.alt for one in figures)
    assert all(name in told for name in NAMES[:13])
    assert max(one.height for one in figures) <= ROOM_OF_A_WIDE_PAGE


@pytest.mark.parametrize(
    ("low", "participants", "told"),
    [(14, 47, "29,8"), (3, 10, "30"), (7, 23, "30,4"), (9, 24, "38"), (2999, 10000, "29,99")],
)
def test_a_share_that_would_round_to_the_bound_shows_its_tenths(low, participants, told):
    assert whole_percent(Fraction(low, participants), Fraction(3, 10)) == told
