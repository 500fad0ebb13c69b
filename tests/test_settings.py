"""Settings: written whole or not at all, read forgivingly."""

import logging
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.settings import (
    RECENT_FILES_KEPT,
    Settings,
    Theme,
    load_settings,
    save_settings,
)

# TOML holds Unicode scalar values: everything but lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
all_settings = st.builds(
    Settings,
    author=texts,
    part=texts,
    district=texts,
    office=texts,
    files_folder=texts,
    is_acquainted=st.booleans(),
    is_guide_folded=st.booleans(),
    theme=st.sampled_from(Theme),
    recent_files=st.lists(texts, max_size=RECENT_FILES_KEPT).map(tuple),
    last_folder=texts,
    last_source=texts,
    window_geometry=texts,
    zoom=st.integers(-3, 6),
    column_widths=st.dictionaries(
        texts, st.lists(st.integers(1, 2000), max_size=4).map(tuple), max_size=3
    ),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "user" / "settings.toml"


def test_the_first_start_has_the_defaults(file: Path):
    assert load_settings(file) == Settings()
    assert not file.parent.exists()


@given(settings=all_settings)
def test_what_is_saved_is_read_again(tmp_path_factory, settings: Settings):
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    save_settings(settings, file)
    assert load_settings(file) == settings


@given(content=st.binary(max_size=200))
def test_reading_never_raises(tmp_path_factory, content: bytes):
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    file.write_bytes(content)
    assert isinstance(load_settings(file), Settings)


@pytest.mark.parametrize(
    "content", [b"author = ", b"\xff\xfe", b"theme = [", "author = «Иванова»".encode()]
)
def test_a_broken_file_is_kept_aside(file: Path, content: bytes):
    file.parent.mkdir()
    file.write_bytes(content)
    assert load_settings(file) == Settings()
    assert not file.exists()
    assert file.with_name("settings.toml.broken").read_bytes() == content


def test_one_wrong_value_does_not_cost_the_others(file: Path):
    file.parent.mkdir()
    file.write_text(
        'author = "Иванова А. П."\ntheme = "розовая"\nlast_folder = 7\n'
        'recent_files = ["a.qdb", 1, "b.qdb"]\nwindow_geometry = []\nunknown = true\n',
        encoding="utf-8",
    )
    assert load_settings(file) == Settings(author="Иванова А. П.", recent_files=("a.qdb", "b.qdb"))


def test_a_folder_in_place_of_the_file_gives_the_defaults(
    file: Path, caplog: pytest.LogCaptureFixture
):
    file.mkdir(parents=True)
    with caplog.at_level(logging.WARNING):
        assert load_settings(file) == Settings()
    assert "cannot be read" in caplog.text


def test_a_failed_save_leaves_the_old_file_and_no_rubbish(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    before = Settings(author="Иванова А. П.")
    save_settings(before, file)

    def disk_is_full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", disk_is_full)
        with pytest.raises(OSError, match="No space left"):
            save_settings(Settings(author="Петрова"), file)
    assert load_settings(file) == before
    assert [each.name for each in file.parent.iterdir()] == ["settings.toml"]


def test_a_recent_file_moves_to_the_front(tmp_path: Path):
    one, two = tmp_path / "one.qdb", tmp_path / "two.qdb"
    settings = Settings().with_recent(one).with_recent(two).with_recent(one)
    assert settings.recent_files == (str(one), str(two))


def test_only_the_latest_files_are_remembered(tmp_path: Path):
    settings = Settings()
    for number in range(RECENT_FILES_KEPT + 3):
        settings = settings.with_recent(tmp_path / f"{number}.qdb")
    assert len(settings.recent_files) == RECENT_FILES_KEPT
    assert settings.recent_files[0] == str(tmp_path / f"{RECENT_FILES_KEPT + 2}.qdb")


def test_a_file_that_is_gone_can_be_forgotten(tmp_path: Path):
    one, two = tmp_path / "one.qdb", tmp_path / "two.qdb"
    settings = Settings().with_recent(one).with_recent(two).without_recent(two)
    assert settings.recent_files == (str(one),)
