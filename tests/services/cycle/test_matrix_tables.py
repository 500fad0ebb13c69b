"""A matrix read from a table of an order."""

from __future__ import annotations

import pytest

from quality_desktop import paths
from quality_desktop.domain.directions import Direction, edition_id
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.planning.table_reading import SourceTable
from quality_desktop.domain.records import new_id
from quality_desktop.domain.responsibility import Role
from quality_desktop.services.cycle import matrix_tables, responsibility
from quality_desktop.services.cycle.matrix_tables import MatrixColumn
from quality_desktop.services.office.party_names import read_parties
from quality_desktop.services.paperwork import printing
from quality_desktop.services.roadmaps.table_sources import read_file

HEAD = ("№", "Направление", "Координатор", "Ответственные исполнители", "Муниципальный оператор")
DIRECTIONS = tuple(
    Direction(id=new_id(), group=new_id(), code=code, title=title)
    for code, title in (("1.1", "Оценка качества подготовки"), ("1.2", "Работа со школами"))
)


def read(*rows: tuple[str, ...], **facts: object) -> matrix_tables.MatrixReading:
    table = SourceTable(name="", rows=(HEAD, *rows), **facts)  # type: ignore[arg-type]
    return matrix_tables.read(table, matrix_tables.proposed(table), DIRECTIONS)


def said(found: matrix_tables.MatrixReading) -> list[tuple[str, Role, str]]:
    codes = {direction.id: direction.code for direction in DIRECTIONS}
    return [(codes[cell.direction], cell.role, cell.text) for cell in found.cells]


def test_the_matrix_of_our_own_order_comes_back_unchanged(district, tmp_path):
    bundled = paths.bundled()
    folders = printing.Folders(
        wording=bundled.wording,
        reference=bundled.reference,
        language=bundled.language,
        fonts=bundled.fonts,
    )
    paper = district.all(Paper)[0].id
    (path,) = printing.write(
        store=district, paper=paper, folder=tmp_path, formats=["docx"], folders=folders
    ).files
    tables = read_file(path=path)
    table = tables[matrix_tables.best_table(tables)]
    view = responsibility.view(store=district, edition=edition_id("2020"))
    lines = {line.direction.id: line for line in view.matrix.lines}
    found = matrix_tables.read(
        table, matrix_tables.proposed(table), [line.direction for line in lines.values()]
    )
    assert found.problems == ()
    assert {cell.direction for cell in found.cells} == set(lines)
    for cell in found.cells:
        stored = responsibility.parties_of(lines[cell.direction].cell(cell.role).assignments)
        reading = read_parties(cell.text, view.choices)
        assert (reading.reason, set(reading.parties)) == ("", set(stored))


def test_rows_are_found_by_number_or_title_and_go_on_over_pages():
    found = read(
        ("1. Механизмы", "", "", "", ""),
        ("1.1.", "любое название", "Иванова А.П.", "", ""),
        HEAD,
        ("", "", "", "Петрова Б.В.", ""),
        ("", "Работа  со школами", "", "Сидоров В.Г.", "РЦОКИО"),
    )
    assert said(found) == [
        ("1.1", Role.COORDINATOR, "Иванова А.П."),
        ("1.1", Role.EXECUTOR, "Петрова Б.В."),
        ("1.2", Role.EXECUTOR, "Сидоров В.Г."),
        ("1.2", Role.OPERATOR, "РЦОКИО"),
    ]
    assert found.problems == ()


def test_a_cell_joined_over_directions_holds_for_each():
    found = read(
        ("1.1", "", "Иванова А.П.", "", ""),
        ("1.2", "", "", "", ""),
        below=frozenset({(2, 2)}),
    )
    assert [cell[2] for cell in said(found)] == ["Иванова А.П."] * 2


def test_a_direction_that_is_not_there_is_told():
    found = read(("9.9", "Чужое", "Иванова А.П.", "", ""), ("", "", "Петрова Б.В.", "", ""))
    assert found.cells == ()
    assert [problem.text for problem in found.problems] == [
        "Строка 2 таблицы: направления «9.9» в матрице нет, строка не взята."
    ]


@pytest.mark.parametrize("headings", [HEAD, ("Раздел", "Координатор")])
def test_headings_tell_the_columns(headings):
    table = SourceTable(name="", rows=(headings,))
    found = matrix_tables.proposed(table)
    assert MatrixColumn.COORDINATOR in found
    assert MatrixColumn.DIRECTION in found


def test_a_table_without_headings_has_the_usual_order():
    table = SourceTable(name="", rows=(("1.1", "Оценка", "Иванова А.П."),))
    assert matrix_tables.proposed(table) == (
        MatrixColumn.NUMBER,
        MatrixColumn.DIRECTION,
        MatrixColumn.COORDINATOR,
    )
    assert matrix_tables.head_row(table) is None
