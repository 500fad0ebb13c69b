"""What the first cell of a row says: a school, a group of schools, or nothing."""

import pytest

from quality_desktop.sheets.results.captions import (
    Caption,
    caption_of,
    is_summary,
    is_total,
    names_a_district,
)


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
        "ГОРОДСКИЕ ШКОЛЫ:",
        "сельские",
        "ИШИМБАЙСКИЙ Р-Н",
        "МР Ишимбайский район",
        "ГО город Уфа",
        "г. о. Самара",
        "АТЕ Ишимбай",
        "По муниципалитету",
        "ПО РАЙОНУ:",
        "В целом по району",
        "Отдел образования",
        "Школы с низкими результатами",
        "Группа школ с низкими результатами",
        "Группа 1 школ",
        "Филиалы школ",
        "Дети с ОВЗ школ района",
        "Тульская обл.",
        "Респ. Башкортостан",
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
        "В СРЕДНЕМ ПО РАЙОНУ:",
        "Общий итог",
        "МБОУ СОШ № 3 Итог",
        "Средний показатель",
        "Наименование образовательной организации",
        "Качество знаний, %",
        "Средние по школам района",
        "Школа (в среднем)",
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
        "МБОУ СОШ № 3 (в среднем)",
        "МКОУ «Объединение школ с. Верхнее»",
        "Гимназия № 1 им. А. С. Пушкина",
    ],
)
def test_one_school_stays_a_school(text):
    assert caption_of(text) is Caption.SCHOOL


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Ишимбайский район", True),
        ("ГО г. Уфа", True),
        ("Муниципальное образование Заокский муниципальный округ Тульской области", True),
        ("Администрация муниципального образования Заокский район", True),
        ("Управление образования Заокского района", True),
        ("Дети с ОВЗ школ района", False),
        ("Тульская обл.", False),
        ("В целом по Заокскому району", False),
        ("Сельские школы", False),
        ("Школы города", False),
        ("По району", False),
        ("Республика Башкортостан", False),
    ],
)
def test_only_one_district_is_the_district_of_the_schools_below_it(text, is_one):
    assert names_a_district(text) is is_one


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Итого", True),
        ("Средний балл по Первомайскому району", True),
        ("Среднее", True),
        ("Средние по школам района", True),
        ("Школа (в среднем)", True),
        ("Средний Урал", False),
        ("Среднее общее", False),
        ("Среднее Аверкино", False),
    ],
)
def test_a_village_called_middle_is_no_average(text, total):
    assert is_total(text) is total


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Качество знаний, %", True),
        ("Доля участников", True),
        ("Общий Сырт", False),
        ("Общеобразовательная школа", False),
        ("Глава-Слобода", False),
        ("1", False),
        ("-", False),
    ],
)
def test_a_row_made_of_the_figures_of_schools_is_told_from_a_school_of_an_odd_name(text, summary):
    assert is_summary(text) is summary
