"""Copies of the office's file that the program makes by itself.

A copy that cannot be made never stops the work: the user is warned, older copies stay.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from quality_desktop.domain.errors import NoSpaceError, QualityError
from quality_desktop.storage.backup_rotation import (
    APART,
    BackupCopy,
    Places,
    Reason,
    copies_in,
    last_write_of,
    name_of,
    rotate,
)
from quality_desktop.storage.failures import explained
from quality_desktop.storage.store import Store

__all__ = ["BackupCopy", "Places", "Reason"]

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What was changed after a copy was made.

    Attributes:
        by: Kind of records and author -> how many records of that kind the author changed.
        is_known: False when the copy is of another line of the file.
    """

    by: dict[tuple[str, str], int]
    is_known: bool


def before(*, store: Store, step: Reason, now: datetime | None = None) -> Path | None:
    """Make a copy before something that changes much: a merge, an import, a return.

    Args:
        store: The file; the places of its copies were named when it was opened.
        step: What is going to be done.
        now: The moment, local; that of the clock when omitted.

    Returns:
        The copy (also that of a step a moment ago when nothing was changed since); None when there
        is none: the user was warned and the work goes on.
    """
    places = store.places
    if places is None or store.is_read_only:
        return None
    newest, moment = _newest(store, places), now or datetime.now()
    if newest is not None and _serves(newest, moment) and _holds_all(store, newest):
        return newest.path
    return _copy(store, places, step, moment)


def at_start(*, store: Store, now: datetime | None = None) -> Path | None:
    """Make a copy of a file that was just opened, when it was changed since the last one."""
    return _when_apart(store, Reason.START, APART, now)


def daily(*, store: Store, now: datetime | None = None) -> Path | None:
    """Make a copy of a file that has been open for long, when the last one is a day old."""
    return _when_apart(store, Reason.DAY, _A_DAY, now)


def at_end(*, store: Store, now: datetime | None = None) -> Path | None:
    """Make a copy before the file is closed, when it was changed since the last one."""
    return _when_apart(store, Reason.END, timedelta(0), now)


def listed(*, path: Path, places: Places) -> tuple[BackupCopy, ...]:
    """Copies of a file in all places, the newest first; one that is in both is told once."""
    found: dict[str, BackupCopy] = {}
    for folder in places.of(path):
        for copy in copies_in(folder, path):
            found.setdefault(copy.path.name, copy)
    return tuple(sorted(found.values(), key=lambda copy: copy.moment, reverse=True))


def changed_since(*, store: Store, copy: Path) -> Since:
    """Count what was changed after a copy was made, by kind and author."""
    last = last_write_of(copy)
    touched = store.touched_since(last)
    if touched is None:
        return Since(by={}, is_known=False)
    return Since(by=dict(Counter((kind, author) for kind, author, _ in touched)), is_known=True)


def _when_apart(
    store: Store, reason: Reason, apart: timedelta, now: datetime | None
) -> Path | None:
    places, moment = store.places, now or datetime.now()
    if places is None or store.is_read_only:
        return None
    newest = _newest(store, places)
    if newest is not None and (
        timedelta(0) <= moment - newest.moment < apart or _holds_all(store, newest)
    ):
        return None
    return _copy(store, places, reason, moment)


def _newest(store: Store, places: Places) -> BackupCopy | None:
    return next(iter(copies_in(places.of(store.path)[0], store.path)), None)


def _serves(copy: BackupCopy, moment: datetime) -> bool:
    """A copy that is kept as long as one made now: others are thinned out, or leave earlier."""
    return copy.reason.is_step and timedelta(0) <= moment - copy.moment < APART


def _holds_all(store: Store, copy: BackupCopy) -> bool:
    last = store.last_write
    return last is not None and last == last_write_of(copy.path)


def _copy(store: Store, places: Places, reason: Reason, now: datetime) -> Path | None:
    """Make the copy, then its twin in the second folder; each place is rotated only when it has one."""
    name = name_of(store.path, now, reason)
    first, *others = (folder / name for folder in places.of(store.path))
    if not _made(store, first, places, now):
        return None
    for twin in others:
        _made(store, twin, places, now)
    return first


def _made(store: Store, target: Path, places: Places, now: datetime) -> bool:
    try:
        with explained(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        store.back_up(target)
    except NoSpaceError:
        places.warn(_no_space(store.path, target))
        return False
    except QualityError:
        places.warn(
            f"Резервная копия не сделана: в папку «{target.parent}» не записать. Работать можно; "
            "выберите другую папку в окне «Резервные копии»."
        )
        return False
    rotate(target.parent, store.path, now)
    return True


def _no_space(path: Path, target: Path) -> str:
    try:
        need, disk = path.stat().st_size, shutil.disk_usage(target.parent).free
    except OSError:
        need = disk = 0
    lacking = max((need - disk) // 1_000_000 + 1, 1)
    return (
        f"Резервная копия не сделана: на диске не хватает около {lacking} МБ. Работать можно; "
        f"освободите место на диске с папкой «{target.parent}»."
    )
