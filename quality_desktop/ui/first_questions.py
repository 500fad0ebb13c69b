"""Three questions of the first start: whose file it is, who works with it, where files lie.

Every answer may be left out and changed later in the settings.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.settings import Settings
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.preferences import usual_folder
from quality_desktop.ui.widgets.folder_line import FolderLine
from quality_desktop.ui.widgets.naming import named

PARTS: Final = (
    ("", "не указывать"),
    ("inspector", "инспектор: формы, результаты, школы риска"),
    ("secretary", "секретарь: документы, рассылки, справочники"),
    ("coordinator", "координатор: матрица, карта, планы"),
)
"""What a user does, as settings keep it and as it is told."""


def part_box(name: str) -> QComboBox:
    """The choice of what the user does."""
    box = named(QComboBox(), name, "Что вы делаете в управлении")
    for part, words in PARTS:
        box.addItem(words, part)
    return box


class FirstQuestions(QWidget):
    """The questions with «Начать работу» and «Пропустить».

    Signals:
        begun: ``Settings`` with the answers: make the first file.
        skipped: ``Settings`` with the answers: only remember them.
    """

    begun = Signal(object)
    skipped = Signal(object)

    def __init__(self, environment: Environment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("firstQuestions")
        self._environment = environment
        self.district = named(QLineEdit(), "askDistrict", "Район или город")
        self.district.setPlaceholderText("Ишимбайский район")
        self.office = named(QLineEdit(), "askOffice", "Название управления")
        self.office.setPlaceholderText("Отдел образования администрации района")
        self.author = named(QLineEdit(), "askAuthor", "Ваша фамилия и инициалы")
        self.author.setPlaceholderText("Фамилия И.О.")
        self.part = part_box("askPart")
        self.folder = FolderLine(environment, "askFolder", "Папка, где хранить файлы района")
        self.begin = named(QPushButton("Начать работу", default=True), "begin")
        self.skip = named(QPushButton("Пропустить", autoDefault=False), "skip")
        self.begin.clicked.connect(lambda: self.begun.emit(self.answers()))
        self.skip.clicked.connect(lambda: self.skipped.emit(self.answers()))
        self._lay_out()
        self.show_settings(environment.settings)
        self.setFocusProxy(self.district)

    def show_settings(self, settings: Settings) -> None:
        """Show what is known already."""
        self.district.setText(settings.district)
        self.office.setText(settings.office)
        self.author.setText(settings.author)
        self.part.setCurrentIndex(max(self.part.findData(settings.part), 0))
        self.folder.line.setText(str(usual_folder(settings)))

    def answers(self) -> Settings:
        """The settings with what was answered."""
        from dataclasses import replace

        return replace(
            self._environment.settings,
            district=" ".join(self.district.text().split()),
            office=" ".join(self.office.text().split()),
            author=" ".join(self.author.text().split()),
            part=str(self.part.currentData()),
            files_folder=self.folder.text,
            is_acquainted=True,
        )

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        row = 0
        for heading, lines in (
            (
                "1. Чьи это сведения",
                (("&Район или город", self.district), ("&Управление", self.office)),
            ),
            ("2. Кто вы", (("&Фамилия И.О.", self.author), ("&Что делаете", self.part))),
            ("3. Где хранить файлы", (("&Папка", self.folder),)),
        ):
            grid.addWidget(_in_bold(heading), row, 0, 1, 2)
            for label_text, field in lines:
                row += 1
                label = QLabel(label_text, textFormat=Qt.TextFormat.PlainText)
                label.setBuddy(field.line if isinstance(field, FolderLine) else field)
                grid.addWidget(label, row, 0)
                grid.addWidget(field, row, 1)
            row += 1
        note = QLabel(
            "Можно ничего не указывать: всё это меняется в меню «Файл» → «Настройки…».",
            wordWrap=True,
        )
        note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        buttons = QHBoxLayout()
        buttons.addWidget(self.begin)
        buttons.addWidget(self.skip)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(grid)
        layout.addSpacing(4)
        layout.addWidget(note)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        layout.addStretch()


def _in_bold(heading: str) -> QLabel:
    title = QLabel(heading, textFormat=Qt.TextFormat.PlainText)
    font = QFont(title.font())
    font.setBold(True)
    title.setFont(font)
    title.setContentsMargins(0, 6, 0, 0)
    return title
