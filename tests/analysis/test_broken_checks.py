"""Schools with errors found for all at once, against the checks tried school by school."""

from hypothesis import given, settings
from hypothesis import strategies as st

from quality_desktop.analysis.broken_checks import answers_of, suspects
from quality_desktop.domain.collection.answers import Answer, read_answer
from quality_desktop.domain.collection.checks import checks_of, run
from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import CheckRule
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import new_id
from tests.analysis.made import Values, cube, element

YEARS = range(2024, 2026)
FORM = new_id()
SCHOOLS = [new_id() for _ in range(3)]
ELEMENTS = [
    element("part", form=FORM, highest=100),
    element("whole", form=FORM),
    element("mean", form=FORM, type="decimal", decimals=1, lowest=2, highest=5),
    element("yes", form=FORM, type="yes_no"),
]
RULES = [
    CheckRule(id=new_id(), form=FORM, left=left, relation=relation, right=right, is_hard=hard)
    for left, relation, right, hard in (
        ("part * 2", ">=", "whole / 3", True),
        ("part / whole", "<", "mean / 2", True),
        ("whole", "==", "part + 3", False),
        ("over(2, part)", "<=", "over(2, whole) + 5", True),
        ("whole", ">", "1", True),
    )
]
SHARE = Calculation(id=new_id(), code="share", numerator="part", denominator="whole")
CHECKS = checks_of(ELEMENTS, RULES, [SHARE], 2025)
HARD = [check for check in CHECKS if check.severity is Severity.ERROR]
TEXTS = ("", "0", "1", "3", "4,5", "12", "101", "не участвовали", "нет класса", "н/д")


def typed(text: str, place: int) -> Answer:
    read = read_answer(text, ELEMENTS[place])
    return read if isinstance(read, Answer) else Answer(digits=45, decimals=1)


CELL = st.sampled_from(TEXTS)
DRAWN = st.lists(CELL, min_size=24, max_size=24)


@settings(max_examples=150, deadline=None)
@given(DRAWN)
def test_no_school_with_an_error_is_left_out_and_no_error_is_another(drawn: list[str]) -> None:
    said = iter(drawn)
    values: Values = {
        (e.id, school, year): typed(next(said), place)
        for place, e in enumerate(ELEMENTS)
        for school in SCHOOLS
        for year in YEARS
    }
    made = cube(values, ELEMENTS, SCHOOLS, YEARS)
    ids = [e.id for e in ELEMENTS]

    expected = {}
    for place, school in enumerate(SCHOOLS):
        now, before = ({k: values[k, school, year] for k in ids} for year in (2025, 2024))
        found = [f for f in run(CHECKS, now, [before]) if f.severity is Severity.ERROR]
        if found:
            expected[place] = [f.elements for f in found]
    told = {}
    for place in suspects(CHECKS, made, 2025):
        now, before = (answers_of(made, ids, place, year) for year in (2025, 2024))
        if found := run(HARD, now, [before]):  # one looked at in vain costs time only
            told[place] = [f.elements for f in found]
    assert told == expected


def test_a_year_that_was_not_loaded_has_no_errors() -> None:
    made = cube({}, ELEMENTS, SCHOOLS, YEARS)
    assert suspects(CHECKS, made, 2019) == []
    assert answers_of(made, [ELEMENTS[0].id], 0, 2019) == {}
