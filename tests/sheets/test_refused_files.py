"""Files that must not be read: each with its sentence, quickly, and with nothing left behind."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import STANDARD, Limits, Refusal
from quality_desktop.sheets.child import read_file
from quality_desktop.sheets.reader import read_book, read_books
from tests.sheets import hostile
from tests.sheets.refused_files import REFUSED, Bad

SECONDS = 5.0
CHECKOUT = Path(__file__).resolve().parents[2]
_MEASURE = """
import json, resource, sys, time
from pathlib import Path
from quality_desktop.sheets.cells import Refusal
from quality_desktop.sheets.reader import read_books

result, start = [], time.monotonic()
for each in read_books([Path(name) for name in sys.argv[1:]]):
    now = time.monotonic()
    result.append([isinstance(each, Refusal), now - start])
    start = now
print(json.dumps([result, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All refused files, each in a folder of its own because of the names."""
    place = tmp_path_factory.mktemp("refused")
    for number, bad in enumerate(REFUSED):
        _place(place, number, bad).parent.mkdir()
        _place(place, number, bad).write_bytes(bad.make())
    return place


def _place(folder: Path, number: int, bad: Bad) -> Path:
    return folder / str(number) / bad.name


@pytest.mark.parametrize("bad", REFUSED, ids=lambda bad: bad.key)
def test_a_bad_file_is_refused_with_its_sentence(folder: Path, bad: Bad):
    start = time.monotonic()
    with pytest.raises(FileRefusedError) as caught:
        read_file(_place(folder, REFUSED.index(bad), bad), STANDARD)
    assert bad.says in caught.value.sentence
    assert time.monotonic() - start < SECONDS


def test_a_batch_of_bad_files_is_refused_one_by_one_with_their_names(folder: Path):
    paths = [_place(folder, number, bad) for number, bad in enumerate(REFUSED)]
    good = folder / "хорошая.xlsx"
    good.write_bytes(hostile.workbook())
    before = sorted(folder.rglob("*"))
    found = list(read_books([*paths, good]))
    assert sorted(folder.rglob("*")) == before
    for bad, refusal in zip(REFUSED, found[:-1], strict=True):
        assert isinstance(refusal, Refusal), bad.key
        assert refusal.name == bad.name
        assert refusal.sentence.startswith(f"«{bad.name}»: ")
        assert bad.says in refusal.sentence
        assert refusal.sentence.endswith(".")
    assert not isinstance(found[-1], Refusal)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are of POSIX")
def test_no_bad_file_takes_more_than_its_time_and_memory(folder: Path):
    paths = [_place(folder, number, bad) for number, bad in enumerate(REFUSED)]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *map(str, paths)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    results, kilobytes = json.loads(done.stdout)
    assert all(is_refused for is_refused, _seconds in results)
    assert max(seconds for _is_refused, seconds in results) < SECONDS
    assert kilobytes < 512 * 1024


def test_a_folder_a_missing_file_and_a_device_are_refused(tmp_path: Path):
    for path, says in [(tmp_path, "не файл"), (tmp_path / "x.xlsx", "нет на этом месте")]:
        with pytest.raises(FileRefusedError, match=says):
            read_book(path)
    if Path("/dev/zero").exists():
        with pytest.raises(FileRefusedError, match="не файл"):
            read_book(Path("/dev/zero"))


def test_macros_are_left_alone_where_the_office_allows_them(tmp_path: Path):
    path = tmp_path / "форма.xlsm"
    path.write_bytes(hostile.with_part("xl/vbaProject.bin", b"x"))
    assert read_book(path, limits=Limits(are_macros_allowed=True)).sheets[0].at(0, 0) == 5


@pytest.mark.parametrize("seconds", [0.0001])
def test_a_reading_that_takes_too_long_is_stopped_and_said_so(tmp_path: Path, seconds: float):
    path = tmp_path / "форма.xlsx"
    path.write_bytes(hostile.many_rows(50_000))
    with pytest.raises(FileRefusedError, match=r"«форма.xlsx»: чтение не закончилось"):
        read_book(path, limits=Limits(seconds=seconds))


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are of POSIX")
def test_a_reading_that_needs_too_much_memory_is_refused(tmp_path: Path):
    path = tmp_path / "форма.xlsx"
    path.write_bytes(hostile.many_rows(50_000, width=8))
    with pytest.raises(FileRefusedError, match=r"памяти|безопасно"):
        read_book(path, limits=Limits(memory_bytes=50 * 1024**2))
