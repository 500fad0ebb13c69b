"""``pack`` and ``merge``: packages go out and come in by commands, as in the window."""

import io
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from quality_desktop import paths
from quality_desktop.cli import main
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import new_id
from quality_desktop.exchange import sealing
from quality_desktop.services.exchange.received_files import Verdict
from quality_desktop.storage.store import Store, Writer
from tests.services.exchange.offices import make_small_file

pytestmark = pytest.mark.usefixtures("shared_judges")


def add_school(path, name, phone=""):
    writer = Writer(author="Анна", host="пк", program_version="0")
    with (
        Store.open(path, migrations=paths.bundled().migrations, writer=writer) as store,
        store.work(f"Школа {name}") as work,
    ):
        work.put(School(id=new_id(), code="", short_name=name, phone=phone))
        work.commit()


def schools(path):
    with closing(sqlite3.connect(path)) as connection:
        return sorted(name for (name,) in connection.execute("SELECT short_name FROM school"))


@pytest.fixture(scope="module")
def small_file(tmp_path_factory):
    return make_small_file(tmp_path_factory.mktemp("small") / "район.quality")


@pytest.fixture
def anna(small_file, tmp_path):
    """Anna's copy of the file, with a school that Boris lacks."""
    path = tmp_path / "Анна" / "район.quality"
    path.parent.mkdir()
    shutil.copy(small_file, path)
    add_school(path, "Школа № 1")
    return path


@pytest.fixture
def boris(small_file, tmp_path):
    path = tmp_path / "Борис" / "район.quality"
    path.parent.mkdir()
    return shutil.copy(small_file, path)


@pytest.fixture
def somebody_else(monkeypatch, tmp_path):
    """From now on another user of another computer types the commands."""

    def change(name="Борис"):
        for variable in ("XDG_DATA_HOME", "LOCALAPPDATA"):
            monkeypatch.setenv(variable, str(tmp_path / f"{name} у себя"))

    return change


def told(capsys, *words):
    """Exit code, the answer for machines, and the sentences."""
    capsys.readouterr()
    code = main([*map(str, words), "--json"])
    captured = capsys.readouterr()
    return code, json.loads(captured.out), captured.err.splitlines()


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_package_goes_out_and_comes_in(anna, boris, tmp_path, capsys, somebody_else):
    package = tmp_path / "пакет.qpack"
    code, data, said = told(capsys, "pack", anna, "--out", package, "--to", "Борис")
    assert (code, said, data["changes"], data["sealed"]) == (0, [], 2, False)
    assert data["file"] == str(package.resolve())
    assert data["explanation"].endswith("отправляется всё, а не только новое.")
    somebody_else()
    code, data, said = told(capsys, "merge", boris, package, "--dry-run")
    assert (code, data["written"], data["effect"]["школы"]) == (0, False, [0, 1])
    assert len(said) == 1
    assert "Новый отправитель" in said[0]
    assert schools(boris) == []
    code, data, said = told(capsys, "merge", boris, package, "--accept-senders")
    (file,) = data["files"]
    assert (code, data["written"], file["taken"], file["new_changes"]) == (0, True, True, 1)
    assert (file["trust"], file["recipient"], file["conflicts"]) == ("new", "Борис", 0)
    assert data["backup"]
    assert schools(boris) == ["Школа № 1"]
    code, data, said = told(capsys, "merge", boris, package)
    assert (code, data["written"], said) == (0, False, [])
    assert data["files"][0]["verdict"] == Verdict.NOTHING_NEW.value
    assert data["files"][0]["trust"] == "known"


def test_people_get_sentences(anna, boris, tmp_path, capsys, somebody_else):
    package = tmp_path / "пакет.qpack"
    assert main(["pack", str(anna), "--out", str(package)]) == 0
    first, second, third = capsys.readouterr().out.splitlines()
    assert first == f"Пакет сохранён: {package}"
    assert second.startswith("Получатель не назван")
    assert "не закрыт паролем" in third
    somebody_else()
    assert main(["merge", str(boris), str(package)]) == 0
    assert plain(capsys.readouterr().out).splitlines() == [
        "«пакет.qpack»: принято, новое – 1 изменение.",
        "Принято 1 изменение из 1 файла.",
    ]


def test_a_bad_file_is_said_and_stops_nothing(anna, boris, tmp_path, capsys, somebody_else):
    package = tmp_path / "пакет.qpack"
    told(capsys, "pack", anna, "--out", package)
    bad = tmp_path / "плохой.qpack"
    bad.write_bytes(package.read_bytes()[:-10])
    somebody_else()
    code, data, said = told(capsys, "merge", boris, bad, package, tmp_path / "нет такого.qpack")
    assert code == 1
    assert {one["path"]: one["taken"] for one in data["files"]} == {
        str(package): True,
        str(bad): False,
        str(tmp_path / "нет такого.qpack"): False,
    }
    assert any(line.startswith("«плохой.qpack»: пакет повреждён") for line in said)
    assert any(line.startswith("«нет такого.qpack»: файла нет") for line in said)
    assert schools(boris) == ["Школа № 1"]
    code, _, said = told(capsys, "merge", boris, bad, "--dry-run")
    assert code == 1
    assert len(said) == 1


