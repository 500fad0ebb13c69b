"""Plans of interaction: typed line by line, put together, with overlaps and gaps found."""

from datetime import date

import pytest

from quality_desktop.domain.at_risk.partnership import Partnership, partnership_id
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.services.partnership import partner_plans
from tests.services.risk_district import YEAR, fill, school_id

FIRST = partnership_id(YEAR, school_id("Слабая"), school_id("Сильная"))
SECOND = partnership_id(YEAR, school_id("Отстающая"), school_id("Сильная"))


@pytest.fixture
def store(empty_district):
    fill(empty_district)
    with empty_district.work("Пары") as work:
        for key, name in ((FIRST, "Слабая"), (SECOND, "Отстающая")):
            work.put(
                Partnership(id=key, year=YEAR, school=school_id(name), partner=school_id("Сильная"))
            )
        work.commit()
    return empty_district


def add(store, *lines, pair=FIRST):
    edits = [RowEdit(record=None, values=values) for values in lines]
    return partner_plans.write(store=store, partnership=pair, edits=edits)


def titles(store, pair=FIRST):
    return [step.title for step in partner_plans.steps(store=store, partnership=pair)]


def test_lines_stay_in_the_order_they_were_typed_in_and_can_be_moved(store):
    add(store, {"title": "Диагностика"}, {"title": "Открытый урок"})
    add(store, {"title": "Итоги"})
    assert titles(store) == ["Диагностика", "Открытый урок", "Итоги"]
    last = partner_plans.steps(store=store, partnership=FIRST)[-1]
    partner_plans.move(store=store, step=last.id, by=-2)
    assert titles(store) == ["Итоги", "Диагностика", "Открытый урок"]


def test_dates_are_kept_as_they_were_written(store):
    add(store, {"title": "Урок", "dates": "Май  Август"})
    [step] = partner_plans.steps(store=store, partnership=FIRST)
    assert step.dates == "Май  Август"
    partner_plans.write(
        store=store, partnership=FIRST, edits=[RowEdit(record=step.id, values={"dates": "май"})]
    )
    assert partner_plans.steps(store=store, partnership=FIRST)[0].dates == "май"
    partner_plans.remove(store=store, steps=[step.id])
    assert titles(store) == []


def test_a_line_without_a_title_is_refused(store):
    with pytest.raises(QualityError, match="мероприятие"):
        add(store, {"dates": "май"})
    with pytest.raises(QualityError, match="нет"):
        add(store, {"title": "Урок"}, pair=new_id())
    for write in (
        lambda: partner_plans.move(store=store, step=new_id(), by=1),
        lambda: partner_plans.write(
            store=store, partnership=FIRST, edits=[RowEdit(record=new_id(), values={})]
        ),
    ):
        with pytest.raises(QualityError, match="удалили"):
            write()


def test_a_plan_is_copied_without_what_is_there_already(store):
    add(store, {"title": "Диагностика", "dates": "октябрь"}, {"title": "Урок"})
    add(store, {"title": "урок"}, pair=SECOND)
    partner_plans.copy_steps(store=store, source=FIRST, target=SECOND)
    assert titles(store, SECOND) == ["урок", "Диагностика"]
    assert partner_plans.steps(store=store, partnership=SECOND)[1].dates == "октябрь"
    with pytest.raises(QualityError, match="нет строк"):
        partner_plans.copy_steps(store=store, source=FIRST, target=SECOND)


def test_the_joint_plan_finds_who_is_wanted_twice_and_what_is_missing(store):
    add(store, {"title": "Урок", "dates": "Ноябрь", "responsible": "Завуч"})
    add(store, {"title": "Семинар", "dates": "ноябрь"}, {"title": "Итоги"}, pair=SECOND)
    found = partner_plans.joint_plan(store=store, year=YEAR, today=date(2026, 11, 1))
    assert [plan.title for plan in found.plans] == ["Отстающая – Сильная", "Слабая – Сильная"]
    assert found.steps == 3
    assert len(found.overlaps) == 1
    assert "Сильная, ноябрь: занята в планах школ Отстающая, Слабая" in found.overlaps[0]
    assert found.gaps == (
        "Отстающая – Сильная: мероприятий без срока: 1.",
        "Отстающая – Сильная: мероприятий без ответственных: 2.",
    )


def test_an_empty_plan_and_a_late_one_are_gaps(store):
    with store.work("Срок") as work:
        record = work.get(Partnership, FIRST)
        work.put(
            Partnership(
                id=FIRST, year=YEAR, school=record.school, partner=record.partner,
                plan_due=date(2026, 10, 1),
            )
        )  # fmt: skip
        work.commit()
    gaps = partner_plans.joint_plan(store=store, year=YEAR, today=date(2026, 11, 1)).gaps
    assert "Слабая – Сильная: план не получен в срок." in gaps
    assert "Отстающая – Сильная: в плане нет ни одного мероприятия." in gaps
