"""Each library has one owning room, and the pure rooms have none."""

import ast
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

PYPROJECT = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8")
)
PURE_ROOMS = ("quality_desktop.domain", "quality_desktop.documents")
# Nobody owns it: it is the standard library of a later Python.
OWNED_BY_ALL = {"typing_extensions"}


def _imported_libraries(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    """Yields each library outside the standard one with its line, those of type checking too."""
    for node in nodes:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names = [node.module]
        else:
            continue
        for name in names:
            library = name.split(".")[0]
            if library != "quality_desktop" and library not in sys.stdlib_module_names:
                yield library, node.lineno


def test_pure_rooms_import_the_standard_library_only(modules):
    used = [
        f"{module.path}:{line} {library}"
        for module in modules
        if module.name.startswith(PURE_ROOMS)
        for library, line in _imported_libraries(module.nodes)
    ]
    assert not used


def test_every_imported_library_has_a_contract_that_names_its_owner(modules):
    owned = {
        library
        for contract in PYPROJECT["tool"]["importlinter"]["contracts"]
        for library in contract.get("forbidden_modules", [])
    }
    ownerless = sorted(
        {
            library
            for module in modules
            for library, _line in _imported_libraries(module.nodes)
            if library not in owned | OWNED_BY_ALL
        }
    )
    assert not ownerless, f"give each an owner under [tool.importlinter]: {ownerless}"


@pytest.mark.slow
def test_importing_the_whole_program_loads_no_slow_library(modules):
    """The window opens fast because slow libraries are imported by the action that needs them."""
    slow = PYPROJECT["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-module-level-imports"]
    names = [module.name for module in modules if not module.name.endswith("__main__")]
    program = (
        "import importlib, json, sys\n"
        "names, slow = json.loads(sys.argv[1])\n"
        "for name in names: importlib.import_module(name)\n"
        "print(json.dumps([name for name in slow if name in sys.modules]))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, json.dumps([names, slow])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == []
