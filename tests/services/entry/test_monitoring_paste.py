"""A pasted block: matched by names and headings, or by place; nothing is lost unseen."""

import pytest

from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import NameMatch, name_match_id
from quality_desktop.domain.records import new_id
from quality_desktop.domain.school_naming.school_names import written_key
from quality_desktop.services.entry import monitoring, monitoring_edit
from quality_desktop.services.entry.monitoring_paste import PasteState, plan_paste
from tests.services.monitoring_form import ELEMENTS, FORM, NAMES, SCHOOLS, YEAR, fill, number

FIRST, SECOND, THIRD, FOURTH = NAMES
ORDER = (THIRD, FOURTH, FIRST, SECOND)


@pytest.fixture
def store(empty_district):
    fill(empty_district)
    return empty_district


def plan(store, lines, place=0):
    grid = monitoring.grid(store=store, form=FORM, year=YEAR)
    return plan_paste(
        store=store,
        grid=grid,
        lines=lines,
        schools=[SCHOOLS[name] for name in ORDER],
        place=place,
    )


def written(found):
    names = {key: name for name, key in SCHOOLS.items()}
    codes = {key: code for code, key in ELEMENTS.items()}
    return {(names[edit.school], codes[edit.element]): edit.answer.digits for edit in found.edits}


def test_a_bare_block_goes_in_by_place(store):
    found = plan(store, [["11", "12"], ["21", "22"]], place=1)
    assert not found.by_name
    assert not found.by_heading
    assert written(found) == {
        (THIRD, "graduates"): 11,
        (THIRD, "high"): 12,
        (FOURTH, "graduates"): 21,
        (FOURTH, "high"): 22,
    }


def test_names_of_schools_win_over_their_place(store):
    found = plan(store, [["СОШ №1", "501"], ["МБОУ СОШ № 2 села Заречное", "121"]])
    assert found.by_name
    assert written(found) == {(FIRST, "pupils"): 501, (SECOND, "pupils"): 121}


def test_two_lines_of_headings_are_groups_over_titles(store):
    found = plan(
        store,
        [
            ["", "ЕГЭ", "", "Условия"],
            ["Школа", "Высокий балл", "Сдавали", "Готова"],
            [FOURTH, "1", "9", "да"],
        ],
    )
    assert found.by_heading
    assert written(found) == {
        (FOURTH, "high"): 1,
        (FOURTH, "graduates"): 9,
        (FOURTH, "ready"): 1,
    }


def test_one_line_of_headings_is_enough_and_unknown_ones_are_told(store):
    found = plan(store, [["Школа", "Всего", "Телефон"], [FOURTH, "77", "2-12-85"]])
    assert written(found) == {(FOURTH, "pupils"): 77}
    assert any("Телефон" in remark for remark in found.remarks)


def test_what_is_no_answer_is_refused_and_keeps_its_cell(store):
    found = plan(store, [["много", "5"]], place=1)
    (refused,) = found.refused
    assert refused.key == (SCHOOLS[THIRD], ELEMENTS["graduates"])
    assert "не число" in refused.reason
    assert written(found) == {(THIRD, "high"): 5}


def test_an_empty_cell_erases_nothing(store):
    found = plan(store, [[FIRST, "", "41"]])
    assert written(found) == {(FIRST, "graduates"): 41}
    assert found.blank == 1


def test_a_blank_line_keeps_the_next_schools_in_their_places(store):
    """The blank line was left out, and every answer below it went to the school above."""
    found = plan(store, [["11"], [""], ["13"], [""]], place=2)
    assert written(found) == {(THIRD, "high"): 11, (FIRST, "high"): 13}
    assert not found.remarks
    first = plan(store, [[""], ["12"]], place=2)
    assert written(first) == {(FOURTH, "high"): 12}


def test_a_blank_line_under_headings_keeps_its_school_too(store):
    found = plan(store, [["", ""], ["Сдавали", "Высокий балл"], ["5", "1"], ["", ""], ["7", "3"]])
    assert found.by_heading
    assert written(found) == {
        (THIRD, "graduates"): 5,
        (THIRD, "high"): 1,
        (FIRST, "graduates"): 7,
        (FIRST, "high"): 3,
    }


