"""The card as a workbook: the same figures as on the screen, without what is struck."""

from fractions import Fraction

from quality_desktop import paths
from quality_desktop.services.risk_schools import risk
from quality_desktop.services.school_profile import recommendations, school_card, school_card_export
from tests.services.risky import YEAR, fill, school_id, weak_and_strong

REFERENCE = paths.bundled().reference


def test_the_tables_hold_what_the_card_holds(empty_district):
    fill(empty_district, weak_and_strong())
    school = school_id("А")
    recommendations.generate(store=empty_district, year=YEAR, schools=[school], reference=REFERENCE)
    first, *others = recommendations.of_school(store=empty_district, school=school, year=YEAR)
    recommendations.strike(store=empty_district, recommendations=[first.id])
    terms = risk.terms(store=empty_district, rule="low-2025")
    figures = school_card.year_figures(
        store=empty_district, year=YEAR, terms=terms, reference=REFERENCE
    )
    card = school_card.card(
        store=empty_district, school=school, terms=terms, reference=REFERENCE, figures=figures
    )
    results, profile, given, years = school_card_export.sheets(card)
    assert results.rows[0][1:5] == (9, 24, Fraction(75, 2), "да")
    assert results.notes[0].startswith("По правилу входит в список ШНОР")
    assert [row[0] for row in profile.rows] == [row.factor.title for row in card.profile.rows]
    assert [row[1] for row in given.rows] == [one.text for one in others]
    assert [(row[0], row[1]) for row in years.rows] == [(2025, "в списке")]
