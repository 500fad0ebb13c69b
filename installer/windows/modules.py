"""Whether the trimmed tree holds every module that the program imports, at its start or only years later."""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from installer.journey_checks import CHECKOUT, must
from installer.windows import build, python_tree
from installer.windows.program import USUAL
from installer.windows.wine import Wine

_PYTHON: Final = r"C:\python"
_IMPORT_ALL: Final = """import sys
from importlib import import_module
sys.path += sys.argv[1:]
for name in sys.stdin.read().split():
    try:
        import_module(name)
    except Exception as error:
        print(name, type(error).__name__, error)
"""


def try_all(wine: Wine) -> str:
    """Import them with the installed libraries, by a python.exe that the program itself does not need."""
    place = wine.path(_PYTHON)
    shutil.copytree(wine.path(rf"{USUAL}\python"), place)
    (archive,) = (build.WORK / "python").glob("*.tar.gz")
    python_tree.take_interpreter(archive, place)
    names = sorted(imported(CHECKOUT / "quality_desktop"))
    where = (rf"{USUAL}\app", rf"{USUAL}\libraries")
    command = (rf"{_PYTHON}\python.exe", "-I", "-B", "-X", "utf8", "-c", _IMPORT_ALL, *where)
    done = wine.run(*command, typed="\n".join(names))
    must(done.text == "", done.text)
    return f"{len(names)} modules in {done.seconds:.0f} s"


def imported(package: Path) -> set[str]:
    """Modules of a package and those that they import, but for what Python itself brings.

    Args:
        package: Its folder.
    """
    found: set[str] = set()
    for path in package.rglob("*.py"):
        if path.name != "__main__.py":  # it would start
            name = path.relative_to(package.parent).with_suffix("").as_posix()
            found.add(name.replace("/", ".").removesuffix(".__init__"))
        found |= set(_named(ast.parse(path.read_text(encoding="utf-8"))))
    return {name for name in found if name.partition(".")[0] not in sys.stdlib_module_names}


def _named(tree: ast.AST) -> Iterator[str]:
    """Modules that an import statement names anywhere in the text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
