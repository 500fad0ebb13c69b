"""The sample says what the real order 1048 says, word for word after the listed mends."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from quality_desktop.documents.model import (
    AppendixMark,
    CertifiedCopy,
    LetterheadBlock,
    Paragraph,
    Signature,
    Table,
)
from tests.documents.district import SAMPLES, District, grid, paragraph_text

_SEEDS = SAMPLES.parents[2] / "shared" / "seeds"
_COLUMNS = 6


@pytest.fixture(scope="module")
def scan() -> str:
    """The text of the real order, which is not ours to copy."""
    found = sorted(_SEEDS.glob("001_*.txt"))
    if not found:
        pytest.skip("the text of the real order is not on this machine")
    return found[0].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def mends() -> dict[str, Any]:
    return tomllib.loads((SAMPLES / "ishimbay" / "mends.toml").read_text(encoding="utf-8"))


def test_every_paragraph_and_every_cell_of_the_real_order_is_in_the_tree_in_order(scan, mends):
    assert list(_composed()) == list(_read(_mended(scan, mends), mends))


def test_every_listed_mend_changes_the_scan_as_often_as_it_says(scan, mends):
    for mend in mends["mend"]:
        if "pattern" in mend:
            assert re.search(mend["pattern"], scan), mend
        else:
            assert scan.count(mend["scan"]) == mend["count"], mend


def test_only_the_signature_and_the_marks_of_appendices_are_not_in_the_scan():
    document = District.sample().compose().document
    added = [
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Signature | AppendixMark)
    ]
    assert [type(block) for block in added] == [Signature, *[AppendixMark] * 3]


def _composed() -> Iterator[str | list[str]]:
    for section in District.sample().compose().document.sections:
        for block in section.blocks:
            match block:
                case Paragraph():
                    yield _spaced(paragraph_text(block))
                case Table():
                    columns = len(block.widths)
                    yield from grid([*block.header, *block.rows], columns)
                case LetterheadBlock(left=left, right=right, number=number):
                    assert left is not None
                    yield " ".join(left.heading)
                    yield " ".join(right.heading)
                    yield from map(_spaced, (left.kind_word, left.date, left.place, number))
                    yield from map(_spaced, (right.kind_word, right.date, right.place))
                case CertifiedCopy(mark=mark, position=position, name=name):
                    yield from map(_spaced, (mark, position, name))
                case _:
                    assert isinstance(block, Signature | AppendixMark)


def _mended(scan: str, mends: dict[str, Any]) -> str:
    for mend in mends["mend"]:
        if "pattern" in mend:
            scan = re.sub(mend["pattern"], mend["replacement"], scan)
        else:
            scan = scan.replace(mend["scan"], mend["here"])
    return scan


def _read(scan: str, mends: dict[str, Any]) -> Iterator[str | list[str]]:
    """Paragraphs and rows of the scan; lines of a list and of the copy mark stand alone."""
    continued = [join["row"] for join in mends["join"]]
    rows: list[list[str]] = []
    paragraph: list[str] = []
    for line in [*scan.split("\n"), ""]:
        if "\t" in line:
            row = _row(line, rows)
            if any(_spaced(" ".join(row)).startswith(start) for start in continued):
                rows[-1] = [
                    _spaced(f"{above} {below}") for above, below in zip(rows[-1], row, strict=True)
                ]
            else:
                rows.append(row)
            continue
        words = _spaced(line)
        is_alone = re.match(r"\d+\. ", words) or words == "Делопроизводитель"
        if paragraph and (not words or is_alone):
            yield " ".join(paragraph)
            paragraph = []
        if words:
            # A title right after a table: the table is over.
            yield from rows
            rows = []
            paragraph.append(words)
    yield from rows


def _row(line: str, rows: list[list[str]]) -> list[str]:
    cells = [_spaced(cell) for cell in line.split("\t")]
    # On one page the scan lost the first column.
    is_short = len(cells) == _COLUMNS - 1 and bool(rows) and len(rows[-1]) == _COLUMNS
    return ["", *cells] if is_short else cells


def _spaced(text: str) -> str:
    return " ".join(text.split())
