"""The page of a window without a file: get acquainted, make a file, open one, take a recent one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.settings import Settings
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.file_actions import FileActions
from quality_desktop.ui.first_file import FirstFile
from quality_desktop.ui.first_questions import FirstQuestions
from quality_desktop.ui.look import ICON_SIZE
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named

_PAGE_WIDTH: Final = 860
_PAGE_HEIGHT: Final = 560


class FirstRunPage(QWidget):
    """What the user sees before there is a file.

    At the very first start three questions stand at the left; when they are answered or skipped,
    the ways to start stand there.

    Attributes:
        questions: The questions of the first start.
        first_file: Makes the first file and the sample.

    Signals:
        new_wanted: A new file was asked for.
        open_wanted: «Открыть файл…» was pressed.
        recent_wanted: ``Path`` of a recent file that was chosen.
        author_entered: The name to sign changes with.
    """

    new_wanted = Signal()
    open_wanted = Signal()
    recent_wanted = Signal(object)
    author_entered = Signal(str)

    def __init__(
        self, environment: Environment, files: FileActions, parent: QWidget | None = None
    ) -> None:
        """Show what is known of the user.

        Args:
            environment: Settings and looks.
            files: What the page asks to make and open files.
            parent: Owner of the page.
        """
        super().__init__(parent)
        self.setObjectName("firstRunPage")
        self._environment = environment
        self.first_file = FirstFile(files, environment)
        self.questions = FirstQuestions(environment)
        self.sample = self._button(
            "Посмотреть на образце",
            "Заполненный район: можно всё нажимать, ничего не испортить",
            "layout-dashboard",
            "openSample",
        )
        self.new = self._button(
            "Новый файл…", "Пустой или с готовым образцом района", "file-plus", "newFile"
        )
        self.open = self._button(
            "Открыть файл…",
            "Файл района с этого компьютера или с флешки",
            "folder-open",
            "openFile",
        )
        self.author = named(QLineEdit(), "author", "Ваше имя в истории изменений")
        self.author.setPlaceholderText("Фамилия И.О.")
        self.recent = named(QListWidget(), "recentFiles", "Недавние файлы")
        self.recent.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.recent_title = QLabel("&Недавние файлы")
        self.recent_title.setBuddy(self.recent)
        self.nothing_recent = QLabel("Здесь появятся файлы, с которыми вы работали.", wordWrap=True)
        self.nothing_recent.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing_recent.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._connect(files)
        self.recent.itemActivated.connect(self._on_recent_chosen)
        self.recent.itemClicked.connect(self._on_recent_chosen)
        self._lay_out()
        environment.preferences.changed.connect(self.show_settings)
        environment.look.changed.connect(lambda: self.show_settings(environment.settings))
        self.show_settings(environment.settings)

    def _connect(self, files: FileActions) -> None:
        self.new.clicked.connect(self.new_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.sample.clicked.connect(self.first_file.sample)
        self.author.editingFinished.connect(
            lambda: self.author_entered.emit(self.author.text().strip())
        )
        preferences = self._environment.preferences
        self.questions.begun.connect(self.first_file.begin)
        self.questions.skipped.connect(lambda answers: preferences.apply(lambda _settings: answers))
        self.new_wanted.connect(files.new)
        self.open_wanted.connect(files.choose)
        self.recent_wanted.connect(files.open)
        self.author_entered.connect(preferences.sign_as)

    def show_settings(self, settings: Settings) -> None:
        """Show recent files and the name of the user."""
        is_new = not (settings.is_acquainted or settings.recent_files or settings.author)
        self._starts.setCurrentWidget(self.questions if is_new else self._ways)
        self.setFocusProxy(self.questions if is_new else self.new)
        self.recent.clear()
        for name in settings.recent_files:
            path = Path(name)
            item = QListWidgetItem(
                self._environment.look.icon("file"), f"{path.stem}\n{path.parent}"
            )
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{path.stem}, папка {path.parent}")
            item.setToolTip(plain_tip(name))
            self.recent.addItem(item)
        has_recent = bool(settings.recent_files)
        self.recent.setVisible(has_recent)
        self.nothing_recent.setVisible(not has_recent)
        if not self.author.hasFocus():
            self.author.setText(settings.author)

    def _button(self, text: str, hint: str, icon: str, name: str) -> QCommandLinkButton:
        button = named(QCommandLinkButton(text, hint), name)
        button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self._environment.look.dress(button, icon)
        return button

    def _lay_out(self) -> None:
        title = QLabel("Управление качеством образования")
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() + 5)
        title.setFont(font)
        sentence = QLabel(
            "Все сведения района лежат в одном файле на этом компьютере и сохраняются сразу, "
            "как только внесены. Интернет не нужен.",
            wordWrap=True,
        )
        page = QVBoxLayout()
        page.setSpacing(8)
        page.addWidget(title)
        page.addWidget(sentence)
        page.addSpacing(16)
        page.addLayout(self._columns(), 1)
        middle = QWidget()
        middle.setLayout(page)
        middle.setFixedWidth(_PAGE_WIDTH)
        middle.setMaximumHeight(_PAGE_HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 32, 16, 16)
        layout.addStretch()
        layout.addWidget(middle)
        layout.addStretch()

    def _columns(self) -> QHBoxLayout:
        """What starts at the left, what is known at the right."""
        author_title = QLabel("&Ваше имя в истории изменений")
        author_title.setBuddy(self.author)
        self._ways = QWidget()
        start = QVBoxLayout(self._ways)
        start.setContentsMargins(0, 0, 0, 0)
        start.setSpacing(4)
        start.addWidget(self.new)
        start.addSpacing(16)
        start.addWidget(author_title)
        start.addWidget(self.author)
        start.addStretch()
        self._starts = QStackedWidget()
        self._starts.addWidget(self.questions)
        self._starts.addWidget(self._ways)
        known = QVBoxLayout()
        known.setSpacing(4)
        known.addWidget(self.sample)
        known.addWidget(self.open)
        known.addSpacing(12)
        known.addWidget(self.recent_title)
        known.addWidget(self.recent, 1)
        known.addWidget(self.nothing_recent, 1)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addWidget(self._starts, 1)
        columns.addLayout(known, 1)
        return columns

    def _on_recent_chosen(self, item: QListWidgetItem) -> None:
        self.recent_wanted.emit(Path(item.data(Qt.ItemDataRole.UserRole)))
