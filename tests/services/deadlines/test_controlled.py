"""The list of controlled dates: everything that sets a date stands in it, and notes are kept."""

from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.partnership import Measure
from quality_desktop.domain.at_risk.profile import Recommendation
from quality_desktop.domain.collection.monitoring import (
    Collection,
    Form,
    Submission,
    collection_id,
    submission_id,
)
from quality_desktop.domain.cycle import Position, Progress, Status, progress_id
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.directory import School, Unit
from quality_desktop.domain.paper_kinds import PaperParty
from quality_desktop.domain.paperwork import Paper, PaperDeadline
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import IncomingPaper, PaperAddressee
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow
from quality_desktop.services.deadlines import controlled
from quality_desktop.services.district_file import history

WORDING = paths.bundled().wording
DUE = date(2026, 12, 1)


def listed(store):
    return controlled.controlled_dates(store=store, wording=WORDING)


def put(store, *records):
    with store.work("Проверка") as work:
        for record in records:
            work.put(record)
        work.commit()


def only(store, group):
    [found] = [item for item in listed(store) if item.group == group]
    return found


@pytest.fixture
def schools(empty_district):
    found = [School(id=new_id(), short_name=f"Школа {n}") for n in (1, 2, 3)]
    put(empty_district, *found)
    return found


def test_dates_of_clauses_are_named_as_the_wording_names_them(district):
    papers = [item for item in listed(district) if item.group == "Документы"]
    assert [(item.due, item.what) for item in papers] == [
        (date(2021, 7, 12), "Предоставить ссылки на документы и мероприятия"),
        (date(2021, 7, 12), "Разработать муниципальные программы"),
        (date(2021, 8, 1), "Открыть вкладку на официальном сайте"),
    ]
    assert {item.origin for item in papers} == {"Приказ от 05.07.2021 № 1048"}
    assert papers[-1].who == "Гомзова\u00a0Е.Б."  # the operator of the matrix
    (executors,) = {item.who.replace("\u00a0", " ") for item in papers[:2]}
    assert executors.split(", ") == [
        "Вахрушина Э.Ф.", "Доценко Т.И.", "Мастрюкова Л.И.", "Найденова А.Н.", "Таратунина Д.В.",
        "Шерсткина Е.А.",
    ]  # fmt: skip


def test_a_typed_name_of_who_must_keep_a_date_wins_over_the_matrix(district):
    deadline = next(one for one in district.all(PaperDeadline) if one.code == "links")
    put(district, replace(deadline, responsible="методисты"))
    assert "методисты" in {item.who for item in listed(district)}


def test_the_date_of_a_letter_is_kept_by_whom_its_text_or_its_address_names(empty_district):
    letter = Paper(id=new_id(), form="letter-results", number="7")
    centre = Unit(id=new_id(), name="Методический центр", short_name="ММЦ")
    put(
        empty_district,
        letter,
        centre,
        PaperParty(id=new_id(), paper=letter.id, code="центр", unit=centre.id),
        *(
            PaperDeadline(id=new_id(), paper=letter.id, code=code, due=DUE)
            for code in ("joint", "plans")
        ),
    )
    found = {item.what: (item.who, item.origin) for item in listed(empty_district)}
    assert found == {
        "Составить общий план взаимодействия": ("ММЦ", "Письмо № 7"),
        "Подготовить планы взаимодействия": ("адресаты", "Письмо № 7"),
    }
    school = School(id=new_id(), full_name="Учреждение «Лицей № 1»", short_name="Лицей № 1")
    put(
        empty_district,
        school,
        PaperAddressee(id=new_id(), paper=letter.id, school=school.id),
        replace(letter, answer_due=DUE),
    )
    who = [item.who for item in listed(empty_district)]
    assert sorted(who) == ["Лицей № 1", "Лицей № 1", "ММЦ"]


def test_a_date_of_a_paper_whose_kind_is_gone_stays_under_control(empty_district):
    paper = Paper(id=new_id(), form="letter-gone", number="8")
    put(empty_district, paper, PaperDeadline(id=new_id(), paper=paper.id, code="x", due=DUE))
    assert [(one.what, one.who) for one in listed(empty_district)] == [
        ("Срок из текста документа", "")
    ]


def test_a_cancelled_paper_sets_no_dates(district):
    [paper] = district.all(Paper)
    put(district, replace(paper, status="cancelled"))
    assert not [item for item in listed(district) if item.group == "Документы"]


def test_answers_to_a_paper_are_awaited_until_the_last_one_has_come(district):
    [paper] = district.all(Paper)
    asked = [PaperAddressee(id=new_id(), paper=paper.id, name=f"Школа {n}") for n in (1, 2)]
    put(district, replace(paper, answer_due=DUE), *asked)
    [waiting] = [item for item in listed(district) if item.owed is not None and item.due == DUE]
    assert waiting.what == "Получить ответы: нет 2 из 2"
    put(
        district, *(replace(one, answered_on=date(2026, 11, 20 + n)) for n, one in enumerate(asked))
    )
    [done] = [item for item in listed(district) if item.source == waiting.source]
    assert done.is_done
    assert done.done_on == date(2026, 11, 21)


def test_a_paper_without_addressees_is_not_answered_by_nobody(district):
    [paper] = district.all(Paper)
    put(district, replace(paper, answer_due=DUE))
    [waiting] = [item for item in listed(district) if item.due == DUE]
    assert not waiting.is_done


