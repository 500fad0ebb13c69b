"""Partners: proposed with their reasons, chosen by a person, kept when proposed anew."""

from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.at_risk.partnership import Partnership, PlanStep, partnership_id
from quality_desktop.domain.at_risk.risk_lists import (
    ListType,
    RiskEntry,
    RiskList,
    risk_entry_id,
    risk_list_id,
)
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.services.partnership import partner_profiles, partner_view, partners
from quality_desktop.services.partnership.partner_view import PlanState
from quality_desktop.services.school_profile import norms
from tests.services.risk_district import ROWS, YEAR, fill, school_id, terms

REFERENCE = paths.bundled().reference


@pytest.fixture
def store(empty_district):
    fill(empty_district)
    return empty_district


def asked(store):
    return {"store": store, "year": YEAR, "terms": terms(store), "reference": REFERENCE}


def propose(store):
    return partners.propose(**asked(store))


def view(store, today=date(2026, 11, 1)):
    return partner_view.view(**asked(store), today=today)


def pairs(store):
    return {
        (row.school.short_name, row.partner.short_name) for row in view(store).rows if row.partner
    }


def row(store, school):
    return next(one for one in view(store).rows if one.school.short_name == school)


def choose(store, school, partner, **options):
    return partners.choose(
        **asked(store), school=school_id(school), partner=school_id(partner), **options
    )


def set_norm(store, code, figure):
    known = norms.norms(store=store, reference=REFERENCE)
    norm = next(one for one in known if one.code == code)
    with store.work("Норма") as work:
        fields = {"code": code, "figure": figure, "title": norm.title}
        work.put(Norm(id=norm.id, **fields))
        work.commit()


def test_the_weak_in_a_subject_gets_the_strong_in_it(store):
    propose(store)
    assert pairs(store) == {("Слабая", "Сильная"), ("Отстающая", "Лучшая")}
    assert row(store, "Слабая").record.subject == "math"


def test_the_explanation_gives_its_numbers(store):
    propose(store)
    lines = row(store, "Слабая").record.explanation.replace("\u202f", " ").replace("\u00a0", " ")
    # The district: 9 + 8 + 1 + 10 + 0 of 24 + 20 + 50 + 50 + 4.
    results = (
        "Математика: низкие результаты у 17 из 44 (38,6 %, 95 %: 25–54 %), "
        "у партнёра – у 1 из 50 (2,0 %, 95 %: 0–11 %), "
        "в районе – у 28 из 148 (18,9 %)."
    )
    assert lines.splitlines() == [
        results,
        "Расстояние между школами не указано.",
        "Баллы пары: 36,6 п. п. разницы = 36,6.",
    ]


def test_a_distance_is_told_and_taken_off(store):
    first, second = school_id("Слабая"), school_id("Сильная")
    partners.set_distance(store=store, first=second, second=first, metres=12_400)
    assert partners.distance(store=store, first=first, second=second) == 12_400
    propose(store)
    lines = row(store, "Слабая").record.explanation.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Расстояние между школами – 12,4 км." in lines
    assert "36,6 п. п. разницы − 6,2 за расстояние = 30,4." in lines
    partners.set_distance(store=store, first=first, second=second, metres=None)
    assert partners.distance(store=store, first=first, second=second) is None


def test_a_school_with_few_participants_is_not_strong(store):
    bounds = partner_profiles.limits(store=store, reference=REFERENCE, year=YEAR)
    found = partner_profiles.profiles(**asked(store), bounds=bounds)
    strong = {one.school: set(one.subjects) for one in found.strong}
    assert strong[school_id("Крошечная")] == set()
    assert strong[school_id("Сильная")] == {"math"}
    assert found.source == "правило"


def test_the_numbers_of_the_method_are_the_office_s(store):
    set_norm(store, "partners.min_participants", "3")
    set_norm(store, "partners.strong_margin", "18")
    propose(store)
    assert ("Слабая", "Крошечная") in pairs(store)
    set_norm(store, "partners.capacity", "0.5")
    with pytest.raises(QualityError, match="целое число"):
        propose(store)


def test_the_list_of_the_office_says_who_is_weak(store):
    key = risk_list_id(ListType.LOW, YEAR)
    with store.work("Список") as work:
        work.put(RiskList(id=key, year=YEAR))
        for name, listed in (("Слабая", False), ("Отстающая", True), ("Лучшая", True)):
            school = school_id(name)
            work.put(RiskEntry(id=risk_entry_id(key, school), list=key, school=school,
                               is_listed=listed))  # fmt: skip
        work.commit()
    found = view(store)
    assert found.source == "проект списка"
    assert [one.school.short_name for one in found.rows] == ["Лучшая", "Отстающая"]
    # «Лучшая» has no low result, so it is weak where it is above the district.
    assert row(store, "Лучшая").weak_in == ("math",)
    propose(store)
    assert pairs(store) == {("Лучшая", "Сильная")}
    assert row(store, "Отстающая").findings


def test_no_partner_helps_more_than_it_can(store):
    more = [(f"Слабая {n}", YEAR, "math", grade, 9, 20) for n in range(3) for grade in (5, 6)]
    fill(store, [*ROWS, *more])
    propose(store)
    found = view(store)
    loads = {one.school.short_name: (one.load, one.capacity) for one in found.helpers}
    assert loads == {"Сильная": (2, 2), "Лучшая": (2, 2), "Крошечная": (0, 2)}
    assert sum(one.partner is None for one in found.rows) == 1


