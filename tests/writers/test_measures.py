from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.documents.model import (
    Block,
    Cell,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    plain,
)
from quality_desktop.writers.grid import place
from quality_desktop.writers.measures import (
    balanced,
    heading_runs,
    leads_on,
    rows_kept,
    stays_whole,
    table_leads_on,
)
from quality_desktop.writers.styles import STANDARD
from quality_desktop.writers.times import width_of

HEADING = "О совершенствовании муниципальных механизмов управления качеством образования в Ишимбайском районе"


def test_a_heading_is_cut_into_lines_of_like_length():
    lines = balanced(HEADING, width=500, size=14)
    assert lines == [
        "О совершенствовании муниципальных механизмов",
        "управления качеством образования в Ишимбайском районе",
    ]


def test_a_short_heading_keeps_its_one_line():
    assert balanced("О работе", width=500, size=14) == ["О работе"]


@given(text=st.text(alphabet="абвЖ №", max_size=200), width=st.floats(min_value=40, max_value=600))
def test_balancing_keeps_every_word(text: str, width: float):
    assert " ".join(balanced(text, width=width, size=14)) == text


@given(
    words=st.lists(st.text(alphabet="абвжФ", min_size=1, max_size=12), min_size=1, max_size=30),
    width=st.floats(min_value=200, max_value=600),
)
def test_a_balanced_line_is_wider_than_the_page_only_when_it_is_one_word(
    words: list[str], width: float
):
    for line in balanced(" ".join(words), width=width, size=14):
        assert " " not in line or width_of(line, size=14, is_bold=True) <= width


def test_a_heading_with_breaks_of_its_own_keeps_them():
    heading = Paragraph(style="heading", runs=plain("О работе\nшкол"))
    assert heading_runs(heading, width=500, profile=STANDARD) == (Run("О работе\nшкол"),)


def test_other_paragraphs_are_not_balanced():
    body = Paragraph(style="body", runs=plain(HEADING * 3))
    assert heading_runs(body, width=500, profile=STANDARD) == (Run(HEADING * 3),)


CLAUSE = Paragraph(style="clause", mark="5.", runs=plain("Ответственным исполнителям:"))
ITEM = Paragraph(style="item", mark="–", runs=plain("разработать программы;"))
CONTROL = Paragraph(style="clause", mark="6.", runs=plain("Контроль оставляю за собой."))
SIGNATURE = Signature(position="Начальник", name="О.Ю. Егорова")


def leads(paragraph: Paragraph, *following: Block) -> bool:
    return leads_on(paragraph, following, profile=STANDARD, width=510)


def test_a_clause_that_announces_its_items_goes_with_the_first_of_them():
    assert leads(CLAUSE, ITEM)
    assert not leads(CLAUSE)
    assert not leads(CLAUSE, CONTROL)
    assert not leads(CONTROL, ITEM)
    typed = Paragraph(style="body", runs=plain("– разработать программы;"))
    assert leads(Paragraph(style="body", runs=plain("Исполнителям:")), typed)


def test_a_single_line_before_the_signature_takes_the_paragraph_before_it_along():
    assert leads(CONTROL, CONTROL, SIGNATURE)
    long = Paragraph(style="clause", mark="7.", runs=plain("Контроль возложить на методиста " * 4))
    assert not leads(CONTROL, long, SIGNATURE)
    assert not leads(CONTROL, CONTROL, CONTROL, SIGNATURE)


def test_a_heading_a_line_and_a_signature_take_the_paragraph_before_them_along_unless_it_is_long():
    heading = Paragraph(style="subheading", mark="7.", runs=plain("Адресная помощь"))
    assert leads(ITEM, heading, CONTROL, SIGNATURE)
    assert leads(ITEM, heading, heading, CONTROL, SIGNATURE)
    assert not leads(ITEM, heading, CONTROL, CONTROL, SIGNATURE)
    assert not leads(ITEM, heading, SIGNATURE)
    long = Paragraph(
        style="body", runs=plain("По району отметки подтверждают отметки журнала. " * 25)
    )
    assert not leads(long, heading, CONTROL, SIGNATURE)


def test_a_small_table_goes_to_the_page_of_a_heading_a_line_and_a_signature():
    heading = Paragraph(style="subheading", mark="5.", runs=plain("Адресная помощь"))
    page = STANDARD.pages["portrait"]

    def leads_table(rows: int, *following: Block) -> bool:
        table = Table(widths=(1.0,), header=(line(),), rows=tuple([line()] * rows))
        return table_leads_on(table, following, page=page, profile=STANDARD)

    assert leads_table(2, heading, CONTROL, SIGNATURE)
    assert leads_table(1, heading, CONTROL, SIGNATURE)
    assert not leads_table(40, heading, CONTROL, SIGNATURE)
    assert not leads_table(2, heading, CONTROL)
    assert not leads_table(2, CONTROL, SIGNATURE)
    over = Row(cells=(*line(row_span=2).cells, *line().cells))
    spanned = Table(widths=(1.0, 1.0), header=(), rows=(over, line()))
    following = (heading, CONTROL, SIGNATURE)
    assert not table_leads_on(spanned, following, page=page, profile=STANDARD)


def whole(text: str, *, is_group: bool = False) -> bool:
    row = Row(
        cells=(Cell(paragraphs=(Paragraph(style="cell", runs=plain(text)),)),), is_group=is_group
    )
    (placed,) = place((row,), 1)
    return stays_whole(row, placed, widths=(100,), profile=STANDARD)


def test_a_short_row_stays_whole_and_a_high_row_does_not():
    assert whole("слово " * 10)
    assert not whole("слово " * 200)
    assert whole("слово " * 200, is_group=True)


def kept(*rows: Row) -> tuple[bool, ...]:
    table = Table(widths=(1.0,), header=(), rows=rows)
    return rows_kept(table, widths=(500.0,), page_height=700, profile=STANDARD)


def line(text: str = "Строка", *, row_span: int = 1) -> Row:
    paragraph = Paragraph(style="cell", runs=plain(text))
    return Row(cells=(Cell(paragraphs=(paragraph,), row_span=row_span),))


def test_a_small_table_is_not_divided():
    assert kept(*[line()] * 5) == (True,) * 4 + (False,)
    assert kept(line()) == (False,)
    assert kept() == ()


def test_in_a_long_table_neither_the_first_nor_the_last_row_stands_alone():
    assert kept(*[line()] * 40) == (True, *(False,) * 37, True, False)


def test_rows_that_may_be_split_and_cells_over_rows_are_left_as_they_are():
    high = line("слово " * 400)
    assert kept(line(), high, line(), line()) == (False, False, True, False)
    over = Row(cells=(*line(row_span=2).cells, *line().cells))
    table = Table(widths=(1.0, 1.0), header=(), rows=(over, line(), line()))
    found = rows_kept(table, widths=(250.0, 250.0), page_height=700, profile=STANDARD)
    assert found == (False, False, False)
