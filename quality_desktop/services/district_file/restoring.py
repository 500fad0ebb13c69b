"""Bringing an earlier state back: every record becomes what it was, as edits that can be undone.

Nothing of today is lost: a copy of the present state is made first, and the change log keeps every
value that gives way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.period_locks import PeriodLock, locked_years, shown_period
from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.records import Id, Record
from quality_desktop.services.district_file import backups
from quality_desktop.storage.backup_rotation import family_of
from quality_desktop.storage.closed_file import ClosedFile, closed_file
from quality_desktop.storage.reopening import Undecided
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was brought back.

    Attributes:
        changes: Kinds of records that changed.
        records: How many records became what they had been.
        backup: Copy of the state before; None when it could not be made.
        reopened: About how many records people disagree again, as they did then.
        settled: About how many records nobody disagrees any more, as nobody did then.
        periods: School years, closed before or now, whose figures changed: 2025 for 2025/26.
    """

    changes: Changes
    records: int
    backup: Path | None
    reopened: int = 0
    settled: int = 0
    periods: tuple[int, ...] = ()


def restore(*, store: Store, copy: Path, migrations: Path) -> Restored:
    """Bring back the state that a copy holds.

    Args:
        store: The open file.
        copy: A copy, of any earlier format.
        migrations: Folder of the migrations.

    Raises:
        QualityError: The copy is the open file itself or a copy of another file, or cannot be read.
            Nothing is written then.
    """
    if copy.resolve() == store.path.resolve():
        raise QualityError("Это сам открытый файл: выберите его копию.")
    with closed_file(copy, migrations=migrations) as source:
        if family_of(copy) != store.family:
            raise _of_another_file(store, source)
        wanted, undecided = tuple(source.every_record()), source.undecided()
    return _bring_back(store, wanted, f"Возврат к копии «{copy.name}»", undecided)


def restore_moment(*, store: Store, moment: datetime) -> Restored:
    """Bring back the state of the file at a moment, from its change log.

    Args:
        store: The open file.
        moment: Local time when it names no zone.
    """
    then = store.state_at(moment)
    intent = f"Возврат к состоянию на {moment:%d.%m.%Y %H:%M}"
    return _bring_back(store, then.records, intent, then.undecided)


def told(restored: Restored) -> str:
    """Say in a sentence what was brought back."""
    if not restored.records and not restored.reopened and not restored.settled:
        return "Возвращать нечего: в файле уже то же самое."
    kept = (
        f"Прежнее состояние сохранено в копии «{restored.backup.name}»."
        if restored.backup
        else "Копию прежнего состояния сделать не удалось; возврат можно отменить (Ctrl+Z)."
    )
    asked = (
        f" Снова открыты расхождения, ещё не решённые тогда, записей: {restored.reopened}."
        if restored.reopened
        else ""
    )
    if restored.settled:
        asked += (
            " Расхождения, которых тогда не было, закрыты: записано то, что в возвращённом состоянии; "
            f"записей: {restored.settled}."
        )
    years = ", ".join(map(shown_period, restored.periods))
    closed = f" Изменены данные закрытых периодов: {years} – проверьте их." if years else ""
    return f"Возвращено записей: {restored.records}.{asked}{closed} {kept}"


def _of_another_file(store: Store, source: ClosedFile) -> QualityError:
    """The refusal of a copy whose first transaction is not that of the open file.

    To bring it back would turn the whole file into the other one, every record of it replaced.
    """
    own, other = _district(store.all(Municipality)), _district(source.all(Municipality))
    whose = (
        f"это данные района «{other}», а открыт файл района «{own}»"
        if own and other and own != other
        else "это копия другого файла, созданного отдельно от открытого"
    )
    return QualityError(f"«{source.path.name}» – {whose}: выберите копию открытого файла.")


def _district(known: Iterable[Municipality]) -> str:
    return next((one.name for one in known if one.name), "")


def _asked(store: Store) -> frozenset[Id]:
    """Records about which people disagree."""
    return frozenset(dispute.key for dispute in store.disputes())


def _bring_back(
    store: Store, wanted: Iterable[Record], intent: str, undecided: Undecided
) -> Restored:
    goal = {(type(record), record.id): record for record in wanted}
    if not goal:
        raise QualityError("В выбранном состоянии нет ни одной записи: выберите другое.")
    backup = backups.before(store=store, step=backups.Reason.RESTORE)
    touched, asked = 0, _asked(store)
    closed = locked_years(store.all(PeriodLock))
    with store.work(intent, kind="restore") as work:
        for kind in KINDS:
            for present in work.all(kind):
                if (kind, present.id) not in goal:
                    work.delete(kind, present.id)
                    touched += 1
                elif goal[kind, present.id] == present:
                    del goal[kind, present.id]
        touched += len(goal)
        work.put_all(goal.values())
        reopened = work.reopen(undecided) if undecided or asked else 0
        closed |= locked_years(work.all(PeriodLock))
        periods = work.changed_periods(closed) if touched or reopened or asked else ()
        changes = work.commit()
    return Restored(
        changes=changes,
        records=touched,
        backup=backup,
        reopened=reopened,
        settled=len(asked - _asked(store)),
        periods=tuple(lock.year for lock in periods),
    )