def test_a_choice_of_a_person_survives_a_new_proposal(store):
    propose(store)
    was = row(store, "Слабая").record
    choose(store, "Слабая", "Лучшая", replaced=was.id)
    chosen = row(store, "Слабая").record
    assert chosen.is_manual
    assert chosen.explanation.startswith("Пару выбрало управление.\nПредмета, слабого у школы")
    propose(store)
    assert pairs(store) == {("Слабая", "Лучшая"), ("Отстающая", "Лучшая")}


def test_another_partner_takes_over_the_lines_of_the_plan_but_not_its_approval(store):
    propose(store)
    was = row(store, "Слабая").record
    partners.set_due(store=store, year=YEAR, due=date(2026, 11, 25))
    partners.edit(store=store, partnership=was.id, values={"approved": date(2026, 11, 30)})
    with store.work("План") as work:
        work.put(PlanStep(id=new_id(), partnership=was.id, title="Открытый урок"))
        work.commit()
    choose(store, "Слабая", "Лучшая", replaced=was.id)
    found = row(store, "Слабая")
    assert (found.steps, found.record.approved) == (1, None)
    assert found.record.plan_due == date(2026, 11, 25)
    assert store.get(Partnership, was.id) is None


def test_choosing_the_proposed_partner_makes_it_the_office_s(store):
    propose(store)
    was = row(store, "Слабая").record
    choose(store, "Слабая", "Сильная", replaced=was.id)
    assert row(store, "Слабая").record == Partnership(
        id=was.id, year=YEAR, school=was.school, partner=was.partner, subject="math",
        is_manual=True, explanation=was.explanation,
    )  # fmt: skip


def test_a_pair_that_cannot_be_is_refused_with_the_reason(store):
    choose(store, "Слабая", "Сильная")
    with pytest.raises(QualityError, match="взаимных пар"):
        choose(store, "Сильная", "Слабая")
    with pytest.raises(QualityError, match="самой себе"):
        choose(store, "Слабая", "Слабая")
    with pytest.raises(QualityError, match="уже есть"):
        choose(store, "Слабая", "Сильная")
    with pytest.raises(QualityError, match="разными"):
        partners.set_distance(
            store=store, first=school_id("Слабая"), second=school_id("Слабая"), metres=1
        )
    with pytest.raises(QualityError, match="меньше нуля"):
        partners.set_distance(
            store=store, first=school_id("Слабая"), second=school_id("Сильная"), metres=-1
        )


def test_a_proposal_makes_no_pair_that_already_is_the_other_way_round(store):
    choose(store, "Сильная", "Слабая")
    propose(store)
    assert ("Слабая", "Сильная") not in pairs(store)


def test_what_is_odd_about_a_pair_is_told(store):
    choose(store, "Слабая", "Отстающая")
    choose(store, "Крошечная", "Сильная")
    assert any("сам в списке" in text for text in row(store, "Слабая").findings)
    assert any("нет в списке ШНОР" in text for text in row(store, "Крошечная").findings)
    set_norm(store, "partners.capacity", "1")
    choose(store, "Слабая", "Сильная")
    assert any("не больше 1" in text for text in row(store, "Крошечная").findings)


def test_the_plan_goes_from_asked_to_approved(store):
    propose(store)
    key = row(store, "Слабая").record.id
    assert row(store, "Слабая").state is PlanState.NONE
    partners.set_due(store=store, year=YEAR, due=date(2026, 11, 25))
    record = store.get(Partnership, key)
    states = [partner_view.plan_state(record, date(2026, 11, day)) for day in (25, 26)]
    assert states == [PlanState.AWAITED, PlanState.OVERDUE]
    partners.edit(store=store, partnership=key, values={"plan_received": date(2026, 11, 27)})
    assert row(store, "Слабая").state is PlanState.RECEIVED
    with pytest.raises(QualityError, match="раньше"):
        partners.edit(store=store, partnership=key, values={"approved": date(2026, 11, 26)})
    partners.edit(store=store, partnership=key, values={"approved": date(2026, 11, 30)})
    assert row(store, "Слабая").state is PlanState.APPROVED
    partners.set_due(store=store, year=YEAR, due=date(2026, 12, 25))
    assert row(store, "Слабая").record.plan_due == date(2026, 11, 25)


def test_a_removed_pair_takes_its_plan_along_and_comes_back_with_it(store):
    propose(store)
    key = row(store, "Слабая").record.id
    with store.work("План") as work:
        work.put(PlanStep(id=new_id(), partnership=key, title="Открытый урок"))
        work.commit()
    partners.remove(store=store, partnerships=[key])
    assert store.all(PlanStep) == ()
    assert row(store, "Слабая").partner is None
    store.undo()
    assert row(store, "Слабая").steps == 1


def test_a_pair_that_is_gone_cannot_be_edited(store):
    with pytest.raises(QualityError, match="нет"):
        partners.edit(store=store, partnership=partnership_id(1, new_id(), new_id()), values={})


def test_a_proposal_alone_writes_nothing(store):
    found = partners.proposal(**asked(store))
    assert len(found.pairs) == 2
    assert store.all(Partnership) == ()


def test_proposing_twice_changes_nothing(store):
    assert propose(store)
    assert not propose(store)


def test_a_closed_school_helps_nobody(store):
    with store.work("Школа") as work:
        work.put(School(id=school_id("Сильная"), short_name="Сильная", is_active=False))
        work.commit()
    propose(store)
    assert pairs(store) == {("Отстающая", "Лучшая")}
