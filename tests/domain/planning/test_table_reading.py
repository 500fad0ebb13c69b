"""Tables of papers read as plans."""

from __future__ import annotations

from quality_desktop.domain.planning.columns import Column
from quality_desktop.domain.planning.ragged_rows import from_lines
from quality_desktop.domain.planning.table_reading import (
    ReadPlan,
    Sort,
    SourceTable,
    head_row,
    proposed,
    read,
    same_columns,
)

HEAD = ("№ п/п", "Наименование мероприятия", "Исполнители", "Сроки")


def table(*rows: tuple[str, ...], **facts: object) -> SourceTable:
    return SourceTable(name="Таблица 1", rows=(HEAD, *rows), **facts)  # type: ignore[arg-type]


def plan(found: SourceTable) -> ReadPlan:
    return read(found, proposed(found))


def titles(found: ReadPlan) -> list[tuple[Sort, str]]:
    return [(row.sort, row.text(Column.TITLE)) for row in found.rows]


def test_headings_tell_the_columns_and_are_dropped_with_their_numbers():
    found = table(("1", "2", "3", "4"), ("1.", "Съезд", "РЦОКИО", "Май"))
    assert proposed(found) == (Column.NUMBER, Column.TITLE, Column.EXECUTORS, Column.DATES)
    assert (titles(plan(found)), plan(found).dropped) == ([(Sort.ROW, "Съезд")], (1, 2))


def test_headings_repeated_on_pages_are_dropped():
    found = table(("1.", "Съезд", "", "Май"), HEAD, ("2.", "Форум", "", "Июнь"))
    assert [title for _, title in titles(plan(found))] == ["Съезд", "Форум"]
    assert plan(found).dropped == (1, 3)


def test_a_cell_over_all_columns_is_a_section():
    found = table(("обучение", "", "", ""), ("1.", "Курсы", "", "Май"), wide=frozenset({1}))
    assert titles(plan(found)) == [(Sort.SECTION, "обучение"), (Sort.ROW, "Курсы")]


def test_a_lone_title_is_a_section_and_a_lone_number_is_not():
    found = table(("", "Обучение", "", ""), ("1.", "Курсы", "", "Май"), ("2.", "", "", ""))
    assert [sort for sort, _ in titles(plan(found))] == [Sort.SECTION, Sort.ROW, Sort.ROW]
    assert plan(found).rows[2].notes == ("нет мероприятия",)


def test_a_row_cut_by_a_page_goes_on():
    found = table(
        ("1.", "Съезд руководителей,", "Министерство", "Май"),
        ("", "образовательных организаций", "ГБУ РЦОКИО", ""),
        ("", "", "МОУО", ""),
        ("2.", "Форум", "", "Июнь"),
    )
    first, second = plan(found).rows
    assert first.text(Column.TITLE) == "Съезд руководителей, образовательных организаций"
    assert first.text(Column.EXECUTORS) == "Министерство\nГБУ РЦОКИО\nМОУО"
    assert (first.places, second.places) == ((2, 3, 4), (5,))
    assert first.notes[0] == "строка 3 таблицы – её продолжение"


def test_a_row_without_a_number_stays_a_row_and_is_told():
    found = table(("1.", "Съезд", "А", "Май"), ("", "Форум", "Б", "Июнь"))
    assert [title for _, title in titles(plan(found))] == ["Съезд", "Форум"]
    assert plan(found).rows[1].notes == ("номера нет, программа сосчитает его сама",)


def test_an_executor_joined_over_rows_stands_in_each():
    found = table(
        ("1.", "Съезд", "РЦОКИО", "Май"),
        ("2.", "Форум", "", "Июнь"),
        below=frozenset({(2, 2)}),
    )
    assert [row.text(Column.EXECUTORS) for row in plan(found).rows] == ["РЦОКИО", "РЦОКИО"]


def test_an_activity_joined_over_rows_is_one_row():
    found = table(
        ("1.", "Курсы", "РЦОКИО", "Январь – март"),
        ("", "", "", "Сентябрь"),
        below=frozenset({(2, 0), (2, 1), (2, 2)}),
    )
    (row,) = plan(found).rows
    assert row.text(Column.DATES) == "Январь – март\nСентябрь"
    assert row.text(Column.EXECUTORS) == "РЦОКИО"


def test_a_heading_over_two_columns_joins_their_texts():
    rows = (("Мероприятие", "Сроки", ""), ("Съезд", "19", "февраля"))
    found = SourceTable(name="", rows=rows, beside=frozenset({(0, 2)}))
    (row,) = plan(found).rows
    assert row.text(Column.DATES) == "19 февраля"


def test_a_table_without_headings_is_read_by_its_width():
    rows = (("1.", "Съезд", "Май", "РЦОКИО"), ("2.", "Форум", "Июнь", "МОУО"))
    found = SourceTable(name="", rows=rows)
    assert head_row(found) is None
    assert proposed(found) == (Column.NUMBER, Column.TITLE, Column.DATES, Column.EXECUTORS)
    unnumbered = SourceTable(name="", rows=tuple(row[1:] for row in rows))
    assert proposed(unnumbered) == (Column.TITLE, Column.DATES, Column.EXECUTORS)


def test_a_table_goes_on_without_headings_or_with_the_same():
    first, more = table(("1.", "Съезд", "", "Май")), table(("2.", "Форум", "", "Июнь"))
    headless = SourceTable(name="", rows=more.rows[1:])
    other = SourceTable(name="", rows=(("ФИО", "Участники", "Дата", "Исполнители"),))
    assert same_columns(first, more)
    assert same_columns(first, headless)
    assert not same_columns(first, other)
    assert not same_columns(first, SourceTable(name="", rows=(("а", "б"),)))


def test_a_text_that_is_not_taken_is_told():
    found = table(("1.", "Съезд", "", "Май"), ("", "", "РЦОКИО", ""))
    (row,) = read(found, (Column.NUMBER, Column.TITLE, None, Column.DATES)).rows
    assert "«РЦОКИО» стоит в столбце, который не нужен" in row.notes[0]


def test_lines_of_one_cell_are_the_caption_and_sections():
    found = from_lines(
        [["Дорожная карта"], [*HEAD], ["Обучение"], ["1.", "Курсы", "РЦОКИО", "Май"], ["---", "--"]]
    )
    assert (found.caption, len(found.rows)) == (("Дорожная карта",), 3)
    assert found.wide == {1}


def test_a_cell_too_many_is_put_where_the_date_stands():
    found = from_lines(
        [[*HEAD], ["1.", "Съезд", "МОУО", "Май"], ["2.", "Форум", "ГБУ", "ДПО", "Июнь"]]
    )
    assert found.rows[2] == ("2.", "Форум", "ГБУ ДПО", "Июнь")
    assert plan(found).rows[1].notes == ("лишняя ячейка соединена с соседней",)
    assert from_lines([["1"], ["2"]]).width == 1
    assert from_lines([]).rows == ()
