"""Where the packages for Linux are tried: a clean Debian in a folder, or this system when none can be made.

A clean Debian needs root, the right to make device nodes and Debian's mirror. Its base is made once and
kept in the cache folder; each journey gets a copy that nobody has used.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.journey_checks import JourneyError

SUITE: Final = "bookworm"
"""Debian 12, for which the packages are made."""
CLERK: Final = "clerk"
_CLERK_ID: Final = 4321
_PATIENCE_S: Final = 180
_NETWORK_PATIENCE_S: Final = 900
_GLANCE_S: Final = 0.05
_STILL_S: Final = 0.4
WIDTH, HEIGHT = 1366, 768
_XWD_SIZE, _XWD_LINE, _XWD_COLOURS = 0, 12, 19
"""Which words of the head of a picture of the screen tell its length, the bytes of a line, its colours."""


class NoCleanDebianError(Exception):
    """This machine or its network does not allow one; nothing is wrong with the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A program that has ended well.

    Attributes:
        text: What it printed, on either stream.
        seconds: How long it ran.
    """

    text: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system that the program is tried on, as its user sees it.

    Attributes:
        root: Where its ``/`` is for us.
        home: The folder of the user, as the system calls it.
        is_clean: True for a Debian of its own.
    """

    root: Path
    home: str
    is_clean: bool

    def path(self, place: str) -> Path:
        """Where a place of the system lies for us."""
        return self.root / place.lstrip("/")

    def start(
        self,
        *words: str,
        screen: str | None = None,
        as_root: bool = False,
        variables: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a program as the clerk, without a screen unless one is named."""
        environment = {
            "HOME": "/root" if as_root else self.home,
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            "TMPDIR": "/tmp",
        }
        if screen is not None:
            environment["DISPLAY"] = screen
        return subprocess.Popen(
            [*self._entry(as_root), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment | dict(variables or {}),
        )

    def run(
        self,
        *words: str,
        code: int = 0,
        patience_s: float = _PATIENCE_S,
        as_root: bool = False,
        typed: str = "",
        variables: Mapping[str, str] | None = None,
    ) -> Done:
        """Run a program to its end.

        Raises:
            JourneyError: It ended with another code than the expected one, or not at all.
        """
        begun = time.monotonic()
        process = self.start(*words, as_root=as_root, variables=variables)
        try:
            output, _nothing = process.communicate(typed.encode(), timeout=patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
            raise JourneyError(f"{' '.join(words)}: no end after {patience_s:.0f} s") from None
        text = output.decode(errors="replace")
        if process.returncode != code:
            raise JourneyError(
                f"{' '.join(words)}: ended with {process.returncode}, not {code}\n{text}"
            )
        return Done(text=text, seconds=time.monotonic() - begun)

    def own(self) -> None:
        """Make everything in the home of the user the user's."""
        if self.is_clean:
            home = self.path(self.home)
            for path in (home, *home.rglob("*")):
                os.chown(path, _CLERK_ID, _CLERK_ID, follow_symlinks=False)

    def _entry(self, as_root: bool) -> list[str]:
        if not self.is_clean:
            return []
        who = "0:0" if as_root else f"{_CLERK_ID}:{_CLERK_ID}"
        return ["chroot", f"--userspec={who}", str(self.root)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A virtual screen whose memory is a file.

    Attributes:
        name: As ``DISPLAY`` wants it.
        memory: The file (XWD).
    """

    name: str
    memory: Path

    def wait_for_window(self, words: str, process: subprocess.Popen[bytes]) -> float:
        """Wait until a window with these words in its title can be seen; returns the seconds."""
        begun = time.monotonic()
        while time.monotonic() - begun < _PATIENCE_S:
            if any(words in title for title in self.titles()):
                return time.monotonic() - begun
            if process.poll() not in (None, 0):
                output = process.communicate()[0].decode(errors="replace")
                raise JourneyError(f"ended with {process.returncode} before its window\n{output}")
            time.sleep(_GLANCE_S)
        raise JourneyError(f"no window «{words}»; there are: {self.titles()}")

    def titles(self) -> list[str]:
        """Titles of the windows that can be seen."""
        return [title for _number, title in self._windows()]

    def press(self, keys: str) -> None:
        """Press keys in the topmost window, which no window manager gives the focus here."""
        for number, _title in self._windows()[-1:]:
            self._tool("windowfocus", number)
        self._tool("key", keys)

    def turn(self, keys: str) -> None:
        """Press keys and wait until the screen shows something else.

        Raises:
            JourneyError: It never does.
        """
        before, begun = self.memory.read_bytes(), time.monotonic()
        self.press(keys)
        while self.memory.read_bytes() == before:
            if time.monotonic() - begun > _PATIENCE_S:
                raise JourneyError(f"nothing follows from {keys}")
            time.sleep(_GLANCE_S)

    def picture(self, target: Path) -> None:
        """Save what the screen shows, as soon as it stands still."""
        from PIL import Image

        seen, since, begun = b"", time.monotonic(), time.monotonic()
        while time.monotonic() - since < _STILL_S and time.monotonic() - begun < _PATIENCE_S:
            now = self.memory.read_bytes()
            if now != seen:
                seen, since = now, time.monotonic()
            time.sleep(_GLANCE_S)
        head = struct.unpack(">25I", seen[:100])
        line = head[_XWD_LINE]
        start = head[_XWD_SIZE] + 12 * head[_XWD_COLOURS]
        size = (WIDTH, HEIGHT)
        Image.frombytes("RGB", size, seen[start:], "raw", "BGRX", line).save(target)

    def _windows(self) -> list[tuple[str, str]]:
        found = self._tool("search", "--onlyvisible", "--name", ".").split()
        return [(number, self._tool("getwindowname", number).strip()) for number in found]

    def _tool(self, *words: str) -> str:
        return subprocess.run(
            ["xdotool", *words],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"DISPLAY": self.name},
        ).stdout


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen of the size of an office's old laptop; it goes with the block."""
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-ac",
             "-nolisten", "tcp", "-noreset", "-fbdir", folder],
            pass_fds=[writing], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            if not number:
                raise JourneyError("Xvfb did not start")
            yield Screen(name=f":{number}", memory=Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()


def clean_debian(*, cache: Path, folder: Path, suite: str = SUITE) -> System:
    """A copy of Debian's smallest system with one user, a clerk.

    Args:
        cache: Keeps the base that copies are made of.
        folder: Where the copy goes; what is there is removed.
        suite: Which Debian, by its code name.

    Raises:
        NoCleanDebianError: It cannot be made here.
    """
    if os.geteuid() != 0:
        raise NoCleanDebianError("only root can make one")
    if shutil.which("debootstrap") is None:
        raise NoCleanDebianError("debootstrap is not installed")
    base = cache / suite
    if not (base / "made").exists():
        _make_base(base, suite)
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    _attempt(["cp", "-a", str(base), str(folder)])
    shutil.copy("/etc/resolv.conf", folder / "etc" / "resolv.conf")
    _attempt(["mount", "-t", "proc", "proc", str(folder / "proc")])
    system = System(root=folder, home="/home/Мария Иванова", is_clean=True)
    with system.path("/etc/passwd").open("a", encoding="utf-8") as users:
        users.write(f"{CLERK}:x:{_CLERK_ID}:{_CLERK_ID}::{system.home}:/bin/sh\n")
    system.path(system.home).mkdir()
    system.own()
    return system


def download(system: System, words: Sequence[str]) -> None:
    """Have apt fetch packages without installing them.

    Raises:
        NoCleanDebianError: The mirror does not give them.
    """
    _attempt(["chroot", str(system.root), "apt-get", "-qq", "update"])
    _attempt(["chroot", str(system.root), "apt-get", "-qq", "-y", "--no-install-recommends",
              "--download-only", "install", *words])  # fmt: skip


def unpacked(package: Path, folder: Path) -> System:
    """This system, with the files of a package in a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    subprocess.run(["dpkg-deb", "--extract", package, folder], check=True)
    home = folder / "home" / "Мария Иванова"
    home.mkdir(parents=True)
    return System(root=Path("/"), home=str(home), is_clean=False)


def _make_base(base: Path, suite: str) -> None:
    shutil.rmtree(base, ignore_errors=True)
    base.parent.mkdir(parents=True, exist_ok=True)
    _attempt(["debootstrap", "--variant=minbase", suite, str(base)])
    for name, line in {
        "dpkg/dpkg.cfg.d/fast": "force-unsafe-io",
        "apt/apt.conf.d/quiet": 'Acquire::Languages "none"; Acquire::Retries "3";',
    }.items():
        (base / "etc" / name).write_text(f"{line}\n", encoding="utf-8")
    (base / "made").touch()


def _attempt(words: Sequence[str]) -> None:
    """Run what needs rights or a mirror that a machine may not have."""
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_NETWORK_PATIENCE_S,
            check=False,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        )
    except subprocess.TimeoutExpired:
        raise NoCleanDebianError(f"{words[0]} took too long") from None
    if done.returncode != 0:
        said = done.stdout.decode(errors="replace").strip().splitlines()[-3:]
        raise NoCleanDebianError(f"{' '.join(words[:4])} …: {' '.join(said)}")
