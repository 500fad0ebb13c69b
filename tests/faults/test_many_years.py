"""F33: a file with a million changes, ten years of an office, still opens and merges in time."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quality_desktop.domain.directory import Person
from quality_desktop.domain.records import new_id
from quality_desktop.storage.closed_file import write_log_of
from quality_desktop.storage.store import Store
from tests.campaign import Count, Tally
from tests.faults.conftest import changes_in, run_step

YEARS, PER_YEAR, SENT = 10, 100_000, 20_000
OPENED_SECONDS, MERGED_SECONDS, MEGABYTES = 3.0, 10.0, 400


def fill(store: Store, number: int, intent: str) -> None:
    """Many changes in one transaction: some new people, then their notes over and over."""
    fresh = number // 10
    with store.work(intent) as work:
        work.put_all(Person(id=new_id(), surname=intent, note="0") for _ in range(fresh))
        for turn in range(1, 10):
            work.execute("UPDATE person SET note = ? WHERE surname = ?", (str(turn), intent))
        work.commit()


@pytest.mark.campaign
def test_ten_years_of_changes_open_and_merge_in_time(
    empty_file: Path, tmp_path: Path, open_store: Callable[..., Store], tally: Tally
):
    ours, theirs = tmp_path / "ours.quality", tmp_path / "theirs.quality"
    shutil.copy(empty_file, ours)
    with open_store(ours) as store:
        for year in range(YEARS):
            fill(store, PER_YEAR, f"Год {year}")
    shutil.copy(ours, theirs)
    with open_store(theirs) as store:
        fill(store, SENT, "Присланное")
    log = tmp_path / "theirs.log"
    write_log_of(theirs, log)
    theirs.unlink()
    assert changes_in(ours) == YEARS * PER_YEAR
    done = run_step("weigh", ours, log)
    assert done.returncode == 0, done.stderr
    opened, merged, megabytes = map(float, done.stdout.splitlines()[-1].split()[1:])
    assert changes_in(ours) == YEARS * PER_YEAR + SENT
    tally.add(Count.OLD_FILE_OPENED, round(opened * 1000))
    tally.add(Count.OLD_FILE_MERGED, round(merged * 1000))
    tally.add(Count.OLD_FILE_MEMORY, round(megabytes))
    assert opened < OPENED_SECONDS
    assert merged < MERGED_SECONDS
    assert megabytes < MEGABYTES
