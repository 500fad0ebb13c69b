"""Indicators of a small district, reckoned by hand."""

from fractions import Fraction

import pytest

from quality_desktop import paths
from quality_desktop.domain.formulas.formula import FigureState
from quality_desktop.services.indicators.indicator_table import (
    IndicatorColumn,
    IndicatorTable,
    SchoolFigure,
)
from quality_desktop.services.indicators.indicator_values import indicator_table
from quality_desktop.storage.store import Store
from tests.services.monitored import YEAR, District


def table(store: Store, year: int = YEAR) -> IndicatorTable:
    return indicator_table(store=store, year=year, reference=paths.bundled().reference)


def column(store: Store, code: str, year: int = YEAR) -> IndicatorColumn:
    found = table(store, year).column(code)
    assert found is not None
    return found


def figures(store: Store, code: str, year: int = YEAR) -> dict[str, SchoolFigure]:
    found = table(store, year)
    chosen = found.column(code)
    assert chosen is not None
    names = [school.short_name for school in found.schools]
    return dict(zip(names, chosen.figures, strict=True))


def shown(store: Store, code: str, year: int = YEAR) -> dict[str, str]:
    return {name: figure.shown for name, figure in figures(store, code, year).items()}


@pytest.fixture
def made(empty_district: Store) -> District:
    """Four schools with two years of «2» among all."""
    made = District(empty_district)
    made.add_schools("А", "Б", "В", "Г")
    made.ask("two_x", title="число получивших «2»")
    made.ask("all_x", title="общее количество обучающихся")
    made.answer(YEAR, "two_x", {"А": "9", "Б": "10", "В": "0", "Г": "н/д"})
    made.answer(YEAR, "all_x", {"А": "24", "Б": "200", "В": "0", "Г": "30"})
    made.answer(YEAR - 1, "two_x", {"А": "6", "Б": "не участвовали"})
    made.answer(YEAR - 1, "all_x", {"А": "24", "Б": "не участвовали"})
    return made


def test_the_five_states_are_shown_apart(made: District):
    made.calculate("share_x", "two_x", "all_x")

    assert shown(made.store, "share_x") == {
        "А": "37,5\u202f%",
        "Б": "5,0\u202f%",
        "В": "—",
        "Г": "нет данных",
    }
    assert {name: f.state for name, f in figures(made.store, "share_x").items()} == {
        "А": FigureState.NUMBER,
        "Б": FigureState.NUMBER,
        "В": FigureState.ZERO_DENOMINATOR,
        "Г": FigureState.NO_DATA,
    }


def test_a_school_carries_its_numbers_interval_and_the_weight_of_one(made: District):
    made.calculate("share_x", "two_x", "all_x")
    found = figures(made.store, "share_x")

    assert found["А"].counted == "9 из 24"
    assert found["А"].interval == "21–58\u202f%"
    assert found["А"].weight == "1 ученик = 4,2\u00a0п.\u00a0п."
    assert (found["Б"].interval, found["Б"].weight) == ("", "")  # 200 pupils are not few
    assert (found["В"].interval, found["В"].weight, found["В"].hangs_on_one) == ("", "", False)


def test_the_year_before_stands_beside(made: District):
    made.calculate("share_x", "two_x", "all_x")
    found = figures(made.store, "share_x")

    assert found["А"].previous_shown == "25,0\u202f%"
    assert found["А"].change == "+12,5\u00a0п.\u00a0п."
    assert (found["Б"].previous_shown, found["Б"].change) == ("—", "")
    assert (found["В"].previous_shown, found["В"].change) == ("нет данных", "")
    district = column(made.store, "share_x").district
    assert district.previous == 25
    assert district.change == "−16,5\u00a0п.\u00a0п."


def test_a_change_is_the_difference_of_what_is_shown(made: District):
    made.answer(YEAR, "two_x", {"А": "1085", "Б": "1084"})
    made.answer(YEAR, "all_x", {"А": "20000", "Б": "20000"})
    made.answer(YEAR - 1, "two_x", {"А": "1091", "Б": "1085"})
    made.answer(YEAR - 1, "all_x", {"А": "20000", "Б": "20000"})
    made.calculate("share_x", "two_x", "all_x")
    found = figures(made.store, "share_x")

    # 5,425 % and 5,455 % are shown as 5,4 and 5,5, though they differ by 0,03 only
    assert [found["А"].shown, found["А"].previous_shown] == ["5,4\u202f%", "5,5\u202f%"]
    assert found["А"].change == "−0,1\u00a0п.\u00a0п."
    assert found["Б"].change == "0,0\u00a0п.\u00a0п."


