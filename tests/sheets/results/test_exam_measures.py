"""Headings of the state exams in other words and another order: what they say, or nothing."""

import pytest

from quality_desktop.domain.spelling import heading_key
from quality_desktop.sheets.results.exam_measures import (
    NO_YEAR,
    is_only_label,
    is_only_qualifier,
    measure_of,
)

MEANT = {
    "below": [
        "Не преодолели порог",
        "не преодолели min порог",
        "Порог не преодолели",
        "Кол-во участников, не преодолевших минимальную границу",
        "Не смогли преодолеть порог",
        "Не набрали минимальные 27 баллов",
        "Ниже минимального балла",
        "ниже min",
        "Не сдали",
        "Кол-во не сдавших",
        "Не достигли минимума",
        "Не преод. порог",
        "Из них не преодолели порог",
    ],
    "passed": [
        "Преодолели (порог)",
        "Преодолели минимальный порог",
        "выше порога",
        "Не ниже минимального порога",
        "Набрали минимальный балл и выше",
        "Сдали",
        "Кол-во сдавших",
        "Кол-во участников, преодолевших порог",
        "Набрали минимальные 27 баллов",
    ],
    "participants": [
        "приняли участие",
        "Кол-во участников",
        "Явилось",
        "Явка, чел.",
        "Сдавали",
        "Количество",
        "Кол-во обучающихся, чел.",
        "Зарегистрировано участников",
        "Не явились",
        "Всего выпускников",
    ],
    "mean": ["Средний балл", "Ср. балл", "Ср. тестовый балл", "Средний балл (макс. 100)"],
    "high": ["80-99 баллов", "высокие баллы 80–99"],
    "full": ["100 баллов", "100-балльники", "Сдали на 100 баллов"],
    "other": [
        "Преодолели 61 балл",
        "81-100 баллов",
        "Высокобалльники",
        "Высокие баллы (70 и более)",
    ],
    "": [
        "Минимальный порог (баллы)",
        "Порог",
        "Сдали на 4 и 5",
        "Кол-во участников, сдавших 2 предмета",
        "Минимальный балл",
        "Максимальный балл",
        "Преодолели/не преодолели порог",
        "Средняя отметка",
        "Средний балл преодолевших порог",
        "Количество медалистов",
        "Отклонение от среднего балла",
        "Место в рейтинге",
        "Успеваемость 100 %",
    ],
}


@pytest.mark.parametrize(
    ("heading", "what"), [(text, what) for what, texts in MEANT.items() for text in texts]
)
def test_a_heading_means_what_its_words_say_for_certain(heading, what):
    assert measure_of(heading_key(heading)).what == what


@pytest.mark.parametrize(
    "heading",
    [
        "Зарегистрировано участников",
        "Подали заявление",
        "Всего выпускников",
        "Не явились",
        "Средний балл по району",
        "Средний балл (РФ)",
        "Из них участников с ОВЗ",
        "Участники ВПЛ",
        "Участники пробного ЕГЭ",
        "Не преодолели порог (до пересдачи)",
        "Средний балл, резервные дни",
    ],
)
def test_what_is_of_others_or_of_a_part_is_no_result_of_the_school(heading):
    assert measure_of(heading_key(heading)).is_left


@pytest.mark.parametrize(
    "heading",
    [
        "Средний балл по ОО",
        "Кол-во участников (выпускники текущего года)",
        "Не преодолели порог (после пересдачи)",
        "Средний балл, основной период",
        "Из них не преодолели порог",
    ],
)
def test_what_is_of_the_school_is_its_result(heading):
    assert not measure_of(heading_key(heading)).is_left


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("Средний балл 2024", 2024),
        ("Средний балл 2024/2025", 2025),
        ("Средний балл 2024/25", 2025),
        ("Средний балл 2023, 2025", NO_YEAR),
        ("Средний балл за прошлый год", NO_YEAR),
        ("Средний балл", None),
    ],
)
def test_the_year_of_a_column_is_known(heading, year):
    assert measure_of(heading_key(heading)).year == year


def test_percents_are_no_pupils():
    for heading in ("Не преодолели порог, %", "% не преодолевших", "Доля не преодолевших порог"):
        assert measure_of(heading_key(heading)).is_share
    assert not measure_of("не преодолели порог").is_share


@pytest.mark.parametrize(
    "heading",
    ["Не сдали (чел./%)", "80-99 баллов (чел., %)", "Число и доля не преодолевших порог"],
)
def test_what_is_said_to_be_pupils_and_percents_is_neither(heading):
    assert measure_of(heading_key(heading)).what == ""


def test_a_year_or_a_district_alone_says_nothing_of_what_is_counted():
    assert is_only_qualifier("2024 год")
    assert is_only_qualifier("по району")
    assert not is_only_qualifier("сдавали")


def test_a_heading_over_the_subjects_may_be_but_a_label():
    assert is_only_label("предметы по выбору")
    assert is_only_label("результаты егэ 2025")
    assert is_only_label("экзамены в форме егэ")
    assert not is_only_label("качество знаний")
