"""The program as a clerk has it in Windows: where everything lies, how it is started, asked and closed."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.journey_checks import CHECKOUT, log_must_be_clean, must
from installer.windows.wine import CLERK, Done, Wine
from quality_desktop.ui.main_window import PROGRAM_TITLE

PICTURES: Final = CHECKOUT / "build" / "windows" / "pictures"
HOME: Final = rf"C:\users\{CLERK}"
USUAL: Final = rf"{HOME}\AppData\Local\Programs\QualityDesktop"
USER_DATA: Final = rf"{HOME}\AppData\Local\quality_desktop"
WORK: Final = (
    rf"{HOME}\Documents\Район № 1 – отчёты за 2025-2026 учебный год, проверенные и согласованные"
)
DISTRICT: Final = rf"{WORK}\Ишимбайский район.quality"
COLLEAGUE: Final = rf"{WORK}\у коллеги\Ишимбайский район.quality"
WINDOW: Final = "Quality-Desktop.exe"
TITLE: Final = f"Ишимбайский район — {PROGRAM_TITLE}"
"""Of the window with the sample's file."""

_CLOSING_S: Final = 60
_GLANCE_S: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One installed program.

    Attributes:
        wine: Where.
        folder: Where it was installed.
        data: Where it keeps settings and log.
    """

    wine: Wine
    folder: str = USUAL
    data: str = USER_DATA

    @property
    def log(self) -> Path:
        """The log, as we read it."""
        return self.wine.path(rf"{self.data}\logs\quality-desktop.log")

    def run(self, *words: str, typed: str | None = None) -> Done:
        """Run a command of the program to its good end."""
        return self.wine.run(rf"{self.folder}\quality-desktop-cli.exe", *words, typed=typed)

    def click(self, *words: str) -> subprocess.Popen[bytes]:
        """Start the window as the Start menu does."""
        return self.wine.click(rf"{self.folder}\{WINDOW}", *words)

    def close(self, process: subprocess.Popen[bytes] | None = None) -> None:
        """Close the window politely and wait until nothing of it runs."""
        self.wine.run("taskkill", "/im", WINDOW)
        if process is not None:
            process.wait(timeout=_CLOSING_S)
            must(process.returncode == 0, f"the window ended with {process.returncode}")
        begun = time.monotonic()
        while WINDOW in self.wine.run("tasklist").text:
            must(time.monotonic() - begun < _CLOSING_S, "the window does not close")
            time.sleep(_GLANCE_S)

    def log_must_be_clean(self) -> None:
        """The program wrote down no fault of its own."""
        log_must_be_clean(self.log)
