"""Sample papers in both files, as a person sees them: the same pages, the same ends of lines."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.writers.files import save
from tests.documents.district import ROOT
from tests.documents.sample_papers import OWN_KINDS, composed
from tests.writers.test_look import agreement, pages_of, print_by_office

pytestmark = [pytest.mark.office, pytest.mark.slow]


def test_sample_papers_have_the_same_pages_and_lines_in_both_files(
    tmp_path: Path, find_tool: Callable[[str], Path]
):
    written = {}
    for name in OWN_KINDS:
        document = replace(composed(name).document, key=name)
        written[name] = save(
            document, formats=("docx", "pdf"), folder=tmp_path, fonts=ROOT / "resources" / "fonts"
        )
    papers = [docx for docx, _ in written.values()]
    print_by_office(papers, folder=tmp_path, soffice=find_tool("soffice"))
    reader = find_tool("pdftotext")
    for name, (_, pdf) in written.items():
        own = pages_of(reader, pdf)
        office = pages_of(reader, tmp_path / "office" / pdf.name)
        assert len(own) == len(office), name
        assert agreement(office[:1], own[:1]) >= 0.95, name
        # Rows that go on over the page are cut at a line of their own by each program.
        assert agreement(office, own) >= 0.9, name
