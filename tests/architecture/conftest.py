"""The source of the program as trees, read once."""

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module of the package.

    Attributes:
        path: Relative to the checkout, with slashes.
        text: The source.
        tree: The source as a tree.
        nodes: Everything in the tree, found once: to walk through the package takes a second.
    """

    path: str
    text: str
    tree: ast.Module
    nodes: tuple[ast.AST, ...]

    @property
    def name(self) -> str:
        """The dotted name, a package's own module included."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    """Every module of the package."""
    found = []
    for path in sorted((CHECKOUT / "quality_desktop").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        name = path.relative_to(CHECKOUT).as_posix()
        found.append(Module(path=name, text=text, tree=tree, nodes=tuple(ast.walk(tree))))
    assert found
    return found