def test_what_the_office_owes_stands_in_the_list_until_it_is_answered(empty_district):
    letter = IncomingPaper(id=new_id(), sender="Министерство", subject="о мониторинге", due=DUE)
    put(empty_district, letter)
    owed = only(empty_district, "Документы")
    assert (owed.what, owed.origin) == ("Ответить: о мониторинге", "Входящий, Министерство")
    put(empty_district, replace(letter, status="answered"))
    assert only(empty_district, "Документы").is_done


def test_a_position_of_the_cycle_is_done_when_its_progress_says_so(empty_district):
    direction, position = empty_district.all(Direction)[0], empty_district.all(Position)[0]
    progress = Progress(
        id=progress_id(direction.id, position.id, 2026),
        direction=direction.id,
        position=position.id,
        year=2026,
        due=DUE,
    )
    put(empty_district, progress)
    title = position.title[:1].lower() + position.title[1:]
    assert only(empty_district, "Цикл управления").what == f"Направление {direction.code}: {title}"
    put(empty_district, replace(progress, status=Status.NOT_NEEDED.value))
    assert only(empty_district, "Цикл управления").is_done


def test_a_form_is_owed_by_the_schools_that_work_and_have_not_answered(empty_district, schools):
    form = empty_district.all(Form)[0]
    sent = Collection(id=collection_id(form.id, 2026), form=form.id, year=2026, due=DUE)
    asked = [
        Submission(id=submission_id(sent.id, school.id), collection=sent.id, school=school.id)
        for school in schools
    ]
    put(empty_district, sent, *asked, replace(schools[2], is_active=False))
    found = only(empty_district, "Мониторинг")
    assert found.owed == 2
    assert found.what.endswith("нет ответа от 2\u00a0школ")
    put(empty_district, *(replace(one, received=DUE) for one in asked[:2]))
    assert only(empty_district, "Мониторинг").is_done


def test_what_is_done_every_quarter_has_a_date_for_each_and_is_met_one_by_one(empty_district):
    plan = Roadmap(id=new_id(), title="План на 2027 год", year=2027)
    row = RoadmapRow(id=new_id(), roadmap=plan.id, title="Отчёт", dates="ежеквартально")
    put(empty_district, plan, row)
    quarters = [item for item in listed(empty_district) if item.what == "Отчёт"]
    assert [(item.begins, item.due) for item in quarters] == [
        (date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 6, 30)),
        (date(2027, 7, 1), date(2027, 9, 30)),
        (date(2027, 10, 1), date(2027, 12, 31)),
    ]
    controlled.set_done(store=empty_district, items=quarters[:1], done_on=date(2027, 3, 30))
    found = [item for item in listed(empty_district) if item.what == "Отчёт"]
    assert [item.is_done for item in found] == [True, False, False, False]


def test_recommendations_of_a_school_for_one_day_are_one_line(empty_district, schools):
    def one(**changes):
        return Recommendation(
            id=new_id(), school=schools[0].id, year=2026, text="сделать", due=DUE, **changes
        )

    put(empty_district, one(), one(done=date(2026, 11, 3)), one(is_struck=True))
    found = only(empty_district, "Школы риска")
    assert (found.owed, found.who) == (1, "Школа 1")
    assert found.what == "Выполнить 2\u00a0рекомендации (осталось 1)"


def test_a_note_keeps_the_rest_of_what_was_noted_and_can_be_undone(empty_district):
    put(empty_district, Measure(id=new_id(), title="Семинар", ends=DUE))
    item = only(empty_district, "Школы риска")
    controlled.postpone(store=empty_district, items=[item], to=date(2026, 12, 15), note="по письму")
    controlled.set_done(store=empty_district, items=[item], done_on=date(2026, 12, 10))
    found = only(empty_district, "Школы риска")
    assert (found.due, found.moved_from, found.done_on) == (
        date(2026, 12, 15),
        DUE,
        date(2026, 12, 10),
    )
    history.undo(store=empty_district)
    assert not only(empty_district, "Школы риска").is_done
    history.undo(store=empty_district)
    assert only(empty_district, "Школы риска") == item


def test_a_date_put_off_twice_is_still_put_off_from_its_own_day(empty_district):
    measure = Measure(id=new_id(), title="Семинар", ends=DUE)
    put(empty_district, measure)
    for to in (date(2026, 12, 15), date(2026, 12, 20)):
        item = only(empty_district, "Школы риска")
        controlled.postpone(store=empty_district, items=[item], to=to, note="")
    found = only(empty_district, "Школы риска")
    assert (found.due, found.moved_from) == (date(2026, 12, 20), DUE)
    put(empty_district, replace(measure, ends=date(2027, 3, 1)))
    found = only(empty_district, "Школы риска")
    assert (found.due, found.moved_from) == (date(2027, 3, 1), None)


def test_a_note_that_says_nothing_leaves_no_record(empty_district):
    put(empty_district, Measure(id=new_id(), title="Семинар", ends=DUE))
    item = only(empty_district, "Школы риска")
    controlled.set_done(store=empty_district, items=[item], done_on=DUE)
    controlled.set_done(store=empty_district, items=[item], done_on=None)
    assert only(empty_district, "Школы риска") == item
