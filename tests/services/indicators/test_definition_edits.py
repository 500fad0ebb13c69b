"""Changing definitions: dated versions, old years keep theirs, each change one step back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quality_desktop.domain.collection.indicators import Band, Calculation, Target
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, Form, Value
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import history
from quality_desktop.services.indicators import definition_edits as edits
from quality_desktop.services.indicators import definitions
from quality_desktop.storage.store import Store

YEAR = 2026


def calculation(store: Store, code: str) -> Calculation:
    (found,) = store.all(Calculation, code=code)
    return found


def element(store: Store, code: str) -> DataElement:
    (found,) = store.all(DataElement, code=code)
    return found


def form(store: Store, code: str) -> Form:
    (found,) = store.all(Form, code=code)
    return found


def test_a_changed_formula_holds_from_its_year_and_the_old_years_keep_the_old_one(district):
    old = calculation(district, "vpr_two_participants")
    edits.save_calculation(
        store=district, calculation=replace(old, numerator="vpr_two + vpr_three"), year=YEAR
    )
    before, after = (
        next(
            c
            for c in definitions.calculations(store=district, year=year)
            if c.code == "vpr_two_participants"
        )
        for year in (YEAR - 1, YEAR)
    )
    assert (before.id, before.numerator, before.until) == (old.id, "vpr_two", YEAR - 1)
    assert (after.numerator, after.since) == ("vpr_two + vpr_three", YEAR)
    assert after.id != old.id


def test_bands_and_coming_targets_go_over_to_the_new_version(district):
    old = calculation(district, "vpr_two_participants")
    for year in (YEAR - 1, YEAR):
        edits.save_target(store=district, calculation=old.id, year=year, figure="12,5")
    edits.save_calculation(store=district, calculation=replace(old, decimals=2), year=YEAR)
    new = next(c for c in district.all(Calculation, code=old.code) if c.id != old.id)
    assert len(district.all(Band, calculation=new.id)) == 2
    assert len(district.all(Band, calculation=old.id)) == 2
    assert {t.year: t.calculation for t in district.all(Target)} == {
        YEAR - 1: old.id,
        YEAR: new.id,
    }


def test_a_slip_is_mended_in_all_years_without_a_new_version(district):
    old = calculation(district, "ege_high")
    edits.save_calculation(
        store=district, calculation=replace(old, decimals=2), year=YEAR, is_from_year=False
    )
    assert calculation(district, "ege_high") == replace(old, decimals=2)


def test_every_change_is_one_step_back(district):
    before = (district.all(Calculation), district.all(Band), district.all(Form))
    old = calculation(district, "vpr_two_participants")
    edits.save_calculation(store=district, calculation=replace(old, factor=1000), year=YEAR)
    history.undo(store=district)
    assert (district.all(Calculation), district.all(Band), district.all(Form)) == before


def test_a_second_change_in_the_same_year_makes_no_third_version(district):
    old = calculation(district, "ege_high")
    edits.save_calculation(store=district, calculation=replace(old, decimals=2), year=YEAR)
    new = next(c for c in district.all(Calculation, code="ege_high") if c.id != old.id)
    edits.save_calculation(store=district, calculation=replace(new, decimals=3), year=YEAR)
    assert len(district.all(Calculation, code="ege_high")) == 2


def test_a_retired_calculation_is_computed_no_longer_but_stays_for_its_years(district):
    found = calculation(district, "rdr_two")
    edits.retire_calculation(store=district, calculation=found.id, last=2024)
    codes = [
        {c.code for c in definitions.calculations(store=district, year=year)}
        for year in (2024, 2025)
    ]
    assert ["rdr_two" in found for found in codes] == [True, False]
    with pytest.raises(QualityError, match="Последний год действия раньше первого"):
        edits.retire_calculation(store=district, calculation=found.id, last=2010)


def test_a_deleted_calculation_takes_its_bands_and_targets_along(district):
    found = calculation(district, "vpr_two_participants")
    edits.save_target(store=district, calculation=found.id, year=YEAR, figure="10")
    edits.delete_calculation(store=district, calculation=found.id)
    assert not district.all(Band, calculation=found.id)
    assert not district.all(Target, calculation=found.id)
    history.undo(store=district)
    assert len(district.all(Band, calculation=found.id)) == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"numerator": "nobody"}, "нет ни в одной форме"),
        ({"title": " "}, "Впишите, что считается"),
        ({"code": "Доля"}, "латинские строчные"),
        ({"code": "over"}, "латинские строчные"),
        ({"code": "rdr_two"}, "в эти годы уже есть"),
        ({"factor": 0}, "Множитель"),
        ({"decimals": 9}, "Знаков после запятой"),
        ({"condition": "больше 30"}, "Условие для школы"),
        ({"since": 2030, "until": 2026}, "позже последнего"),
        ({"numerator": "site_links"}, "не число"),
    ],
)
def test_a_calculation_that_cannot_be_computed_is_refused_and_nothing_is_written(
    district, fields, said
):
    before = district.all(Calculation)
    typed = replace(calculation(district, "ege_high"), **fields)
    with pytest.raises(QualityError, match=said):
        edits.save_calculation(store=district, calculation=typed, year=YEAR, is_from_year=False)
    assert district.all(Calculation) == before


def test_a_new_element_is_asked_from_its_year_and_the_version_of_the_form_grows(district):
    conditions = form(district, "conditions")
    added = DataElement(
        id=new_id(), form=conditions.id, code="orphans", title="число сирот", since=YEAR
    )
    edits.save_element(store=district, element=added)
    asked = definitions.elements(store=district, form=conditions.id, year=YEAR)
    assert asked[-1].code == "orphans"
    assert "orphans" not in {
        e.code for e in definitions.elements(store=district, form=conditions.id, year=YEAR - 1)
    }
    assert form(district, "conditions").version == conditions.version + 1
    history.undo(store=district)
    assert form(district, "conditions") == conditions


def test_an_element_changed_from_a_year_keeps_its_old_values_under_the_old_words(district):
    old = element(district, "truants")
    values = district.all(Value, element=old.id)
    edits.save_element(store=district, element=replace(old, title="число прогульщиков"), year=YEAR)
    versions = sorted(district.all(DataElement, code="truants"), key=lambda e: e.since or 0)
    assert [(e.title == old.title, e.since, e.until) for e in versions] == [
        (True, None, YEAR - 1),
        (False, YEAR, None),
    ]
    assert district.all(Value, element=old.id) == values
    assert [c.code for c in definitions.calculations(store=district, year=YEAR)].count(
        "truants"
    ) == 1


def test_answers_of_the_years_of_the_new_version_go_over_to_it(district):
    old = element(district, "truants")
    before = {(v.school, v.year): v.digits for v in district.all(Value, element=old.id)}
    edits.save_element(store=district, element=replace(old, title="прогульщики"), year=2025)
    (new,) = (e for e in district.all(DataElement, code="truants") if e.id != old.id)
    assert {v.year for v in district.all(Value, element=old.id)} == {2024}
    assert {v.year for v in district.all(Value, element=new.id)} == {2025}
    both = (*district.all(Value, element=old.id), *district.all(Value, element=new.id))
    assert {(v.school, v.year): v.digits for v in both} == before
    history.undo(store=district)
    assert len(district.all(Value, element=old.id)) == len(before)


def test_what_was_answered_never_becomes_the_answer_to_another_question(district):
    old = element(district, "truants")
    for fields in ({"type": "yes_no"}, {"grade": 5}, {"unit": "%"}):
        with pytest.raises(QualityError, match="за который сведений ещё нет"):
            edits.save_element(store=district, element=replace(old, **fields))
        with pytest.raises(QualityError, match="за который сведений ещё нет"):
            edits.save_element(store=district, element=replace(old, **fields), year=2025)
    edits.save_element(store=district, element=replace(old, hint="За год."))
    assert element(district, "truants").hint == "За год."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "Впишите название величины"),
        ({"code": "pupils"}, "уже есть"),
        ({"code": "teachers"}, "уже занят в форме «Поддержка школ и учителей»"),
        ({"code": "Ученики"}, "латинские строчные"),
        ({"type": "choice"}, "Впишите ответы"),
        ({"lowest": 5, "highest": 4}, "Наименьшее число больше наибольшего"),
        ({"decimals": 7}, "Знаков после запятой"),
        ({"code": "pupils", "grade": 5, "type": "text"}, "один вид ответа"),
    ],
)
def test_an_element_that_could_not_be_asked_is_refused(district, fields, said):
    base = DataElement(id=new_id(), form=form(district, "conditions").id, code="mine", title="моё")
    with pytest.raises(QualityError, match=said):
        edits.save_element(store=district, element=replace(base, **fields))


def test_an_element_that_a_formula_needs_is_neither_retired_nor_deleted(district):
    needed = element(district, "truants")
    with pytest.raises(QualityError, match="нужна показателю «доля обучающихся, имеющих"):
        edits.retire_element(store=district, element=needed.id, last=2025)
    with pytest.raises(QualityError, match="нужна показателю"):
        edits.save_element(store=district, element=replace(needed, until=2025))
    edits.retire_calculation(
        store=district, calculation=calculation(district, "truants").id, last=2025
    )
    edits.retire_element(store=district, element=needed.id, last=2025)
    assert element(district, "truants").until == 2025


def test_only_an_element_without_answers_is_deleted(district):
    with pytest.raises(QualityError, match="уже есть сведения"):
        edits.delete_element(store=district, element=element(district, "missing_staff").id)
    added = DataElement(id=new_id(), form=form(district, "conditions").id, code="mine", title="моё")
    edits.save_element(store=district, element=added)
    edits.delete_element(store=district, element=added.id)
    assert district.get(DataElement, added.id) is None
    with pytest.raises(QualityError, match="больше нет"):
        edits.delete_element(store=district, element=added.id)


def test_a_code_that_formulas_name_is_not_renamed_away(district):
    needed = element(district, "graduates_11")
    with pytest.raises(QualityError, match="нужна показателю"):
        edits.save_element(store=district, element=replace(needed, code="leavers"), year=YEAR)


def test_rules_are_kept_to_their_form(district):
    own = CheckRule(
        id=new_id(), form=form(district, "conditions").id, left="truants", relation="<=",
        right="pupils", sentence="Прогульщиков не больше, чем всех",
    )  # fmt: skip
    edits.save_rule(store=district, rule=own)
    assert district.get(CheckRule, own.id) is not None
    slips: tuple[tuple[dict[str, Any], str], ...] = (
        ({"right": "teachers"}, "из другой формы"),
        ({"relation": "~"}, "знак сравнения"),
        ({"left": "1", "right": "2"}, "ни одной величины"),
        ({"left": "pupils +"}, "конец формулы"),
    )
    for fields, said in slips:
        with pytest.raises(QualityError, match=said):
            edits.save_rule(store=district, rule=replace(own, id=new_id(), **fields))
    edits.delete_rule(store=district, rule=own.id)
    assert district.get(CheckRule, own.id) is None


def test_bands_neither_gap_nor_overlap_and_name_their_source(district):
    key = calculation(district, "ege_high").id

    def band(lower: str, upper: str, source: str = "решение управления") -> Band:
        return Band(id=new_id(), calculation=key, lower=lower, upper=upper, source=source)

    edits.save_bands(
        store=district,
        calculation=key,
        bands=[band("", "10"), band("10", "20.5"), band("20.5", "")],
    )
    assert [b.upper for b in sorted(district.all(Band, calculation=key), key=lambda b: b.place)] == [
        "10", "20.5", "",
    ]  # fmt: skip
    for bands, said in (
        ([band("", "10"), band("11", "")], "без разрывов"),
        ([band("5", "")], "без нижней границы"),
        ([band("", "10"), band("10", "", "")], "откуда она взята"),
        ([band("", "x"), band("x", "")], "не число"),
        ([band("", "10"), band("10", "10"), band("10", "")], "больше нижней"),
    ):
        with pytest.raises(QualityError, match=said):
            edits.save_bands(store=district, calculation=key, bands=bands)
    edits.save_bands(store=district, calculation=key, bands=[])
    assert not district.all(Band, calculation=key)


def test_a_target_takes_both_decimal_marks_and_goes_when_it_is_emptied(district):
    key = calculation(district, "ege_high").id
    edits.save_target(store=district, calculation=key, year=YEAR, figure=" 1 012,5 ")
    assert [t.figure for t in district.all(Target)] == ["1012.5"]
    with pytest.raises(QualityError, match="Цель «много» – не число"):
        edits.save_target(store=district, calculation=key, year=YEAR, figure="много")
    edits.save_target(store=district, calculation=key, year=YEAR, figure="")
    assert not district.all(Target)


def test_a_form_of_the_offices_own_is_added_and_named(district):
    own = Form(id=new_id(), code="own", title="Своя форма")
    edits.save_form(store=district, form=own)
    assert definitions.forms(store=district, year=YEAR)[-1].code == "own"
    slips: tuple[tuple[dict[str, Any], str], ...] = (
        ({"code": "results"}, "уже есть"),
        ({"title": ""}, "название формы"),
    )
    for fields, said in slips:
        with pytest.raises(QualityError, match=said):
            edits.save_form(store=district, form=replace(own, id=new_id(), **fields))
