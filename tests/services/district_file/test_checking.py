"""What was changed beside the program is told with the record and the field, in Russian."""

import contextlib
import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.directions import Edition
from quality_desktop.domain.directory import Person, School, SchoolYear
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import checking
from quality_desktop.services.history.names import Namer

REFERENCE = paths.bundled().reference


def edit_beside_the_program(path, *statements):
    with contextlib.closing(sqlite3.connect(path)) as link:
        for statement, values in statements:
            link.execute(statement, values)
        link.commit()


@pytest.fixture
def school(path, opened):
    """A school with pupils and a director, in a closed file."""
    school = School(id=new_id(), short_name="СОШ № 3")
    with opened(path) as store, store.work("Школа") as work:
        work.put_all(
            [
                school,
                SchoolYear(id=new_id(), school=school.id, year=2025, pupils=300),
                Person(id=new_id(), surname="Ларина", given="Анна"),
            ]
        )
        work.commit()
    return school


def told(path, opened):
    with opened(path) as store:
        return [one.text for one in checking.check(store=store, reference=REFERENCE)]


def test_a_sound_file_has_no_findings(path, opened, school):
    assert told(path, opened) == []


def test_a_changed_value_is_told_with_its_record_and_field(path, opened, school):
    edit_beside_the_program(path, ("UPDATE school SET address = ?", ("ул. Новая",)))
    [text] = told(path, opened)
    assert text == (
        "Школа «СОШ № 3», поле «Адрес». Значение изменено помимо программы: в журнале изменений другое."
    )


def test_a_record_that_is_gone_is_called_by_its_last_name(path, opened, school):
    edit_beside_the_program(
        path,
        ("DELETE FROM school_year", ()),
        ("DELETE FROM school WHERE id = ?", (school.id.bytes,)),
    )
    first, *_ = told(path, opened)
    assert first == ("Школа «СОШ № 3». Запись есть в журнале изменений, но пропала из таблицы.")


def test_a_value_that_cannot_be_read_leaves_the_kind_and_the_field(path, opened, school):
    edit_beside_the_program(path, ("UPDATE person SET surname = ?", (b"\xff\x00",)))
    [text] = told(path, opened)
    assert text.startswith("Человек")
    assert "поле «Фамилия». Значение изменено помимо программы" in text


@pytest.mark.parametrize("spoilt", ["x", b"\xff\x00"])
def test_a_record_that_cannot_be_read_is_told_by_its_kind_and_the_log_says_why(
    path, opened, caplog, spoilt
):
    own = Edition(id=new_id(), code="своя", since=date(2020, 9, 1))
    with opened(path) as store, store.work("Редакция") as work:
        work.put(own)
        work.commit()
    statement = "UPDATE edition SET since = ? WHERE id = ?"
    edit_beside_the_program(path, (statement, (spoilt, own.id.bytes)))
    [text] = told(path, opened)
    assert text.startswith("Перечень направлений, поле «Действует с»")
    assert "Значение изменено помимо программы" in text
    [logged] = caplog.messages
    assert logged.startswith(f"edition {own.id} is told without its name, it cannot be read: ")


def test_a_fault_of_the_program_is_not_taken_for_a_spoilt_file(path, opened, school, monkeypatch):
    def broken(*_: object) -> str:
        raise AttributeError("no such thing")

    edit_beside_the_program(path, ("UPDATE school SET address = ?", ("ул. Новая",)))
    monkeypatch.setattr(Namer, "name", broken)
    with pytest.raises(AttributeError):
        told(path, opened)


def test_a_name_with_quotation_marks_stands_without_more_of_them(path, opened, school):
    with opened(path) as store, store.work("Школа") as work:
        work.put(replace(school, short_name="МБОУ «СОШ № 3»"))
        work.commit()
    edit_beside_the_program(path, ("UPDATE school SET address = ?", ("ул. Новая",)))
    [text] = told(path, opened)
    assert text.startswith("Школа: МБОУ «СОШ № 3», поле «Адрес». ")


def test_a_result_of_a_procedure_without_grades_names_none(path, opened, school):
    with opened(path) as store, store.work("Результат") as work:
        work.put(
            ExamResult(
                id=exam_result_id("ege", 2025, "math", 0, school.id),
                procedure="ege",
                year=2025,
                subject="math",
                school=school.id,
                participants=10,
            )
        )
        work.commit()
    edit_beside_the_program(path, ("UPDATE exam_result SET participants = 11", ()))
    [text] = told(path, opened)
    assert "2025" in text
    assert "класс" not in text


def test_findings_about_records_come_with_one_advice(path, opened, school):
    assert checking.advice([]) == ()
    edit_beside_the_program(path, ("UPDATE school SET address = ?, phone = ?", ("ул.", "1")))
    with opened(path) as store:
        found = checking.check(store=store, reference=REFERENCE)
    assert len(found) == 2
    [advice] = checking.advice(found)
    assert "резервной копии" in advice.text