def test_passwords_come_by_the_standard_input(
    anna, boris, tmp_path, capsys, somebody_else, monkeypatch
):
    package = tmp_path / "закрытый.qpack"
    monkeypatch.setattr("sys.stdin", io.StringIO("якорь мост дуб река снег\n"))
    code, data, _ = told(capsys, "pack", anna, "--out", package, "--password-stdin")
    assert (code, data["sealed"]) == (0, True)
    assert package.read_bytes().startswith(sealing.MAGIC)
    somebody_else()
    code, data, said = told(capsys, "merge", boris, package)
    assert (code, data["files"][0]["verdict"]) == (1, Verdict.NEEDS_PASSWORD.value)
    assert "введите пароль" in said[0]
    monkeypatch.setattr("sys.stdin", io.StringIO("якорь мост дуб река снег\n"))
    code, data, _ = told(capsys, "merge", boris, package, "--password-stdin")
    assert (code, data["files"][0]["taken"]) == (0, True)


def test_a_part_is_chosen_by_names(anna, tmp_path, capsys):
    add_school(anna, "Школа № 2", phone="8 (34794) 2-00-00")
    package = tmp_path / "часть.qpack"
    code, data, _ = told(
        capsys, "pack", anna, "--out", package, "--school", "школа № 2", "--without-contacts"
    )
    assert (code, data["changes"]) == (0, 2)
    assert data["chosen"] == "школы Школа № 2; без телефонов и адресов людей"
    assert (
        main(["pack", str(anna), "--out", str(package), "--school", "Школа № 2", "--replace"]) == 0
    )
    assert "Выбрано: школы Школа № 2." in capsys.readouterr().out.splitlines()
    for words, sentence in (
        (("--school", "Лицей"), "В файле нет школы «Лицей»"),
        (("--direction", "9.9"), "В файле нет направления «9.9»"),
        (("--period", "2025/26"), "Из выбранного в файле ничего нет"),
    ):
        assert main(["pack", str(anna), "--out", str(tmp_path / "x.qpack"), *words]) == 1
        assert sentence in capsys.readouterr().err
    assert not (tmp_path / "x.qpack").exists()


def test_a_name_that_is_taken_is_replaced_only_when_told(anna, tmp_path, capsys):
    package = tmp_path / "пакет.qpack"
    assert main(["pack", str(anna), "--out", str(package)]) == 0
    before = package.read_bytes()
    capsys.readouterr()
    assert main(["pack", str(anna), "--out", str(package)]) == 1
    assert "уже есть" in capsys.readouterr().err
    assert package.read_bytes() == before
    assert main(["pack", str(anna), "--out", str(package), "--replace"]) == 0
    assert package.read_bytes() != before


@pytest.mark.parametrize("words", [["pack"], ["pack", "f"], ["merge", "f"], ["merge"]])
def test_what_is_missing_is_wrong_usage(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "Команда записана неверно (не указано" in capsys.readouterr().err


def test_a_folder_without_packages_is_said_to_have_none(boris, tmp_path, capsys):
    (tmp_path / "пустая").mkdir()
    code, data, said = told(capsys, "merge", boris, tmp_path / "пустая")
    assert (code, data["ok"]) == (1, False)
    assert said == [data["error"]]
    assert "нет ни пакетов" in data["error"]


def test_another_package_with_nothing_new_writes_nothing(
    anna, boris, tmp_path, capsys, somebody_else
):
    first, second = tmp_path / "1.qpack", tmp_path / "2.qpack"
    for package in (first, second):
        told(capsys, "pack", anna, "--out", package, "--whole")
    somebody_else()
    told(capsys, "merge", boris, first)
    code, data, _ = told(capsys, "merge", boris, second)
    assert (code, data["written"], data["backup"]) == (0, False, None)
    (file,) = data["files"]
    assert (file["taken"], file["new_changes"]) == (False, 0)


def test_a_package_tells_that_outside_edits_stay_behind(anna, tmp_path, capsys):
    with closing(sqlite3.connect(anna)) as connection, connection:
        connection.execute("UPDATE school SET short_name = 'Школа № 7'")
    code, data, said = told(capsys, "pack", anna, "--out", tmp_path / "пакет.qpack")
    assert code == 0
    assert said == data["warnings"]
    assert "помимо программы: 1 значение" in plain(said[0])


def test_a_merge_tells_of_outside_edits_of_ones_own_file(
    anna, boris, tmp_path, capsys, somebody_else
):
    told(capsys, "pack", anna, "--out", tmp_path / "1.qpack")
    somebody_else()
    told(capsys, "merge", boris, tmp_path / "1.qpack")
    with closing(sqlite3.connect(boris)) as connection, connection:
        connection.execute("UPDATE school SET short_name = 'Школа № 7'")
    somebody_else("Анна")
    rename = Writer(author="Анна", host="пк", program_version="0")
    with Store.open(anna, migrations=paths.bundled().migrations, writer=rename) as store:
        (school,) = store.all(School)
        with store.work("Школа № 8") as work:
            work.put(replace(school, short_name="Школа № 8"))
            work.commit()
    told(capsys, "pack", anna, "--out", tmp_path / "2.qpack")
    somebody_else()
    code, data, said = told(capsys, "merge", boris, tmp_path / "2.qpack")
    assert (code, data["files"][0]["conflicts"]) == (0, 1)
    assert any("меняли помимо программы (1 значение)" in plain(line) for line in said)


def test_a_file_with_a_foreign_trigger_takes_nothing_in(
    anna, boris, tmp_path, capsys, somebody_else
):
    told(capsys, "pack", anna, "--out", tmp_path / "1.qpack")
    with closing(sqlite3.connect(boris)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER tt AFTER INSERT ON school BEGIN UPDATE school SET code = 'ХА'; END"
        )
    somebody_else()
    for words in (("--dry-run",), ()):
        code, _, said = told(capsys, "merge", boris, tmp_path / "1.qpack", *words)
        assert code == 1
        assert any("«tt»" in line and "восстановите" in line for line in said)
    assert schools(boris) == []
    code, _, said = told(capsys, "check", boris)
    assert code == 1
    assert any("«tt»" in line for line in said)
