"""The chart library keeps its list of fonts outside the user's own folders."""

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from quality_desktop.charts import library


@pytest.fixture
def fresh(monkeypatch, tmp_path):
    """As in a program that has not drawn anything yet."""
    monkeypatch.delenv("MPLCONFIGDIR", raising=False)
    monkeypatch.delitem(sys.modules, "matplotlib", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def chosen() -> Path:
    library.prepare()
    return Path(os.environ["MPLCONFIGDIR"])


def test_the_folder_is_among_temporary_files_and_of_this_user_alone(fresh):
    folder = chosen()
    assert folder.parent == fresh
    if hasattr(os, "getuid"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder.name.endswith(str(os.getuid()))


def test_the_same_folder_is_found_again(fresh, monkeypatch):
    first = chosen()
    monkeypatch.delenv("MPLCONFIGDIR")
    assert chosen() == first


def test_where_the_name_is_taken_another_folder_serves(fresh, monkeypatch):
    taken = chosen()
    taken.rmdir()
    taken.write_text("чужой файл", encoding="utf-8")
    monkeypatch.delenv("MPLCONFIGDIR")
    other = chosen()
    assert other != taken
    assert other.is_dir()


def test_what_the_user_has_set_stays(fresh, monkeypatch):
    monkeypatch.setenv("MPLCONFIGDIR", "своя")
    assert chosen() == Path("своя")


def test_no_place_at_all_is_silent(fresh, monkeypatch):
    def refuse(*_args, **_more):
        raise OSError

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    library.prepare()
    assert "MPLCONFIGDIR" not in os.environ
