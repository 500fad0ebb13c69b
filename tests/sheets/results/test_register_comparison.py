"""«Сравнение отметок с отметками по журналу»: percents of the sum of the three groups."""

from hypothesis import given
from hypothesis import strategies as st

from tests.sheets.results.books import percents, read, rows_of, sentences, sheet


def head():
    groups = (
        "Понизили (Отметка < Отметка по журналу)",
        "Подтвердили (Отметка = Отметке по журналу)",
        "Повысили (Отметка > Отметка по журналу)",
    )
    return [
        "Группы участников",
        "Кол-во участников(всего)",
        *[text for group in groups for text in (f"{group} %", f"{group} Кол-во участников")],
    ]


def comparison(participants, counts, *, shares=None):
    pairs = zip(shares or percents(counts), counts, strict=True)
    return sheet(
        "МА 4 Сравнение отметок с отметк",
        [
            ["Сравнение отметок с отметками по журналу"],
            [],
            ["ВПР 2026 Математика 4 класс"],
            ["Предмет:", "Математика"],
            ["Максимальный первичный балл:", 20],
            ["Дата:", "20.04.2026"],
            [],
            head(),
            ["Ишимбайский муниципальный район(reg02_m012)", 900, 10, 90, 80, 720, 10, 90],
            ["МБОУ «СОШ № 1»(edu203389)", participants, *[cell for pair in pairs for cell in pair]],
        ],
    )


@given(st.tuples(*[st.integers(0, 60)] * 3).filter(any), st.integers(0, 5))
def test_groups_are_read_beside_all_participants(counts, without_register_mark):
    participants = sum(counts) + without_register_mark
    ((about, code, figures),) = rows_of(read(comparison(participants, counts)))
    assert (about, code) == ("vpr 2026 math 4", "203389")
    assert figures == {
        "participants": participants,
        **dict(zip(("lowered", "confirmed", "raised"), counts, strict=True)),
    }


def test_shares_of_all_participants_are_not_taken_for_shares_of_the_groups():
    reading = read(comparison(20, (2, 10, 4), shares=[10.0, 50.0, 20.0]))
    assert rows_of(reading) == []
    assert "C10" in sentences(reading)[0]


def test_groups_larger_than_the_participants_are_refused():
    reading = read(comparison(10, (2, 10, 4)))
    assert rows_of(reading) == []
    assert "в трёх группах 16" in sentences(reading)[0]


def test_counts_that_are_missing_are_not_made_of_shares():
    rows = [list(row) for row in comparison(16, (2, 10, 4)).rows]
    rows[9][3] = None
    reading = read(sheet("МА 4", rows))
    assert rows_of(reading) == []
    assert "по одним долям" in sentences(reading)[0]
