"""Everything about schools at risk as a workbook, read back as its user would open it."""

from datetime import date

import openpyxl
import pytest

from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.services.risk_schools import (
    risk,
    risk_board,
    risk_export,
    risk_heat,
    risk_lists,
    risk_years,
)
from quality_desktop.services.risk_schools.risk_rows import Work
from tests.services.risky import YEAR, fill, result, school_id, weak_and_strong

MATH = Work("vpr", "math", 5)


@pytest.fixture
def district(empty_district):
    past = [
        result("Б", 9, 20, year=YEAR - 1),
        result("Б", 9, 20, year=YEAR - 1, subject="russian"),
        result("А", 0, 20, year=YEAR - 1),
        result("В", 9, 20, year=YEAR - 1),
        result("В", 9, 20, year=YEAR - 1, subject="russian"),
    ]
    fill(empty_district, [*weak_and_strong(), *past])
    return empty_district


@pytest.fixture
def board(district):
    return risk_board.board(store=district, year=YEAR)


def rows_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_workbook_holds_every_view_with_its_figures(district, board, tmp_path):
    path = tmp_path / "риск.xlsx"
    risk_export.save(path=path, store=district, board=board, made=None)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "Список", "Основания", "Карта результатов", "Что, если", "Динамика", "Переходы",
    ]  # fmt: skip
    listed = {row[1]: row for row in rows_of(book["Список"])}
    assert listed["А"][2:8] == ["в списке", 2, 2, 14, 34, pytest.approx(100 * 14 / 34)]
    assert listed["В"][2:8] == ["нет данных", None, None, None, None, None]
    assert listed["Район"][5:8] == [15, 78, pytest.approx(100 * 15 / 78)]
    reasons = [row for row in rows_of(book["Основания"]) if row[1] == "А"]
    assert [row[5:8] for row in reasons] == [[9, 24, 37.5], [5, 10, 50]]


def test_decisions_and_comments_stand_beside_the_schools(district, board):
    terms = risk.terms(store=district, rule="low-2025")
    today = date(2025, 9, 1)
    risk_lists.make_draft(store=district, year=YEAR, terms=terms, today=today, rule="low-2025")
    made = risk_lists.view(store=district, year=YEAR)
    assert made is not None
    entry = next(row.entry for row in made.rows if row.entry.school == school_id("А"))
    risk_lists.set_comment(store=district, entry=entry.id, comment="Мало учеников", day=today)
    risk_lists.decide(store=district, entry=entry.id, is_listed=False, decision="закрыта")
    made = risk_lists.view(store=district, year=YEAR)
    sheet = risk_export.list_sheet(board, board.view, made)
    row = next(row for row in sheet.rows if row[1] == "А")
    assert row[-2:] == ("не включать: закрыта", "Мало учеников")
    other = next(row for row in sheet.rows if row[1] == "Б")
    assert other[-2] == "не решено"


def test_the_map_adds_pupils_up_and_leaves_unknown_results_out(board):
    found = risk_heat.heat_map(board.view)
    assert found.totals[MATH] == (10, 48)
    assert found.share(MATH) == pytest.approx(10 / 48)
    assert found.share(Work("vpr", "history", 5)) is None
    rows = {row.school.short_name: row for row in found.rows}
    assert not rows["В"].results
    assert rows["А"].results[MATH].low == 9


def test_years_tell_who_came_left_and_is_unknown(district):
    terms = risk.terms(store=district, rule="low-2025")
    found = risk_years.history(store=district, terms=terms)
    before, now = found.years
    assert not before.dynamics.is_compared
    assert now.dynamics.entered == {school_id("А")}
    assert now.dynamics.left == {school_id("Б")}
    assert now.dynamics.unknown == {school_id("В")}
    assert now.counts[Standing.NO_DATA] == 1
    assert found.of(school_id("В"), YEAR) is Standing.NO_DATA
    assert found.included(school_id("В")) == 1
    listed = [one.counts.get(Standing.INCLUDED, 0) for one in found.years]
    assert risk_export.history_sheet(found).totals == ("В списке", *listed)
    assert (now.transition.positive.part, now.transition.positive.all) == (1, 2)
