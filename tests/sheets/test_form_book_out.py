"""The workbook of a form as a school gets it."""

import io
import zipfile
from datetime import date

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.records import natural_id
from quality_desktop.sheets.form_book_out import form_workbook
from quality_desktop.sheets.form_keys import KEY_SHEET
from tests.sheets import form_samples as samples
from tests.sheets.form_reading import FORM_SHEET, cell_of, opened


def texts(sheet):
    return [
        str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not str(cell.value).startswith("qd1:")
    ]


def rule_over(sheet, address):
    column, row = sheet[address].column, sheet[address].row
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
                return rule
    return None


def test_the_same_facts_give_the_same_bytes():
    assert form_workbook(samples.facts()) == form_workbook(samples.facts())


def test_a_form_names_the_school_the_period_and_the_date_of_return():
    sheet = opened(form_workbook(samples.facts()))[FORM_SHEET]
    said = texts(sheet)
    assert "Результаты ВПР и условия обучения" in said
    assert "МБОУ СОШ № 3 с. Кинзебулатово, код 0203" in said
    assert "2025/26 учебный год. Вернуть до 15.12.2025 на uo@example.ru" in said


def test_without_a_date_of_return_only_the_address_is_named():
    said = texts(opened(form_workbook(samples.facts(due=None)))[FORM_SHEET])
    assert "2025/26 учебный год. Вернуть на uo@example.ru" in said
    said = texts(opened(form_workbook(samples.facts(due=None, return_to="")))[FORM_SHEET])
    assert "2025/26 учебный год" in said


def test_subjects_and_grades_stand_side_by_side_with_the_quantity_named_once():
    said = texts(opened(form_workbook(samples.facts()))[FORM_SHEET])
    assert said.count("число участников ВПР") == 1
    assert said.count("математика, 5 класс") == 1
    assert said.count("русский язык, 8 класс") == 1


def test_a_single_member_is_named_with_its_subject_and_grade():
    one = samples.marks()[0]
    said = texts(opened(form_workbook(samples.facts(elements=[one])))[FORM_SHEET])
    assert "число участников ВПР (математика, 5 класс)" in said


def test_every_element_has_a_cell_of_its_own_under_any_number_of_members():
    many = [
        samples.element("taken", subject="math", grade=grade, title="участники")
        for grade in range(1, 12)
    ]
    book = opened(form_workbook(samples.facts(elements=many)))
    places = {cell_of(book, each.id) for each in many}
    assert len(places) == 11


def test_elements_of_one_code_and_dimensions_are_both_asked():
    twice = [
        samples.element("taken"),
        samples.element("taken", title="ещё").__class__(
            id=natural_id("data_element", "other"), form=samples.FORM.id, code="taken", title="ещё"
        ),
    ]
    book = opened(form_workbook(samples.facts(elements=twice)))
    assert cell_of(book, twice[0].id) != cell_of(book, twice[1].id)


def test_only_the_cells_of_answers_are_open():
    book = opened(form_workbook(samples.facts()))
    sheet = book[FORM_SHEET]
    assert sheet.protection.sheet
    asked = {cell_of(book, each.id)[1] for each in samples.elements()}
    opened_cells = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    assert asked <= opened_cells
    assert not any(sheet[address].value for address in opened_cells)
    assert sheet["B2"].protection.locked


def test_keys_are_hidden_and_the_header_is_frozen():
    book = opened(form_workbook(samples.facts()))
    sheet = book[FORM_SHEET]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden
    assert book[KEY_SHEET].sheet_state == "veryHidden"
    assert sheet.freeze_panes == "D6"
    assert sheet.print_title_rows == "$5:$5"
    assert (sheet.page_setup.fitToHeight, sheet.page_setup.orientation) == (0, "landscape")


