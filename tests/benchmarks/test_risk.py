"""What the list of schools at risk costs beside bare pandas: 1,300 schools, 10 works, 5 years.

Both sides read the same file and must come to the same schools, so that neither does less.
"""

import gc
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from quality_desktop.domain.at_risk.risk import RiskRule
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.examination.exams import exam_result_id
from quality_desktop.domain.records import natural_id
from quality_desktop.services.risk_schools import risk, risk_board, risk_years
from quality_desktop.services.risk_schools.risk import RiskView
from quality_desktop.services.risk_schools.risk_years import ListHistory
from quality_desktop.storage.store import Store, Writer

ROUNDS = 7
LARGEST_RATIO = 2.0
MIGRATIONS = Path(__file__).parents[2] / "db" / "migrations"
WRITER = Writer(author="Иванова А. П.", host="OO-03", program_version="0.1")

SCHOOLS = [natural_id("school", number) for number in range(1300)]
YEARS = range(2021, 2026)
WORKS = [("vpr", subject, grade) for subject in ("math", "russian") for grade in range(4, 9)]
NOW = 2025
"""The year of the list; the years before it are compared with."""


@pytest.fixture(scope="module")
def results() -> list[tuple[Any, ...]]:
    """Results of the region; one in fifty is missing."""
    import numpy as np

    random = np.random.default_rng(20251122)
    weak = random.choice([0.05, 0.15, 0.33], p=[0.6, 0.3, 0.1], size=len(SCHOOLS))
    rows = []
    for year in YEARS:
        for procedure, subject, grade in WORKS:
            participants = random.integers(3, 90, size=len(SCHOOLS))
            low = random.binomial(participants, weak)
            is_there = random.random(len(SCHOOLS)) > 0.02
            for school, n, two, known in zip(
                SCHOOLS, participants.tolist(), low.tolist(), is_there.tolist(), strict=True
            ):
                if known:
                    key = exam_result_id(procedure, year, subject, grade, school)
                    rows.append((key.bytes, procedure, year, subject, grade, school.bytes, n, two))
    return rows


