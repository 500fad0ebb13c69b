"""Text tables of every origin: letters, separators and quotes are found out, doubts are told."""

import codecs
import contextlib
import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import STANDARD, Book
from quality_desktop.sheets.csv_text import read_text_table
from quality_desktop.sheets.reader import read_book

TEXT = "Школа;Класс;Доля\nСОШ № 3 с. Кинзебулатово;5;12,5\nЛицей;;7\n"
ROWS = (("Школа", "Класс", "Доля"), ("СОШ № 3 с. Кинзебулатово", "5", "12,5"), ("Лицей", None, "7"))


def read(content: bytes, name: str = "итоги.csv") -> Book:
    return read_text_table(name, content, STANDARD)


def _plain(value: object) -> object:
    """One of the old encodings has no «№»."""
    return value.replace("№", "N") if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("cp1251"), "cp1251"),
        (TEXT.encode("cp866"), "cp866"),
        (TEXT.replace("№", "N").encode("koi8-r"), "koi8-r"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.replace("\n", "\r").encode(), "utf-8"),
    ],
)
def test_letters_are_found_out(content, encoding):
    book = read(content)
    assert book.encoding == encoding
    shown = tuple(tuple(_plain(value) for value in row) for row in book.sheets[0].rows)
    assert shown == tuple(tuple(_plain(value) for value in row) for row in ROWS)
    assert book.warnings == ()


def test_wide_letters_without_their_mark_are_found_out():
    text = "School;Class;Share\nA;5;1\n" * 3
    assert read(text.encode("utf-16-le")).encoding == "utf-16-le"
    assert read(text.encode("utf-16-be")).sheets[0].at(1, 2) == "1"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found_out(separator):
    book = read(f"Школа{separator}Всего\nСОШ{separator}5\nЛицей{separator}7\n".encode())
    assert book.separator == separator
    assert book.sheets[0].rows == (("Школа", "Всего"), ("СОШ", "5"), ("Лицей", "7"))


def test_decimal_commas_do_not_pass_for_separators():
    book = read("Школа;2, %;3, %\nСОШ;1,5;2,5\nЛицей;3,5;4,5\n".encode())
    assert book.separator == ";"
    assert book.sheets[0].rows[1] == ("СОШ", "1,5", "2,5")


def test_excel_s_line_about_the_separator_is_obeyed_and_left_out():
    book = read(b"sep=,\nA,B;C\n1,2\n")
    assert book.sheets[0].rows == (("A", "B;C"), ("1", "2"))


def test_one_column_is_one_column():
    book = read("Школа\nСОШ 1\n".encode())
    assert book.separator == ""
    assert book.sheets[0].rows == (("Школа",), ("СОШ 1",))


def test_quotes_hold_separators_lines_and_quotes():
    book = read('Школа;Итог\n"МБОУ ""СОШ; №1""\nс. Х";5\n'.encode())
    assert book.sheets[0].rows == (("Школа", "Итог"), ('МБОУ "СОШ; №1"\nс. Х', "5"))
    assert book.warnings == ()


def test_quotes_inside_a_name_are_letters():
    assert read('Школа;Итог\nООО "Ромашка";5\n'.encode()).sheets[0].at(1, 0) == 'ООО "Ромашка"'


@pytest.mark.parametrize(
    "text", ['Школа;Итог\n"Ромашка;5\nЛицей;7\n', 'Школа;Итог\n"Ромашка" школа;5\nЛицей;7\n']
)
def test_broken_quotes_swallow_no_lines_and_are_told(text):
    book = read(text.encode())
    assert book.sheets[0].at(2, 1) == "7"
    assert book.sheets[0].height == 3
    assert any("Кавычки" in problem.text for problem in book.warnings)


def test_a_line_with_a_cell_too_many_is_told_with_its_place():
    book = read("А;Б\n1;2\n3;4;5\n6\n".encode())
    assert [problem.place for problem in book.warnings] == ["итоги!C3"]
    assert book.sheets[0].rows == (
        ("А", "Б", None),
        ("1", "2", None),
        ("3", "4", "5"),
        ("6", None, None),
    )


def test_empty_lines_keep_the_numbers_of_the_lines_after_them():
    assert read("А;Б\n\n\n1;2\n\n\n".encode()).sheets[0].rows[3] == ("1", "2")


def test_a_doubtful_guess_of_letters_is_told():
    content = "ЪЫ;1\n".encode("cp1251")
    assert any("Кодировка" in problem.text for problem in read(content).warnings)


def test_what_looks_like_a_formula_is_a_text():
    book = read("А;Б\n=cmd|' /C calc'!A0;+1\n".encode())
    assert book.formulas == frozenset()
    assert book.sheets[0].at(1, 0) == "=cmd|' /C calc'!A0"


def test_an_empty_text_is_an_empty_table():
    assert read(b"\n").sheets[0].rows == ()


@pytest.mark.parametrize("name", ["итоги.csv", "итоги.txt", "итоги", "итоги.tsv", "итоги.csv_"])
def test_a_text_table_is_known_under_every_name(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(TEXT.encode("cp1251"))
    book = read_book(tmp_path / name)
    assert (book.kind, book.sheets[0].name) == ("csv", "итоги")
    assert book.sheets[0].rows == ROWS


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_of_text_raise_anything_else(content):
    with contextlib.suppress(FileRefusedError):
        rows = read(content).sheets[0].rows
        assert len({len(row) for row in rows}) <= 1


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])),
            min_size=3,
            max_size=3,
        ),
        min_size=2,
        max_size=6,
    )
)
def test_what_another_program_wrote_comes_back(rows):
    output = io.StringIO(newline="")
    csv.writer(output, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    found = read(codecs.BOM_UTF8 + output.getvalue().encode()).sheets[0]
    for number, row in enumerate(rows, 1):
        expected = [unicodedata.normalize("NFC", cell) for cell in row]
        assert [found.at(number, column) or "" for column in range(3)] == expected
