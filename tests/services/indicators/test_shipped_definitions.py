"""The definitions that come with the program say what programme 1.2 says, and can be computed."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TypeVar

import pytest

from quality_desktop.domain.collection.indicators import Band, Calculation, CalculationKind
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, Form, ValueType
from quality_desktop.domain.examination.exams import ExamProcedure, ExamResult, Subject
from quality_desktop.domain.formulas.formula import Formula, elements_of, parse, resolve
from quality_desktop.domain.programme import Indicator
from quality_desktop.domain.records import Record
from quality_desktop.services.district_file import samples
from tests.documents.district import FORMS, REFERENCE, SAMPLES

R = TypeVar("R", bound=Record)

YEAR = 2025


@cache
def records(sample: str | None = "ishimbay") -> tuple[Record, ...]:
    return tuple(
        samples.load(sample=sample, samples_folder=SAMPLES, reference=REFERENCE, forms=FORMS)
    )


def all_of(kind: type[R], sample: str | None = "ishimbay") -> list[R]:
    return [record for record in records(sample) if isinstance(record, kind)]


def titles() -> dict[str, str]:
    return {element.code: element.title for element in all_of(DataElement)}


def criteria() -> list[tuple[Indicator, str]]:
    """Every criterion of the programme with its passport, without the marks of a list."""
    return [
        (indicator, line.removeprefix("- ").rstrip(";. "))
        for indicator in all_of(Indicator)
        for line in indicator.criteria.strip().splitlines()
        if line.startswith("- ")
    ]


def test_the_programme_has_twenty_three_criteria():
    assert len(criteria()) == 23


@pytest.mark.parametrize(("indicator", "line"), criteria(), ids=lambda x: str(x)[:40])
def test_every_criterion_is_computed_and_printed_word_for_word(indicator: Indicator, line: str):
    own = [c for c in all_of(Calculation) if c.indicator == indicator.id]
    if "=" in line:
        printed = [Formula.of(c).criterion(c.title, titles(), times="*") for c in own]
        assert line in printed
    elif line.startswith("корреляция"):
        assert [c.title.partition(":")[0] for c in own if c.type == "correlation"] == [line] * 3
    else:
        assert line.removesuffix(" (да/нет)") in [c.title for c in own]
        is_yes_no = {c.type for c in own if line.startswith(c.title)} == {CalculationKind.YES_NO}
        assert is_yes_no or not line.endswith("(да/нет)")


def test_every_part_of_a_formula_is_asked_of_the_schools():
    elements = all_of(DataElement)
    for calculation in all_of(Calculation):
        for part in Formula.of(calculation).elements:
            assert resolve(part, elements, YEAR), (calculation.code, part)


def test_numerator_and_denominator_of_a_share_are_asked_for_the_same_subjects_and_grades():
    elements = all_of(DataElement)

    def members(text: str) -> Counter[tuple[str, str, int | None]]:
        return Counter(
            (member.procedure, member.subject, member.grade)
            for part in elements_of(parse(text))
            for member in resolve(part, elements, YEAR)
        )

    for calculation in all_of(Calculation):
        if calculation.type == CalculationKind.SHARE:
            parts = members(calculation.numerator), members(calculation.denominator)
            assert parts[0] == parts[1], calculation.code


def test_rules_of_a_form_speak_of_its_own_elements():
    elements = all_of(DataElement)
    for rule in all_of(CheckRule):
        for part in elements_of(parse(rule.left)) | elements_of(parse(rule.right)):
            found = resolve(part, elements, YEAR)
            assert {member.form for member in found} == {rule.form}, rule.sentence


def test_a_code_means_one_quantity_of_one_form():
    by_code = {(e.code, e.title, e.form, e.type, e.unit) for e in all_of(DataElement)}
    assert len(by_code) == len({code for code, *_ in by_code})
    members = Counter((e.code, e.procedure, e.subject, e.grade) for e in all_of(DataElement))
    assert set(members.values()) == {1}


def test_every_kind_of_calculation_and_every_dimension_of_the_programme_is_there():
    assert {c.type for c in all_of(Calculation)} == {kind.value for kind in CalculationKind}
    vpr = {(e.subject, e.grade) for e in all_of(DataElement) if e.code == "vpr_two"}
    assert vpr == {("math", 5), ("math", 8), ("russian", 5), ("russian", 8)}


def test_elements_name_procedures_subjects_and_fields_that_exist():
    procedures = {record.code for record in all_of(ExamProcedure)} | {""}
    subjects = {record.code for record in all_of(Subject)} | {""}
    exam = set(ExamResult.__slots__)
    for element in all_of(DataElement):
        assert element.procedure in procedures
        assert element.subject in subjects
        assert ValueType(element.type)
        source, _, field = element.derived_from.partition(".")
        assert source in ("", "exam", "school_year")
        assert source != "exam" or field in exam


def test_bands_of_a_calculation_neither_gap_nor_overlap_and_name_their_source():
    by_calculation: dict[object, list[Band]] = {}
    for band in all_of(Band):
        assert band.source
        by_calculation.setdefault(band.calculation, []).append(band)
    assert by_calculation
    for bands in by_calculation.values():
        ordered = sorted(bands, key=lambda band: float(band.lower or "-inf"))
        assert [b.upper for b in ordered[:-1]] == [b.lower for b in ordered[1:]]
        assert (ordered[0].lower, ordered[-1].upper) == ("", "")


def test_every_definition_names_its_source_and_how_sure_it_is():
    found: list[tuple[str, ...]] = [(r.code, r.certainty) for r in all_of(Form)]
    found += [(r.code, r.source, r.certainty) for r in all_of(Calculation)]
    assert all(all(texts) for texts in found)


def test_a_file_without_the_programme_has_the_same_definitions_without_passports():
    alone = {r.id: r for r in all_of(Calculation, None)}
    assert {r.id for r in all_of(Calculation)} == set(alone)
    assert {r.indicator for r in alone.values()} == {None}
    assert {r.id for r in all_of(DataElement)} == {r.id for r in all_of(DataElement, None)}
