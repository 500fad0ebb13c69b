"""Where the bundled and the user's folders are found."""

import sys
from pathlib import Path

import pytest

from quality_desktop.paths import (
    BundledFilesMissingError,
    bundled,
    bundled_root,
    program_folder,
    user_folders,
)

CHECKOUT = Path(__file__).resolve().parents[1]


def _make_root(place: Path) -> Path:
    for name in ("resources", "forms", "db"):
        (place / name).mkdir(parents=True)
    return place


def test_a_checkout_is_its_own_bundled_root():
    assert bundled_root() == CHECKOUT


def test_every_bundled_folder_lies_in_the_root():
    folders = bundled()
    assert folders.root == CHECKOUT
    named = {
        folders.fonts: "resources/fonts",
        folders.icons: "resources/icons",
        folders.wording: "resources/wording",
        folders.help: "resources/help",
        folders.exchange_words: "resources/exchange/words.txt",
        folders.forms: "forms",
        folders.migrations: "db/migrations",
        folders.reference: "db/reference",
        folders.samples: "db/samples",
    }
    for folder, name in named.items():
        assert folder == CHECKOUT / name


def test_the_first_complete_place_wins(tmp_path: Path):
    half = tmp_path / "half"
    (half / "resources").mkdir(parents=True)
    first = _make_root(tmp_path / "first")
    second = _make_root(tmp_path / "second")
    assert bundled_root([half, first, second]) == first


def test_a_bundle_of_pyinstaller_comes_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    unpacked = _make_root(tmp_path / "_internal")
    monkeypatch.setattr(sys, "_MEIPASS", str(unpacked), raising=False)
    assert bundled_root() == unpacked


def test_a_broken_installation_says_what_lacks_and_where_it_looked(tmp_path: Path):
    with pytest.raises(BundledFilesMissingError) as caught:
        bundled_root([tmp_path / "one", tmp_path / "two"])
    message = str(caught.value)
    assert "resources/, forms/, db/" in message
    assert str(tmp_path / "one") in message
    assert str(tmp_path / "two") in message


@pytest.mark.parametrize(
    ("platform", "variable"), [("linux", "XDG_DATA_HOME"), ("win32", "LOCALAPPDATA")]
)
def test_the_system_says_where_data_of_a_user_belongs(tmp_path: Path, platform: str, variable: str):
    folders = user_folders(
        environment={variable: str(tmp_path)}, platform=platform, program=tmp_path / "program"
    )
    assert folders.root == tmp_path / "quality_desktop"
    assert folders.settings_file == folders.root / "settings.toml"
    assert folders.logs == folders.root / "logs"
    assert folders.backups == folders.root / "backups"


@pytest.mark.parametrize("value", ["", "relative/folder"])
def test_an_unusable_variable_is_ignored(tmp_path: Path, value: str):
    folders = user_folders(
        environment={"XDG_DATA_HOME": value}, platform="linux", program=tmp_path / "program"
    )
    assert folders.root == Path.home() / ".local" / "share" / "quality_desktop"


def test_windows_without_its_variable_still_has_a_folder(tmp_path: Path):
    folders = user_folders(environment={}, platform="win32", program=tmp_path)
    assert folders.root == Path.home() / "AppData" / "Local" / "quality_desktop"


def test_a_portable_program_keeps_everything_beside_itself(tmp_path: Path):
    (tmp_path / "portable").touch()
    folders = user_folders(
        environment={"XDG_DATA_HOME": "/elsewhere"}, platform="linux", program=tmp_path
    )
    assert folders.root == tmp_path / "data"


def test_asking_for_folders_makes_none(tmp_path: Path):
    folders = user_folders(
        environment={"XDG_DATA_HOME": str(tmp_path)}, platform="linux", program=tmp_path / "program"
    )
    assert not folders.root.exists()
    assert list(tmp_path.iterdir()) == []


def test_the_program_folder_is_the_checkout_or_that_of_the_executable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert program_folder() == CHECKOUT
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "quality-desktop"))
    assert program_folder() == tmp_path
