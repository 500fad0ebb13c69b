"""Years beside each other in the headings: over the marks and under each of them."""

from tests.sheets.results.books import read, rows_of, sentences, sheet

TITLE = ["ВПР, математика, 5 класс"]
OLD, NEW = [40, 6, 18, 12, 4], [41, 7, 18, 12, 4]


def figures(counts):
    return dict(zip(("participants", "two", "three", "four", "five"), counts, strict=True))


def test_years_under_each_mark_are_each_read():
    names = ["Кол-во участников", "2", "3", "4", "5"]
    rows = [
        TITLE,
        ["ОО", *(part for name in names for part in (name, None))],
        [None, *["2024", "2025"] * 5],
        ["МБОУ СОШ № 1", *(each for pair in zip(OLD, NEW, strict=True) for each in pair)],
    ]
    merges = [(1, 0, 2, 0), *((1, n, 1, n + 1) for n in range(1, 11, 2))]
    assert rows_of(read(sheet("Лист1", rows, merges))) == [
        ("vpr 2024 math 5", "МБОУ СОШ № 1", figures(OLD)),
        ("vpr 2025 math 5", "МБОУ СОШ № 1", figures(NEW)),
    ]


def test_participants_given_once_for_two_years_are_asked_about():
    rows = [
        TITLE,
        ["ОО", "Кол-во участников", "ВПР 2024", None, None, None, "ВПР 2025", None, None, None],
        [None, None, *[2, 3, 4, 5] * 2],
        ["МБОУ СОШ № 1", 40, *OLD[1:], *OLD[1:]],
    ]
    reading = read(sheet("Лист1", rows, [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 5), (1, 6, 1, 9)]))
    assert rows_of(reading) == []
    assert "ячейка B2: число участников одно на несколько работ" in sentences(reading)[0]
