"""What the first cell of a row says: a school, a group of schools, or nothing."""

import pytest

from quality_desktop.sheets.results.captions import Caption, caption_of


@pytest.mark.parametrize(
    "text",
    [
        "Сельские школы",
        "Городские школы",
        "Средние школы",
        "Малокомплектные ОО",
        "По школам",
        "По выборке",
        "РБ",
        "Республика Башкортостан",
        "Ишимбайский район",
        "Вся выборка",
    ],
)
def test_many_schools_are_a_group(text):
    assert caption_of(text) is Caption.GROUP


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345",
        "Итого",
        "ИТОГО:",
        "Всего по району",
        "В среднем по району",
        "Среднее значение",
        "* – менее 10 участников",
        "\u03a3",
        "Исполнитель: Иванова А. П.",
    ],
)
def test_sums_and_footers_are_nothing(text):
    assert caption_of(text) is Caption.NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "МБОУ СОШ № 3 с. Кинзебулатово",
        "МБОУ СОШ № 2 Ишимбайского района",
        "МАОУ «Лицей № 12»",
        "МБОУ «Средняя школа с углубленным изучением предметов»",
        "Муниципальное бюджетное общеобразовательное учреждение основная школа д. Верхнее",
        "Вечерняя школа № 1",
        "Филиал МБОУ СОШ № 3",
        "МБОУ «Школа ОО-0005»",
        "ОО-0005",
        "Гимназия № 1 им. А. С. Пушкина",
    ],
)
def test_one_school_stays_a_school(text):
    assert caption_of(text) is Caption.SCHOOL
