"""Result and context together: every quadrant, exact bounds, nothing made of missing data."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop import paths
from quality_desktop.domain.at_risk.context import ContextComponent, ContextIndex
from quality_desktop.domain.at_risk.risk import Repeat
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.records import new_id
from quality_desktop.services.risk_schools import risk, risk_lists
from quality_desktop.services.social_context import context_index, quadrants
from quality_desktop.services.social_context.context_figure import quadrant_figure
from quality_desktop.services.social_context.context_index import ContextStanding
from quality_desktop.services.social_context.context_index_edit import save_index
from quality_desktop.services.social_context.quadrants import Quadrant, quadrant
from tests.services.monitored import YEAR, District

REFERENCE = paths.bundled().reference
INDEX = ContextIndex(id=new_id(), code="test", share="50", is_current=True)


@pytest.fixture
def made(empty_district):
    """Hard conditions at А, Б and В, easy ones at Г, Д and Е; nothing known of Ж."""
    names = ["А", "Б", "В", "Г", "Д", "Е", "Ж"]
    made = District(empty_district)
    made.add_schools(*names)
    made.ask("hard_x", title="трудные", unit="чел.")
    made.calculate("hard", "hard_x", type="count", factor=1, decimals=0, unit="чел.")
    made.answer(YEAR, "hard_x", {"А": "9", "Б": "8", "В": "7", "Г": "1", "Д": "1", "Е": "1"})
    made.put(*(replace(i, is_current=False) for i in empty_district.all(ContextIndex)), INDEX)
    made.put(ContextComponent(id=new_id(), index=INDEX.id, calculation="hard"))
    for name, two, everyone in [
        ("А", 8, 20), ("Б", 2, 20), ("В", 5, 20), ("Г", 9, 20), ("Д", 1, 20), ("Ж", 1, 20),
    ]:  # fmt: skip
        made.exam(name, YEAR, "math", 5, participants=everyone, two=two)
    return made


def view_of(made):
    terms = risk.terms(
        store=made.store, rule="low-2025", procedures=1, share="30", repeat=Repeat.OFF
    )
    return quadrants.of_year(store=made.store, year=YEAR + 1, terms=terms, reference=REFERENCE)


def test_the_list_of_the_office_goes_before_the_word_of_the_rule(made):
    terms = risk.terms(
        store=made.store, rule="low-2025", procedures=1, share="30", repeat=Repeat.OFF
    )
    risk_lists.make_draft(store=made.store, year=YEAR + 1, terms=terms, today=date(YEAR + 1, 6, 1))
    found = risk_lists.view(store=made.store, year=YEAR + 1)
    assert found is not None
    for row in found.rows:
        if row.school.short_name in ("А", "Б"):
            risk_lists.decide(
                store=made.store, entry=row.entry.id, decision="решение комиссии",
                is_listed=row.school.short_name == "Б",
            )  # fmt: skip
    placed = {row.school.short_name: row.quadrant for row in view_of(made).rows}
    assert (placed["А"], placed["Б"]) == (Quadrant.DISADVANTAGED, Quadrant.BOTH)


def test_schools_fall_into_their_quadrants(made):
    found = {row.school.short_name: row.quadrant for row in view_of(made).rows}
    assert found == {
        "А": Quadrant.BOTH,
        "Б": Quadrant.RESILIENT,
        "В": Quadrant.DISADVANTAGED,
        "Г": Quadrant.LOW,
        "Д": Quadrant.OTHER,
        "Е": Quadrant.NO_DATA,
        "Ж": Quadrant.NO_DATA,
    }


def test_a_resilient_school_is_no_worse_than_the_district_exactly(made):
    view = view_of(made)
    assert view.share == view.resilient_share == Fraction(26, 120)
    assert view.row(made.schools["Б"].id).shown == "10,0\u202f% (2 из 20)"
    assert view.of(Quadrant.RESILIENT) == {made.schools["Б"].id}
    made.exam("Б", YEAR, "math", 5, participants=9, two=0)  # too few pupils to praise
    assert view_of(made).count(Quadrant.RESILIENT) == 0


@given(st.sampled_from(Standing), st.sampled_from(ContextStanding), st.booleans())
def test_missing_data_are_never_taken_for_well_being(result, context, is_good):
    found = quadrant(result, context, is_good=is_good)
    if found is Quadrant.OTHER:
        assert (result, context) == (Standing.OUTSIDE, ContextStanding.OTHER)
    if found is Quadrant.RESILIENT:
        assert result is Standing.OUTSIDE
        assert is_good
    assert (result is Standing.INCLUDED) == (found in (Quadrant.BOTH, Quadrant.LOW))


def context_of(made):
    return context_index.assess(store=made.store, year=YEAR + 1, reference=REFERENCE)


def test_the_figure_shows_every_school_with_both_figures_in_its_corner(made):
    found = quadrant_figure(view_of(made), context_of(made))
    assert found is not None
    assert {point.label: point.corner for point in found.points} == {
        "А": "top-left", "Б": "bottom-left", "В": "bottom-left",
        "Г": "top-right", "Д": "bottom-right",
    }  # fmt: skip
    assert found.missing == 2
    assert found.title == "ШНОР – 2 (из них в трудных условиях – 1), резильентных школ – 1"
    assert found.y_border == Fraction(26, 120)
    sides = {point.label: point.x < found.x_border for point in found.points}
    assert sides == {"А": True, "Б": True, "В": True, "Г": False, "Д": False}


def test_without_a_bound_of_hard_conditions_there_is_no_figure(made):
    save_index(store=made.store, reference=REFERENCE, index=replace(INDEX, share=""))
    assert quadrant_figure(view_of(made), context_of(made)) is None
