"""The card of a school: what it says, and that it says nothing where nothing is known."""

from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import natural_id
from quality_desktop.services.risk_schools import risk, risk_lists
from quality_desktop.services.school_profile import recommendations, school_card
from tests.services.risky import YEAR, fill, result, school_id, weak_and_strong

REFERENCE = paths.bundled().reference


def card_of(store, name, **changes):
    terms = risk.terms(store=store, rule="low-2025", **changes)
    figures = school_card.year_figures(store=store, year=YEAR, terms=terms, reference=REFERENCE)
    return school_card.card(
        store=store, school=school_id(name), terms=terms, reference=REFERENCE, figures=figures
    )


def test_low_results_stand_first_with_their_interval(empty_district):
    fill(empty_district, [*weak_and_strong(), result("А", 0, 60, subject="world")])
    card = card_of(empty_district, "А")
    assert [one.is_low for one in card.results] == [True, True, False]
    assert card.results[0].shown == "9 из 24 = 37,5\u202f% ≥ 30\u202f%"
    assert card.results[0].interval
    assert card.results[2].shown == "0 из 60 = 0,0\u202f%"
    assert card.results[2].interval == ""
    assert card.share == "14 из 94 = 14,9\u202f%"


def test_the_standing_is_told_with_the_pupils_that_decide(empty_district):
    fill(empty_district, weak_and_strong())
    card = card_of(empty_district, "А")
    assert school_card.standing_in_words(card) == (
        "По правилу входит в список ШНОР: низких результатов 2 из 2; чтобы это изменилось, "
        "иной результат нужен, самое меньшее, у 2\u00a0учеников"
    )
    assert "не входит" in school_card.standing_in_words(card_of(empty_district, "Б"))


def test_a_school_without_results_says_so_everywhere(empty_district):
    fill(empty_district, weak_and_strong())
    card = card_of(empty_district, "В")
    assert card.case.standing is Standing.NO_DATA
    assert (card.share, card.results, card.timeline) == ("—", (), ())
    assert school_card.standing_in_words(card) == "Нет данных о результатах"
    assert card.context == "Нет данных"


def test_results_that_do_not_count_or_hang_on_one_pupil_say_so(empty_district):
    fill(empty_district, [result("А", 3, 10), result("А", 2, 4, subject="russian")])
    notes = {one.title.split(",")[1].strip(): one for one in card_of(
        empty_district, "А", min_participants=5
    ).results}  # fmt: skip
    assert notes["математика"].note == "на границе: решает 1 ученик"
    assert notes["русский язык"].note == "участников меньше 5: не учтено"
    assert not notes["русский язык"].is_low


def test_the_decision_of_the_office_is_told_with_its_act(empty_district):
    fill(empty_district, weak_and_strong())
    assert "ещё не составлен" in school_card.list_in_words(card_of(empty_district, "А"))
    terms = risk.terms(store=empty_district, rule="low-2025")
    risk_lists.make_draft(store=empty_district, year=YEAR, terms=terms, today=date(2025, 9, 1))
    card = card_of(empty_district, "Б")
    assert card.listed is not None
    risk_lists.decide(
        store=empty_district, entry=card.listed.id, is_listed=True, decision="Решение совета"
    )
    risk_lists.approve(
        store=empty_district, risk_list=card.listed.list, act_title="приказ", act_number="17",
        act_date=date(2025, 9, 20),
    )  # fmt: skip
    assert school_card.list_in_words(card_of(empty_district, "Б")) == (
        "Решение управления: в списке ШНОР за 2025 год (утверждён, приказ № 17 от 20.09.2025); "
        "основание: Решение совета"
    )


def test_the_card_shows_the_recommendations_of_its_year(empty_district):
    fill(empty_district, weak_and_strong())
    recommendations.add(store=empty_district, school=school_id("А"), year=YEAR, text="Сделать")
    recommendations.add(store=empty_district, school=school_id("А"), year=2024, text="Было")
    assert [r.text for r in card_of(empty_district, "А").recommendations] == ["Сделать"]


def test_a_school_that_is_gone_is_refused(empty_district):
    terms = risk.terms(store=empty_district, rule="low-2025")
    figures = school_card.year_figures(
        store=empty_district, year=YEAR, terms=terms, reference=REFERENCE
    )
    with pytest.raises(QualityError, match="школы в файле больше нет"):
        school_card.card(
            store=empty_district, school=natural_id("x"), terms=terms, reference=REFERENCE,
            figures=figures,
        )  # fmt: skip
