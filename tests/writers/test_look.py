"""Both files side by side, as a person sees them: DOCX printed by LibreOffice, PDF read by poppler."""

import difflib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from quality_desktop.documents.model import Document
from quality_desktop.writers.files import save

pytestmark = [pytest.mark.office, pytest.mark.slow]

Printed = tuple[list[str], list[str]]


@pytest.fixture
def printed(
    order: Document, fonts: Path, tmp_path: Path, find_tool: Callable[[str], Path]
) -> Printed:
    """Pages of the DOCX as LibreOffice prints it, and pages of the PDF, as text."""
    docx, pdf = save(order, formats=("docx", "pdf"), folder=tmp_path, fonts=fonts)
    office = [
        str(find_tool("soffice")),
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path / "office"),
        str(docx),
    ]
    subprocess.run(office, check=True, capture_output=True, timeout=120)
    reader = find_tool("pdftotext")
    return pages_of(reader, tmp_path / "office" / "order-1048.pdf"), pages_of(reader, pdf)


def pages_of(reader: Path, pdf: Path) -> list[str]:
    done = subprocess.run(
        [str(reader), "-layout", str(pdf), "-"],
        check=True,
        capture_output=True,
        timeout=60,
        encoding="utf-8",
    )
    return done.stdout.split("\f")[:-1]


def test_pages_are_as_many_and_body_lines_break_at_the_same_words(printed: Printed):
    office, own = printed
    assert abs(len(office) - len(own)) <= 1
    assert agreement(office[:2], own[:2]) >= 0.95
    assert agreement(office, own) >= 0.9


def test_poppler_finds_every_font_embedded(
    order: Document, fonts: Path, tmp_path: Path, find_tool: Callable[[str], Path]
):
    (pdf,) = save(order, formats=("pdf",), folder=tmp_path, fonts=fonts)
    done = subprocess.run(
        [str(find_tool("pdffonts")), str(pdf)],
        check=True,
        capture_output=True,
        timeout=60,
        encoding="utf-8",
    )
    lines = done.stdout.splitlines()[2:]
    assert lines
    assert all("Tinos" in line and line.split()[-5] == "yes" for line in lines), done.stdout


def agreement(left: list[str], right: list[str]) -> float:
    first, second = lines_of(left), lines_of(right)
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return same / max(len(first), len(second))


def lines_of(pages: list[str]) -> list[str]:
    return [" ".join(line.split()) for page in pages for line in page.splitlines() if line.strip()]
