"""What the program is asked to do where it has been installed; each step is timed and must hold."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.journey_checks import (
    CHECKOUT,
    PAPER,
    PASSWORD,
    JourneyError,
    change_an_answer,
    log_must_be_clean,
    must,
    written_here,
)
from installer.linux.debian import Done, Screen, System
from quality_desktop import __version__
from quality_desktop.children import Child
from quality_desktop.ui.main_window import PROGRAM_TITLE
from quality_desktop.ui.tab_list import tab_entries

WORK: Final = CHECKOUT / "build" / "linux"
PICTURES: Final = WORK / "pictures"
PROGRAM: Final = "quality-desktop"
TITLE: Final = f"Ишимбайский район — {PROGRAM_TITLE}"
PATIENCE_S: Final = 180
ANSWER: Final = "ответ школы.xlsx"
_ANSWER_S: Final = 5
_GLANCE_S: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The program as its user has it.

    Attributes:
        system: Where.
        screen: What its user looks at.
        command: How the user calls it.
        folder: Where it lies, as the system calls it.
    """

    system: System
    screen: Screen
    command: str
    folder: str

    @property
    def work(self) -> str:
        """The user's folder."""
        return f"{self.system.home}/Документы/Район № 1 – отчёты за 2025-2026 учебный год"

    @property
    def district(self) -> str:
        """The user's file."""
        return f"{self.work}/Ишимбайский район.quality"

    @property
    def colleague(self) -> str:
        """A copy of the file that a colleague works with."""
        return f"{self.work}/у коллеги.quality"

    @property
    def forms_folder(self) -> str:
        """Forms for schools."""
        return f"{self.work}/формы"

    @property
    def log(self) -> Path:
        """The log of the program."""
        return self.system.path(
            f"{self.system.home}/.local/share/quality_desktop/logs/quality-desktop.log"
        )

    def commands(self) -> str:
        """Make the file of a sample district in a folder with a long Russian name; a poor locale, too."""
        must(self.run("--version").text.strip() == __version__, "another version answers")
        self.system.path(self.work).mkdir(parents=True)
        self.system.own()
        done = self.run("new", self.district, "--sample", "ishimbay")
        self.run("check", self.district)
        poor = self.run("check", self.district, variables={"LANG": "C", "LC_ALL": "C"})
        must("Файл в порядке" in poor.text, poor.text)
        return f"{done.seconds:.1f} s"

    def papers(self) -> str:
        """Write the order in both formats; the PDF is equal to that of the checkout."""
        folder = f"{self.work}/бумаги"
        done = self.run("document", self.district, PAPER, "--format", "docx,pdf", "--out", folder)
        for kind, beginning in (("docx", b"PK\x03\x04"), ("pdf", b"%PDF-")):
            content = self.system.path(f"{folder}/{PAPER}.{kind}").read_bytes()
            must(content.startswith(beginning), f"{PAPER}.{kind} is no {kind}")
        here = written_here(self.system.path(self.district), WORK / "written here")
        there = self.system.path(f"{folder}/{PAPER}.pdf").read_bytes()
        must(here == there, "the PDF differs from the one that the checkout writes")
        manual = self.run("help", "--out", f"{self.work}/справка.pdf")
        return f"{done.seconds:.1f} s, the help as PDF {manual.seconds:.1f} s"

    def forms(self) -> str:
        """Send a form, have a school change one answer, read it back by the process for foreign files."""
        shutil.copy(self.system.path(self.district), self.system.path(self.colleague))
        self.system.own()
        folder = self.forms_folder
        period = ("--period", "2025/26")
        words = ("write", self.district, *period, "--form", "support", "--out", folder)
        written = self.run("forms", *words)
        books = sorted(self.system.path(folder).glob("*.xlsx"))
        answered = change_an_answer(books)
        answer = f"{folder}/{ANSWER}"
        answered.rename(self.system.path(answer))
        read = self.run("forms", "read", self.district, answer, *period)
        must("изменённых 1" in read.text, read.text)
        must("уже" in self.run("forms", "read", self.district, answer, *period).text, "twice")
        return (
            f"{len(books)} workbooks in {written.seconds:.1f} s, one read in {read.seconds:.1f} s"
        )

    def children(self) -> str:
        """Every process that the program starts of itself can be started."""
        for child in Child:
            said = self.system.run(self.command, child.word).text
            must(said == "", f"{child.name} said {said}")
        return f"{len(Child)} kinds"

    def exchange(self) -> str:
        """What one file has learnt from a school comes into a colleague's file by a sealed package."""
        package = f"{self.work}/для коллеги.qpack"
        secret = ("--password-stdin", "--json")
        packed = self.run("pack", self.district, "--out", package, *secret, typed=PASSWORD)
        merge = ("merge", self.colleague, package, "--accept-senders", *secret)
        merged = self.run(*merge, typed=PASSWORD)
        must('"verdict": "ready"' in merged.text and '"taken": true' in merged.text, merged.text)
        period = ("--period", "2025/26", "--dry-run")
        known = self.run("forms", "read", self.colleague, f"{self.forms_folder}/{ANSWER}", *period)
        must("уже" in known.text, known.text)
        return f"packed in {packed.seconds:.1f} s, judged and merged in {merged.seconds:.1f} s"

    def offscreen(self) -> str:
        """The window opens the file without any screen."""
        settings = self.log.parents[1] / "settings.toml"
        begun = time.monotonic()
        with self._started(self.district, variables={"QT_QPA_PLATFORM": "offscreen"}) as process:
            wait(
                lambda: settings.is_file() and "Ишимбайский" in settings.read_text("utf-8"),
                process,
            )
            seconds = time.monotonic() - begun
            # Torn away as by a power cut: the next step must open the same file all the same.
            process.kill()
            must(process.wait(PATIENCE_S) == -signal.SIGKILL, "it had ended before")
        self.log_must_be_clean()
        return f"{seconds:.1f} s to the open file"

    def window(self) -> str:
        """The window comes up on a screen with the last file; every tab is opened."""
        with self._started(screen=self.screen.name) as process:
            seconds = self.screen.wait_for_window(TITLE, process)
            for number in range(1, len(tab_entries()) + 1):
                self.screen.picture(PICTURES / f"tab-{number:02}.png")
                self.screen.turn("ctrl+Next")
            self._must_close(process)
        return f"{seconds:.1f} s to the window, {len(tab_entries())} tabs"

    def portable(self) -> str:
        """Copied into a Russian folder with a marker beside it, the program keeps its data there."""
        place = f"{self.system.home}/Мои программы/Качество образования"
        self.system.path(place).parent.mkdir()
        subprocess.run(
            ["cp", "-a", self.system.path(self.folder), self.system.path(place)], check=True
        )
        self.system.path(f"{place}/portable").touch()
        self.system.own()
        log = self.system.path(f"{place}/data/logs/quality-desktop.log")
        with self._started(screen=self.screen.name, command=f"{place}/{PROGRAM}") as process:
            seconds = self.screen.wait_for_window(PROGRAM_TITLE, process)
            self.screen.picture(PICTURES / "portable.png")
            must(log.is_file(), "no log beside the program")
            self._must_close(process)
        return f"window after {seconds:.1f} s"

    def run(self, *words: str, typed: str = "", variables: Mapping[str, str] | None = None) -> Done:
        """Run a command of the program."""
        return self.system.run(self.command, *words, typed=typed, variables=variables)

    @contextmanager
    def _started(
        self,
        *words: str,
        command: str = "",
        screen: str | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> Iterator[subprocess.Popen[bytes]]:
        command = command or self.command
        process = self.system.start(command, *words, screen=screen, variables=variables)
        try:
            yield process
        except JourneyError:
            self.screen.picture(PICTURES / "failure.png")
            raise
        finally:
            process.kill()
            process.wait()

    def _must_close(self, process: subprocess.Popen[bytes]) -> None:
        """Close the window by its keys; a question whether to break off its work is answered with no."""
        output = self._said_until_closed(process)
        must(process.returncode == 0, f"the window ended with {process.returncode}\n{output}")
        self.log_must_be_clean()

    def _said_until_closed(self, process: subprocess.Popen[bytes]) -> str:
        begun = time.monotonic()
        while True:
            self.screen.press("ctrl+q")
            try:
                return process.communicate(timeout=_ANSWER_S)[0].decode(errors="replace")
            except subprocess.TimeoutExpired:
                must(time.monotonic() - begun < PATIENCE_S, "the window does not close")
                self.screen.press("Escape")

    def close_all(self) -> None:
        """Close windows of a process that somebody else has started."""
        begun = time.monotonic()
        while self.screen.titles():
            must(time.monotonic() - begun < PATIENCE_S, "the window does not close")
            self.screen.press("Escape")
            self.screen.press("ctrl+q")
            pause_until(lambda: not self.screen.titles(), _ANSWER_S)

    def log_must_be_clean(self) -> None:
        """The program wrote down no fault of its own."""
        log_must_be_clean(self.log)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pause_until(is_so: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so, but no longer than so many seconds."""
    begun = time.monotonic()
    while not is_so() and time.monotonic() - begun < seconds:
        time.sleep(_GLANCE_S)


def wait(is_so: Callable[[], bool], process: subprocess.Popen[bytes] | None) -> None:
    """Wait until something is so, while a process runs.

    Raises:
        JourneyError: It does not come, or the process has ended.
    """
    begun = time.monotonic()
    while not is_so():
        if process is not None and process.poll() is not None:
            output = process.communicate()[0].decode(errors="replace")
            raise JourneyError(f"the program ended with {process.returncode}\n{output}")
        if time.monotonic() - begun > PATIENCE_S:
            raise JourneyError(f"waited {PATIENCE_S} s in vain")
        time.sleep(_GLANCE_S)
