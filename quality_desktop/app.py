"""The composition root: makes the parts of the window, hands them to each other and shows it."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QLocale, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from quality_desktop import __version__, paths
from quality_desktop.ui.copy_keeper import CopyKeeper
from quality_desktop.ui.crash_report import CrashReporter
from quality_desktop.ui.end_signals import EndSignals
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.garbage import QuietGarbage
from quality_desktop.ui.look import Look
from quality_desktop.ui.main_window import PROGRAM_TITLE, MainWindow
from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.screen import require_screen
from quality_desktop.ui.tab_list import tab_entries
from quality_desktop.ui.translation import speak_russian
from quality_desktop.ui.widgets.messages import Messages

_log = logging.getLogger("quality_desktop.app")

LOG_NAME: Final = "quality-desktop.log"
_LOG_BYTES: Final = 1_000_000
_LOG_FILES: Final = 5
_ORGANISATION: Final = "quality_desktop"
_PACKAGE: Final = ".qpack"
_TURN_S: Final = 0.001
"""How long the thread of the file may keep the interpreter while the window waits for it. Python's
own 5 ms are paid again by every cell that is painted while the database toolkit is imported."""


def run(*, file: Path | None) -> int:
    """Show the window until it is closed.

    Args:
        file: The file to open; the last one when omitted, or the first-run page.

    Returns:
        Exit code of the process.

    Raises:
        QualityError: There is no screen to show it on.
    """
    require_screen(os.environ, sys.platform)
    sys.setswitchinterval(_TURN_S)
    folders = paths.user_folders()
    start_log(folders.logs)
    application = make_application(sys.argv[:1])
    application.setWindowIcon(QIcon(str(paths.bundled().program_icon)))
    QuietGarbage(application)
    reporter = watch_for_crashes(folders.logs)
    speak_russian(application)
    environment = make_environment(application, paths.bundled(), folders)
    window = MainWindow(environment, tab_entries())
    reporter.show_in(window)
    CopyKeeper(window.operations, window.files, window)
    signals = EndSignals(application)
    signals.end_wanted.connect(application.closeAllWindows)
    window.show()
    QTimer.singleShot(0, partial(open_first_file, window, environment, file))
    QTimer.singleShot(0, partial(tell_of_broken_settings, window, environment))
    code = application.exec()
    window.operations.close()
    signals.stop()
    _log.info("closed, exit code %s", code)
    return code


def start_log(folder: Path) -> None:
    """Write the log of the program into a folder, a few files of limited size."""
    logger = logging.getLogger("quality_desktop")
    logger.setLevel(logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):  # on Windows another window of ours holds it open
            rotate_log(folder / LOG_NAME)
        handler: logging.Handler = logging.FileHandler(folder / LOG_NAME, encoding="utf-8")
    except OSError:  # a full disk or a guarded profile is no reason not to start
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    qInstallMessageHandler(_log_qt_message)
    _log.info("started, version %s, Python %s, %s", __version__, sys.version, sys.platform)


def rotate_log(log: Path) -> None:
    """Set a log aside that has grown large, and drop the oldest one.

    Done at start only, and without ``logging.handlers``, whose import costs a visible part of it.
    """
    if not log.exists() or log.stat().st_size < _LOG_BYTES:
        return
    for number in range(_LOG_FILES - 1, 0, -1):
        older = log.with_name(f"{log.name}.{number}")
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{number + 1}"))
    log.replace(log.with_name(f"{log.name}.1"))


def make_application(arguments: list[str]) -> QApplication:
    """Make the Qt application with Russian figures and dates."""
    QLocale.setDefault(QLocale(QLocale.Language.Russian, QLocale.Country.Russia))
    application = QApplication(arguments)
    application.setApplicationName("quality-desktop")
    application.setDesktopFileName(
        "quality-desktop"
    )  # by it a desktop finds the icon and the title
    application.setApplicationDisplayName(PROGRAM_TITLE)
    application.setApplicationVersion(__version__)
    application.setOrganizationName(_ORGANISATION)
    return application


def watch_for_crashes(folder: Path) -> CrashReporter:
    """From now on a fault of the program ends in a report and one sentence, not in silence."""
    reporter = CrashReporter(folder)

    def on_fault(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        else:
            reporter.report(error, trace)

    sys.excepthook = on_fault
    return reporter


def make_environment(
    application: QApplication, bundled: paths.Bundled, folders: paths.UserFolders
) -> Environment:
    """Put together what every part of the window shares."""
    return Environment(
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
        user_folder=folders.root,
        backups=folders.backups,
        keys=folders.keys,
        exchange_words=bundled.exchange_words,
        preferences=Preferences(folders.settings_file, application),
        look=Look(application, bundled.icons),
        messages=Messages(),
    )


def open_first_file(window: MainWindow, environment: Environment, file: Path | None) -> None:
    """Open the named file, or the last one when it is still there; otherwise stay without one.

    A package that came by e-mail is received into the last one, so its window waits for that.
    """
    package = file if file is not None and file.suffix.lower() == _PACKAGE else None
    if file is None or package is not None:
        last = next(iter(environment.settings.recent_files), None)
        file = Path(last) if last is not None and Path(last).is_file() else None
    if file is not None:
        if package is not None:
            window.files.opened.connect(
                lambda _facts: window.exchange.take_files((package,)),
                Qt.ConnectionType.SingleShotConnection,
            )
        window.open_file(file)
        return
    window.show_first_run()
    if package is not None:
        window.exchange.take_files((package,))


def tell_of_broken_settings(window: MainWindow, environment: Environment) -> None:
    """Say why the program has forgotten its settings, when their file could not be read."""
    aside = environment.preferences.broken
    if aside is not None:
        environment.messages.refuse(
            window,
            "Файл настроек испорчен, поэтому имя, вид окна и список недавних файлов забыты: "
            "укажите их заново. Файлы района целы, испорченный файл отложен: "
            f"{aside}.",
        )


def _log_qt_message(kind: QtMsgType, _context: object, text: str) -> None:
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }
    logging.getLogger("quality_desktop.qt").log(levels.get(kind, logging.ERROR), text)
