"""``results read``: one command takes a table in; what cannot be told is said and nothing is written."""

import json
import shutil
from pathlib import Path

import pytest

from quality_desktop.cli import main
from tests.sheets.results.books import book, save, sheet
from tests.sheets.results.district_files import (
    WORLD,
    long_rows,
    named_book,
    regional_book,
    several_districts,
    text_file,
)

DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="module")
def new_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("new") / "район.quality"
    assert main(["new", str(path)]) == 0
    return path


@pytest.fixture
def file(new_file, tmp_path):
    return Path(shutil.copy(new_file, tmp_path))


def said(capsys, *arguments):
    """Exit code, what was printed for machines, and the sentences."""
    capsys.readouterr()
    code = main(["results", "read", *map(str, arguments), "--json"])
    captured = capsys.readouterr()
    return code, json.loads(captured.out), captured.err.splitlines()


def test_one_command_takes_a_table_and_its_schools_into_a_new_file(file, tmp_path, capsys):
    table = text_file(long_rows(WORLD), tmp_path)
    code, data, sentences = said(capsys, file, table)
    assert (code, sentences) == (0, [])
    assert (data["new"], data["added_schools"], data["written"]) == (len(WORLD), 3, True)
    code, data, _ = said(capsys, file, table)
    assert (code, data["new"], data["same"]) == (0, 0, len(WORLD))
    workbook = save(regional_book(WORLD), tmp_path / "отчёт.xlsx")
    code, data, _ = said(capsys, file, workbook)
    assert (code, data["new"], data["changed"], data["same"]) == (0, 0, 0, len(WORLD))


def test_people_get_one_line(file, tmp_path, capsys):
    capsys.readouterr()
    assert main(["results", "read", str(file), str(text_file(long_rows(WORLD), tmp_path))]) == 0
    assert capsys.readouterr().out == (
        "Записано: новых результатов 4, изменённых 0, без изменений 0, новых школ: 3.\n"
    )


def test_a_dry_run_writes_nothing(file, tmp_path, capsys):
    assert main(["documents", str(file)]) == 0  # a copy is given an id of its own, once
    before = file.read_bytes()
    code, data, _ = said(capsys, file, text_file(long_rows(WORLD), tmp_path), "--dry-run")
    assert (code, data["new"], data["written"]) == (0, len(WORLD), False)
    assert file.read_bytes() == before


def test_schools_are_added_to_a_filled_directory_only_when_told(file, tmp_path, capsys):
    said(capsys, file, text_file(long_rows(WORLD), tmp_path))
    other = save(named_book("МБОУ лицей № 12"), tmp_path / "лицей.xlsx")
    code, data, sentences = said(capsys, file, other)
    assert (code, data["written"]) == (1, False)
    assert any("лицей № 12" in sentence for sentence in sentences)
    assert any("--add-schools" in sentence for sentence in sentences)
    code, data, _ = said(capsys, file, other, "--add-schools")
    assert (code, data["added_schools"], data["written"]) == (0, 1, True)


def test_an_error_keeps_everything_out_until_a_part_is_asked_for(file, tmp_path, capsys):
    rows = long_rows(WORLD)
    rows[1][8] = 99.0
    table = text_file(rows, tmp_path)
    code, data, sentences = said(capsys, file, table)
    assert (code, data["written"]) == (1, False)
    assert sentences[-1].startswith("Ничего не записано")
    assert "ячейка" in sentences[0]
    code, data, _ = said(capsys, file, table, "--partly")
    assert (code, data["written"], data["new"]) == (1, True, len(WORLD) - 1)


def test_several_districts_ask_for_the_own_one(file, tmp_path, capsys):
    table = save(several_districts(), tmp_path / "а.xlsx")
    code, _, sentences = said(capsys, file, table)
    assert code == 1
    assert any("--municipality" in sentence for sentence in sentences)
    code, data, _ = said(capsys, file, table, "--municipality", "Ишимбайский район")
    assert (code, data["new"], data["skipped"]) == (0, 2, 1)


def test_a_district_that_is_not_in_the_files_is_told(file, tmp_path, capsys):
    table = save(several_districts(), tmp_path / "а.xlsx")
    code, data, sentences = said(capsys, file, table, "--municipality", "Зареченский район")
    assert (code, data["new"], data["written"]) == (1, 0, False)
    assert sentences[0].startswith("Района «Зареченский район» в таблицах нет, в них «")


def test_a_name_that_is_not_wholly_a_schools_is_asked_with_the_school_it_is_like(
    file, tmp_path, capsys
):
    said(capsys, file, save(named_book("МБОУ СОШ № 12"), tmp_path / "своя.xlsx"))
    other = save(named_book("ЧОУ СОШ № 12"), tmp_path / "чужая.xlsx")
    code, data, sentences = said(capsys, file, other)
    assert (code, data["written"]) == (1, False)
    assert data["questions"][0]["candidates"] == ["МБОУ СОШ № 12"]
    assert "учредитель другой" in sentences[0]
    assert sentences[0].endswith("Похожа на «МБОУ СОШ № 12».")


