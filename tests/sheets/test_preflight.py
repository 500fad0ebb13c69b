"""A part is unpacked in one step exactly when the library would give the same bytes."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import STANDARD
from quality_desktop.sheets.form_book_out import form_workbook
from quality_desktop.sheets.preflight import open_archive
from tests.sheets import form_samples as samples

CONTENT = form_workbook(samples.facts())


def by_the_library(content: bytes, name: str) -> bytes | None:
    try:
        return zipfile.ZipFile(io.BytesIO(content)).read(name)
    except Exception:  # noqa: BLE001 - whatever is wrong with it
        return None


def read(content: bytes, name: str) -> bytes | None:
    try:
        return open_archive(content, STANDARD).read(name)
    except FileRefusedError:
        return None


def test_every_part_is_what_the_library_reads():
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as file:
        for name in file.namelist():
            assert read(CONTENT, name) == file.read(name)


@given(place=st.integers(0, len(CONTENT) - 1), byte=st.integers(0, 255))
def test_a_broken_byte_never_gives_other_content(place, byte):
    broken = CONTENT[:place] + bytes([byte]) + CONTENT[place + 1 :]
    name = "xl/worksheets/sheet1.xml"
    found = read(broken, name)
    assert found is None or found == by_the_library(broken, name)
