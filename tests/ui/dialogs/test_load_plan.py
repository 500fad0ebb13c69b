"""The preview of a plan that is loaded."""

from __future__ import annotations

import pytest

from quality_desktop.domain.planning.ragged_rows import from_lines
from quality_desktop.domain.records import new_id
from quality_desktop.domain.roadmap import Roadmap
from quality_desktop.ui.dialogs.load_plan import LoadPlan
from quality_desktop.ui.dialogs.plan_preview import MOST_SHOWN
from quality_desktop.ui.scope import Scope

pytestmark = pytest.mark.gui

HEAD = ["№", "Мероприятие", "Сроки"]


@pytest.fixture
def dialog(environment, open_operations, empty_file, qtbot):
    found = LoadPlan(None, open_operations(empty_file), Scope(2024), environment)
    qtbot.addWidget(found)
    return found


def test_nothing_can_be_written_before_a_table_is_read(dialog):
    assert not dialog.apply.isEnabled()
    assert dialog.summary.text() == "Выберите файл с таблицей плана."
    dialog.tell("Файл повреждён.", is_refusal=True)
    assert not dialog.apply.isEnabled()


def test_one_of_several_tables_is_chosen(dialog):
    first = from_lines([HEAD, ["1.", "Съезд", "Май"]], "Таблица 1")
    second = from_lines([["Что", "Кто", "Когда"], ["Форум", "МОУО", "Июнь"]], "Таблица 2")
    dialog.take((first, second))
    assert dialog.shown.texts == [["1.", "Съезд", "Май"]]
    dialog.asked.which.setCurrentIndex(2)
    dialog.asked.which.activated.emit(2)
    assert [row[0] for row in dialog.shown.texts][-1] == "Форум"


def test_a_table_of_hundreds_of_rows_is_shown_in_part_and_counted_whole(dialog):
    rows = [[f"{n}.", f"Дело {n}", "Май"] for n in range(1, MOST_SHOWN + 10)]
    dialog.take((from_lines([HEAD, *rows]),))
    assert len(dialog.shown.texts) == MOST_SHOWN
    assert f"Показаны первые {MOST_SHOWN}" in dialog.summary.text()
    assert dialog.apply.text() == f"Загрузить {MOST_SHOWN + 9} строк"


def test_pasted_dates_are_judged_by_the_year_of_the_plan_they_are_added_to(
    environment, open_operations, empty_file, qtbot
):
    """A plan «на 2026-2027 учебный год» has its own January in 2027, and ends after it begins."""
    into = Roadmap(id=new_id(), title="План на 2026-2027 учебный год", year=2026)
    rows = [["1.", "Курсы", "октябрь – март"], ["2.", "Сбор", "15.01.2027"]]
    table = from_lines([HEAD, *rows])
    found = LoadPlan(
        None, open_operations(empty_file), Scope(2026), environment, into=into, tables=(table,)
    )
    qtbot.addWidget(found)
    assert found.asked.is_added
    assert found.preview.problems == ()
    found.asked.add.click()
    assert not found.asked.add.isChecked()
    assert len(found.preview.problems) == 2
