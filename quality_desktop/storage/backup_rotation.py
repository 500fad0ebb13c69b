"""Which copies of a file are kept, what they are called and when one is due.

The rule: of the last two days every copy before a step that changes much, and of the others the
newest and those that stand half an hour apart; then the newest copy of each of 12 days, of 10 weeks and
of 11 months, about a year together. The newest sound copy is never removed, and nothing is removed
when a new copy could not be made.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from quality_desktop.storage.disk import uri


class Reason(StrEnum):
    """Why a copy was made; the value stands in its name."""

    START = "начало"
    END = "конец"
    DAY = "день"
    MIGRATION = "обновление"
    MERGE = "слияние"
    IMPORT = "загрузка"
    RESTORE = "возврат"

    @property
    def is_step(self) -> bool:
        """True when something was about to change the file at once."""
        return self in (Reason.MIGRATION, Reason.MERGE, Reason.IMPORT, Reason.RESTORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupCopy:
    """A copy of a file.

    Attributes:
        path: Where it is.
        moment: When it was made, local time without a zone.
        reason: Why.
        size: Bytes.
    """

    path: Path
    moment: datetime
    reason: Reason
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where copies of files go.

    Attributes:
        folder: The user's own folder of copies.
        second: A second folder, best on another disk; None for none.
        warn: Takes one Russian sentence when a copy could not be made; called on any thread.
    """

    folder: Path
    second: Path | None = None
    warn: Callable[[str], None] = lambda _sentence: None

    def of(self, path: Path) -> tuple[Path, ...]:
        """Folders of the copies of one file, the user's own first."""
        return tuple(folder_of(place, path) for place in (self.folder, self.second) if place)


APART = timedelta(minutes=30)
"""Copies that no step asked for stand at least so far apart; a step does with a copy that is younger."""
_RECENT = timedelta(days=2)
_DAYS, _WEEKS, _MONTHS = 12, 10, 11


def folder_of(copies: Path, path: Path) -> Path:
    """Folder of the copies of one file: its name, and a mark that tells files of one name apart."""
    whole = os.path.normcase(path.resolve())
    mark = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return copies / f"{path.stem}-{mark}"


def name_of(path: Path, moment: datetime, reason: Reason) -> str:
    """Name of a copy: the file, the moment, the reason."""
    return f"{path.stem}_{moment:%Y-%m-%d_%H-%M-%S}_{reason.value}{path.suffix}"


def copies_in(folder: Path, path: Path) -> tuple[BackupCopy, ...]:
    """Copies of a file in a folder, the newest first; none when there is no folder."""
    reasons = "|".join(reason.value for reason in Reason)
    stem, suffix = re.escape(path.stem), re.escape(path.suffix)
    pattern = re.compile(rf"{stem}_(\d{{4}}(?:-\d\d){{2}}_\d\d(?:-\d\d){{2}})_({reasons}){suffix}")
    found: list[tuple[datetime, int, BackupCopy]] = []
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            name = pattern.fullmatch(file.name)
            moment = _moment(name.group(1)) if name else None
            if name and moment:
                known, reason = file.stat(), Reason(name.group(2))
                copy = BackupCopy(path=file, moment=moment, reason=reason, size=known.st_size)
                found.append((moment, known.st_mtime_ns, copy))  # two may be made in one second
    found.sort(key=lambda one: one[:2], reverse=True)
    return tuple(copy for _, _, copy in found)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d_%H-%M-%S")
    except ValueError:
        return None


def superfluous(copies: Sequence[BackupCopy], now: datetime) -> tuple[BackupCopy, ...]:
    """Copies that the rule does not keep.

    Args:
        copies: All copies of a file, the newest first.
        now: Local time without a zone; copies that seem to come from the future are kept.
    """
    recent = [copy for copy in copies if now - copy.moment < _time_of(copy)]
    kept = {copy.path for copy in _spread(recent)}
    older = [copy for copy in copies if now - copy.moment >= _time_of(copy)]
    for shape, most in (("%Y-%m-%d", _DAYS), ("%G-%V", _WEEKS), ("%Y-%m", _MONTHS)):
        newest: dict[str, BackupCopy] = {}
        for copy in older:
            newest.setdefault(copy.moment.strftime(shape), copy)
        chosen = list(newest.values())[:most]
        kept.update(copy.path for copy in chosen)
        if len(newest) <= most:
            break
        older = [copy for copy in older if copy.moment < chosen[-1].moment]
    return tuple(copy for copy in copies if copy.path not in kept)


def _time_of(copy: BackupCopy) -> timedelta:
    """How long a copy is kept as a recent one: that of a step may have been a little older than it."""
    return _RECENT + APART if copy.reason.is_step else _RECENT


def _spread(recent: Sequence[BackupCopy]) -> Iterable[BackupCopy]:
    """All copies before steps; of the others the newest and those that stand apart.

    Counted from the oldest: from the newest, each would do away with the one before it, and of a day
    with a copy every ten minutes one would be left.
    """
    last: datetime | None = None
    for copy in reversed(recent):
        if copy.reason.is_step or copy is recent[0]:
            yield copy
        elif last is None or copy.moment - last >= APART:
            last = copy.moment
            yield copy


def rotate(folder: Path, path: Path, now: datetime) -> None:
    """Remove the copies that the rule does not keep, but never the newest sound one."""
    copies = copies_in(folder, path)
    leaving = superfluous(copies, now)
    if not leaving:
        return
    sound = next((copy for copy in copies if is_sound(copy.path)), None)
    for copy in leaving:
        if copy != sound:
            with contextlib.suppress(OSError):  # held by somebody: the next time will do
                copy.path.unlink()


def is_sound(path: Path) -> bool:
    """True when the structure of a copy is whole."""
    try:
        with contextlib.closing(_look(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False


def last_write_of(path: Path) -> bytes | None:
    """Id of the newest transaction in a copy; None when it cannot be read or nobody wrote to it."""
    return _transaction(path, "DESC")


def family_of(path: Path) -> bytes | None:
    """Id of the first transaction in a copy, the same in all copies of one file; None as above."""
    return _transaction(path, "ASC")


def _transaction(path: Path, order: str) -> bytes | None:
    try:
        with contextlib.closing(_look(path)) as connection:
            found = connection.execute(f"SELECT uid FROM tx ORDER BY id {order} LIMIT 1").fetchone()
    except sqlite3.Error:
        return None
    return bytes(found[0]) if found else None


def _look(path: Path) -> sqlite3.Connection:
    """A copy belongs to nobody and is never written to, so no lock or journal is looked for."""
    return sqlite3.connect(uri(path, mode="ro", immutable="1"), uri=True)
