"""The first words of the installed program: the launchers let Python run this file.

Every other packed program calls itself frozen, too: then the portable marker is looked for beside the
.exe, and a child process is the .exe started again. A window has nowhere to print to, so what is meant
for a person is shown in a message box.
"""

from __future__ import annotations

import io
import runpy
import sys
import traceback

TITLE = "Управление качеством образования"
_LONGEST = 1500  # more does not fit a message box


def main() -> int:
    """Run the program as ``python -m quality_desktop`` would; returns the exit code."""
    sys.frozen = True  # type: ignore[attr-defined]
    has_console = sys.stderr is not None
    said = io.StringIO()
    if not has_console:
        sys.stdout = sys.stderr = said
    code = 0
    try:
        runpy.run_module("quality_desktop", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = exit_code(end)
    except BaseException:  # noqa: BLE001 - whatever it is, a window has no other place to tell it
        traceback.print_exc()
        code = 1
    if code and not has_console:
        show(said.getvalue())
    return code


def exit_code(end: SystemExit) -> int:
    """The code that a process ends with: none is success, a text is printed and a failure."""
    if end.code is None or isinstance(end.code, int):
        return end.code or 0
    print(end.code, file=sys.stderr)
    return 1


def show(text: str) -> None:
    """Show a text in a message box of Windows."""
    import ctypes

    words = text.strip()[-_LONGEST:] or "Программа не запустилась: установите её заново."
    ctypes.windll.user32.MessageBoxW(None, words, TITLE, 0x10)  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
