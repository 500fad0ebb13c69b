"""The page of a window without a file: make one, open one, or take a recent one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.settings import Settings
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.look import ICON_SIZE
from quality_desktop.ui.widgets.naming import named


class FirstRunPage(QWidget):
    """What the user sees before there is a file.

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

    def __init__(self, environment: Environment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("firstRunPage")
        self._environment = environment
        self.new = self._button("Новый файл…", "file-plus", "newFile")
        self.open = self._button("Открыть файл…", "folder-open", "openFile")
        self.author = named(QLineEdit(), "author", "Ваше имя в истории изменений")
        self.author.setPlaceholderText("Фамилия И.О.")
        self.recent = named(QListWidget(), "recentFiles", "Недавние файлы")
        self.recent.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.recent_title = QLabel("&Недавние файлы")
        self.recent_title.setBuddy(self.recent)
        self.new.clicked.connect(self.new_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.recent.itemActivated.connect(self._on_recent_chosen)
        self.recent.itemClicked.connect(self._on_recent_chosen)
        self.author.editingFinished.connect(
            lambda: self.author_entered.emit(self.author.text().strip())
        )
        self._lay_out()
        environment.preferences.changed.connect(self.show_settings)
        environment.look.changed.connect(lambda: self.show_settings(environment.settings))
        self.show_settings(environment.settings)

    def show_settings(self, settings: Settings) -> None:
        """Show recent files and the name of the user."""
        self.recent.clear()
        for name in settings.recent_files:
            path = Path(name)
            item = QListWidgetItem(
                self._environment.look.icon("file"), f"{path.stem}\n{path.parent}"
            )
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{path.stem}, папка {path.parent}")
            item.setToolTip(name)
            self.recent.addItem(item)
        has_recent = bool(settings.recent_files)
        self.recent.setVisible(has_recent)
        self.recent_title.setVisible(has_recent)
        if not self.author.hasFocus():
            self.author.setText(settings.author)

    def _button(self, text: str, icon: str, name: str) -> QPushButton:
        button = named(QPushButton(text), name)
        button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        button.setMinimumHeight(36)
        self._environment.look.dress(button, icon)
        return button

    def _lay_out(self) -> None:
        title = QLabel("Управление качеством образования")
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() + 5)
        title.setFont(font)
        sentence = QLabel(
            "Все сведения района хранятся в одном файле на вашем компьютере и сохраняются сразу, "
            "как только внесены. Начните с нового файла или откройте готовый.",
            wordWrap=True,
        )
        author_title = QLabel("&Ваше имя в истории изменений")
        author_title.setBuddy(self.author)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.new)
        buttons.addWidget(self.open)
        buttons.addStretch()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(sentence)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addSpacing(16)
        column.addWidget(author_title)
        column.addWidget(self.author)
        column.addSpacing(16)
        column.addWidget(self.recent_title)
        column.addWidget(self.recent, 1)
        column.addStretch()
        frame = QFrame()
        frame.setLayout(column)
        frame.setFixedWidth(640)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 48, 16, 16)
        layout.addStretch()
        layout.addWidget(frame)
        layout.addStretch()
        self.setFocusProxy(self.new)

    def _on_recent_chosen(self, item: QListWidgetItem) -> None:
        self.recent_wanted.emit(Path(item.data(Qt.ItemDataRole.UserRole)))
