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
from functools import cache
from typing import Any, Final

_GLANCE_SECONDS: Final = 0.5
_SYNCHRONIZE, _FOR_EVER = 0x00100000, 0xFFFFFFFF
"""The right to wait for a process on Windows, and how long."""
_NO_SUCH_PROCESS: Final = 87  # ERROR_INVALID_PARAMETER, as OpenProcess tells it
_NOT_YET: Final = 0x102  # WAIT_TIMEOUT
_LARGEST_NUMBER: Final = 0xFFFFFFFF  # of a process
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
    else:
        pause = threading.Event()
        while os.getppid() == parent:  # an orphan is given to another process
            pause.wait(_GLANCE_SECONDS)


def is_running(process: int) -> bool:
    """Whether there is a process of this number on this computer; a number may be given again."""
    if sys.platform == "win32":
        return _is_running_on_windows(process)  # where os.kill would end it
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass  # somebody else's
    return True


def _is_running_on_windows(process: int) -> bool:
    import ctypes

    if not 0 < process <= _LARGEST_NUMBER:
        return False
    # Each of these is known to the type checker on Windows alone.
    system = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    system.OpenProcess.restype = ctypes.c_void_p
    handle = system.OpenProcess(_SYNCHRONIZE, False, process)
    if not handle:
        refusal = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
        return bool(refusal != _NO_SUCH_PROCESS)
    try:
        return bool(system.WaitForSingleObject(ctypes.c_void_p(handle), 0) == _NOT_YET)
    finally:
        system.CloseHandle(ctypes.c_void_p(handle))


def limit_memory(size: int) -> None:
    """Forbid this process to take more memory than so many bytes, for good or until the next call."""
    if sys.platform == "win32":
        _limit_on_windows(size)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


_PROCESS_MEMORY: Final = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
_NO_BOX_OF_WINDOWS: Final = 0x400  # JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
_EXTENDED_LIMITS: Final = 9  # JobObjectExtendedLimitInformation
_THIS_PROCESS: Final = -1


def _limit_on_windows(size: int) -> None:
    """Limits are those of a job (JOBOBJECT_EXTENDED_LIMIT_INFORMATION, winnt.h).

    Where Windows refuses, the parent's limit of time remains.
    """
    import ctypes
    from ctypes import c_int64, c_size_t, c_uint32, c_uint64

    class Basic(ctypes.Structure):
        _fields_ = (
            ("times", c_int64 * 2),
            ("flags", c_uint32),
            ("working_set", c_size_t * 2),
            ("processes", c_uint32),
            ("affinity", c_size_t),
            ("priority", c_uint32),
            ("scheduling", c_uint32),
        )

    class Extended(ctypes.Structure):
        _fields_ = (
            ("basic", Basic),
            ("counters", c_uint64 * 6),
            ("process_memory", c_size_t),
            ("job_memory", c_size_t),
            ("peaks", c_size_t * 2),
        )

    limits = Extended(process_memory=size)
    limits.basic.flags = _PROCESS_MEMORY | _NO_BOX_OF_WINDOWS
    system, job = _job()
    system.SetInformationJobObject(
        job, _EXTENDED_LIMITS, ctypes.pointer(limits), ctypes.sizeof(limits)
    )


@cache
def _job() -> tuple[Any, Any]:
    """The one job that this process is put into; it ends with the process."""
    import ctypes

    # Known to the type checker on Windows alone.
    system = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    system.CreateJobObjectW.restype = ctypes.c_void_p
    job = ctypes.c_void_p(system.CreateJobObjectW(None, None))
    system.AssignProcessToJobObject(job, ctypes.c_void_p(_THIS_PROCESS))
    return system, job
