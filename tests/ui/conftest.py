"""A window on a real file of a temporary folder, with messages that are recorded."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quality_desktop import paths
from quality_desktop.services.district_file import files
from quality_desktop.storage.store import Writer
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.look import Look
from quality_desktop.ui.main_window import MainWindow
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.tab_list import TabEntry, tab_entries
from tests.ui.drivers import PATIENCE_MS, WindowDriver, wait_idle
from tests.ui.recording import RecordingMessages

WRITER = Writer(author="Проверка П.П.", host="test", program_version="0")


@pytest.fixture(scope="session", autouse=True)
def _clipboard_left_empty() -> Iterator[None]:
    """Qt lets go of the clipboard after Python has ended: what a test put there must be gone by then."""
    yield
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


@pytest.fixture(scope="session")
def _made_files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str | None], Path]:
    """Files as a user would make them, each made once."""
    folder = tmp_path_factory.mktemp("made")
    bundled = paths.bundled()

    def make(sample: str | None) -> Path:
        path = folder / f"{sample or 'empty'}{files.SUFFIX}"
        if not path.exists():
            files.create_file(
                path=path,
                sample=sample,
                samples_folder=bundled.samples,
                reference=bundled.reference,
                forms=bundled.forms,
                migrations=bundled.migrations,
                writer=WRITER,
            ).close()
        return path

    return make


@pytest.fixture
def empty_file(_made_files: Callable[[str | None], Path], tmp_path: Path) -> Path:
    """A new file with the catalogues only."""
    return Path(shutil.copy(_made_files(None), tmp_path / f"district{files.SUFFIX}"))


@pytest.fixture
def sample_file(_made_files: Callable[[str | None], Path], tmp_path: Path) -> Path:
    """A file of the sample district."""
    return Path(shutil.copy(_made_files("ishimbay"), tmp_path / f"ishimbay{files.SUFFIX}"))


@pytest.fixture
def messages() -> RecordingMessages:
    """What the program says and what it is answered."""
    return RecordingMessages()


@pytest.fixture
def environment(
    qapp: QApplication, tmp_path: Path, messages: RecordingMessages
) -> Iterator[Environment]:
    """The bundled folders and settings of this test only."""
    bundled = paths.bundled()
    look = Look(qapp, bundled.icons)
    preferences = Preferences(tmp_path / "user" / "settings.toml")
    yield Environment(
        fonts=bundled.fonts,
        wording=bundled.wording,
        site_style=bundled.site_style,
        language=bundled.language,
        reference=bundled.reference,
        forms=bundled.forms,
        samples=bundled.samples,
        migrations=bundled.migrations,
        help=bundled.help,
        parts=bundled.parts,
        backups=tmp_path / "backups",
        keys=tmp_path / "user" / "keys",
        exchange_words=bundled.exchange_words,
        user_folder=tmp_path / "user",
        preferences=preferences,
        look=look,
        messages=messages,
    )
    look.deleteLater()
    preferences.deleteLater()


@pytest.fixture
def open_operations(
    qtbot: QtBot,
) -> Iterator[Callable[[Path], Operations]]:
    """Opens files as the window does, without a window."""
    made: list[Operations] = []

    def open_file(path: Path) -> Operations:
        operations = Operations()
        made.append(operations)
        migrations = paths.bundled().migrations
        operations.open(
            lambda: files.open_file(path=path, migrations=migrations, writer=WRITER),
            lambda: None,
            title="Открытие файла",
        )
        wait_idle(qtbot, operations)
        return operations

    yield open_file
    for operations in made:
        operations.close()
        operations.deleteLater()


@pytest.fixture
def make_window(qtbot: QtBot, environment: Environment) -> Iterator[Callable[..., WindowDriver]]:
    """Shows the real window, with a file when one is named."""
    made: list[MainWindow] = []

    def make(file: Path | None = None, tabs: tuple[TabEntry, ...] | None = None) -> WindowDriver:
        window = MainWindow(environment, tab_entries() if tabs is None else tabs)
        made.append(window)
        qtbot.addWidget(window)
        driver = WindowDriver(qtbot, window)
        if file is not None:
            window.open_file(file)
        else:
            window.show_first_run()
        window.show()
        qtbot.waitExposed(window, timeout=PATIENCE_MS)
        driver.settle()
        return driver

    yield make
    for window in made:
        wait_idle(qtbot, window.operations)
        window.operations.close()
