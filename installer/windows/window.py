"""What a clerk sees of the installed program: its window, its tabs, a file opened by a double click."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Final

from installer.journey_checks import must
from installer.windows.program import DISTRICT, PICTURES, TITLE, USUAL, WINDOW, Program
from installer.windows.wine import Wine
from quality_desktop.ui.main_window import PROGRAM_TITLE
from quality_desktop.ui.tab_list import tab_entries

_STARTS: Final = 3
_NO_COMMAND: Final = "нет-такой-команды"
_CLASSES: Final = r"Software\Classes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Steps of the journey.

    Attributes:
        program: Whose window.
    """

    program: Program

    @property
    def _wine(self) -> Wine:
        return self.program.wine

    def first(self) -> str:
        """Start the program as from the Start menu; close the window politely."""
        times = []
        for number in range(_STARTS):
            process = self.program.click()
            times.append(self._wine.wait_for_window(PROGRAM_TITLE))
            if number == 0:
                self._wine.picture(PICTURES / "first-window.png")
            self.program.close(process)
        self.program.log_must_be_clean()
        return f"{times[0]:.1f} s at first, then {statistics.median(times[1:]):.1f} s"

    def double_click(self) -> str:
        """Open the file as a double click does; the window stays for the next steps."""
        for extension, kind in ((".quality", "File"), (".qpack", "Package")):
            owner = self._wine.registry(rf"{_CLASSES}\{extension}")
            must(owner == f"QualityDesktop.{kind}", f"{extension} is not ours but of {owner}")
        command = self._wine.registry(rf"{_CLASSES}\QualityDesktop.File\shell\open\command")
        must(command == rf'"{USUAL}\{WINDOW}" "%1"', str(command))
        # Wine knows classes of the whole machine only, so ours are lent to it for this step.
        lent = (rf"{_CLASSES}\.quality", rf"{_CLASSES}\QualityDesktop.File")
        for key in lent:
            self._wine.run("reg", "copy", rf"HKCU\{key}", rf"HKLM\{key}", "/s", "/f")
        self._wine.click(DISTRICT)
        seconds = self._wine.wait_for_window(TITLE)
        for key in lent:
            self._wine.run("reg", "delete", rf"HKLM\{key}", "/f")
        return f"{seconds:.1f} s"

    def tabs(self) -> str:
        """Every tab of the open window, one after the other."""
        for number in range(1, len(tab_entries()) + 1):
            self._wine.picture(PICTURES / f"tab-{number:02}.png")
            self._wine.turn("ctrl+Next")
        self.program.log_must_be_clean()
        return f"{len(tab_entries())} tabs"

    def second_start(self) -> str:
        """Start again without a word: the last file comes back."""
        process = self.program.click()
        seconds = self._wine.wait_for_window(TITLE)
        self.program.close(process)
        self.program.log_must_be_clean()
        return f"{seconds:.1f} s"

    def mistake(self) -> str:
        """A window that cannot start says why, though it has nowhere to print to."""
        process = self.program.click(_NO_COMMAND)
        self._wine.wait_for_window(PROGRAM_TITLE)
        self._wine.wait_for_box(_NO_COMMAND)
        self._wine.picture(PICTURES / "mistake.png")
        self._wine.answer_box(_NO_COMMAND)
        process.wait(timeout=60)
        must(process.returncode == 2, f"exit code {process.returncode}")
        return "told in a message box"
