"""A fault of the program: nothing personal in the report, one sentence on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from quality_desktop.ui.crash_report import CrashReporter, describe

pytestmark = pytest.mark.gui


def fault_about(name: str) -> Exception:
    try:
        try:
            raise KeyError(name)
        except KeyError as first:
            raise ValueError(f"нет данных о {name}") from first
    except ValueError as second:
        return second


def test_the_report_names_places_and_kinds_and_no_values():
    error = fault_about("Мастрюкова Лариса Ивановна")
    report = describe(error, error.__traceback__)
    assert "ValueError" in report
    assert "KeyError" in report
    assert "test_crash_report.py" in report
    assert "Мастрюкова" not in report
    assert str(Path.home()) not in report


def test_the_user_is_told_in_one_sentence_where_the_report_is(qapp, tmp_path, caplog):
    seen: list[str] = []

    def look_and_leave() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QMessageBox):
            QTimer.singleShot(0, look_and_leave)
            return
        seen.extend((dialog.text(), dialog.informativeText()))
        dialog.accept()

    QTimer.singleShot(0, look_and_leave)
    error = fault_about("Иванова")
    CrashReporter(tmp_path).report(error, error.__traceback__)
    (report,) = tmp_path.glob("crash-*.txt")
    assert str(report) in seen[1]
    assert "Traceback" not in seen[0] + seen[1]
    assert "ValueError" in caplog.text


def test_a_folder_that_cannot_be_written_does_not_hide_the_sentence(qapp, tmp_path, caplog):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    seen: list[str] = []

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QMessageBox):
            QTimer.singleShot(0, leave)
            return
        seen.append(dialog.text())
        dialog.accept()

    QTimer.singleShot(0, leave)
    CrashReporter(blocked / "logs").report(ValueError(), None)
    assert len(seen) == 1
