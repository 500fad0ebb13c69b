"""Russian in the parts that Qt brings along: its own translation, mended where it is left over."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator
from PySide6.QtWidgets import QApplication
from typing_extensions import override

# (context, English text) -> Russian; what Qt 6.9 leaves in English or says in an unusual way.
_MENDED: Final = {
    ("QPlatformTheme", "Discard"): "Не сохранять",
    ("QPlatformTheme", "Don't Save"): "Не сохранять",
    ("QFileDialog", "Folder"): "Папка",
    ("QFileSystemModel", "Folder"): "Папка",
    ("QFileIconProvider", "Folder"): "Папка",
    ("QAbstractFileIconProvider", "Folder"): "Папка",
}


class _Mends(QTranslator):
    """Wins over Qt's own translation, which is asked for everything else."""

    @override
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        # None is how Qt is told «not mine»; the stub of PySide6 does not know that.
        return cast("str", _MENDED.get((context, sourceText)))

    @override
    def isEmpty(self) -> bool:
        return False


def speak_russian(application: QApplication, parent: QObject | None = None) -> None:
    """Install the translators; before the first window is made."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    own = QTranslator(parent or application)
    if own.load("qtbase_ru", folder):
        application.installTranslator(own)
    application.installTranslator(_Mends(parent or application))
