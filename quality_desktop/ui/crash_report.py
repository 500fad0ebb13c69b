"""Faults of the program: a report without anybody's data, and one sentence for the user.

What only a fault needs is imported when there is one: the window starts faster.
"""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from quality_desktop import __version__

_log = logging.getLogger(__name__)
_REPORTS_KEPT: Final = 20


class CrashReporter:
    """Writes reports and tells the user, one dialog at a time."""

    def __init__(self, folder: Path) -> None:
        """Make a reporter.

        Args:
            folder: Where reports go.
        """
        self._folder = folder
        self._window: QWidget | None = None
        self._is_telling = False

    def show_in(self, window: QWidget) -> None:
        """Show dialogs over this window from now on."""
        self._window = window

    def report(self, error: BaseException, trace: TracebackType | None) -> None:
        """Log a fault, write its report and say so."""
        description = describe(error, trace)
        path = self._write(description)
        _log.error("fault, report %s:\n%s", path, description)
        if self._is_telling:
            return
        self._is_telling = True
        try:
            from quality_desktop.ui.dialogs.crash import CrashDialog

            dialog = CrashDialog(path, description, self._window)
            dialog.exec()
            dialog.deleteLater()
        finally:
            self._is_telling = False

    def _write(self, description: str) -> Path | None:
        path = self._folder / f"crash-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(description, encoding="utf-8")
            for old in sorted(self._folder.glob("crash-*.txt"))[:-_REPORTS_KEPT]:
                old.unlink()
        except OSError:
            return None
        return path


def describe(error: BaseException, trace: TracebackType | None) -> str:
    """The report: kinds of errors and places in the code, no messages and no values.

    A message of an exception may quote a name or a cell, so it stays out; file names are cut to
    their last two parts because a folder may carry the name of its owner.
    """
    import platform
    import traceback

    lines = [
        f"quality-desktop {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()}",
    ]
    chain: list[tuple[BaseException, TracebackType | None]] = [(error, trace)]
    cause = error.__cause__ or error.__context__
    while cause is not None and all(cause is not known for known, _ in chain):
        chain.append((cause, cause.__traceback__))
        cause = cause.__cause__ or cause.__context__
    for fault, where in chain:
        lines.append(f"\n{type(fault).__module__}.{type(fault).__qualname__}")
        for frame in traceback.extract_tb(where):
            name = "/".join(Path(frame.filename).parts[-2:])
            lines.append(f"  {name}:{frame.lineno} {frame.name}")
    return "\n".join(lines) + "\n"
