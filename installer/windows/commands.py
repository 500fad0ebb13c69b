"""What a clerk does with the installed program from its command line: a file, papers, forms, packages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.windows.program import CHECKOUT, COLLEAGUE, DISTRICT, PAPER, WORK, Program, must
from installer.windows.wine import JourneyError

_PERIOD: Final = ("--period", "2025/26")
_PASSWORD: Final = "пять слов по телефону сказаны"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Steps of the journey.

    Attributes:
        program: What is asked.
    """

    program: Program

    def sample(self) -> str:
        """Make the file of a sample district in a folder with a long Russian name."""
        self._path(WORK).mkdir(parents=True)
        done = self.program.run("new", DISTRICT, "--sample", "ishimbay")
        self.program.run("check", DISTRICT)
        self._path(COLLEAGUE).parent.mkdir()
        shutil.copy(self._path(DISTRICT), self._path(COLLEAGUE))
        return f"{done.seconds:.1f} s"

    def papers(self) -> str:
        """Write the order in both formats, twice: as demo does it and by name; equal to those of Linux."""
        self.program.run("demo", "--no-window", "--out", rf"{WORK}\проба")
        out = ("--out", rf"{WORK}\бумаги")
        done = self.program.run("document", DISTRICT, PAPER, "--format", "docx,pdf", *out)
        for folder in ("проба", "бумаги"):
            for kind, beginning in (("docx", b"PK\x03\x04"), ("pdf", b"%PDF-")):
                path = self._path(rf"{WORK}\{folder}\{PAPER}.{kind}")
                must(path.read_bytes().startswith(beginning), f"{path.name} is no {kind}")
        here = _written_here(self._path(DISTRICT))
        there = self._path(rf"{WORK}\бумаги\{PAPER}.pdf").read_bytes()
        must(here == there, "the PDF differs from the one that Linux writes of the same file")
        return f"{done.seconds:.1f} s; the PDF is byte for byte that of Linux"

    def forms(self) -> str:
        """Send a form, have a school change one answer, read it back by the process for foreign files."""
        folder = rf"{WORK}\формы"
        words = (*_PERIOD, "--form", "support", "--out", folder)
        written = self.program.run("forms", "write", DISTRICT, *words)
        books = sorted(self._path(folder).glob("*.xlsx"))
        answered = rf"{folder}\{_change_an_answer(books).name}"
        read = self.program.run("forms", "read", DISTRICT, answered, *_PERIOD)
        must("изменённых 1" in read.text, read.text)
        again = self.program.run("forms", "read", DISTRICT, answered, *_PERIOD)
        must("уже" in again.text, again.text)
        return (
            f"{len(books)} workbooks in {written.seconds:.1f} s, one read in {read.seconds:.1f} s"
        )

    def package(self) -> str:
        """Pack what was read for a colleague who has the file as it was; the colleague receives it once."""
        package = rf"{WORK}\Для коллеги.qpack"
        secret = ("--password-stdin", "--json")
        packed = self.program.run("pack", DISTRICT, "--out", package, *secret, typed=_PASSWORD)
        merge = ("merge", COLLEAGUE, package, "--accept-senders", *secret)
        merged = self.program.run(*merge, typed=_PASSWORD)
        must(json.loads(merged.text)["written"] is True, merged.text)
        again = self.program.run(*merge, typed=_PASSWORD)
        must(json.loads(again.text)["written"] is False, again.text)
        self.program.run("check", COLLEAGUE)
        return f"packed in {packed.seconds:.1f} s, judged and received in {merged.seconds:.1f} s"

    def _path(self, place: str) -> Path:
        return self.program.wine.path(place)


def _written_here(district: Path) -> bytes:
    """The order's PDF as this system writes it, of a copy of the file."""
    folder = district.parent / "на другой системе"
    folder.mkdir()
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


def _change_an_answer(books: list[Path]) -> Path:
    """Add one to the first whole number that a school may change; returns its workbook."""
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
