"""Forms that came back: whole, moved about, and damaged."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import Absence
from quality_desktop.domain.errors import Severity
from quality_desktop.sheets.form_book_in import find_forms
from quality_desktop.sheets.form_book_out import form_workbook
from quality_desktop.sheets.form_keys import KEY_SHEET, element_name
from quality_desktop.sheets.reader import read_book
from tests.sheets import form_samples as samples
from tests.sheets.form_reading import (
    FORM_SHEET,
    cell_of,
    fill,
    opened,
    read_back,
    renamed_cells,
    said,
)

IDS = samples.ids(samples.elements())
MARKS = samples.marks()
CONTENT = form_workbook(samples.facts())

ANSWERS = {
    MARKS[0].id: 20,
    MARKS[1].id: 0,
    MARKS[7].id: "нет класса",
    IDS["pupils"]: 412,
    IDS["workload"]: 18.25,
    IDS["has_plan"]: "да",
    IDS["shift"]: "две смены",
    IDS["practice"]: "Наставничество: =ученик–ученик",
}
WANTED = {
    MARKS[0].id: Answer(digits=20),
    MARKS[1].id: Answer(digits=0),
    MARKS[7].id: Answer(absence=Absence.NO_CLASS),
    IDS["pupils"]: Answer(digits=412),
    IDS["workload"]: Answer(digits=1825, decimals=2),
    IDS["has_plan"]: Answer(digits=1),
    IDS["shift"]: Answer(text="две смены"),
    IDS["practice"]: Answer(text="Наставничество: =ученик–ученик"),
}


def filled(book):
    fill(book, ANSWERS)
    book[FORM_SHEET]["E20"] = "Иванова А.А."
    book[FORM_SHEET]["E21"] = "8 (34794) 1-23-45"


def errors(answers):
    return [f for f in answers.findings if f.severity is Severity.ERROR]


def test_a_filled_form_says_what_was_typed(tmp_path):
    found, answers = read_back(CONTENT, tmp_path, change=filled)
    assert said(answers) == WANTED
    assert answers.findings == ()
    assert found.meta.school == samples.SCHOOL
    assert (found.meta.version, found.meta.year) == (2, 2025)
    assert found.sender == "Иванова А.А., тел. 8 (34794) 1-23-45"
    assert found.identity == "МБОУ СОШ № 3 с. Кинзебулатово, код 0203"
    assert not found.is_identity_changed


def test_an_untouched_form_says_nothing_and_has_no_findings(tmp_path):
    _, answers = read_back(CONTENT, tmp_path)
    assert said(answers) == {}
    assert answers.findings == ()
    assert len(answers.cells) == len(samples.elements())


WHOLE = st.integers(0, 10**9).map(lambda n: Answer(digits=n))
ABSENT = st.sampled_from(list(Absence)).map(lambda a: Answer(absence=a.value))
BY_TYPE = {
    "whole": st.one_of(WHOLE, ABSENT),
    "decimal": st.one_of(st.integers(0, 10**9).map(lambda n: Answer(digits=n, decimals=2)), ABSENT),
    "yes_no": st.one_of(st.sampled_from([0, 1]).map(lambda n: Answer(digits=n)), ABSENT),
    "choice": st.one_of(
        st.sampled_from(["одна смена", "две смены"]).map(lambda t: Answer(text=t)), ABSENT
    ),
    "text": st.text(alphabet="абвг АБВ,.;=+-@«»1234", min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
    .map(lambda t: Answer(text=t)),
}


@settings(max_examples=15)
@given(data=st.data())
def test_what_is_written_is_read_back_equal(data, tmp_path_factory):
    asked = [
        *samples.elements(),
        samples.element("share", unit="%", type="decimal", decimals=1, title="доля"),
    ]
    answers = {
        each.id: data.draw(BY_TYPE[each.type], label=each.code)
        for each in asked[:-1]
        if data.draw(st.booleans(), label=f"{each.code} is answered")
    }
    content = form_workbook(samples.facts(elements=asked, answers=answers))
    _, read = read_back(content, tmp_path_factory.mktemp("form"), elements=asked)
    assert said(read) == answers
    assert errors(read) == []


def test_the_reason_of_a_row_stands_for_its_empty_cells(tmp_path):
    def change(book):
        fill(book, {MARKS[0].id: 20})
        row = book[FORM_SHEET][cell_of(book, MARKS[0].id)[1]].row
        book[FORM_SHEET][f"I{row}"] = "нет класса"

    _, answers = read_back(CONTENT, tmp_path, change=change)
    same_row = [each for each in MARKS if each.code == MARKS[0].code]
    assert said(answers) == {
        same_row[0].id: Answer(digits=20),
        **{each.id: Answer(absence=Absence.NO_CLASS) for each in same_row[1:]},
    }


def test_a_reason_beside_a_full_row_is_pointed_out_and_not_lost_silently(tmp_path):
    def change(book):
        fill(book, {IDS["pupils"]: 5})
        row = book[FORM_SHEET][cell_of(book, IDS["pupils"])[1]].row
        book[FORM_SHEET][f"I{row}"] = "н/д"

    _, answers = read_back(CONTENT, tmp_path, change=change)
    assert said(answers) == {IDS["pupils"]: Answer(digits=5)}
    (finding,) = answers.findings
    assert "причина не учтена" in finding.text
    assert (finding.severity, finding.cell) == (Severity.WARNING, "I14")


def test_a_remark_of_the_school_is_kept_with_the_first_element_of_its_row(tmp_path):
    def change(book):
        row = book[FORM_SHEET][cell_of(book, IDS["pupils"])[1]].row
        book[FORM_SHEET][f"K{row}"] = " с филиалом "

    _, answers = read_back(CONTENT, tmp_path, change=change)
    assert answers.remarks == {IDS["pupils"]: "с филиалом"}


# -- harmless changes ------------------------------------------------------------------------


def renamed(book):
    filled(book)
    sheet = book[FORM_SHEET]
    sheet.title = "Лист1 (наш)"
    renamed_cells(book, lambda reference: reference.replace("'Форма'", "'Лист1 (наш)'"))
    book.move_sheet(sheet, 2)
    book.create_sheet("Черновик", 0)["A1"] = "расчёты"


def without_names(book):
    filled(book)
    renamed_cells(book, lambda _: None)


def without_keys_beside(book):
    filled(book)
    for row in book[FORM_SHEET].iter_rows(min_row=2, max_col=1):
        row[0].value = None


def without_any_keys_in_the_sheet(book):
    filled(book)
    for row in book[FORM_SHEET].iter_rows():
        for cell in row:
            if str(cell.value).startswith("qd1:"):
                cell.value = None


def moved(book):
    """Three rows above and two columns at the left, as Excel does it: the names follow."""
    filled(book)
    _shift(book, rows=3, columns=2)


def _shift(book, *, rows, columns):
    book[FORM_SHEET].insert_rows(1, rows)
    book[FORM_SHEET].insert_cols(1, columns)

    def moved_to(reference):
        cell = book[FORM_SHEET][reference.rpartition("!")[2].replace("$", "")]
        return f"'{FORM_SHEET}'!{cell.offset(rows, columns).coordinate}"

    renamed_cells(book, moved_to)


def columns_swapped(book):
    """The remark before the answers: keys and names move with the cells."""
    filled(book)
    sheet = book[FORM_SHEET]
    for row in sheet.iter_rows():
        first, last = row[4], row[10]
        first.value, last.value = last.value, first.value
    renamed_cells(book, lambda reference: reference.replace("$E$", "$K$"))


@pytest.mark.parametrize(
    "change",
    [
        renamed,
        without_names,
        without_keys_beside,
        without_any_keys_in_the_sheet,
        moved,
        columns_swapped,
    ],
)
def test_the_answers_are_found_whatever_was_moved(change, tmp_path):
    _, answers = read_back(CONTENT, tmp_path, change=change)
    assert said(answers) == WANTED
    assert errors(answers) == []


def test_a_sheet_copied_into_another_workbook_is_still_the_form(tmp_path):
    def alone(book):
        filled(book)
        without_names(book)
        del book[KEY_SHEET]

    _, answers = read_back(CONTENT, tmp_path, change=alone)
    assert said(answers) == WANTED
    (finding,) = answers.findings
    assert finding.severity is Severity.WARNING
    assert "Служебный лист" in finding.text


# -- damage ----------------------------------------------------------------------------------


def test_a_deleted_row_is_named_with_its_place(tmp_path):
    def change(book):
        filled(book)
        sheet = book[FORM_SHEET]
        row = sheet[cell_of(book, IDS["pupils"])[1]].row
        sheet.delete_rows(row)

        def moved_to(reference):
            column, _, at = reference.rpartition("$")
            if int(at) == row:
                return None
            return f"{column}${int(at) - 1}" if int(at) > row else reference

        renamed_cells(book, moved_to)

    _, answers = read_back(CONTENT, tmp_path, change=change)
    (finding,) = answers.findings
    assert finding.text.startswith("Ячейка показателя «всего обучающихся» удалена после строки 12")
    assert finding.elements == (IDS["pupils"],)
    assert finding.raw == ""  # the key beside the row is nothing that a school wrote
    assert said(answers) == {key: w for key, w in WANTED.items() if key != IDS["pupils"]}


def test_answers_pushed_down_against_their_rows_are_not_taken(tmp_path):
    def change(book):
        filled(book)
        sheet = book[FORM_SHEET]
        for row in range(20, 14, -1):
            sheet[f"E{row}"].value = sheet[f"E{row - 1}"].value
        sheet["E14"].value = None

        def moved_to(reference):
            column, at = reference.split("$")[1:]
            is_pushed = column == "E" and int(at) >= 14
            return f"'{FORM_SHEET}'!$E${int(at) + 1}" if is_pushed else reference

        renamed_cells(book, moved_to)

    _, answers = read_back(CONTENT, tmp_path, change=change)
    assert not set(said(answers)) & set(IDS.values())
    assert len([f for f in errors(answers) if "сдвинуты" in f.text]) == len(IDS)


def test_a_changed_text_of_a_row_keeps_its_answer_out(tmp_path):
    def change(book):
        filled(book)
        book[FORM_SHEET]["C14"] = "всего учителей"

    _, answers = read_back(CONTENT, tmp_path, change=change)
    (finding,) = answers.findings
    assert finding.text == (
        "Закрытый текст строки изменён: сейчас «всего учителей чел.», а спрошено «всего обучающихся». "
        "Ответ не принят."
    )
    assert finding.place == "лист «Форма», ячейка E14"
    assert IDS["pupils"] not in said(answers)


def test_swapped_headings_of_a_block_keep_its_answers_out(tmp_path):
    def change(book):
        filled(book)
        sheet = book[FORM_SHEET]
        sheet["E7"].value, sheet["F7"].value = sheet["F7"].value, sheet["E7"].value

    _, answers = read_back(CONTENT, tmp_path, change=change)
    assert not set(said(answers)) & {each.id for each in MARKS}
    assert set(said(answers)) == set(IDS.values())


def test_another_name_of_school_is_noticed(tmp_path):
    def change(book):
        book[FORM_SHEET]["B3"] = "МБОУ СОШ № 5, код 0205"

    found, _ = read_back(CONTENT, tmp_path, change=change)
    assert found.is_identity_changed
    assert found.identity == "МБОУ СОШ № 5, код 0205"


def test_a_sheet_copied_twice_gives_two_forms(tmp_path):
    book = opened(CONTENT)
    filled(book)
    book.copy_worksheet(book[FORM_SHEET])
    book.save(tmp_path / "дважды.xlsx")
    assert [form.sheet.name for form in find_forms(read_book(tmp_path / "дважды.xlsx"))] == [
        "Форма",
        "Форма Copy",
    ]


def test_a_row_copied_twice_with_different_answers_is_pointed_out(tmp_path):
    def change(book):
        filled(book)
        sheet = book[FORM_SHEET]
        for column in range(1, 12):
            sheet.cell(30, column).value = sheet.cell(14, column).value
        sheet["E30"] = 999

    _, answers = read_back(CONTENT, tmp_path, change=change)
    (finding,) = answers.findings
    assert "E14 и E30 разные" in finding.text
    assert IDS["pupils"] not in said(answers)


def test_a_workbook_without_keys_is_no_form(tmp_path):
    book = opened(CONTENT)
    del book[FORM_SHEET], book[KEY_SHEET]
    renamed_cells(book, lambda _: None)
    book.save(tmp_path / "чужая.xlsx")
    assert find_forms(read_book(tmp_path / "чужая.xlsx")) == ()


def test_a_changed_sheet_of_keys_is_not_believed(tmp_path):
    def change(book):
        filled(book)
        book[KEY_SHEET]["A2"] = str(book[KEY_SHEET]["A2"].value).replace("0203", "0999")

    found, answers = read_back(CONTENT, tmp_path, change=change)
    assert found.hidden is None
    assert said(answers) == WANTED


def test_a_deleted_column_of_keys_is_named_and_nothing_is_taken(tmp_path):
    def change(book):
        filled(book)
        book[FORM_SHEET].delete_cols(
            1
        )  # the names stay where they were, as some programs leave them

    found, answers = read_back(CONTENT, tmp_path, change=change)
    assert found.refusal == (
        "Из листа «Форма» удалён скрытый столбец с ключами строк: какой ответ к какому показателю, "
        "сказать нельзя, и ни один не принят. Запишите школе форму заново и перенесите в неё ответы."
    )
    assert said(answers) == {}


def test_a_deleted_column_of_keys_is_named_even_when_no_name_is_left(tmp_path):
    def change(book):
        without_any_keys_in_the_sheet(book)
        renamed_cells(book, lambda _: None)

    found, _ = read_back(CONTENT, tmp_path, change=change)
    assert "удалён скрытый столбец" in found.refusal
    assert found.identity == "МБОУ СОШ № 3 с. Кинзебулатово"


def test_answers_found_by_names_alone_are_to_be_looked_at(tmp_path):
    found, answers = read_back(CONTENT, tmp_path, change=without_any_keys_in_the_sheet)
    assert found.refusal == ""
    (finding,) = answers.findings
    assert "узнаны по именам ячеек" in finding.text
    assert finding.severity is Severity.WARNING


def test_a_row_of_keys_deleted_without_the_names_gives_no_answer_of_another_row(tmp_path):
    def change(book):
        filled(book)
        for row in book[FORM_SHEET].iter_rows(min_row=14, max_row=15, max_col=1):
            row[0].value = None
        book[FORM_SHEET].delete_rows(13)  # the names point a row too low now

    _, answers = read_back(CONTENT, tmp_path, change=change)
    assert said(answers).items() <= WANTED.items()
    assert any("ведёт не к своему показателю" in finding.text for finding in answers.findings)


# -- what is not the form's ------------------------------------------------------------------


def strays(answers):
    return [(f.cell, f.severity, f.raw) for f in answers.findings if "не принято" in f.text]


def with_a_row(book):
    """The school puts a row of its own between two rows, as Excel does it: the names follow."""
    filled(book)
    sheet = book[FORM_SHEET]
    sheet.insert_rows(15)

    def moved_to(reference):
        column, _, at = reference.rpartition("$")
        return f"{column}${int(at) + 1}" if int(at) >= 15 else reference

    renamed_cells(book, moved_to)
    sheet["C15"], sheet["E15"], sheet["F15"] = "в том числе девочек", 5, "нет класса"


def test_an_answer_in_a_row_that_the_school_put_in_is_told_of(tmp_path):
    _, answers = read_back(CONTENT, tmp_path, change=with_a_row)
    assert said(answers) == WANTED
    assert strays(answers) == [
        ("C15", Severity.WARNING, "в том числе девочек"),
        ("E15", Severity.ERROR, "5"),
        ("F15", Severity.ERROR, "нет класса"),
    ]
    texts = [f.text for f in answers.findings]
    assert (
        "Строка 15 не из формы: значение «5» не принято, впишите его в жёлтую ячейку его показателя."
    ) in texts


@pytest.mark.parametrize(
    ("cell", "value", "severity"),
    [
        ("M9", 7, Severity.ERROR),  # right of the table
        ("M9", "см. приложение", Severity.WARNING),
        ("E30", "12", Severity.ERROR),  # below it
        ("C30", "Директор Иванова А.А.", Severity.WARNING),
        ("F14", 3, Severity.ERROR),  # an answer column where nothing is asked
        ("F14", "трое", Severity.ERROR),
        ("B9", 99, Severity.ERROR),  # the number of the row
        ("J9", 12, Severity.ERROR),  # what was answered a year before
        ("E6", 12, Severity.ERROR),  # a heading of a group
        ("F20", 12, Severity.WARNING),  # beside the name of who filled the form
    ],
)
def test_a_value_where_nothing_is_asked_is_told_of(cell, value, severity, tmp_path):
    def change(book):
        filled(book)
        book[FORM_SHEET][cell] = value

    _, answers = read_back(CONTENT, tmp_path, change=change)
    assert said(answers) == WANTED
    assert strays(answers) == [(cell, severity, str(value))]


def test_a_table_pasted_beside_the_form_does_not_flood_the_preview(tmp_path):
    def change(book):
        for row in range(1, 100):
            book[FORM_SHEET].cell(row, 20).value = row

    _, answers = read_back(CONTENT, tmp_path, change=change)
    assert len(answers.findings) == 41
    assert answers.findings[-1].text == "И ещё ячеек не из формы: 59. Их значения не приняты."


def test_hints_that_were_written_are_no_values_of_the_school(tmp_path):
    content = form_workbook(samples.facts(hints={IDS["pupils"]: "400", MARKS[0].id: "21"}))
    _, answers = read_back(content, tmp_path, change=filled)
    assert answers.findings == ()

    def typed_over(book):
        filled(book)
        book[FORM_SHEET]["J14"] = 401

    _, answers = read_back(content, tmp_path, change=typed_over)
    assert strays(answers) == [("J14", Severity.ERROR, "401")]


# -- cells -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("pupils", "12 чел. из 14", "не число"),
        ("pupils", "-", "можно понять по-разному"),
        ("pupils", "Нет класса в этом году.", "не число"),
        ("pupils", 12.5, "не целое число"),
        ("pupils", datetime(2026, 2, 1), "похоже на дату"),
        ("pupils", True, "ИСТИНА"),
        ("pupils", "#DIV/0!", "ошибка Excel"),
        ("pupils", "=A1+1", "формула не вычислена"),
        ("workload", 18.123, "больше 2 знаков"),
        ("has_plan", "иногда", "«да» или «нет»"),
        ("shift", "три смены", "нет в списке"),
    ],
)
def test_a_cell_that_cannot_be_understood_is_named(code, value, words, tmp_path):
    def change(book):
        fill(book, {IDS[code]: value})

    _, answers = read_back(CONTENT, tmp_path, change=change)
    (finding,) = answers.findings
    assert words in finding.text
    assert finding.sheet == "Форма"
    assert finding.cell.startswith("E1")
    assert said(answers) == {}


@pytest.mark.parametrize(
    ("code", "value", "answer"),
    [
        ("pupils", " 1 412 ", Answer(digits=1412)),
        ("pupils", "1'412", Answer(digits=1412)),
        ("pupils", "412 чел.", Answer(digits=412)),
        ("workload", "18,5", Answer(digits=1850, decimals=2)),
        ("workload", 0.1 + 0.2, Answer(digits=30, decimals=2)),
        ("has_plan", True, Answer(digits=1)),
        ("practice", 2026, Answer(text="2026")),
        ("pupils", "Не участвовали", Answer(absence=Absence.NOT_TAKING_PART)),
        ("pupils", "не участвовали.", Answer(absence=Absence.NOT_TAKING_PART)),
        ("pupils", " Нет  класса. ", Answer(absence=Absence.NO_CLASS)),
    ],
)
def test_a_number_may_be_typed_in_several_ways(code, value, answer, tmp_path):
    _, answers = read_back(CONTENT, tmp_path, change=lambda book: fill(book, {IDS[code]: value}))
    assert said(answers) == {IDS[code]: answer}


def test_a_percent_in_a_cell_of_people_is_refused_and_in_a_cell_of_percent_taken(tmp_path):
    share = samples.element("share", type="decimal", decimals=1, unit="%", title="доля")
    asked = [samples.conditions()[0], share]
    content = form_workbook(samples.facts(elements=asked))

    def change(book):
        fill(book, {asked[0].id: 0.85, share.id: 0.855})
        for each in asked:
            book[FORM_SHEET][cell_of(book, each.id)[1]].number_format = "0.0%"

    _, answers = read_back(content, tmp_path, change=change, elements=asked)
    assert said(answers) == {share.id: Answer(digits=855, decimals=1)}
    assert [f.cell for f in errors(answers)] == ["E7"]


def test_answers_under_a_joined_cell_are_pointed_out(tmp_path):
    def change(book):
        filled(book)
        book[FORM_SHEET].merge_cells("E14:E15")

    _, answers = read_back(CONTENT, tmp_path, change=change)
    assert {f.cell for f in answers.findings} == {"E14", "E15"}
    assert IDS["workload"] not in said(answers)


# -- versions --------------------------------------------------------------------------------


def test_an_older_form_is_taken_where_its_elements_are_the_same(tmp_path):
    today = [each for each in samples.elements() if each.code not in ("has_plan", "shift")]
    today = [replace(each, decimals=1) if each.code == "workload" else each for each in today]
    today.append(samples.element("new_one"))
    _, answers = read_back(CONTENT, tmp_path, change=filled, elements=today)
    kept = {
        k: w for k, w in WANTED.items() if k not in (IDS["has_plan"], IDS["shift"], IDS["workload"])
    }
    assert said(answers) == kept
    texts = [finding.text for finding in answers.findings]
    assert "Этого показателя в нынешней форме нет: ответ «да» не принят." in texts
    assert any("с тех пор изменён: ответ «18,25» не принят" in text for text in texts)


def test_the_name_of_every_element_is_a_valid_defined_name():
    book = opened(CONTENT)
    assert {element_name(each.id.hex) for each in samples.elements()} <= set(book.defined_names)
