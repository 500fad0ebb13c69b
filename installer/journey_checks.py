"""What the journeys of the installed program share, whichever system it is tried on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[1]
PAPER: Final = "order-1048"
"""The paper of the sample's file that is written everywhere."""
PASSWORD: Final = "пять слов по телефону сказаны"


class JourneyError(Exception):
    """Something did not go as it must."""


def must(holds: bool, otherwise: str) -> None:
    """Go on only if something holds.

    Raises:
        JourneyError: It does not.
    """
    if not holds:
        raise JourneyError(otherwise)


def log_must_be_clean(log: Path) -> None:
    """The program wrote down no fault of its own.

    Raises:
        JourneyError: It did.
    """
    lines = log.read_text(encoding="utf-8").splitlines()
    bad = [line for line in lines if " ERROR " in line or " CRITICAL " in line]
    must(not bad, "\n".join(bad))


def written_here(district: Path, folder: Path) -> bytes:
    """The order's PDF as the checkout writes it on this system, of a copy of the file.

    Args:
        district: The file.
        folder: Where the copy and the paper lie meanwhile; emptied before and removed afterwards.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    copy = shutil.copy(district, folder)
    subprocess.run(
        [
            *(sys.executable, "-m", "quality_desktop", "document", copy, PAPER),
            *("--format", "pdf", "--out", folder),
        ],
        check=True,
        cwd=CHECKOUT,
        capture_output=True,
    )
    written = (folder / f"{PAPER}.pdf").read_bytes()
    shutil.rmtree(folder)
    return written


def change_an_answer(books: Sequence[Path]) -> Path:
    """Add one to the first whole number that a school may change; returns its workbook.

    Raises:
        JourneyError: No workbook holds one.
    """
    import openpyxl

    for path in books:
        book = openpyxl.load_workbook(path)
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                if not cell.protection.locked and isinstance(cell.value, int):
                    cell.value += 1
                    book.save(path)
                    return path
    raise JourneyError("no workbook holds a number")
