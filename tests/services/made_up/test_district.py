"""The made-up district: always the same, consistent, and with every state a real one has."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from quality_desktop import paths
from quality_desktop.domain.collection.answers import Answer, read_answer, shown
from quality_desktop.domain.collection.monitoring import (
    Collection,
    DataElement,
    Form,
    Submission,
    Value,
    ValueType,
)
from quality_desktop.domain.directions import direction_id
from quality_desktop.domain.directory import Person, School, SchoolYear
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.records import Record, references
from quality_desktop.services.district_file import files
from quality_desktop.services.entry import monitoring
from quality_desktop.services.indicators import shipped_definitions
from quality_desktop.services.made_up import district as made_up
from tests.documents.district import FORMS
from tests.services.conftest import WRITER

R = TypeVar("R", bound=Record)

YEARS = (2024, 2025)


@cache
def definitions() -> tuple[Record, ...]:
    known = {"direction:2020/1.2": direction_id("2020", "1.2")}
    return tuple(shipped_definitions.read(forms=FORMS, known=known))


@cache
def district(seed: int = 1048, schools: int = 24) -> tuple[Record, ...]:
    return tuple(
        made_up.district(seed=seed, schools=schools, years=YEARS, definitions=definitions())
    )


def all_of(kind: type[R], records: tuple[Record, ...] | None = None) -> list[R]:
    return [r for r in records or district() if isinstance(r, kind)]


def elements() -> dict[object, DataElement]:
    return {e.id: e for e in definitions() if isinstance(e, DataElement)}


def answers(year: int) -> dict[tuple[object, str, str, int | None], Answer]:
    found = elements()
    return {
        (v.school, found[v.element].code, found[v.element].subject, found[v.element].grade):
            Answer.of(v)
        for v in all_of(Value)
        if v.year == year
    }  # fmt: skip


def test_the_same_seed_gives_the_same_district_and_another_seed_shares_no_school():
    again = made_up.district(seed=1048, schools=24, years=YEARS, definitions=definitions())
    assert tuple(again) == district()
    others = {r.id for r in all_of(School, district(7, 24))}
    assert not others & {r.id for r in all_of(School)}


def test_every_record_is_plainly_marked_as_made_up():
    assert all("(вымышленн" in school.short_name for school in all_of(School))
    assert all("(вымышленн" in school.full_name for school in all_of(School))
    assert all(school.email.endswith(".example") for school in all_of(School))
    for kind in (Person, SchoolYear, ExamResult, Submission, Collection):
        assert all("ымышлен" in record.note for record in all_of(kind))  # type: ignore[attr-defined]


def test_records_have_ids_of_their_own_and_refer_only_to_what_is_there():
    known = {(type(r).kind, r.id) for r in (*district(), *definitions())}
    assert len({(type(r).kind, r.id) for r in district()}) == len(district())
    for record in district():
        for field, kind in references(type(record)).items():
            value = getattr(record, field)
            assert value is None or (kind, value) in known, (record, field)


def test_marks_add_up_to_participants_in_every_result():
    for result in all_of(ExamResult):
        marks = (result.two, result.three, result.four, result.five)
        if None not in marks:
            assert sum(mark or 0 for mark in marks) == result.participants
        if result.procedure == "vpr":
            groups = (result.lowered, result.confirmed, result.raised)
            assert sum(group or 0 for group in groups) == result.participants


def test_the_earlier_year_agrees_with_the_official_results_cell_by_cell():
    results = {
        (r.school, r.procedure, r.subject, r.grade): r for r in all_of(ExamResult) if r.year == 2025
    }
    compared = 0
    for value in all_of(Value):
        element = elements()[value.element]
        source, _, field = element.derived_from.partition(".")
        key = (value.school, element.procedure, element.subject, element.grade or 0)
        if value.year == 2024 and source == "exam" and key in results:
            assert value.digits == getattr(results[key], field)
            compared += 1
    assert compared > 500


def test_every_answer_is_one_that_a_school_could_type():
    for value in all_of(Value):
        element = elements()[value.element]
        answer = Answer.of(value)
        assert not answer.is_empty
        assert read_answer(shown(answer, element), element) == answer, element.code


def test_every_state_of_a_cell_is_seen_in_the_last_year():
    last = answers(2025)
    kinds = Counter(answer.absence or "answer" for answer in last.values())
    assert set(kinds) == {"answer", "not_taking_part", "no_class", "no_data"}
    assert any(answer.digits == 0 for answer in last.values())
    asked = sum(e.is_required for e in elements().values()) * len(all_of(School))
    assert len(last) < asked


def test_the_last_year_has_what_a_person_must_mend():
    last, before = answers(2025), answers(2024)
    sums = [
        (school, last[school, "vpr_participants", "math", 5].digits, marks)
        for school in {key[0] for key in last}
        if (school, "vpr_participants", "math", 5) in last
        and all((school, f"vpr_{m}", "math", 5) in last for m in ("two", "three", "four", "five"))
        and None
        not in (
            marks := [
                last[school, f"vpr_{m}", "math", 5].digits for m in ("two", "three", "four", "five")
            ]
        )
    ]
    assert len([1 for _, total, marks in sums if total != sum(m or 0 for m in marks)]) == 1
    pupils = {key[0]: answer.digits for key, answer in last.items() if key[1] == "pupils"}
    over = [
        key for key, answer in last.items()
        if key[1] == "not_attested" and (answer.digits or 0) > (pupils.get(key[0]) or 10**9)
    ]  # fmt: skip
    assert len(over) == 1
    leaps = [
        key for key, answer in last.items()
        if key[1] == "truants" and (answer.digits or 0) > 30 + (before[key].digits or 0)
    ]  # fmt: skip
    assert len(leaps) == 1


def test_one_school_has_sent_nothing_and_the_others_everything():
    silent = [s for s in all_of(Submission) if s.received is None]
    assert len({s.school for s in silent}) == 1
    sent = [f for f in definitions() if isinstance(f, Form) and f.is_for_schools]
    assert len(silent) == len(sent)
    assert len(all_of(Submission)) == 24 * len(sent) * len(YEARS)


@settings(max_examples=15)
@given(seed=st.integers(0, 999), schools=st.integers(1, 30))
def test_any_district_keeps_to_the_limits_of_its_elements(seed, schools):
    found = elements()
    records = made_up.district(seed=seed, schools=schools, years=(2025,), definitions=definitions())
    for value in (r for r in records if isinstance(r, Value)):
        element = found[value.element]
        if value.digits is None or not ValueType(element.type).is_number:
            continue
        number = Answer.of(value).number
        assert number is not None
        assert element.lowest is None or number >= element.lowest
        assert element.highest is None or number <= element.highest


def test_one_warning_is_accepted_with_a_reason_and_another_waits(made_file, tmp_path):
    path = shutil.copy(made_file("ishimbay"), tmp_path / "ishimbay.quality")
    migrations = paths.bundled().migrations
    with files.open_file(path=Path(path), migrations=migrations, writer=WRITER) as district_file:
        forms = monitoring.forms(store=district_file, year=2025)
        results = next(form for form in forms if form.code == "results")
        grid = monitoring.grid(store=district_file, form=results.id, year=2025)
    warnings = [f for row in grid.rows for f in row.findings if f.severity is Severity.WARNING]
    assert sorted(finding.is_open for finding in warnings) == [False, True]
    (accepted,) = (finding.accepted for finding in warnings if finding.accepted is not None)
    assert accepted.reason
    assert accepted.author
