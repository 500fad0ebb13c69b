"""What a command prints where, and what it ends with."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

OK, REFUSED, USAGE = 0, 1, 2
"""Exit codes: done; refused input or problems found; wrong usage."""


@dataclass(slots=True, kw_only=True)
class Output:
    """Where a command prints.

    Attributes:
        is_json: Print the result for machines.
        said: The sentences that were printed for the user.
        has_result: The result was printed.
    """

    is_json: bool
    out: TextIO
    err: TextIO
    said: list[str] = field(default_factory=list)
    has_result: bool = False

    def result(self, data: Any, lines: Sequence[str]) -> None:  # noqa: ANN401 - anything JSON has
        """Print the result: the data for machines, the lines for people."""
        self.has_result = True
        text = json.dumps(data, ensure_ascii=False) if self.is_json else "\n".join(lines)
        if text:
            # Flushed, or a message that follows would stand before or inside the last line.
            print(text, file=self.out, flush=True)

    def say(self, sentence: str) -> None:
        """Print a sentence for the user."""
        self.said.append(sentence)
        print(sentence, file=self.err)

    def refuse(self, sentence: str, code: int = REFUSED) -> int:
        """Print why a command is not carried out; returns the exit code."""
        self.say(sentence)
        return self.ended(code)

    def ended(self, code: int) -> int:
        """End a command: machines are told of a refusal, too, and never get nothing."""
        if self.is_json and code != OK and not self.has_result:
            self.result({"ok": False, "error": " ".join(self.said)}, ())
        return code


def progress_bar(output: Output) -> Callable[[int, int, str], None]:
    """Progress on stderr, only for a person who looks at it."""

    def show(done: int, total: int, text: str) -> None:
        if output.err.isatty():
            filled = 20 * done // max(total, 1)
            end = "\n" if done >= total else ""
            print(f"\r[{'#' * filled:<20}] {text:<30}", end=end, file=output.err, flush=True)

    return show


def has_screen() -> bool:
    """True when a window can be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
