"""Appendices: what a table or a list shows when something is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.documents.appendices import cell_paragraphs
from quality_desktop.documents.model import Paragraph, Table
from quality_desktop.domain.directions import DirectionGroup, group_id
from quality_desktop.domain.programme import ActivityLine, CollectionMethod, Goal, Indicator, Task
from tests.documents.district import District, said


@pytest.fixture
def district() -> District:
    return District.sample()


def programme(district) -> list[Paragraph | Table]:
    blocks = district.compose().document.sections[3].blocks[2:]
    return [block for block in blocks if isinstance(block, Paragraph | Table)]


@given(st.lists(st.text("абв ё", min_size=1), min_size=1))
def test_every_line_of_a_text_is_a_paragraph_of_the_cell(lines):
    paragraphs = cell_paragraphs("\n".join(lines) + "\nх")
    assert [p.text for p in paragraphs] == [*(line.strip() for line in lines), "х"]


@pytest.mark.parametrize("mark", ["- ", "– ", "–\u00a0", "  - "])
def test_a_line_with_a_dash_is_an_item(mark):
    (first, second) = cell_paragraphs(f"Всего:\n{mark}школы")
    assert (first.style, first.mark) == ("cell", "")
    assert (second.style, second.mark, second.text) == ("cell-item", "–", "школы")


def test_a_dash_inside_a_line_is_no_item():
    (only,) = cell_paragraphs("школы – сады")
    assert only.style == "cell"


def test_an_empty_cell_has_one_paragraph_without_words():
    (only,) = cell_paragraphs("")
    assert only.runs == ()


def test_a_group_without_directions_has_no_row(district):
    before = said(district.compose().document)
    district.put(
        DirectionGroup(id=group_id("2020", "3"), edition=district.paper.edition, code="3", place=9)
    )
    assert said(district.compose().document) == before


def test_group_rows_span_the_table_and_stay_with_the_next(district):
    table = district.compose().document.sections[1].blocks[2]
    assert isinstance(table, Table)
    groups = [row for row in table.rows if row.is_group]
    assert [row.cells[0].column_span for row in groups] == [4, 4]
    assert [len(row.cells) for row in groups] == [1, 1]


def test_a_way_of_collecting_without_a_name_is_its_text_alone(district):
    district.change(district.one(CollectionMethod, name="РИС ГИА"), name="", text="Опрос школ")
    assert "Опрос школ" in [b.text for b in programme(district) if isinstance(b, Paragraph)]


def test_a_way_of_collecting_without_a_text_is_its_name_alone(district):
    district.change(district.one(CollectionMethod, name="РИС ГИА"), text="")
    assert "РИС ГИА" in [b.text for b in programme(district) if isinstance(b, Paragraph)]


def test_a_name_at_the_very_end_of_its_text_is_bold(district):
    district.change(district.one(CollectionMethod, name="РИС ГИА"), text="см. РИС ГИА")
    (found,) = [
        b for b in programme(district) if isinstance(b, Paragraph) and b.text.endswith("РИС ГИА")
    ]
    assert [(run.text, run.is_bold) for run in found.runs] == [
        ("РИС ГИА\u00a0– см. ", False),
        ("РИС ГИА", True),
    ]


@pytest.mark.parametrize(
    ("kind", "heading"), [(Goal, "Цели:"), (Task, "Задачи:"), (CollectionMethod, "Методы сбора:")]
)
def test_an_empty_list_of_a_programme_has_no_heading(district, kind, heading):
    district.drop(*district.all(kind))
    headings = [b.text for b in programme(district) if isinstance(b, Paragraph)]
    assert heading not in headings
    assert sum(text.endswith(":") for text in headings) == 2


def test_a_programme_without_lines_has_no_table(district):
    district.drop(*district.all(Indicator), *district.all(ActivityLine))
    assert not any(isinstance(block, Table) for block in programme(district))


def test_a_line_of_activity_stands_over_all_its_indicators(district):
    table = programme(district)[-1]
    assert isinstance(table, Table)
    spans = [row.cells[0].row_span for row in table.rows if len(row.cells) == 6]
    assert spans == [2, 3, 5]
    assert [len(row.cells) for row in table.rows] == [6, 4, 6, 4, 4, 6, 4, 4, 4, 4]


def test_a_name_in_a_table_is_never_broken_from_its_initials(district):
    table = district.compose().document.sections[1].blocks[2]
    assert isinstance(table, Table)
    assert table.rows[1].cells[2].paragraphs[0].text == "Мастрюкова\u00a0Л.И."


def test_nothing_printed_depends_on_the_order_of_records(district):
    turned = District(reversed(list(district.records())))
    assert turned.compose() == district.compose()
