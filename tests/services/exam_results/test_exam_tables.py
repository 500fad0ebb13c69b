"""Tables of exam results and typing into them, through a real file."""

import pytest

from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import history
from quality_desktop.services.exam_results import exam_tables
from quality_desktop.services.exam_results.exam_tables import Cut
from quality_desktop.services.exam_results.result_editing import ResultEdit, read_typed, set_results

CUT = Cut(procedure="vpr", year=2026, subject="math", grade=5)


@pytest.fixture
def store(empty_district):
    with empty_district.work("Школы") as work:
        for name, is_active in (("СОШ № 2", True), ("СОШ № 1", True), ("СОШ № 9", False)):
            work.put(School(id=new_id(), short_name=name, is_active=is_active))
        work.commit()
    return empty_district


def school(store, name):
    return next(s.id for s in store.all(School) if s.short_name == name)


def put(store, name, cut=CUT, **figures):
    edits = [ResultEdit(school=school(store, name), field=f, value=v) for f, v in figures.items()]
    return set_results(store=store, cut=cut, edits=edits)


def only(store):
    (result,) = store.all(ExamResult)
    return result


def test_a_table_has_every_working_school_and_closed_ones_with_a_result(store):
    assert [r.name for r in exam_tables.table(store=store, cut=CUT).rows] == ["СОШ № 1", "СОШ № 2"]
    put(store, "СОШ № 9", participants=3)
    table = exam_tables.table(store=store, cut=CUT)
    assert [row.name for row in table.rows] == ["СОШ № 1", "СОШ № 2", "СОШ № 9"]
    assert [r.participants for r in table.results] == [3]


def test_a_typed_count_is_one_step_that_undo_takes_back(store):
    changes = put(store, "СОШ № 1", participants=20)
    assert changes.intent == "Результаты: СОШ № 1"
    assert only(store).participants == 20
    assert only(store).layout == "typed"
    history.undo(store=store)
    assert store.all(ExamResult) == ()


def test_the_same_number_again_changes_nothing(store):
    put(store, "СОШ № 1", participants=20)
    assert not put(store, "СОШ № 1", participants=20)


def test_what_was_read_from_a_file_and_typed_over_is_marked_as_typed_and_keeps_the_rest(store):
    put(store, "СОШ № 1", participants=20, two=1)
    with store.work("Загрузка") as work:
        work.put(only(store).__class__(**{
            **{f: getattr(only(store), f) for f in ExamResult.__dataclass_fields__ if f != "kind"},
            "layout": "long", "source": "2026.csv", "scores": "0:1;5:19",
        }))  # fmt: skip
        work.commit()
    put(store, "СОШ № 1", two=2)
    kept = only(store)
    assert (kept.layout, kept.scores, kept.two, kept.participants) == ("typed", "0:1;5:19", 2, 20)


def test_a_result_that_says_nothing_any_more_is_removed(store):
    put(store, "СОШ № 1", participants=20, two=1)
    put(store, "СОШ № 1", participants=None)
    assert only(store).participants is None
    put(store, "СОШ № 1", two=None)
    assert store.all(ExamResult) == ()


def test_a_zero_is_a_result(store):
    put(store, "СОШ № 1", two=0)
    assert only(store).two == 0


def test_a_school_that_is_gone_is_refused_and_nothing_is_written(store):
    edits = [
        ResultEdit(school=school(store, "СОШ № 1"), field="two", value=1),
        ResultEdit(school=new_id(), field="two", value=1),
    ]
    with pytest.raises(QualityError):
        set_results(store=store, cut=CUT, edits=edits)
    assert store.all(ExamResult) == ()


def test_findings_stand_beside_the_school(store):
    put(store, "СОШ № 1", participants=20, two=1, three=1, four=1, five=1)
    row = exam_tables.table(store=store, cut=CUT).rows[0]
    assert [f.field for f in row.findings] == ["participants"]


def test_choices_are_what_there_is_and_speak_the_words_of_the_catalogue(store):
    put(store, "СОШ № 1", two=1)
    put(store, "СОШ № 2", two=1)
    other = Cut(procedure="own", year=2025, subject="chess", grade=0)
    put(store, "СОШ № 1", cut=other, two=1)
    found = exam_tables.choices(store=store)
    assert set(found.cuts) == {CUT, other}
    assert "own" in [word.code for word in found.procedures]
    assert found.title(other) == "own 2025, chess"
    assert found.title(CUT).endswith(", 5 класс")


def test_a_schools_years_are_of_the_same_work_only(store):
    for year in (2026, 2024, 2025):
        put(store, "СОШ № 1", cut=Cut(procedure="vpr", year=year, subject="math", grade=5), two=1)
    put(store, "СОШ № 1", cut=Cut(procedure="vpr", year=2026, subject="math", grade=6), two=1)
    years = exam_tables.years_of_school(store=store, cut=CUT, school=school(store, "СОШ № 1"))
    assert [result.year for result in years] == [2024, 2025, 2026]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("12", "two", 12),
        (" 1 204 чел.", "participants", 1204),
        ("", "two", None),
        ("н/д", "two", None),
        ("0", "two", 0),
        ("6,85", "mean_hundredths", 685),
        ("54.3", "mean_hundredths", 5430),
        ("7", "mean_hundredths", 700),
    ],
)
def test_typed_figures_are_read_by_the_rule_of_all_cells(text, field, value):
    assert read_typed(text, field) == value


@pytest.mark.parametrize(
    ("text", "field"),
    [("-3", "two"), ("2,5", "two"), ("пять", "two"), ("не участвовали", "two"), ("6,855", "mean_hundredths")],
)  # fmt: skip
def test_what_is_no_count_is_refused_in_words(text, field):
    assert isinstance(read_typed(text, field), Problem)
