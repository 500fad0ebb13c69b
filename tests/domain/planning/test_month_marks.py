"""A written date as a strip of months."""

from __future__ import annotations

from datetime import date

import pytest

from quality_desktop.domain.planning.calendar_text import understand
from quality_desktop.domain.planning.month_marks import MonthMark, month_marks, month_of
from quality_desktop.domain.planning.spans import PlanYear

LETTERS = {MonthMark.NONE: "·", MonthMark.WORK: "█", MonthMark.UNTIL: "|"}
SCHOOL = PlanYear(2021, is_school=True)


@pytest.mark.parametrize(
    ("written", "plan", "strip"),
    [
        ("Май Август", PlanYear(2018), "····█··█····"),
        ("до 25.11.2018", PlanYear(2018), "··········|·"),
        ("январь – март, до 5 марта", PlanYear(2018), "███·········"),
        ("Март-октябрь 2017 г.", PlanYear(2018), "············"),
        ("сентябрь – январь", SCHOOL, "█████·······"),
        ("", SCHOOL, "············"),
    ],
)
def test_months_are_marked(written, plan, strip):
    marks = month_marks(understand(written, plan), plan)
    assert "".join(LETTERS[mark] for mark in marks) == strip


def test_the_present_month_is_found_in_its_year_only():
    assert month_of(PlanYear(2018), date(2018, 11, 3)) == 10
    assert month_of(SCHOOL, date(2022, 1, 1)) == 4
    assert month_of(PlanYear(2018), date(2019, 11, 3)) is None
