"""What the user sees when the program itself is at fault."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from quality_desktop.ui.widgets.naming import named


class CrashDialog(QMessageBox):
    """One sentence, where the report is, and two ways to hand it over.

    Attributes:
        copy_report: Puts the report on the clipboard; there is always one to copy.
        open_folder: Shows where the report lies; hidden when it could not be written.
    """

    def __init__(self, report: Path | None, text: str, parent: QWidget | None = None) -> None:
        """Make the dialog.

        Args:
            report: The report file; None when it could not be written either.
            text: What the report says.
            parent: The window.
        """
        super().__init__(parent)
        self._report = report
        self._text = text
        self.setObjectName("crashDialog")
        self.setIcon(QMessageBox.Icon.Critical)
        self.setWindowTitle("Ошибка программы")
        self.setText(
            "В программе произошла ошибка; всё, что внесено раньше, сохранено. "
            "Если что-то выглядит не так, закройте программу и откройте её снова."
        )
        if report is not None:
            self.setInformativeText(
                f"Отчёт без имён и сведений из файла: {report}\nПередайте его разработчикам."
            )
        self.copy_report = self._add("Скопировать", "crashCopy")
        self.open_folder = self._add("Открыть папку с отчётом", "crashOpenFolder")
        self.open_folder.setVisible(report is not None)
        understood = self.addButton("Понятно", QMessageBox.ButtonRole.AcceptRole)
        self.setDefaultButton(understood)
        self.setEscapeButton(understood)
        self.copy_report.clicked.connect(self._copy)
        self.open_folder.clicked.connect(self._show_folder)

    def _add(self, title: str, name: str) -> QPushButton:
        """A button that leaves the dialog open: a message box would close for any of its own."""
        button = named(QPushButton(title), name)
        self.addButton(button, QMessageBox.ButtonRole.ActionRole)
        button.clicked.disconnect()
        return button

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copy_report.setText("Скопировано")

    def _show_folder(self) -> None:
        if self._report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report.parent)))
