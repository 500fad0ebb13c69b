"""A Windows to try the installer in: Wine in a Debian 13 root, with a clerk whose name is Russian."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any, Final

from installer.journey_checks import JourneyError

CLERK: Final = "Мария Иванова"
CONSOLE: Final = "cp866"  # what Windows' own tools print in
_PATIENCE_S: Final = 300
_GLANCE_S: Final = 0.05
_STILL_S: Final = 0.4
"""Shorter than a cursor blinks."""
_PICTURE_S: Final = 60
_HEARD_S: Final = 10
_READER: Final = r"C:\window_texts.exe"
_COMPILER: Final = "x86_64-w64-mingw32-gcc"
_WIDTH, _HEIGHT = 1366, 768
_LINE: Final = _WIDTH * 4
_PICTURE: Final = _LINE * _HEIGHT
"""Bytes of a line, and of the picture that the memory of a screen ends with."""
_HOME: Final = "/home/wine"
"""The home of the clerk inside the Debian root; ``journey.sh`` writes the same into its list of users."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A program that has ended.

    Attributes:
        code: Its exit code.
        text: What it printed, on either stream.
        seconds: How long it ran.
    """

    code: int
    text: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wine:
    """One clean Windows.

    Attributes:
        root: The Debian root with Wine, Xvfb and xdotool.
        display: The number of the screen.
        name: Its folder in the clerk's home; several may live beside each other.
    """

    root: Path
    display: str
    name: str = "windows"

    @property
    def prefix(self) -> Path:
        """The folder that holds drive C."""
        return self.root.joinpath(self._prefix.lstrip("/"))

    @property
    def _prefix(self) -> str:
        return f"{_HOME}/{self.name}"

    @property
    def _memory(self) -> Path:
        """What the screen shows, byte by byte."""
        return self.root.joinpath(_screen_folder(self.name).lstrip("/"), "Xvfb_screen0")

    def path(self, place: str) -> Path:
        """Where a place of drive C lies for us."""
        parts = PureWindowsPath(place).parts[1:]
        return self.prefix.joinpath("drive_c", *parts)

    def start(
        self, *words: str, encoding: str = "utf-8", stdin: int = subprocess.DEVNULL
    ) -> subprocess.Popen[str]:
        """Start a Windows program. Output goes through a pipe: Wine's own streams upset Python."""
        return subprocess.Popen(
            ["chroot", self.root, "wine", *words],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding=encoding,
            errors="replace",
            env=_environment(self._prefix, self.display),
        )

    def run(
        self, *words: str, code: int | None = 0, encoding: str = "utf-8", typed: str | None = None
    ) -> Done:
        """Run a Windows program to its end.

        Args:
            words: The program and its arguments.
            code: The exit code that it must end with; None when any will do.
            encoding: Of what it prints.
            typed: What it reads; nothing when omitted.

        Raises:
            JourneyError: It ended with another code than the expected one, or not at all.
        """
        begun = time.monotonic()
        stdin = subprocess.DEVNULL if typed is None else subprocess.PIPE
        process = self.start(*words, encoding=encoding, stdin=stdin)
        try:
            text, _nothing = process.communicate(typed, timeout=_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            raise JourneyError(f"{' '.join(words)}: no end after {_PATIENCE_S} s") from None
        done = Done(code=process.returncode, text=text, seconds=time.monotonic() - begun)
        if code is not None and done.code != code:
            raise JourneyError(f"{' '.join(words)}: ended with {done.code}, not {code}\n{text}")
        return done

    def click(self, place: str, *words: str) -> subprocess.Popen[bytes]:
        """Start a program or open a file as a double click does: with nowhere to print to.

        Returns:
            What ends when the program ends, and with the same exit code.
        """
        return subprocess.Popen(
            ["chroot", self.root, "wine", "start", "/wait", place, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(self._prefix, self.display),
        )

    def registry(self, key: str, value: str | None = None) -> str | None:
        """What stands in the registry of the user; None when there is nothing."""
        which = ["/ve"] if value is None else ["/v", value]
        done = self.run("reg", "query", f"HKCU\\{key}", *which, code=None, encoding=CONSOLE)
        if done.code != 0:
            return None
        (line,) = (line for line in done.text.splitlines() if "REG_" in line)
        return line.split("REG_", 1)[1].split(maxsplit=1)[1].strip()

    def wait_for_window(self, words: str) -> float:
        """Wait until a window whose title holds the words is on the screen; returns the seconds."""
        begun = time.monotonic()
        while time.monotonic() - begun < _PATIENCE_S:
            if words in "\n".join(self.titles()):
                return time.monotonic() - begun
            time.sleep(_GLANCE_S)
        raise JourneyError(f"No window «{words}» after {_PATIENCE_S} s; there are: {self.titles()}")

    def titles(self) -> list[str]:
        """Titles of the windows that can be seen."""
        found = self._host("xdotool", "search", "--onlyvisible", "--name", ".", check=False)
        return [
            self._host("xdotool", "getwindowname", number, check=False).strip()
            for number in found.split()
        ]

    def press(self, keys: str) -> None:
        """Press keys in the window that has the focus."""
        self._host("xdotool", "key", keys)

    def turn(self, keys: str) -> None:
        """Press keys and wait until the screen shows something else.

        Raises:
            JourneyError: It never does.
        """
        before, begun = self._memory.read_bytes(), time.monotonic()
        self.press(keys)
        while self._memory.read_bytes() == before:
            if time.monotonic() - begun > _PATIENCE_S:
                raise JourneyError(f"nothing follows from {keys}")
            time.sleep(_GLANCE_S)

    def wait_for_box(self, words: str, *, keys: str = "") -> None:
        """Wait until a message box tells these words.

        Args:
            words: What it tells.
            keys: What calls it.
        """
        self._press_until(lambda: words in self._told(), keys)

    def answer_box(self, words: str) -> None:
        """Answer the message box that tells these words by its main button."""
        self._press_until(lambda: words not in self._told(), "Return")

    def _press_until(self, holds: Callable[[], bool], keys: str) -> None:
        """Press keys until something holds: while a box goes, no window has the focus and hears them.

        Raises:
            JourneyError: It never holds.
        """
        begun = time.monotonic()
        while time.monotonic() - begun < _PATIENCE_S:
            if keys:
                self.press(keys)
            pressed = time.monotonic()
            while time.monotonic() - pressed < _HEARD_S:
                if holds():
                    return
        raise JourneyError(f"nothing follows from «{keys}»; message boxes tell: {self._told()}")

    def _told(self) -> str:
        return " ".join(self.run(_READER).text.split())

    def picture(self, target: Path) -> None:
        """Save what the screen shows, as soon as it stands still and what is in its middle is painted."""
        from PIL import Image

        # The mouse calls no tooltip there, and its arrow is not taken for a painted window.
        self._host("xdotool", "mousemove", str(_WIDTH - 1), str(_HEIGHT - 1))
        seen, since, begun = b"", time.monotonic(), time.monotonic()
        while time.monotonic() - begun < _PICTURE_S:
            now = self._memory.read_bytes()
            if now != seen or not any(now[-_PICTURE // 2 :][:_LINE]):
                seen, since = now, time.monotonic()
            elif time.monotonic() - since > _STILL_S:
                break
            time.sleep(_GLANCE_S)
        size = (_WIDTH, _HEIGHT)
        Image.frombytes("RGB", size, seen[-_PICTURE:], "raw", "BGRX", _LINE).save(target)

    def stop(self) -> None:
        """End every program of this Windows."""
        self._host("wineserver", "-k", check=False)
        self._host("wineserver", "-w", check=False)

    def _host(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["chroot", self.root, *words],
            capture_output=True,
            text=True,
            check=check,
            env=_environment(self._prefix, self.display),
        )
        return done.stdout


def _environment(prefix: str, display: str) -> dict[str, str]:
    """What every program of a Windows is told; nothing of the machine that the journey runs on."""
    return {
        "HOME": _HOME,
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "ru_RU.UTF-8",
        "LC_ALL": "ru_RU.UTF-8",
        "DISPLAY": display,
        "XDG_RUNTIME_DIR": "/tmp",
        "WINEPREFIX": prefix,
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree=;mshtml=",
    }


@contextmanager
def fresh_windows(root: Path, name: str = "windows") -> Iterator[Wine]:
    """A Windows that nobody has used yet, with a screen of its own; all of it ends with the block."""
    with _screen(root, _screen_folder(name)) as display:
        wine = Wine(root=root, display=display, name=name)
        shutil.rmtree(wine.prefix, ignore_errors=True)
        with _manager_of_windows(root, display):
            try:
                wine.run("wineboot", "--init")
                source = Path(__file__).with_name("window_texts.c")
                _compile(source, wine.path(_READER))
                yield wine
            finally:
                wine.stop()


def _screen_folder(name: str) -> str:
    return f"{_HOME}/screen of {name}"


def _compile(source: Path, target: Path) -> None:
    """Compile a tool of the journey for Windows."""
    options = ("-O2", "-s", "-Wall", "-Wextra", "-Werror")
    subprocess.run([_COMPILER, *options, source, "-o", target], check=True)


@contextmanager
def _screen(root: Path, folder: str) -> Iterator[str]:
    """A screen that nobody sees, whose memory is a file in a folder; gives its name."""
    root.joinpath(folder.lstrip("/")).mkdir(parents=True, exist_ok=True)
    command = (
        "Xvfb",
        "-displayfd",
        "1",
        "-screen",
        "0",
        f"{_WIDTH}x{_HEIGHT}x24",
        "-fbdir",
        folder,
    )
    screen = subprocess.Popen(
        ["chroot", root, *command, "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={"PATH": os.environ["PATH"]},
    )
    try:
        number = screen.stdout.readline().strip() if screen.stdout is not None else ""
        if not number:
            raise JourneyError("Xvfb did not start")
        yield f":{number}"
    finally:
        _end(screen)


@contextmanager
def _manager_of_windows(root: Path, display: str) -> Iterator[None]:
    """Without one nothing answers a window that wants to fill the screen."""
    manager = subprocess.Popen(
        ["chroot", root, "openbox", "--sm-disable"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "HOME": _HOME, "DISPLAY": display},
    )
    try:
        yield
    finally:
        _end(manager)


def _end(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    process.wait()
