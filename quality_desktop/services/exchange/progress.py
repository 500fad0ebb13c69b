"""How long work tells what it has done."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with the steps done, of how many, in words."""


def unwatched(_done: int, _total: int, _text: str) -> None:
    """Nobody watches."""