def test_the_district_is_weighted_and_says_that_the_mean_of_schools_differs(made: District):
    made.calculate("share_x", "two_x", "all_x")
    district = column(made.store, "share_x").district

    assert district.number == Fraction(19, 224) * 100
    assert (district.shown, district.weighted, district.mean) == (
        "8,5\u202f%",
        "8,5\u202f%",
        "21,3\u202f%",
    )
    assert district.disagree
    assert (district.coverage, district.no_data) == ("2 из 4", 1)


def test_the_mean_of_schools_may_be_the_districts_own_figure(made: District):
    made.calculate("share_x", "two_x", "all_x", aggregate="mean")

    assert column(made.store, "share_x").district.number == Fraction(85, 4)


def test_the_share_of_schools_counts_those_that_meet_the_condition_exactly(made: District):
    made.calculate("share_x", "two_x", "all_x", aggregate="share", condition=">= 5", decimals=0)
    district = column(made.store, "share_x").district

    assert district.number == 100
    assert (district.shown, district.meeting) == ("100,0\u202f%", "2 из 2")


def test_bands_and_a_target_judge_the_exact_figure(made: District):
    share = made.calculate("share_x", "two_x", "all_x", polarity="lower")
    made.band(share, "", "5", "низкая")
    made.band(share, "5", "37.5", "средняя")
    made.band(share, "37.5", "", "высокая")
    made.target(share, "8.5")
    found = figures(made.store, "share_x")
    district = column(made.store, "share_x").district

    titles = {name: f.band.title if f.band else "" for name, f in found.items()}
    assert titles == {"А": "высокая", "Б": "средняя", "В": "", "Г": ""}
    assert found["А"].hangs_on_one
    assert found["Б"].hangs_on_one
    assert district.band is not None
    assert district.band.title == "средняя"
    assert (district.target_shown, district.target_source) == ("не больше 8,5\u202f%", "приказ")
    assert district.is_target_met is True  # 8,482… %


def test_a_target_without_a_better_way_is_neither_met_nor_missed(made: District):
    share = made.calculate("share_x", "two_x", "all_x")
    made.target(share, "8.5")

    assert column(made.store, "share_x").district.is_target_met is None


@pytest.mark.parametrize("figure", ["", "восемь"])
def test_a_target_that_is_no_number_is_left_out(made: District, figure: str):
    share = made.calculate("share_x", "two_x", "all_x", polarity="lower")
    made.target(share, figure)

    assert column(made.store, "share_x").district.target is None


def test_the_formula_is_printed_beside_its_figures(made: District):
    made.calculate("share_x", "two_x", "all_x")
    found = column(made.store, "share_x")

    assert found.printed == "(число получивших «2» / общее количество обучающихся) × 100"
    assert found.criterion == f"доля share_x = {found.printed}"


def test_two_years_are_added_where_both_are_known(made: District):
    made.calculate("share_x", "over(2, two_x)", "over(2, all_x)")

    found = figures(made.store, "share_x")
    assert found["А"].counted == "15 из 48"
    assert found["Б"].counted == "10 из 200"
    assert found["Г"].shown == "нет данных"


def test_an_earlier_version_computes_the_year_before(made: District):
    made.calculate("share_x", "two_x", "all_x", since=YEAR)
    made.calculate("share_x", "two_x", "2 * all_x", until=YEAR - 1)
    found = column(made.store, "share_x")

    assert found.is_formula_new
    assert figures(made.store, "share_x")["А"].previous_shown == "12,5\u202f%"
    assert shown(made.store, "share_x", YEAR - 1)["А"] == "12,5\u202f%"


def test_a_new_calculation_is_compared_with_the_year_before_by_its_own_formula(made: District):
    made.calculate("share_x", "two_x", "all_x", since=YEAR)

    assert not column(made.store, "share_x").is_formula_new
    assert figures(made.store, "share_x")["А"].previous_shown == "25,0\u202f%"


@pytest.mark.parametrize(
    "broken",
    [{"numerator": "two_x +"}, {"condition": "30"}, {"type": "count"}, {"until": YEAR - 3}],
)
def test_an_earlier_version_that_cannot_compute_is_passed_over(
    made: District, broken: dict[str, object]
):
    made.calculate("share_x", "two_x", "all_x", since=YEAR)
    fields = {"numerator": "two_x", "denominator": "2 * all_x", "until": YEAR - 1}
    made.calculate("share_x", **{**fields, **broken})  # type: ignore[arg-type]

    assert figures(made.store, "share_x")["А"].previous_shown == "25,0\u202f%"


def test_official_figures_stand_in_where_the_school_said_nothing(made: District):
    made.ask("vpr_all", procedure="vpr", subject="math", grade=5, derived_from="exam.participants")
    made.ask("vpr_bad", procedure="vpr", subject="math", grade=5, derived_from="exam.two")
    for name in ("А", "Б"):
        made.exam(name, YEAR, "math", 5, participants=20, two=5)
    made.answer(YEAR, "vpr_bad/math/5", {"Б": "6", "А": ""})
    made.calculate("vpr_x", "vpr_bad", "vpr_all")

    assert shown(made.store, "vpr_x") == {
        "А": "25,0\u202f%",
        "Б": "30,0\u202f%",
        "В": "нет данных",
        "Г": "нет данных",
    }


