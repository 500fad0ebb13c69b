"""Places where a line must not end, and slips that are shown and not mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.language.typography import glued, slips


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("р. п. Заокский, и. о. директора и т. д.", "р._п._Заокский, и._о. директора и т._д."),
        ("приказ № 87 от 24.07.2020", "приказ №_87 от_24.07.2020"),
        ("1) ВПР; 2) ОГЭ, п. 3) и (4) нет", "1)_ВПР; 2)_ОГЭ, п._3)_и (4) нет"),
        ("№1048", "№_1048"),
        ("Мастрюкову Л.И., главного", "Мастрюкову_Л.И., главного"),
        ("Егорова О. Ю.", "Егорова_О._Ю."),
        ("О.Ю.Егорова", "О.Ю._Егорова"),
        ("до 12 июля 2021 года", "до 12_июля_2021_года"),
        ("01 августа 2021г.", "01_августа_2021_г."),
        ("г. Ишимбай", "г._Ишимбай"),
        ("р.п. Заокский", "р.п._Заокский"),
        ("Управление – Координатор", "Управление_– Координатор"),
        ("85 % и 3 чел.", "85_% и 3_чел."),
        ("русский язык, 8 класс, в 10 классах", "русский язык, 8_класс, в 10_классах"),
        ("2019-2020 годов", "2019-2020_годов"),
        ("тел./факс 8 (347) 218-03-15", "тел./факс_8_(347)_218-03-15"),
        ("тел. 5-24-79, факс 5-24-80", "тел._5-24-79, факс_5-24-80"),
        ("+7 347 250-88-71 и 8 (34783) 4 11 22", "+7_347_250-88-71 и 8_(34783)_4_11_22"),
        ("8 400 учеников в 34 школах", "8 400 учеников в 34 школах"),
    ],
)
def test_spaces_that_must_not_break(text: str, expected: str):
    assert glued(text) == expected.replace("_", "\u00a0")


@given(st.text("абАБ №0159.–-«» гИюл", max_size=40))
def test_gluing_changes_nothing_but_spaces_and_twice_is_once(text: str):
    once = glued(text)
    assert "".join(once.split()) == "".join(text.split())
    assert glued(once) == once


def test_doubled_quotes_are_shown_and_stay():
    text = "««Система работы»» (Приложение 3)"
    assert [(slip.start, slip.end) for slip in slips(text)] == [(0, 2), (16, 18)]
    assert "«" in slips(text)[0].text or "Кавычки" in slips(text)[0].text
    assert glued(text) == text


@pytest.mark.parametrize(
    "text", ["«школа", "школа»", "два  пробела", "слово , слово", "слово - слово", "( скобка"]
)
def test_slips_of_the_keyboard_are_found(text: str):
    assert len(slips(text)) == 1


@pytest.mark.parametrize(
    "text", ["«Школа «Радуга»»"[:-1] + " № 5»", "и т.д. ...", "слово – слово", "5-7 человек"]
)
def test_ordinary_text_has_no_slips(text: str):
    assert slips(text) == []


def test_a_telephone_number_stays_in_one_line():
    said = glued("Справки по телефону 8 (48262) 2-11-34, +7 (482) 621-13-40 (2026) 5")
    assert "8\u00a0(48262)\u00a02-11-34" in said
    assert "+7\u00a0(482)\u00a0621-13-40" in said
    assert said.startswith("Справки по телефону 8")
