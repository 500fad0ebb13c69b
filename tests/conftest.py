"""What holds for every test: no screen, nobody's own folders, nothing left behind."""

import gc
import itertools
import logging
import os
import shutil
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

from tests.campaign import tally  # noqa: F401 - a fixture for the long campaigns
from tests.exchange.judges import judging_process, shared_judges  # noqa: F401 - fixtures, too

# Set by `installer/run.sh test`, which installs the tools; CI systems set CI by themselves.
_TOOLS_ARE_PROMISED = bool(
    os.environ.get("CI") or os.environ.get("QUALITY_DESKTOP_TOOLS_ARE_PROMISED")
)
_PATIENCE_SECONDS = 2.0

settings.register_profile(
    "dev", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("dev"), print_blob=True)
settings.load_profile("ci" if _TOOLS_ARE_PROMISED else "dev")


def pytest_configure() -> None:
    """Files of tests stand in memory: the program writes each through to the disk many times."""
    if _has_room("/dev/shm", room=2 << 30):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")
    # It comes with a tool for the list of what is bundled, never with the program: where it is found,
    # importing the judge of PDF/A builds 38 grammars of addresses that nobody asks, for a second.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None: not to be found


def _has_room(folder: str, *, room: int) -> bool:
    """Whether so many bytes are free in a folder, and programs may run there."""
    if os.name == "nt" or not Path(folder).is_dir():
        return False
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize >= room and not disk.f_flag & os.ST_NOEXEC


def pytest_collection_finish() -> None:
    """What is imported and collected by now lives as long as the run: garbage is looked for elsewhere."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(scope="session")
def find_tool() -> Callable[[str], Path]:
    """Finds a program of the machine, such as ``soffice``, ``pdftotext`` or ``xvfb-run``.

    Without it the test is skipped on a developer's machine, and fails where the tools are promised.
    """

    def find(name: str) -> Path:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
        reason = f"{name} is not installed; `installer/run.sh test` installs what the tests need"
        if _TOOLS_ARE_PROMISED:
            pytest.fail(reason)
        pytest.skip(reason)

    return find


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Empty folders, one after another; pytest's own numbering reads them all for each new one."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_folders(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the person who runs the tests out of them: their settings, logs and caches."""
    home = next(_homes)
    home.mkdir()
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture(autouse=True)
def _nothing_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test that leaves a running thread or a window to the tests after it."""
    threads_before = set(threading.enumerate())
    windows_before = set(map(id, _windows()))
    started = _record_qt_threads(monkeypatch)
    yield
    left = [
        *_running_threads(threads_before),
        *_running_qt_threads(started),
        *_open_windows(windows_before),
    ]
    if left:
        pytest.fail("The test left behind:\n" + "\n".join(f"- {line}" for line in left))


@pytest.fixture(autouse=True)
def _no_unexpected_error_records(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test in which the program logged an error, unless the test asks for the log."""
    records: list[logging.LogRecord] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    collector = Collector(level=logging.ERROR)
    logger = logging.getLogger("quality_desktop")
    logger.addHandler(collector)
    yield
    logger.removeHandler(collector)
    if records and "caplog" not in request.fixturenames:
        lines = "\n".join(f"- {record.name}: {record.getMessage()}" for record in records)
        pytest.fail(
            f"The program logged errors; a test that expects them asks for caplog:\n{lines}"
        )


def _record_qt_threads(monkeypatch: pytest.MonkeyPatch) -> "weakref.WeakSet[QThread]":
    """Notes every QThread that Python starts from now on; Qt itself keeps no list of them."""
    started: weakref.WeakSet[QThread] = weakref.WeakSet()
    original = QThread.start

    def start(self: QThread, *args: Any) -> None:
        started.add(self)
        original(self, *args)

    monkeypatch.setattr(QThread, "start", start)
    return started


def _running_threads(before: set[threading.Thread]) -> Iterator[str]:
    for thread in set(threading.enumerate()) - before:
        if thread.name.startswith("Dummy-"):
            continue  # Python's view of a foreign thread, which outlives it; Qt's are asked below
        thread.join(_PATIENCE_SECONDS)
        if thread.is_alive():
            yield f"the thread {thread.name!r}: join it, or shut its executor down"


def _running_qt_threads(started: "weakref.WeakSet[QThread]") -> Iterator[str]:
    milliseconds = int(_PATIENCE_SECONDS * 1000)
    for thread in list(started):
        if not thread.wait(milliseconds):
            name = thread.objectName() or type(thread).__name__
            yield f"the QThread {name!r}: call quit() and wait() when its owner closes"
    if not QThreadPool.globalInstance().waitForDone(milliseconds):
        yield "work in the global QThreadPool: cancel it and wait for its end"


def _open_windows(before: set[int]) -> Iterator[str]:
    left = [window for window in _windows() if id(window) not in before]
    if left:  # perhaps only a reference cycle or a deferred deletion that nobody has run yet
        del left
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        # What is alive now lives on, as libraries do: looking through it after every test of a
        # window would take longer than the tests.
        gc.freeze()
        left = [window for window in _windows() if id(window) not in before]
    for window in left:
        name = window.objectName() or window.windowTitle()
        yield f"the window {type(window).__name__} {name!r}: hand it to qtbot.addWidget"
        window.deleteLater()
    if left:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _windows() -> list[QWidget]:
    """Returns the windows that nobody owns; menus and pop-ups belong to their window."""
    if QApplication.instance() is None:
        return []
    return [window for window in QApplication.topLevelWidgets() if window.parent() is None]
