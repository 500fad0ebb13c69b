"""Files for the tests of services: made once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.services.district_file import files
from quality_desktop.storage.store import Store, Writer

WRITER = Writer(author="Проверка П.П.", host="test", program_version="0")


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str | None], Path]:
    """Makes a file with a sample, or an empty one, once."""
    folder = tmp_path_factory.mktemp("services")
    bundled = paths.bundled()

    def make(sample: str | None) -> Path:
        path = folder / f"{sample or 'empty'}{files.SUFFIX}"
        if not path.exists():
            files.create_file(
                path=path,
                sample=sample,
                samples_folder=bundled.samples,
                reference=bundled.reference,
                forms=bundled.forms,
                migrations=bundled.migrations,
                writer=WRITER,
            ).close()
        return path

    return make


def _opened(made: Path, folder: Path) -> Store:
    copy = Path(shutil.copy(made, folder / made.name))
    return files.open_file(path=copy, migrations=paths.bundled().migrations, writer=WRITER)


@pytest.fixture
def district(made_file: Callable[[str | None], Path], tmp_path: Path) -> Iterator[Store]:
    """The sample district."""
    with _opened(made_file("ishimbay"), tmp_path) as store:
        yield store


@pytest.fixture
def empty_district(made_file: Callable[[str | None], Path], tmp_path: Path) -> Iterator[Store]:
    """A new file with the catalogues only."""
    with _opened(made_file(None), tmp_path) as store:
        yield store


@pytest.fixture
def letter_office(made_file: Callable[[str | None], Path], tmp_path: Path) -> Iterator[Store]:
    """The sample of an office with one letter of its own kind."""
    with _opened(made_file("zaoksky"), tmp_path) as store:
        yield store
