"""Both files side by side, as a person sees them: DOCX printed by LibreOffice, PDF read by poppler."""

import difflib
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from quality_desktop.documents.model import (
    CertifiedCopy,
    Document,
    ExecutorMark,
    Paragraph,
    Section,
    Signature,
    plain,
)
from quality_desktop.writers.files import save

pytestmark = [pytest.mark.office, pytest.mark.slow]

Printed = tuple[list[str], list[str]]


@pytest.fixture
def printed(
    order: Document, fonts: Path, tmp_path: Path, find_tool: Callable[[str], Path]
) -> Printed:
    """Pages of the DOCX as LibreOffice prints it, and pages of the PDF, as text."""
    docx, pdf = save(order, formats=("docx", "pdf"), folder=tmp_path, fonts=fonts)
    print_by_office([docx], folder=tmp_path, soffice=find_tool("soffice"))
    reader = find_tool("pdftotext")
    return pages_of(reader, tmp_path / "office" / "order-1048.pdf"), pages_of(reader, pdf)


def print_by_office(papers: Sequence[Path], *, folder: Path, soffice: Path) -> None:
    """DOCX files as PDF of the same names in the folder «office»."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    target = ["--headless", "--convert-to", "pdf", "--outdir", str(folder / "office")]
    subprocess.run(
        [str(soffice), profile, *target, *map(str, papers)],
        check=True,
        capture_output=True,
        timeout=120,
    )


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
    assert [sorted(page.split()) for page in office] == [sorted(page.split()) for page in own]
    assert agreement(office, own) >= 0.99


def test_the_end_of_an_order_is_never_torn_wherever_the_page_ends(
    fonts: Path, tmp_path: Path, find_tool: Callable[[str], Path]
):
    papers = [
        save(ending_after(lines), formats=("docx", "pdf"), folder=tmp_path, fonts=fonts)
        for lines in range(28, 44)
    ]
    print_by_office([docx for docx, _ in papers], folder=tmp_path, soffice=find_tool("soffice"))
    reader = find_tool("pdftotext")
    for _docx, pdf in papers:
        own, office = pages_of(reader, pdf), pages_of(reader, tmp_path / "office" / pdf.name)
        assert lines_of(own) == lines_of(office)
        assert [len(lines_of([page])) for page in own] == [len(lines_of([page])) for page in office]
        last = lines_of(own[-1:])
        text = [line for line in last if "Пункт" in line or "Контроль" in line]
        assert len(text) >= 2, last
        assert [line.split()[0] for line in last[-5:]] == CLOSING, last


CLOSING = ["Начальник", "Верно", "Методист", "24.09.2020", "Егорова"]


def ending_after(lines: int) -> Document:
    """An order with so many one-line paragraphs before its last clause."""
    clauses = [
        Paragraph(style="clause", mark=f"{number}.", runs=plain("Пункт приказа."))
        for number in range(1, lines + 1)
    ]
    control = Paragraph(style="clause", mark="99.", runs=plain("Контроль оставляю за собой."))
    closing = (
        Signature(position="Начальник", name="О.Ю. Егорова"),
        CertifiedCopy(mark="Верно", position="Методист", name="М.П. Соловей", date="24.09.2020"),
        ExecutorMark(lines=("Егорова О.Ю.",)),
    )
    section = Section(orientation="portrait", blocks=(*clauses, control, *closing))
    return Document(
        key=f"order-{lines}", title="Приказ", author="Отдел", subject="О", sections=(section,)
    )


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
