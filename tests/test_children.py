"""Processes that the program starts of itself, from a checkout and from a bundle."""

import ctypes
import os
import select
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from quality_desktop import children
from quality_desktop.children import Child

EVERY_CHILD = pytest.mark.parametrize("child", list(Child), ids=lambda child: child.name.lower())


@EVERY_CHILD
def test_a_child_of_a_checkout_serves_until_its_input_ends(child: Child):
    ended = subprocess.run(
        children.command(child), input=b"", capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


@EVERY_CHILD
def test_a_bundle_starts_itself_with_the_hidden_word(child: Child, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert children.command(child) == [sys.executable, child.word]
    assert children.wanted([child.word]) is child


@EVERY_CHILD
def test_the_module_of_a_child_is_there(child: Child):
    assert find_spec(child.module) is not None


@pytest.mark.parametrize("words", [[], ["file.quality"], ["--read-sheets", "file"], ["demo"]])
def test_other_words_start_the_program_itself(words):
    assert children.wanted(words) is None


def test_the_hidden_word_is_judged_before_the_window_and_the_commands_are_imported():
    program = (
        "import sys, runpy; sys.argv[1:] = ['--read-sheets']; sys.stdin.close(); "
        "sys.modules['quality_desktop.cli'] = None; sys.modules['PySide6'] = None; "
        "import io; sys.stdin = io.TextIOWrapper(io.BytesIO()); "
        "runpy.run_module('quality_desktop', run_name='__main__')"
    )
    subprocess.run([sys.executable, "-c", program], timeout=60, check=True)


BUSY = """
from quality_desktop.children import end_with_parent
end_with_parent()
print("busy", flush=True)
while True:
    pass
"""
PROGRAM = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="waiting for a strange process is Linux's"
)
def test_a_child_busy_with_a_file_ends_when_the_program_is_killed():
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, BUSY],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        child = os.pidfd_open(int(program.stdout.readline()))
        program.kill()
        program.wait()
    try:
        ended, _, _ = select.select([child], [], [], 10)  # readable once the process is gone
        if not ended:
            signal.pidfd_send_signal(child, signal.SIGKILL)
        assert ended
    finally:
        os.close(child)


class FakeKernel:
    """Stands for Windows' own functions: remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, object]] = []

        def create(_security: object, _name: object) -> int:
            self.told.append(("job", None))
            return 7

        self.CreateJobObjectW = create

    def AssignProcessToJobObject(self, job, process) -> int:  # noqa: N802 - Windows' name
        self.told.append(("process", (job.value, process.value)))
        return 1

    def SetInformationJobObject(self, job, kind, limits, size) -> int:  # noqa: N802 - Windows' name
        given = limits.contents
        self.told.append(
            ("limits", (job.value, kind, given.basic.flags, given.process_memory, size))
        )
        return 1


def test_on_windows_memory_is_limited_by_one_job_of_this_process(monkeypatch):
    """Simulated at the call; the size of the structure is that of 64-bit Windows (winnt.h)."""
    kernel = FakeKernel()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    children.limit_memory(1 << 29)
    children.limit_memory(1 << 28)
    this_process = ctypes.c_void_p(-1).value
    assert kernel.told == [
        ("job", None),
        ("process", (7, this_process)),
        ("limits", (7, 9, 0x500, 1 << 29, 144)),
        ("limits", (7, 9, 0x500, 1 << 28, 144)),
    ]


def test_a_process_is_told_from_one_that_has_ended():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as program:
        assert children.is_running(program.pid)
    assert not children.is_running(program.pid)
    assert children.is_running(os.getpid())
    assert not children.is_running(1 << 40)


@pytest.mark.parametrize("number", [-1, 0, 1 << 32, 1 << 40])
def test_on_windows_there_is_no_process_of_an_impossible_number(monkeypatch, number):
    monkeypatch.setattr(sys, "platform", "win32")
    assert not children.is_running(number)


@pytest.mark.parametrize(
    ("handle", "waited", "refusal", "is_running"),
    [
        (9, 0x102, 0, True),
        (9, 0, 0, False),  # it has ended, and somebody still holds on to it
        (None, 0, 87, False),
        (None, 0, 5, True),  # somebody else's
    ],
)
def test_on_windows_a_process_is_asked_after_without_ending_it(
    monkeypatch, handle, waited, refusal, is_running
):
    """Simulated at the calls, with the codes of winerror.h."""
    closed: list[object] = []

    def open_process(rights, _inherits, process):
        assert (rights, process) == (0x00100000, 42)
        return handle

    kernel = SimpleNamespace(
        OpenProcess=open_process,
        WaitForSingleObject=lambda _handle, _milliseconds: waited,
        CloseHandle=lambda found: closed.append(found.value),
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_, **__: kernel, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: refusal, raising=False)
    assert children.is_running(42) is is_running
    assert closed == ([handle] if handle else [])
