"""Files that things befall, and processes that they befall them in."""

import contextlib
import lzma
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.domain.directory import Person
from quality_desktop.domain.records import new_id
from quality_desktop.storage.store import Store
from tests.faults.power import ENVIRONMENT
from tests.faults.programs import WRITER

RELEASED = Path(__file__).parents[1] / "data" / "released" / "v1.quality.xz"


@pytest.fixture(scope="session")
def migrations() -> Path:
    return paths.bundled().migrations


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory, migrations: Path) -> Path:
    path = tmp_path_factory.mktemp("faults") / "empty.quality"
    Store.create(path, migrations=migrations, writer=WRITER).close()
    return path


@pytest.fixture
def path(tmp_path: Path, empty_file: Path) -> Path:
    """A closed file without records, in a folder of its own."""
    folder = tmp_path / "район"
    folder.mkdir()
    return Path(shutil.copy(empty_file, folder / "район.quality"))


@pytest.fixture
def open_store(migrations: Path) -> Iterator[Callable[..., Store]]:
    """Opens files and closes them after the test."""
    with ExitStack() as stack:

        def open_one(path: Path, **options: object) -> Store:
            return stack.enter_context(
                Store.open(path, migrations=migrations, writer=WRITER, **options)  # type: ignore[arg-type]
            )

        yield open_one


@dataclass(frozen=True, slots=True, kw_only=True)
class Diverged:
    """Two copies of one file after work in both.

    Attributes:
        ours: The file that takes in.
        log: What the other side did.
        before: Changes in our log.
        after: Changes when the log is taken in.
    """

    ours: Path
    log: Path
    before: int
    after: int


@pytest.fixture(scope="session")
def diverged(
    tmp_path_factory: pytest.TempPathFactory, empty_file: Path, migrations: Path
) -> Diverged:
    """Sixty people on our side, two hundred on the other, ten of them disputed."""
    from quality_desktop.storage.closed_file import write_log_of

    folder = tmp_path_factory.mktemp("diverged")
    ours, theirs = folder / "ours.quality", folder / "theirs.quality"
    shutil.copy(empty_file, ours)
    shared = [Person(id=new_id(), surname=f"Общая {n}") for n in range(10)]
    with Store.open(ours, migrations=migrations, writer=WRITER) as store:
        enter(store, shared)
    shutil.copy(ours, theirs)
    with Store.open(theirs, migrations=migrations, writer=WRITER) as store:
        enter(store, [Person(id=p.id, surname=p.surname, note="их") for p in shared])
        enter(store, [Person(id=new_id(), surname=f"Их {n}", note="н" * 99) for n in range(200)])
    with Store.open(ours, migrations=migrations, writer=WRITER) as store:
        enter(store, [Person(id=p.id, surname=p.surname, note="наше") for p in shared])
        enter(store, [Person(id=new_id(), surname=f"Наши {n}") for n in range(60)])
    log = folder / "theirs.log"
    write_log_of(theirs, log)
    return Diverged(ours=ours, log=log, before=changes_in(ours), after=changes_in(ours) + 210)


def enter(store: Store, records: Sequence[Person], intent: str = "Ввод") -> None:
    """Write records in one transaction."""
    with store.work(intent) as work:
        work.put_all(records)
        work.commit()


def changes_in(path: Path) -> int:
    """How many changes the log of a closed file has; SQLite first takes back what was cut off."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM change").fetchone()[0])


def is_whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file."""
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False


@pytest.fixture(scope="session")
def old_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of version 1 as it was released, with the records of a sample district."""
    path = tmp_path_factory.mktemp("released") / "v1.quality"
    path.write_bytes(lzma.decompress(RELEASED.read_bytes()))
    return path


def run_step(
    *arguments: str | Path, wrap: Sequence[str] = (), **options: object
) -> subprocess.CompletedProcess[str]:
    """Run a step of ``programs`` to its end, whatever that is."""
    command = [*wrap, sys.executable, "-m", "tests.faults.programs", *map(str, arguments)]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        command,
        **{"env": ENVIRONMENT, "capture_output": True, "text": True, "check": False, **options},
    )


def injecting(strace: Path, call: str, what: str, *files: Path) -> list[str]:
    """Words that make strace befall a call on some files: ``error=EIO:when=3``, ``signal=KILL:when=7``."""
    chosen = [word for file in files for word in ("-P", str(file))]
    inject = ("-e", f"trace={call}", "-e", f"inject={call}:{what}")
    return [str(strace), "-f", "-qq", "-o", "/dev/null", *chosen, *inject]


def with_journal(path: Path) -> tuple[Path, Path]:
    """A file and the journal beside it."""
    return path, path.with_name(f"{path.name}-journal")
