"""A refused command says why in one sentence, and in an object for machines, whatever the command is."""

import argparse
import json
import os

import pytest

from quality_desktop.cli import main
from quality_desktop.cli.program import command_parser
from tests.services.exchange.offices import make_small_file

LONG = "я" * 140  # 280 bytes, which no file system takes
GONE = "нет такого.quality"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return make_small_file(tmp_path_factory.mktemp("small") / "район.quality")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def refused(capsys, *words):
    """The one sentence of a refused command: on stderr, and for machines."""
    capsys.readouterr()
    try:
        code: object = main([*map(str, words), "--json"])
    except SystemExit as ended:
        code = ended.code
    captured = capsys.readouterr()
    told = json.loads(captured.out)
    assert told.pop("ok") is False
    assert code in (1, 2)
    assert told["error"] in " ".join(captured.err.splitlines())
    assert any("а" <= letter <= "я" for letter in told["error"])
    assert "Traceback" not in captured.err
    return told["error"]


COMMANDS = {
    "check": (GONE,),
    "backup": (GONE, "--out", "копия.quality"),
    "recover": (GONE, "--out", "новый.quality"),
    "restore": (GONE,),
    "documents": (GONE,),
    "document": (GONE, "order-1", "--out", "папка"),
    "pack": (GONE, "--out", "пакет.qpack"),
    "merge": (GONE, "пакет.qpack"),
    "results read": (GONE, "таблица.xlsx"),
    "forms write": (GONE, "--period", "2025/26", "--out", "папка"),
    "forms read": (GONE, "ответ.xlsx"),
    "risk": (GONE, "--year", "2026"),
    "site": (GONE, "--out", "папка"),
    "new": ("папка/нет/район.quality",),
    "help": ("--out", "справка.doc"),
    "demo": ("--out", "занято", "--no-window"),
}
NEVER_REFUSED = {"samples"}


def commands(parser):
    """Every command of the program, with what follows it."""
    for action in parser._subparsers._group_actions if parser._subparsers else ():  # noqa: SLF001
        assert isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
        for name, found in action.choices.items():
            inner = list(commands(found))
            yield from (f"{name} {one}" for one in inner) if inner else (name,)


def test_every_command_is_tried_here():
    assert set(commands(command_parser(["samples"]))) == COMMANDS.keys() | NEVER_REFUSED


@pytest.mark.parametrize("command", COMMANDS)
def test_a_refusal_of_every_command_is_told_to_machines(command, capsys, tmp_path):
    (tmp_path / "занято").write_text("это файл", encoding="utf-8")
    refused(capsys, *command.split(), *COMMANDS[command])


@pytest.mark.parametrize("command", ["check", "samples", "merge", "forms read"])
def test_a_command_that_is_written_wrong_is_told_to_machines(command, capsys):
    told = refused(capsys, *command.split(), "--нет-такого", "1")
    assert told.startswith("Команда записана неверно")


@pytest.mark.skipif(os.name == "nt", reason="there the whole path is limited first")
class TestLongNames:
    @pytest.mark.parametrize(
        "words",
        [
            ("new", f"{LONG}.quality"),
            ("check", f"{LONG}.quality"),
            ("pack", "FILE", "--out", f"{LONG}.qpack"),
            ("merge", "FILE", f"{LONG}.qpack"),
            ("backup", "FILE", "--out", f"{LONG}.quality"),
            ("recover", "FILE", "--out", f"{LONG}.quality"),
            ("forms", "read", "FILE", f"{LONG}.xlsx"),
            ("results", "read", "FILE", f"{LONG}.xlsx"),
            ("help", "--out", f"{LONG}.pdf"),
            ("demo", "--out", LONG, "--no-window"),
        ],
        ids=lambda words: " ".join(words[:2]),
    )
    def test_a_name_that_no_disk_takes_is_said_to_be_too_long(self, words, small, capsys):
        told = refused(capsys, *(small if one == "FILE" else one for one in words))
        assert "слишком длинн" in told or "создать нельзя" in told

    @pytest.mark.parametrize("words", [("new",), ("backup", "FILE", "--out")])
    def test_a_name_that_leaves_no_room_for_the_files_beside_it_is_too_long(
        self, words, small, capsys, tmp_path
    ):
        name = "я" * 123 + ".quality"
        told = refused(capsys, *(small if one == "FILE" else one for one in words), name)
        assert "слишком длинное" in told
        assert list(tmp_path.iterdir()) == []


class TestCopiesForARescue:
    def test_a_copy_that_is_not_there_is_told_before_anything_is_made(
        self, small, capsys, tmp_path
    ):
        words = (small, "--out", "новый.quality", "--copy", "нет.quality")
        assert "Копии «нет.quality» нет" in refused(capsys, "recover", *words)
        assert list(tmp_path.iterdir()) == []

    def test_a_copy_of_which_nothing_is_taken_is_told(self, small, capsys, tmp_path):
        (tmp_path / "письмо.quality").write_text("не база", encoding="utf-8")
        words = ["recover", str(small), "--out", "новый.quality", "--copy", "письмо.quality"]
        assert main(words) == 0
        assert "Из копии «письмо.quality» ничего не взято" in capsys.readouterr().err
