"""The process that reads files from outside: it may die or be killed, and cannot write anywhere.

Its parent sends one JSON request a line and gets a reply of eight bytes of length and JSON. A library that
crashes, hangs or eats memory takes only this process with it.
"""

from __future__ import annotations

import gc
import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from quality_desktop.children import end_with_parent, limit_memory
from quality_desktop.domain.errors import FileRefusedError, QualityError
from quality_desktop.sheets import file_kind
from quality_desktop.sheets.book_message import LENGTH_BYTES, to_message
from quality_desktop.sheets.cells import Book, Limits
from quality_desktop.sheets.preflight import WORD_TEXT, open_archive
from quality_desktop.sheets.text_cleaning import clean_text
from quality_desktop.sheets.workbook_reading import WorkbookReader

_TOO_LARGE = "для чтения файла не хватило отведённой памяти: разделите таблицу на несколько файлов"


_REPLIES = 8  # between which what small files leave may pile up
_LARGE = 1 << 18  # bytes of a reply whose file left much


def serve() -> None:
    """Answer requests until the parent closes its end."""
    end_with_parent()
    gc.freeze()
    gc.disable()  # half of the time of reading; what a file leaves is collected when its reply is out
    workbooks = WorkbookReader()
    for number, line in enumerate(sys.stdin.buffer, start=1):
        reply = _answer(json.loads(line), workbooks)
        sys.stdout.buffer.write(len(reply).to_bytes(LENGTH_BYTES, "big"))
        sys.stdout.buffer.write(reply)
        sys.stdout.buffer.flush()
        if number % _REPLIES == 0 or len(reply) > _LARGE:
            gc.collect()


def read_file(path: Path, limits: Limits, workbooks: WorkbookReader | None = None) -> Book:
    """Read one file in this process.

    Args:
        path: The file.
        limits: What it may ask for; time and memory are the parent's and ``restrict``'s matter.
        workbooks: Kept by whoever reads again and again; one for this file when omitted.

    Raises:
        FileRefusedError: One sentence without the name of the file.
    """
    try:
        status = path.stat()
        if not file_kind.is_ordinary_file(status.st_mode):
            raise FileRefusedError("это не файл: выберите файл .xlsx или .csv")
        file_kind.refuse_by_name(path, status.st_size, file_kind.cloud_attributes(status))
        file_kind.refuse_by_size(status.st_size, limits)
        with path.open("rb") as file:
            content = file.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise FileRefusedError("файла нет на этом месте: выберите его снова") from error
    except (OSError, ValueError) as error:
        raise FileRefusedError(
            "файл занят или защищён от чтения: закройте его в Excel и выберите снова"
        ) from error
    file_kind.refuse_by_size(len(content), limits)
    name = clean_text(path.name)
    if file_kind.kind_of(path.name, content) == "xlsx":
        book = _read_archive(name, content, limits, workbooks or WorkbookReader())
    else:
        book = _read_text(name, content, limits)
    return replace(book, digest=hashlib.sha256(content).hexdigest())


def _read_archive(name: str, content: bytes, limits: Limits, workbooks: WorkbookReader) -> Book:
    if limits.are_texts_allowed:
        archive = open_archive(content, limits)
        if archive.has(WORD_TEXT):
            from quality_desktop.sheets.word_tables import read_word_tables  # plans only

            return read_word_tables(name, archive, limits)
    return workbooks.read(name, content, limits)


def _read_text(name: str, content: bytes, limits: Limits) -> Book:
    from quality_desktop.sheets.csv_text import read_text_table  # most batches have no text

    return read_text_table(name, content, limits)


def restrict(limits: Limits) -> None:
    """Forbid this process to take more memory than allowed and to write files, where the system can."""
    limit_memory(limits.memory_bytes)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(request: dict[str, Any], workbooks: WorkbookReader) -> bytes:
    limits = Limits(**request["limits"])
    try:
        restrict(limits)
        return to_message(read_file(Path(request["path"]), limits, workbooks))
    except QualityError as error:
        answer = {"refused": error.sentence}
    except MemoryError:
        answer = {"refused": _TOO_LARGE}
    except BaseException:  # noqa: BLE001 - also a panic of the library; the parent logs and refuses
        import traceback  # only bugs need it

        answer = {"failed": traceback.format_exc()}
    return json.dumps(answer).encode("ascii")
