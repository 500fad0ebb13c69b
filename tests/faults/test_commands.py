"""The faults that a clerk meets, through the command line: one sentence, exit code 1, nothing half-done."""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quality_desktop import cli
from quality_desktop.services.district_file import shares
from quality_desktop.services.exchange import sending
from quality_desktop.storage import disk as storage_disk
from quality_desktop.storage.holder import Holder, claim, side_file
from quality_desktop.storage.network import Disk
from tests.faults.conftest import changes_in, injecting, is_whole
from tests.faults.power import environment
from tests.faults.scenes import LIVE, is_consistent
from tests.faults.small_disk import SmallDisk, small_disk

REFUSED = 1
SENTENCE = re.compile(r"[А-ЯЁ«].*[.!]")
HOLD = ["-m", "tests.faults.programs", "hold"]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "флешка", megabytes=4) as mounted:
        yield mounted


@pytest.fixture
def live(new_district: Path, tmp_path: Path) -> Path:
    """A closed file with the catalogues."""
    folder = tmp_path / "район"
    folder.mkdir()
    return Path(shutil.copy(new_district, folder / LIVE))


def refusal(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    """Run a command that is refused; its one sentence."""
    assert cli.main([str(word) for word in words]) == REFUSED
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1, said
    assert SENTENCE.fullmatch(said[0]), said[0]
    return said[0]


def test_results_on_a_full_disk_are_not_loaded_and_go_in_when_there_is_room(
    disk: SmallDisk, live: Path, table: Path, capsys: pytest.CaptureFixture[str]
):
    path = Path(shutil.copy(live, disk.folder / LIVE))
    ballast = disk.fill(leaving=8 * 4096)
    words = ("results", "read", path, table, "--add-schools")
    assert "Недостаточно места" in refusal(capsys, *words)
    assert changes_in(path) == changes_in(live)
    ballast.unlink()
    assert cli.main([str(word) for word in words]) == 0
    assert is_consistent(path)


def test_a_merge_on_a_full_disk_is_not_taken_in_and_goes_in_when_there_is_room(
    disk: SmallDisk, live: Path, table: Path, capsys: pytest.CaptureFixture[str]
):
    path = Path(shutil.copy(live, disk.folder / LIVE))
    assert cli.main(["results", "read", str(live), str(table), "--add-schools"]) == 0
    capsys.readouterr()
    ballast = disk.fill(leaving=8 * 4096)
    before = changes_in(path)
    assert cli.main(["merge", str(path), str(live)]) == REFUSED
    assert "едостаточно места" in capsys.readouterr().err
    assert changes_in(path) == before
    ballast.unlink()
    assert cli.main(["merge", str(path), str(live)]) == 0
    assert changes_in(path) == changes_in(live)


def test_a_file_on_a_full_disk_is_read_by_commands(
    disk: SmallDisk, live: Path, capsys: pytest.CaptureFixture[str]
):
    path = Path(shutil.copy(live, disk.folder / LIVE))
    disk.fill(leaving=0)
    assert cli.main(["check", str(path)]) == 0
    shown = capsys.readouterr()
    assert shown.out == "Файл в порядке.\n"
    assert "не осталось места: файл открыт" in shown.err


def test_a_package_for_a_stick_that_was_pulled_out_is_never_said_to_be_ready(
    disk: SmallDisk, live: Path, capsys: pytest.CaptureFixture[str], monkeypatch
):
    """The moment of pulling is chosen at the call; the disk is really gone."""

    def pulled(source: Path, target: Path) -> None:
        disk.pull_out()
        storage_disk.replace(source, target)

    monkeypatch.setattr(sending, "replace", pulled)
    said = refusal(capsys, "pack", live, "--out", disk.folder / "коллеге.qpack")
    assert "подключение диска" in said
    assert "сохранён" not in capsys.readouterr().out
    assert list(disk.folder.iterdir()) == []
    monkeypatch.undo()
    assert cli.main(["pack", str(live), "--out", str(live.with_name("ещё.qpack"))]) == 0


def test_a_package_and_a_copy_for_a_full_stick_leave_nothing_on_it(
    disk: SmallDisk, live: Path, capsys: pytest.CaptureFixture[str]
):
    disk.fill(leaving=4096)
    for words in (
        ("pack", live, "--out", disk.folder / "коллеге.qpack"),
        ("backup", live, "--out", disk.folder / "копия.quality"),
        ("new", disk.folder / "новый.quality"),
    ):
        assert "Недостаточно места" in refusal(capsys, *words)
        assert [file.name for file in disk.folder.iterdir()] == ["ballast"]


def test_a_damaged_file_is_explained_and_recovered_by_commands(
    live: Path, capsys: pytest.CaptureFixture[str]
):
    held = changes_in(live)
    with live.open("rb+") as stream:
        stream.seek(40 * 4096)
        stream.write(bytes(4096) * 3)
    assert cli.main(["check", str(live)]) == REFUSED
    said = capsys.readouterr().err
    assert "повреждён" in said
    assert "Восстановите файл: quality-desktop recover" in said
    target = live.with_name("новый.quality")
    cli.main(["recover", str(live), "--out", str(target)])
    assert f"Создан новый файл «{target.name}»" in capsys.readouterr().out
    assert changes_in(target) <= held
    assert is_consistent(target)


def test_the_drill_by_commands_brings_yesterday_back_and_today_stays_in_a_copy(
    live: Path, table: Path, capsys: pytest.CaptureFixture[str]
):
    """Results are read, the copy made before them is listed, the file goes back to it."""
    yesterday = changes_in(live)
    assert cli.main(["results", "read", str(live), str(table), "--add-schools"]) == 0
    today = changes_in(live)
    capsys.readouterr()
    assert cli.main(["restore", str(live)]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == 1
    assert changes_in(Path(listed[0])) == yesterday
    assert cli.main(["restore", str(live), "--from", listed[0]]) == 0
    told = capsys.readouterr().out
    assert re.search(r"Возвращено записей: [1-9]\d*\. Прежнее состояние сохранено в копии", told)
    assert changes_in(live) > today
    assert is_consistent(live)
    assert cli.main(["restore", str(live)]) == 0
    newest = Path(capsys.readouterr().out.splitlines()[0])
    assert changes_in(newest) == today


@pytest.mark.slow
def test_a_second_user_gets_who_where_and_since_when_at_once(
    live: Path, capsys: pytest.CaptureFixture[str]
):
    with subprocess.Popen(
        [sys.executable, *HOLD, str(live)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "ready\n"
        before, begun = live.read_bytes(), time.monotonic()
        said = refusal(capsys, "results", "read", live, live)
        taken = time.monotonic() - begun
        holder.kill()
    here = re.escape(platform.node())
    assert re.search(rf"уже открыт: Иванова А\. П\., компьютер {here}, с \d\d:\d\d\.", said)
    assert taken < 3
    assert live.read_bytes() == before


def test_a_file_of_another_computer_is_refused_by_commands_with_the_way_on(
    live: Path, capsys: pytest.CaptureFixture[str]
):
    claim(live, Holder.now(user="Анна", host="OO-1", version="1"))
    said = refusal(capsys, "backup", live, "--out", live.with_name("копия.quality"))
    assert "открыт на другом компьютере: Анна, компьютер OO-1, с " in said
    assert f"Если тот компьютер выключен, удалите «{side_file(live).name}»" in said
    side_file(live).unlink()
    assert cli.main(["check", str(live)]) == 0


def test_commands_look_at_the_disk_as_the_window_does(
    live: Path, capsys: pytest.CaptureFixture[str], monkeypatch
):
    """Simulated at the call: the machine of the tests has no share."""
    monkeypatch.setattr(shares, "disk_of", lambda _path: Disk.SHARE)
    assert cli.main(["check", str(live)]) == 0
    assert "лежит на сетевом диске: при обрыве связи" in capsys.readouterr().err
    monkeypatch.setattr(shares, "disk_of", lambda _path: Disk.LOCKLESS_SHARE)
    assert "работайте с копией на этом компьютере" in refusal(capsys, "check", live)
    said = refusal(capsys, "new", live.with_name("новый.quality"))
    assert "выберите папку на этом компьютере" in said
    assert [file.name for file in live.parent.iterdir()] == [live.name]


@pytest.mark.slow
def test_a_file_whose_disk_cannot_be_read_is_named_by_the_command(live: Path, find_tool):
    wrap = injecting(find_tool("strace"), "pread64", "error=EIO:when=9+", live)
    done = subprocess.run(
        [
            *wrap,
            sys.executable,
            "-m",
            "quality_desktop",
            "backup",
            live,
            "--out",
            live.parent / "к",
        ],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == REFUSED
    assert SENTENCE.fullmatch(done.stderr.strip())
    assert f"Диск не прочитал файл «{live.name}»: сам файл, возможно, цел" in done.stderr
    assert [file.name for file in live.parent.iterdir()] == [live.name]


def test_a_computer_without_a_folder_for_temporary_files_uses_the_files_own(
    live: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch
):
    """Simulated at the call: Python itself would find another folder of the system."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "нет такой"))
    copy, target = live.with_name("копия.quality"), live.with_name("новый.quality")
    assert cli.main(["backup", str(live), "--out", str(copy)]) == 0
    assert cli.main(["restore", str(live), "--from", str(copy)]) == 0
    assert cli.main(["recover", str(live), "--out", str(target)]) == 0
    capsys.readouterr()
    assert is_whole(target)
    names = {file.name for file in live.parent.iterdir()}
    assert names == {live.name, copy.name, target.name}


@pytest.mark.parametrize(
    "name",
    ["Отдел образования № 5, «Школы» 100 %", "x" * 200 + "/" + "ы" * 40, "a'b\"c #?&;"],
    ids=["Russian letters and signs", "longer than 260", "signs of addresses"],
)
def test_a_file_lies_wherever_its_user_put_it(
    name: str, live: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "п" / name
    folder.mkdir(parents=True)
    path = Path(shutil.copy(live, folder / "файл района (1).quality"))
    assert cli.main(["check", str(path)]) == 0
    assert cli.main(["backup", str(path), "--out", str(folder / "копия.quality")]) == 0
    assert cli.main(["pack", str(path), "--out", str(folder / "пакет.qpack")]) == 0
    capsys.readouterr()
    assert is_whole(folder / "копия.quality")


def test_a_path_longer_than_the_database_takes_is_told_as_such(
    live: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / ("x" * 250) / ("ы" * 120)
    folder.mkdir(parents=True)
    path = Path(shutil.copy(live, folder / live.name))
    assert "Путь к файлу" in refusal(capsys, "results", "read", path, path)
    assert "слишком длинный" in refusal(capsys, "backup", live, "--out", folder / "копия.quality")


def test_a_file_looked_at_inside_an_archive_is_to_be_unpacked_first(
    live: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "Temp" / "Temp1_из почты.zip"
    folder.mkdir(parents=True)
    shown = Path(shutil.copy(live, folder / live.name))
    assert "сначала распакуйте" in refusal(capsys, "results", "read", shown, shown)
    assert shown.read_bytes() == live.read_bytes()


@pytest.mark.slow
def test_the_open_file_is_opened_by_nothing_but_its_one_connection(
    diverged, tmp_path: Path, find_tool
):
    """Opening and closing it beside SQLite would drop SQLite's locks (POSIX): seen by strace."""
    path = Path(shutil.copy(diverged.ours, tmp_path / "district.quality"))
    trace = tmp_path / "trace"
    done = subprocess.run(
        [
            *(str(find_tool("strace")), "-f", "-qq", "-y", "-o", str(trace)),
            *("-e", "trace=openat,open,write", sys.executable, "-m", "tests.faults.programs"),
            *("merge", str(path), str(diverged.log), str(tmp_path / "копии")),
        ],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    ready = next(place for place, line in enumerate(lines) if '"ready\\n"' in line)
    ours = re.compile(rf'open(?:at)?\(.*"{re.escape(os.fspath(path))}"')
    assert len([line for line in lines[:ready] if ours.search(line)]) == 2
    assert [line for line in lines[ready:] if ours.search(line)] == []
