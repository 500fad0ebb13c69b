"""Files that a person points at: tables are looked into, other files of a folder are left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quality_desktop.domain.errors import QualityError

_TABLES = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".csv", ".htm", ".html", ".dat", ".part",
     ".crdownload", ".xlsx_", ".zip", ""}
)  # fmt: skip
_OF_THE_SYSTEM = frozenset({"desktop.ini", "thumbs.db", ".ds_store"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFiles:
    """What to look into.

    Attributes:
        tables: Files that may be tables, each once; a file that is named itself is always one.
        skipped: Names of other files of the folders.
    """

    tables: tuple[Path, ...]
    skipped: tuple[str, ...]


def chosen_files(paths: Sequence[Path]) -> ChosenFiles:
    """Files of the given folders, with the folders within them, and the given files.

    Raises:
        QualityError: A file or folder is not there, or a folder cannot be opened.
    """
    tables: dict[Path, None] = {}
    skipped: list[str] = []
    for path in paths:
        if path.is_dir():
            for file in _files(path):
                if file.suffix.casefold() in _TABLES:
                    tables[file] = None
                elif file.name.casefold() not in _OF_THE_SYSTEM:
                    skipped.append(file.name)
        elif path.exists():
            tables[path] = None
        else:
            raise QualityError(f"«{path}»: такого файла или папки нет, проверьте имя.")
    return ChosenFiles(tables=tuple(tables), skipped=tuple(skipped))


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.rglob("*") if path.is_file() and not _is_ours(path))
    except OSError as error:
        raise QualityError(f"Папку «{folder}» открыть нельзя: проверьте права доступа.") from error


def _is_ours(path: Path) -> bool:
    """True for what a system keeps beside the files for itself."""
    return path.name.startswith(".") or path.name.casefold() in _OF_THE_SYSTEM
