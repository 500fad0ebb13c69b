"""What the installer does on a clerk's computer: puts the program there, renews it, takes it away."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.journey_checks import PAPER, must
from installer.windows.program import (
    DISTRICT,
    HOME,
    PICTURES,
    TITLE,
    USER_DATA,
    USUAL,
    WORK,
    Program,
)
from installer.windows.wine import CONSOLE, Wine
from quality_desktop import __version__
from quality_desktop.ui.main_window import PROGRAM_TITLE

INSTALLER: Final = r"C:\Установка.exe"
COMMAND_FILE: Final = r"C:\install.cmd"
OTHER: Final = r"C:\Мои программы\Качество образования"
FOREIGN: Final = r"C:\Отчёты"
START_MENU: Final = rf"{HOME}\AppData\Roaming\Microsoft\Windows\Start Menu\Programs"
KEY: Final = r"Software\QualityDesktop"
UNINSTALL_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\QualityDesktop"
_CLASSES: Final = r"Software\Classes"
_REFUSED: Final = 2
_GIVEN_UP: Final = 1
_PATIENCE_S: Final = 120
_GLANCE_S: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Steps of the journey.

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

    def refuse_others_folder(self) -> str:
        """A folder with somebody else's files is refused by installer and uninstaller, and stays as it is."""
        folder = self.wine.path(FOREIGN)
        for name in ("app/годовой отчёт.txt", "python/список.txt", "data/logs/журнал.log"):
            path = folder / name
            path.parent.mkdir(parents=True)
            path.write_text("чужое", encoding="utf-8")
        before = _content(folder)
        self.wine.run(INSTALLER, "/S", f"/D={FOREIGN}", code=_REFUSED)
        must(_content(folder) == before, "the silent installer has changed a folder of others")
        self._refuse_by_hand()
        must(_content(folder) == before, "the installer has changed a folder of others")
        shutil.copy(self.wine.path(rf"{USUAL}\Uninstall.exe"), folder)
        # «_?=» keeps the uninstaller from going on as a copy of itself, whose exit code nobody sees.
        self.wine.run(rf"{FOREIGN}\Uninstall.exe", "/S", f"_?={FOREIGN}", code=_REFUSED)
        (folder / "Uninstall.exe").unlink()
        must(_content(folder) == before, "the uninstaller has changed a folder of others")
        must(self.wine.registry(KEY, "Folder") == USUAL, "the place of the program is forgotten")
        self._must_be_installed(USUAL)
        return f"exit code {_REFUSED}; told in a message box; {len(before)} files as they were"

    def _refuse_by_hand(self) -> None:
        """Go through the pages of the installer until it refuses the folder, then give up."""
        wizard = self.wine.click(INSTALLER, f"/D={FOREIGN}")
        self.wine.wait_for_window(PROGRAM_TITLE)
        self.wine.picture(PICTURES / "installer-welcome.png")
        self.wine.turn("Return")
        self.wine.picture(PICTURES / "installer-folder.png")
        refusal = f"В папке {FOREIGN} лежат другие файлы"
        self.wine.wait_for_box(refusal, keys="Return")
        self.wine.picture(PICTURES / "installer-refuses.png")
        self.wine.answer_box(refusal)
        self.wine.wait_for_box("отменить установку", keys="Escape")
        self.wine.answer_box("отменить установку")
        wizard.wait(timeout=_PATIENCE_S)
        must(wizard.returncode == _GIVEN_UP, f"the installer ended with {wizard.returncode}")

    def refuse_while_running(self) -> str:
        """An update does not tear the files away from a running program."""
        self.wine.run(INSTALLER, "/S", code=_REFUSED)
        self._must_be_installed(USUAL)
        Program(wine=self.wine).close()
        return f"exit code {_REFUSED}"

    def update(self) -> str:
        """Install over it: what an older version left goes, what is the user's stays."""
        stale = self.wine.path(rf"{USUAL}\app\quality_desktop\gone.pyc")
        stale.write_bytes(b"")
        own = self.wine.path(rf"{USUAL}\моё.txt")
        own.write_text("моё", encoding="utf-8")
        before = self.wine.path(DISTRICT).read_bytes()
        done = self.wine.run(INSTALLER, "/S")
        self._must_be_installed(USUAL)
        must(not stale.exists(), "a file of the older version is still there")
        kept = own.exists() and self.wine.path(DISTRICT).read_bytes() == before
        must(kept, "a file of the user is gone")
        own.unlink()
        return f"{done.seconds:.1f} s"

    def update_by_hand(self) -> str:
        """The same as a person does it, page by page; the last page starts the program."""
        last_written = ("/v", "EstimatedSize", "/f")
        self.wine.run("reg", "delete", rf"HKCU\{UNINSTALL_KEY}", *last_written)
        wizard = self.wine.click(INSTALLER)
        self.wine.wait_for_window(PROGRAM_TITLE)
        self.wine.picture(PICTURES / "installer-welcome.png")
        self.wine.turn("Return")
        begun = time.monotonic()
        self.wine.press("Return")
        while self.wine.registry(UNINSTALL_KEY, "EstimatedSize") is None:
            must(time.monotonic() - begun < _PATIENCE_S, "the installation comes to no end")
            time.sleep(_GLANCE_S)
        seconds = time.monotonic() - begun
        self.wine.picture(PICTURES / "installer-end.png")
        self.wine.press("Return")
        self.wine.wait_for_window(TITLE)
        Program(wine=self.wine).close()
        wizard.wait(timeout=_PATIENCE_S)
        must(wizard.returncode == 0, f"the installer ended with {wizard.returncode}")
        self._must_be_installed(USUAL)
        return f"{seconds:.1f} s"

    def refuse_older(self) -> str:
        """An older installer does not replace a newer program."""
        change = ("reg", "add", rf"HKCU\{UNINSTALL_KEY}", "/v", "DisplayVersion", "/f", "/d")
        self.wine.run(*change, "99.0.0")
        self.wine.run(INSTALLER, "/S", code=_REFUSED)
        self.wine.run(*change, __version__)
        return f"exit code {_REFUSED}"

    def remove(self) -> str:
        """Uninstall: program, links and keys go; files and settings of the user stay."""
        self._uninstall(USUAL)
        must(not self.wine.path(USUAL).exists(), "the program's folder is still there")
        paper = rf"{WORK}\бумаги\{PAPER}.pdf"
        for place in (DISTRICT, paper, rf"{USER_DATA}\logs\quality-desktop.log"):
            must(self.wine.path(place).exists(), f"{place} is gone")
        return "clean"

    def portable(self) -> str:
        """Install into another folder with a Russian name, make it portable, remove it."""
        # NSIS wants the folder last and without quotation marks, so a person writes it, not a program.
        command = self.wine.path(COMMAND_FILE)
        command.write_text(f'"{INSTALLER}" /S /D={OTHER}\n', encoding=CONSOLE, newline="\r\n")
        self.wine.run("cmd", "/c", COMMAND_FILE)
        self._must_be_installed(OTHER)
        self.wine.path(rf"{OTHER}\portable").touch()
        program = Program(wine=self.wine, folder=OTHER, data=rf"{OTHER}\data")
        process = program.click()
        seconds = self.wine.wait_for_window(PROGRAM_TITLE)
        program.close(process)
        must(program.log.is_file(), "no log beside the program")
        program.log_must_be_clean()
        self._uninstall(OTHER)
        left = sorted(path.name for path in self.wine.path(OTHER).iterdir())
        must(left == ["data", "portable"], f"left behind: {left}")
        return f"window after {seconds:.1f} s; data and marker stay"

    def _must_be_installed(self, folder: str) -> None:
        names = ("Quality-Desktop.exe", "quality-desktop-cli.exe", "Uninstall.exe")
        for name in (*names, r"python\python311.dll"):
            must(self.wine.path(rf"{folder}\{name}").is_file(), f"{name} is not there")
        link = self.wine.path(rf"{START_MENU}\{PROGRAM_TITLE}.lnk")
        must(link.is_file(), "no entry in the Start menu")
        version = self.wine.registry(UNINSTALL_KEY, "DisplayVersion")
        must(version == __version__, f"the registry names the version {version}")
        said = Program(wine=self.wine, folder=folder).run("--version").text.strip()
        must(said == __version__, said)

    def _uninstall(self, folder: str) -> None:
        self.wine.run(rf"{folder}\Uninstall.exe", "/S")
        gone, begun = self.wine.path(rf"{folder}\Uninstall.exe"), time.monotonic()
        # It goes on from a copy of itself; the keys are what it removes last.
        while gone.exists() or self.wine.registry(KEY, "Folder") is not None:
            must(time.monotonic() - begun < _PATIENCE_S, "the removal comes to no end")
            time.sleep(_GLANCE_S)
        link = self.wine.path(rf"{START_MENU}\{PROGRAM_TITLE}.lnk")
        must(not link.exists(), "still in the Start menu")
        for name in (".quality", ".qpack"):
            must(self.wine.registry(rf"{_CLASSES}\{name}") is None, f"{name} is still ours")
        classes = (rf"{_CLASSES}\QualityDesktop.File", rf"{_CLASSES}\QualityDesktop.Package")
        for key in (*classes, UNINSTALL_KEY, KEY):
            asked = self.wine.run("reg", "query", rf"HKCU\{key}", code=None)
            must(asked.code != 0, f"{key} is still there")


def _content(folder: Path) -> dict[str, bytes | None]:
    """Everything in a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }
