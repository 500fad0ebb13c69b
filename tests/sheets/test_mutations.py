"""No damage to a workbook makes its reading raise anything but a sentence, hang, or leave things behind."""

import contextlib
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import STANDARD, Refusal
from quality_desktop.sheets.reader import read_books
from quality_desktop.sheets.tables_out import Column, Table, to_xlsx
from quality_desktop.sheets.workbook_reading import read_workbook
from tests.sheets import hostile

ORDINARY = to_xlsx(
    [
        Table(
            name="Форма",
            title="Заголовок",
            columns=[Column(title="Школа"), Column(title="Доля", is_percent=True)],
            rows=[["СОШ № 1", 0.5], ["Лицей", 7], ["=1+1", None]],
        )
    ]
)
PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml",
         "xl/_rels/workbook.xml.rels", "[Content_Types].xml")  # fmt: skip
PIECES = [
    b'r="A1"', b'r="XFD1048576"', b"<v>", b"</v>", b"<c", b"<row", b'r="0"', b'r="-1"', b't="s"', b't="e"',
    b"<f>", b"&amp;", b"&x;", b"&#0;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"\x00", b"\xff", b"1e999",
    b"NaN", b"<mergeCell ref=\"A1:B2\"/>", b"xmlns:x", b"9" * 30, b"</sheetData>", "Ф".encode(), b'"', b"<",
]  # fmt: skip


def _read_or_refuse(content: bytes) -> None:
    """Anything but a book or a sentence fails the test."""
    with contextlib.suppress(FileRefusedError):
        for sheet in read_workbook("форма.xlsx", content, STANDARD).sheets:
            assert len({len(row) for row in sheet.rows}) <= 1


def _repacked(part: str, change) -> bytes:
    with zipfile.ZipFile(io.BytesIO(ORDINARY)) as file:
        content = {name: file.read(name) for name in file.namelist()}
    content[part] = change(content[part])
    return hostile.packed(content)


@given(place=st.integers(0, len(ORDINARY) - 1), value=st.integers(0, 255))
def test_a_changed_byte(place: int, value: int):
    _read_or_refuse(ORDINARY[:place] + bytes([value]) + ORDINARY[place + 1 :])


@given(length=st.integers(4, len(ORDINARY)))
def test_a_cut_file(length: int):
    _read_or_refuse(ORDINARY[:length])


@given(
    part=st.sampled_from(PARTS),
    place=st.integers(0, 3000),
    piece=st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)),
    cut=st.integers(0, 12),
)
@example(part="xl/worksheets/sheet1.xml", place=0, piece=b"", cut=12)
def test_an_edited_part(part: str, place: int, piece: bytes, cut: int):
    _read_or_refuse(_repacked(part, lambda data: data[:place] + piece + data[place + cut :]))


@given(
    pattern=st.sampled_from(
        [
            rb'r="[A-Z]+\d+"',
            rb's="\d+"',
            rb't="\w+"',
            rb"<v>[^<]*</v>",
            rb"<row[^>]*>",
            rb"</c>",
            rb"<c ",
        ]
    ),
    piece=st.sampled_from(PIECES),
    count=st.integers(0, 2),
)
def test_an_edited_sheet(pattern: bytes, piece: bytes, count: int):
    _read_or_refuse(
        _repacked(
            "xl/worksheets/sheet1.xml",
            lambda data: re.sub(pattern, lambda _found: piece, data, count=count),
        )
    )


@given(dropped=st.sets(st.sampled_from(PARTS), min_size=1))
def test_a_missing_part(dropped: set[str]):
    with zipfile.ZipFile(io.BytesIO(ORDINARY)) as file:
        _read_or_refuse(
            hostile.packed(
                {name: file.read(name) for name in file.namelist() if name not in dropped}
            )
        )


@pytest.mark.slow
def test_a_batch_of_damaged_files_is_read_through_by_the_processes(tmp_path: Path, caplog):
    paths = []
    for number in range(0, len(ORDINARY), max(1, len(ORDINARY) // 150)):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(
            ORDINARY[:number] + bytes([ORDINARY[number] ^ 0x5A]) + ORDINARY[number + 1 :]
        )
        paths.append(path)
    before = sorted(tmp_path.iterdir())
    found = list(read_books(paths))
    assert len(found) == len(paths)
    assert any(isinstance(each, Refusal) for each in found)
    assert sorted(tmp_path.iterdir()) == before
    assert [
        record.getMessage() for record in caplog.records if "failed" in record.getMessage()
    ] == []
