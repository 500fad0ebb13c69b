"""«forms write» and «forms read» as a clerk's colleague would use them."""

import json
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.cli import main
from quality_desktop.domain.collection.monitoring import Value
from quality_desktop.services.district_file import files
from quality_desktop.storage.store import Store, Writer
from tests.services import form_district as small
from tests.services.form_district import GOOD, SCHOOLS, TWO

WRITER = Writer(author="", host="test", program_version="0")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    bundled = paths.bundled()
    path: Path = tmp_path_factory.mktemp("district") / "район.quality"
    with files.create_file(
        path=path,
        sample=None,
        samples_folder=bundled.samples,
        reference=bundled.reference,
        forms=bundled.forms,
        migrations=bundled.migrations,
        writer=WRITER,
    ) as store:
        small.founded(store)
    return path


@pytest.fixture
def district(made, tmp_path) -> Path:
    return Path(shutil.copy(made, tmp_path / "район.quality"))


@pytest.fixture
def out(district, tmp_path) -> Path:
    folder: Path = tmp_path / "формы"
    assert main(["forms", "write", str(district), "--period", "2025/26", "--out", str(folder)]) == 0
    return folder


def opened(path) -> Store:
    return files.open_file(path=path, migrations=paths.bundled().migrations, writer=WRITER)


def stored(path) -> int:
    with closing(opened(path)) as store:
        return len(store.all(Value))


def workbooks(folder) -> list[Path]:
    return sorted(folder.glob("*.xlsx"))


def test_forms_are_written_with_a_letter(district, tmp_path, capsys):
    out = tmp_path / "формы"
    assert main(["forms", "write", str(district), "--period", "2025/26", "--out", str(out)]) == 0
    assert len(workbooks(out)) == len(SCHOOLS)
    assert len(list(out.glob("Письмо*.docx"))) == 1
    captured = capsys.readouterr()
    assert "0201 МБОУ СОШ № 1 с. Лесное" in captured.out
    assert "не указан срок ответа" in captured.err


def test_without_a_letter_and_with_a_date(district, tmp_path, capsys):
    folder = tmp_path / "x"
    arguments = ["forms", "write", str(district), "--period", "2025", "--form", "small"]
    arguments += ["--due", "2026-01-15", "--no-letter", "--json", "--out", str(folder)]
    assert main(arguments) == 0
    result = json.loads(capsys.readouterr().out)
    assert [Path(file).suffix for file in result["files"]] == [".xlsx"] * 3
    assert result["problems"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--period", "2025/27"], 2, "следующем году"),
        (["--period", "в этом году"], 2, "учебный год"),
        (["--period", "2025/26", "--due", "завтра"], 2, "дата"),
        (["--period", "2025/26", "--form", "other"], 1, "есть: small"),
    ],
)
def test_what_is_called_wrongly_is_said_in_russian(words, code, said, district, tmp_path, capsys):
    arguments = ["forms", "write", str(district), *words, "--out", str(tmp_path / "x")]
    if code == 2:
        with pytest.raises(SystemExit) as error:
            main(arguments)
        assert error.value.code == code
    else:
        assert main(arguments) == code
    assert said in capsys.readouterr().err


def test_the_offices_own_form_is_not_sent_unless_it_is_named(district, tmp_path):
    with closing(opened(district)) as store, store.work("Форма управления") as work:
        work.put(replace(small.FORM, is_for_schools=False))
        work.commit()
    arguments = ["forms", "write", str(district), "--period", "2025/26", "--out", str(tmp_path)]
    assert main(arguments) == 1
    assert main([*arguments, "--form", "small"]) == 0


def test_answers_are_read_and_written(district, out, tmp_path, capsys):
    small.answer(workbooks(out)[0], tmp_path / "back" / "ответ.xlsx")
    capsys.readouterr()
    assert main(["forms", "read", str(district), str(tmp_path / "back")]) == 0
    captured = capsys.readouterr()
    assert captured.out.strip().splitlines() == [
        "ответ.xlsx\tМБОУ СОШ № 1 с. Лесное\tзаписано: новых ответов 3, изменённых 0, прежних 0",
        "Прочитано форм: 1. Записано: 1.",
    ]
    assert captured.err == ""
    assert stored(district) == 3
    assert main(["forms", "read", str(district), str(tmp_path / "back")]) == 0
    assert "уже загружен" in capsys.readouterr().out
    assert stored(district) == 3


