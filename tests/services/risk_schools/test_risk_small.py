"""Works of too few participants: counted, told, and out of every sum."""

import pandas as pd
import pytest

from quality_desktop.domain.at_risk.risk import Repeat
from quality_desktop.services.risk_schools import risk
from quality_desktop.services.risk_schools.risk_small import small_works
from quality_desktop.services.risk_schools.risk_words import rule_in_words
from tests.services.risky import YEAR, fill, result

ROWS = [
    ("А", "math", 5, 9, 24), ("А", "russian", 5, 5, 10), ("А", "math", 6, 2, 9),
    ("Б", "math", 5, 1, 24), ("В", "math", 5, 3, 4), ("В", "russian", 5, 1, 1),
]  # fmt: skip


def view(store, least):
    terms = risk.terms(store=store, rule=risk.current_code(store=store), min_participants=least)
    return risk.assess(store=store, year=YEAR, terms=terms)


@pytest.mark.parametrize("least", [1, 2, 10, 25])
def test_sums_are_those_of_an_independent_count(empty_district, least):
    fill(
        empty_district,
        [
            result(name, low, n, subject=subject, grade=grade)
            for name, subject, grade, low, n in ROWS
        ],
    )
    table = pd.DataFrame(ROWS, columns=["school", "subject", "grade", "low", "n"])
    counted, small = table[table.n >= least], table[table.n < least]
    seen, found = view(empty_district, least), small_works(view(empty_district, least))
    assert (seen.low, seen.participants) == (counted.low.sum(), counted.n.sum())
    assert (found.counted, found.left_out) == (len(counted), len(small))
    assert (found.low, found.participants) == (small.low.sum(), small.n.sum())
    assert found.schools == len(set(table.school) - set(counted.school))
    assert bool(found.sentence) == bool(len(small))


def test_a_reader_is_told_what_is_left_out(empty_district):
    fill(
        empty_district,
        [
            result(name, low, n, subject=subject, grade=grade)
            for name, subject, grade, low, n in ROWS
        ],
    )
    assert small_works(view(empty_district, 10)).sentence.replace("\u00a0", " ") == (
        "Не учтены работы, где у школы меньше 10 участников: таких работ – 3, в них 14 участников; "
        "в долю по муниципалитету они не входят. Школ, где все работы такие, – 1: они вне списка."
    )
    assert "меньше 21 участника: " in small_works(view(empty_district, 21)).sentence


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "не менее 30 % участников с низким результатом по 2 и более оценочным процедурам года"),
        ({"procedures": 1}, "с низким результатом хотя бы по одной оценочной процедуре года"),
        ({"repeat": Repeat.AND}, "процедурам года, из которых хотя бы одна – та же, что год назад"),
        ({"repeat": Repeat.OR}, "процедурам года или по одной и той же процедуре два года подряд"),
        ({"min_participants": 10}, "года; работы, где участников меньше 10, не учтены"),
        ({"is_strict": True, "share": "25"}, "более 25 % участников с низким результатом"),
    ],
)  # fmt: skip
def test_a_rule_is_told_in_a_sentence(empty_district, changes, told):
    terms = risk.terms(
        store=empty_district, rule=risk.current_code(store=empty_district), **changes
    )
    assert told in rule_in_words(terms).replace("\u00a0", " ").replace("\u202f", " ")
