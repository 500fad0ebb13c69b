"""Names of units and places as the offices write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality_desktop.language.cases import Case
from quality_desktop.language.exceptions import load_exceptions
from quality_desktop.language.grammar import Grammar

GRAMMAR = Grammar(
    exceptions=load_exceptions(Path(__file__).parents[2] / "resources/language/exceptions.toml")
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("МР Ишимбайский район", "МР Ишимбайский район"),
        ("ГО г. Уфа", "ГО г. Уфа"),
        ("г. Лесосибирск", "г. Лесосибирске"),
        ("Первомайский МО", "Первомайском МО"),
        ("Дёмский район ГО г. Уфа", "Дёмском районе ГО г. Уфа"),
        ("р. п. Заокский", "р. п. Заокский"),
        ("", ""),
    ],
)
def test_of_a_short_name_of_a_place_only_what_is_written_out_is_declined(text: str, expected: str):
    assert GRAMMAR.short_place(text, Case.LOC) == expected
    assert GRAMMAR.short_place(text, Case.NOM) == text


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        (
            "городской-районный центр педагогической информации МКУ Управление образования",
            Case.GEN,
            "городского-районного центра педагогической информации МКУ Управление образования",
        ),
        ("городской-районный центр", Case.ACC, "городской-районный центр"),
        ("информационно-методический центр", Case.DAT, "информационно-методическому центру"),
        ("Управление образования", Case.LOC, "Управлении образования"),
        (
            "отдел образования, культуры и спорта",
            Case.INS,
            "отделом образования, культуры и спорта",
        ),
        (
            "средняя общеобразовательная школа № 5",
            Case.ACC,
            "среднюю общеобразовательную школу № 5",
        ),
        ("МБОУ СОШ № 5", Case.DAT, "МБОУ СОШ № 5"),
        ("ГРЦПИ", Case.GEN, "ГРЦПИ"),
        (
            "Муниципальное казенное учреждение Управление образования",
            Case.GEN,
            "Муниципального казенного учреждения Управление образования",
        ),
        ("Администрация района", Case.ACC, "Администрацию района"),
        ("дворец детского творчества", Case.INS, "дворцом детского творчества"),
        (
            "психолого-медико-педагогическая комиссия",
            Case.DAT,
            "психолого-медико-педагогической комиссии",
        ),
        ("школа-интернат № 2", Case.ACC, "школу-интернат № 2"),
        (
            "Муниципальное бюджетное общеобразовательное учреждение средняя школа № 5 с. Лесное",
            Case.GEN,
            "Муниципального бюджетного общеобразовательного учреждения средней школы № 5 с. Лесное",
        ),
        ("муниципальное учреждение лицей № 2", Case.DAT, "муниципальному учреждению лицею № 2"),
        (
            "муниципальное учреждение дополнительного образования детей",
            Case.INS,
            "муниципальным учреждением дополнительного образования детей",
        ),
    ],
)
def test_a_unit_is_declined_by_its_head(text: str, case: Case, expected: str):
    assert GRAMMAR.unit(text, case) == expected


@pytest.mark.parametrize(
    "text",
    [
        "отдел общего образования и отдел дошкольного образования",
        "нечто",
        "",
    ],
)
def test_a_doubtful_unit_is_not_guessed(text: str):
    assert GRAMMAR.unit(text, Case.GEN) is None


def test_the_two_locatives_of_a_kindergarten_are_left_to_a_person():
    assert GRAMMAR.unit("детский сад № 3", Case.GEN) == "детского сада № 3"
    assert GRAMMAR.unit("детский сад № 3", Case.LOC) is None


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        ("Ишимбайский район", Case.LOC, "Ишимбайском районе"),
        ("Заокский район", Case.GEN, "Заокского района"),
        ("город Лесосибирск", Case.LOC, "городе Лесосибирске"),
        ("г. Ишимбай", Case.GEN, "г. Ишимбая"),
        ("город Кумертау", Case.LOC, "городе Кумертау"),
        ("Первомайский муниципальный округ", Case.GEN, "Первомайского муниципального округа"),
        (
            "муниципальный район Ишимбайский район",
            Case.GEN,
            "муниципального района Ишимбайский район",
        ),
        ("муниципальный округ город Кумертау", Case.LOC, "муниципальном округе город Кумертау"),
        ("Республика Башкортостан", Case.ACC, "Республику Башкортостан"),
        ("Красноярский край", Case.LOC, "Красноярском крае"),
        ("Челябинская область", Case.INS, "Челябинской областью"),
        ("Уфа", Case.LOC, "Уфе"),
        ("Октябрьский", Case.LOC, "Октябрьском"),
        ("Челябинск", Case.GEN, "Челябинска"),
        ("село Кулгунино", Case.LOC, "селе Кулгунино"),
        ("Усть-Калманский район", Case.LOC, "Усть-Калманском районе"),
        ("Кемеровская область – Кузбасс", Case.GEN, "Кемеровской области – Кузбасса"),
        ("Чувашская Республика – Чувашия", Case.LOC, "Чувашской Республике – Чувашии"),
        (
            "Ханты-Мансийский автономный округ – Югра",
            Case.GEN,
            "Ханты-Мансийского автономного округа – Югры",
        ),
        (
            "Республика Северная Осетия – Алания",
            Case.GEN,
            "Республики Северная Осетия – Алания",
        ),
    ],
)
def test_a_place_is_declined_as_offices_write_it(text: str, case: Case, expected: str):
    assert GRAMMAR.place(text, case) == expected


@pytest.mark.parametrize("text", ["село Петровское", "Орёл", "Ростов-на-Дону", "где-то", " "])
def test_a_doubtful_place_is_not_guessed(text: str):
    assert GRAMMAR.place(text, Case.LOC) is None


def test_the_name_in_brackets_agrees_with_the_plan():
    title = "План мероприятий («дорожная карта») на 2026 год"
    assert GRAMMAR.title(title, Case.GEN) == "Плана мероприятий («дорожной карты») на 2026 год"
    assert GRAMMAR.title(title, Case.ACC) == "План мероприятий («дорожную карту») на 2026 год"
    assert GRAMMAR.title(title, Case.NOM) == title
