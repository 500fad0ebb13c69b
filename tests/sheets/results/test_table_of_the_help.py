"""The table that the help tells a person to make is read as the help says."""

import pytest

from quality_desktop.paths import bundled
from tests.sheets.results.books import read, rows_of, sentences, sheet


def _table_of_the_help() -> list[list[str | None]]:
    page = bundled().help / "monitoring.md"
    lines = [line for line in page.read_text("utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() or None for cell in line.strip("|").split("|")] for line in lines]
    start = next(number for number, row in enumerate(cells) if row[0] == "Процедура")
    return [cells[start], *cells[start + 2 : start + 4]]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_table_shown_in_the_help_is_read_without_a_question(kind):
    reading = read(sheet("таблица", _table_of_the_help()), kind=kind)
    assert rows_of(reading) == [
        (
            "vpr 2026 math 5",
            "МБОУ СОШ № 1",
            {"participants": 40, "two": 6, "three": 18, "four": 12, "five": 4},
        ),
        (
            "vpr 2026 russian 5",
            "МБОУ СОШ № 1",
            {"participants": 41, "two": 5, "three": 19, "four": 12, "five": 5},
        ),
    ]
    assert sentences(reading) == []


def test_the_columns_that_the_help_names_for_state_exams_are_read():
    head = ["Процедура", "Год", "Предмет", "Школа", "Участников, чел."]
    figures = ["Не преодолели порог", "80–99 баллов", "100 баллов", "Средний балл"]
    row = ["ЕГЭ", "2026", "Русский язык", "МБОУ СОШ № 1", "20", "1", "5", "1", "68,5"]
    reading = read(sheet("таблица", [[*head, *figures], row]))
    [(occasion, school, figures_read)] = rows_of(reading)
    assert (occasion, school) == ("ege 2026 russian 0", "МБОУ СОШ № 1")
    assert figures_read == {
        "participants": 20,
        "below": 1,
        "high": 5,
        "full": 1,
        "mean_hundredths": 6850,
    }
    assert sentences(reading) == []
