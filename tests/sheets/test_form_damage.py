"""No damage to a form makes its reading raise, or give an answer that nobody typed."""

import io
import zipfile

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.domain.records import Id
from quality_desktop.sheets.cells import STANDARD, Book, Sheet
from quality_desktop.sheets.form_answers import Questions, read_answers
from quality_desktop.sheets.form_book_in import find_forms
from quality_desktop.sheets.form_book_out import form_workbook
from quality_desktop.sheets.form_keys import (
    PREFIX,
    elements_of_row,
    hidden_facts,
    meta_of,
    place_of,
)
from quality_desktop.sheets.workbook_reading import read_workbook
from tests.sheets import form_samples as samples
from tests.sheets import hostile
from tests.sheets.form_reading import said
from tests.sheets.test_form_book_in import WANTED

QUESTIONS = Questions.of(samples.elements(), {})
CONTENT = form_workbook(samples.facts(answers=WANTED))
WHOLE: Book = read_workbook("форма.xlsx", CONTENT, STANDARD)
PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet3.xml",
    "xl/workbook.xml",
    "xl/sharedStrings.xml",
)
PIECES = [
    b"qd1:", b"qd1:r:", b"qd1:c:a0", b"qd1:f:{", b"qd_e_", b"$E$8", b"#REF!", b"</si><si>", b"<v>7</v>",
    b"<mergeCells count=\"1\"><mergeCell ref=\"E8:F9\"/></mergeCells>", b"t=\"e\"", b"<f>1+1</f>", b"1e999",
]  # fmt: skip


def judged(book: Book) -> dict[Id, object]:
    """Answers of the first form, if there is one."""
    forms = find_forms(book)
    return said(read_answers(forms[0], QUESTIONS)) if forms else {}


@given(
    part=st.sampled_from(PARTS),
    place=st.integers(0, 20_000),
    piece=st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)),
    cut=st.integers(0, 40),
)
@example(part="xl/sharedStrings.xml", place=400, piece=b"qd1:f:[]", cut=0)
def test_an_edited_part_never_raises(part, place, piece, cut):
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as file:
        content = {name: file.read(name) for name in file.namelist()}
    at = place % len(content[part])
    content[part] = content[part][:at] + piece + content[part][at + cut :]
    try:
        book = read_workbook("форма.xlsx", hostile.packed(content), STANDARD)
    except FileRefusedError:
        return
    judged(book)


def test_the_whole_form_says_everything():
    assert judged(WHOLE) == WANTED


def with_cells(change) -> Book:
    """The form with other values in its cells."""
    sheets = []
    for sheet in WHOLE.sheets:
        rows = tuple(
            tuple(change(sheet.name, r, c, value) for c, value in enumerate(row))
            for r, row in enumerate(sheet.rows)
        )
        sheets.append(Sheet(name=sheet.name, rows=rows, is_hidden=sheet.is_hidden))
    return Book(name=WHOLE.name, sheets=tuple(sheets), kind="xlsx", names=WHOLE.names)


KEY_CELLS = [
    (sheet.name, row, column)
    for sheet in WHOLE.sheets
    for row, cells in enumerate(sheet.rows)
    for column, value in enumerate(cells)
    if isinstance(value, str) and value.startswith(PREFIX)
]


@settings(max_examples=60)
@given(lost=st.sets(st.sampled_from(KEY_CELLS), max_size=len(KEY_CELLS)))
def test_lost_keys_may_lose_answers_with_a_finding_but_never_change_them(lost):
    book = with_cells(lambda name, r, c, value: None if (name, r, c) in lost else value)
    found = judged(book)
    assert found.items() <= WANTED.items()
    missing = set(WANTED) - set(found)
    for form in find_forms(book)[:1]:
        answers = read_answers(form, QUESTIONS)
        told = {key for finding in answers.findings for key in finding.elements}
        assert missing <= told or form.hidden is None


@settings(max_examples=60)
@given(pair=st.tuples(st.sampled_from(KEY_CELLS), st.sampled_from(KEY_CELLS)))
def test_swapped_keys_never_give_an_answer_to_another_question(pair):
    values = {place: _value(place) for place in pair}
    swapped = dict(zip(pair, (values[pair[1]], values[pair[0]]), strict=True))
    book = with_cells(lambda name, r, c, value: swapped.get((name, r, c), value))
    assert judged(book).items() <= WANTED.items()


def _value(place):
    name, row, column = place
    sheet = WHOLE.sheet(name)
    assert sheet is not None
    return sheet.at(row, column)


@given(st.text().map(lambda text: PREFIX + text))
def test_a_damaged_key_is_no_key(text):
    assert elements_of_row(text) is None
    assert meta_of(text) is None
    assert hidden_facts([text, text]) is None


@given(st.text())
def test_a_damaged_reference_points_nowhere(text):
    assert place_of(f"Форма!{text}") is None or text.replace("$", "").isalnum()
