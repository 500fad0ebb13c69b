"""The grid of a form: what every cell holds, what the checks say, what an edit reads again."""

import pytest

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import Form, Value
from quality_desktop.domain.errors import QualityError, Severity
from quality_desktop.domain.records import new_id
from quality_desktop.services.entry import monitoring, monitoring_edit
from quality_desktop.services.entry.monitoring import severest
from quality_desktop.services.entry.monitoring_edit import CellEdit
from tests.services.monitoring_form import (
    ELEMENTS,
    FORM,
    NAMES,
    SCHOOLS,
    YEAR,
    fill,
    number,
    value,
)

FIRST, SECOND, THIRD, FOURTH = NAMES


@pytest.fixture
def store(empty_district):
    fill(empty_district)
    return empty_district


@pytest.fixture
def grid(store):
    return monitoring.grid(store=store, form=FORM, year=YEAR)


def row(grid, school):
    return next(row for row in grid.rows if row.school.id == SCHOOLS[school])


def cell(grid, school, code):
    place = [element.id for element in grid.elements].index(ELEMENTS[code])
    return row(grid, school).cells[place]


def total(grid, code):
    return next(t for t in grid.totals if t.element.id == ELEMENTS[code])


def write(store, school, code, answer, intent="Правка"):
    edit = CellEdit(school=SCHOOLS[school], element=ELEMENTS[code], answer=answer)
    return monitoring_edit.set_answers(store=store, year=YEAR, edits=[edit], intent=intent)


def test_a_cell_tells_its_answer_where_it_came_from_and_its_comment(grid):
    answered = cell(grid, FIRST, "pupils")
    assert (answered.answer, answered.origin) == (number(500), "form")
    assert cell(grid, THIRD, "graduates").note == "по телефону"
    assert cell(grid, SECOND, "graduates").answer == Answer(absence="no_class")
    assert cell(grid, FOURTH, "pupils").answer.is_empty


def test_an_official_figure_stands_in_where_nobody_answered(grid):
    stood_in = cell(grid, THIRD, "pupils")
    assert stood_in.is_official
    assert stood_in.in_force == number(300)


def test_a_reported_answer_counts_although_the_official_one_differs(grid):
    reported = cell(grid, THIRD, "graduates")
    assert reported.in_force == number(30)
    assert reported.official == number(28)
    assert reported.differs
    assert not cell(grid, FIRST, "graduates").differs


def test_titles_have_their_group_over_them(grid):
    assert [column.heading for column in grid.columns[:3]] == [
        "Обучающиеся: Всего",
        "ЕГЭ: Сдавали",
        "ЕГЭ: Высокий балл",
    ]


def test_totals_add_up_counts_only_and_say_how_many_have_answered(grid):
    assert (total(grid, "pupils").shown, total(grid, "pupils").shown_filled) == ("920", "3 из 4")
    assert (total(grid, "graduates").shown, total(grid, "graduates").filled) == ("70", 3)
    assert total(grid, "mean").shown == ""
    assert total(grid, "ready").shown == "да: 1"


def test_a_broken_hard_rule_is_an_error_at_its_cells(store):
    write(store, FIRST, "high", number(41))
    grid = monitoring.grid(store=store, form=FORM, year=YEAR)
    worst = severest(row(grid, FIRST).findings)
    assert worst is not None
    assert worst.severity is Severity.ERROR
    assert not worst.can_be_accepted
    assert set(worst.elements) == {ELEMENTS["high"], ELEMENTS["graduates"]}


def test_an_accepted_warning_asks_again_when_the_figures_change(store):
    write(store, FIRST, "pupils", number(39))
    warning = severest(row(monitoring.grid(store=store, form=FORM, year=YEAR), FIRST).findings)
    assert warning is not None
    monitoring_edit.accept_warning(
        store=store,
        school=SCHOOLS[FIRST],
        year=YEAR,
        check=warning.check,
        fingerprint=warning.fingerprint,
        reason="Вечерняя школа",
        intent="Принято",
    )
    accepted = severest(row(monitoring.grid(store=store, form=FORM, year=YEAR), FIRST).findings)
    assert accepted is not None
    assert accepted.accepted is not None
    assert (accepted.accepted.reason, accepted.accepted.author) == ("Вечерняя школа", store.author)
    assert not accepted.is_open

    write(store, FIRST, "pupils", number(38))
    again = severest(row(monitoring.grid(store=store, form=FORM, year=YEAR), FIRST).findings)
    assert again is not None
    assert again.is_open


