"""Codes that files give to schools: offered where the directory has none, never put over another."""

from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import natural_id
from quality_desktop.services.exam_results.school_codes import SchoolCodes


def school(name, code=""):
    return School(id=natural_id("school", name), short_name=name, code=code)


ONE, TWO = school("МБОУ СОШ № 1"), school("МБОУ СОШ № 2")


def judged(directory, *seen):
    codes = SchoolCodes()
    for known, code in seen:
        codes.see(known.id, code, "«ф3.xlsx», лист «РУ 4», ячейка A12")
    return codes.changes(directory)


def test_a_school_without_a_code_gets_the_code_of_the_file():
    changes, problems = judged([ONE, TWO], (ONE, "edu203389"), (ONE, "203389"), (TWO, ""))
    assert [(each.before.id, each.after.code) for each in changes] == [(ONE.id, "203389")]
    assert problems == ()


def test_a_code_that_is_there_already_changes_nothing():
    assert judged([school("МБОУ СОШ № 1", "edu203389")], (ONE, "203389")) == ((), ())


def test_the_number_of_a_row_is_no_code():
    assert judged([ONE], (ONE, "12")) == ((), ())


def test_another_code_is_told_and_not_put_over_the_known_one():
    changes, (told,) = judged([school("МБОУ СОШ № 1", "203300")], (ONE, "203389"))
    assert changes == ()
    assert told.severity is Severity.WARNING
    assert "код 203389, а в справочнике 203300" in told.text


def test_two_codes_of_one_school_are_told_and_none_is_taken():
    changes, (told,) = judged([ONE], (ONE, "203389"), (ONE, "203390"))
    assert changes == ()
    assert "два кода (203389 и 203390)" in told.text


def test_one_code_of_two_schools_is_told_and_none_is_taken():
    changes, problems = judged([ONE, TWO], (ONE, "203389"), (TWO, "203389"))
    assert changes == ()
    assert len(problems) == 2
    changes, (told,) = judged([ONE, school("МБОУ СОШ № 2", "203389")], (ONE, "203389"))
    assert changes == ()
    assert "и у школы «МБОУ СОШ № 2»" in told.text
