"""A picture is written whole or not at all."""

from pathlib import Path

import pytest

from quality_desktop.domain.errors import QualityError
from quality_desktop.services import picture_files


def test_a_picture_replaces_the_one_before_and_leaves_nothing_beside_it(tmp_path: Path):
    target = tmp_path / "рисунок.png"
    target.write_bytes(b"old")
    assert picture_files.save(path=target, content=b"new") == target
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_gone_is_told_in_a_sentence(tmp_path: Path):
    with pytest.raises(QualityError):
        picture_files.save(path=tmp_path / "нет" / "рисунок.png", content=b"new")
