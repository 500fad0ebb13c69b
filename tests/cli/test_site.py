"""The command that writes the website tab."""

import json

import pytest

from quality_desktop.cli import main


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    path = tmp_path_factory.mktemp("district") / "район.quality"
    assert main(["new", str(path), "--sample", "zaoksky"]) == 0
    return path


def test_the_pages_are_written_and_their_first_one_is_named(district, tmp_path, capsys):
    capsys.readouterr()
    assert main(["site", str(district), "--out", str(tmp_path / "сайт"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["index"] == str(tmp_path / "сайт" / "index.html")
    assert told["pages"] == len(list((tmp_path / "сайт").rglob("*.html")))
    assert (told["removed"], told["problems"]) == ([], [])
    assert 'lang="ru"' in (tmp_path / "сайт" / "index.html").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_refused_in_a_sentence(district, tmp_path, capsys):
    (tmp_path / "занято").write_text("файл", encoding="utf-8")
    capsys.readouterr()
    assert main(["site", str(district), "--out", str(tmp_path / "занято")]) != 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1
