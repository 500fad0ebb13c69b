"""The list of schools in hard conditions: made of the index, never without the office's share."""

from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.context import ContextIndex
from quality_desktop.domain.at_risk.risk_lists import ListType
from quality_desktop.domain.errors import QualityError
from quality_desktop.services.risk_schools import disadvantaged_lists, risk_lists
from tests.services.risky import YEAR, answer, fill, school_id

REFERENCE = paths.bundled().reference
NAMES = ("А", "Б", "В", "Г")


@pytest.fixture
def district_with_answers(empty_district):
    fill(empty_district, [], schools=NAMES)
    for name, registered in zip(NAMES, (40, 10, 0), strict=False):
        answer(empty_district, name, "pupils", 100)
        for element in ("registered", "migrants", "not_attested", "truants", "special_needs"):
            answer(empty_district, name, element, registered)
        for element in ("remote", "small_school", "poor_base", "understaffed"):
            answer(empty_district, name, element, int(registered > 20))
    return empty_district


def set_share(store, share):
    with store.work("Доля") as work:
        work.put_all(replace(index, share=share) for index in store.all(ContextIndex))
        work.commit()


def draft(store):
    disadvantaged_lists.make_draft(
        store=store, year=YEAR, reference=REFERENCE, today=date(2025, 9, 1)
    )
    return risk_lists.view(store=store, year=YEAR, sort=ListType.DISADVANTAGED)


def test_without_a_share_there_is_no_list(district_with_answers):
    set_share(district_with_answers, "")
    with pytest.raises(QualityError, match="не задана доля школ"):
        draft(district_with_answers)


def test_the_schools_with_the_hardest_conditions_are_listed_with_their_reasons(
    district_with_answers,
):
    set_share(district_with_answers, "34")
    view = draft(district_with_answers)
    assert [row.school.code for row in view.listed] == ["А"]
    reasons = view.listed[0].reasons
    assert reasons[0].startswith("1-е место из 3")
    assert any("40,0\u202f%" in reason for reason in reasons)
    standings = {row.school.code: row.entry.standing for row in view.rows}
    assert standings["Г"] == "no_data"


def test_other_answers_are_told_when_what_is_found_now_is_handed_over(district_with_answers):
    set_share(district_with_answers, "34")
    draft(district_with_answers)

    def seen():
        present = disadvantaged_lists.findings(
            store=district_with_answers, year=YEAR, reference=REFERENCE
        )
        return present, risk_lists.view(
            store=district_with_answers, year=YEAR, sort=ListType.DISADVANTAGED, present=present
        )

    assert seen()[1].difference is None
    for element in ("registered", "migrants", "not_attested", "truants", "special_needs"):
        answer(district_with_answers, "Б", element, 90)
        answer(district_with_answers, "А", element, 0)
    for element in ("remote", "small_school", "poor_base", "understaffed"):
        answer(district_with_answers, "А", element, 0)
    present, view = seen()
    assert [school.code for school in view.difference.entered] == ["Б"]
    assert [school.code for school in view.difference.left] == ["А"]
    with pytest.raises(QualityError, match="данные изменились"):
        risk_lists.approve(
            store=district_with_answers, risk_list=view.record.id, act_title="приказ",
            act_number="1", act_date=date(2025, 9, 2), present=present,
        )  # fmt: skip
    assert school_id("А") in {row.school.id for row in view.listed}
