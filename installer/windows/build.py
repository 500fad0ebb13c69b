"""Builds the Windows installer on Linux: Python, libraries and program in one tree, packed by NSIS.

``installer/run.sh package windows`` starts it with everything that it needs installed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # icons are drawn without a screen

from installer import parts
from installer.windows import icons, libraries, python_tree
from quality_desktop import __version__
from quality_desktop.ui.main_window import PROGRAM_TITLE

CHECKOUT: Final = Path(__file__).resolve().parents[2]
HERE: Final = Path(__file__).resolve().parent
DRAWINGS: Final = CHECKOUT / "resources" / "program"
WORK: Final = CHECKOUT / "build" / "windows"
OUTPUT: Final = CHECKOUT / "dist" / "windows"
LIST: Final = "bundled.cdx.json"
SHIPPED: Final = ("resources", "forms", "db")
INTERPRETER: Final = Path("/usr/bin/python3.11")
OF_FILES: Final = ("application-x-quality-desktop.ico", "application-x-quality-desktop-package.ico")
LIMIT_MB: Final = 65
"""What an office gets by e-mail or on a stick."""

_COMPILER: Final = "x86_64-w64-mingw32-gcc"
_RESOURCES: Final = "x86_64-w64-mingw32-windres"
_LAUNCHERS: Final = {
    "Quality-Desktop.exe": ("-mwindows", "-DWINDOW"),
    "quality-desktop-cli.exe": ("-mconsole",),
}


def main() -> None:
    """Build it and say how long each step took and how large the result is."""
    parser = argparse.ArgumentParser(prog="installer/run.sh package windows", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="compress quickly and badly, to try something out"
    )
    parser.add_argument("--uv", type=Path, required=True, help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    begun = time.monotonic()
    tree = WORK / "tree"
    shutil.rmtree(WORK, ignore_errors=True)
    for name in ("tree/python", "tree/app", "tree/licences", "icons", "launcher"):
        (WORK / name).mkdir(parents=True)
    with _timed("Python"):
        made = python_tree.build(_archive(), INTERPRETER, tree / "python")
    _say(
        f"  {made.binaries} signed files; {made.modules} modules of Debian, "
        f"{made.catalogued} of them word for word those of the signed catalogue"
    )
    with _timed("Libraries"):
        bom = put_libraries(parsed.uv, tree)
    with _timed("Program"):
        put_program(tree, bom)
        for drawing in sorted(DRAWINGS.glob("*.svg")):
            icons.write_icon(drawing, WORK / "icons" / f"{drawing.stem}.ico")
        icons.write_side(DRAWINGS / "quality-desktop.svg", WORK / "icons" / "side.bmp")
        for name in OF_FILES:
            shutil.copy(WORK / "icons" / name, tree)
        compile_launchers(tree, WORK / "icons" / "quality-desktop.ico")
    count = libraries.check_closure(tree)
    _say(f"  {count} binaries find every library that they ask for")
    with _timed("Installer"):
        built = pack(tree, quick=parsed.quick)
    files = [path for path in tree.rglob("*") if path.is_file()]
    _say(
        f"{built.relative_to(CHECKOUT)}: {_megabytes([built]):.1f} MB; "
        f"unpacked {_megabytes(files):.0f} MB in {len(files)} files; {time.monotonic() - begun:.0f} s"
    )
    if not parsed.quick and _megabytes([built]) > LIMIT_MB:
        sys.exit(f"The installer is larger than {LIMIT_MB} MB.")


def put_libraries(uv: Path, tree: Path) -> parts.Bom:
    """Put the libraries beside the program, trimmed and compiled; their licences beside them.

    Returns:
        The list of everything bundled.
    """
    environment = WORK / "environment"
    _run(uv, "venv", "--quiet", "--python", INTERPRETER, environment)
    site = environment / "lib" / "python3.11" / "site-packages"
    libraries.install(uv, CHECKOUT, site)
    bom = parts.listed(environment, None)
    bom["components"] = sorted(
        [*bom["components"], python_tree.described(tree / "python")],
        key=lambda one: str(one["name"]).lower(),
    )
    libraries.check_licences(site, {one["name"] for one in bom["components"]})
    parts.copy_texts(environment, bom, tree / "licences")
    libraries.copy(site, tree / "libraries")
    libraries.trim(tree / "libraries", CHECKOUT / "quality_desktop")
    python_tree.compile_in_place(tree / "libraries", INTERPRETER)
    return bom


def put_program(tree: Path, bom: parts.Bom) -> None:
    """Put the package and its folders beside each other, as in a checkout, and the list of everything."""
    app = tree / "app"
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(CHECKOUT / "quality_desktop", app / "quality_desktop", ignore=unwanted)
    python_tree.compile_in_place(app / "quality_desktop", INTERPRETER)
    for name in SHIPPED:
        shutil.copytree(CHECKOUT / name, app / name, ignore=shutil.ignore_patterns("__pycache__"))
    text = json.dumps(bom, ensure_ascii=False, indent=1) + "\n"
    (app / "resources" / LIST).write_text(text, encoding="utf-8")
    shutil.copy(HERE / "start.py", app)
    shutil.copy(CHECKOUT / "resources" / "THIRD_PARTY.md", tree / "licences")
    (tree / "licences" / "Python").mkdir()
    shutil.move(tree / "python" / "LICENSE.txt", tree / "licences" / "Python")


def compile_launchers(tree: Path, icon: Path) -> None:
    """Compile the two .exe files with icon, version and name."""
    work = WORK / "launcher"
    numbers = ",".join((__version__.split(".") + ["0"] * 4)[:4])
    resources = work / "launcher.rc"
    resources.write_text(
        f'#define ICON_FILE "{icon}"\n#define PROGRAM_TITLE "{PROGRAM_TITLE}"\n'
        f'#define VERSION_NUMBERS {numbers}\n#define VERSION_TEXT "{__version__}"\n'
        + (HERE / "launcher.rc").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    compiled = work / "resources.o"
    _run(_RESOURCES, "-c", "65001", "-I", HERE, "-i", resources, "-o", compiled)
    for name, options in _LAUNCHERS.items():
        _run(
            *(_COMPILER, "-O2", "-s", "-municode", "-Wall", "-Wextra", "-Werror", *options),
            *(
                f'-DPROGRAM=L"{PROGRAM_TITLE}"',
                "-Wl,--no-insert-timestamp,--nxcompat,--dynamicbase,--high-entropy-va",
            ),
            *(HERE / "launcher.c", compiled, "-o", tree / name),
        )


def pack(tree: Path, *, quick: bool) -> Path:
    """Let NSIS pack the tree; returns the installer."""
    output = OUTPUT / f"Quality-Desktop-{__version__}-Setup.exe"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.unlink(missing_ok=True)
    icons_folder, way = WORK / "icons", "quick" if quick else "small"
    _run(
        *("makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8"),
        *(f"-DTREE={tree}", f"-DOUTPUT={output}", f"-DVERSION={__version__}"),
        *(f"-DICONS={icons_folder}", f"-DPACK={way}", HERE / "installer.nsi"),
    )
    return output


def _archive() -> Path:
    """The archive with Python's binaries, as the package registry has it."""
    folder = WORK / "python"
    folder.mkdir()
    requirement = folder / "requirement.txt"
    requirement.write_text(
        f"{python_tree.REQUIREMENT} --hash=sha256:{python_tree.SHA256}\n", encoding="ascii"
    )
    _run(INTERPRETER, "-m", "venv", folder / "venv")
    # pip compares the hash before it looks inside.
    _run(
        *(folder / "venv" / "bin" / "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--no-binary", ":all:", "--require-hashes", "--no-build-isolation"),
        *("--requirement", requirement, "--dest", folder),
    )
    (found,) = folder.glob("*.tar.gz")
    return found


def _run(*words: str | Path) -> None:
    subprocess.run(words, check=True)


def _megabytes(files: list[Path]) -> float:
    return sum(path.stat().st_size for path in files) / 1e6


@contextmanager
def _timed(words: str) -> Iterator[None]:
    start = time.monotonic()
    yield
    _say(f"{words}: {time.monotonic() - start:.0f} s")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