def test_yes_and_no_are_shown_in_words_and_the_district_counts_them(made: District):
    made.ask("lost", type="yes_no")
    made.answer(YEAR, "lost", {"А": "да", "Б": "нет", "В": "нет"})
    made.calculate("lost_x", "lost", type="yes_no", aggregate="share", condition=">= 1", unit="",
                   decimals=0)  # fmt: skip

    assert shown(made.store, "lost_x") == {"А": "да", "Б": "нет", "В": "нет", "Г": "нет данных"}
    district = column(made.store, "lost_x").district
    assert (district.shown, district.meeting) == ("33,3\u202f%", "1 из 3")
    assert figures(made.store, "lost_x")["А"].change == ""


def test_a_count_is_added_up(made: District):
    made.calculate("count_x", "two_x", type="count", unit="чел.", decimals=0)

    assert shown(made.store, "count_x")["А"] == "9\u00a0чел."
    assert column(made.store, "count_x").district.shown == "19\u00a0чел."
    assert figures(made.store, "count_x")["А"].counted == ""


def test_a_list_shows_what_schools_have_written(made: District):
    made.ask("kinds", type="text")
    made.answer(YEAR, "kinds", {"А": "жильё\nнадбавка", "Б": "не участвовали"})
    made.calculate("kinds_x", "kinds", type="list", unit="")

    assert shown(made.store, "kinds_x") == {
        "А": "жильё; надбавка",
        "Б": "—",
        "В": "нет данных",
        "Г": "нет данных",
    }
    district = column(made.store, "kinds_x").district
    assert (district.shown, district.no_data) == ("1 из 4", 2)


def test_a_correlation_belongs_to_the_district_and_schools_show_their_pair(made: District):
    made.ask("mark", type="decimal", decimals=1)
    made.answer(YEAR, "two_x", {"В": "5", "Г": "7"})
    made.answer(YEAR, "mark", {"А": "9,0", "Б": "10,0", "В": "5,0", "Г": "7,0"})
    made.calculate("r_x", "two_x", "mark", type="correlation", unit="", decimals=2)

    assert shown(made.store, "r_x")["А"] == "9,00 и 9,00"
    district = column(made.store, "r_x").district
    assert (district.shown, district.counted, district.previous_shown) == ("1,00", 4, "—")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"numerator": "two_x +"}, "Формула непонятна"),
        ({"numerator": "nobody"}, "«nobody»"),
        ({"condition": "30"}, "Условие «30» непонятно"),
    ],
)
def test_a_broken_definition_says_why_and_spoils_no_other(
    made: District, given: dict[str, str], said: str
):
    made.calculate("good_x", "two_x", "all_x")
    made.calculate("bad_x", **{"numerator": "two_x", "denominator": "all_x", **given})

    assert said in column(made.store, "bad_x").problem
    assert column(made.store, "bad_x").figures == ()
    assert shown(made.store, "good_x")["А"] == "37,5\u202f%"


def test_nobody_has_answered_yet(empty_district: Store):
    made = District(empty_district)
    made.add_schools("А")
    made.ask("two_x")
    made.calculate("count_x", "two_x", type="count")
    district = column(made.store, "count_x").district

    assert (district.shown, district.previous_shown) == ("нет данных", "нет данных")


def test_a_district_without_schools_has_dashes(empty_district: Store):
    made = District(empty_district)
    made.ask("two_x")
    made.calculate("count_x", "two_x", type="count")

    assert column(made.store, "count_x").district.shown == "—"


def test_a_closed_school_is_left_out_unless_it_has_answered(made: District):
    made.calculate("share_x", "two_x", "all_x")
    made.add_schools("Закрытая")
    made.close_school("Закрытая")
    made.close_school("А")

    assert [school.short_name for school in table(made.store).schools] == ["Б", "В", "Г", "А"]


def test_a_form_shows_its_own_indicators_only(made: District):
    made.calculate("share_x", "two_x", "all_x")
    found = indicator_table(
        store=made.store, year=YEAR, reference=paths.bundled().reference, form=made.form.id
    )

    assert [one.calculation.code for one in found.columns] == ["share_x"]


def test_all_indicators_of_the_sample_have_figures(district: Store):
    found = table(district)

    assert [one.problem for one in found.columns if one.problem] == []
    assert len(found.columns) > 30
    assert all(len(one.figures) == len(found.schools) for one in found.columns)
    assert all(one.district.counted for one in found.columns)
