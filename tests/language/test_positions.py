"""What a position says when the program is not sure, and how several positions are declined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.language.cases import Case
from quality_desktop.language.positions import decline_position, split_parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Главы администраций",
        "главному инспектору",
        "руководитель (начальник) отдела",
        "педагог организатор",
        "учитель-неизвестник",
        "специалист ведущий",
        "директор школы, неизвестник",
        "директор Иванова",
        "младший обслуживающий персонал",
        "главная инспектор",
        "педагог (психолог)",
        "педагог (неизвестник)",
        "учитель математики (совместитель)",
        "новый-старый неизвестник",
        "учитель -логопед",
        "ГРЦПИ",
    ],
)
def test_a_doubtful_position_is_not_guessed(text: str):
    assert decline_position(text, Case.DAT) is None


@pytest.mark.parametrize(
    "text",
    [
        "и.о. директора",
        "И. о. директора",
        "и.о.директора",
        "врио министра",
        "вр. и. о. главы",
        "зам. директора",
    ],
)
def test_an_abbreviated_beginning_stands_for_any_case(text: str):
    assert {decline_position(text, case) for case in Case} == {text}


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        ("специалист, отвечающий за сайт", Case.DAT, "специалисту, отвечающему за сайт"),
        ("заведующая, отвечающая за сайт", Case.ACC, "заведующую, отвечающую за сайт"),
        ("третий заместитель", Case.GEN, "третьего заместителя"),
        ("средняя медсестра", Case.ACC, "среднюю медсестру"),
        ("учитель музыки, изо", Case.DAT, "учителю музыки, изо"),
        ('директор школы "Учитель, методист"', Case.DAT, 'директору школы "Учитель, методист"'),
    ],
)
def test_dependent_parts_agree_or_stay(text: str, case: Case, expected: str):
    assert decline_position(text, case) == expected


def test_spaces_inside_a_position_stay_as_typed():
    assert decline_position("старший  методист ИМЦ", Case.GEN) == "старшего  методиста ИМЦ"


def test_a_substantivised_adjective_before_a_noun_agrees_with_it():
    assert decline_position("ответственный секретарь", Case.INS) == "ответственным секретарем"


def test_a_comma_inside_quotes_does_not_start_a_second_position():
    text = "директор школы «Учитель, методист»"
    assert decline_position(text, Case.GEN) == "директора школы «Учитель, методист»"


@given(st.text('абв ,;–-«»()"и', max_size=40))
def test_parts_and_separators_joined_give_the_text(text: str):
    assert "".join(separator + part for separator, part in split_parts(text)) == text
