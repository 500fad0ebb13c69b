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
    """

    path: str
    text: str
    tree: ast.Module

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
        found.append(
            Module(path=path.relative_to(CHECKOUT).as_posix(), text=text, tree=ast.parse(text))
        )
    assert found
    return found
