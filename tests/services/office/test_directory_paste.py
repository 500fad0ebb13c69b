"""A block from Excel: what is new, what changes, what is refused, and nothing written before the yes."""

import pytest

from quality_desktop import paths
from quality_desktop.domain.directory import Person, School, SchoolYear
from quality_desktop.services.district_file import history
from quality_desktop.services.office import directory_edit, directory_paste
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.services.office.directory_fields import FIELDS
from quality_desktop.services.office.directory_paste import RowState, apply, plan

REFERENCE = paths.bundled().reference
SCHOOLS = [
    ["Краткое наименование", "Код ОО", "Тип местности", "Директор", "E-mail", "Лишний столбец"],
    ["СОШ № 11", "020111", "городская", "Гомзова Е.Б.", "sosh11@mail.ru", "x"],
    ["ООШ д. Канакаево", "020113", "сельская", "какой-то директор 5", "плохой адрес", "y"],
    ["", "", "", "", "", ""],
    ["", "", "сельская", "", "", ""],
]


def planned(store, kind, rows, *, first="", targets=(), within=None):
    names = [field.name for field in FIELDS[kind]]
    start = names.index(first) if first else 0
    return plan(
        store=store,
        reference=REFERENCE,
        kind=kind,
        fields=names[start:],
        rows=rows,
        targets=targets,
        within=within,
    )


def test_headings_tell_the_columns_and_unknown_ones_are_named(district):
    found = planned(district, "school", SCHOOLS)
    assert found.unknown_headings == ("Лишний столбец",)
    assert [(row.number, row.state) for row in found.rows] == [
        (2, RowState.NEW),
        (3, RowState.NEW),
        (5, RowState.REFUSED),
    ]
    assert len(found.rows[1].refusals) == 2


def test_heads_whom_nobody_has_written_down_are_added_with_their_schools(district):
    rows = [
        ["Школа", "Директор"],
        ["СОШ № 1", "Петрова Анна Сергеевна"],
        ["СОШ № 2", "Петрова Анна  Сергеевна"],
        ["", "Лишний Л.Л."],
        ["СОШ № 3", "вакантная должность"],
    ]
    found = planned(district, "school", rows)
    (anna,) = found.people
    assert found.rows[0].additions == ("Петрова\u00a0А.С. будет в разделе «Люди»",)
    before = len(district.all(Person))
    known = {school.id for school in district.all(School)}
    apply(store=district, plan=found)
    heads = {s.short_name: s.head for s in district.all(School) if s.id not in known}
    assert heads == {"СОШ № 1": anna.id, "СОШ № 2": anna.id, "СОШ № 3": None}
    assert district.get(Person, anna.id) == anna
    assert anna.gender == "f"
    history.undo(store=district)
    assert len(district.all(Person)) == before


def test_a_plan_writes_nothing_and_the_paste_is_one_step_back(district):
    found = planned(district, "school", SCHOOLS)
    before = {school.code for school in district.all(School)}
    assert "020111" not in before
    apply(store=district, plan=found)
    codes = {school.code for school in district.all(School)} - before
    assert codes == {"020111", "020113"}
    history.undo(store=district)
    assert {school.code for school in district.all(School)} == before


def test_the_same_table_pasted_twice_changes_nothing(district):
    apply(store=district, plan=planned(district, "school", SCHOOLS))
    before = district.all(School)
    again = planned(district, "school", SCHOOLS)
    assert again.count(RowState.NEW) == 0
    apply(store=district, plan=again)
    assert district.all(School) == before


def test_an_empty_cell_of_a_table_does_not_wipe_what_is_known(district):
    apply(store=district, plan=planned(district, "school", SCHOOLS))
    short = [["Краткое наименование", "Код", "E-mail"], ["СОШ № 11", "020111", ""]]
    found = planned(district, "school", short)
    assert found.rows[0].state is RowState.SAME


def test_people_are_pasted_by_one_cell_with_the_whole_name(district):
    rows = [["Петрова Анна Сергеевна"], ["Мастрюкова Л.И."], ["Доценко Т.И."]]
    found = planned(district, "person", rows)
    assert [row.state for row in found.rows] == [RowState.NEW, RowState.SAME, RowState.SAME]
    apply(store=district, plan=found)
    anna = next(p for p in district.all(Person) if p.surname == "Петрова")
    assert (anna.given, anna.patronymic, anna.gender) == ("Анна", "Сергеевна", "f")


def test_what_papers_need_and_nobody_has_given_is_named_by_row_and_counted(empty_district):
    rows = [["Гомзова Елена Борисовна", "", "", "", "методист"], ["Ким А.", "", "", "", ""]]
    found = planned(empty_district, "person", rows)
    assert [row.missing for row in found.rows] == [
        ("Подразделение",),
        ("Пол", "Должность", "Подразделение"),
    ]
    assert found.missing == {"Подразделение": 2, "Пол": 1, "Должность": 1}
    apply(store=empty_district, plan=found)
    again = planned(empty_district, "person", [["Гомзова Елена Борисовна", "", "", "", "директор"]])
    assert [(row.state, row.missing) for row in again.rows] == [
        (RowState.CHANGED, ("Подразделение",))
    ]


def test_two_equal_new_rows_make_one_record(empty_district):
    rows = [["Петрова А.С."], ["Петрова А. С."]]
    found = planned(empty_district, "person", rows)
    assert [row.state for row in found.rows] == [RowState.NEW, RowState.REFUSED]


def test_a_block_over_existing_rows_changes_them_as_in_a_spreadsheet(district):
    people = sorted(district.all(Person), key=lambda p: p.surname)[1:3]
    rows = [["методист", ""], ["методист", ""]]
    targets = [p.id for p in people]
    found = planned(district, "person", rows, first="position", targets=targets)
    apply(store=district, plan=found)
    assert [district.get(Person, key).position for key in targets] == ["методист", "методист"]


def test_years_of_one_school_are_matched_by_the_year(empty_district):
    edits = [RowEdit(record=None, values={"short_name": "СОШ № 11"})]
    directory_edit.write(store=empty_district, kind="school", edits=edits)
    (school,) = empty_district.all(School)
    rows = [["2024/25", "512", "22"], ["2025/26", "-3", "22"]]
    found = planned(empty_district, "school_year", rows, within=school.id)
    assert [len(row.refusals) for row in found.rows] == [0, 1]
    apply(store=empty_district, plan=found)
    years = {year.year: (year.pupils, year.classes) for year in empty_district.all(SchoolYear)}
    assert years == {2024: (512, 22), 2025: (None, 22)}
    assert (
        planned(empty_district, "school_year", rows[:1], within=school.id).rows[0].state
        is RowState.SAME
    )


@pytest.mark.parametrize("rows", [[], [[]], [["", ""]]])
def test_an_empty_block_does_nothing(district, rows):
    found = planned(district, "person", rows)
    assert not found.rows
    assert not directory_paste.apply(store=district, plan=found)