@pytest.fixture(scope="module")
def file(results: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The region as a file; written past the log, which costs what test_capture_cost measures."""
    path = tmp_path_factory.mktemp("region") / "region.quality"
    store = Store.create(path, migrations=MIGRATIONS, writer=WRITER)
    with store, store.work("Правило") as work:
        rule = natural_id("risk_rule", "low")
        work.put(RiskRule(id=rule, code="low", share="30", is_current=True))
        work.commit()
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany(
            "INSERT INTO school (id, code, short_name, full_name, type, address, phone, email, site,"
            " is_active) VALUES (?, ?, ?, ?, '', '', '', '', '', 1)",
            [(s.bytes, f"{n:04}", f"Школа {n:04}", f"Школа {n:04}") for n, s in enumerate(SCHOOLS)],
        )
        connection.executemany(
            "INSERT INTO exam_result (id, procedure, year, subject, grade, school, participants,"
            " two, scores, tasks, layout, source, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '',"
            " '')",
            results,
        )
    connection.close()
    return path


def test_list_reasons_and_dynamics_cost_twice_a_bare_group_by_at_most(
    benchmark: BenchmarkFixture, file: Path
) -> None:
    bare = sqlite3.connect(shutil.copy(file, file.with_name("bare.sqlite")))
    with Store.open(file, migrations=MIGRATIONS, writer=WRITER) as store:
        terms = risk.terms(store=store, rule="low")

        def ours() -> RiskView:
            return risk.assess(store=store, year=NOW, terms=terms)

        def theirs() -> Hand:
            return by_hand(bare)

        same(ours(), theirs())
        cost = measured(benchmark, {"ours": ours, "pandas": theirs})
    bare.close()
    assert cost["ours"] / cost["pandas"] <= LARGEST_RATIO, benchmark.extra_info


def test_all_that_the_tab_first_asks_costs_twice_a_bare_group_by_at_most(
    benchmark: BenchmarkFixture, file: Path
) -> None:
    """The list of the tab; the rest of a second is Qt's, which test_grid measures."""
    bare = sqlite3.connect(shutil.copy(file, file.with_name("bare.sqlite")))
    with Store.open(file, migrations=MIGRATIONS, writer=WRITER) as store:

        def ours() -> object:
            return risk_board.board(store=store, year=NOW)

        def theirs() -> Hand:
            return by_hand(bare)

        cost = measured(benchmark, {"ours": ours, "pandas": theirs})
    bare.close()
    assert cost["ours"] / cost["pandas"] <= LARGEST_RATIO, benchmark.extra_info


def test_all_years_cost_twice_a_bare_group_by_at_most(
    benchmark: BenchmarkFixture, file: Path
) -> None:
    bare = sqlite3.connect(shutil.copy(file, file.with_name("bare.sqlite")))
    with Store.open(file, migrations=MIGRATIONS, writer=WRITER) as store:
        terms = risk.terms(store=store, rule="low")

        def ours() -> ListHistory:
            return risk_years.history(store=store, terms=terms)

        def theirs() -> Hand:
            return by_hand(bare)

        last = ours().years[-1]
        assert last.counts[Standing.INCLUDED] == len(theirs().included)
        cost = measured(benchmark, {"ours": ours, "pandas": theirs})
    bare.close()
    assert cost["ours"] / cost["pandas"] <= LARGEST_RATIO, benchmark.extra_info


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """What a straightforward script finds."""

    included: set[bytes]
    reasons: dict[bytes, list[tuple[str, str, int, int, int]]]
    entered: set[bytes]
    stayed: set[bytes]
    left: set[bytes]
    returned: set[bytes]


def by_hand(connection: sqlite3.Connection) -> Hand:
    """The rule «30 % and more in two works and more» in pandas."""
    import pandas as pd

    table = pd.read_sql(
        "SELECT school, year, procedure, subject, grade, participants, two FROM exam_result"
        " WHERE participants > 0",
        connection,
    )
    low = table[table.two * 10 >= table.participants * 3]
    counts: Any = low.groupby(["year", "school"]).size()
    chosen: Any = counts[counts >= 2].reset_index()
    listed: dict[Any, set[bytes]] = {y: set(s) for y, s in chosen.groupby("year").school}
    known: dict[Any, set[bytes]] = {y: set(s) for y, s in table.groupby("year").school}
    now, before = listed[NOW], listed[NOW - 1]
    earlier = set().union(*(found for year, found in listed.items() if year < NOW))
    last = {s: max(y for y in known if y < NOW and s in known[y]) for s in now & earlier}
    left_once = {school for school, year in last.items() if school not in listed[year]}
    columns = ["school", "procedure", "subject", "grade", "two", "participants"]
    reasons: dict[bytes, list[tuple[str, str, int, int, int]]] = {}
    for school, *reason in low[low.year == NOW][columns].itertuples(index=False):
        reasons.setdefault(school, []).append(tuple(reason))
    return Hand(
        included=now,
        reasons=reasons,
        entered=now - before,
        stayed=now & before,
        left=(before - now) & known[NOW],
        returned=(now - before) & earlier & left_once,
    )


def same(view: RiskView, hand: Hand) -> None:
    """Both found the same schools for the same reasons."""
    included = {case.school.bytes for case in view.cases if case.is_included}
    assert included == hand.included
    assert included
    for case in view.cases:
        reasons = [(r.procedure, r.subject, r.grade, r.low, r.participants) for r in case.reasons]
        assert reasons == sorted(hand.reasons.get(case.school.bytes, []))
    for name in ("entered", "stayed", "left", "returned"):
        ours = {school.bytes for school in getattr(view.dynamics, name)}
        assert ours == getattr(hand, name), name


def measured(
    benchmark: BenchmarkFixture, sides: dict[str, Callable[[], object]]
) -> dict[str, float]:
    """Median CPU seconds of each side; the sides take turns."""
    runs: dict[str, list[float]] = {name: [] for name in sides}

    def round_of_all() -> None:
        for name, side in sides.items():
            gc.collect()
            start = time.process_time()
            side()
            runs[name].append(time.process_time() - start)

    benchmark.pedantic(round_of_all, rounds=ROUNDS, iterations=1, warmup_rounds=1)
    cost = {name: statistics.median(times) for name, times in runs.items()}
    first, second = cost.values()
    benchmark.extra_info.update(
        ratio=round(first / second, 2),
        milliseconds={name: round(seconds * 1000, 1) for name, seconds in cost.items()},
    )
    return cost
