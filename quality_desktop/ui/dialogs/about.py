"""What program this is, its version, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from quality_desktop import __version__
from quality_desktop.services.program_parts import Part, ProgramParts, program_parts
from quality_desktop.ui.widgets.naming import named


class AboutDialog(QDialog):
    """Version of the program, versions and licences of its parts."""

    def __init__(self, parent: QWidget | None = None, *, listed: Path, user_folder: Path) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle("О программе")
        self.resize(560, 460)
        title = QLabel(
            f"Управление качеством образования, версия {__version__}",
            textFormat=Qt.TextFormat.PlainText,
        )
        title.setObjectName("aboutTitle")
        purpose = QLabel(
            "Рабочее место районного управления образования: матрица ответственности, "
            "мониторинг, школы риска, планы, приказы. Работает без интернета, все сведения остаются "
            "на этом компьютере.",
            wordWrap=True,
        )
        self.details = named(QTextBrowser(), "aboutDetails", "Состав программы и лицензии")
        self.details.setHtml(_details(program_parts(listed=listed), user_folder))
        buttons = QDialogButtonBox()
        buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        for widget in (title, purpose, self.details, buttons):
            layout.addWidget(widget)


def _details(found: ProgramParts, user_folder: Path) -> str:
    """The table of the parts as HTML: Markdown would read their names as marks."""
    where = f"в папке «{found.texts}»" if found.texts else "вместе с каждой библиотекой"
    rows = "".join(_row(part, depth) for part, depth in _flat(found.parts))
    return (
        f"<p>Настройки, журнал работы и резервные копии: {escape(str(user_folder))}</p>"
        f"<p>Тексты лицензий лежат {escape(where)}.</p>"
        "<table cellpadding='3'><tr><th align='left'>Часть</th><th align='left'>Версия</th>"
        f"<th align='left'>Лицензия</th></tr>{rows}</table>"
    )


def _flat(parts: tuple[Part, ...], depth: int = 0) -> Iterator[tuple[Part, int]]:
    """Parts with those inside them right below, and how deep they lie."""
    for part in parts:
        yield part, depth
        yield from _flat(part.inside, depth + 1)


def _row(part: Part, depth: int) -> str:
    name = "&nbsp;" * 4 * depth + escape(part.name)
    return f"<tr><td>{name}</td><td>{escape(part.version)}</td><td>{escape(part.licence)}</td></tr>"
