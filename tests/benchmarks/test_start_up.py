"""From the start of the process to the first paint of the sample's matrix.

Compared with the least that PySide6 can do: an empty window with a table. Whole processes are measured in
turn, so that a busy machine slows both; the first pair is thrown away, because it may compile bytecode.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.services import files
from quality_desktop.storage.store import Writer

RUNS = 7
LIMIT = 1.5

EMPTY_WINDOW = """
import sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            print(time.monotonic_ns(), flush=True)
            QApplication.quit()
        return False

application = QApplication(sys.argv)
window = QMainWindow()
table = QTableWidget(20, 6)
window.setCentralWidget(table)
window.resize(1280, 680)
watch = Watch()
table.viewport().installEventFilter(watch)
window.show()
application.exec()
"""

SAMPLE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QTableView
from quality_desktop import app

class Watch(QObject):
    is_done = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.is_done:
            table = watched.parent()
            if isinstance(table, QTableView) and table.model() and table.model().rowCount():
                self.is_done = True
                print(time.monotonic_ns(), flush=True)
                table.window().close()
        return False

watch = Watch()
make = app.make_application
def make_watched(arguments):
    application = make(arguments)
    application.installEventFilter(watch)
    return application
app.make_application = make_watched
app.run(file=Path(sys.argv[1]))
"""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    bundled = paths.bundled()
    path = tmp_path / f"ishimbay{files.SUFFIX}"
    files.create_file(
        path=path,
        sample="ishimbay",
        samples_folder=bundled.samples,
        reference=bundled.reference,
        migrations=bundled.migrations,
        writer=Writer(author="Проверка П.П.", host="test", program_version="0"),
    ).close()
    return path


def milliseconds(script: Path, *arguments: str) -> float:
    """Time from the start of a process to the moment it prints."""
    start = time.monotonic_ns()
    ended = subprocess.run(
        [sys.executable, str(script), *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(paths.__file__).parents[1],
        timeout=120,
    )
    return (int(ended.stdout.split()[0]) - start) / 1e6


def test_the_sample_is_painted_soon_after_an_empty_window_would_be(
    tmp_path: Path, sample: Path, record_property, monkeypatch
):
    empty, window = tmp_path / "empty.py", tmp_path / "window.py"
    empty.write_text(EMPTY_WINDOW, encoding="utf-8")
    window.write_text(SAMPLE, encoding="utf-8")
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path / "bytecode"))
    pairs = [(milliseconds(empty), milliseconds(window, str(sample))) for _ in range(RUNS + 1)][1:]
    bare = statistics.median(one for one, _ in pairs)
    ours = statistics.median(other for _, other in pairs)
    record_property("empty_window_ms", round(bare))
    record_property("sample_ms", round(ours))
    assert ours / bare <= LIMIT, f"empty window {bare:.0f} ms, sample {ours:.0f} ms"
