"""``help``: the built-in help as one PDF, for those who read on paper."""

from __future__ import annotations

import argparse
from pathlib import Path

from quality_desktop import paths
from quality_desktop.cli.console import OK, Output
from quality_desktop.cli.parser import Commands, add_command, path_argument
from quality_desktop.domain.errors import QualityError

_SUFFIX = ".pdf"


def add_commands(commands: Commands) -> None:
    """Add ``help``."""
    manual = add_command(commands, "help", _write, "записать справку программы в PDF")
    manual.add_argument(
        "--out", type=path_argument, required=True, metavar="PDF", help="файл или папка"
    )


def _write(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.help.printing import write_pdf

    bundled = paths.bundled()
    path: Path = parsed.out
    if path.is_dir():
        path = path / "Справка.pdf"
    if path.suffix.lower() != _SUFFIX:
        raise QualityError(f"Справка записывается в PDF: назовите файл «{path.name}{_SUFFIX}».")
    written = write_pdf(folder=bundled.help, fonts=bundled.fonts, path=path)
    output.result({"file": str(written)}, [str(written)])
    return OK
