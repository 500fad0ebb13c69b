"""From the start of the process to the first paint, and to the first paint of the sample's dates.

Compared with the least that a program with PySide6 can do: a window with an empty table over a model
of Python. Whole processes are measured in turn, so that a busy machine slows both; the
first pair is thrown away, because it compiles the bytecode.

The window with menus and status paints first; the list of the first tab follows from a glance at the
file, before the database toolkit is imported (its import alone takes longer than the whole empty
window). So the two moments have limits of their own. What is left between them is Python importing
the rules of the trade and the widgets of the tab.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.services.district_file import files
from quality_desktop.storage.store import Writer

RUNS = 7
WINDOW_LIMIT = 1.5
FILLED_LIMIT = 2.6

# Painting is noticed by overriding paintEvent: an event filter of the application would cost more
# than the window itself, because PySide then wraps every event.
EMPTY_WINDOW = """
import sys, time
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

class Model(QAbstractTableModel):
    def rowCount(self, parent=None):
        return 20

    def columnCount(self, parent=None):
        return 6

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return None

class Table(QTableView):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic_ns(), flush=True)
        QApplication.quit()

application = QApplication(sys.argv)
window = QMainWindow()
table = Table()
model = Model()
table.setModel(model)
window.setCentralWidget(table)
window.resize(1280, 680)
window.show()
application.exec()
"""

# By the door that a user takes: the command line, which prepares the start of the window.
SAMPLE = """
import sys, time
from PySide6 import QtWidgets

class Window(QtWidgets.QMainWindow):
    is_painted = False

    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.is_painted:
            self.is_painted = True
            print(time.monotonic_ns(), flush=True)
            watch_table(self)

def watch_table(window):
    from quality_desktop.ui.widgets.grid_view import GridView

    paint = GridView.paintEvent

    def paint_and_tell(self, event):
        paint(self, event)
        if self.model() and self.model().rowCount():
            print(time.monotonic_ns(), flush=True)
            GridView.paintEvent = paint
            window.close()  # as soon as the file is open

    GridView.paintEvent = paint_and_tell

QtWidgets.QMainWindow = Window
from quality_desktop.cli import main
sys.exit(main(sys.argv[1:]))
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
        forms=bundled.forms,
        migrations=bundled.migrations,
        writer=Writer(author="Проверка П.П.", host="test", program_version="0"),
    ).close()
    return path


def milliseconds(script: Path, *arguments: str) -> list[float]:
    """Times from the start of a process to the moments it prints."""
    start = time.monotonic_ns()
    ended = subprocess.run(
        [sys.executable, str(script), *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(paths.__file__).parents[1],
        timeout=120,
    )
    return [(int(moment) - start) / 1e6 for moment in ended.stdout.split()]


def test_window_and_first_tab_are_painted_soon_after_an_empty_window_would_be(
    tmp_path: Path, sample: Path, monkeypatch, capsys
):
    empty, window = tmp_path / "empty.py", tmp_path / "window.py"
    empty.write_text(EMPTY_WINDOW, encoding="utf-8")
    window.write_text(SAMPLE, encoding="utf-8")
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path / "bytecode"))
    monkeypatch.setenv("PYTHONPATH", str(Path(paths.__file__).parents[1]))
    runs = [(*milliseconds(empty), *milliseconds(window, str(sample))) for _ in range(RUNS + 1)][1:]
    # Ratios run by run: a machine that slows down in between slows both of a pair.
    to_window, to_filled = (
        statistics.median(run[moment] / run[0] for run in runs) for moment in (1, 2)
    )
    bare, painted, filled = (statistics.median(moments) for moments in zip(*runs, strict=True))
    measured = (
        f"empty {bare:.0f} ms, window {painted:.0f} ms ({to_window:.2f}), "
        f"first tab {filled:.0f} ms ({to_filled:.2f})"
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{measured}\n")
    assert to_window <= WINDOW_LIMIT, measured
    assert to_filled <= FILLED_LIMIT, measured
