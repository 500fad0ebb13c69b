"""What is known of a file before anything in it is understood."""

import zipfile
from pathlib import Path

import pytest

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import STANDARD
from quality_desktop.sheets.file_kind import cloud_attributes, kind_of, refuse_by_name
from quality_desktop.sheets.preflight import open_archive
from tests.sheets import hostile

IN_THE_CLOUD = 0x00400000
READ_ONLY = 0x1


class WindowsStatus:
    """What ``stat`` tells on Windows."""

    st_file_attributes = IN_THE_CLOUD | READ_ONLY


def test_a_file_left_in_the_cloud_is_not_opened():
    attributes = cloud_attributes(WindowsStatus())
    with pytest.raises(FileRefusedError, match="в облаке"):
        refuse_by_name(Path("форма.xlsx"), 10, attributes)
    refuse_by_name(Path("форма.xlsx"), 10, READ_ONLY)


def test_other_systems_have_no_such_attributes():
    assert cloud_attributes(object()) == 0


@pytest.mark.parametrize("name", [".~lock.форма.xlsx#", "~$форма.xlsx"])
def test_the_owner_file_of_an_open_workbook_is_explained(name: str):
    with pytest.raises(FileRefusedError, match="закройте книгу"):
        refuse_by_name(Path(name), 10)


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (b"PK\x05\x06" + bytes(18), "архив пуст"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x89PNG\r\n", "PNG"),
        (b"SQLite format 3\x00", "базы данных"),
        (b"{\\rtf1", "RTF"),
        (b"MZ\x90\x00", "программа"),
        (hostile.ole2("WordDocument"), ".doc"),
        (hostile.ole2("Other"), "старого Office"),
    ],
)
def test_other_kinds_are_named(start: bytes, says: str):
    with pytest.raises(FileRefusedError, match=says):
        kind_of("форма.xlsx", start)


def test_the_names_of_parts_are_compared_as_letters_and_not_as_codes():
    content = hostile.with_part("xl/и\u0306", b"1", hostile.with_part("xl/й", b"2"))
    with pytest.raises(FileRefusedError, match="дважды"):
        open_archive(content, STANDARD)


def test_too_many_parts_are_refused():
    content = hostile.packed({f"{n}.xml": b"" for n in range(1001)})
    with pytest.raises(FileRefusedError, match="1001 частей"):
        open_archive(content, STANDARD)


def test_an_unusual_packing_is_refused():
    with pytest.raises(FileRefusedError, match="необычным способом"):
        open_archive(hostile.packed(hostile.parts(), method=zipfile.ZIP_LZMA), STANDARD)
