"""A roadmap on paper: section rows, counted numbers, own columns."""

from __future__ import annotations

from quality_desktop.documents.model import AppendixMark, Paragraph, Row, Table
from quality_desktop.documents.roadmap import (
    RoadmapFacts,
    RoadmapRowFacts,
    RoadmapSectionFacts,
    roadmap_document,
    roadmap_section,
    roadmap_table,
)


def facts(*rows: RoadmapRowFacts, columns: str = "", title: str = "Дорожная карта") -> RoadmapFacts:
    sections = (
        RoadmapSectionFacts(rows=rows[:1]),
        RoadmapSectionFacts(title="Повышение квалификации", rows=rows[1:]),
    )
    return RoadmapFacts(title=title, year=2018, columns=columns, sections=sections)


def texts(row: Row) -> list[str]:
    return ["\n".join(each.text for each in cell.paragraphs) for cell in row.cells]


def test_a_section_row_covers_all_columns_and_stays_with_the_next():
    table = roadmap_table(facts(RoadmapRowFacts(title="Съезд"), RoadmapRowFacts(title="Семинар")))
    assert [row.is_group for row in table.rows] == [False, True, False]
    (cell,) = table.rows[1].cells
    assert (cell.column_span, cell.paragraphs[0].text) == (6, "Повышение квалификации")
    assert texts(table.header[0]) == [
        "№\u00a0п/п",
        "Наименование мероприятия",
        "Участники",
        "Исполнители/соисполнители",
        "Сроки",
        "Ожидаемый результат",
    ]


def test_numbers_are_counted_through_sections_and_own_numbers_stay():
    rows = [RoadmapRowFacts(number=number) for number in ("", "7", "7а", "")]
    table = roadmap_table(facts(*rows))
    assert [texts(row)[0] for row in table.rows if not row.is_group] == ["1.", "7", "7а", "8."]


def test_co_executors_stand_under_the_executors_unless_they_have_a_column():
    row = RoadmapRowFacts(title="Съезд", executors="Министерство", co_executors="ГБУ РЦОКИО")
    assert texts(roadmap_table(facts(row)).rows[0])[3] == "Министерство/\nГБУ РЦОКИО"
    own = facts(row, columns="№\nМероприятие\nОтветственный\nСоисполнители\nСрок")
    assert texts(roadmap_table(own).rows[0]) == ["1.", "Съезд", "Министерство", "ГБУ РЦОКИО", ""]


def test_a_column_that_nobody_understands_is_printed_empty():
    table = roadmap_table(facts(RoadmapRowFacts(title="Съезд"), columns="Мероприятие\nПримета"))
    assert (texts(table.header[0]), texts(table.rows[0])) == (
        ["Мероприятие", "Примета"],
        ["Съезд", ""],
    )
    assert len(table.widths) == 2


def test_every_line_of_a_cell_is_a_paragraph():
    table = roadmap_table(facts(RoadmapRowFacts(dates="Январь – март\nСентябрь – ноябрь")))
    cell = table.rows[0].cells[4]
    assert [each.text for each in cell.paragraphs] == [
        "Январь\u00a0– март",
        "Сентябрь\u00a0– ноябрь",
    ]


def test_an_appendix_has_its_mark_and_every_line_of_the_title():
    long = facts(title="Дорожная карта\n\nмежмуниципального взаимодействия")
    section = roadmap_section(long, mark=["Приложение", "к приказу"])
    mark, first, second, table = section.blocks
    assert mark == AppendixMark(lines=("Приложение", "к приказу"))
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert isinstance(table, Table)
    assert (first.text, second.text) == ("Дорожная карта", "межмуниципального взаимодействия")
    assert section.orientation == "landscape"


def test_a_paper_of_its_own_has_no_mark():
    paper = roadmap_document(facts(title="Дорожная\nкарта"), author="РЦОКИО")
    assert (paper.title, paper.author, paper.key) == ("Дорожная карта", "РЦОКИО", "roadmap-2018")
    assert not any(isinstance(block, AppendixMark) for block in paper.sections[0].blocks)
