"""A plan on its way out."""

from __future__ import annotations

import pytest

from quality_desktop.services.roadmaps import printing
from quality_desktop.sheets.reader import read_book


@pytest.fixture
def store(empty_district):
    return empty_district


def test_a_plan_is_exported_with_its_progress(store, plan, tmp_path):
    path = printing.export(store=store, roadmap=plan, path=tmp_path / "план.xlsx")
    (sheet,) = read_book(path).sheets
    cells = [value for row in sheet.rows for value in row if value]
    assert {"Май Август", "май 2018 г., август 2018 г.", "запланировано", "Обучение"} <= set(cells)
