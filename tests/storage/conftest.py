"""Files to work on: every test gets a copy of one empty file that the migrations made."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from quality_desktop.storage.store import Store, Writer


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
    return Path(shutil.copy(empty_file, tmp_path / "район №1 50%?.quality"))


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
