"""The office's file as a whole: who writes, what a failed beginning leaves, a copy."""

from __future__ import annotations

import getpass

import pytest

from quality_desktop import __version__, paths
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.errors import QualityError
from quality_desktop.services.district_file import files


def make(path, sample):
    bundled = paths.bundled()
    return files.create_file(
        path=path,
        sample=sample,
        samples_folder=bundled.samples,
        reference=bundled.reference,
        forms=bundled.forms,
        migrations=bundled.migrations,
        writer=files.writer(author="Исмагилов И.И."),
    )


def test_the_author_is_who_signs_or_else_the_user_of_the_computer(monkeypatch):
    assert files.writer(author="Исмагилов И.И.").author == "Исмагилов И.И."
    monkeypatch.setenv("LOGNAME", "ismagilov")
    assert files.writer().author == "ismagilov"
    assert files.writer().program_version == __version__


@pytest.mark.parametrize("error", [KeyError, OSError])
def test_a_user_whom_the_system_cannot_name_may_write_all_the_same(monkeypatch, error):
    def nobody() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert files.writer().author == "без имени"


def test_a_new_file_holds_the_catalogues_and_cannot_be_undone(tmp_path):
    with make(tmp_path / "район.quality", None) as store:
        assert len(store.all(Direction)) >= 9
        assert store.undo_intent() is None
        assert store.check() == []


def test_a_sample_that_is_unknown_leaves_nothing_behind(tmp_path):
    with pytest.raises(QualityError, match="нет-такого"):
        make(tmp_path / "район.quality", "нет-такого")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_a_whole_file_that_can_be_opened(district, tmp_path):
    target = tmp_path / "копия.quality"
    files.back_up(store=district, target=target)
    migrations = paths.bundled().migrations
    with files.open_file(path=target, migrations=migrations, writer=files.writer()) as copy:
        assert copy.all(Direction) == district.all(Direction)
        assert copy.check() == []
