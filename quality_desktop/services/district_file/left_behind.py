"""What was once entered into a file and is not in it now: kept edits, and a file put back by hand.

Edits that could not be saved wait on this computer. A file in whose place somebody put an older
copy lacks what the newest of its own copies still has. Both are joined like the work of a colleague.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quality_desktop.domain.changes import Changes
from quality_desktop.language.numbers import counted
from quality_desktop.services.district_file import backups
from quality_desktop.storage.backup_rotation import (
    BackupCopy,
    family_of,
    is_sound,
    last_write_of,
)
from quality_desktop.storage.closed_file import write_log_of
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.private_folders import private_folder
from quality_desktop.storage.store import Store
from quality_desktop.storage.unsaved import Unsaved, waiting

_CHANGES: Final = ("изменение", "изменения", "изменений")


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What a file lacks.

    Attributes:
        unsaved: Edits that were kept on this computer, the oldest first.
        newer: A copy of this file that holds more than the file itself; None when there is none.
        sentence: What to tell the user.
    """

    unsaved: tuple[Unsaved, ...]
    newer: BackupCopy | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What was brought in.

    Attributes:
        changes: Kinds of records that changed.
        sentence: What to tell the user.
    """

    changes: Changes
    sentence: str


def missing(*, store: Store) -> Missing | None:
    """Tell what the open file lacks of what was once entered into it; None when nothing."""
    places = store.places
    if places is None or store.is_read_only:
        return None
    kept = waiting(store.path, places, store.family)
    newer = _newer_copy(store)
    if not kept and newer is None:
        return None
    sentences = []
    if kept:
        first, count = kept[0], sum(one.count for one in kept)
        since = "от" if len(kept) == 1 else "начиная с"
        sentences.append(
            f"Не внесено {counted(count, *_CHANGES)} {since} {first.moment:%d.%m.%Y %H:%M} "
            f"(«{first.intent}»), потому что диск с файлом был недоступен."
        )
    if newer is not None:
        sentences.append(
            f"Файл заменён более старым: в резервной копии от {newer.moment:%d.%m.%Y %H:%M} есть то, "
            "чего в нём нет."
        )
    return Missing(unsaved=kept, newer=newer, sentence=" ".join(sentences))


def take_in(*, store: Store, missing: Missing) -> TakenIn:
    """Join what is missing to the file; nothing that is there is overwritten unseen.

    Raises:
        QualityError: The file could not be written; what waits goes on waiting.
    """
    backup = backups.before(store=store, step=backups.Reason.MERGE) if missing.unsaved else None
    changes, count, conflicts = Changes(), 0, 0
    with private_folder(store.path) as folder:
        logs: list[tuple[Path, str, int | None]] = [
            (one.path, "внесённое, когда файл был недоступен", one.count) for one in missing.unsaved
        ]
        if missing.newer is not None:
            log = folder / "copy.log"
            write_log_of(missing.newer.path, log)
            logs.append((log, missing.newer.path.name, None))
        for log, name, typed in logs:
            arrival = Arrival(
                peer=store.author, file_name=name, backup=str(backup) if backup else ""
            )
            outcome = store.merge(log, arrival)
            changes |= outcome.changes
            new = outcome.new_changes
            count += new if typed is None else min(new, typed)
            conflicts += outcome.conflicts
    for one in missing.unsaved:
        one.path.unlink(missing_ok=True)
    told = counted(conflicts, "расхождение", "расхождения", "расхождений")
    tail = f" {told}: решите в окне «Расхождения»." if conflicts else ""
    return TakenIn(changes=changes, sentence=f"Внесено {counted(count, *_CHANGES)}.{tail}")


def _newer_copy(store: Store) -> BackupCopy | None:
    """The newest copy when it is ahead; copies of another file that lay there before do not count."""
    places, family = store.places, store.family
    known = backups.listed(path=store.path, places=places) if places else ()
    for copy in known:
        if family_of(copy.path) == family and is_sound(copy.path):
            last = last_write_of(copy.path)
            is_ahead = last is not None and store.touched_since(last) is None
            return copy if is_ahead else None
    return None
