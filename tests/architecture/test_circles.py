"""Files import one another in one direction only, in whatever form the import is written."""

import ast
import graphlib
from collections.abc import Collection, Iterator

import pytest

from tests.architecture.conftest import Module


def _imported(module: Module, known: Collection[str]) -> Iterator[str]:
    """Yields the files of the program that a file names, inside functions and for types too.

    ``from package import name`` names the file of that name, or else the package's own file.
    """
    for node in module.nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in known:
                    yield inner
                elif node.module in known:
                    yield node.module


def _circle(modules: Collection[Module]) -> list[str]:
    """Returns the files of one circle in their order, the first again at the end; empty for none."""
    known = {module.name for module in modules}
    graph = {module.name: {*_imported(module, known)} - {module.name} for module in modules}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


def test_no_files_of_the_program_import_each_other(modules):
    circle = _circle(modules)
    assert not circle, (
        "an import for types ties two files as firmly as any other: let the lower one take what it "
        f"needs as an argument, or tell by a signal: {' -> '.join(circle)}"
    )


@pytest.mark.parametrize(
    "back",
    [
        "from room.table import Table",
        "import room.table",
        "from room import table",
        "if TYPE_CHECKING:\n    from room.table import Table",
        "def act():\n    from room.table import Table",
    ],
)
def test_a_circle_is_seen_however_the_way_back_is_written(back: str):
    table = _module("room/table.py", "from room.actions import Actions")
    actions = _module("room/actions.py", back)
    assert {"room.table", "room.actions"} == {*_circle([table, actions])}


def test_a_name_of_a_package_is_no_file_of_the_same_name_elsewhere():
    table = _module("room/table.py", "from room import actions")
    actions = _module("other/actions.py", "from room.table import Table")
    assert _circle([table, actions]) == []


def _module(path: str, text: str) -> Module:
    tree = ast.parse(text)
    return Module(path=path, text=text, tree=tree, nodes=tuple(ast.walk(tree)))
