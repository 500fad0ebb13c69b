"""The real window on a screen of 1366 × 768 that nobody sees, and the camera before it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import matplotlib as mpl
from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from quality_desktop import app, paths
from quality_desktop.services.district_file import files
from quality_desktop.settings import Theme
from quality_desktop.storage.store import Writer
from quality_desktop.ui.main_window import MainWindow
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tab_list import tab_entries
from quality_desktop.ui.translation import speak_russian

SCREEN: Final = (1366, 768)
AUTHOR: Final = "Иванова М.П."
_COLOURS: Final = 96
_FONT: Final = "DejaVu Sans"
"""It comes with a library of the lock: letters look the same on every computer."""
_PAUSE_MS: Final = 1500
_MARK: Final = QColor("#B3261E")
_RADIUS: Final = 10


class Stage:
    """Opens samples in the real window and takes pictures of it.

    Attributes:
        window: The window of the file that was opened last.
    """

    def __init__(self, folder: Path) -> None:
        """Set up.

        Args:
            folder: Where files and settings of the play lie.
        """
        self._folder = folder
        self.application = app.make_application(["pictures"])
        self.application.setCursorFlashTime(0)
        for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf"):
            QFontDatabase.addApplicationFont(f"{mpl.get_data_path()}/fonts/ttf/{name}")
        font = QFont(_FONT, 9)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.application.setFont(font)
        speak_russian(self.application)
        self._bundled = paths.bundled()
        self._folders = paths.UserFolders(root=folder / "user")
        self.environment = app.make_environment(self.application, self._bundled, self._folders)
        self.environment.preferences.apply(lambda known: replace(known, theme=Theme.LIGHT))
        self.window = self._new_window()

    def open(self, sample: str, title: str) -> MainWindow:
        """Open a fresh file of a sample in a window of its own."""
        self.environment.preferences.apply(
            lambda known: replace(known, author=AUTHOR, is_acquainted=True)
        )
        path = self._folder / f"{title}{files.SUFFIX}"
        files.create_file(
            path=path,
            sample=sample,
            samples_folder=self._bundled.samples,
            reference=self._bundled.reference,
            forms=self._bundled.forms,
            migrations=self._bundled.migrations,
            writer=Writer(author=AUTHOR, host="", program_version=""),
        ).close()
        self.close()
        self.window = self._new_window()
        self.window.open_file(path)
        self.settle()
        return self.window

    def show_empty(self) -> MainWindow:
        """The window without a file."""
        self.window.show_first_run()
        self.settle()
        return self.window

    def tab(self, name: str) -> Tab:
        """Bring a tab to the front and wait until it is filled."""
        tab = self.window.deck.show_tab(name)
        if tab is None:
            raise LookupError(f"there is no tab {name!r}")
        self.settle()
        return tab

    def settle(self) -> None:
        """Wait until everything asked is answered and painted, also what waits for a short pause."""
        for _round in range(3):
            QApplication.sendPostedEvents()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            wait_idle(self.window.operations)
            while any(
                timer.isActive() and timer.isSingleShot() and timer.interval() <= _PAUSE_MS
                for timer in self.window.findChildren(QTimer)
            ):
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def pause(self) -> None:
        """Wait for what says nothing when it is ready: pages of a PDF are drawn in other threads."""
        loop = QEventLoop()
        QTimer.singleShot(_PAUSE_MS, loop.quit)
        loop.exec()

    def close(self) -> None:
        """Close the window and its file."""
        wait_idle(self.window.operations)
        self.window.operations.close()
        self.window.hide()
        self.window.deleteLater()

    def take(
        self, widget: QWidget, marks: Sequence[QWidget | QRect] = (), cut: QRect | None = None
    ) -> bytes:
        """A picture of a widget as a PNG of few colours.

        Args:
            widget: What is shown.
            marks: What gets the numbers 1, 2, … beside it.
            cut: The part that is shown; the whole when omitted.
        """
        self.settle()
        pixmap = widget.grab()
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, mark in enumerate(marks, start=1):
            _draw_mark(painter, _place(mark, widget), number, pixmap.rect())
        painter.end()
        return png(pixmap if cut is None else pixmap.copy(cut))

    def _new_window(self) -> MainWindow:
        window = MainWindow(self.environment, tab_entries())
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(*SCREEN)
        window.show()
        return window


def wait_idle(operations: Operations) -> None:
    """Wait until a file has answered everything."""
    while not operations.is_idle:
        loop = QEventLoop()
        operations.became_idle.connect(loop.quit)
        loop.exec()


def png(pixmap: QPixmap) -> bytes:
    """A picture as PNG with a palette; the same pixels always give the same bytes."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    image = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    few = image.quantize(colors=_COLOURS, dither=Image.Dither.NONE)
    target = io.BytesIO()
    few.save(target, "PNG", optimize=True)
    return target.getvalue()


def _place(mark: QWidget | QRect, widget: QWidget) -> QRect:
    if isinstance(mark, QRect):
        return mark
    return QRect(mark.mapTo(widget, QPoint(0, 0)), mark.size())


def _draw_mark(painter: QPainter, place: QRect, number: int, room: QRect) -> None:
    """A frame round a place and its number at the corner."""
    painter.setPen(QPen(_MARK, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2).intersected(room), 4, 4)
    middle = QPoint(
        min(max(place.right() - _RADIUS, _RADIUS + 1), room.right() - _RADIUS - 1),
        min(max(place.top() - _RADIUS // 2, _RADIUS + 1), room.bottom() - _RADIUS - 1),
    )
    painter.setBrush(_MARK)
    painter.drawEllipse(middle, _RADIUS, _RADIUS)
    painter.setPen(QColor("white"))
    font = QFont(_FONT, 9)
    font.setBold(True)
    painter.setFont(font)
    circle = QRect(middle - QPoint(_RADIUS, _RADIUS), middle + QPoint(_RADIUS, _RADIUS))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))
