"""A district with schools at risk, made for the tests of lists, profiles and recommendations."""

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.records import natural_id
from quality_desktop.services.entry.monitoring_edit import CellEdit, set_answers

YEAR = 2025


def school_id(name):
    return natural_id("school", name)


def result(name, low, participants, *, year=YEAR, subject="math", grade=5, **more):
    school = school_id(name)
    return ExamResult(
        id=exam_result_id("vpr", year, subject, grade, school),
        procedure="vpr",
        year=year,
        subject=subject,
        grade=grade,
        school=school,
        participants=participants,
        two=low,
        **more,
    )


def fill(store, results, schools=("А", "Б", "В")):
    with store.work("Результаты", kind="load") as work:
        for name in schools:
            work.put(School(id=school_id(name), code=name, short_name=name))
        work.put_all(results)
        work.commit()


def weak_and_strong():
    """А is in the list by two works, Б is outside, В has no data."""
    return [
        result("А", 9, 24),
        result("А", 5, 10, subject="russian"),
        result("Б", 1, 24),
        result("Б", 0, 20, subject="russian"),
    ]


def answer(store, name, element, number, *, year=YEAR - 1):
    """The school's answer of the school year before the exams."""
    found = next(e for e in store.all(DataElement) if e.code == element and not e.subject)
    edit = CellEdit(school=school_id(name), element=found.id, answer=Answer(digits=number))
    set_answers(store=store, year=year, edits=[edit], intent="Ответ школы")