def test_a_dry_run_writes_nothing(district, out, tmp_path, capsys):
    small.answer(workbooks(out)[0], tmp_path / "back" / "ответ.xlsx")
    capsys.readouterr()
    assert main(["forms", "read", str(district), str(tmp_path / "back"), "--dry-run"]) == 0
    assert "можно записать: новых ответов 3, изменённых 0, прежних 0" in capsys.readouterr().out
    assert stored(district) == 0


def test_a_file_with_errors_is_left_and_the_others_are_written(district, out, tmp_path, capsys):
    first, second, _ = workbooks(out)
    back = tmp_path / "back"
    small.answer(first, back / "а.xlsx")
    small.answer(second, back / "б.xlsx", {**GOOD, TWO.id: "пять"})
    (back / "в.xlsx").write_bytes(b"PK\x03\x04")
    capsys.readouterr()
    arguments = ["forms", "read", str(district), str(back)]
    assert main([*arguments, "--rejected", str(tmp_path / "замечания.xlsx")]) == 1
    captured = capsys.readouterr()
    lines = captured.err.strip().splitlines()
    assert lines[0].startswith("«б.xlsx», лист «Форма», ячейка E7: ")
    assert lines[1].startswith("«в.xlsx»: ")
    assert [line.rpartition("\t")[2] for line in captured.out.strip().splitlines()] == [
        "записано: новых ответов 3, изменённых 0, прежних 0",
        "есть ошибки: новых ответов 2, изменённых 0, прежних 0",
        "не принят",
        "Прочитано форм: 3. Записано: 1, с ошибками: 1, не принято: 1. Заполнено не полностью: 1.",
    ]
    assert stored(district) == 3
    assert (tmp_path / "замечания.xlsx").read_bytes().startswith(b"PK")
    assert main([*arguments, "--accept-partial"]) == 1
    assert stored(district) == 5


def test_the_answer_for_programs_holds_every_change_and_problem(district, out, tmp_path, capsys):
    small.answer(workbooks(out)[0], tmp_path / "а.xlsx", {**GOOD, TWO.id: 500})
    capsys.readouterr()
    assert main(["forms", "read", str(district), str(tmp_path / "а.xlsx"), "--json"]) == 1
    (form,) = json.loads(capsys.readouterr().out)["forms"]
    assert (form["verdict"], form["form"], form["year"]) == ("with_errors", "small", 2025)
    assert [change["after"] for change in form["changes"]] == ["120", "500", "да"]
    assert {change["kind"] for change in form["changes"]} == {"new"}
    assert form["problems"][0]["severity"] == "error"
    assert stored(district) == 0


def test_another_year_than_expected_is_refused(district, out, tmp_path, capsys):
    small.answer(workbooks(out)[0], tmp_path / "а.xlsx")
    arguments = ["forms", "read", str(district), str(tmp_path / "а.xlsx"), "--period", "2024/25"]
    assert main(arguments) == 1
    assert "ожидается 2024/25" in capsys.readouterr().err


def test_a_second_different_answer_is_told_as_changed_with_what_it_was(
    district, out, tmp_path, capsys
):
    first = small.answer(workbooks(out)[0], tmp_path / "а.xlsx")
    second = small.answer(workbooks(out)[0], tmp_path / "б.xlsx", {**GOOD, TWO.id: 7})
    assert main(["forms", "read", str(district), str(first)]) == 0
    capsys.readouterr()
    assert main(["forms", "read", str(district), str(second), "--dry-run", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    (form,) = result["forms"]
    assert (form["new"], form["changed"], form["same"]) == (0, 1, 2)
    (change,) = form["changes"]
    assert (change["kind"], change["before"], change["after"]) == ("changed", "5", "7")
    assert (result["summary"]["total"], result["summary"]["ready"]) == (1, 1)
    assert main(["forms", "read", str(district), str(second)]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "б.xlsx\tМБОУ СОШ № 1 с. Лесное\tзаписано: новых ответов 0, изменённых 1, прежних 2",
        "б.xlsx\tE7\tполучили «2»: было 5, стало 7",
    ]


def test_an_empty_file_is_told_of_in_one_sentence(district, tmp_path, capsys):
    (tmp_path / "пусто.xlsx").write_bytes(b"")
    assert main(["forms", "read", str(district), str(tmp_path / "пусто.xlsx")]) == 1
    captured = capsys.readouterr()
    assert captured.err.strip() == (
        "«пусто.xlsx»: файл пуст (0 байт): попросите прислать файл ещё раз."
    )
    assert captured.out.splitlines()[0] == "пусто.xlsx\t?\tне принят"
