"""The way of the program on a Windows PC, from installation to removal; every step is timed and must hold.

``journey.sh`` starts it with the Wine that it needs. Pictures of the screen are left in
``build/windows/pictures`` for a person to look at.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.windows.wine import CLERK, CONSOLE, Done, JourneyError, Wine, fresh_windows
from quality_desktop import __version__
from quality_desktop.ui.main_window import PROGRAM_TITLE

CHECKOUT: Final = Path(__file__).resolve().parents[2]
PICTURES: Final = CHECKOUT / "build" / "windows" / "pictures"
INSTALLER: Final = r"C:\Установка.exe"
COMMAND_FILE: Final = r"C:\install.cmd"
HOME: Final = rf"C:\users\{CLERK}"
USUAL: Final = rf"{HOME}\AppData\Local\Programs\QualityDesktop"
OTHER: Final = r"C:\Мои программы\Качество образования"
USER_DATA: Final = rf"{HOME}\AppData\Local\quality_desktop"
START_MENU: Final = rf"{HOME}\AppData\Roaming\Microsoft\Windows\Start Menu\Programs"
WORK: Final = (
    rf"{HOME}\Documents\Район № 1 – отчёты за 2025-2026 учебный год, проверенные и согласованные"
)
DISTRICT: Final = rf"{WORK}\Ишимбайский район.quality"
COLLEAGUE: Final = rf"{WORK}\у коллеги\Ишимбайский район.quality"
PAPER: Final = "order-1048"
UNINSTALL_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\QualityDesktop"
_STARTS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """The steps.

    Attributes:
        wine: Where.
        setup: The installer.
    """

    wine: Wine
    setup: Path

    def install(self) -> str:
        """Install silently."""
        shutil.copy(self.setup, self.wine.path(INSTALLER))
        done = self.wine.run(INSTALLER, "/S")
        self._must_be_installed(USUAL)
        files = [path for path in self.wine.path(USUAL).rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        return f"{done.seconds:.1f} s, {len(files)} files, {size:.0f} MB"

    def first_window(self) -> str:
        """Start the program as from the Start menu; close the window politely."""
        times = []
        for number in range(_STARTS):
            process = self.wine.click(rf"{USUAL}\Quality-Desktop.exe")
            times.append(self.wine.wait_for_window(PROGRAM_TITLE))
            if number == 0:
                time.sleep(2)  # the picture is for a person: let everything be painted
                self.wine.picture(PICTURES / "first-window.png")
            self._close_window(process)
        self._log_must_be_clean()
        return f"{times[0]:.1f} s at first, then {statistics.median(times[1:]):.1f} s"

    def sample(self) -> str:
        """Make the file of a sample district in a folder with a long Russian name."""
        self.wine.path(WORK).mkdir(parents=True)
        done = self._program("new", DISTRICT, "--sample", "ishimbay")
        self._program("check", DISTRICT)
        self.wine.path(COLLEAGUE).parent.mkdir()
        shutil.copy(self.wine.path(DISTRICT), self.wine.path(COLLEAGUE))
        return f"{done.seconds:.1f} s"

    def papers(self) -> str:
        """Write the order in both formats, twice: as demo does it and by name; equal to those of Linux."""
        self._program("demo", "--no-window", "--out", rf"{WORK}\проба")
        done = self._program(
            "document", DISTRICT, PAPER, "--format", "docx,pdf", "--out", rf"{WORK}\бумаги"
        )
        for folder in ("проба", "бумаги"):
            for kind, beginning in (("docx", b"PK\x03\x04"), ("pdf", b"%PDF-")):
                path = self.wine.path(rf"{WORK}\{folder}\{PAPER}.{kind}")
                _must(path.read_bytes().startswith(beginning), f"{path.name} is no {kind}")
        here = _written_here(self.wine.path(DISTRICT))
        there = self.wine.path(rf"{WORK}\бумаги\{PAPER}.pdf").read_bytes()
        _must(here == there, "the PDF differs from the one that Linux writes of the same file")
        return f"{done.seconds:.1f} s; the PDF is byte for byte that of Linux"

    def forms(self) -> str:
        """Send a form, have a school change one answer, read it back by the process for foreign files."""
        folder = rf"{WORK}\формы"
        words = ("--period", "2025/26", "--form", "support", "--out", folder)
        written = self._program("forms", "write", DISTRICT, *words)
        books = sorted(self.wine.path(folder).glob("*.xlsx"))
        answered = rf"{folder}\{_change_an_answer(books).name}"
        read = self._program("forms", "read", DISTRICT, answered, "--period", "2025/26")
        _must("изменённых 1" in read.text, read.text)
        again = self._program("forms", "read", DISTRICT, answered, "--period", "2025/26")
        _must("уже" in again.text, again.text)
        return (
            f"{len(books)} workbooks in {written.seconds:.1f} s, one read in {read.seconds:.1f} s"
        )

    def package(self) -> str:
        """Pack what was read for a colleague who has the file as it was; the colleague receives it once."""
        package = rf"{WORK}\Для коллеги.qpack"
        packed = self._program("pack", DISTRICT, "--out", package)
        merged = self._program("merge", COLLEAGUE, package, "--accept-senders", "--json")
        _must(json.loads(merged.text)["written"] is True, merged.text)
        again = self._program("merge", COLLEAGUE, package, "--json")
        _must(json.loads(again.text)["written"] is False, again.text)
        self._program("check", COLLEAGUE)
        return f"packed in {packed.seconds:.1f} s, judged and received in {merged.seconds:.1f} s"

    def double_click(self) -> str:
        """Open the file as a double click does."""
        for extension, kind in ((".quality", "File"), (".qpack", "Package")):
            _must(
                self.wine.registry(rf"Software\Classes\{extension}") == f"QualityDesktop.{kind}",
                f"{extension} is not ours",
            )
        command = self.wine.registry(r"Software\Classes\QualityDesktop.File\shell\open\command")
        _must(command == rf'"{USUAL}\Quality-Desktop.exe" "%1"', str(command))
        # Wine knows classes of the whole machine only, so ours are lent to it for this step.
        lent = (r"Software\Classes\.quality", r"Software\Classes\QualityDesktop.File")
        for key in lent:
            self.wine.run("reg", "copy", rf"HKCU\{key}", rf"HKLM\{key}", "/s", "/f")
        self.wine.click(DISTRICT)
        seconds = self.wine.wait_for_window(f"Ишимбайский район — {PROGRAM_TITLE}")
        for key in lent:
            self.wine.run("reg", "delete", rf"HKLM\{key}", "/f")
        time.sleep(4)
        self.wine.picture(PICTURES / "sample-opened.png")
        return f"{seconds:.1f} s"

    def refuse_while_running(self) -> str:
        """An update does not tear the files away from a running program."""
        self.wine.run(INSTALLER, "/S", code=2)
        self._must_be_installed(USUAL)
        self._close_window(None)
        return "exit code 2"

    def second_start(self) -> str:
        """Start again without a word: the last file comes back."""
        process = self.wine.click(rf"{USUAL}\Quality-Desktop.exe")
        seconds = self.wine.wait_for_window(f"Ишимбайский район — {PROGRAM_TITLE}")
        self._close_window(process)
        self._log_must_be_clean()
        return f"{seconds:.1f} s"

    def mistake(self) -> str:
        """A window that cannot start says why, though it has nowhere to print to."""
        process = self.wine.click(rf"{USUAL}\Quality-Desktop.exe", "нет-такой-команды")
        self.wine.wait_for_window(PROGRAM_TITLE)
        time.sleep(1)
        self.wine.picture(PICTURES / "mistake.png")
        self.wine.press("Return")
        process.wait(timeout=60)
        _must(process.returncode == 2, f"exit code {process.returncode}")
        return "told in a message box"

    def update(self) -> str:
        """Install over it: what an older version left goes, what is the user's stays."""
        stale = self.wine.path(rf"{USUAL}\app\quality_desktop\gone.pyc")
        stale.write_bytes(b"")
        own = self.wine.path(rf"{USUAL}\моё.txt")
        own.write_text("моё", encoding="utf-8")
        before = self.wine.path(DISTRICT).read_bytes()
        done = self.wine.run(INSTALLER, "/S")
        self._must_be_installed(USUAL)
        _must(not stale.exists(), "a file of the older version is still there")
        _must(
            own.exists() and self.wine.path(DISTRICT).read_bytes() == before,
            "a file of the user is gone",
        )
        own.unlink()
        return f"{done.seconds:.1f} s"

    def refuse_older(self) -> str:
        """An older installer does not replace a newer program."""
        change = ("reg", "add", rf"HKCU\{UNINSTALL_KEY}", "/v", "DisplayVersion", "/f", "/d")
        self.wine.run(*change, "99.0.0")
        self.wine.run(INSTALLER, "/S", code=2)
        self.wine.run(*change, __version__)
        return "exit code 2"

    def remove(self) -> str:
        """Uninstall: program, links and keys go; files and settings of the user stay."""
        self._uninstall(USUAL)
        _must(not self.wine.path(USUAL).exists(), "the program's folder is still there")
        for place in (
            DISTRICT,
            rf"{WORK}\бумаги\{PAPER}.pdf",
            rf"{USER_DATA}\logs\quality-desktop.log",
        ):
            _must(self.wine.path(place).exists(), f"{place} is gone")
        return "clean"

    def portable(self) -> str:
        """Install into another folder with a Russian name, make it portable, remove it."""
        # NSIS wants the folder last and without quotation marks, so a person writes it, not a program.
        command = self.wine.path(COMMAND_FILE)
        command.write_text(f'"{INSTALLER}" /S /D={OTHER}\n', encoding=CONSOLE, newline="\r\n")
        self.wine.run("cmd", "/c", COMMAND_FILE)
        self._must_be_installed(OTHER)
        self.wine.path(rf"{OTHER}\portable").touch()
        process = self.wine.click(rf"{OTHER}\Quality-Desktop.exe")
        seconds = self.wine.wait_for_window(PROGRAM_TITLE)
        self._close_window(process)
        _must(
            self.wine.path(rf"{OTHER}\data\logs\quality-desktop.log").is_file(),
            "no log beside the program",
        )
        self._uninstall(OTHER)
        left = sorted(path.name for path in self.wine.path(OTHER).iterdir())
        _must(left == ["data", "portable"], f"left behind: {left}")
        return f"window after {seconds:.1f} s; data and marker stay"

    def _program(self, *words: str) -> Done:
        return self.wine.run(rf"{USUAL}\quality-desktop-cli.exe", *words)

    def _close_window(self, process: subprocess.Popen[bytes] | None) -> None:
        self.wine.run("taskkill", "/im", "Quality-Desktop.exe")
        if process is not None:
            process.wait(timeout=60)
            _must(process.returncode == 0, f"the window ended with {process.returncode}")
        for _ in range(600):
            if "Quality-Desktop.exe" not in self.wine.run("tasklist").text:
                return
            time.sleep(0.1)
        raise JourneyError("the window does not close")

    def _log_must_be_clean(self) -> None:
        log = self.wine.path(rf"{USER_DATA}\logs\quality-desktop.log").read_text(encoding="utf-8")
        bad = [line for line in log.splitlines() if " ERROR " in line or " CRITICAL " in line]
        _must(not bad, "\n".join(bad))

    def _must_be_installed(self, folder: str) -> None:
        for name in (
            "Quality-Desktop.exe",
            "quality-desktop-cli.exe",
            "Uninstall.exe",
            r"python\python311.dll",
        ):
            _must(self.wine.path(rf"{folder}\{name}").is_file(), f"{name} is not there")
        _must(
            self.wine.path(rf"{START_MENU}\{PROGRAM_TITLE}.lnk").is_file(),
            "no entry in the Start menu",
        )
        _must(
            self.wine.registry(UNINSTALL_KEY, "DisplayVersion") == __version__,
            "no version in the registry",
        )
        said = self.wine.run(rf"{folder}\quality-desktop-cli.exe", "--version").text.strip()
        _must(said == __version__, said)

    def _uninstall(self, folder: str) -> None:
        self.wine.run(rf"{folder}\Uninstall.exe", "/S")
        gone = self.wine.path(rf"{folder}\Uninstall.exe")
        for _ in range(600):  # it goes on from a copy of itself
            if not gone.exists() and self.wine.registry(UNINSTALL_KEY, "DisplayVersion") is None:
                break
            time.sleep(0.1)
        _must(
            not self.wine.path(rf"{START_MENU}\{PROGRAM_TITLE}.lnk").exists(),
            "still in the Start menu",
        )
        for key in (
            r"Software\Classes\.quality",
            r"Software\Classes\.qpack",
            r"Software\Classes\QualityDesktop.File\shell\open\command",
            r"Software\Classes\QualityDesktop.Package\shell\open\command",
        ):
            _must(self.wine.registry(key) is None, f"{key} is still in the registry")
        for key in (UNINSTALL_KEY, r"Software\QualityDesktop"):
            _must(
                self.wine.run("reg", "query", rf"HKCU\{key}", code=None).code != 0,
                f"{key} is still there",
            )

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """The steps in their order, each with words for the report."""
        return [
            ("Silent installation", self.install),
            ("The window opens", self.first_window),
            ("A sample's file", self.sample),
            ("The order as DOCX and PDF", self.papers),
            ("Forms sent and read", self.forms),
            ("A package sent and received", self.package),
            ("Double click on the file", self.double_click),
            ("No update of a running program", self.refuse_while_running),
            ("The last file comes back", self.second_start),
            ("A mistake is told", self.mistake),
            ("Update over itself", self.update),
            ("No older version over a newer one", self.refuse_older),
            ("Removal", self.remove),
            ("Portable, in a Russian folder", self.portable),
        ]


