"""Sixty letters of two pages in both formats, against LibreOffice making PDF of the same DOCX."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from quality_desktop import paths
from quality_desktop.domain.paper_kinds import PaperPart
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import files
from quality_desktop.services.paperwork import addressed_letters, printing
from quality_desktop.services.register import addressees
from quality_desktop.storage.store import Writer

LETTERS = 60
TIMES = 5.0
"""How many times faster than LibreOffice alone."""

pytestmark = [pytest.mark.benchmark, pytest.mark.office]
BUNDLED = paths.bundled()
FOLDERS = printing.Folders(
    wording=BUNDLED.wording,
    reference=BUNDLED.reference,
    language=BUNDLED.language,
    fonts=BUNDLED.fonts,
)


@pytest.fixture
def store(tmp_path):
    """A district of the sample with a letter of two pages and sixty addressees."""
    with files.create_file(
        path=tmp_path / "z.quality",
        sample="zaoksky",
        samples_folder=BUNDLED.samples,
        reference=BUNDLED.reference,
        forms=BUNDLED.forms,
        migrations=BUNDLED.migrations,
        writer=Writer(author="Проверка П.П.", host="test", program_version="0"),
    ) as opened:
        yield opened


def lengthen(store, paper) -> None:
    """A second page: a few paragraphs and a table, as letters about results have them."""
    text = "Просим обеспечить участие педагогических работников в мероприятиях по плану. " * 6
    rows = [f"Предмет {n}\t{n * 7} из 100\t{n * 3},5 %" for n in range(1, 13)]
    cells = "\n".join(["Предмет\tУчастники\tДоля", *rows])
    with store.work("Текст письма") as work:
        for place in range(4):
            work.put(
                PaperPart(
                    id=new_id(), paper=paper.id, key=f"more{place}", text=text, place=100 + place
                )
            )
        work.put(
            PaperPart(
                id=new_id(), paper=paper.id, key="table", style="table", cells=cells, place=110
            )
        )
        work.commit()


def test_letters_are_written_several_times_faster_than_an_office_suite_prints_them(
    store, tmp_path, find_tool, capsys
):
    soffice = find_tool("soffice")
    [paper] = store.all(Paper)
    for place in range(LETTERS):
        name = f"Руководителю МБОУ «Средняя школа № {place + 1}»"
        addressees.add_name(store=store, paper=paper.id, name=name)
    lengthen(store, paper)
    printing.compose(store=store, paper=paper.id, folders=FOLDERS)  # fonts and word lists are read
    start = time.perf_counter()
    written = addressed_letters.write_letters(
        store=store,
        paper=paper.id,
        folder=tmp_path / "letters",
        formats=("docx", "pdf"),
        folders=FOLDERS,
    )
    ours = time.perf_counter() - start
    assert written.letters == LETTERS
    made = sorted(str(path) for path in (tmp_path / "letters").glob("*.docx"))
    start = time.perf_counter()
    subprocess.run(
        [soffice, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "office"), *made],
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(tmp_path)},
        timeout=300,
    )
    theirs = time.perf_counter() - start
    assert len(list((tmp_path / "office").glob("*.pdf"))) == LETTERS
    measured = (
        f"{LETTERS} letters {ours:.2f} s, LibreOffice {theirs:.2f} s: {theirs / ours:.1f} times"
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{measured}\n")
    assert theirs / ours >= TIMES, measured
