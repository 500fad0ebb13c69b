"""What a merge costs: twenty thousand changes into a file with a hundred thousand.

The yardstick is a bare bulk insert of the same rows into a copy of the same file: the rows of ``tx``,
``change`` and the tables of records by ``executemany``, in one transaction with the same settings,
read beforehand, with no triggers, nothing compared and nothing worked out. What is sent is the whole
log, as in a first exchange: the hundred thousand changes that are known have to be told apart too.
"""

import gc
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from quality_desktop.domain.cycle import Progress, progress_id
from quality_desktop.domain.merge import INSERT
from quality_desktop.storage import opening
from quality_desktop.storage.capture import decode_places
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.store import Store, Writer
from tests.benchmarks.test_capture_cost import (
    DIRECTIONS,
    MIGRATIONS,
    POSITIONS,
    WRITER,
    parents,
)

KNOWN, NEW = 100_000, 20_000
PER_YEAR = len(DIRECTIONS) * len(POSITIONS)
FIRST = 2001
"""School years stand for portions of a thousand records each."""
WORK: Mapping[str, tuple[tuple[int, int, str], ...]] = {
    "new records": ((FIRST + 50, 20, "done"),),
    "records and edits": ((FIRST + 50, 10, "done"), (FIRST, 10, "started")),
    "edits": ((FIRST, 20, "started"),),
}
"""What was done elsewhere: first year, years, what is written."""

Row = tuple[object, ...]


@dataclass(frozen=True)
class Rows:
    """What came, as a bare insert writes it: each table in the order of its keys."""

    transactions: list[Row]
    changes: list[Row]
    records: list[Row]
    edits: list[Row]


