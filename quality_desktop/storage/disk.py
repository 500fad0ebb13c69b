"""Steps on files that must never leave half a file: temporary names, flushing, replacing.

Nothing here opens the live file: on POSIX, opening and closing a database beside SQLite drops
the locks that SQLite holds on it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from quality_desktop.domain.errors import QualityError
from quality_desktop.storage.owners import is_orphan, this_computer
from quality_desktop.storage.soundness import require_sound

DISTRICT_SUFFIX: Final = ".quality"
_DATABASE: Final = b"SQLite format 3\x00"

_UNFINISHED: Final = re.compile(
    r"\..+\.([0-9a-f]{8})-([0-9a-f]{1,8})-[0-9a-f]{8}\.tmp(?:-journal)?", re.DOTALL
)
"""Names as ``temporary_beside`` gives them, with the computer and the process."""
_SHOWN_OF_NAME: Final = 60
"""Letters of a file's name in its temporary one: with the owner the whole of a long one has no room."""

_ON_WINDOWS = os.name == "nt"

_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0, 1.0, 1.0)
"""Seconds between attempts to replace a file that an antivirus holds on Windows: about 5 s."""


def uri(path: Path, **options: str) -> str:
    """Address of a file for SQLite, right for any letters, drives and network shares."""
    posix = path.absolute().as_posix()
    query = "&".join(f"{name}={value}" for name, value in options.items())
    return f"file://{'' if posix.startswith('/') else '/'}{quote(posix)}?{query}"


@contextmanager
def temporary_beside(target: Path) -> Iterator[Path]:
    """A free name in the folder of a file; what is left under it is removed at the end."""
    owner = f"{this_computer()}-{os.getpid():x}-{os.urandom(4).hex()}"
    path = target.with_name(f".{target.name[:_SHOWN_OF_NAME]}.{owner}.tmp")
    try:
        yield path
    finally:
        for leftover in (path, journal_of(path)):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what killed programs of ours left in a folder under temporary names."""
    with contextlib.suppress(OSError):
        for leftover in folder.iterdir():
            owner = _UNFINISHED.fullmatch(leftover.name)
            if owner is None:
                continue
            with contextlib.suppress(OSError):  # another program has just removed it
                if is_orphan(leftover, owner[1], int(owner[2], 16)):
                    leftover.unlink()


def journal_of(path: Path) -> Path:
    """The file by which SQLite takes back a transaction that was cut off."""
    return path.with_name(path.name + "-journal")


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database through SQLite to a new file and judge the copy.

    Args:
        source: An open connection.
        target: A name that is not the final one: on failure part of a file stays there.

    Raises:
        FileRefusedError: The copy is damaged.
        DiskFailedError: The disk did not read it.
        sqlite3.Error: SQLite could not read or write.
        OSError: The file system refused.
    """
    with contextlib.closing(sqlite3.connect(uri(target, mode="rwc"), uri=True)) as copy:
        # Half a file under a temporary name is thrown away, so this copy needs no journal.
        copy.execute("PRAGMA journal_mode=OFF")
        source.backup(copy)
        require_sound(copy, target)
    flush(target)


def flush(path: Path) -> None:
    """Have the file's bytes on the disk before it gets its final name."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def replace(source: Path, target: Path, *, is_last: bool = True) -> None:
    """Give a finished file its final name at once, and have the folder remember it.

    Args:
        source: The finished file.
        target: Its final name.
        is_last: Of several files that go into one folder only the last has the folder remember them.

    Raises:
        QualityError: Something else would take the place of a file of the district.
        OSError: The file system refused.
    """
    _spare_districts(source, target)
    for wait in _WAITS:
        try:
            source.replace(target)
        except PermissionError:
            if not _ON_WINDOWS:
                raise
            threading.Event().wait(wait)  # on the database's worker, never in the window's thread
        else:
            break
    else:
        source.replace(target)
    if is_last and not _ON_WINDOWS:
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _spare_districts(source: Path, target: Path) -> None:
    """A table, a picture or a package never takes the place of a district's file, open or closed."""
    if target.suffix.lower() != DISTRICT_SUFFIX or not target.exists():
        return
    with source.open("rb") as stream:
        is_database = stream.read(len(_DATABASE)) == _DATABASE
    if not is_database:
        raise QualityError(f"«{target.name}» — файл района: выберите для нового файла другое имя.")


def replace_all(sources: Sequence[Path], folder: Path, *, base: Path, aside: Path) -> None:
    """Give finished files their final names in a folder, all of them or none.

    Args:
        sources: The finished files; the last is given its name last.
        folder: Where to. Files of the same names are replaced.
        base: The folder that the finished files stand in; their places in it are those in ``folder``.
        aside: An empty folder on the same disk, for what is replaced until all is done.

    Raises:
        OSError: A file could not be replaced; the folder is as it was.
    """
    places = [source.relative_to(base) for source in sources]
    made: list[Path] = []
    known: list[Path] = []
    folders: list[Path] = []
    try:
        for number, place in enumerate(places):
            target = folder / place
            folders.extend(_made_for(target))
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, "a folder has this name", str(target))
            if target.exists():
                (aside / place).parent.mkdir(parents=True, exist_ok=True)
                replace(target, aside / place, is_last=False)
                known.append(place)
            following = places[number + 1 : number + 2]
            is_last = not following or following[0].parent != place.parent
            replace(base / place, target, is_last=is_last)
            made.append(target)
    except BaseException:
        for target in made:
            with contextlib.suppress(OSError):
                target.unlink()
        for place in known:
            with contextlib.suppress(OSError):
                replace(aside / place, folder / place, is_last=False)
        for empty in reversed(folders):
            with contextlib.suppress(OSError):
                empty.rmdir()
        raise


def _made_for(target: Path) -> list[Path]:
    """Folders that a file needs and that were not there, the outermost first; they are now."""
    missing = [one for one in target.parents if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
    return missing[::-1]
