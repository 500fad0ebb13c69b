"""F35: bits of a file that nobody has open turn over; of its copies too."""

import contextlib
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from quality_desktop import paths
from quality_desktop.domain.errors import QualityError
from quality_desktop.services.district_file import rescue
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.store import Store
from tests.campaign import Count, Tally
from tests.faults.conftest import Diverged
from tests.faults.programs import WRITER

MIGRATIONS = paths.bundled().migrations
PAGE = 4096
_WHO_AND_WHEN = frozenset({"tx", "exchange", "site", "dispute"})
Content = dict[str, list[tuple[object, ...]]]


def content(path: Path) -> Content:
    """Everything a file says: records, history, who and when."""
    with contextlib.closing(sqlite3.connect(path)) as link:
        names = [n for (n,) in link.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: link.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def records(found: Content) -> Content:
    """The records and all values they ever had, without who, when and after what."""
    kept = {name: rows for name, rows in found.items() if name not in _WHO_AND_WHEN}
    return {**kept, "change": [row[:4] for row in found["change"]]}


def is_found(path: Path) -> bool:
    """Whether opening the file or its check tells of the damage."""
    try:
        with Store.open(path, migrations=MIGRATIONS, writer=WRITER) as store:
            return store.check() != []
    except QualityError:
        return True


def settled(path: Path, folder: Path) -> Path:
    """A copy that has been opened here before, so that opening it again writes nothing."""
    known = Path(shutil.copy(path, folder / "район.quality"))
    Store.open(known, migrations=MIGRATIONS, writer=WRITER).close()
    return known


def used_bytes(path: Path, chance: random.Random, number: int) -> list[int]:
    """Places in a file that hold something: most of a small file is empty pages."""
    data = path.read_bytes()
    return chance.sample([place for place, byte in enumerate(data) if byte], number)


def turn_over(
    path: Path, places: list[int], chance: random.Random, folder: Path, tally: Tally
) -> int:
    """Turn one bit over at each place; tells how many of the turns changed a record unseen."""
    told, data = content(path), path.read_bytes()
    lost = 0
    for place in places:
        spoilt = bytearray(data)
        spoilt[place] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt)
        tally.add(Count.FILE_FLIPS)
        if is_found(path):
            tally.add(Count.FILE_FLIPS_FOUND)
            continue
        now = content(path)
        is_same, is_of_records = now == told, records(now) != records(told)
        tally.add(Count.FILE_FLIPS_HARMLESS if is_same else Count.FILE_FLIPS_UNSEEN)
        lost += is_of_records
    path.write_bytes(data)
    return lost


def test_a_bit_that_turned_over_changes_no_record_unseen(
    diverged: Diverged, tmp_path: Path, tally: Tally
):
    chance, path = random.Random(5), settled(diverged.ours, tmp_path)
    assert turn_over(path, used_bytes(path, chance, 12), chance, tmp_path, tally) == 0
    assert tally.numbers[Count.FILE_FLIPS_FOUND] > 3


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(4))
def test_of_hundreds_of_bits_none_changes_a_record_unseen(
    seed: int, diverged: Diverged, tmp_path: Path, tally: Tally
):
    chance, path = random.Random(seed), settled(diverged.ours, tmp_path)
    assert turn_over(path, used_bytes(path, chance, 150), chance, tmp_path, tally) == 0


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(2))
def test_spoilt_pages_are_rescued_into_a_file_that_is_sound(
    seed: int, diverged: Diverged, tmp_path: Path, tally: Tally, open_store: Callable[..., Store]
):
    chance, path = random.Random(seed), settled(diverged.ours, tmp_path)
    data = path.read_bytes()
    for number in range(25):
        spoilt = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            start = chance.randrange(1, len(data) // PAGE) * PAGE
            spoilt[start : start + PAGE] = chance.choice((bytes(PAGE), chance.randbytes(PAGE)))
        path.write_bytes(spoilt)
        for copies in ([diverged.ours], []):
            target = tmp_path / f"новый{number}{len(copies)}.quality"
            done = rescue.recover(
                path=path, target=target, migrations=MIGRATIONS, writer=WRITER, copies=copies
            )
            with open_store(target) as store:
                assert store.check() == []
            kept = set(content(diverged.ours)["person"])
            assert not copies or kept <= set(content(target)["person"]), done
            exchange_with(target, Path(shutil.copy(diverged.ours, tmp_path)), open_store)
            tally.add(Count.RESCUED)


def exchange_with(rescued: Path, healthy: Path, open_store: Callable[..., Store]) -> None:
    """A rescued file and a colleague's take each other in, and hold the same from then on."""
    before = {row[0] for row in content(healthy)["change"]}
    with open_store(rescued) as ours, open_store(healthy) as theirs:
        for store, other in ((theirs, ours), (ours, theirs)):
            log = rescued.with_suffix(f".{uuid4().hex}.log")
            other.write_log(log, LogChoice())
            store.merge(log, Arrival())
            assert store.check() == []
    found, theirs_now = content(rescued), content(healthy)
    assert before <= {row[0] for row in found["change"]}
    assert records(found) == records(theirs_now)
    assert not [row for row in found["tx"] if row[7] == "lost"]
