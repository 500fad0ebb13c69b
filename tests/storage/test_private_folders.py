"""What a killed program leaves in its private folders does not wait for a day to pass."""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quality_desktop.children import is_running
from quality_desktop.exchange.quarantine import Quarantine
from quality_desktop.storage.private_folders import prefix, private_folder, remove_left_behind

_KILLED = """
import os, sys
from pathlib import Path
from quality_desktop.exchange.quarantine import Quarantine
quarantine = Quarantine(Path("район.quality"), Path(sys.argv[1]))
(quarantine.folder / "clean.log").write_bytes(b"people")
os._exit(9)  # as when it is killed: nothing is closed
"""


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """The folder of a program that was killed while it looked at received files."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", _KILLED, str(tmp_path)]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(root)}, check=False, timeout=60)
    (folder,) = tmp_path.iterdir()
    assert (folder / "clean.log").exists()
    return folder


def age(folder: Path) -> None:
    """Have a folder be more than a day old."""
    yesterday = time.time() - 25 * 3600
    os.utime(folder, (yesterday, yesterday))


def test_the_folder_of_a_running_program_stays_however_old_it_is(tmp_path: Path):
    with Quarantine(tmp_path / "район.quality", tmp_path) as ours:
        age(ours.folder)
        parent = ours.folder.with_name(ours.folder.name.replace(f"_{os.getpid()}_", "_1_"))
        parent.mkdir()  # of process 1, which runs as long as the system
        age(parent)
        remove_left_behind(tmp_path)
        assert ours.folder.exists()
        assert parent.exists() == is_running(1)


def test_the_folder_of_a_killed_program_goes_at_once_and_that_of_a_running_one_stays(
    left: Path, tmp_path: Path
):
    with private_folder(tmp_path / "район.quality", tmp_path) as ours:
        assert not left.exists()
        assert ours.name.startswith(prefix())
        with Quarantine(tmp_path / "район.quality", tmp_path) as other:
            remove_left_behind(tmp_path)
            assert set(tmp_path.iterdir()) == {ours, other.folder}
    assert not list(tmp_path.iterdir())


def test_where_the_usual_place_is_gone_the_folder_is_beside_the_file(tmp_path: Path):
    file = tmp_path / "район.quality"
    with private_folder(file, tmp_path / "нет такой") as ours:
        assert ours.parent == tmp_path
    assert not list(tmp_path.iterdir())


def test_of_another_computer_s_folder_only_the_age_tells(
    left: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(platform, "node", lambda: "другой компьютер")
    remove_left_behind(tmp_path)
    assert left.exists()
    age(left)
    remove_left_behind(tmp_path)
    assert not left.exists()


def test_folders_of_other_programs_and_of_older_versions_stay(tmp_path: Path):
    names = {
        "quality_received",
        "quality_received_2fbsc0z2",
        "quality_received_отчёты 2025",
        f"{prefix()}мои отчёты",
        "received",
        "tmp1",
    }
    for name in names:
        (tmp_path / name).mkdir()
        age(tmp_path / name)
    remove_left_behind(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == names
    remove_left_behind(tmp_path / "нет такой")
