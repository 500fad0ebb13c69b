"""A fault of the program: nothing personal in the report, one sentence on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox

from quality_desktop import paths
from quality_desktop.ui.crash_report import CrashReporter, describe
from quality_desktop.ui.dialogs.crash import CrashDialog

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


class Folders(QObject):
    """Stands for the file manager of the desktop."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def show_folder(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def folders(qapp):
    folders = Folders()
    # The stub of PySide6 says bytes, the library takes a text alone.
    QDesktopServices.setUrlHandler("file", folders, "show_folder")  # type: ignore[arg-type]
    yield folders
    QDesktopServices.unsetUrlHandler("file")


def test_the_report_is_copied_and_its_folder_shown_while_the_dialog_stays(
    qtbot, tmp_path, folders, caplog
):
    seen: list[bool] = []

    def hand_over() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, CrashDialog):
            QTimer.singleShot(0, hand_over)
            return
        dialog.copy_report.click()
        dialog.open_folder.click()
        seen.append(dialog.isVisible() and dialog.open_folder.isVisible())
        dialog.accept()

    QTimer.singleShot(0, hand_over)
    error = ImportError("нет части программы")
    CrashReporter(tmp_path).report(error, error.__traceback__)
    (report,) = tmp_path.glob("crash-*.txt")
    assert seen == [True]
    assert QApplication.clipboard().text() == report.read_text(encoding="utf-8")
    assert folders.opened == [tmp_path]


def test_without_a_file_the_report_can_still_be_copied(qtbot):
    dialog = CrashDialog(None, "ValueError", None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.open_folder.isVisible()
    dialog.copy_report.click()
    assert QApplication.clipboard().text() == "ValueError"
    assert dialog.isVisible()


def test_the_buttons_are_called_as_the_help_page_promises(qtbot):
    dialog = CrashDialog(Path("crash.txt"), "", None)
    qtbot.addWidget(dialog)
    page = (paths.bundled().help / "trouble.md").read_text(encoding="utf-8")
    for button in (dialog.open_folder, dialog.copy_report):
        assert f"**{button.text()}**" in page
