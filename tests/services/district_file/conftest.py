"""Files whose copies are kept, opened and closed as often as a test likes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.domain.directory import Person
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import files
from quality_desktop.services.district_file.backups import Places
from quality_desktop.storage.store import Store
from tests.services.conftest import WRITER

Opener = Callable[[Path], Store]


@pytest.fixture
def warned() -> list[str]:
    """What the user was warned of."""
    return []


@pytest.fixture
def places(tmp_path: Path, warned: list[str]) -> Places:
    return Places(
        folder=tmp_path / "копии", second=tmp_path / "второй диск" / "копии", warn=warned.append
    )


@pytest.fixture
def path(made_file: Callable[[str | None], Path], tmp_path: Path) -> Path:
    """A closed file with the catalogues only."""
    (tmp_path / "работа").mkdir()
    return Path(shutil.copy(made_file(None), tmp_path / "работа" / "район.quality"))


@pytest.fixture
def opened(places: Places) -> Iterator[Opener]:
    """Opens files with places for their copies, and closes them after the test."""
    with ExitStack() as stack:

        def open_one(path: Path) -> Store:
            migrations = paths.bundled().migrations
            store = files.open_file(path=path, migrations=migrations, writer=WRITER, places=places)
            return stack.enter_context(store)

        yield open_one


def enter(store: Store, *surnames: str) -> list[Person]:
    """New people in one transaction."""
    made = [Person(id=new_id(), surname=surname) for surname in surnames]
    put(store, made)
    return made


def put(store: Store, records: Sequence[Person]) -> None:
    with store.work("Ввод сотрудников") as work:
        work.put_all(records)
        work.commit()


def surnames(store: Store) -> list[str]:
    return sorted(person.surname for person in store.all(Person))
