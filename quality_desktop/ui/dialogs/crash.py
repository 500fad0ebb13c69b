"""What the user sees when the program itself is at fault."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget


class CrashDialog(QMessageBox):
    """One sentence and where the report is."""

    def __init__(self, report: Path | None, parent: QWidget | None = None) -> None:
        """Make the dialog.

        Args:
            report: The report file; None when it could not be written either.
            parent: The window.
        """
        super().__init__(parent)
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
        self.addButton("Понятно", QMessageBox.ButtonRole.AcceptRole)
