"""When the interpreter looks for garbage: seldom while the window is used, thoroughly when it is left."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_THRESHOLDS: Final = (10_000, 5, 100)
"""New objects before a look at the youngest, looks before one at the next older, and at all.

A look at all objects stops every thread for about 100 ms once the figures of a region are in
memory, and Python's own (700, 10, 10) makes it several times while a block is pasted and written.
A hundred looks at the middle generation still bound what can be lost to cycles between two.
"""
_START_MS: Final = 3000
"""By then the first tab is painted and the file is open, on a slow computer, too."""


class QuietGarbage(QObject):
    """Full collections are made when the user turns to another program.

    Attributes:
        start: After its time garbage is looked for at all; the start of the program does without.
    """

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        gc.freeze()  # the modules imported by now live as long as the window
        gc.set_threshold(*_THRESHOLDS)
        self.start = QTimer(self, singleShot=True, interval=_START_MS)
        self.start.timeout.connect(gc.enable)
        self.start.start()
        application.applicationStateChanged.connect(self._on_state_changed)

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            gc.collect()
