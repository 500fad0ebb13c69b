"""Files to work on: every test gets a copy of one empty file that the migrations made."""

import lzma
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from quality_desktop.storage.store import Store, Writer
from tests.storage.copies import SHARED, OpenCopy, Pair, copy_of, save

_NAME = "район №1 50%.quality" if os.name == "nt" else "район №1 50%?.quality"
"""Windows takes no question mark."""

RELEASED = Path(__file__).parents[1] / "data" / "released" / "v1.quality.xz"


@pytest.fixture(scope="session")
def migrations() -> Path:
    return Path(__file__).parents[2] / "db" / "migrations"


@pytest.fixture(scope="session")
def writer() -> Writer:
    return Writer(author="Иванова А. П.", host="OO-03", program_version="0.1")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory, migrations: Path, writer: Writer) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.quality"
    Store.create(path, migrations=migrations, writer=writer).close()
    return path


@pytest.fixture
def path(tmp_path: Path, empty_file: Path) -> Path:
    """A closed file without records; its name has letters that addresses must escape."""
    return Path(shutil.copy(empty_file, tmp_path / _NAME))


@pytest.fixture
def open_store(migrations: Path, writer: Writer) -> Iterator[Callable[[Path], Store]]:
    """Opens files and closes them after the test."""
    with ExitStack() as stack:

        def open_one(path: Path) -> Store:
            return stack.enter_context(Store.open(path, migrations=migrations, writer=writer))

        yield open_one


@pytest.fixture
def store(path: Path, open_store: Callable[[Path], Store]) -> Store:
    return open_store(path)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory, migrations: Path, writer: Writer) -> Path:
    """The sample district, as version 1 wrote it and this one brought it up to date."""
    path = tmp_path_factory.mktemp("sample") / "sample.quality"
    path.write_bytes(lzma.decompress(RELEASED.read_bytes()))
    Store.open(path, migrations=migrations, writer=writer).close()
    return path


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """A file of version 1 as it was released."""
    path = tmp_path / "район.quality"
    path.write_bytes(lzma.decompress(RELEASED.read_bytes()))
    return path


@pytest.fixture(scope="session")
def shared_file(
    tmp_path_factory: pytest.TempPathFactory, empty_file: Path, migrations: Path, writer: Writer
) -> Path:
    """A file with a few records."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("shared") / "shared.quality"))
    with Store.open(path, migrations=migrations, writer=writer) as store:
        save(store, "Ввод", *SHARED)
    return path


@pytest.fixture
def open_copy(shared_file: Path, tmp_path: Path, migrations: Path) -> Iterator[OpenCopy]:
    """Opens copies of the shared file, each in somebody's name on a computer of their own."""
    with ExitStack() as stack:
        yield _copies(stack, Path(shutil.copy(shared_file, tmp_path)), migrations)


@pytest.fixture
def pair(open_copy: OpenCopy) -> Pair:
    """Two copies of the shared file: ours and theirs."""
    return open_copy("Иванова"), open_copy("Петрова")


@pytest.fixture
def open_sample(sample_file: Path, tmp_path: Path, migrations: Path) -> Iterator[OpenCopy]:
    """Opens copies of the sample district, each in somebody's name on a computer of their own."""
    with ExitStack() as stack:
        yield _copies(stack, Path(shutil.copy(sample_file, tmp_path)), migrations)


def _copies(stack: ExitStack, path: Path, migrations: Path) -> OpenCopy:
    def open_one(author: str) -> Store:
        signed = Writer(author=author, host=f"ПК {author}", program_version="0.1")
        store = Store.open(copy_of(path, author), migrations=migrations, writer=signed)
        return stack.enter_context(store)

    return open_one
