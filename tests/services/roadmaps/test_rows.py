"""Rows and sections of a plan as they are edited."""

from __future__ import annotations

from datetime import date

import pytest

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.domain.roadmap import RoadmapRow, RoadmapSection
from quality_desktop.services.roadmaps import plans, rows
from quality_desktop.services.roadmaps.rows import CellText
from tests.services.roadmaps.plan_views import row_called, seen, shown


@pytest.fixture
def store(empty_district):
    return empty_district


def test_a_number_that_is_counted_anyway_is_not_kept(store, plan):
    key = row_called(store, "Курсы")
    rows.write(store=store, cells=[CellText(row=key, field="number", text="3")])
    assert store.get(RoadmapRow, key).number == ""
    rows.write(store=store, cells=[CellText(row=key, field="number", text="2")])
    assert "такой номер уже есть" in str(seen(store, plan).problems)


def test_a_row_is_dragged_between_sections_and_undone(store, plan):
    section = store.all(RoadmapSection)[0].id
    key, before = row_called(store, "Съезд руководителей"), row_called(store, "Курсы")
    rows.move(store=store, roadmap=plan, rows=[key], section=section, before=before)
    assert shown(store, plan) == [
        ("", "1.", "Сессия агломерации"),
        ("Обучение", "2.", "Съезд руководителей"),
        ("Обучение", "3.", "Курсы"),
    ]
    assert store.undo_intent() == "Перенос строки"
    store.undo()
    assert shown(store, plan)[0][2] == "Съезд руководителей"


def test_several_rows_move_together_and_one_moved_before_itself_stays(store, plan):
    first, second = (
        row_called(store, "Съезд руководителей"),
        row_called(store, "Сессия агломерации"),
    )
    section = store.all(RoadmapSection)[0].id
    assert not rows.move(store=store, roadmap=plan, rows=[first], section=None, before=first)
    rows.move(store=store, roadmap=plan, rows=[first, second], section=section, before=None)
    assert [title for _, _, title in shown(store, plan)] == [
        "Курсы",
        "Съезд руководителей",
        "Сессия агломерации",
    ]


def test_a_new_row_stands_after_the_chosen_one(store, plan):
    rows.add_row(store=store, roadmap=plan, after=row_called(store, "Съезд руководителей"))
    assert [number for _, number, title in shown(store, plan) if not title] == ["2."]


def test_a_section_takes_the_rows_under_it_and_gives_them_back(store, plan):
    key = new_id()
    rows.add_section(
        store=store, roadmap=plan, title="Встречи", key=key,
        after=row_called(store, "Съезд руководителей"),
    )  # fmt: skip
    assert [section for section, _, _ in shown(store, plan)] == ["", "Встречи", "Обучение"]
    rows.move_section(store=store, section=key, step=1)
    assert [section for section, _, _ in shown(store, plan)] == ["", "Обучение", "Встречи"]
    rows.write(store=store, cells=[rows.CellText(row=key, field="section", text=" Сборы ")])
    assert [section for section, _, _ in shown(store, plan)] == ["", "Обучение", "Сборы"]
    rows.remove_section(store=store, section=key)
    assert [section for section, _, _ in shown(store, plan)] == ["", "Обучение", "Обучение"]


def test_what_is_gone_is_refused_and_what_is_already_gone_changes_nothing(store, plan):
    lost = new_id()
    with pytest.raises(QualityError, match="удалили"):
        rows.write(store=store, cells=[CellText(row=lost, field="title", text="x")])
    with pytest.raises(QualityError, match="удалили"):
        plans.change(store=store, roadmap=lost, title="x")
    with pytest.raises(QualityError, match="состояния"):
        rows.mark(store=store, rows=[row_called(store, "Курсы")], progress="lost")
    assert not plans.remove(store=store, roadmap=lost)
    assert not rows.remove_section(store=store, section=lost)
    assert plans.view(store=store, roadmap=lost) is None


def test_all_that_is_said_of_a_row_is_one_step(store, plan):
    key = row_called(store, "Курсы")
    day = date(2018, 10, 1)
    rows.describe(
        store=store, row=key, progress="done", done_on=day, note="Обучены 12", proof="приказ № 5"
    )
    row = store.get(RoadmapRow, key)
    assert (row.progress, row.done_on, row.progress_note, row.proof) == (
        "done",
        day,
        "Обучены 12",
        "приказ № 5",
    )
    rows.mark(store=store, rows=[key], progress="done")
    assert store.get(RoadmapRow, key).done_on == day
    cells = [
        CellText(row=key, field="progress", text="running"),
        CellText(row=key, field="dates", text=" Май \n"),
        CellText(row=store.all(RoadmapSection)[0].id, field="section", text="Учёба"),
    ]
    rows.write(store=store, cells=cells, intent="вставка")
    changed = store.get(RoadmapRow, key)
    assert (changed.progress, changed.done_on, changed.dates) == ("running", None, "Май")
    assert shown(store, plan)[2][0] == "Учёба"
    store.undo()
    assert store.get(RoadmapRow, key) == row
