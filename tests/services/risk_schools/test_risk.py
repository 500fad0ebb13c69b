"""The list of a year from the file: against an independent count, and under other terms.

The independent count is a few lines of pandas with exact fractions. It runs on a district made
here, and on the real results of a real district where those are at hand.
"""

from fractions import Fraction
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.risk import Repeat, RiskRule
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.records import natural_id
from quality_desktop.services.exam_results import results
from quality_desktop.services.risk_schools import risk, risk_words

RULE = "low-2025"
REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "pervomaysky.csv"
GRID = [(1, False), (1, True), (10, False), (10, True)]


def fill(store, rows):
    with store.work("Результаты", kind="load") as work:
        for name in sorted({row[0] for row in rows}):
            school = natural_id("school", name)
            work.put(School(id=school, code=name, short_name=name))
        for name, year, subject, grade, low, participants in rows:
            school = natural_id("school", name)
            work.put(
                ExamResult(
                    id=exam_result_id("vpr", year, subject, grade, school),
                    procedure="vpr",
                    year=year,
                    subject=subject,
                    grade=grade,
                    school=school,
                    participants=participants,
                    two=low,
                )
            )
        work.commit()


def made_rows(seed):
    random = Random(seed)
    rows = []
    for number in range(12):
        weak = random.choice([0.05, 0.3, 0.45])
        for year in (2020, 2021):
            for subject in ("math", "russian"):
                for grade in (4, 5, 6):
                    if random.random() < 0.1:
                        continue
                    participants = random.choice([0, 3, 5, 10, 10, 20, 24])
                    low = sum(random.random() < weak for _ in range(participants))
                    rows.append((f"ОО-{number:02}", year, subject, grade, low, participants))
    return rows


def counted_independently(table, *, year, least, is_strict, share=Fraction(30, 100)):
    """Codes of the schools in the list of a year, by the definition and nothing of ours."""
    chosen = table[(table.year == year) & (table.n >= max(least, 1))]
    reached = [
        Fraction(low, n) > share if is_strict else Fraction(low, n) >= share
        for low, n in zip(chosen.low.tolist(), chosen.n.tolist(), strict=True)
    ]
    counts = chosen[reached].groupby("school").size()
    return set(counts[counts >= 2].index)


def compare_with_pandas(store, table):
    for least, is_strict in GRID:
        wanted = risk.terms(
            store=store, rule=RULE, share="30", procedures=2, min_participants=least,
            is_strict=is_strict, repeat=Repeat.OFF,
        )  # fmt: skip
        listed = {
            year: counted_independently(table, year=year, least=least, is_strict=is_strict)
            for year in (2020, 2021)
        }
        for year, expected in listed.items():
            view = risk.assess(store=store, year=year, terms=wanted)
            code = {school.id: school.code for school in view.schools}
            assert {code[case.school] for case in view.cases if case.is_included} == expected
            before = listed.get(year - 1, set())
            found = view.dynamics
            assert {code[key] for key in found.entered} == expected - before
            assert {code[key] for key in found.stayed} == expected & before
            assert {code[key] for key in found.left | found.unknown} == before - expected
            counted = table[(table.year == year) & (table.n >= least)]
            assert view.share == Fraction(int(counted.low.sum()), int(counted.n.sum()))


@pytest.mark.parametrize("seed", range(4))
def test_the_list_is_that_of_an_independent_count(empty_district, seed):
    rows = made_rows(seed)
    fill(empty_district, rows)
    table = pd.DataFrame(rows, columns=["school", "year", "subject", "grade", "low", "n"])
    compare_with_pandas(empty_district, table)


@pytest.mark.skipif(not REAL.exists(), reason="the real results are not at hand")
def test_the_list_of_a_real_district_is_that_of_an_independent_count(empty_district):
    preview = results.preview(
        store=empty_district, paths=[REAL], reference=paths.bundled().reference
    )
    decisions = results.adding_all(preview)
    preview = results.decide(store=empty_district, preview=preview, decisions=decisions)
    results.save(store=empty_district, preview=preview)
    raw = pd.read_csv(REAL, sep=";")
    table = raw.rename(
        columns={"ОО": "school", "Год": "year", "2, чел.": "low", "Кол-во участников": "n"}
    )
    compare_with_pandas(empty_district, table)


ROWS = [
    ("А", 2020, "math", 5, 5, 10),
    ("А", 2020, "russian", 5, 5, 10),
    ("А", 2021, "math", 5, 3, 10),
    ("А", 2021, "russian", 5, 9, 24),
    ("Б", 2020, "math", 5, 0, 10),
    ("Б", 2021, "math", 5, 4, 10),
    ("Б", 2021, "russian", 5, 2, 10),
]