def test_a_warning_is_not_accepted_without_a_reason(store):
    with pytest.raises(QualityError, match="причину"):
        monitoring_edit.accept_warning(
            store=store,
            school=SCHOOLS[FIRST],
            year=YEAR,
            check="any",
            fingerprint="",
            reason="  ",
            intent="Принято",
        )


def test_after_an_edit_other_rows_are_the_same_objects(store, grid):
    write(store, SECOND, "pupils", number(125))
    fresh = monitoring.refreshed(store=store, known=grid, schools={SCHOOLS[SECOND]})
    assert cell(fresh, SECOND, "pupils").answer == number(125)
    assert total(fresh, "pupils").shown == "925"
    same = [a is b for a, b in zip(grid.rows, fresh.rows, strict=True)]
    assert same.count(False) == 1


def test_a_part_read_again_equals_the_whole_read_anew(store, grid):
    write(store, SECOND, "pupils", Answer(absence="no_data"))
    write(store, FIRST, "mean", Answer())
    part = monitoring.refreshed(store=store, known=grid, schools={SCHOOLS[SECOND], SCHOOLS[FIRST]})
    whole = monitoring.grid(store=store, form=FORM, year=YEAR)
    assert part.rows == whole.rows
    assert [(t.shown, t.filled) for t in part.totals] == [(t.shown, t.filled) for t in whole.totals]


def test_rows_in_which_nothing_changed_are_kept(store, grid):
    again = monitoring.grid(store=store, form=FORM, year=YEAR, known=grid)
    assert all(a is b for a, b in zip(grid.rows, again.rows, strict=True))


def test_a_form_that_is_gone_is_refused(store):
    with pytest.raises(QualityError, match="формы"):
        monitoring.grid(store=store, form=new_id(), year=YEAR)


def test_only_forms_of_the_year_are_offered(store):
    with store.work("Форма") as work:
        work.put(Form(id=new_id(), code="old", title="Старая", until=YEAR - 1))
        work.commit()
    assert [form.code for form in monitoring.forms(store=store, year=YEAR)] == ["small"]


def test_several_answers_are_one_undo(store):
    edits = [
        CellEdit(school=key, element=ELEMENTS["high"], answer=number(1)) for key in SCHOOLS.values()
    ]
    monitoring_edit.set_answers(store=store, year=YEAR, edits=edits, intent="Вставка 4 ячеек")
    assert store.undo_intent() == "Вставка 4 ячеек"
    store.undo()
    grid = monitoring.grid(store=store, form=FORM, year=YEAR)
    assert cell(grid, FIRST, "high").answer == number(10)
    assert cell(grid, SECOND, "high").answer.is_empty


def test_many_answers_are_written_as_few_are(store):
    many = [
        CellEdit(school=key, element=element, answer=number(digits))
        for digits, key in enumerate(SCHOOLS.values())
        for element in (ELEMENTS["pupils"], ELEMENTS["graduates"], ELEMENTS["high"])
    ] * 6
    monitoring_edit.set_answers(store=store, year=YEAR, edits=many, intent="Вставка")
    grid = monitoring.grid(store=store, form=FORM, year=YEAR)
    assert [cell(grid, name, "high").answer for name in NAMES] == [number(n) for n in range(4)]
    assert cell(grid, THIRD, "graduates").note == "по телефону"


def test_clearing_keeps_the_comment_and_else_leaves_nothing(store):
    write(store, THIRD, "graduates", Answer())
    write(store, FIRST, "high", Answer())
    grid = monitoring.grid(store=store, form=FORM, year=YEAR)
    assert cell(grid, THIRD, "graduates").note == "по телефону"
    assert cell(grid, THIRD, "graduates").answer.is_empty
    assert store.get(Value, value(FIRST, "high", Answer()).id) is None


def test_a_comment_can_stand_in_an_empty_cell_and_go_again(store):
    def note(text):
        return monitoring_edit.set_note(
            store=store,
            school=SCHOOLS[FOURTH],
            element=ELEMENTS["high"],
            year=YEAR,
            note=text,
            intent="Примечание",
        )

    note("уточнить")
    noted = cell(monitoring.grid(store=store, form=FORM, year=YEAR), FOURTH, "high")
    assert (noted.note, noted.answer.is_empty) == ("уточнить", True)
    note("")
    assert store.get(Value, value(FOURTH, "high", Answer()).id) is None


def test_the_same_answer_again_changes_nothing(store):
    assert not write(store, FIRST, "pupils", number(500))
