"""What program this is, its version, and what it is made of."""

from __future__ import annotations

import platform
from importlib import metadata
from pathlib import Path
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from quality_desktop import __version__
from quality_desktop.ui.widgets.naming import named

_LIBRARIES: Final = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("SQLAlchemy", "MIT"),
    ("alembic", "MIT"),
    ("python-docx", "MIT"),
    ("reportlab", "BSD"),
    ("pikepdf", "MPL-2.0"),
    ("pytrovich", "MIT"),
    ("pyphen", "GPL-2.0+/LGPL-2.1+/MPL-1.1"),
)


class AboutDialog(QDialog):
    """Version of the program, versions and licences of its parts."""

    def __init__(self, parent: QWidget | None = None, *, user_folder: Path) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle("О программе")
        self.resize(560, 460)
        title = QLabel(f"Управление качеством образования, версия {__version__}")
        title.setObjectName("aboutTitle")
        purpose = QLabel(
            "Рабочее место районного управления образования: матрица ответственности, "
            "технологическая карта, приказы. Работает без интернета, все сведения остаются "
            "на этом компьютере.",
            wordWrap=True,
        )
        self.details = named(QTextBrowser(), "aboutDetails", "Состав программы и лицензии")
        self.details.setMarkdown(_details(user_folder))
        buttons = QDialogButtonBox()
        buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        for widget in (title, purpose, self.details, buttons):
            layout.addWidget(widget)


def _details(user_folder: Path) -> str:
    lines = ["| Часть | Версия | Лицензия |", "| --- | --- | --- |"]
    lines.append(f"| Python | {platform.python_version()} | PSF-2.0 |")
    lines.append(f"| Qt | {qVersion()} | LGPL-3.0 |")
    for name, licence in _LIBRARIES:
        lines.append(f"| {name} | {_version(name)} | {licence} |")
    lines.append("| Значки Tabler |  | MIT |")
    lines.append("| Шрифт Tinos |  | OFL-1.1 |")
    table = "\n".join(lines)
    place = str(user_folder).replace("\\", "\\\\").replace("_", "\\_")
    return (
        f"{table}\n\nТексты лицензий лежат рядом с программой в папке resources.\n\n"
        f"Настройки, журнал работы и резервные копии: {place}"
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "—"  # a bundle need not carry the metadata of every library