def test_a_merge_costs_three_bare_inserts_at_most(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    base = tmp_path / "base.quality"
    with Store.create(base, migrations=MIGRATIONS, writer=WRITER) as store:
        with store.work("Образец", kind="load") as work:
            work.put_all(parents())
            work.commit()
        enter(store, (FIRST, 50, "not_needed"), (FIRST, 50, "done"))
    seconds: dict[str, list[tuple[float, float, float, float]]] = {name: [] for name in WORK}
    logs = {name: work_elsewhere(base, name) for name in WORK}

    def all_kinds() -> None:
        for name, log in logs.items():
            rows = rows_of(base, log)
            bare = bare_insert(copy(base), rows)
            merged, again = merge(copy(base), log)
            seconds[name].append((bare, merged, again, look(copy(base), log)))

    benchmark.pedantic(all_kinds, rounds=3, iterations=1)

    middle = {
        name: [round(statistics.median(column), 3) for column in zip(*runs, strict=True)]
        for name, runs in seconds.items()
    }
    ratios = {
        name: round(statistics.median(merged / bare for bare, merged, _, _ in runs), 2)
        for name, runs in seconds.items()
    }
    benchmark.extra_info.update(
        cpu_seconds={
            name: dict(zip(("bare", "merge", "again", "plan"), found, strict=True))
            for name, found in middle.items()
        },
        ratios=ratios,
    )
    assert max(ratios.values()) <= 3
    assert all(again <= 1 and plan <= 3 for _, _, again, plan in middle.values())


def enter(store: Store, *portions: tuple[int, int, str]) -> None:
    """A thousand records in a transaction, as the program writes them."""
    for first, years, status in portions:
        for year in range(first, first + years):
            with store.work("Ввод значений") as work:
                work.put_all(records(year, status))
                work.commit()


def records(year: int, status: str) -> Iterator[Progress]:
    for direction in DIRECTIONS:
        for position in POSITIONS:
            yield Progress(
                id=progress_id(direction, position, year),
                direction=direction,
                position=position,
                year=year,
                status=status,
                due=date(2026, 5, 1),
            )


def copy(base: Path) -> Path:
    return Path(shutil.copy(base, base.with_name("copy.quality")))


def work_elsewhere(base: Path, name: str) -> Path:
    """The whole log of another copy with twenty thousand changes of its own."""
    path = Path(shutil.copy(base, base.with_name("elsewhere.quality")))
    elsewhere = Writer(author="Петрова", host="ПК-2", program_version="0.1")
    log = base.with_name(f"{name}.log")
    with Store.open(path, migrations=MIGRATIONS, writer=elsewhere) as store:
        enter(store, *WORK[name])
        counts = store.write_log(log, LogChoice())
    assert counts.changes >= KNOWN + NEW
    return log


def rows_of(base: Path, log: Path) -> Rows:
    """What of a log is new, with the numbers of transactions that it has there."""
    code = column_codes(Progress.kind)["status"]
    elsewhere = base.with_name("known.quality")
    shutil.copy(base, elsewhere)
    with closing(sqlite3.connect(elsewhere)) as file:
        file.execute("ATTACH ? AS received", (str(log),))
        changes = file.execute(
            "SELECT * FROM received.change WHERE id NOT IN (SELECT id FROM main.change)"
        ).fetchall()
        transactions = file.execute(
            "SELECT * FROM received.tx WHERE uid NOT IN (SELECT uid FROM main.tx)"
        ).fetchall()
    by_key = sorted(changes, key=itemgetter(1))
    made: list[Row] = [(row[1], *decode_places(row[3])[1]) for row in by_key if row[2] == INSERT]
    edits: list[Row] = [(row[3], row[1]) for row in by_key if row[2] == code]
    assert len(changes) == len(made) + len(edits) == NEW
    return Rows(transactions, changes, made, edits)


def bare_insert(path: Path, rows: Rows) -> float:
    """CPU seconds of writing the rows and nothing else."""
    session = opening.open_session(path, migrations=MIGRATIONS, writer=WRITER, places=None)
    driver = session.link.driver
    try:
        for (name,) in driver.execute("SELECT name FROM sqlite_temp_schema").fetchall():
            driver.execute(f'DROP TRIGGER temp."{name}"')
        gc.collect()
        start = time.process_time()
        driver.execute("BEGIN")
        driver.executemany(f"INSERT INTO tx VALUES ({marks(rows.transactions)})", rows.transactions)
        driver.executemany(f"INSERT INTO change VALUES ({marks(rows.changes)})", rows.changes)
        if rows.records:
            driver.executemany(f"INSERT INTO progress VALUES ({marks(rows.records)})", rows.records)
        driver.executemany("UPDATE progress SET status = ? WHERE id = ?", rows.edits)
        driver.execute("COMMIT")
        return time.process_time() - start
    finally:
        opening.close_session(session)


def marks(rows: list[Row]) -> str:
    return ", ".join("?" * len(rows[0]))


def merge(path: Path, log: Path) -> tuple[float, float]:
    """CPU seconds of the merge, and of the same log again."""
    spent = []
    with Store.open(path, migrations=MIGRATIONS, writer=WRITER) as store:
        for expected in (NEW, 0):
            gc.collect()
            start = time.process_time()
            outcome = store.merge(log, Arrival(peer="Петрова"))
            spent.append(time.process_time() - start)
            assert (outcome.new_changes, outcome.conflicts) == (expected, 0)
    return spent[0], spent[1]


def look(path: Path, log: Path) -> float:
    """CPU seconds of the look before."""
    with Store.open(path, migrations=MIGRATIONS, writer=WRITER) as store:
        gc.collect()
        start = time.process_time()
        plan = store.plan_merge(log)
        assert (plan.new_changes, len(plan.records)) == (NEW, NEW)
        return time.process_time() - start


def test_thousands_of_disagreements_are_listed_in_seconds(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    base = tmp_path / "base.quality"
    with Store.create(base, migrations=MIGRATIONS, writer=WRITER) as store:
        with store.work("Образец", kind="load") as work:
            work.put_all(parents())
            work.commit()
        enter(store, (FIRST, 2, "not_needed"))
    log = tmp_path / "elsewhere.log"
    elsewhere = Path(shutil.copy(base, tmp_path / "elsewhere.quality"))
    with Store.open(elsewhere, migrations=MIGRATIONS, writer=WRITER) as store:
        enter(store, (FIRST, 2, "started"))
        store.write_log(log, LogChoice())
    spent = {}
    with Store.open(base, migrations=MIGRATIONS, writer=WRITER) as store:
        enter(store, (FIRST, 2, "done"))

        def timed(name: str, step: Callable[[], object]) -> None:
            start = time.process_time()
            step()
            spent[name] = round(time.process_time() - start, 3)

        timed("plan", lambda: store.plan_merge(log))
        timed("merge", lambda: store.merge(log, Arrival()))
        timed("list", store.disputes)
        assert len(store.disputes()) == 2 * PER_YEAR
    benchmark.extra_info["cpu_seconds"] = spent
    benchmark.pedantic(lambda: None, rounds=1)
    assert sum(spent.values()) <= 10
