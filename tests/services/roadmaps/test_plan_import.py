"""Plans read from papers of other offices and from our own."""

from __future__ import annotations

import zipfile

import pytest

from quality_desktop import paths
from quality_desktop.domain.errors import FileRefusedError, QualityError
from quality_desktop.domain.planning.columns import Column
from quality_desktop.domain.records import new_id
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow, RoadmapSection
from quality_desktop.services.roadmaps import plan_import, printing
from quality_desktop.services.roadmaps.table_sources import read_clipboard, read_file
from tests.services.roadmaps.plan_views import seen

PAGE = """<html><style>td {color: red}</style><table>
<tr><td>№ п/п</td><td>Мероприятие</td><td>Ответственные</td><td>Срок</td></tr>
<tr><td colspan=4><p>Организационные меры</p></td></tr>
<tr><td>1</td><td><p>Съезд</p><p>руководителей</p></td><td rowspan=2>РЦОКИО</td><td>Май<br>Август</td></tr>
<tr><td>2</td><td>Форум</td><td>Декабрь</td></tr></table></html>"""


@pytest.fixture
def store(empty_district):
    return empty_district


def rows_of(store, plan):
    view = seen(store, plan)
    fields = ("number", "title", "participants", "executors", "dates", "expected")
    return [
        (
            "" if part.section is None else part.section.title,
            *(getattr(row.record, field) for field in fields),
        )
        for part in view.parts
        for row in part.rows
    ]


@pytest.fixture
def paper(store, plan, tmp_path):
    """Our own DOCX of the plan."""
    fonts = paths.bundled().fonts
    (path,) = printing.write(
        store=store, roadmap=plan, folder=tmp_path, formats=["docx"], fonts=fonts
    )
    return path


def test_our_own_paper_comes_back_equal(store, plan, paper):
    tables = read_file(path=paper)
    preview = plan_import.preview(tables=tables, year=2000)
    assert (preview.title, preview.year) == ("Дорожная карта на 2018 год", 2018)
    assert preview.count == 3
    again = new_id()
    plan_import.save(store=store, preview=preview, key=again)
    assert rows_of(store, again) == rows_of(store, plan)
    assert store.get(Roadmap, again).columns == ""
    assert store.undo_intent() == "Загрузка плана: строк 3"
    store.undo()
    assert store.get(Roadmap, again) is None


def test_a_page_of_word_is_read_with_its_joined_cells(store):
    tables = read_clipboard(html=PAGE, lines=[])
    preview = plan_import.preview(tables=tables, year=2024)
    key = new_id()
    plan_import.save(store=store, preview=preview, key=key)
    assert rows_of(store, key) == [
        ("Организационные меры", "", "Съезд\nруководителей", "", "РЦОКИО", "Май\nАвгуст", ""),
        ("Организационные меры", "", "Форум", "", "РЦОКИО", "Декабрь", ""),
    ]
    assert store.get(Roadmap, key).columns == "№ п/п\nМероприятие\nОтветственные\nСрок"


def test_rows_are_added_to_a_plan_and_go_on_counting(store, plan):
    preview = plan_import.preview(tables=read_clipboard(html=PAGE, lines=[]), year=2018)
    plan_import.save(store=store, preview=preview, into=plan)
    view = seen(store, plan)
    assert [row.number for row in view.rows] == ["1.", "2.", "3.", "4.", "5."]


def test_columns_can_be_said_otherwise(store):
    tables = read_clipboard(html="", lines=[["Съезд", "о чём", "Май"], ["Форум", "", "Июнь"]])
    preview = plan_import.preview(
        tables=tables, year=2024, mapped=(Column.TITLE, None, Column.DATES), title="План"
    )
    assert [row.text(Column.DATES) for row in preview.plan.rows] == ["Май", "Июнь"]
    without = plan_import.preview(tables=tables, year=2024, mapped=(None, None, Column.DATES))
    assert "Столбец с мероприятием не указан" in without.problems[0].text


def test_problems_name_the_row_of_the_table():
    html = PAGE.replace("Декабрь", "когда выйдет")
    preview = plan_import.preview(tables=read_clipboard(html=html, lines=[]), year=2024)
    assert preview.problems[-1].text.startswith(
        "Строка 4 таблицы: в сроках не понято «когда выйдет»"
    )


def test_a_column_that_is_not_loaded_is_told_with_what_it_holds():
    lines = [
        ["№", "Мероприятие", "Сроки", "Финансирование", "Примечание"],
        ["1", "Съезд", "Май", "1 500 000,5", ""],
        ["2", "Форум", "Июнь", "0", ""],
    ]
    tables = read_clipboard(html="", lines=lines)
    preview = plan_import.preview(tables=tables, year=2024)
    [problem] = preview.problems
    assert problem.text.startswith(
        "Столбец «Финансирование» не будет загружен, заполнено строк: 2."
    )
    taken = (Column.NUMBER, Column.TITLE, Column.DATES, Column.EXPECTED, None)
    assert plan_import.preview(tables=tables, year=2024, mapped=taken).problems == ()


def test_nothing_is_written_when_there_is_nothing(store):
    with pytest.raises(QualityError, match="Строк плана в таблице нет"):
        plan_import.save(store=store, preview=plan_import.preview(tables=[], year=2024))
    assert store.all(RoadmapRow) == store.all(RoadmapSection) == ()
    assert read_clipboard(html="<p>текст</p>", lines=[["текст"]]) == ()


def test_a_text_of_word_is_judged_like_a_workbook(tmp_path, paper):
    harmful = tmp_path / "опасный.docx"
    parts = {}
    with zipfile.ZipFile(paper) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    declared = parts | {
        "word/document.xml": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"
    }
    bomb = parts | {"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}
    macros = parts | {"word/vbaProject.bin": b"x"}
    deep = parts | {"word/document.xml": b"<a>" * 5000 + b"</a>" * 5000}
    for content, reason in (
        (declared, "DTD"),
        (bomb, "сжата"),
        (macros, "макрос"),
        (deep, "необычно"),
    ):
        with zipfile.ZipFile(harmful, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in content.items():
                archive.writestr(name, data)
        with pytest.raises(FileRefusedError, match=reason):
            read_file(path=harmful)
