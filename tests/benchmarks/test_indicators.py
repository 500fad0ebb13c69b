"""What indicators of a region cost beside hand-written pandas: 1,300 schools, 60 elements, 5 years.

Both sides run in one test, so that a slow machine slows both, and both must come to the same
figures.
"""

import gc
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from quality_desktop.analysis.cube import Cube, CubeSource, cube_of
from quality_desktop.analysis.indicators import DistrictFigure, compute, district
from quality_desktop.domain.collection.indicators import Aggregate, CalculationKind
from quality_desktop.domain.collection.monitoring import DataElement, value_id
from quality_desktop.domain.formulas.formula import Formula, parse
from quality_desktop.domain.records import new_id
from quality_desktop.services.indicators import value_columns
from quality_desktop.storage.store import Store, Writer

ROUNDS = 7
LARGEST_RATIO = 2.0
MIGRATIONS = Path(__file__).parents[2] / "db" / "migrations"
WRITER = Writer(author="Иванова А. П.", host="OO-03", program_version="0.1")

SCHOOLS = [new_id() for _ in range(1300)]
YEARS = range(2021, 2026)
SUBJECTS = ("math", "russian", "history")
QUANTITIES = [f"q{n}" for n in range(20)]
FORM = new_id()
ELEMENTS = [
    DataElement(id=new_id(), form=FORM, code=code, procedure="vpr", subject=subject, grade=5)
    for code in QUANTITIES
    for subject in SUBJECTS
]
NOT_APPLICABLE_PART, NO_DATA_PART = 0.03, 0.02


def formulas() -> list[Formula]:
    """Forty shares: plain ones, over two years, of sums, of one subject."""
    pairs = [(QUANTITIES[n], QUANTITIES[n + 10]) for n in range(10)]
    texts = [
        *((a, b) for a, b in pairs),
        *((f"over(2, {a})", f"over(2, {b})") for a, b in pairs),
        *((f"{a}[math]", f"{b}[math]") for a, b in pairs),
        *((f"{a} + {b}", f"{b} + {a} + {a}") for a, b in pairs),
    ]
    return [Formula(CalculationKind.SHARE, parse(a), parse(b), 100) for a, b in texts]