def test_numbers_are_checked_while_typed_and_words_of_absence_are_let_in():
    book = opened(form_workbook(samples.facts()))
    sheet = book[FORM_SHEET]
    ids = samples.ids(samples.elements())
    _, address = cell_of(book, ids["pupils"])
    rule = rule_over(sheet, address)
    assert rule.type == "custom"
    assert f"{address}=INT({address})" in rule.formula1
    assert f"{address}<=5000" in rule.formula1
    assert f'{address}="не участвовали"' in rule.formula1
    assert rule.error == (
        "Нужно целое число от 0 до 5000 или слова: не участвовали, нет класса, н/д."
    )
    _, decimal = cell_of(book, ids["workload"])
    assert "INT" not in rule_over(sheet, decimal).formula1


def test_yes_and_no_and_choices_have_drop_downs():
    book = opened(form_workbook(samples.facts()))
    sheet = book[FORM_SHEET]
    ids = samples.ids(samples.elements())
    yes = rule_over(sheet, cell_of(book, ids["has_plan"])[1])
    assert (yes.type, yes.formula1) == ("list", '"да,нет,не участвовали,нет класса,н/д"')
    # A comma within a word would cut it in two, so these words stand in cells.
    choice = rule_over(sheet, cell_of(book, ids["shift"])[1])
    assert choice.formula1 == f"{KEY_SHEET}!$B$1:$B$6"
    assert [row[0].value for row in book[KEY_SHEET]["B1:B6"]][2] == "иное, указать в примечании"


def test_every_row_of_numbers_offers_the_reasons_why_there_is_none():
    book = opened(form_workbook(samples.facts()))
    sheet = book[FORM_SHEET]
    for each in samples.elements():
        _, address = cell_of(book, each.id)
        row = sheet[address].row
        rule = rule_over(sheet, f"I{row}")
        if each.type in ("whole", "decimal"):
            assert rule.formula1 == '"не участвовали,нет класса,н/д"'
        else:
            assert rule is None


def test_what_is_known_already_and_the_year_before_are_filled_in():
    ids = samples.ids(samples.elements())
    facts = samples.facts(
        answers={
            ids["pupils"]: Answer(digits=412),
            ids["workload"]: Answer(digits=1850, decimals=2),
            ids["has_plan"]: Answer(digits=0),
            ids["practice"]: Answer(absence="no_data"),
        },
        hints={ids["pupils"]: "398"},
        remarks={ids["pupils"]: "с филиалом"},
    )
    book = opened(form_workbook(facts))
    sheet = book[FORM_SHEET]
    values = {code: sheet[cell_of(book, key)[1]].value for code, key in ids.items()}
    assert values == {
        "pupils": 412,
        "workload": 18.5,
        "has_plan": "нет",
        "shift": None,
        "practice": "н/д",
    }
    row = sheet[cell_of(book, ids["pupils"])[1]].row
    assert (sheet[f"J{row}"].value, sheet[f"K{row}"].value) == ("398", "с филиалом")


def test_hints_of_a_block_stand_in_the_order_of_its_columns():
    first = samples.marks()[0]
    facts = samples.facts(hints={first.id: "25"})
    assert "25; …; …; …" in texts(opened(form_workbook(facts))[FORM_SHEET])


def test_a_text_that_looks_like_a_formula_or_a_link_stays_text():
    evil = samples.element("evil", title="=cmd|' /C calc'!A0", unit="http://example.ru")
    content = form_workbook(
        samples.facts(elements=[evil], school_name="=1+1", remarks={evil.id: "+7 (347) 1\x07"})
    )
    sheet = opened(content)[FORM_SHEET]
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f" or c.hyperlink]
    assert "+7 (347) 1" in texts(sheet)


def test_the_instruction_repeats_what_the_office_says():
    said = texts(opened(form_workbook(samples.facts()))["Как заполнить"])
    assert "Отвечает заместитель директора." in said
    assert "Основание: Приказ № 1048" in said
    assert any("не участвовали" in line for line in said)


def test_dates_of_making_are_the_same_for_ever():
    content = form_workbook(samples.facts(due=date(2030, 1, 1)))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert "2000-01-01" in parts.read("docProps/core.xml").decode()
