"""Who has not answered."""

from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.collection.monitoring import Submission
from quality_desktop.domain.directory import SchoolYear, school_year_id
from quality_desktop.services.forms import answers_due, form_reading
from quality_desktop.services.paperwork.printing import Folders
from quality_desktop.storage.store import Store
from tests.services import form_district as small
from tests.services.form_district import GOOD, PUPILS, SCHOOLS, TWO


@pytest.fixture
def store(empty_district) -> Store:
    return small.founded(empty_district)


@pytest.fixture
def sent(store, tmp_path):
    return small.send(store, tmp_path / "sent").files


def due(store):
    return answers_due.answers_due(store=store, form=small.FORM.id, year=small.YEAR)


def take(store, path):
    preview = form_reading.preview(store=store, paths=[path])
    form_reading.save(store=store, preview=preview, is_partial=True, today=small.TODAY)


def test_at_first_nobody_has_answered(store, sent):
    found = due(store)
    assert (found.sent_back, found.filled, len(found.schools)) == (0, 0, 3)
    assert (found.filled_cells, found.required_cells) == (0, 9)
    assert found.due == small.DUE
    assert found.late == found.schools


def test_what_was_sent_and_what_is_filled_are_two_rates(store, sent, tmp_path):
    take(store, small.answer(sent[0], tmp_path / "a.xlsx"))
    take(store, small.answer(sent[1], tmp_path / "b.xlsx", {PUPILS.id: 100}))
    found = due(store)
    assert (found.sent_back, found.filled) == (2, 1)
    assert (found.filled_cells, found.required_cells) == (4, 9)
    whole, part, nothing = found.schools
    assert whole.received == small.TODAY
    assert (whole.is_sent_back, whole.is_filled, whole.is_due) == (True, True, False)
    assert (part.is_sent_back, part.filled, part.required, part.is_due) == (True, 1, 3, True)
    assert (nothing.is_sent_back, nothing.is_due) == (False, True)
    assert [each.school for each in found.late] == [SCHOOLS[1].id, SCHOOLS[2].id]


def test_absences_are_answers_and_official_figures_count_as_filled(store, sent, tmp_path):
    take(store, small.answer(sent[0], tmp_path / "a.xlsx", {**GOOD, TWO.id: "н/д"}))
    school = SCHOOLS[1].id
    with store.work("Сведения школы") as work:
        work.put(replace(PUPILS, form=small.FORM.id, derived_from="school_year.pupils"))
        key = school_year_id(school, small.YEAR)
        work.put(SchoolYear(id=key, school=school, year=small.YEAR, pupils=80))
        work.commit()
    assert [each.filled for each in due(store).schools] == [3, 1, 0]


def test_a_school_that_need_not_answer_is_not_waited_for(store, sent):
    with store.work("Не ждём") as work:
        (submission,) = store.all(Submission, school=SCHOOLS[0].id)
        work.put(replace(submission, is_expected=False))
        work.put(replace(SCHOOLS[1], is_active=False))
        work.commit()
    # A closed school that the form was sent to is still waited for.
    assert {each.school for each in due(store).schools} == {SCHOOLS[1].id, SCHOOLS[2].id}


def test_the_addressee_list_is_ready_to_paste(store, sent):
    late = due(store).late
    assert (
        answers_due.addresses(late) == "school1@example.ru; school2@example.ru; school3@example.ru"
    )
    first = answers_due.addressees(late).splitlines()[0]
    assert first == "МБОУ СОШ № 1 с. Лесное\tИванова А.П.\tschool1@example.ru\t2-00-01"


def test_a_school_without_an_address_is_not_lost_from_the_list(store, sent):
    with store.work("Без почты") as work:
        work.put(replace(SCHOOLS[0], email="", head=None))
        work.commit()
    late = due(store).late
    assert answers_due.addresses(late) == "school2@example.ru; school3@example.ru"
    assert answers_due.addressees(late).splitlines()[0] == "МБОУ СОШ № 1 с. Лесное\t\t\t"


def test_the_reminder_names_every_school_as_its_addressee(store, sent, tmp_path):
    bundled = paths.bundled()
    found = due(store)
    path, _ = answers_due.write_reminder(
        store=store,
        due=found,
        schools=found.late[:2],
        folder=tmp_path / "letters",
        folders=Folders(
            wording=bundled.wording,
            reference=bundled.reference,
            language=bundled.language,
            fonts=bundled.fonts,
        ),
    )
    assert path.name == "Напоминание – Малая форма 2025-26.docx"
    text = small.text_of(path)
    assert "МБОУ СОШ № 1 с. Лесное\nМБОУ СОШ № 2 с. Лесное" in text
    assert "СОШ № 3" not in text
    assert f"{date(2026, 1, 15):%d} января 2026 года" in text
