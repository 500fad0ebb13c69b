"""Steps on files: names that are free, replacing that waits for an antivirus, nobody opens the file."""

import ast
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from quality_desktop.domain.errors import QualityError
from quality_desktop.storage.disk import replace, replace_all, temporary_beside, uri

PACKAGE = Path(__file__).parents[2] / "quality_desktop"
STORAGE = PACKAGE / "storage"

of_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")

OPENERS = {
    ("disk.py", "flush"): "a finished copy before it gets its final name",
    ("disk.py", "replace"): "the folder, to have it remember a new name",
    ("disk.py", "_spare_districts"): "a finished file before it gets its final name",
    (
        "closed_file.py",
        "closed_file",
    ): "a copy that nobody has open, copied to be brought up to date",
    ("salvage.py", "_copy_readable"): "a damaged file, which could not be opened",
    ("salvage.py", "salvage"): "the journal beside it",
    ("salvage.py", "_from_pages"): "the copy of its bytes",
    ("salvage.py", "_mend_header"): "the copy of its bytes",
    ("refusals.py", "_has_our_tables"): "a file that is being refused: nobody here goes on with it",
    ("soundness.py", "can_be_read"): "a file that could not be opened",
    ("network.py", "disk_of"): "the system's list of mounts",
    ("holder.py", "claim"): "the side-file",
    ("holder.py", "read_holder"): "the side-file",
}
"""Functions of the room that may open a file with Python, and what they open."""


def test_nothing_opens_the_live_file_beside_sqlite():
    """Opening and closing it would drop the locks that SQLite holds on it (POSIX)."""
    found = {
        (path.name, function.name)
        for path in STORAGE.glob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and _opens(node)
    }
    assert found == set(OPENERS)


def _opens(call: ast.Call) -> bool:
    names = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "copy", "copyfile"}
    function = call.func
    if isinstance(function, ast.Name):
        return function.id in names
    if isinstance(function, ast.Attribute):
        is_own_class = isinstance(function.value, ast.Name) and function.value.id == "cls"
        return function.attr in names and not is_own_class
    return False


@pytest.mark.parametrize(
    "name",
    [
        "файл.quality",
        "50% №1.quality",
        "a b#c.quality",
        "é'.x",
        pytest.param("№1?.quality", marks=of_posix),
        pytest.param('é".x', marks=of_posix),
    ],
)
def test_sqlite_finds_a_file_of_any_name(name: str, tmp_path: Path):
    path = tmp_path / name
    with closing(sqlite3.connect(uri(path, mode="rwc"), uri=True)) as connection:
        connection.execute("CREATE TABLE t(a)")
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_nothing_but_a_database_takes_the_place_of_a_file_of_the_district(tmp_path: Path):
    district, table = tmp_path / "Район.QUALITY", tmp_path / "таблица.xlsx"
    district.write_bytes(b"SQLite format 3\x00 data")
    table.write_bytes(b"PK\x03\x04")
    with pytest.raises(QualityError, match="другое имя"):
        replace(table, district)
    assert district.read_bytes().endswith(b" data")
    assert table.exists()
    copy = tmp_path / "копия"
    copy.write_bytes(b"SQLite format 3\x00 newer")
    replace(copy, district)
    assert district.read_bytes().endswith(b" newer")


def test_a_temporary_name_is_gone_at_the_end(tmp_path: Path):
    with temporary_beside(tmp_path / "файл") as path:
        path.touch()
        Path(f"{path}-journal").touch()
    with temporary_beside(tmp_path / "файл"):
        pass
    assert list(tmp_path.iterdir()) == []


class Antivirus:
    """Holds files for the first attempts to replace them, as antiviruses do on Windows."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, attempts: int) -> None:
        self.left = attempts
        self.waited: list[float] = []
        self._replace = Path.replace
        monkeypatch.setattr(Path, "replace", lambda source, target: self._try(source, target))
        monkeypatch.setattr(threading.Event, "wait", lambda _, wait: self.waited.append(wait))
        monkeypatch.setattr("quality_desktop.storage.disk._ON_WINDOWS", True)

    def _try(self, source: Path, target: Path) -> Path:
        if self.left:
            self.left -= 1
            raise PermissionError(13, "being used by another process")
        return self._replace(source, target)


@pytest.mark.parametrize("attempts", [0, 1, 5, 8])
def test_a_file_held_by_an_antivirus_for_a_while_is_replaced(
    attempts: int, tmp_path: Path, monkeypatch
):
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_text("новый", encoding="utf-8")
    target.write_text("старый", encoding="utf-8")
    antivirus = Antivirus(monkeypatch, attempts)
    replace(source, target)
    assert target.read_text(encoding="utf-8") == "новый"
    assert len(antivirus.waited) == attempts
    assert sum(antivirus.waited) <= 5


def test_a_file_held_for_ever_keeps_its_content(tmp_path: Path, monkeypatch):
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_text("новый", encoding="utf-8")
    target.write_text("старый", encoding="utf-8")
    Antivirus(monkeypatch, 1000)
    with pytest.raises(PermissionError):
        replace(source, target)
    assert target.read_text(encoding="utf-8") == "старый"
    assert source.exists()


@pytest.mark.skipif(os.name == "nt", reason="of POSIX")
def test_a_refusal_of_the_system_is_not_repeated(tmp_path: Path, monkeypatch):
    calls = []

    def refuse(source: Path, target: Path) -> Path:
        calls.append(source)
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        replace(tmp_path / "a", tmp_path / "b")
    assert len(calls) == 1


def test_of_several_files_all_or_none_are_replaced(tmp_path: Path):
    fresh, folder, aside = (tmp_path / name for name in ("fresh", "folder", "aside"))
    for place in (fresh, folder, aside):
        place.mkdir()
    sources = [fresh / name for name in ("а.pdf", "школы/б.pdf", "школы/письма/г.pdf", "в.pdf")]
    for source in sources:
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text("новое", encoding="utf-8")
    (folder / "а.pdf").write_text("прежнее", encoding="utf-8")
    (folder / "в.pdf").mkdir()
    with pytest.raises(IsADirectoryError):
        replace_all(sources, folder, base=fresh, aside=aside)
    assert {path.name for path in folder.iterdir()} == {"а.pdf", "в.pdf"}
    assert (folder / "а.pdf").read_text(encoding="utf-8") == "прежнее"
    (folder / "в.pdf").rmdir()
    for source in sources[:-1]:
        source.write_text("новое", encoding="utf-8")
    replace_all(sources, folder, base=fresh, aside=aside)
    written = [path for path in folder.rglob("*") if path.is_file()]
    assert len(written) == len(sources)
    assert {path.read_text(encoding="utf-8") for path in written} == {"новое"}
