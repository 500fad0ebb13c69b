"""Exam results from files: preview writes nothing, one write is one undo, the same file is the same."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quality_desktop.domain.directory import Municipality, School
from quality_desktop.domain.errors import QualityError, Severity
from quality_desktop.domain.examination.exams import ColumnMapping, ExamResult, NameMatch
from quality_desktop.domain.records import natural_id
from quality_desktop.services.exam_results import column_mappings, results
from quality_desktop.services.exam_results.exam_tables import Cut
from quality_desktop.services.exam_results.result_editing import ResultEdit, set_results
from quality_desktop.services.exam_results.school_matching import Choice, Decision
from quality_desktop.sheets.results.rows import Given
from tests.sheets.results.books import REFERENCE, book, save, sheet
from tests.sheets.results.district_files import (
    SCHOOLS,
    WORLD,
    long_rows,
    merged,
    named_book,
    regional_book,
    several_districts,
    text_file,
    worlds,
)

DATA = Path(__file__).parents[4] / "shared" / "data"


def seen(store, *paths, **options):
    return results.preview(store=store, paths=paths, reference=REFERENCE, **options)


def loaded(store, *paths, **options):
    """Everything of the files written, with the schools that nobody knows added."""
    preview = seen(store, *paths, **options)
    return results.save(store=store, preview=preview, decisions=results.adding_all(preview))


def marks(store):
    codes = {school.id: school.code for school in store.all(School)}
    return {
        (r.year, r.subject, r.grade, codes[r.school]): (
            r.participants,
            r.two,
            r.three,
            r.four,
            r.five,
        )
        for r in store.all(ExamResult)
    }


def everything(store):
    return [
        asdict(r)
        for kind in (ExamResult, School, NameMatch, ColumnMapping)
        for r in store.all(kind)
    ]


@pytest.fixture
def store(empty_district):
    return empty_district


ONE = "МБОУ СОШ № 1"


def test_marks_are_not_put_beside_the_register_of_other_participants(store, tmp_path):
    loaded(store, text_file(long_rows({("МА", 5, ONE): (0, 1, 1, 0)}), tmp_path))
    before = everything(store)
    preview = seen(store, save(named_book(ONE), tmp_path / "отметки.xlsx"))
    [told] = preview.problems
    assert told.severity is Severity.ERROR
    assert "участников 10, а записано 2, и о них записаны другие данные" in told.text
    results.save(store=store, preview=preview)
    assert everything(store) == before


def test_a_whole_new_count_takes_the_place_of_the_old_one(store, tmp_path):
    loaded(store, text_file(long_rows({("МА", 5, ONE): (0, 1, 1, 0)}), tmp_path))
    loaded(store, text_file(long_rows({("МА", 5, ONE): (2, 8, 6, 4)}), tmp_path, name="новая.csv"))
    [after] = store.all(ExamResult)
    assert (after.participants, after.two, after.lowered, after.confirmed) == (20, 2, 4, 16)


def test_a_preview_writes_nothing(store, tmp_path):
    before = store.path.read_bytes()
    preview = seen(
        store, text_file(long_rows(WORLD), tmp_path), merged(regional_book(WORLD), tmp_path)
    )
    assert len(preview.unknown_schools) == len(SCHOOLS) * 1 + 3  # two spellings of three schools
    results.decide(store=store, preview=preview, decisions=results.adding_all(preview))
    assert store.path.read_bytes() == before


def test_the_long_table_goes_in_with_its_schools(store, tmp_path):
    changes = loaded(store, text_file(long_rows(WORLD), tmp_path))
    assert changes.touches("exam_result", "school")
    assert marks(store)[2021, "math", 4, "ОО-0005"] == (22, 0, 11, 8, 3)
    assert {school.code for school in store.all(School)} == set(SCHOOLS)


def test_results_of_a_year_that_has_not_come_are_told_once_and_taken_if_wanted(store, tmp_path):
    path = text_file(long_rows(WORLD), tmp_path)
    coming = date.today().year + 1
    path.write_bytes(path.read_bytes().replace(b"2021;", f"{coming};".encode()))
    told = [problem.text for problem in seen(store, path).problems if "не наступил" in problem.text]
    assert told == [
        f"«{path.name}»: результаты {coming} года, а он ещё не наступил: проверьте год."
    ]


def test_one_undo_takes_everything_back(store, tmp_path):
    loaded(store, text_file(long_rows(WORLD), tmp_path))
    store.undo()
    assert store.all(ExamResult) == ()
    assert store.all(School) == ()


def test_the_same_file_again_changes_nothing(store, tmp_path):
    path = text_file(long_rows(WORLD), tmp_path)
    loaded(store, path)
    before = store.path.read_bytes()
    preview = seen(store, path)
    assert (preview.same, preview.is_empty, preview.unknown_schools) == (len(WORLD), True, ())
    assert not results.save(store=store, preview=preview)
    assert store.path.read_bytes() == before


thousandths = st.integers(0, 1000)


@pytest.mark.slow
@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(worlds)
def test_the_regional_workbook_says_exactly_what_the_long_table_says(store, tmp_path, world):
    table, workbook = text_file(long_rows(world), tmp_path), merged(regional_book(world), tmp_path)
    loaded(store, table)
    from_table = marks(store)
    assert set(from_table.values()) == {(sum(m), *m) for m in world.values()}
    preview = seen(store, workbook)
    assert (preview.same, preview.new, preview.changed) == (len(world), (), ())
    store.undo()
    loaded(store, workbook)
    assert marks(store) == from_table
    store.undo()


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", "."), ("utf-8-sig", ","), ("cp1251", ",")]
)
def test_a_text_table_says_the_same_in_every_encoding(store, tmp_path, encoding, mark):
    loaded(store, text_file(long_rows(WORLD), tmp_path, encoding=encoding, mark=mark))
    assert marks(store)[2021, "russian", 4, "ОО-0005"] == (21, 1, 9, 9, 2)


def test_the_long_table_in_a_workbook_says_the_same(store, tmp_path):
    loaded(store, text_file(long_rows(WORLD), tmp_path))
    workbook = save(book(sheet("Данные", long_rows(WORLD))), tmp_path / "данные.xlsx")
    assert seen(store, workbook).same == len(WORLD)


def test_a_second_report_fills_what_the_first_did_not_say(store, tmp_path):
    loaded(store, merged(regional_book(WORLD), tmp_path))
    (first,) = store.all(ExamResult, subject="math", grade=5)
    assert first.confirmed is None
    preview = seen(store, text_file(long_rows(WORLD), tmp_path))
    assert {change.fields for change in preview.changed} == {("lowered", "confirmed", "raised")}
    results.save(store=store, preview=preview)
    (second,) = store.all(ExamResult, subject="math", grade=5)
    assert second.confirmed == 6
    assert second.source == "региональная.xlsx; таблица.csv"


def test_new_figures_of_a_known_result_are_a_change_with_both_sides(store, tmp_path):
    loaded(store, text_file(long_rows(WORLD), tmp_path))
    newer = {**WORLD, ("МА", 4, "ОО-0005"): (1, 10, 8, 3)}
    (change,) = seen(store, text_file(long_rows(newer), tmp_path, "новая.csv")).changed
    assert change.before is not None
    assert (change.before.two, change.after.two) == (0, 1)
    assert change.fields == ("two", "three")


def typed(store, figure):
    """Pupils with «2» of a school, typed over."""
    (school,) = (school.id for school in store.all(School) if school.code == "ОО-0005")
    (result,) = store.all(ExamResult, subject="math", grade=4, school=school)
    cut = Cut(procedure=result.procedure, year=result.year, subject="math", grade=4)
    edits = [
        ResultEdit(school=result.school, field="two", value=figure),
        ResultEdit(school=result.school, field="three", value=result.three - figure),
    ]
    set_results(store=store, cut=cut, edits=edits)
    return result.id


def test_what_was_typed_is_replaced_only_with_a_warning(store, tmp_path):
    table = text_file(long_rows(WORLD), tmp_path)
    loaded(store, table)
    typed(store, 1)
    preview = seen(store, table)
    (change,) = preview.changed
    assert change.replaced_by_hand == ("two", "three")
    (warning,) = [p for p in preview.problems if "вручную" in p.text]
    assert warning.severity is Severity.WARNING
    assert "отметок «2», отметок «3»" in warning.text


def test_what_was_typed_after_the_preview_is_not_replaced_unseen(store, tmp_path):
    loaded(store, text_file(long_rows(WORLD), tmp_path))
    newer = {**WORLD, ("МА", 5, "ОО-0005"): (1, 10, 8, 3)}
    preview = seen(store, text_file(long_rows(newer), tmp_path, "новая.csv"))
    key = typed(store, 1)
    with pytest.raises(QualityError, match="прочитайте файлы ещё раз"):
        results.save(store=store, preview=preview)
    assert store.get(ExamResult, key).two == 1


def test_repeated_rows_are_one(store, tmp_path):
    rows = long_rows(WORLD)
    assert len(seen(store, text_file([*rows, *rows[1:]], tmp_path)).rows) == 2 * len(WORLD)
    loaded(store, text_file([*rows, *rows[1:]], tmp_path))
    assert len(store.all(ExamResult)) == len(WORLD)


def test_rows_that_contradict_each_other_are_both_held(store, tmp_path):
    rows = long_rows(WORLD)
    other = long_rows({("МА", 4, "ОО-0005"): (1, 10, 8, 3)})[1]
    path = text_file([*rows, other], tmp_path)
    loaded(store, path)
    assert (2021, "math", 4, "ОО-0005") not in marks(store)
    assert len(store.all(ExamResult)) == len(WORLD) - 1
    problem = seen(store, path).problems[-1].text
    assert "E2" in problem
    assert "E6" in problem
    assert "отметок «2» 0 и 1" in problem


def test_files_that_contradict_each_other_are_both_held(store, tmp_path):
    table = text_file(long_rows(WORLD), tmp_path)
    workbook = merged(regional_book({**WORLD, ("МА", 4, "ОО-0005"): (1, 10, 8, 3)}), tmp_path)
    preview = seen(store, table, workbook)
    preview = results.decide(store=store, preview=preview, decisions=results.adding_all(preview))
    assert len(preview.new) == len(WORLD) - 1
    assert "таблица.csv" in preview.problems[-1].text
    assert "региональная.xlsx" in preview.problems[-1].text


def test_figures_that_would_not_agree_with_what_is_there_are_held(store, tmp_path):
    loaded(store, text_file(long_rows(WORLD), tmp_path))
    other = {("МА", 4, "ОО-0005"): (0, 5, 5, 0)}
    preview = seen(store, merged(regional_book(other), tmp_path))  # 10 participants, 22 compared
    assert preview.changed == ()
    assert "ячейка A8" in preview.problems[-1].text


def school(store, name, code=""):
    record = School(id=natural_id("school", name), short_name=name, code=code)
    with store.work("Школа") as work:
        work.put(record)
        work.commit()
    return record


def test_a_doubtful_school_waits_and_the_decision_is_remembered(store, tmp_path):
    first = school(store, "МБОУ СОШ № 1 г. Ишимбая")
    school(store, "МБОУ СОШ № 1 с. Петровское")
    path = save(named_book("МБОУ СОШ № 1"), tmp_path / "а.xlsx")
    preview = seen(store, path)
    (question,) = preview.unknown_schools
    assert (len(question.candidates), question.rows, preview.new) == (2, 1, ())
    assert results.adding_all(preview) == {}
    chosen = {question.key: Decision(choice=Choice.EXISTING, school=first.id)}
    assert len(results.decide(store=store, preview=preview, decisions=chosen).new) == 1
    results.save(store=store, preview=preview, decisions=chosen)
    (result,) = store.all(ExamResult)
    assert result.school == first.id
    again = seen(store, path)
    assert (again.unknown_schools, again.same) == ((), 1)


def test_a_row_that_is_no_school_stays_out_for_ever(store, tmp_path):
    path = save(named_book("Межшкольная группа"), tmp_path / "а.xlsx")
    preview = seen(store, path)
    (question,) = preview.unknown_schools
    results.save(
        store=store, preview=preview, decisions={question.key: Decision(choice=Choice.SKIP)}
    )
    again = seen(store, path)
    assert (again.unknown_schools, again.new, again.plan.skipped) == ((), (), 1)


def test_results_that_wait_are_not_written(store, tmp_path):
    preview = seen(store, save(named_book("МБОУ СОШ № 1"), tmp_path / "а.xlsx"))
    assert not results.save(store=store, preview=preview)
    assert store.all(School) == ()


def test_other_districts_are_left_out_when_a_person_names_the_own(store, tmp_path):
    path = save(several_districts(), tmp_path / "а.xlsx")
    preview = seen(store, path, municipality="Ишимбайский район")
    assert preview.municipalities == ("Ишимбайский район", "Гафурийский район")
    assert preview.plan.skipped == 1
    results.save(store=store, preview=preview, decisions=results.adding_all(preview))
    assert sorted(r.participants or 0 for r in store.all(ExamResult)) == [20, 30]


OWN = [
    ["Кто писал", "Сколько", "Плохо", "Так себе", "Хорошо", "Отлично"],
    ["МБОУ СОШ № 1", 10, 1, 4, 3, 2],
]


def test_an_explained_layout_is_read_from_then_on(store, tmp_path):
    path = save(book(sheet("Лист1", OWN)), tmp_path / "своя.xlsx")
    (unknown,) = seen(store, path).unknown_layouts
    assert unknown.file == "своя.xlsx"
    column_mappings.explain(
        store=store,
        headings=unknown.table.headings,
        title="Наша таблица",
        meanings=["school_name", "participants", "two", "three", "four", "five"],
        constants={"procedure": "rdr", "year": "2025", "subject": "math", "grade": "5"},
    )
    preview = seen(store, path)
    assert preview.unknown_layouts == ()
    loaded(store, path)
    (result,) = store.all(ExamResult)
    assert (result.procedure, result.year, result.two, result.layout) == ("rdr", 2025, 1, "mapped")


def test_a_person_says_what_a_table_lacks(store, tmp_path):
    head = ["Группы участников", "Кол-во участников", 2, 3, 4, 5]
    path = save(
        book(sheet("Лист1", [head, ["МБОУ СОШ № 1", 10, 10, 40, 30, 20]])), tmp_path / "а.xlsx"
    )
    (file,) = seen(store, path).files
    assert file.needs == {"procedure", "year", "subject", "grade"}
    said = Given(procedure="vpr", year=2021, subject="math", grade=5)
    assert len(seen(store, path, given=said).rows) == 1


@pytest.mark.parametrize(
    "said",
    [Given(procedure="впрр"), Given(subject="abc"), Given(year=21), Given(grade=12)],
)
def test_what_no_catalogue_knows_is_refused_before_anything_is_read(store, tmp_path, said):
    with pytest.raises(QualityError, match="укажите"):
        seen(store, tmp_path / "нет.xlsx", given=said)


def test_a_subject_may_be_said_by_its_name(store, tmp_path):
    rows = [[text for i, text in enumerate(line) if i != 2] for line in long_rows(WORLD)]
    preview = seen(store, text_file(rows, tmp_path), given=Given(subject="Математика"))
    assert {each.row.subject for each in preview.rows} == {"math"}


def test_a_bad_file_does_not_stop_the_others(store, tmp_path):
    bad = tmp_path / "битая.xlsx"
    bad.write_bytes(b"PK\x03\x04 no")
    preview = seen(store, bad, text_file(long_rows(WORLD), tmp_path))
    assert preview.files[0].refusal
    assert preview.has_errors
    assert len(preview.rows) == len(WORLD)


def test_a_folder_is_read_file_by_file(store, tmp_path):
    text_file(long_rows(WORLD), tmp_path)
    (tmp_path / "~$таблица.xlsx").write_bytes(b"lock")
    (tmp_path / "письмо.docx").write_bytes(b"no")
    told = []
    preview = seen(store, tmp_path, progress=lambda *done: told.append(done))
    assert [file.name for file in preview.files] == ["таблица.csv"]
    assert told == [(1, 1, "таблица.csv")]


def test_a_folder_without_tables_is_refused_with_a_sentence(store, tmp_path):
    folder = tmp_path / "пусто"
    folder.mkdir()
    with pytest.raises(QualityError, match="нет таблиц"):
        seen(store, folder)


def test_every_problem_names_its_file_and_cell(store, tmp_path):
    rows = long_rows(WORLD)
    rows[1][8] = 99.0
    (problem,) = seen(store, text_file(rows, tmp_path)).problems
    assert problem.text.startswith("«таблица.csv»: ячейка ")


spoilt = st.one_of(
    st.none(),
    st.integers(-3, 10**7),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=10).filter(
        lambda text: text.isprintable() and not text.startswith(("=", "{"))
    ),
    st.sampled_from(
        ["Всего", "12 чел.", "-", "#DIV/0!", "Группы участников", "ВПР 2019", "МБОУ СОШ № 7"]
    ),
)


@pytest.mark.slow
@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 13), spoilt), max_size=6), st.booleans()
)
def test_no_spoilt_workbook_makes_a_preview_fail_or_write(store, tmp_path, changes, is_regional):
    made = regional_book(WORLD) if is_regional else book(sheet("Данные", long_rows(WORLD)))
    first = made.sheets[0]
    rows = [list(row) for row in first.rows]
    for row, column, value in changes:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = value
    path = save(book(sheet(first.name, rows), *made.sheets[1:]), tmp_path / "книга.xlsx")
    before = store.path.read_bytes()
    preview = seen(store, path)
    results.decide(store=store, preview=preview, decisions=results.adding_all(preview))
    assert store.path.read_bytes() == before
    for change in preview.new:
        assert sum(getattr(change.after, m) or 0 for m in ("two", "three", "four", "five")) in (
            0,
            change.after.participants,
        )


thousandths = st.integers(0, 1000)


@pytest.mark.slow
@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_no_broken_bytes_make_a_preview_fail_or_write(store, tmp_path, data):
    content = bytearray(save(regional_book(WORLD), tmp_path / "книга.xlsx").read_bytes())
    # A workbook keeps when it was made, so its length differs by a byte from time to time: the draws
    # must not depend on it.
    spoilt = data.draw(
        st.lists(st.tuples(thousandths, st.integers(0, 255)), min_size=1, max_size=5)
    )
    for place, byte in spoilt:
        content[place * (len(content) - 1) // 1000] = byte
    path = tmp_path / "битая.xlsx"
    path.write_bytes(bytes(content[: 1 + data.draw(thousandths) * (len(content) - 1) // 1000]))
    before = everything(store)
    preview = seen(store, path)
    assert len(preview.files) == 1
    assert everything(store) == before
    json.dumps([problem.text for problem in preview.problems])


@pytest.mark.skipif(not DATA.exists(), reason="real results are not part of the program")
def test_the_real_workbook_says_exactly_what_the_real_table_says(store):
    loaded(store, DATA / "pervomaysky.csv")
    from_table = marks(store)
    assert len(from_table) == 396
    preview = seen(store, DATA / "pervomaysky-2021.xlsx")
    assert (preview.same, preview.new, preview.changed) == (196, (), ())
    assert preview.problems == ()
    store.undo()
    loaded(store, DATA / "pervomaysky-2021.xlsx")
    assert marks(store) == {key: value for key, value in from_table.items() if key[0] == 2021}


def test_the_same_preview_written_twice_adds_no_school_twice(store, tmp_path):
    preview = seen(store, text_file(long_rows(WORLD), tmp_path))
    decisions = results.adding_all(preview)
    results.save(store=store, preview=preview, decisions=decisions)
    before = everything(store)
    assert not results.save(store=store, preview=preview, decisions=decisions)
    assert everything(store) == before


def test_the_first_file_of_an_empty_directory_names_the_district(empty_district, tmp_path):
    def read(name, district, marks):
        path = tmp_path / name
        path.write_text(
            "Год;Класс;Предмет;Муниципалитет;ОО;Кол-во участников;2, чел.;3, чел.;4, чел.;5, чел.\n"
            f"2023;5;Математика;{district};МБОУ «СОШ № 1»;{marks}\n",
            encoding="utf-8",
        )
        return results.preview(store=empty_district, paths=[path], reference=REFERENCE)

    first = read("наш.csv", "Заречный район", "20;2;8;7;3")
    results.save(store=empty_district, preview=first, decisions=results.adding_all(first))
    [municipality] = empty_district.all(Municipality)
    assert municipality.name == "Заречный район"
    other = read("чужой.csv", "Другой район", "30;12;8;7;3")
    assert other.new == other.changed == ()
    again = read("наш.csv", "Заречный район", "20;2;8;7;3")
    assert again.same == 1
