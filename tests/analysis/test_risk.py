"""All schools at once say what the rule says of each, school by school."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.analysis.risk import INCLUDED, NO_DATA, OUTSIDE, RiskRows, assess, flow
from quality_desktop.domain.at_risk.risk import Repeat, Terms
from quality_desktop.domain.at_risk.risk_cases import RiskResult, Standing, dynamics, judge
from quality_desktop.domain.records import Id, new_id

SCHOOLS: tuple[Id, ...] = tuple(Id(new_id()) for _ in range(4))
YEARS = (2019, 2020, 2021)
WORKS = (("vpr", "math", 5), ("vpr", "russian", 5), ("oge", "math", 0))
STANDING = {NO_DATA: Standing.NO_DATA, OUTSIDE: Standing.OUTSIDE, INCLUDED: Standing.INCLUDED}


@dataclass(frozen=True)
class Row:
    school: int
    year: int
    work: int
    low: int
    participants: int


@st.composite
def tables(draw):
    places = draw(
        st.lists(
            st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)),
            unique=True,
            max_size=36,
        )
    )
    rows = []
    for school, year, work in places:
        participants = draw(st.integers(0, 12))
        rows.append(Row(school, year, work, draw(st.integers(0, participants)), participants))
    return rows


terms = st.builds(
    Terms,
    share=st.sampled_from([Fraction(3, 10), Fraction(1, 4), Fraction(333, 1000)]),
    is_strict=st.booleans(),
    procedures=st.integers(1, 3),
    repeat=st.sampled_from(Repeat),
    min_participants=st.sampled_from([0, 1, 5, 10]),
)


def columns(rows: list[Row]) -> RiskRows:
    def column(name: str) -> np.ndarray:
        return np.array([getattr(row, name) for row in rows], dtype=np.int64)

    return RiskRows(*(column(name) for name in RiskRows.__slots__))


def assessed(rows: list[Row], wanted: Terms):
    return assess(
        columns(rows), wanted, schools=len(SCHOOLS), years=len(YEARS), shares=[wanted.share] * 3
    )


def one_by_one(rows: list[Row], wanted: Terms):
    """The same by the rule for one school."""
    taken = [row for row in rows if row.participants]

    def is_low(row: Row) -> bool:
        left, right = Fraction(row.low, row.participants), wanted.share
        reached = left > right if wanted.is_strict else left >= right
        return reached and row.participants >= wanted.min_participants

    low = {(row.school, row.year, row.work) for row in taken if is_low(row)}
    cases = {}
    for school, key in enumerate(SCHOOLS):
        for year in range(len(YEARS)):
            found = [
                RiskResult(
                    procedure=WORKS[row.work][0],
                    year=YEARS[year],
                    subject=WORKS[row.work][1],
                    grade=WORKS[row.work][2],
                    low=row.low,
                    participants=row.participants,
                    share=wanted.share,
                    was_low=(school, year - 1, row.work) in low,
                )
                for row in taken
                if (row.school, row.year) == (school, year)
            ]
            cases[school, year] = judge(key, found, wanted)
    return cases


@given(tables(), terms)
def test_every_school_stands_where_the_rule_puts_it(rows, wanted):
    table = assessed(rows, wanted)
    for (school, year), case in one_by_one(rows, wanted).items():
        assert STANDING[int(table.standing[school, year])] is case.standing
        assert table.low[school, year] == len(case.reasons)


@given(tables(), terms)
def test_reasons_are_the_low_results_by_year_and_school(rows, wanted):
    table = assessed(rows, wanted)
    named = [rows[i] for i in table.reasons]
    assert [(r.year, r.school) for r in named] == sorted((r.year, r.school) for r in named)
    assert len(named) == int(table.low.sum())


@given(tables(), terms)
def test_dynamics_are_those_of_the_lists(rows, wanted):
    table = assessed(rows, wanted)
    found = flow(table)
    standings = {
        year: {key: STANDING[int(table.standing[i, n])] for i, key in enumerate(SCHOOLS)}
        for n, year in enumerate(YEARS)
    }
    for number, year in enumerate(YEARS):
        expected = dynamics(standings, year)
        for name in ("entered", "stayed", "left", "returned", "unknown", "resumed"):
            chosen = getattr(found, name)[:, number]
            assert {SCHOOLS[i] for i in np.flatnonzero(chosen)} == getattr(expected, name)


@given(tables(), st.randoms(use_true_random=False), terms)
def test_the_order_of_rows_changes_nothing(rows, random, wanted):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert (assessed(rows, wanted).standing == assessed(shuffled, wanted).standing).all()


def test_a_school_without_results_has_no_data():
    table = assessed([Row(0, 0, 0, 5, 5), Row(0, 0, 1, 5, 5)], Terms(share=Fraction(3, 10)))
    assert table.standing[0].tolist() == [INCLUDED, NO_DATA, NO_DATA]
    assert table.standing[1].tolist() == [NO_DATA] * 3
