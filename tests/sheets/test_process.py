"""The reading process: what it may not do, and that its death harms nobody."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from quality_desktop.children import Child
from quality_desktop.sheets import process as process_module
from quality_desktop.sheets.book_message import LENGTH_BYTES, from_message, parse
from quality_desktop.sheets.cells import STANDARD, Limits, Refusal
from quality_desktop.sheets.process import ReadingProcess, Silence
from quality_desktop.sheets.reader import Reader, read_books
from tests.sheets import hostile

CHECKOUT = Path(__file__).resolve().parents[2]
_DIES_ON_X = """
import sys
for line in sys.stdin.buffer:
    if b"die" in line:
        sys.exit(3)
    if b"hang" in line:
        sys.stdin.buffer.read()
    if b"babble" in line:
        sys.stdout.buffer.write(b"\\xff" * 8)
    else:
        sys.stdout.buffer.write((2).to_bytes(8, "big") + line[:2])
    sys.stdout.buffer.flush()
"""


def request_for(path: Path) -> bytes:
    return json.dumps({"path": str(path), "limits": asdict(STANDARD)}).encode() + b"\n"


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch):
    """A process that dies, hangs or babbles when told to, and echoes two letters otherwise."""
    command: Sequence[str] = [sys.executable, "-I", "-S", "-c", _DIES_ON_X]
    monkeypatch.setattr(process_module, "_command", lambda _child: command)
    process = ReadingProcess(seconds=1.0)
    yield process
    process.close()


@pytest.mark.parametrize(
    ("bad", "silence"),
    [(b"die", Silence.DIED), (b"hang", Silence.OVERDUE), (b"babble", Silence.DIED)],
)
def test_only_the_request_that_killed_the_process_goes_without_a_reply(fragile, bad, silence):
    for request in (b"a1", bad, b"b2", bad, b"c3"):
        fragile.send(request + b"\n")
    assert [fragile.receive() for _ in range(5)] == [b"a1", silence, b"b2", silence, b"c3"]


def test_a_process_that_died_between_two_requests_is_replaced(fragile):
    fragile.send(b"a1\n")
    assert fragile.receive() == b"a1"
    fragile.send(b"die\n")
    assert fragile.receive() is Silence.DIED
    fragile.send(b"b2\n")
    assert fragile.receive() == b"b2"


def test_a_process_that_was_killed_while_idle_is_replaced(tmp_path: Path):
    path = tmp_path / "форма.xlsx"
    path.write_bytes(hostile.workbook())
    process = ReadingProcess(seconds=5)
    try:
        process.start()
        running = process._process  # noqa: SLF001 - killed from outside, as by the system
        assert running is not None
        running.kill()
        running.wait()
        process.send(request_for(path))
        assert isinstance(process.receive(), bytes)
    finally:
        process.close()


def test_requests_that_nobody_waits_for_are_given_up(fragile):
    fragile.send(b"a1\n")
    fragile.send(b"b2\n")
    fragile.forget()
    fragile.send(b"c3\n")
    assert fragile.receive() == b"c3"


def test_a_packed_program_can_be_the_reading_process(tmp_path: Path):
    path = tmp_path / "форма.xlsx"
    path.write_bytes(hostile.workbook())
    done = subprocess.run(
        [sys.executable, "-m", "quality_desktop", Child.SHEETS.word],
        cwd=CHECKOUT,
        input=request_for(path),
        capture_output=True,
        check=True,
    )
    book = from_message(parse(done.stdout[LENGTH_BYTES:]))
    assert book.sheets[0].at(0, 0) == 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_reading_process_can_write_no_file_and_takes_no_more_memory(tmp_path: Path):
    program = (
        "from quality_desktop.sheets.cells import Limits\n"
        "from quality_desktop.sheets.child import restrict\n"
        "import sys\n"
        "restrict(Limits(memory_bytes=200 * 1024**2))\n"
        "try: bytearray(300 * 1024**2)\n"
        "except MemoryError: print('memory')\n"
        "try:\n"
        "    with open(sys.argv[1], 'wb') as file: file.write(b'x')\n"
        "except OSError: print('file')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "x")],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["memory", "file"]


def test_a_reader_may_be_started_before_its_batch(tmp_path: Path):
    path = tmp_path / "форма.xlsx"
    path.write_bytes(hostile.workbook())
    with Reader() as reader:
        reader.start(files=100)
        reader.start(files=100)
        assert len(list(reader.books([path] * 10))) == 10


def test_one_reader_serves_many_batches(tmp_path: Path):
    path = tmp_path / "форма.xlsx"
    path.write_bytes(hostile.workbook())
    with Reader() as reader:
        assert reader.book(path) == reader.book(path)
        assert len(list(reader.books([path] * 20))) == 20
        batch = reader.books([path] * 20)
        next(batch)
        batch.close()  # type: ignore[attr-defined]  # it is a generator
        assert not isinstance(next(reader.books([path])), Refusal)


@pytest.mark.slow
def test_an_overdue_file_does_not_take_its_neighbours_with_it(tmp_path: Path):
    good, long = tmp_path / "а.xlsx", tmp_path / "б.xlsx"
    good.write_bytes(hostile.workbook())
    long.write_bytes(hostile.many_rows(59_000, width=12))
    found = list(read_books([good, long, good], limits=Limits(seconds=1.5)))
    assert [isinstance(each, Refusal) for each in found] == [False, True, False]
    assert all("не закончилось" in each.sentence for each in found if isinstance(each, Refusal))
