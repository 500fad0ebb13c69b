"""A closed school year is closed for the command line, too: refused in a sentence, nothing written."""

from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.cli import main
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.services.entry import period_locks
from quality_desktop.storage.store import Store, Writer
from tests.sheets.results.district_files import WORLD, long_rows, text_file

WRITER = Writer(author="Начальник", host="test", program_version="0")


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A file in which every school year of the results is closed."""
    path = tmp_path / "район.quality"
    assert main(["new", str(path)]) == 0
    with opened(path) as store:
        for year in range(2018, 2030):
            period_locks.close_period(store=store, year=year, reason="отчёт сдан")
    return path


def opened(path: Path) -> Store:
    return Store.open(path, migrations=paths.bundled().migrations, writer=WRITER)


def test_results_of_a_closed_year_are_refused_with_who_and_why(closed, tmp_path, capsys):
    table = text_file(long_rows(WORLD), tmp_path)
    capsys.readouterr()
    assert main(["results", "read", str(closed), str(table)]) == 1
    said = capsys.readouterr().err
    assert "закрыт" in said
    assert "Начальник" in said
    assert "отчёт сдан" in said
    with opened(closed) as store:
        assert store.all(ExamResult) == ()
