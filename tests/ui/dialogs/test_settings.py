"""«Настройки»: what is typed there is kept by the file of settings at once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from quality_desktop.settings import Theme, load_settings
from quality_desktop.ui.dialogs.settings import SettingsDialog
from tests.ui.drivers import find

pytestmark = pytest.mark.gui


@pytest.fixture
def dialog(qtbot, environment):
    made = SettingsDialog(environment)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def kept(environment):
    """What the next start reads."""
    return lambda: load_settings(environment.user_folder / "settings.toml")


def test_a_name_and_a_folder_that_is_there_are_saved(dialog, kept, tmp_path):
    folder = tmp_path / "Файлы района"
    folder.mkdir()
    dialog.author.setText("Иванова А.П.")
    dialog.folder.line.setText(str(folder))
    find(dialog, QPushButton, "settingsSave").click()
    assert not dialog.fault.text()
    assert (kept().author, kept().files_folder) == ("Иванова А.П.", str(folder))
    assert kept().theme is Theme.SYSTEM


def test_a_name_alone_is_saved_at_once(dialog, kept):
    dialog.author.setText("Иванова А.П.")
    find(dialog, QPushButton, "settingsSave").click()
    assert (kept().author, kept().files_folder) == ("Иванова А.П.", "")


def test_the_theme_is_kept_as_the_theme_it_is(dialog, kept, environment):
    dialog.theme.setCurrentText("тёмная")
    find(dialog, QPushButton, "settingsSave").click()
    assert environment.settings.theme is kept().theme is Theme.DARK
    environment.preferences.choose_theme(Theme.SYSTEM)


def test_a_folder_that_is_not_there_is_named_and_nothing_is_saved(dialog, kept, tmp_path):
    dialog.author.setText("Иванова А.П.")
    dialog.folder.line.setText(str(tmp_path / "нет такой"))
    find(dialog, QPushButton, "settingsSave").click()
    assert "нет: выберите другую" in dialog.fault.text()
    assert not kept().author
