"""Where page breaks fall, told without a PDF: pieces are laid out first and drawn afterwards."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.writers.lines import Line
from quality_desktop.writers.pdf_flow import Gap, TextBlock
from quality_desktop.writers.pdf_pages import Page, Paginator
from quality_desktop.writers.pdf_tables import Box, Grid, GridLook, GridRow
from quality_desktop.writers.styles import POINTS_PER_MM, PageSetup

LEADING = 10.0
LINES = 20  # lines on a page
SETUP = PageSetup(
    width=100, height=LINES * LEADING / POINTS_PER_MM, left=0, right=0, top=0, bottom=0
)
LOOK = GridLook(top_padding=0, bottom_padding=0, rule=0.5)


def text(*words: str, is_kept_with_next: bool = False) -> TextBlock:
    lines = tuple(Line(((word, "Regular"),), 1.0, 0, False, 0.0, 50.0) for word in words)
    return TextBlock(
        lines=lines, size=9, leading=LEADING, align="left", is_kept_with_next=is_kept_with_next
    )


def numbered(count: int, name: str = "") -> TextBlock:
    return text(*(f"{name}{index}" for index in range(count)))


def signature() -> Grid:
    rows = (GridRow(boxes=(Box(blocks=(text("подпись"),), column=0),), is_whole=True),)
    return Grid(widths=(50,), rows=rows, look=GridLook(), page_height=200, is_tied_to_text=True)


def row(
    *cells: TextBlock, is_whole: bool = False, is_group: bool = False, spans: tuple[int, ...] = ()
) -> GridRow:
    boxes = tuple(
        Box(blocks=(block,), column=column, row_span=spans[column] if spans else 1)
        for column, block in enumerate(cells)
    )
    return GridRow(boxes=boxes, is_whole=is_whole, is_group=is_group)


def table(*rows: GridRow, header: tuple[GridRow, ...] = (), columns: int = 1) -> Grid:
    return Grid(
        widths=(50,) * columns,
        header=header,
        rows=rows,
        look=LOOK,
        page_height=LINES * LEADING,
    )


def filled(*flows: TextBlock | Grid | Gap, foot: TextBlock | None = None) -> list[Page]:
    paginator = Paginator(SETUP)
    paginator.fill(flows, foot)
    return paginator.pages


def words_of(page: Page, *, with_headers: bool = True) -> list[str]:
    return [word for placed in page.flows for word in _words(placed.flow, with_headers)]


def _words(flow: object, with_headers: bool) -> Iterator[str]:
    if isinstance(flow, TextBlock):
        yield from ("".join(part for part, _face in line.chunks) for line in flow.lines)
    if isinstance(flow, Grid):
        for each in (*(flow.header if with_headers else ()), *flow.rows):
            for box in each.boxes:
                for block in box.blocks:
                    yield from _words(block, with_headers)


def test_a_paragraph_flows_over_the_page_break():
    pages = filled(numbered(25))
    assert [len(words_of(page)) for page in pages] == [20, 5]


def test_a_single_line_is_left_on_neither_side_of_a_page_break():
    assert [len(words_of(page)) for page in filled(numbered(21))] == [19, 2]
    assert [len(words_of(page)) for page in filled(numbered(19), numbered(4))] == [19, 4]


def test_a_heading_goes_with_what_follows():
    heading = text("заголовок", is_kept_with_next=True)
    pages = filled(numbered(18), heading, numbered(5))
    assert words_of(pages[1])[0] == "заголовок"


def test_a_heading_before_a_long_table_takes_the_header_and_the_first_row_with_it():
    heading = text("заголовок", is_kept_with_next=True)
    rows = tuple(row(numbered(3, f"{index}-"), is_whole=True) for index in range(10))
    pages = filled(numbered(14), heading, table(*rows, header=(row(text("шапка"), is_whole=True),)))
    assert words_of(pages[0])[-5:] == ["заголовок", "шапка", "0-0", "0-1", "0-2"]
    assert words_of(pages[1])[0] == "шапка"


def test_a_signature_takes_two_lines_of_the_text_with_it():
    pages = filled(numbered(20), Gap(height=30, is_tied_to_text=True), signature())
    assert words_of(pages[1]) == ["18", "19", "подпись"]


def test_a_short_last_paragraph_goes_whole_with_the_signature():
    pages = filled(
        numbered(16, "а"), numbered(3, "б"), Gap(height=30, is_tied_to_text=True), signature()
    )
    assert words_of(pages[1]) == ["б0", "б1", "б2", "подпись"]


def test_a_heading_goes_with_the_short_last_paragraph_to_the_signature():
    heading = text("заголовок", is_kept_with_next=True)
    ends = (Gap(height=30, is_tied_to_text=True), signature())
    pages = filled(numbered(14, "а"), heading, numbered(4, "б"), *ends)
    assert words_of(pages[1]) == ["заголовок", "б0", "б1", "б2", "б3", "подпись"]


def test_a_signature_that_fits_stays_on_the_page():
    pages = filled(numbered(16), Gap(height=30, is_tied_to_text=True), signature())
    assert len(pages) == 1


def test_the_executor_stands_at_the_foot_of_the_last_page():
    (page,) = filled(numbered(3), foot=text("исполнитель"))
    assert page.flows[-1].top == pytest.approx((LINES - 1) * LEADING)


def test_the_executor_keeps_the_signature_and_its_text_on_one_page():
    pages = filled(
        numbered(16), Gap(height=30, is_tied_to_text=True), signature(), foot=text("а", "б")
    )
    assert words_of(pages[1]) == ["14", "15", "подпись", "а", "б"]


def test_the_header_of_a_table_is_repeated_on_every_page():
    rows = tuple(row(text(str(index))) for index in range(40))
    pages = filled(table(*rows, header=(row(text("шапка"), is_whole=True),)))
    assert len(pages) == 3
    assert [words_of(page)[0] for page in pages] == ["шапка"] * 3
    body = [word for page in pages for word in words_of(page, with_headers=False)]
    assert body == [str(index) for index in range(40)]


def test_a_header_as_high_as_the_page_is_not_repeated():
    header = (row(numbered(15, "шапка"), is_whole=True),)
    pages = filled(table(*(row(text(str(index))) for index in range(30)), header=header))
    assert len(pages) == 3
    assert [words_of(page).count("шапка0") for page in pages] == [1, 0, 0]


def test_a_row_higher_than_three_pages_is_cut_between_lines():
    pages = filled(table(row(numbered(70))))
    assert [word for page in pages for word in words_of(page)] == [
        str(index) for index in range(70)
    ]
    assert len(pages) == 4


def test_lines_of_a_cell_part_one_by_one_but_those_of_a_paragraph_in_twos():
    cell = replace(numbered(3, "a"), together=1)
    beside = replace(numbered(3, "b"), together=1)
    pages = filled(numbered(LINES - 3), table(row(cell, beside), columns=2))
    assert words_of(pages[0])[LINES - 3 :] == ["a0", "a1", "b0", "b1"]
    assert words_of(pages[1]) == ["a2", "b2"]
    pages = filled(numbered(LINES - 2), numbered(3, "a"))
    assert words_of(pages[1]) == ["a0", "a1", "a2"]


def test_a_short_row_is_not_split():
    pages = filled(table(row(numbered(15, "а")), row(numbered(8, "б"), is_whole=True)))
    assert words_of(pages[1])[0] == "б0"


def test_a_group_row_is_not_left_at_the_foot():
    rows = (
        row(numbered(17)),
        row(text("группа"), is_whole=True, is_group=True),
        row(numbered(4, "в"), is_whole=True),
    )
    pages = filled(table(*rows))
    assert words_of(pages[1])[0] == "группа"


def test_rows_kept_together_go_to_the_next_page_together():
    rows = [row(text(name), is_whole=True) for name in "абв"]
    kept = [replace(rows[0], is_kept=True), replace(rows[1], is_kept=True), rows[2]]
    pages = filled(numbered(17), table(*kept))
    assert [words_of(page)[-1] for page in pages] == ["16", "в"]
    assert words_of(pages[1]) == ["а", "б", "в"]
    assert words_of(filled(numbered(17), table(*rows))[1]) == ["в"]


def test_a_signature_takes_the_last_rows_of_a_table_with_it():
    rows = [row(text(str(number)), is_whole=True) for number in range(18)]
    rows[16] = replace(rows[16], is_kept=True)
    pages = filled(table(*rows), Gap(height=10, is_tied_to_text=True), signature())
    assert words_of(pages[1]) == ["16", "17", "подпись"]


def test_a_cell_over_several_rows_is_divided_with_them():
    rows = (
        row(numbered(12, "а"), text("1"), spans=(3, 1)),
        GridRow(boxes=(Box(blocks=(numbered(9, "2-"),), column=1),)),
        GridRow(boxes=(Box(blocks=(text("3"),), column=1),)),
    )
    grid = table(*rows, columns=2)
    head, rest = grid.split(8 * LEADING, is_forced=False)
    assert isinstance(head, Grid)
    assert isinstance(rest, Grid)
    assert [box.row_span for box in head.rows[0].boxes] == [2, 1]
    assert [box.row_span for box in rest.rows[0].boxes] == [2, 1]
    assert sorted([*_words(head, False), *_words(rest, False)]) == sorted(_words(grid, False))


heights = st.integers(min_value=1, max_value=45)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Tables of two columns whose first column may reach over several rows."""
    rows: list[GridRow] = []
    number = 0
    while len(rows) < 12 and draw(st.integers(0, 8)):
        span = draw(st.integers(1, 4))
        for index in range(span):
            number += 1
            own = Box(blocks=(numbered(draw(heights), f"п{number}-"),), column=1)
            left = Box(blocks=(numbered(draw(heights), f"л{number}-"),), column=0, row_span=span)
            rows.append(
                GridRow(
                    boxes=(left, own) if index == 0 else (own,),
                    is_whole=draw(st.booleans()),
                    is_group=draw(st.integers(0, 9)) == 0,
                )
            )
    header = (row(text("шапка"), text("шапка"), is_whole=True),) if draw(st.booleans()) else ()
    return table(*rows, header=header, columns=2)


@given(
    flows=st.lists(
        st.one_of(
            grids(), heights.map(lambda count: numbered(count, "т")), st.just(Gap(height=12))
        ),
        max_size=5,
    ),
    is_signed=st.booleans(),
)
def test_nothing_is_lost_and_nothing_hangs_over_the_foot_of_a_page(
    flows: list[TextBlock | Grid | Gap], is_signed: bool
):
    ends: list[TextBlock | Grid | Gap] = (
        [Gap(height=30, is_tied_to_text=True), signature()] if is_signed else []
    )
    everything = [*flows, *ends]
    pages = filled(*everything)
    expected = sorted(word for flow in everything for word in _words(flow, False))
    assert sorted(word for page in pages for word in words_of(page, with_headers=False)) == expected
    for page in pages:
        for placed in page.flows:
            assert placed.top + placed.flow.height <= LINES * LEADING + 1