def wanted(store, **changes):
    return risk.terms(store=store, rule=RULE, **changes)


def case_of(view, name):
    code = {school.id: school.code for school in view.schools}
    return next(case for case in view.cases if code[case.school] == name)


def test_every_reason_is_a_sentence_with_its_numbers(empty_district):
    fill(empty_district, ROWS)
    view = risk.assess(store=empty_district, year=2021, terms=wanted(empty_district))
    words = risk_words.exam_words(store=empty_district)
    assert [words.reason(r, view.terms) for r in case_of(view, "А").reasons] == [
        "ВПР, математика, 5 класс, 2021: 3 из 10 = 30,0\u202f% ≥ 30\u202f%",
        "ВПР, русский язык, 5 класс, 2021: 9 из 24 = 37,5\u202f% ≥ 30\u202f%",
    ]


def test_a_share_is_shown_with_as_many_decimals_as_decide(empty_district):
    fill(empty_district, [("А", 2021, "math", 5, 30_001, 100_000)])
    view = risk.assess(store=empty_district, year=2021, terms=wanted(empty_district))
    [reason] = case_of(view, "А").reasons
    words = risk_words.exam_words(store=empty_district)
    assert words.reason(reason, view.terms).endswith("30,001\u202f% ≥ 30\u202f%")


def test_a_school_of_the_directory_without_results_has_no_data(empty_district):
    fill(empty_district, ROWS)
    with empty_district.work("Школа") as work:
        work.put(School(id=natural_id("school", "В"), code="В", short_name="В"))
        work.commit()
    view = risk.assess(store=empty_district, year=2021, terms=wanted(empty_district))
    assert case_of(view, "В").standing is Standing.NO_DATA
    assert view.count(Standing.NO_DATA) == 1


def test_the_repeat_condition_looks_at_the_year_before(empty_district):
    fill(empty_district, ROWS)
    once = wanted(empty_district, procedures=1, repeat=Repeat.AND)
    view = risk.assess(store=empty_district, year=2021, terms=once)
    assert case_of(view, "А").is_included
    assert not case_of(view, "Б").is_included


def test_what_if_names_who_enters_and_who_leaves(empty_district):
    fill(empty_district, ROWS)
    base = wanted(empty_district)
    softer, harder = risk.compare(
        store=empty_district,
        year=2021,
        base=base,
        others=[wanted(empty_district, share="20"), wanted(empty_district, share="35")],
    )
    assert softer.enters == {natural_id("school", "Б")}
    assert softer.leaves == frozenset()
    assert harder.leaves == {natural_id("school", "А")}


def test_a_year_without_results_is_empty_and_compared_with_nothing(empty_district):
    fill(empty_district, ROWS)
    view = risk.assess(store=empty_district, year=2025, terms=wanted(empty_district))
    assert {case.standing for case in view.cases} == {Standing.NO_DATA}
    assert view.share is None
    assert not view.dynamics.is_compared


def test_a_file_without_results_gives_no_years_and_no_list(empty_district):
    assert risk.years(store=empty_district) == ()
    view = risk.assess(store=empty_district, year=2025, terms=wanted(empty_district))
    assert view.cases == ()


def test_a_rule_whose_share_is_not_set_is_refused_until_a_share_is_named(empty_district):
    with pytest.raises(QualityError, match="не задан порог"):
        risk.terms(store=empty_district, rule="municipal-2021")
    found = risk.terms(store=empty_district, rule="municipal-2021", share="25")
    assert found.share == Fraction(1, 4)
    assert len(found.criteria) == 9


def test_a_rule_with_criteria_looks_at_nothing_else(empty_district):
    fill(empty_district, [("А", 2021, "math", 5, 9, 10), ("А", 2021, "math", 6, 9, 10)])
    terms = risk.terms(store=empty_district, rule="municipal-2021", share="25")
    view = risk.assess(store=empty_district, year=2021, terms=terms)
    assert [reason.grade for reason in case_of(view, "А").reasons] == [5]


def test_an_unknown_rule_is_named_with_those_that_exist(empty_district):
    with pytest.raises(QualityError, match="low-2025, municipal-2021"):
        risk.terms(store=empty_district, rule="нет")


@pytest.mark.parametrize("name", ["procedures", "min_participants"])
def test_a_number_below_one_is_refused(empty_district, name):
    with pytest.raises(QualityError, match="не меньше 1"):
        wanted(empty_district, **{name: 0})


def test_the_shipped_rules_name_their_source_and_certainty(empty_district):
    found = empty_district.all(RiskRule)
    assert len(found) == 2
    assert all(rule.source and rule.certainty and rule.wording for rule in found)
    assert [rule.code for rule in found if rule.is_current] == [RULE]
