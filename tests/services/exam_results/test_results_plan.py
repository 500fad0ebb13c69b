"""What rows would do: schools and their codes, counts of two tables, what is told of a change."""

from dataclasses import replace

import pytest

from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.examination.exams import ExamResult, NameMatch
from quality_desktop.domain.records import natural_id
from quality_desktop.services.exam_results import results
from quality_desktop.services.exam_results.change_words import told_change
from quality_desktop.services.exam_results.results import ResultsPreview
from quality_desktop.services.exam_results.results_plan import FoundRow
from quality_desktop.services.exam_results.school_matching import Choice, Decision
from quality_desktop.sheets.results.rows import ResultRow


@pytest.fixture
def store(empty_district):
    return empty_district


def row(name="МБОУ СОШ № 1", code="", *, file="а.xlsx", subject="math", note="", **figures):
    return FoundRow(
        file=file,
        row=ResultRow(
            sheet="Лист1", cell="A3", layout="long_table", procedure="vpr", year=2025,
            subject=subject, grade=5, school_code=code, school_name=name, figures=figures, note=note,
        ),
    )  # fmt: skip


def looked(store, *rows, decisions=None):
    return results.decide(store=store, preview=ResultsPreview(rows=rows), decisions=decisions or {})


def loaded(store, *rows, decisions=None):
    preview = looked(store, *rows, decisions=decisions)
    results.save(store=store, preview=preview, decisions=results.adding_all(preview))


def added(store, name, code=""):
    with store.work("Школа") as work:
        work.put(School(id=natural_id("school", name), short_name=name, code=code))
        work.commit()


def schools(store):
    return {each.short_name: each.code for each in store.all(School)}


def results_by_school(store):
    names = {each.id: each.short_name for each in store.all(School)}
    return {names[each.school]: each.participants for each in store.all(ExamResult)}


PARENT, BRANCH = "МБОУ СОШ № 3", "Филиал МБОУ СОШ № 3 – НОШ д. Урман"


def test_the_code_of_a_file_is_offered_and_written_once(store):
    added(store, "МБОУ СОШ № 1")
    loaded(store, row(participants=20))
    preview = looked(store, row(code="203389", participants=20))
    assert [code.after.code for code in preview.plan.codes] == ["203389"]
    assert (preview.same, preview.is_empty) == (1, False)
    results.save(store=store, preview=preview)
    assert schools(store) == {"МБОУ СОШ № 1": "203389"}
    assert looked(store, row(code="203389", participants=20)).is_empty


def test_a_branch_with_the_code_of_its_school_is_a_school_of_its_own(store):
    """In a new file the branch joined its school, and one of the two results was lost."""
    rows = [row(BRANCH, "203391", participants=4), row(PARENT, "203391", participants=30)]
    loaded(store, *rows)
    assert schools(store) == {PARENT: "203391", BRANCH: ""}
    assert results_by_school(store) == {PARENT: 30, BRANCH: 4}
    again = looked(store, *rows)
    assert (again.same, again.unknown_schools, again.is_empty) == (2, (), True)


def test_two_schools_of_one_code_in_a_new_file_are_two_and_that_is_told(store):
    preview = looked(store, row(PARENT, "203391", participants=30), row("МБОУ СОШ № 4", "203391"))
    preview = results.decide(store=store, preview=preview, decisions=results.adding_all(preview))
    assert [each.code for each in preview.plan.added] == ["203391", ""]
    assert "код 203391 стоит и у школы" in preview.problems[0].text


def test_a_school_with_a_code_in_one_file_and_without_in_another_is_added_once(store):
    loaded(
        store,
        row("МБОУ СОШ №1", file="а.csv", participants=20),
        row(code="203389", file="ф3.xlsx", subject="russian", participants=19),
    )
    assert schools(store) == {"МБОУ СОШ № 1": "203389"}
    assert len(store.all(ExamResult)) == 2


def test_a_name_that_tells_nothing_is_asked_in_every_file(store):
    """One decision about «МБОУ СОШ» led the results of every such file to one school."""
    added(store, PARENT)
    rows = [row("МБОУ СОШ", file=file, participants=9) for file in ("а.xlsx", "б.xlsx")]
    preview = looked(store, *rows)
    first, second = preview.unknown_schools
    assert first.key != second.key
    assert results.adding_all(preview) == {}
    chosen = Decision(choice=Choice.EXISTING, school=natural_id("school", PARENT))
    results.save(store=store, preview=preview, decisions={first.key: chosen})
    assert results_by_school(store) == {PARENT: 9}
    assert store.all(NameMatch) == ()
    assert len(looked(store, *rows).unknown_schools) == 2


@pytest.mark.parametrize("name", ["Первомайский", "Башкортостан", "СОШ", "Сводная"])
def test_what_may_be_no_school_is_never_added_by_itself(store, name):
    preview = looked(store, row(name, participants=9))
    assert results.adding_all(preview) == {}
    assert len(preview.unknown_schools) == 1


MARKS = {"two": 2, "three": 8, "four": 6, "five": 4}
REGISTER = {"lowered": 3, "confirmed": 15, "raised": 2}
PUPILS = {"participants": 20, **MARKS, **REGISTER, "scores": "3:20", "tasks": "1:5/20"}
STATISTICS = {"participants": 20, **MARKS}
COMPARISON = {"participants": 20, **REGISTER}
FEWER = {"participants": 19, "two": 1, "three": 8, "four": 6, "five": 4}
OTHERS = {"participants": 19, "lowered": 2, "confirmed": 15, "raised": 2}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (PUPILS, FEWER),
        (STATISTICS, OTHERS),
        (COMPARISON, FEWER),
        ({**STATISTICS, **REGISTER}, FEWER),
    ],
)
def test_tables_of_two_counts_of_participants_never_share_a_result(store, first, then):
    loaded(store, row(**first))
    preview = looked(store, row(**then))
    (told,) = preview.problems
    assert (told.severity, preview.changed) == (Severity.ERROR, ())
    assert "участников 19, а записано 20" in told.text


def test_a_table_that_says_everything_takes_the_place_of_statistics(store):
    loaded(store, row(**FEWER))
    (change,) = looked(store, row(**PUPILS)).changed
    assert told_change(change).startswith("участников 19 → 20; отметок «2» 1 → 2; понизивших 3")


def test_marks_that_change_beside_figures_that_stay_are_told(store):
    loaded(store, row(**PUPILS))
    corrected = {**STATISTICS, "two": 1, "three": 9}
    preview = looked(store, row(**corrected))
    (told,) = preview.problems
    assert told.severity is Severity.WARNING
    assert "прежними останутся понизивших, подтвердивших, повысивших" in told.text
    assert told_change(preview.changed[0]) == "отметок «2» 2 → 1; отметок «3» 8 → 9"


def test_a_note_of_a_file_is_kept_and_takes_the_place_of_its_earlier_one(store):
    loaded(store, row(**STATISTICS, note="отсутствовали: 3; шкала не подтверждена"))
    again = row(**STATISTICS, note="отсутствовали: 4")
    (change,) = looked(store, again).changed
    assert change.fields == ("note",)
    assert change.after.note == "отсутствовали: 4; шкала не подтверждена"
    results.save(store=store, preview=looked(store, again))
    assert looked(store, again).is_empty
    assert looked(store, replace(again, row=replace(again.row, note=""))).is_empty
