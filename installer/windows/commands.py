"""What a clerk does with the installed program from its command line: a file, papers, forms, packages."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.journey_checks import PAPER, PASSWORD, change_an_answer, must, written_here
from installer.windows.program import COLLEAGUE, DISTRICT, WORK, Program

_PERIOD: Final = ("--period", "2025/26")


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
        district = self._path(DISTRICT)
        here = written_here(district, district.parent / "на другой системе")
        there = self._path(rf"{WORK}\бумаги\{PAPER}.pdf").read_bytes()
        must(here == there, "the PDF differs from the one that Linux writes of the same file")
        return f"{done.seconds:.1f} s; the PDF is byte for byte that of Linux"

    def forms(self) -> str:
        """Send a form, have a school change one answer, read it back by the process for foreign files."""
        folder = rf"{WORK}\формы"
        words = (*_PERIOD, "--form", "support", "--out", folder)
        written = self.program.run("forms", "write", DISTRICT, *words)
        books = sorted(self._path(folder).glob("*.xlsx"))
        answered = rf"{folder}\{change_an_answer(books).name}"
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
        packed = self.program.run("pack", DISTRICT, "--out", package, *secret, typed=PASSWORD)
        merge = ("merge", COLLEAGUE, package, "--accept-senders", *secret)
        merged = self.program.run(*merge, typed=PASSWORD)
        must(json.loads(merged.text)["written"] is True, merged.text)
        again = self.program.run(*merge, typed=PASSWORD)
        must(json.loads(again.text)["written"] is False, again.text)
        self.program.run("check", COLLEAGUE)
        return f"packed in {packed.seconds:.1f} s, judged and received in {merged.seconds:.1f} s"

    def _path(self, place: str) -> Path:
        return self.program.wine.path(place)
