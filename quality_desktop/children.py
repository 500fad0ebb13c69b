"""Processes that the program starts of itself, so that a hostile or damaged file takes only them with it.

A checkout and a Windows tree have a Python to start; a PyInstaller bundle has only its own executable. So
a bundle is started again with the hidden word of the child as its one argument, and ``__main__`` hands
over to the child before anything of the window is imported.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from enum import Enum
from typing import Final

_GLANCE_SECONDS: Final = 0.5
_SYNCHRONIZE, _FOR_EVER = 0x00100000, 0xFFFFFFFF
"""The right to wait for a process on Windows, and how long."""
_PROGRAM: Final = """import sys
name = sys.argv[1]
sys.path[:] = sys.argv[2:]
from importlib import import_module
import_module(name).serve()"""


class Child(Enum):
    """What a child does.

    Attributes:
        word: The hidden argument of a bundle.
        module: The module whose ``serve()`` talks over stdin and stdout until stdin ends.
    """

    SHEETS = ("--read-sheets", "quality_desktop.sheets.child")
    RECEIVED = ("--judge-received", "quality_desktop.exchange.child")

    def __init__(self, word: str, module: str) -> None:
        self.word = word
        self.module = module


def command(child: Child) -> list[str]:
    """The words that start a child."""
    if getattr(sys, "frozen", False):
        return [sys.executable, child.word]
    # Isolated from the environment and from site hooks: it starts fast and imports what we import.
    path = filter(None, sys.path)
    return [sys.executable, "-I", "-S", "-B", "-c", _PROGRAM, child.module, *path]


def wanted(arguments: Sequence[str]) -> Child | None:
    """The child that a process is to be, by the words after the program's name."""
    return next((child for child in Child if [child.word] == list(arguments)), None)


def end_with_parent() -> None:
    """A child that is busy with a file when the program is killed ends too, instead of going on alone."""

    def watch() -> None:
        _wait_for_parent()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _wait_for_parent() -> None:
    parent = os.getppid()
    if sys.platform == "win32":
        import ctypes

        system = ctypes.windll.kernel32
        handle = system.OpenProcess(_SYNCHRONIZE, False, parent)
        system.WaitForSingleObject(handle, _FOR_EVER)
        return
    pause = threading.Event()
    while os.getppid() == parent:  # an orphan is given to another process
        pause.wait(_GLANCE_SECONDS)
