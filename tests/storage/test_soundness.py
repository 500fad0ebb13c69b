"""Damage and a disk that does not read are told apart."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quality_desktop.domain.errors import FileDamagedError
from quality_desktop.storage.soundness import can_be_read, is_of_the_disk, require_sound


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("*** in database main ***\nTree 5 page 6: unable to get the page. error code=266", True),
        ("*** in database main ***\nTree 5 page 6: unable to get the page. error code=8458", True),
        ("*** in database main ***\nTree 5 page 6: unable to get the page. error code=11", False),
        ("wrong # of entries in index ix_change_row_col", False),
    ],
)
def test_a_finding_with_the_code_of_a_failed_reading_is_of_the_disk(finding: str, expected: bool):
    assert is_of_the_disk(finding) is expected


def test_a_page_that_was_written_over_is_damage_although_the_disk_reads_it(path: Path):
    with path.open("rb+") as stream:
        stream.seek(path.stat().st_size // 8192 * 4096)
        stream.write(b"\xff" * 4096)
    with closing(sqlite3.connect(path)) as link, pytest.raises(FileDamagedError):
        require_sound(link, path)
    assert can_be_read(path)
    assert not can_be_read(path.parent)
