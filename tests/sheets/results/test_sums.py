"""A row «Итого» is compared with the sum of the schools' rows."""

from collections.abc import Sequence

import pytest

from tests.sheets.results.books import read, sentences, sheet

HEAD = ["Школа", "Класс", "Участников", "«2»", "«3»", "«4»", "«5»"]
TITLE = ["ВПР 2025. Математика, 5 класс"]
ONE, TWO, THREE = "МБОУ СОШ № 1", "МБОУ СОШ № 2", "МБОУ СОШ № 3"
A, B, C = [10, 1, 4, 3, 2], [20, 2, 8, 6, 4], [5, 0, 2, 2, 1]
SUM = [35, 3, 14, 11, 7]


def told(*rows: Sequence[object]) -> list[str]:
    return list(sentences(read(sheet("5 класс", [TITLE, [], HEAD, *rows]))))


def test_a_total_that_is_the_sum_says_nothing():
    assert told([ONE, 5, *A], [TWO, 5, *B], [THREE, 5, *C], ["Итого", None, *SUM]) == []


def test_a_total_that_is_not_the_sum_is_told_with_its_cell():
    (text,) = told([ONE, 5, *A], [TWO, 5, *B], ["Всего по району", None, 35, 3, 12, 9, 6])
    assert text == (
        "Лист «5 класс», ячейка C6: «Всего по району» – 35, а сумма по школам 30 (разница 5): "
        "проверьте, все ли строки на месте."
    )


@pytest.mark.parametrize("last", [[35, 3, 14, 11, 7], [5, 0, 2, 2, 1]])
def test_a_second_total_may_be_of_its_own_rows_or_of_all(last: list[int]):
    rows: list[list[object]] = [
        [ONE, 5, *A],
        [TWO, 5, *B],
        ["Итого сельские", None, 30, 3, 12, 9, 6],
    ]
    assert (
        told(*rows, [THREE, 5, *C], [ONE + " (очно)", 5, 0, 0, 0, 0, 0], ["Итого", None, *last])
        == []
    )


def test_shares_means_and_averages_are_not_sums():
    rows: list[list[object]] = [[ONE, 5, *A], [TWO, 5, *B]]
    assert told(*rows, ["Итого", None, None, "10,0 %", "40 %", "30 %", "20 %"]) == []
    assert told(*rows, ["Среднее", None, 15, 1, 6, 5, 3]) == []


def test_rows_of_several_classes_are_not_added_up():
    assert told([ONE, 5, *A], [ONE, 6, *B], [TWO, 5, *C], ["Итого", None, 25, 1, 9, 7, 5]) == []
