"""Reading definitions, and the live reading of a formula while it is typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import CheckRule
from quality_desktop.domain.records import new_id
from quality_desktop.services.indicators import definitions

YEAR = 2025


@pytest.fixture
def known(district):
    return definitions.definitions(store=district)


def calculation(**fields: Any) -> Calculation:
    base = Calculation(id=new_id(), code="mine", title="доля", numerator="ege_high")
    return replace(base, **{"denominator": "graduates_11", **fields})


def test_forms_and_their_elements_come_in_the_offices_order(district):
    forms = definitions.forms(store=district, year=YEAR)
    assert [form.code for form in forms] == ["results", "conditions", "support", "office"]
    asked = definitions.elements(store=district, form=forms[1].id, year=YEAR)
    assert [element.code for element in asked[:2]] == ["pupils", "registered"]
    assert not definitions.forms(store=district, year=2015)


def test_calculations_of_a_form_are_those_that_need_its_elements(district):
    forms = definitions.forms(store=district, year=YEAR)
    of_office = definitions.calculations(store=district, year=YEAR, form=forms[3].id)
    assert [c.code for c in of_office] == [
        "site_ready", "site_links", "list_moved", "list_better", "list_worse",
    ]  # fmt: skip
    assert len(definitions.calculations(store=district, year=YEAR)) == 39
    assert not definitions.calculations(store=district, year=2015)


def test_a_formula_is_printed_while_it_is_typed(known):
    view = definitions.formula_view(calculation=calculation(), known=known, year=YEAR)
    assert view.printed == "(число высокобалльников / общее количество выпускников) × 100"
    assert view.criterion == f"доля = {view.printed}"
    assert not view.problem


@pytest.mark.parametrize(
    ("fields", "field", "position", "said"),
    [
        ({"numerator": "ege_high +"}, "numerator", 10, "конец формулы"),
        ({"denominator": "2 * * pupils"}, "denominator", 4, "ожидается"),
        ({"denominator": ""}, "denominator", 0, "Впишите формулу"),
        ({"numerator": "pupils + nobody"}, "numerator", 9, "«nobody» нет ни в одной форме"),
        ({"numerator": "vpr_two[math,4]"}, "numerator", 0, "предметом и классом не собирают"),
        ({"numerator": "5"}, "numerator", 0, "нет ни одного показателя"),
        ({"type": "list", "numerator": "pupils + 1"}, "numerator", 0, "перечень берут"),
    ],
)
def test_a_mistake_is_shown_with_its_place(known, fields, field, position, said):
    view = definitions.formula_view(calculation=calculation(**fields), known=known, year=YEAR)
    assert (view.field, view.position, view.printed) == (field, position, "")
    assert said in view.problem


def test_a_count_needs_no_denominator(known):
    typed = calculation(type="count", numerator="pupils", denominator="?!")
    view = definitions.formula_view(calculation=typed, known=known, year=YEAR)
    assert view.printed == "общее количество обучающихся"


def test_a_rule_reads_as_a_sentence_even_when_nobody_wrote_one(known):
    form = known.forms[0].id
    own = CheckRule(id=new_id(), form=form, left="rdr_two", relation="<=", right="rdr_class")
    assert definitions.printed_rule(own, known.wording) == (
        "Число обучающихся, получивших отметку «2» не больше, чем "
        "общее количество обучающихся в классе"
    )
    broken = replace(own, left="rdr_two +")
    assert definitions.printed_rule(broken, known.wording) == "rdr_two + <= rdr_class"
    worded = replace(own, sentence="Двоек не больше, чем детей")
    assert definitions.printed_rule(worded, known.wording) == "Двоек не больше, чем детей"


def test_a_formula_that_is_not_understood_names_no_codes():
    assert definitions.codes_of(calculation(numerator="(")) == frozenset()
    assert definitions.codes_of(calculation(type="?")) == frozenset()
