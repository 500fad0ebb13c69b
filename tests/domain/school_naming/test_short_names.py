"""The short name of a school is made of its official one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.school_naming.short_names import short_school_name

OFFICIAL = "Муниципальное бюджетное общеобразовательное учреждение "
TAIL = " муниципального района Ишимбайский район Республики Башкортостан"


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("средняя общеобразовательная школа № 3 с. Кинзебулатово", "СОШ № 3 с. Кинзебулатово"),
        (f"средняя общеобразовательная школа №3 села Кинзебулатово{TAIL}", "СОШ № 3 с. Кинзебулатово"),
        (f"гимназия № 1 города Ишимбая{TAIL}", "гимназия № 1 г. Ишимбая"),
        ("«Лицей № 12»", "«Лицей № 12»"),
        ("начальная школа – детский сад д. Верхотор", "НШ-ДС д. Верхотор"),
        ("основная общеобразовательная школа деревни Урман", "ООШ д. Урман"),
        ("открытая (сменная) общеобразовательная школа", "О(С)ОШ"),
        ("вечерняя (сменная) общеобразовательная школа № 1", "В(С)ОШ № 1"),
        ("кадетская школа-интернат имени И. И. Иванова", "кадетская школа-интернат им. И. И. Иванова"),
        (
            "средняя общеобразовательная школа имени А. С. Пушкина с. Ивановка",
            "СОШ им. А. С. Пушкина с. Ивановка",
        ),
        (f"«Средняя общеобразовательная школа № 8{TAIL}»", "«СОШ № 8»"),
    ],
)  # fmt: skip
def test_an_official_name_becomes_the_customary_one(written, short):
    assert short_school_name(OFFICIAL + written) == f"МБОУ {short}"


def test_the_order_of_the_legal_words_stays():
    written = "Муниципальное общеобразовательное бюджетное учреждение лицей № 1"
    assert short_school_name(written) == "МОБУ лицей № 1"


def test_what_tells_a_branch_is_not_lost_with_the_district_of_its_school():
    written = (
        "Филиал муниципального бюджетного общеобразовательного учреждения средней "
        f"общеобразовательной школы с. Петровское{TAIL} основная общеобразовательная школа с. Сайраново"
    )
    short = short_school_name(written)
    assert short.startswith("Филиал МБОУ СОШ с. Петровское")
    assert short.endswith("ООШ с. Сайраново")


@pytest.mark.parametrize("written", ["МБОУ СОШ №3 с.Кинзебулатово", "ОО-0005", "Школа", ""])
def test_a_short_name_stays_as_it_is_written(written):
    assert short_school_name(written) == written


@given(st.text(max_size=80))
def test_any_text_has_a_short_name_that_stays(text):
    short = short_school_name(text)
    assert short_school_name(short_school_name(short)) == short_school_name(short)
