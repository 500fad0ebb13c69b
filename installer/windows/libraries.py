"""The Windows wheels of the lock, and what of them the program needs.

Libraries of Qt are kept by what asks for them: the closure of imports of the modules that the program
names, as the files themselves tell it. In the end no file may ask for a library that is neither here nor
a part of Windows.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

import pefile

_QT_MODULE: Final = re.compile(r"\bfrom PySide6\.(Qt\w+) import|\bimport PySide6\.(Qt\w+)")
_PLUGINS: Final = (
    "iconengines/qsvgicon.dll",
    "imageformats/qgif.dll",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll",
    "platforms/qoffscreen.dll",
    "platforms/qwindows.dll",
)
"""What Qt loads by itself. The style of the window is Fusion, which is part of QtWidgets."""

_OF_QT_BESIDES: Final = re.compile(
    r"(__init__|_config|_git_pyside_version)\.py|translations/qt(base)?_ru\.qm|support/.*"
)

# Tests and pictures of other people's libraries, what only compilers read, other languages.
_UNUSED: Final = re.compile(
    r"""
    .*\.(pyi|pdb|lib|h|hpp|pxd|pyx|c|cpp|py\.typed|exe|xsl|rng|sch)
    | (.*/)?tests?/.* | (sqlalchemy|matplotlib)/testing/.* | bin/.* | (.*/)?include/.*
    | .*\.dist-info/(RECORD|INSTALLER|REQUESTED|WHEEL|direct_url\.json)
    | matplotlib/mpl-data/(sample_data|images|plot_directive)/.*
    | matplotlib/backends/(web_backend|qt_editor)/.*
    | matplotlib/backends/(_tkagg|_backend_tk).*
    | mpl_toolkits/(axes_grid1|axisartist)/.*
    | numpy/(f2py|distutils|_pyinstaller)/.* | numpy/.*_tests\..*\.pyd
    | PIL/(_avif|_webp|_imagingtk|AvifImagePlugin|ImageQt).*
    | pyphen/dictionaries/(?!hyph_ru).* | lxml/(isoschematron|objectify|html)[./].* | fontTools/.*\.pyd
    """,
    re.VERBOSE,
)

_PARTS_OF_WINDOWS: Final = re.compile(
    r"""
    (api-ms-win-|ext-ms-).*
    | (advapi32|authz|bcrypt|bcryptprimitives|cfgmgr32|comctl32|comdlg32|crypt32|d2d1|d3d11|d3d12|d3d9
    |dcomp|dnsapi|dwmapi|dwrite|dxgi|gdi32|imm32|iphlpapi|kernel32|mpr|msvcrt|netapi32|ntdll|ole32|oleaut32|rpcrt4|secur32|setupapi
    |shcore|shell32|shlwapi|synchronization|ucrtbase
    |uiautomationcore|user32|userenv|uxtheme|version|winhttp|winmm|winspool|ws2_32|wtsapi32)\.(dll|drv)
    """,
    re.VERBOSE,
)
_IMPORTS: Final = ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")


_LICENCE_KEYS: Final = ("License-Expression", "License", "License-File", "Classifier")
_OF_THE_ENVIRONMENT: Final = re.compile(r"_virtualenv\.(py|pth)|\.lock")


class LicenceMissingError(Exception):
    """It is not told under which terms something may be given away."""


class LibraryMissingError(Exception):
    """A file asks for a library that nobody has."""


def install(uv: Path, checkout: Path, target: Path, requirements: Path | None = None) -> None:
    """Install the wheels that the lock names for Windows, every one by its hash, into an empty folder.

    Args:
        uv: The installer.
        checkout: Where the lock lies.
        target: The folder.
        requirements: What to install with all that it needs; what the program needs when omitted.
    """
    subprocess.run(
        [
            *(uv, "pip", "install", "--quiet", "--target", target, "--no-progress"),
            *("--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11"),
            *("--only-binary", ":all:", "--require-hashes", "--link-mode", "copy"),
            *("--requirements", requirements or checkout / "pyproject.toml"),
            *("--constraints", checkout / "requirements.lock"),
        ],
        check=True,
        # Compiled later, without places of this machine; set-up asks for it, and the option contradicts.
        env=os.environ | {"UV_COMPILE_BYTECODE": "0"},
        cwd="/",  # in the checkout uv would add the constraints of the lock's making, which have no hash
    )


def check_licences(site: Path, listed: Iterable[str]) -> None:
    """Look that every file belongs to a listed library, and every library tells its licence.

    Args:
        site: Where the wheels were installed, whole.
        listed: Names of the libraries in the list of everything bundled.

    Raises:
        LicenceMissingError: A file or a library has none.
    """
    names = {_plain(name) for name in listed}
    owned: set[Path] = set()
    problems = []
    for found in metadata.distributions(path=[str(site)]):
        told = found.metadata
        name = str(told["Name"])
        if _plain(name) not in names:
            problems.append(f"{name} is not listed")
        if not any(told.get_all(key) for key in _LICENCE_KEYS):
            problems.append(f"{name} tells no licence")
        owned |= {Path(str(file.locate())) for file in found.files or ()}
    problems += [
        f"{path.relative_to(site)} belongs to no library"
        for path in _files(site)
        if path not in owned and not _OF_THE_ENVIRONMENT.fullmatch(path.name)
    ]
    if problems:
        raise LicenceMissingError("\n".join(problems))


def copy(site: Path, target: Path) -> None:
    """Copy the libraries out of the environment that they were installed into."""
    shutil.copytree(
        site, target, ignore=shutil.ignore_patterns("__pycache__", "_virtualenv.*", ".lock")
    )


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def trim(libraries: Path, program: Path) -> None:
    """Take out of the libraries what the program does not need.

    Args:
        libraries: Where the wheels were installed.
        program: The package, whose imports tell which parts of Qt it uses.
    """
    qt, shiboken = libraries / "PySide6", libraries / "shiboken6"
    kept = needed_of_qt(qt, shiboken, qt_modules(program))
    for folder in (qt, shiboken):
        for path in _files(folder):
            if path not in kept and not _OF_QT_BESIDES.fullmatch(
                path.relative_to(folder).as_posix()
            ):
                path.unlink()
    for path in _files(libraries):
        if _UNUSED.fullmatch(path.relative_to(libraries).as_posix()):
            path.unlink()
    _remove_empty_folders(libraries)


def qt_modules(program: Path) -> set[str]:
    """Modules of Qt that a package imports anywhere."""
    return {
        first or second
        for path in program.rglob("*.py")
        for first, second in _QT_MODULE.findall(path.read_text(encoding="utf-8"))
    }


def needed_of_qt(qt: Path, shiboken: Path, modules: Iterable[str]) -> set[Path]:
    """The bindings of modules, the plugins, and every library that one of them asks for."""
    here = {path.name.lower(): path for folder in (shiboken, qt) for path in folder.glob("*.dll")}
    todo = [qt / f"{name}.pyd" for name in modules] + [qt / "plugins" / name for name in _PLUGINS]
    todo.append(shiboken / "Shiboken.pyd")
    found: set[Path] = set()
    while todo:
        path = todo.pop()
        if path in found:
            continue
        found.add(path)
        todo += [here[name] for name in imports(path) if name in here]
    return found


def imports(path: Path) -> set[str]:
    """Names of the libraries that a binary asks for, in small letters."""
    with pefile.PE(str(path), fast_load=True) as binary:
        binary.parse_data_directories(
            [
                pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"],
                pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT"],
            ]
        )
        return {
            entry.dll.decode("ascii").lower()
            for table in _IMPORTS
            for entry in getattr(binary, table, ())
        }


def check_closure(tree: Path) -> int:
    """Look that every library that a binary asks for is in the tree or part of Windows.

    Returns:
        How many binaries were looked at.

    Raises:
        LibraryMissingError: One is in neither.
    """
    binaries = [path for path in _files(tree) if path.suffix.lower() in (".dll", ".pyd", ".exe")]
    here = {path.name.lower() for path in binaries}
    missing = [
        f"{path.relative_to(tree)} asks for {name}"
        for path in binaries
        for name in sorted(imports(path))
        if name not in here and not _PARTS_OF_WINDOWS.fullmatch(name)
    ]
    if missing:
        raise LibraryMissingError("\n".join(missing))
    return len(binaries)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _remove_empty_folders(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), key=lambda each: -len(each.parts)):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    shutil.rmtree(folder / "__pycache__", ignore_errors=True)
