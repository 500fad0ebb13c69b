"""Marks that people type inside a text: a part in ``**`` is bold, a part in ``__`` is italic."""

from __future__ import annotations

import re
from typing import Final

from quality_desktop.documents.model import Run

# A row of underlines is a place to write by hand, a lone star is a sign of multiplication.
_MARKED: Final = re.compile(
    r"(?<!\*)\*\*(?=[^\s*])(?P<bold>.+?)(?<=[^\s*])\*\*(?!\*)"
    r"|(?<!_)__(?=[^\s_])(?P<italic>.+?)(?<=[^\s_])__(?!_)",
    re.DOTALL,
)


def marked_runs(text: str) -> tuple[Run, ...]:
    """Runs of a text with its marks taken away; no runs for an empty text."""
    runs: list[Run] = []
    end = 0
    for match in _MARKED.finditer(text):
        if match.start() > end:
            runs.append(Run(text[end : match.start()]))
        bold, italic = match.group("bold"), match.group("italic")
        if bold is not None:
            runs.append(Run(bold, is_bold=True))
        else:
            runs.append(Run(italic, is_italic=True))
        end = match.end()
    if end < len(text):
        runs.append(Run(text[end:]))
    return tuple(runs)


def unmarked(text: str) -> str:
    """The words of a text without its marks."""
    return "".join(run.text for run in marked_runs(text))
