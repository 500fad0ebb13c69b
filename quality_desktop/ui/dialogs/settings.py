"""«Настройки»: who the user is, where files lie, how the window looks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.settings import Settings, Theme
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.first_questions import part_box
from quality_desktop.ui.preferences import ZOOM_LIMITS, usual_folder
from quality_desktop.ui.widgets.folder_line import FolderLine
from quality_desktop.ui.widgets.naming import named

_THEMES = ((Theme.SYSTEM, "как в системе"), (Theme.LIGHT, "светлая"), (Theme.DARK, "тёмная"))


class SettingsDialog(QDialog):
    """What the program remembers about its user; «Сохранить» makes it so at once."""

    def __init__(self, environment: Environment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setWindowTitle("Настройки")
        self._environment = environment
        self.author = named(QLineEdit(), "settingsAuthor", "Ваша фамилия и инициалы")
        self.part = part_box("settingsPart")
        self.district = named(QLineEdit(), "settingsDistrict", "Район или город")
        self.office = named(QLineEdit(), "settingsOffice", "Название управления")
        self.folder = FolderLine(environment, "settingsFolder", "Папка, где хранить файлы района")
        self.theme = named(QComboBox(), "settingsTheme", "Тема окна")
        for theme, words in _THEMES:
            self.theme.addItem(words, theme)
        self.zoom = named(QSpinBox(), "settingsZoom", "На сколько пунктов крупнее обычного")
        self.zoom.setRange(*ZOOM_LIMITS)
        self.fault = named(QLabel(wordWrap=True), "settingsFault")
        self.fault.hide()
        self._buttons = QDialogButtonBox()
        save = self._buttons.addButton("Сохранить", QDialogButtonBox.ButtonRole.AcceptRole)
        named(save, "settingsSave")
        self._buttons.addButton("Не менять", QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self._save)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._show(environment.settings)

    def _show(self, settings: Settings) -> None:
        self.author.setText(settings.author)
        self.part.setCurrentIndex(max(self.part.findData(settings.part), 0))
        self.district.setText(settings.district)
        self.office.setText(settings.office)
        self.folder.line.setText(str(usual_folder(settings)))
        self.theme.setCurrentIndex(max(self.theme.findData(settings.theme), 0))
        self.zoom.setValue(settings.zoom)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Фамилия И.О.:", self.author)
        form.addRow("&Что делаете:", self.part)
        form.addRow("&Район или город:", self.district)
        form.addRow("&Управление:", self.office)
        form.addRow("&Папка файлов:", self.folder)
        form.addRow("&Тема:", self.theme)
        form.addRow("Р&азмер текста:", self.zoom)
        note = QLabel(
            "Фамилия стоит в истории изменений со следующего открытия файла. "
            "Район и управление вписываются в новый пустой файл; в открытом файле их меняют "
            "на вкладке «Справочники».",
            wordWrap=True,
        )
        note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        note.setMinimumWidth(460)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(self.fault)
        layout.addWidget(self._buttons)

    def _save(self) -> None:
        folder = self.folder.text
        is_other = folder != str(usual_folder(self._environment.settings))
        # Whoever only gives their name need not answer for a folder that nobody has made yet.
        if folder and is_other and not Path(folder).expanduser().is_dir():
            self.fault.setText(f"Папки «{folder}» нет: выберите другую или создайте её.")
            self.fault.show()
            self.folder.setFocus()
            return
        self._environment.preferences.apply(self._changed)
        self.accept()

    def _changed(self, settings: Settings) -> Settings:
        is_usual = self.folder.text == str(usual_folder(replace(settings, files_folder="")))
        return replace(
            settings,
            author=" ".join(self.author.text().split()),
            part=str(self.part.currentData()),
            district=" ".join(self.district.text().split()),
            office=" ".join(self.office.text().split()),
            files_folder="" if is_usual else self.folder.text,
            theme=Theme(self.theme.currentData()),  # Qt keeps its text only
            zoom=self.zoom.value(),
            is_acquainted=True,
        )
