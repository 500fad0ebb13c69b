"""Plans as they are shown, and their rows as they are edited."""

from __future__ import annotations

from datetime import date

import pytest

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow, RoadmapSection
from quality_desktop.services.office import kept_files
from quality_desktop.services.roadmaps import next_year, plans, printing, rows
from quality_desktop.services.roadmaps.rows import CellText
from quality_desktop.sheets.reader import read_book


@pytest.fixture
def store(empty_district):
    return empty_district


def seen(store, plan):
    """The plan as it is now."""
    view = plans.view(store=store, roadmap=plan)
    assert view is not None
    return view


def shown(store, plan):
    """Section, number and title of every row."""
    view = seen(store, plan)
    return [
        ("" if part.section is None else part.section.title, row.number, row.record.title)
        for part in view.parts
        for row in part.rows
    ]


def row_called(store, title):
    return next(row for row in store.all(RoadmapRow) if row.title == title).id


def test_rows_stand_in_their_sections_and_are_counted_through(store, plan):
    assert shown(store, plan) == [
        ("", "1.", "Съезд руководителей"),
        ("", "2.", "Сессия агломерации"),
        ("Обучение", "3.", "Курсы"),
    ]


def test_dates_are_understood_and_a_wrong_year_is_told(store, plan):
    view = seen(store, plan)
    assert [row.dates.printed for row in view.rows] == [
        "19 февраля 2018 г.",
        "май 2018 г., август 2018 г.",
        "март – октябрь 2017 г.",
    ]
    (problem,) = view.problems
    assert problem.text.startswith("Строка 3: срок «март – октябрь 2017 г.» не в году плана")
    assert problem.place == f"roadmap_row:{view.rows[2].record.id}:dates"


def test_a_row_knows_whether_it_is_of_this_month_and_overdue(store, plan):
    first, second, _ = seen(store, plan).rows
    assert [row.is_in_month(date(2018, 5, 31)) for row in (first, second)] == [False, True]
    assert first.is_overdue(date(2018, 2, 20))
    assert not first.is_overdue(date(2018, 2, 19))
    rows.mark(store=store, rows=[first.record.id], progress="done", on=date(2018, 2, 19))
    done = seen(store, plan).rows[0]
    assert (done.record.done_on, done.is_overdue(date(2019, 1, 1))) == (date(2018, 2, 19), False)
    rows.mark(store=store, rows=[first.record.id], progress="running")
    assert store.get(RoadmapRow, first.record.id).done_on is None


def test_empty_cells_are_told(store, plan):
    rows.add_row(store=store, roadmap=plan)
    texts = [problem.text for problem in seen(store, plan).problems[1:]]
    assert texts == [
        "Строка 4: впишите мероприятие или удалите строку.",
        "Строка 4: срок не указан.",
        "Строка 4: исполнитель не указан.",
    ]


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
    rows.name_section(store=store, section=key, title="Сборы")
    rows.remove_section(store=store, section=key)
    assert [section for section, _, _ in shown(store, plan)] == ["", "Обучение", "Обучение"]


def test_the_next_year_has_the_same_work_with_moved_dates(store, plan):
    rows.mark(store=store, rows=[row_called(store, "Курсы")], progress="done")
    rows.mark(store=store, rows=[row_called(store, "Сессия агломерации")], progress="cancelled")
    key = new_id()
    next_year.copy(store=store, roadmap=plan, year=2019, key=key)
    assert store.get(Roadmap, key).title == "Дорожная карта на 2019 год"
    copied = seen(store, key).rows
    assert [(row.record.dates, row.record.progress) for row in copied] == [
        ("19 февраля", "planned"),
        ("Март-октябрь 2018 г.", "planned"),
    ]
    assert copied[1].record.source == row_called_in(store, plan, "Курсы")
    with pytest.raises(QualityError, match="другой год"):
        next_year.copy(store=store, roadmap=plan, year=2018)
    plans.remove(store=store, roadmap=plan)
    assert seen(store, key).rows[1].record.source is None
    assert [one.year for one in plans.ordered(store=store)] == [2019]


def row_called_in(store, plan, title):
    return next(r.id for r in store.all(RoadmapRow, roadmap=plan) if r.title == title)


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


def test_a_plan_is_exported_with_its_progress(store, plan, tmp_path):
    path = printing.export(store=store, roadmap=plan, path=tmp_path / "план.xlsx")
    (sheet,) = read_book(path).sheets
    cells = [value for row in sheet.rows for value in row if value]
    assert {"Май Август", "май 2018 г., август 2018 г.", "запланировано", "Обучение"} <= set(cells)


def test_a_file_is_kept_beside_a_row_and_taken_out_again(store, plan, tmp_path):
    key = row_called(store, "Курсы")
    proof = tmp_path / "Справка № 5.pdf"
    proof.write_bytes(b"%PDF-1.4 proof")
    kept_files.keep(store=store, owner="row", record=key, path=proof)
    kept_files.keep(
        store=store, owner="row", record=row_called(store, "Съезд руководителей"), path=proof
    )
    (kept,) = kept_files.of_record(store=store, owner="row", record=key)
    assert (kept.name, kept.size) == ("Справка № 5.pdf", 14)
    assert len(seen(store, plan).rows[2].files) == 1
    target = kept_files.take_out(
        store=store, attachment=kept.attachment.id, folder=tmp_path / "out"
    )
    assert (target.name, target.read_bytes()) == ("Справка № 5.pdf", b"%PDF-1.4 proof")
    kept_files.remove(store=store, attachment=kept.attachment.id)
    assert kept_files.of_record(store=store, owner="row", record=key) == ()
    rows.remove(store=store, rows=[key])
    assert [row.number for row in seen(store, plan).rows] == ["1.", "2."]


def test_a_file_that_cannot_be_kept_is_refused(store, plan, tmp_path, monkeypatch):
    key = row_called(store, "Курсы")
    empty = tmp_path / "пусто.pdf"
    empty.touch()
    with pytest.raises(QualityError, match="пуст"):
        kept_files.keep(store=store, owner="row", record=key, path=empty)
    with pytest.raises(QualityError, match="не читается"):
        kept_files.keep(store=store, owner="row", record=key, path=tmp_path / "нет.pdf")
    empty.write_bytes(b"123456")
    monkeypatch.setattr(kept_files, "MOST_BYTES", 5)
    with pytest.raises(QualityError, match="больше"):
        kept_files.keep(store=store, owner="row", record=key, path=empty)


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
