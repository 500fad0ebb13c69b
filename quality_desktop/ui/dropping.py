"""Files that are dragged onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class FileDrops(QObject):
    """Takes files that are dropped on a window.

    Signals:
        dropped: Tuple of ``Path``: the files, at least one.
    """

    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):
            found = dropped_files(event)
            is_wanted = bool(found)
            if is_wanted:
                event.acceptProposedAction()
                is_over = (
                    not isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.Drop
                )
                if is_over:
                    self.dropped.emit(found)
            return is_wanted
        return super().eventFilter(watched, event)


def dropped_files(event: QDropEvent) -> tuple[Path, ...]:
    """The files that are being dropped; none when there is anything else among them."""
    urls = event.mimeData().urls()
    paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    return paths if len(paths) == len(urls) and all(path.is_file() for path in paths) else ()
