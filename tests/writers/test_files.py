import errno
import os
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.documents.model import Document, Paragraph, Section, plain
from quality_desktop.domain.errors import FileReadOnlyError, NoSpaceError, QualityError
from quality_desktop.writers.files import file_name, save


@pytest.fixture
def short() -> Document:
    block = Paragraph(style="body", runs=plain("Приказываю"))
    section = Section(orientation="portrait", blocks=(block,))
    return Document(key="order-7", title="Т", author="А", subject="С", sections=(section,))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_both_formats_are_written_under_the_key(short: Document, tmp_path: Path, fonts: Path):
    folder = tmp_path / "новая папка"
    written = save(short, formats=("docx", "pdf"), folder=folder, fonts=fonts)
    assert [path.name for path in written] == ["order-7.docx", "order-7.pdf"]
    assert names(folder) == ["order-7.docx", "order-7.pdf"]
    assert written[0].read_bytes().startswith(b"PK")
    assert written[1].read_bytes().startswith(b"%PDF")


def test_a_file_of_that_name_is_replaced(short: Document, tmp_path: Path, fonts: Path):
    (tmp_path / "order-7.pdf").write_bytes(b"old")
    save(short, formats=("pdf",), folder=tmp_path, fonts=fonts)
    assert (tmp_path / "order-7.pdf").read_bytes().startswith(b"%PDF")


def test_progress_names_the_format_that_comes(short: Document, tmp_path: Path, fonts: Path):
    seen: list[tuple[int, int, str]] = []
    save(
        short,
        formats=("docx", "pdf"),
        folder=tmp_path,
        fonts=fonts,
        progress=lambda done, steps, name: seen.append((done, steps, name)),
    )
    assert seen == [(0, 2, "docx"), (1, 2, "pdf"), (2, 2, "")]


@pytest.mark.parametrize("moment", [0, 1, 2])
def test_cancelling_before_the_end_leaves_nothing(
    short: Document, tmp_path: Path, fonts: Path, moment: int
):
    class CancelledError(Exception):
        pass

    def cancel(done: int, _steps: int, _name: str) -> None:
        if done == moment:
            raise CancelledError

    with pytest.raises(CancelledError):
        save(short, formats=("docx", "pdf"), folder=tmp_path, fonts=fonts, progress=cancel)
    assert names(tmp_path) == []


def test_when_one_format_cannot_be_made_none_is_written(
    short: Document, tmp_path: Path, fonts: Path
):
    foreign = Section(
        orientation="portrait", blocks=(Paragraph(style="body", runs=plain("Школа 漢")),)
    )
    broken = replace(short, sections=(foreign,))
    (tmp_path / "order-7.docx").write_bytes(b"old")
    with pytest.raises(QualityError, match="нет знака"):
        save(broken, formats=("docx", "pdf"), folder=tmp_path, fonts=fonts)
    assert names(tmp_path) == ["order-7.docx"]
    assert (tmp_path / "order-7.docx").read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are of POSIX")
def test_a_full_disk_is_told_and_leaves_nothing_half_written(
    short: Document, tmp_path: Path, fonts: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoSpaceError, match="нет места"):
        save(short, formats=("docx",), folder=tmp_path, fonts=fonts)
    assert names(tmp_path) == []


def test_a_file_in_the_place_of_the_folder_is_told(short: Document, tmp_path: Path, fonts: Path):
    place = tmp_path / "занято"
    place.write_text("файл", encoding="utf-8")
    with pytest.raises(FileReadOnlyError, match="выберите другую папку"):
        save(short, formats=("docx",), folder=place, fonts=fonts)


def test_a_folder_that_cannot_be_written_is_told(
    short: Document, tmp_path: Path, fonts: Path, monkeypatch: pytest.MonkeyPatch
):
    def refuse(**_arguments: object) -> tuple[int, str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(FileReadOnlyError, match="нельзя записать"):
        save(short, formats=("docx",), folder=tmp_path, fonts=fonts)
    assert names(tmp_path) == []


def test_a_file_open_in_another_program_keeps_its_content(
    short: Document, tmp_path: Path, fonts: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "order-7.docx"
    target.write_bytes(b"old")
    tries: list[str] = []

    def held(_self: Path, place: Path) -> Path:
        tries.append(place.name)
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(threading.Event, "wait", lambda _event, _seconds: None)
    with pytest.raises(FileReadOnlyError, match="закройте его"):
        save(short, formats=("docx",), folder=tmp_path, fonts=fonts)
    assert len(tries) > 1
    assert names(tmp_path) == ["order-7.docx"]
    assert target.read_bytes() == b"old"


def test_a_file_protected_from_writing_is_not_replaced(
    short: Document, tmp_path: Path, fonts: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "order-7.docx"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(FileReadOnlyError, match="защищён"):
        save(short, formats=("docx",), folder=tmp_path, fonts=fonts)
    assert target.read_bytes() == b"old"


def test_an_unknown_format_is_told(short: Document, tmp_path: Path, fonts: Path):
    with pytest.raises(QualityError, match="odt"):
        save(short, formats=("docx", "odt"), folder=tmp_path, fonts=fonts)
    assert names(tmp_path) == []


def test_a_number_with_a_slash_still_makes_a_file_name():
    assert file_name("order-07-12/222") == "order-07-12-222"
    assert file_name("..") == "document"
