"""The composition root: log, crashes, environment, first file."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from quality_desktop import app, paths
from quality_desktop.ui.crash_report import CrashReporter
from quality_desktop.ui.main_window import MainWindow
from quality_desktop.ui.preferences import Preferences
from tests.ui.recording import RecordingMessages


@pytest.fixture
def _log_of_its_own() -> Iterator[None]:
    """Gives the logger and Qt's messages back as they were."""
    logger = logging.getLogger("quality_desktop")
    handlers, level = list(logger.handlers), logger.level
    yield
    qInstallMessageHandler(None)
    for handler in set(logger.handlers) - set(handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)


@pytest.mark.usefixtures("_log_of_its_own")
def test_the_log_is_written_into_the_user_folder_with_messages_of_qt(tmp_path: Path):
    app.start_log(tmp_path / "logs")
    logging.getLogger("quality_desktop.ui").info("shown: сохранено")
    qWarning("a message of Qt")
    text = (tmp_path / "logs" / app.LOG_NAME).read_text(encoding="utf-8")
    assert "started, version" in text
    assert "shown: сохранено" in text
    assert "WARNING quality_desktop.qt: a message of Qt" in text


@pytest.mark.usefixtures("_log_of_its_own")
def test_a_folder_that_cannot_be_written_does_not_stop_the_start(tmp_path: Path, capfd):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    app.start_log(blocked / "logs")
    assert "started, version" in capfd.readouterr().err
    assert blocked.read_text(encoding="utf-8") == ""


def test_a_large_log_is_set_aside_and_the_oldest_is_dropped(tmp_path: Path):
    log = tmp_path / "program.log"
    for number in range(8):
        log.write_text(f"{number}" * 1_000_000, encoding="utf-8")
        app.rotate_log(log)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == [f"program.log.{number}" for number in range(1, 6)]
    assert (tmp_path / "program.log.1").read_text(encoding="utf-8")[0] == "7"


def test_a_small_log_is_gone_on_with(tmp_path: Path):
    log = tmp_path / "program.log"
    log.write_text("мало", encoding="utf-8")
    app.rotate_log(log)
    app.rotate_log(tmp_path / "none.log")
    assert [path.name for path in tmp_path.iterdir()] == ["program.log"]


@pytest.mark.usefixtures("_log_of_its_own")
def test_a_log_that_another_window_holds_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """On Windows an open file cannot be renamed; the refusal is simulated."""

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "the file is used by another process")

    monkeypatch.setattr(app, "rotate_log", refuse)
    app.start_log(tmp_path)
    assert "started, version" in (tmp_path / app.LOG_NAME).read_text(encoding="utf-8")


def test_a_fault_goes_to_the_reporter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    reported: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(CrashReporter, "report", lambda self, error, trace: reported.append(error))
    app.watch_for_crashes(tmp_path)
    fault = ZeroDivisionError()
    sys.excepthook(ZeroDivisionError, fault, None)
    assert reported == [fault]


@pytest.fixture
def window(qtbot, qapp, tmp_path: Path) -> Iterator[MainWindow]:
    environment = app.make_environment(
        qapp, paths.bundled(), paths.UserFolders(root=tmp_path / "user")
    )
    window = MainWindow(environment, ())
    qtbot.addWidget(window)
    yield window
    window.operations.close()
    environment.look.deleteLater()
    environment.preferences.deleteLater()


@pytest.mark.gui
def test_the_very_first_start_shows_the_first_page(window: MainWindow):
    app.open_first_file(window, window.environment, None)
    assert window.pages.currentWidget() is window.first_run


@pytest.mark.gui
def test_the_last_file_is_opened_when_it_is_still_there(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    opened: list[Path] = []
    monkeypatch.setattr(window, "open_file", opened.append)
    last = tmp_path / "район.quality"
    window.environment.preferences.apply(lambda settings: settings.with_recent(last))
    app.open_first_file(window, window.environment, None)
    assert opened == []
    last.write_bytes(b"")
    app.open_first_file(window, window.environment, None)
    named = tmp_path / "другой.quality"
    app.open_first_file(window, window.environment, named)
    assert opened == [last, named]


@pytest.mark.gui
@pytest.mark.parametrize(("content", "told"), [('author = "Ива', 1), ('author = "Ива"', 0)])
def test_settings_that_cannot_be_read_are_told_of_in_one_message(
    window: MainWindow, tmp_path: Path, content: str, told: int
):
    file = tmp_path / "settings.toml"
    file.write_text(content, encoding="utf-8")
    messages = RecordingMessages()
    environment = replace(window.environment, preferences=Preferences(file), messages=messages)
    app.tell_of_broken_settings(window, environment)
    assert len(messages.refusals) == told
    aside = tmp_path / "settings.toml.broken"
    assert aside.exists() is bool(told)
    assert all(str(aside) in sentence for sentence in messages.refusals)
