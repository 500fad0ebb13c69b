"""Runs the program's own tests with the Python and the libraries of the Windows tree, in Wine.

``installer/run.sh package windows --tests`` starts it after a build. Wine keeps Windows' rules about open
files and names, so what POSIX forgives is found here.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from installer import parts
from installer.windows import build, libraries, python_tree
from installer.windows.wine import Wine, fresh_windows

FOLDER: Final = r"C:\tests"
_WANTED: Final = ("pytest", "pytest-qt", "pytest-benchmark", "hypothesis", "packaging", "pypdf")
_ON_WINDOWS: Final = ("colorama",)
"""What pytest needs there besides."""
_OF_QT: Final = ("QtTest.pyd", "Qt6Test.dll")
_PTH: Final = "python311.zip\n.\n..\\libraries\n..\\tools\n..\\checkout\n"


def prepare(wine: Wine, uv: Path) -> None:
    """Put Python, libraries, tools of the tests and the committed checkout beside each other on drive C."""
    place = wine.path(FOLDER)
    tree, environment = build.WORK / "tree", build.WORK / "environment"
    for name in ("python", "libraries"):
        shutil.copytree(tree / name, place / name)
    (archive,) = (build.WORK / "python").glob("*.tar.gz")
    python_tree.take_interpreter(archive, place / "python")
    (place / "python" / "python311._pth").write_text(_PTH, encoding="ascii", newline="\r\n")
    for name in _OF_QT:
        found = environment / "lib" / "python3.11" / "site-packages" / "PySide6" / name
        shutil.copy(found, place / "libraries" / "PySide6")
    requirements = place / "tools.txt"
    names = [*_WANTED, *parts.shipped(_WANTED), *_ON_WINDOWS]
    lock = (build.CHECKOUT / "requirements.lock").read_text(encoding="utf-8")
    requirements.write_text(parts.locked(lock, names), encoding="utf-8")
    libraries.install(uv, build.CHECKOUT, place / "tools", requirements)
    checkout = place / "checkout"
    checkout.mkdir()
    packed = subprocess.run(
        ["git", "archive", "HEAD"], cwd=build.CHECKOUT, capture_output=True, check=True
    )
    subprocess.run(["tar", "-x", "-C", checkout], input=packed.stdout, check=True)


def main() -> None:
    """Prepare and run; ends as pytest ends."""
    parser = argparse.ArgumentParser(prog="installer/run.sh package windows --tests")
    parser.add_argument("--root", type=Path, required=True, help=argparse.SUPPRESS)
    parsed, words = parser.parse_known_args()
    if not (build.WORK / "tree").is_dir():
        sys.exit("There is no tree: make it with installer/run.sh package windows")
    uv = Path(shutil.which("uv") or build.CHECKOUT / ".tools" / "bin" / "uv")
    with fresh_windows(parsed.root, "tests") as wine:
        prepare(wine, uv)
        command = (
            *("cmd", "/c", "cd", "/d", rf"{FOLDER}\checkout", "&&", rf"{FOLDER}\python\python.exe"),
            *("-X", "utf8", "-B", "-u", "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("--continue-on-collection-errors", *words),
        )
        running = wine.start(*command)
        for line in running.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
        sys.exit(running.wait())


if __name__ == "__main__":
    main()
