"""The command line as a clerk's colleague would use it: every answer one sentence, exit codes kept."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    path = tmp_path_factory.mktemp("district") / "район.quality"
    assert main(["new", str(path), "--sample", "ishimbay"]) == 0
    return path


@pytest.fixture
def copy(district, tmp_path):
    target = tmp_path / "Ишимбай, копия 1.quality"
    target.write_bytes(district.read_bytes())
    return target


def sentence(capsys):
    """The one line a refused command leaves on stderr."""
    captured = capsys.readouterr()
    lines = captured.err.strip().splitlines()
    assert captured.out == ""
    assert len(lines) == 1, captured.err
    assert any("а" <= letter <= "я" for letter in lines[0])
    return lines[0]


def test_the_demo_leaves_the_order_in_both_formats(tmp_path, capsys):
    out = tmp_path / "papers"
    assert main(["demo", "--out", str(out), "--no-window"]) == 0
    names = sorted(path.name for path in out.iterdir())
    assert names == ["ishimbay.quality", "order-1048.docx", "order-1048.pdf"]
    assert (out / "order-1048.docx").read_bytes().startswith(b"PK")
    assert (out / "order-1048.pdf").read_bytes().startswith(b"%PDF")
    assert "order-1048.pdf" in capsys.readouterr().out


def test_the_demo_run_again_keeps_the_file_it_made(tmp_path):
    arguments = ["demo", "--out", str(tmp_path), "--no-window"]
    assert main(arguments) == 0
    before = (tmp_path / "ishimbay.quality").read_bytes()
    assert main(arguments) == 0
    assert (tmp_path / "ishimbay.quality").read_bytes() == before


def test_an_empty_file_has_no_papers_and_is_in_order(tmp_path, capsys):
    path = tmp_path / "пустой.quality"
    assert main(["new", str(path)]) == 0
    capsys.readouterr()
    assert main(["documents", str(path)]) == 0
    assert capsys.readouterr().out.strip() == ""
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out.strip() == "Файл в порядке."


def test_samples_are_listed_for_people_and_for_machines(capsys):
    assert main(["samples"]) == 0
    assert capsys.readouterr().out.startswith("ishimbay\t")
    assert main(["samples", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "ishimbay"


@pytest.mark.parametrize(
    ("sample", "key", "said"),
    [
        ("bashkortostan", "letter-24-7923", "раньше даты документа 14.09.2021"),
        ("zaoksky", "letter-07-12-222", ""),
        ("lesosibirsk", "letter-1237", ""),
        ("chelyabinsk", "order-03-524", "«март – октябрь 2017 г.»"),
    ],
)
def test_the_paper_of_every_sample_is_listed_and_written(sample, key, said, tmp_path, capsys):
    path = tmp_path / "office.quality"
    assert main(["new", str(path), "--sample", sample]) == 0
    assert main(["documents", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"{key}\t")
    assert main(["document", str(path), key, "--out", str(tmp_path / "out")]) == 0
    assert said in capsys.readouterr().err
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert names == [f"{key}.docx", f"{key}.pdf"]


def test_documents_of_the_sample_are_listed_with_their_keys(copy, capsys):
    assert main(["documents", str(copy), "--json"]) == 0
    papers = {paper["key"]: paper["title"] for paper in json.loads(capsys.readouterr().out)}
    assert [key for key in papers if not key.startswith("risk-school-")] == [
        "order-1048",
        *(f"risk-{kind}-2026" for kind in ("order", "letter", "report", "plan", "effect")),
        *(f"risk-{kind}-2025" for kind in ("order", "letter", "report", "plan")),
    ]
    assert papers["risk-order-2026"].endswith("(проект)")
    assert papers["risk-school-2026"].endswith(": 5\xa0писем (проект)")


def test_letters_to_all_schools_are_written_by_one_key(copy, tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["document", str(copy), "risk-school-2025", "--format", "docx", "--out", str(out)]
    assert main([*arguments, "--json"]) == 0
    names = sorted(path.name for path in out.iterdir())
    assert [name[0] for name in names] == ["1", "2", "3", "4"]
    assert len(json.loads(capsys.readouterr().out)["files"]) == 4


def test_a_paper_about_schools_at_risk_is_written_by_its_key(copy, tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["document", str(copy), "risk-letter-2026", "--format", "docx", "--out", str(out)]
    assert main([*arguments, "--json"]) == 0
    assert [path.name for path in out.iterdir()] == ["risk-letter-2026.docx"]
    assert any("не составлен" in line for line in json.loads(capsys.readouterr().out)["problems"])


def test_one_format_is_written_when_one_is_asked_for(copy, tmp_path):
    out = tmp_path / "out"
    assert main(["document", str(copy), "order-1048", "--format", "pdf", "--out", str(out)]) == 0
    assert [path.name for path in out.iterdir()] == ["order-1048.pdf"]


def test_an_unknown_document_is_refused_with_advice(copy, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["document", str(copy), "order-1", "--out", str(out)]) == 1
    assert "documents" in sentence(capsys)
    assert not out.exists()


@pytest.mark.parametrize("formats", ["odt", "docx,odt", ","])
def test_an_unknown_format_is_wrong_usage(copy, tmp_path, capsys, formats):
    arguments = ["document", str(copy), "order-1048", "--format", formats, "--out", str(tmp_path)]
    assert main(arguments) == 2
    assert "docx или pdf" in sentence(capsys)


def test_a_wrong_command_is_explained_in_russian(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["document"])
    assert stopped.value.code == 2
    assert "Команда записана неверно" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["document"], "не указано: ФАЙЛ, КЛЮЧ, --out"),
        (["demo", "--nope"], "лишнее: --nope"),
        (["documents", "a", "b"], "лишнее: b"),
        (["backup", "a", "--out"], "--out: нужно значение"),
        (["check", "--json=1", "a"], "--json: значение не нужно: '1'"),
    ],
)
def test_what_is_wrong_with_a_command_is_said_without_english(capsys, words, said):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    first, usage, *_ = capsys.readouterr().err.splitlines()
    assert first == f"Команда записана неверно ({said})."
    assert usage.startswith("Вызов: quality-desktop")


@pytest.mark.parametrize("words", [[], ["document"]])
def test_the_help_has_no_english_words_of_its_own(capsys, words):
    with pytest.raises(SystemExit) as stopped:
        main([*words, "--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    for english in ("usage", "options", "positional", "show this"):
        assert english not in shown
    assert shown.startswith("Вызов: quality-desktop")
    assert "показать эту справку" in shown


def test_a_folder_that_cannot_be_made_is_refused_with_a_sentence(tmp_path, capsys):
    (tmp_path / "file").write_bytes(b"")
    out = tmp_path / "file" / "papers"
    assert main(["demo", "--no-window", "--out", str(out)]) == 1
    assert "укажите другую в параметре --out" in sentence(capsys)


def test_a_folder_in_place_of_a_file_is_refused_with_a_sentence(tmp_path, capsys):
    assert main(["documents", str(tmp_path)]) == 1
    assert "папка" in sentence(capsys)


def test_a_broken_installation_is_told_in_a_sentence(copy, capsys, monkeypatch):
    monkeypatch.setattr(paths, "_usual_places", lambda: (copy.parent,))
    assert main(["documents", str(copy)]) == 1
    assert "установлена не полностью" in sentence(capsys)


def test_a_new_file_never_replaces_another(copy, capsys):
    before = copy.read_bytes()
    assert main(["new", str(copy)]) == 1
    assert copy.name in sentence(capsys)
    assert copy.read_bytes() == before


def test_an_unknown_sample_leaves_no_file(tmp_path, capsys):
    path = tmp_path / "x.quality"
    assert main(["new", str(path), "--sample", "нет-такого"]) == 1
    assert "нет-такого" in sentence(capsys)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_a_whole_file(copy, tmp_path, capsys):
    target = tmp_path / "копии" / "район.quality"
    target.parent.mkdir()
    assert main(["backup", str(copy), "--out", str(target)]) == 0
    assert main(["check", str(target)]) == 0
    capsys.readouterr()
    assert main(["documents", str(target)]) == 0
    assert "order-1048" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "documents"])
@pytest.mark.parametrize(
    "content",
    [b"", b"short", b"%PDF-1.7 not ours", b"SQLite format 3\x00" + b"\x00" * 200],
    ids=["empty", "short", "pdf", "header only"],
)
def test_a_file_that_is_not_ours_is_refused(tmp_path, capsys, command, content):
    path = tmp_path / "чужой.quality"
    path.write_bytes(content)
    assert main([command, str(path)]) == 1
    assert "чужой.quality" in sentence(capsys)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_another_program_is_refused(tmp_path, capsys):
    path = tmp_path / "bookmarks.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE bookmarks (url TEXT)")
    database.close()
    before = path.read_bytes()
    assert main(["check", str(path)]) == 1
    sentence(capsys)
    assert path.read_bytes() == before


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused_and_left_alone(copy, tmp_path, capsys, share):
    data = copy.read_bytes()
    path = tmp_path / "обрезан.quality"
    path.write_bytes(data[: int(len(data) * share)])
    before = path.read_bytes()
    assert main(["documents", str(path)]) == 1
    sentence(capsys)
    assert path.read_bytes() == before


def test_a_missing_file_is_named(tmp_path, capsys):
    assert main(["check", str(tmp_path / "нет.quality")]) == 1
    assert "нет.quality" in sentence(capsys)


def test_a_file_of_a_newer_version_is_refused_and_left_alone(copy, capsys):
    with sqlite3.connect(copy) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    before = copy.read_bytes()
    assert main(["documents", str(copy)]) == 1
    assert "верси" in sentence(capsys)
    assert copy.read_bytes() == before


_HOLDER = """
import sys
from pathlib import Path
from quality_desktop.cli.district_file import open_store
store = open_store(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
store.close()
"""


def test_a_file_held_by_another_user_says_by_whom_and_since_when(copy, capsys):
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(copy)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        assert main(["documents", str(copy)]) == 1
        said = sentence(capsys)
        assert socket.gethostname() in said or "компьютер" in said
        assert holder.poll() is None
    finally:
        holder.communicate("")
    assert main(["documents", str(copy)]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are of POSIX")
def test_a_full_disk_while_saving_a_paper_leaves_no_half_file(copy, tmp_path):
    """The child may write files of 8 KiB at most; the papers are larger."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "order-1048.pdf").write_bytes(b"the old one")
    script = (
        "import resource, sys\n"
        "from quality_desktop.cli import main\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "document", str(copy), "order-1048", "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) >= 1
    assert [(p.name, p.read_bytes()) for p in out.iterdir()] == [("order-1048.pdf", b"the old one")]


def test_a_backup_never_replaces_a_file_that_is_there(copy, tmp_path, capsys):
    target = tmp_path / "письмо.docx"
    target.write_text("чужое", encoding="utf-8")
    assert main(["backup", str(copy), "--out", str(target)]) == 1
    assert "уже есть" in sentence(capsys)
    assert target.read_text(encoding="utf-8") == "чужое"


def test_a_backup_into_a_folder_asks_for_a_name(copy, tmp_path, capsys):
    folder = tmp_path / "копии"
    folder.mkdir()
    assert main(["backup", str(copy), "--out", str(folder)]) == 1
    assert "папка" in sentence(capsys)
    assert list(folder.iterdir()) == []


def test_a_name_longer_than_disks_allow_is_one_sentence(tmp_path, capsys):
    assert main(["new", str(tmp_path / ("я" * 200 + ".quality"))]) == 1
    assert "короче" in sentence(capsys)
    assert list(tmp_path.iterdir()) == []


def test_a_spoilt_format_number_is_told_from_an_older_version(copy, tmp_path, capsys):
    with sqlite3.connect(copy) as database:
        database.execute("PRAGMA user_version = 0")
    database.close()
    before = copy.read_bytes()
    assert main(["check", str(copy)]) == 1
    told, *_, advice = capsys.readouterr().err.strip().splitlines()
    assert copy.name in told
    assert f"quality-desktop recover {copy}" in advice
    assert copy.read_bytes() == before
    assert list(tmp_path.iterdir()) == [copy]


@pytest.mark.parametrize("words", [["frobnicate"], ["documnet", "x.quality"]])
def test_a_mistyped_command_is_not_taken_for_a_file(words, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert "нет такой команды" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["new", ""], ["check", " "], ["demo", "--out", ""]])
def test_an_empty_name_is_wrong_usage(words, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert "пустое имя" in capsys.readouterr().err