@pytest.fixture(scope="module")
def columns() -> dict[str, Any]:
    """Values of the region as flat arrays in the order elements × years × schools."""
    import numpy as np

    random = np.random.default_rng(20251122)
    shape = (len(ELEMENTS), len(YEARS), len(SCHOOLS))
    pupils = random.integers(5, 120, size=shape)
    pupils[: len(ELEMENTS) // 2] //= 4  # numerators are smaller than denominators
    chance = random.random(shape)
    absent = np.where(chance < NOT_APPLICABLE_PART, "not_taking_part", "")
    absent = np.where(chance > 1 - NO_DATA_PART, "no_data", absent)
    return {"digits": pupils, "absence": absent}


def rows(columns: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for e, element in enumerate(ELEMENTS):
        for y, year in enumerate(YEARS):
            digits = columns["digits"][e, y].tolist()
            absences = columns["absence"][e, y].tolist()
            for school, number, absence in zip(SCHOOLS, digits, absences, strict=True):
                key = value_id(element.id, school, year)
                figure = None if absence else number
                yield key.bytes, element.id.bytes, school.bytes, year, figure, 0, "", absence


@pytest.fixture(scope="module")
def file(columns: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The region as a file; written past the log, which costs what test_capture_cost measures."""
    path = tmp_path_factory.mktemp("region") / "region.quality"
    Store.create(path, migrations=MIGRATIONS, writer=WRITER).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany(
            "INSERT INTO value (id, element, school, year, digits, decimals, text, absence, origin,"
            " note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'form', '')",
            rows(columns),
        )
    connection.close()
    return path


def test_loading_the_columns_costs_twice_a_bare_read_sql_at_most(
    benchmark: BenchmarkFixture, file: Path
) -> None:
    import pandas as pd

    bare = sqlite3.connect(shutil.copy(file, file.with_name("bare.sqlite")))
    nothing: dict[str, list[Any]] = {name: [] for name in value_columns.NAMES}
    with Store.open(file, migrations=MIGRATIONS, writer=WRITER) as store:

        def ours() -> Cube:
            return cube_of(
                value_columns.reported(store=store, years=YEARS),
                nothing,
                elements=ELEMENTS,
                schools=[school.bytes for school in SCHOOLS],
                years=YEARS,
            )

        def theirs() -> object:
            return pd.read_sql("SELECT * FROM value", bare)

        loaded = ours()
        assert loaded.state.size == len(ELEMENTS) * len(YEARS) * len(SCHOOLS)
        assert 0.94 < (loaded.state == 0).mean() < 0.96
        cost = measured(benchmark, {"ours": ours, "read_sql": theirs})
    bare.close()
    assert cost["ours"] / cost["read_sql"] <= LARGEST_RATIO, benchmark.extra_info


def test_all_indicators_cost_twice_the_same_arithmetic_in_pandas_at_most(
    benchmark: BenchmarkFixture, columns: dict[str, Any]
) -> None:
    loaded = cube_of(
        _flat(columns),
        {name: [] for name in value_columns.NAMES},
        elements=ELEMENTS,
        schools=[school.bytes for school in SCHOOLS],
        years=YEARS,
    )
    numbers, unknown = frames(columns)
    known = formulas()

    def ours() -> list[list[DistrictFigure]]:
        source = CubeSource(loaded, ELEMENTS, YEARS)
        found = []
        for formula in known:
            figures = compute(formula, source, 1)
            found.append(
                [district(figures, y, 100, Aggregate.RATIO, None) for y in range(len(YEARS))]
            )
        return found

    def theirs() -> list[Any]:
        return by_hand(numbers, unknown)

    for mine, frame in zip(ours(), theirs(), strict=True):
        for figure, (_, row) in zip(mine, frame.iterrows(), strict=True):
            assert figure.counted == row["counted"]
            assert figure.no_data == row["unknown"]
            if figure.weighted is None:
                assert row["counted"] == 0
                continue
            assert float(figure.weighted) == pytest.approx(row["weighted"])
            assert figure.mean_digits is not None
            assert figure.mean_digits / 10 == pytest.approx(row["mean"], abs=0.0501)
    cost = measured(benchmark, {"ours": ours, "pandas": theirs})
    assert cost["ours"] / cost["pandas"] <= LARGEST_RATIO, benchmark.extra_info


def _flat(columns: dict[str, Any]) -> dict[str, list[Any]]:
    flat = list(zip(*rows(columns), strict=True))
    names = ("element", "school", "year", "digits", "decimals", "text", "absence")
    return {name: list(column) for name, column in zip(names, flat[1:], strict=True)}


def frames(columns: dict[str, Any]) -> tuple[Any, Any]:
    """The region as an analyst would have it: a row per school and year, a column per element."""
    import numpy as np
    import pandas as pd

    index = pd.MultiIndex.from_product([YEARS, range(len(SCHOOLS))], names=["year", "school"])
    names = [f"{element.code}_{element.subject}" for element in ELEMENTS]
    digits = columns["digits"].reshape(len(ELEMENTS), -1).T.astype(float)
    absent = columns["absence"].reshape(len(ELEMENTS), -1).T
    numbers = pd.DataFrame(np.where(absent == "", digits, np.nan), index=index, columns=names)
    return numbers, pd.DataFrame(absent == "no_data", index=index, columns=names)


Hand = tuple[Any, Any]
"""Numbers, NaN where there are none, and where something is unknown; both by year and school."""


def by_hand(numbers: Any, unknown: Any) -> list[Any]:
    """The same forty shares: absences skipped, unknown kept, rounded, summed by year."""
    nobody = numbers.isna() & ~unknown

    def totals(a: str, b: str, *subjects: str) -> tuple[Hand, Hand]:
        """A class that took no part is left out of both."""
        first, second = ([f"{code}_{subject}" for subject in subjects] for code in (a, b))
        skipped = nobody[first].to_numpy() | nobody[second].to_numpy()
        return total(first, skipped), total(second, skipped)

    def total(names: list[str], skipped: Any) -> Hand:
        is_unknown = (unknown[names] & ~skipped).any(axis=1)
        members = numbers[names].mask(skipped)
        return members.sum(axis=1, min_count=1).mask(is_unknown), is_unknown

    pairs = [(QUANTITIES[n], QUANTITIES[n + 10]) for n in range(10)]
    sums = [totals(a, b, *SUBJECTS) for a, b in pairs]
    return [
        *(figures_by_hand(a, b) for a, b in sums),
        *(figures_by_hand(two_years(a), two_years(b)) for a, b in sums),
        *(figures_by_hand(*totals(a, b, "math")) for a, b in pairs),
        *(figures_by_hand(plus(a, b), plus(b, a, a)) for a, b in sums),
    ]


def two_years(pair: Hand) -> Hand:
    series, is_unknown = pair
    before = series.groupby(level="school").shift(1)
    was_unknown = is_unknown.astype(float).groupby(level="school").shift(1, fill_value=1.0) > 0
    either = is_unknown | was_unknown
    return series.add(before, fill_value=0).mask(either), either


def plus(*pairs: Hand) -> Hand:
    series, is_unknown = pairs[0]
    for other, other_unknown in pairs[1:]:
        series = series.add(other, fill_value=0)
        is_unknown = is_unknown | other_unknown
    return series.mask(is_unknown), is_unknown


def figures_by_hand(top: Hand, bottom: Hand) -> Any:
    import pandas as pd

    numerator, denominator = top[0], bottom[0]
    has_figure = numerator.notna() & denominator.notna() & (denominator != 0)
    share = (numerator / denominator * 100).where(has_figure)
    is_unknown = (top[1] | bottom[1]) & ~(denominator == 0)
    shown = share.round(1)
    sums = [side.where(has_figure).groupby(level="year").sum() for side in (numerator, denominator)]
    return pd.DataFrame(
        {
            "weighted": sums[0] / sums[1] * 100,
            "mean": share.groupby(level="year").mean().round(1),
            "counted": shown.groupby(level="year").count(),
            "unknown": is_unknown.groupby(level="year").sum(),
        }
    )


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