def test_a_school_that_names_its_district_is_no_line_of_totals(store):
    found = plan(
        store,
        [
            [FIRST, "1"],
            ["МБОУ СОШ № 2 с. Заречное Ишимбайского района", "121"],
            ["МБОУ СОШ № 77 Ишимбайского района", "5"],
            ["По району", "127"],
        ],
    )
    assert written(found) == {(FIRST, "pupils"): 1, (SECOND, "pupils"): 121}
    assert [cell.school for cell in found.cells if cell.state is PasteState.REFUSED] == [
        "МБОУ СОШ № 77 Ишимбайского района"
    ]


def test_the_same_answer_is_counted_and_not_written(store):
    found = plan(store, [[FIRST, "500", "41"]])
    assert found.count(PasteState.SAME) == 1
    assert found.count(PasteState.CHANGED) == 1


def test_a_school_that_stands_twice_is_not_taken_at_all(store):
    found = plan(store, [[FIRST, "1"], [FIRST, "2"], [SECOND, "3"]])
    assert written(found) == {(SECOND, "pupils"): 3}
    assert found.count(PasteState.REFUSED) == 2


def test_a_line_of_totals_is_no_school(store):
    found = plan(store, [[FIRST, "1"], [SECOND, "3"], ["Итого по району", "4"]])
    assert found.count(PasteState.REFUSED) == 0
    assert len(found.edits) == 2


def test_an_unknown_school_is_refused_by_name(store):
    found = plan(store, [[FIRST, "1"], ["Гимназия № 99", "3"]])
    (refused,) = [cell for cell in found.cells if cell.state is PasteState.REFUSED]
    assert refused.school == "Гимназия № 99"
    assert refused.reason


def test_headings_that_tell_no_columns_apart_shift_no_school(store):
    """«Сдавали» of which exam? Their line is left out, the columns go from the chosen one."""
    found = plan(store, [["Школа", "Получили «2»"], [FIRST, "3"], [FOURTH, "4"]], place=1)
    assert written(found) == {(FIRST, "graduates"): 3, (FOURTH, "graduates"): 4}
    assert found.remarks == ("По строке заголовков столбцы не узнать, она пропущена.",)


def test_half_of_the_schools_unknown_is_still_a_block_of_schools(store):
    found = plan(store, [[FIRST, "3"], ["СОШ с. Неведомое", "4"], ["СОШ с. Далёкое", "нет класса"]])
    assert found.by_name
    assert written(found) == {(FIRST, "pupils"): 3}
    assert found.count(PasteState.REFUSED) == 2


def test_a_decision_about_a_name_holds_here_too(store):
    key = written_key("", "Ромашка")
    with store.work("Решение") as work:
        match = NameMatch(
            id=name_match_id(key), written=key, shown="Ромашка", school=SCHOOLS[THIRD]
        )
        work.put(match)
        work.commit()
    found = plan(store, [[FIRST, "1"], ["Ромашка", "3"]])
    assert written(found)[THIRD, "pupils"] == 3


def test_a_decision_about_a_school_that_was_closed_is_refused_with_a_reason(store):
    key = written_key("", "Ромашка")
    closed = School(id=new_id(), short_name="Школа-сад", is_active=False)
    with store.work("Решение") as work:
        work.put(closed)
        work.put(NameMatch(id=name_match_id(key), written=key, shown="Ромашка", school=closed.id))
        work.commit()
    found = plan(store, [[FIRST, "1"], ["Ромашка", "3"]])
    assert written(found) == {(FIRST, "pupils"): 1}
    assert [cell.reason for cell in found.cells if cell.state is PasteState.REFUSED] == [
        "Этой школы в таблице нет: она закрыта."
    ]


def test_what_does_not_fit_is_told(store):
    found = plan(store, [[str(n)] for n in range(6)], place=6)
    assert any("строк: 2" in remark for remark in found.remarks)
    wide = plan(store, [["1", "одна", "две"]], place=4)
    assert not wide.remarks
    assert any("столбцов: 1" in remark for remark in plan(store, [["а", "одна", "5"]], 5).remarks)


def test_a_plan_is_written_as_one_step(store):
    found = plan(store, [[FIRST, "501"], [SECOND, "121"]])
    monitoring_edit.set_answers(store=store, year=YEAR, edits=found.edits, intent="Вставка 2 ячеек")
    grid = monitoring.grid(store=store, form=FORM, year=YEAR)
    assert {cell.origin for row in grid.rows for cell in row.cells[:1]} >= {"pasted"}
    store.undo()
    grid = monitoring.grid(store=store, form=FORM, year=YEAR)
    assert next(r for r in grid.rows if r.name == FIRST).cells[0].answer == number(500)
