"""The samples say what the real papers say, word for word after the listed mends, in every format."""

from __future__ import annotations

import io
import re
import tomllib
from typing import Any

import pypdf
import pytest

from quality_desktop.documents.model import Paragraph, Table
from quality_desktop.domain.errors import Severity
from quality_desktop.writers.docx import to_docx
from quality_desktop.writers.pdf import to_pdf
from tests.documents.district import ROOT, SAMPLES, paragraph_text
from tests.documents.sample_papers import OWN_KINDS, blocks, composed, rows_of, words
from tests.writers.test_contract import docx_paragraphs

_SEEDS = SAMPLES.parents[2] / "shared" / "seeds"
_FONTS = ROOT / "resources" / "fonts"
_SAMPLES = sorted(OWN_KINDS)


def scan_of(name: str) -> str:
    """The text of the real paper, which is not ours to copy."""
    found = sorted(_SEEDS.glob(f"{OWN_KINDS[name]}_*.txt"))
    if not found:
        pytest.skip("the texts of the real papers are not on this machine")
    return found[0].read_text(encoding="utf-8")


def mends_of(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]]
    found = tomllib.loads((SAMPLES / name / "mends.toml").read_text(encoding="utf-8"))["mend"]
    return found


def mended(name: str) -> str:
    scan = scan_of(name)
    for mend in mends_of(name):
        if "pattern" in mend:
            scan = re.sub(mend["pattern"], mend["replacement"], scan)
        else:
            scan = scan.replace(mend["scan"], mend["here"])
    return scan.replace("\\_", "_")


@pytest.mark.parametrize("name", _SAMPLES)
def test_every_word_of_the_real_paper_is_in_the_tree_in_order(name):
    assert words(composed(name).document) == mended(name).split()


@pytest.mark.parametrize("name", _SAMPLES)
def test_every_paragraph_of_the_text_is_a_paragraph_of_the_real_paper(name):
    scanned = [" ".join(part.split()) for part in re.split(r"\n\s*\n|\n(?=– \d)", mended(name))]
    text = [
        paragraph_text(block)
        for block in blocks(composed(name).document, Paragraph)
        if block.style in ("body", "clause", "greeting") and "http" not in block.text[:8]
    ]
    assert text
    places = [
        next(place for place, part in enumerate(scanned) if part.startswith(own)) for own in text
    ]
    assert places == sorted(places)


def test_every_cell_of_the_roadmap_is_a_cell_of_the_real_one():
    scanned = [
        [" ".join(cell.split()) for cell in line.split("\t")]
        for line in mended("chelyabinsk").split("\n")
        if "\t" in line
    ]
    (table,) = blocks(composed("chelyabinsk").document, Table)
    ruled = [[cell.replace("__", "") for cell in row] for row in rows_of(table)]
    full = [row for row in ruled if len(row) == 6]
    assert len(full) == 20
    assert full == [row for row in scanned if len(row) == 6 and row[0] and row[1]]


@pytest.mark.parametrize("name", _SAMPLES)
def test_every_listed_mend_changes_the_scan_as_often_as_it_says(name):
    scan = scan_of(name)
    for mend in mends_of(name):
        if "pattern" in mend:
            assert re.search(mend["pattern"], scan), mend
            scan = re.sub(mend["pattern"], mend["replacement"], scan)
        else:
            assert scan.count(mend["scan"]) == mend["count"], mend
            scan = scan.replace(mend["scan"], mend["here"])


@pytest.mark.parametrize("name", _SAMPLES)
def test_the_docx_has_every_word_of_the_paper_in_order(name):
    written = " ".join(docx_paragraphs(to_docx(composed(name).document))).replace("\u00ad", "")
    assert written.split() == words(composed(name).document)


@pytest.mark.parametrize("name", _SAMPLES)
def test_the_pdf_has_every_word_of_the_paper_in_order(name):
    document = composed(name).document
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(document, fonts=_FONTS))).pages
    printed = [page.extract_text() for page in pages]
    bodies = [
        re.sub(r"^\s*\d+\s+", "", text) if number else text for number, text in enumerate(printed)
    ]
    if name != "chelyabinsk":
        assert _letters(" ".join(bodies)) == _letters(" ".join(words(document)))
        return
    (table,) = blocks(document, Table)
    head = _letters(" ".join(rows_of(table)[0]))
    whole = "".join(
        text if number < 2 else text.removeprefix(head)
        for number, text in enumerate(map(_letters, bodies))
    )
    place = whole.index(head)
    assert whole[:place] == _letters(" ".join(words(document)))[:place]
    rows = [[_letters(cell) for cell in row] for row in rows_of(table)]
    assert sorted(whole[place:]) == sorted("".join(cell for row in rows for cell in row))
    # A row that goes on over the page is printed piece by piece: only its cells are not whole.
    divided = [row for row in rows if any(whole.find(cell, place) < 0 for cell in row)]
    assert len(divided) <= 2


def test_a_date_before_the_letter_and_a_year_of_another_plan_are_warnings_not_changes():
    (early,) = composed("bashkortostan").problems
    assert early.severity is Severity.WARNING
    assert "31.05.2021 (утвердить состав муниципальных команд) раньше даты" in early.text
    (other,) = composed("chelyabinsk").problems
    assert other.text == (
        "Строка 4 плана: срок «март – октябрь 2017 г.» не в году плана (2018 год): проверьте год."
    )
    assert composed("zaoksky").problems == composed("lesosibirsk").problems == ()


def _letters(text: str) -> str:
    """Letters without spaces and without hyphens, which a long word may get."""
    return re.sub(r"[\s\u00a0\u00ad-]", "", text)
