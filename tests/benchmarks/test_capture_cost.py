"""What the change log costs: the same unit of work with and without the capture of changes.

Both sides run in one test, so that a slow machine slows both. A unit of work is measured as an
intent does it: compose the records, put them, commit; a thousand records each.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from quality_desktop.domain.cycle import (
    Position,
    Progress,
    Stage,
    position_id,
    progress_id,
    stage_id,
)
from quality_desktop.domain.directions import (
    Direction,
    DirectionGroup,
    Edition,
    direction_id,
    edition_id,
    group_id,
)
from quality_desktop.domain.records import Record
from quality_desktop.storage import opening
from quality_desktop.storage.header import schema_version
from quality_desktop.storage.session import Session
from quality_desktop.storage.store import Store, Writer
from quality_desktop.storage.unit_of_work import UnitOfWork

MIGRATIONS = Path(__file__).parents[2] / "db" / "migrations"
WRITER = Writer(author="Иванова А. П.", host="OO-03", program_version="0.1")
YEARS = range(2001, 2051)
DIRECTIONS = [direction_id("2020", str(n)) for n in range(100)]
POSITIONS = [position_id(n) for n in range(1, 11)]
PER_YEAR = len(DIRECTIONS) * len(POSITIONS)
RECORDS = len(YEARS) * PER_YEAR


@dataclass
class Cost:
    """CPU seconds and file sizes of one run.

    Attributes:
        insert: A new record each.
        update: One field of each record, changed for the first time.
        again: The same field, changed once more.
    """

    insert: float
    update: float
    again: float
    empty: int
    after_insert: int
    after_update: int


def test_capture_costs_half_an_insert_and_one_update_at_most(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    runs: list[tuple[Cost, Cost]] = []

    def both() -> None:
        folder = tmp_path / str(len(runs))
        folder.mkdir()
        plain = _run(folder / "plain.quality", is_captured=False)
        runs.append((plain, _run(folder / "captured.quality", is_captured=True)))

    benchmark.pedantic(both, rounds=3, iterations=1)

    ratios = {
        step: statistics.median(getattr(c, step) / getattr(p, step) for p, c in runs)
        for step in ("insert", "update", "again")
    }
    microseconds = {
        step: statistics.median(getattr(c, step) - getattr(p, step) for p, c in runs)
        / RECORDS
        * 1e6
        for step in ("insert", "update", "again")
    }
    plain, captured = runs[-1]
    growth = {
        "insert": _bytes(captured.after_insert - plain.after_insert - captured.empty + plain.empty),
        "update": _bytes(
            captured.after_update
            - captured.after_insert
            - (plain.after_update - plain.after_insert)
        ),
    }
    mean_growth = (growth["insert"] + growth["update"]) / 2
    benchmark.extra_info.update(
        ratios={step: round(ratio, 2) for step, ratio in ratios.items()},
        microseconds_per_change={step: round(cost, 1) for step, cost in microseconds.items()},
        bytes_per_change={step: round(size) for step, size in growth.items()},
        bytes_per_change_mean=round(mean_growth),
    )
    assert ratios["insert"] <= 1.5
    assert ratios["update"] <= 2.0
    assert ratios["again"] <= 2.0
    assert mean_growth <= 170


def _bytes(total: int) -> float:
    return total / RECORDS


def _run(path: Path, *, is_captured: bool) -> Cost:
    opening.create_file(path, MIGRATIONS)
    session = opening.open_session(path, migrations=MIGRATIONS, writer=WRITER, places=None)
    with Store(session, schema_version(MIGRATIONS)) as store:
        with store.work("Образец", kind="load") as work:
            work.put_all(parents())
            work.commit()
        if not is_captured:
            _disarm(session)
        empty = path.stat().st_size
        insert = _timed(session, _made("not_needed"))
        after_insert = path.stat().st_size
        update = _timed(session, _made("done"))
        after_update = path.stat().st_size
        again = _timed(session, _made("started"))
        assert bool(store.check()) != is_captured
        assert {progress.status for progress in store.all(Progress)} == {"started"}
    return Cost(
        insert=insert,
        update=update,
        again=again,
        empty=empty,
        after_insert=after_insert,
        after_update=after_update,
    )


def _disarm(session: Session) -> None:
    driver = session.link.driver
    for (name,) in driver.execute("SELECT name FROM sqlite_temp_schema").fetchall():
        driver.execute(f'DROP TRIGGER temp."{name}"')


def _timed(session: Session, records: Callable[[int], Iterator[Record]]) -> float:
    number = session.schema.kinds[Progress].number
    gc.collect()
    start = time.process_time()
    for year in YEARS:
        with UnitOfWork(session, "Ввод значений") as work:
            work.put_all(records(year))
            work.all(Edition)  # has what was put written, as the commit would
            session.pen.touched.add(number)  # without triggers nobody else says that work was done
            work.commit()
    return time.process_time() - start


def _made(status: str) -> Callable[[int], Iterator[Progress]]:
    """Composes the records of a year, as whoever writes them has to."""

    def make(year: int) -> Iterator[Progress]:
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

    return make


def parents() -> Iterator[Record]:
    edition, group = edition_id("2020"), group_id("2020", "1")
    yield Edition(id=edition, code="2020")
    yield DirectionGroup(id=group, edition=edition, code="1")
    yield Stage(id=stage_id(1), number=1)
    for number, direction in enumerate(DIRECTIONS):
        yield Direction(id=direction, group=group, code=str(number))
    for number, position in enumerate(POSITIONS):
        yield Position(id=position, stage=stage_id(1), number=number)
