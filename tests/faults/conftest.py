"""Files that things befall, and processes that they befall them in."""

import contextlib
import functools
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
from quality_desktop.storage.header import schema_version
from quality_desktop.storage.store import Store
from tests.faults.power import Recording, environment, record
from tests.faults.programs import WRITER
from tests.faults.scenes import (
    LIVE,
    Scene,
    counts,
    judge_backup,
    judge_edits,
    judge_migration,
    judge_new_file,
    judge_settings,
    judge_step,
    version_of,
)

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


@pytest.fixture(autouse=True)
def _no_disk_and_no_process_left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fails a test that leaves a disk mounted or a process running."""
    before = _children()
    yield
    mounts = Path("/proc/self/mounts")
    if mounts.exists():
        assert str(tmp_path_factory.getbasetemp()) not in mounts.read_text(encoding="utf-8")
    assert _children() <= before


def _children() -> set[str]:
    """Ids of the processes that this one has started and not seen end."""
    told = (file.read_text(encoding="ascii") for file in Path("/proc/self/task").glob("*/children"))
    return {name for line in told for name in line.split()}


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
    """A file of version 1 as it was released, without the records that refer to others.

    It is small, so that a migration of it can be killed at every write.
    """
    path = tmp_path_factory.mktemp("released") / "v1.quality"
    path.write_bytes(lzma.decompress(RELEASED.read_bytes()))
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as link:
        names = [
            name for (name,) in link.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        link.execute("BEGIN")
        link.execute('CREATE TEMP TABLE kept ("row" BLOB PRIMARY KEY)')
        for name in names:
            if link.execute(f"PRAGMA foreign_key_list({name})").fetchone():
                link.execute(f"DELETE FROM {name} WHERE '{name}' <> 'change'")
            elif name not in ("alembic_version", "tx", "site"):
                link.execute(f"INSERT INTO kept SELECT id FROM {name}")
        link.execute('DELETE FROM change WHERE "row" NOT IN kept')
        link.execute("COMMIT")
        link.execute("VACUUM")
        assert link.execute("SELECT count(*) FROM change").fetchone()[0] > 50
    return path


def run_step(
    *arguments: str | Path, wrap: Sequence[str] = (), **options: object
) -> subprocess.CompletedProcess[str]:
    """Run a step of ``programs`` to its end, whatever that is."""
    command = [*wrap, sys.executable, "-m", "tests.faults.programs", *map(str, arguments)]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        command,
        **{"env": environment(), "capture_output": True, "text": True, "check": False, **options},
    )


def injecting(
    strace: Path, call: str, what: str, *files: Path, trace: Path = Path("/dev/null")
) -> list[str]:
    """Words that make strace befall a call on some files: ``error=EIO:when=3``, ``signal=KILL:when=7``.

    Args:
        strace: The tool.
        call: The call.
        what: What befalls which of them.
        files: Only calls on these; all when none is named.
        trace: Where each call stands afterwards, with ``INJECTED`` where it was befallen.
    """
    chosen = [word for file in files for word in ("-P", str(file))]
    inject = ("-e", f"trace={call}", "-e", f"inject={call}:{what}")
    return [str(strace), "-f", "-qq", "-o", str(trace), *chosen, *inject]


def with_journal(path: Path) -> tuple[Path, Path]:
    """A file and the journal beside it."""
    return path, path.with_name(f"{path.name}-journal")


CHANGES = "SELECT count(*) FROM change"
RESULTS = """Год;Класс;Предмет;Муниципалитет;ОО;Кол-во участников;2, чел.;2, %;3, %;4, %;5, %;\
Понизили;Подтвердили;Повысили
2021;4;Математика;Первомайский муниципальный район;ОО-0005;20;0;0.0;15.0;45.0;40.0;0;13;7
2021;5;Математика;Первомайский муниципальный район;ОО-0092;19;0;0.0;26.32;31.58;42.11;2;11;6
"""


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exam results of two schools, as an office sends them."""
    path = tmp_path_factory.mktemp("table") / "итоги.csv"
    path.write_text(RESULTS, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def new_district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file as the command ``new`` makes it: catalogues, no schools."""
    from quality_desktop.cli.district_file import create_store

    path = tmp_path_factory.mktemp("new") / LIVE
    create_store(path, None).close()
    return path


@pytest.fixture(scope="session")
def loaded_district(
    new_district: Path, table: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Path]:
    """The same file after the exam results were loaded."""

    @functools.cache
    def make() -> Path:
        loaded = Path(shutil.copy(new_district, tmp_path_factory.mktemp("loaded") / LIVE))
        done = run_step("load_results", loaded, table)
        assert done.returncode == 0, done.stdout + done.stderr
        return loaded

    return make


@pytest.fixture(scope="session")
def scene_of(
    diverged: Diverged,
    empty_file: Path,
    old_file: Path,
    new_district: Path,
    loaded_district: Callable[[], Path],
    table: Path,
) -> Callable[[str], Scene]:
    """A step that is cut off, by its name."""
    live, copies = f"{{folder}}/{LIVE}", "{folder}/копии"
    results = "SELECT count(*) FROM exam_result"

    def load() -> Scene:
        before, after = (
            counts(path, CHANGES, results) for path in (new_district, loaded_district())
        )
        assert before is not None
        assert after is not None
        assert after[1] == 2
        return Scene(
            arguments=("load_results", live, str(table)),
            given={LIVE: new_district},
            judge=judge_step(before, after, CHANGES, results),
        )

    def merge() -> Scene:
        exchanges = "SELECT count(*) FROM exchange"
        return Scene(
            arguments=("merge", live, str(diverged.log), copies),
            given={LIVE: diverged.ours},
            judge=judge_step((diverged.before, 0), (diverged.after, 1), CHANGES, exchanges),
        )

    def migrate() -> Scene:
        old = (changes_in(old_file),)
        was, becomes = version_of(old_file), schema_version(paths.bundled().migrations)
        assert was is not None
        assert was < becomes
        return Scene(
            arguments=("migrate", live, copies),
            given={LIVE: old_file},
            judge=judge_migration(old, was, becomes, CHANGES),
        )

    def back_up() -> Scene:
        before = (diverged.before,)
        return Scene(
            arguments=("back_up", live, f"{copies}/копия.quality"),
            given={LIVE: diverged.ours},
            judge=judge_backup(before, "копии/копия.quality", CHANGES),
        )

    @functools.cache
    def of(name: str) -> Scene:
        match name:
            case "edits":
                return Scene(
                    arguments=("edits", live, "6"), given={LIVE: empty_file}, judge=judge_edits
                )
            case "create":
                return Scene(arguments=("create", live), given={}, judge=judge_new_file)
            case "settings":
                words = ("settings", "{folder}/settings.toml", "8")
                return Scene(arguments=words, given={}, judge=judge_settings)
            case _:
                return {
                    "merge": merge,
                    "load_results": load,
                    "migrate": migrate,
                    "back_up": back_up,
                }[name]()

    return of


@pytest.fixture(scope="session")
def recorded(
    scene_of: Callable[[str], Scene],
    find_tool: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], Recording]:
    """What a step really asks of the system, written down once."""
    known: dict[str, Recording] = {}

    def of(name: str) -> Recording:
        if name not in known:
            folder = tmp_path_factory.mktemp("recorded") / "w"
            words = scene_of(name).prepare(folder)
            trace = folder.with_name("trace")
            known[name] = record(find_tool("strace"), folder, words, trace)
        return known[name]

    return of


def lay_out(image: dict[str, bytes], folder: Path) -> Path:
    """Write an image of a disk into a fresh folder."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "копии").mkdir(parents=True)
    for name, data in image.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder
