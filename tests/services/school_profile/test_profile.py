"""The risk profile: what figures show, what the office says, and where there are no data."""

from fractions import Fraction

import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.profile import RiskFactor, Significance
from quality_desktop.services.district_file import history
from quality_desktop.services.school_profile import profile, risk_signs, sign_figures
from tests.services.risky import YEAR, answer, fill, result, school_id, weak_and_strong

REFERENCE = paths.bundled().reference


def figures(store):
    return risk_signs.signs(store=store, year=YEAR, reference=REFERENCE)


def row_of(store, school, factor):
    found = profile.profile(store=store, school=school_id(school), year=YEAR, known=figures(store))
    return next(row for row in found.rows if row.factor.code == factor)


def test_figures_of_exam_results_are_exact_and_cited_with_the_district(empty_district):
    fill(empty_district, weak_and_strong())
    known = figures(empty_district)
    (share,) = known.of("risk.share", school_id("А"))
    assert share.number == Fraction(100 * 14, 34)
    assert share.shown == "14 из 34 = 41,2\u202f%"
    assert share.district == "19,2\u202f%"
    assert "14 из 34" in share.cited
    assert "участников мало" in share.cited
    (low,) = known.of("risk.low", school_id("А"))
    assert (low.number, low.shown) == (2, "2 из 2")
    assert known.of("risk.border", school_id("А")) == ()
    assert known.of("risk.border", school_id("Б"))[0].number == 13


def test_figures_of_a_work_may_be_narrowed_to_a_subject(empty_district):
    fill(empty_district, weak_and_strong())
    known = figures(empty_district)
    assert len(known.of("work.low_share", school_id("А"))) == 2
    (work,) = known.of("work.low_share.russian", school_id("А"))
    assert (work.work, work.number) == ("vpr/russian/5", 50)
    assert work.work_title == "ВПР, русский язык, 5 класс, 2025"
    assert known.of("work.low_share.physics", school_id("А")) == ()
    assert known.of("no.such.code", school_id("А")) == ()
    assert (known.unit("work.low_share.russian"), known.unit("risk.low")) == ("%", "")


def test_a_school_without_data_has_no_figures_and_no_verdict(empty_district):
    fill(empty_district, weak_and_strong())
    assert figures(empty_district).of("risk.low", school_id("В")) == ()
    row = row_of(empty_district, "В", "failure")
    assert row.found is None
    assert row.shown == "нет данных"
    assert not row.is_relevant


@pytest.mark.parametrize(("compared", "expected"), [(9, []), (10, [60])])
def test_marks_against_the_register_of_few_pupils_say_nothing(empty_district, compared, expected):
    six = 6 * compared // 10
    marks = {"raised": six, "confirmed": compared - six, "lowered": 0}
    fill(empty_district, [result("А", 0, compared, **marks)])
    found = figures(empty_district).of("objectivity.raised", school_id("А"))
    assert [one.number for one in found] == expected


def test_small_works_count_in_the_marks_of_all_works_and_are_not_told_alone(empty_district):
    def marks(lowered, compared, work):
        groups = {"lowered": lowered, "confirmed": compared - lowered, "raised": 0}
        return result("А", 0, compared, subject=work, **groups)

    fill(empty_district, [marks(9, 20, "math"), marks(0, 9, "russian")])
    found = figures(empty_district)
    (together,) = found.of("objectivity.lowered", school_id("А"))
    assert together.number == Fraction(900, 29)
    assert together.district == "31,0\u202f%"
    assert [one.work for one in found.of("work.lowered_share", school_id("А"))] == ["vpr/math/5"]


def test_the_weightiest_bound_that_is_reached_decides_and_is_cited(empty_district):
    fill(empty_district, weak_and_strong())
    row = row_of(empty_district, "А", "failure")
    assert row.found is Significance.HIGH
    assert row.shown == "высокая"
    assert len(row.cited) == 1
    assert row.cited[0].endswith("граница ≥ 30\u202f%")
    assert "14 из 34 = 41,2" in row.cited[0]
    assert row.measures


def test_a_factor_is_ruled_out_only_when_every_figure_is_known(empty_district):
    fill(empty_district, weak_and_strong())
    assert row_of(empty_district, "Б", "failure").found is None
    answer(empty_district, "Б", "pupils", 200)
    answer(empty_district, "Б", "not_attested", 1)
    row = row_of(empty_district, "Б", "failure")
    assert row.found is Significance.NONE
    assert row.shown == "не выявлена"


def test_answers_of_the_school_year_before_the_exams_show_a_factor(empty_district):
    fill(empty_district, weak_and_strong())
    answer(empty_district, "Б", "pupils", 100)
    answer(empty_district, "Б", "migrants", 15)
    row = row_of(empty_district, "Б", "barriers")
    assert row.found is Significance.MEDIUM
    assert "2024/25: 15 из 100 = 15,0\u202f%" in row.cited[0]


def test_the_word_of_the_office_wins_and_can_be_taken_back(empty_district):
    fill(empty_district, weak_and_strong())
    factor = next(f for f in empty_district.all(RiskFactor) if f.code == "failure")
    said = {"store": empty_district, "school": school_id("А"), "year": YEAR, "factor": factor.id}
    profile.set_factor(**said, significance=Significance.LOW, note=" Один класс ")
    row = row_of(empty_district, "А", "failure")
    assert (row.significance, row.found) == (Significance.LOW, Significance.HIGH)
    assert row.said.note == "Один класс"
    profile.clear_factor(**said)
    assert row_of(empty_district, "А", "failure").significance is Significance.HIGH
    history.undo(store=empty_district)
    assert row_of(empty_district, "А", "failure").significance is Significance.LOW


def test_taking_back_what_was_not_said_changes_nothing(empty_district):
    fill(empty_district, weak_and_strong())
    factor = empty_district.all(RiskFactor)[0]
    changes = profile.clear_factor(
        store=empty_district, school=school_id("А"), year=YEAR, factor=factor.id
    )
    assert not changes


def test_profiles_of_all_schools_put_the_weightiest_factors_first(empty_district):
    fill(empty_district, weak_and_strong())
    found = profile.profiles(store=empty_district, year=YEAR, reference=REFERENCE)
    assert set(found) == {school_id(name) for name in "АБВ"}
    assert found[school_id("А")].rows[0].factor.code == "failure"
    assert [row.factor.code for row in found[school_id("А")].relevant] == ["failure", "competence"]
    assert len(found[school_id("В")].rows) == 10
    assert found[school_id("В")].relevant == ()


def test_every_sign_of_the_catalogue_has_a_figure_to_look_at(empty_district):
    from quality_desktop.domain.at_risk.profile import FactorSign, RecommendationTemplate
    from quality_desktop.domain.collection.indicators import Calculation

    calculations = {one.code for one in empty_district.all(Calculation)}
    signs = {sign.calculation for sign in empty_district.all(FactorSign)}
    signs |= {template.sign for template in empty_district.all(RecommendationTemplate)}
    whole = {".".join(sign.split(".")[:2]) for sign in signs}
    assert whole <= calculations | set(sign_figures.CODES)
