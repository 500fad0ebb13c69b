"""What is told about dates of a plan."""

from __future__ import annotations

import pytest

from quality_desktop.domain.planning.calendar_text import understand
from quality_desktop.domain.planning.date_findings import date_findings
from quality_desktop.domain.planning.spans import PlanYear, plan_year


def told(text: str, plan: PlanYear) -> list[str]:
    return [each.text for each in date_findings(understand(text, plan), plan, row="Строка 4")]


def test_a_year_that_is_not_the_plans_is_told():
    assert told("Март-октябрь 2017 г.", PlanYear(2018)) == [
        "Строка 4: срок «март – октябрь 2017 г.» не в году плана (2018 год): проверьте год."
    ]


def test_a_span_that_reaches_into_the_plan_is_in_order():
    assert told("декабрь 2017 – март 2018", PlanYear(2018)) == []
    assert told("август 2021 – май 2022", PlanYear(2021)) == []


def test_an_end_before_its_start_and_unknown_words_are_told():
    (backwards,) = told("ноябрь – март", PlanYear(2018))
    assert "кончается раньше, чем начинается" in backwards
    (unclear,) = told("когда-нибудь", PlanYear(2018))
    assert "не понято «когда-нибудь»" in unclear


def test_what_is_controlled_of_a_date_that_is_understood_in_part_is_told():
    (unclear,) = told("ориентировочно 15 мая", PlanYear(2018))
    assert "под контроль попадёт только «15 мая 2018 г.»" in unclear


def test_a_finding_without_a_row_begins_with_a_capital():
    (found,) = date_findings(understand("скоро", PlanYear(2018)), PlanYear(2018), place="x:y")
    assert found.text.startswith("В сроках")
    assert found.place == "x:y"


@pytest.mark.parametrize(
    ("title", "is_school"),
    [
        ("Дорожная карта на 2021-2022 учебный год", True),
        ("План на 2021/22 уч. год", True),
        ("Дорожная карта на 2021 год", False),
        ("План по итогам 2019-2020 учебного года", False),
    ],
)
def test_a_title_tells_a_school_year(title, is_school):
    assert plan_year(2021, title) == PlanYear(2021, is_school=is_school)


def test_the_months_of_a_school_year_begin_in_september():
    months = PlanYear(2021, is_school=True).months()
    assert (months[0].number, months[0].year, months[-1].number, months[-1].year) == (
        9,
        2021,
        8,
        2022,
    )
    assert [month.number for month in PlanYear(2021).months()] == list(range(1, 13))
