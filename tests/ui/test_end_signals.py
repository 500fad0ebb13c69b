"""A request to end reaches the window between two events, and the window is closed as ever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSocketNotifier
from pytestqt.qtbot import QtBot

from quality_desktop.app import LOG_NAME
from quality_desktop.paths import PROGRAM_FOLDER_NAME
from quality_desktop.ui.end_signals import EndSignals
from tests.ui.drivers import PATIENCE_MS

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows sends no signal to a program without a console"
)


@pytest.fixture
def signals(qapp) -> Iterator[EndSignals]:
    signals = EndSignals(qapp)
    yield signals
    signals.stop()
    signals.deleteLater()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_told_of_and_interrupts_nothing(
    qtbot: QtBot, signals: EndSignals, number: signal.Signals
):
    with qtbot.waitSignal(signals.end_wanted, timeout=PATIENCE_MS):
        os.kill(os.getpid(), number)


def find_notifier(signals: EndSignals) -> QSocketNotifier:
    notifier = signals.findChild(QSocketNotifier)
    assert notifier is not None
    return notifier


def test_another_signal_is_no_request_to_end(qtbot: QtBot, signals: EndSignals):
    before = signal.signal(signal.SIGUSR1, lambda _number, _frame: None)
    told: list[bool] = []
    signals.end_wanted.connect(lambda: told.append(True))
    with qtbot.waitSignal(find_notifier(signals).activated, timeout=PATIENCE_MS):
        os.kill(os.getpid(), signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, before)
    assert told == []


def test_signals_are_given_back(qapp):
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    signals = EndSignals(qapp)
    assert signal.getsignal(signal.SIGINT) not in before
    signals.stop()
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


INTERRUPTED = """
import os, sys
from pathlib import Path
from quality_desktop import app
from quality_desktop.ui.main_window import MainWindow

open_file = MainWindow.open_file

def open_and_be_interrupted(window, path):
    open_file(window, path)
    os.kill(os.getpid(), int(sys.argv[1]))

MainWindow.open_file = open_and_be_interrupted
sys.exit(app.run(file=Path(sys.argv[2])))
"""


@pytest.mark.slow
def test_a_program_that_is_just_opening_a_file_ends_in_order(sample_file: Path, tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(int(signal.SIGINT)), sample_file],
        env=os.environ
        | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    log = (tmp_path / PROGRAM_FOLDER_NAME / "logs" / LOG_NAME).read_text(encoding="utf-8")
    assert "closed, exit code 0" in log
    assert "ERROR" not in log