def test_two_schools_of_two_founders_are_both_added_to_a_new_file(file, tmp_path, capsys):
    paths = [
        save(named_book(f"{form} СОШ № 3"), tmp_path / f"{form}.xlsx") for form in ("МБОУ", "ЧОУ")
    ]
    code, data, _ = said(capsys, file, *paths)
    assert (code, data["added_schools"], data["new"]) == (0, 2, 2)


def test_schools_named_with_several_districts_wait_in_a_new_file(file, tmp_path, capsys):
    names = ("СОШ № 1", "СОШ № 2 Заокского района", "СОШ № 3 Алексинского района")
    table = save(named_book(*names), tmp_path / "а.xlsx")
    code, data, sentences = said(capsys, file, table)
    assert (code, data["added_schools"], len(data["questions"])) == (1, 1, 2)
    assert "Заокского района, Алексинского района" in sentences[-2]
    code, data, _ = said(capsys, file, table, "--municipality", "Заокский район")
    assert (code, data["added_schools"], data["skipped"]) == (0, 2, 1)


def test_a_sort_of_schools_never_becomes_a_school_unasked(file, tmp_path, capsys):
    code, data, sentences = said(
        capsys, file, save(named_book("СОШ с УИОП"), tmp_path / "а.xlsx"), "--add-schools"
    )
    assert (code, data["added_schools"], data["written"]) == (1, 0, False)
    assert "похоже на группу школ" in sentences[0]
    assert not any("--add-schools" in sentence for sentence in sentences)


def test_a_layout_nobody_knows_is_told_with_its_headings(file, tmp_path, capsys):
    rows = [["Кто писал", "Сколько", "Плохо"], ["МБОУ СОШ № 1", 10, 1]]
    code, data, sentences = said(
        capsys, file, save(book(sheet("Лист1", rows)), tmp_path / "а.xlsx")
    )
    assert (code, data["written"]) == (1, False)
    assert any("Кто писал, Сколько, Плохо" in sentence for sentence in sentences)


def test_what_the_table_lacks_is_said_on_the_command_line(file, tmp_path, capsys):
    rows = [
        ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
        ["МБОУ СОШ № 1", 10, 10, 40, 30, 20],
    ]
    table = save(book(sheet("Лист1", rows)), tmp_path / "а.xlsx")
    assert said(capsys, file, table)[0] == 1
    about = ["--procedure", "vpr", "--year", "2021", "--subject", "math", "--grade", "5"]
    code, data, _ = said(capsys, file, table, *about)
    assert (code, data["new"]) == (0, 1)


def test_a_file_that_is_no_table_is_one_sentence(file, tmp_path, capsys):
    other = tmp_path / "письмо.xlsx"
    other.write_text("Здравствуйте", encoding="utf-8")
    code, data, sentences = said(capsys, file, other)
    assert (code, data["files"][0]["results"]) == (1, 0)
    assert sentences[0].startswith("«письмо.xlsx»")


@pytest.mark.skipif(not DATA.exists(), reason="real results are not part of the program")
@pytest.mark.parametrize(
    ("name", "results"), [("pervomaysky.csv", 396), ("pervomaysky-2021.xlsx", 196)]
)
def test_real_results_go_in_with_one_command_each(file, capsys, name, results):
    code, data, sentences = said(capsys, file, DATA / name)
    assert (code, data["new"], data["added_schools"], sentences) == (0, results, 20, [])


FOOTERS = ["СЕЛЬСКИЕ ШКОЛЫ:", "Городские школы", "В среднем по району", "Первомайский р-н", "РБ",
           "Итого", "По муниципалитету", "МР Ишимбайский район"]  # fmt: skip


def test_sums_and_footers_of_a_first_file_never_become_schools(file, tmp_path, capsys):
    table = save(named_book("МБОУ лицей № 12", *FOOTERS), tmp_path / "а.xlsx")
    rows = [["ВПР 2021. Математика, 5 класс"], ["Школа", "Писали", 2, 3, 4, 5]]
    rows += [[name, 10, 1, 4, 3, 2] for name in ("МБОУ лицей № 12", *FOOTERS)]
    other = save(book(sheet("Лист1", rows)), tmp_path / "б.xlsx")
    code, data, sentences = said(capsys, file, table, other)
    assert (code, data["added_schools"], data["new"], sentences) == (0, 1, 1, [])


def test_a_corrected_file_says_every_count_it_replaces(file, tmp_path, capsys):
    said(capsys, file, text_file(long_rows(WORLD), tmp_path))
    newer = {**WORLD, ("МА", 4, "ОО-0005"): (1, 10, 8, 3)}
    code, data, sentences = said(capsys, file, text_file(long_rows(newer), tmp_path, "новая.csv"))
    assert (code, data["changed"], data["same"]) == (0, 1, len(WORLD) - 1)
    assert sentences == [
        "«ОО-0005», ВПР 2021, математика, 4 класс: отметок «2» 0 → 1; отметок «3» 11 → 10."
    ]
