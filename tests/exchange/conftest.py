"""A small log, a file of the district and a quarantine to put them into."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.domain.directory import Municipality, Person, School
from quality_desktop.domain.records import natural_id
from quality_desktop.exchange.judging_process import JudgingProcess, Received
from quality_desktop.storage.store import Store, Writer

OFFICE = natural_id("municipality", "tests")
WRITER = Writer(author="Иванова А. П.", host="OO-03", program_version="0.1")


@pytest.fixture(scope="session")
def migrations() -> Path:
    return paths.bundled().migrations


@pytest.fixture(scope="session")
def district_file(tmp_path_factory: pytest.TempPathFactory, migrations: Path) -> Path:
    """A file with a municipality, a school and a person, each changed once."""
    path = tmp_path_factory.mktemp("district") / "район.quality"
    with Store.create(path, migrations=migrations, writer=WRITER) as store:
        head = Person(id=natural_id("person", "head"), surname="Петрова", given="Л.")
        school = School(id=natural_id("school", "5"), code="5", short_name="Школа № 5")
        with store.work("Первые записи", kind="load") as work:
            work.put_all([Municipality(id=OFFICE, name="Ишимбайский район"), head, school])
            work.commit()
        with store.work("Телефон школы") as work:
            work.put(
                School(id=school.id, code="5", short_name="Школа № 5", phone="8 (34794) 2-00-00")
            )
            work.commit()
    return path


@pytest.fixture
def copy(district_file: Path, tmp_path: Path) -> Path:
    """A copy of the file as somebody mailed it."""
    return Path(shutil.copy(district_file, tmp_path / "присланный.quality"))


@pytest.fixture
def judged(judging_process: JudgingProcess, tmp_path: Path) -> Callable[..., Received]:
    """Judges one file in the process that does so."""

    def judge(
        path: Path, *, passwords: tuple[str, ...] = (), with_outside_edits: bool = False
    ) -> Received:
        folder = tmp_path / "judged"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return judging_process.judge(
            path, folder, passwords=passwords, with_outside_edits=with_outside_edits
        )

    return judge