def _written_here(district: Path) -> bytes:
    """The order's PDF as this system writes it, of a copy of the file."""
    folder = district.parent / "на другой системе"
    folder.mkdir()
    copy = shutil.copy(district, folder)
    subprocess.run(
        [
            *(sys.executable, "-m", "quality_desktop", "document", copy, PAPER),
            *("--format", "pdf", "--out", folder),
        ],
        check=True,
        cwd=CHECKOUT,
        capture_output=True,
    )
    written = (folder / f"{PAPER}.pdf").read_bytes()
    shutil.rmtree(folder)
    return written


def _change_an_answer(books: list[Path]) -> Path:
    """Add one to the first whole number that a school may change; returns its workbook."""
    import openpyxl

    for path in books:
        book = openpyxl.load_workbook(path)
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                if not cell.protection.locked and isinstance(cell.value, int):
                    cell.value += 1
                    book.save(path)
                    return path
    raise JourneyError("no workbook holds a number")


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise JourneyError(otherwise)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Walk all steps; the first that fails ends the journey."""
    parser = argparse.ArgumentParser(prog="installer/windows/journey.sh")
    parser.add_argument("--root", type=Path, required=True, help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    setup = CHECKOUT / "dist" / "windows" / f"Quality-Desktop-{__version__}-Setup.exe"
    if not setup.is_file():
        sys.exit(
            f"There is no {setup.relative_to(CHECKOUT)}: make it with installer/run.sh package windows"
        )
    PICTURES.mkdir(parents=True, exist_ok=True)
    _say(f"{setup.name}: {setup.stat().st_size / 1e6:.1f} MB")
    begun = time.monotonic()
    with fresh_windows(parsed.root) as wine:
        _say(f"ok      A clean Windows ({time.monotonic() - begun:.1f} s)")
        for words, step in Journey(wine=wine, setup=setup).steps():
            try:
                _say(f"ok      {words}: {step()}")
            except JourneyError as error:
                wine.picture(PICTURES / "failure.png")
                sys.exit(f"FAILED  {words}: {error}")
    _say(
        f"The whole journey: {time.monotonic() - begun:.0f} s. Pictures: {PICTURES.relative_to(CHECKOUT)}"
    )


if __name__ == "__main__":
    main()
