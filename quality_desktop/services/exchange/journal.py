"""The journal of exchanges in words, and the way back from a merge, also after other work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.period_locks import shown_period
from quality_desktop.services.exchange.journal_notes import read_note
from quality_desktop.storage.exchange_journal import Direction, Exchange
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One exchange.

    Attributes:
        exchange: As the journal keeps it.
        chosen: What was chosen of the file, in words; empty for everything.
        backup: Where the copy made before it is, and whether it is still there, in words.
    """

    exchange: Exchange
    chosen: str
    backup: str = ""

    @property
    def is_received(self) -> bool:
        """It came; otherwise it was sent."""
        return self.exchange.direction is Direction.IN

    @property
    def can_undo(self) -> bool:
        """There is something to take back."""
        one = self.exchange
        return self.is_received and not one.is_undone and bool(one.changes)

    @property
    def can_redo(self) -> bool:
        """It was taken back."""
        return self.is_received and self.exchange.is_undone

    @property
    def state(self) -> str:
        """What became of it, in a word or two."""
        if not self.is_received:
            return "отправлен"
        if self.exchange.is_undone:
            return "приём отменён"
        return "принят" if self.exchange.changes else "нового не было"


def lines(*, store: Store) -> tuple[JournalLine, ...]:
    """The journal, newest first.

    Args:
        store: The file.
    """
    return tuple(
        JournalLine(exchange=one, chosen=read_note(one).chosen, backup=_backup_of(one))
        for one in store.exchanges()
    )


def _backup_of(one: Exchange) -> str:
    """«копия до приёма: …»; copies go when their time is over, and a file may be on another computer."""
    if not one.backup:
        return ""
    gone = "" if Path(one.backup).is_file() else " (здесь её уже нет)"
    return f"копия до приёма: {one.backup}{gone}"


def closed_periods(*, store: Store, line: JournalLine) -> str:
    """What to know before a merge is taken back or made again: it goes into closed periods, too.

    Args:
        store: The file.
        line: A received exchange.

    Returns:
        Sentences with the way out; empty when no closed period is concerned.
    """
    locks = store.closed_periods_of(line.exchange)
    if not locks:
        return ""
    years = ", ".join(shown_period(lock.year) for lock in locks)
    which = "закрытого периода" if len(locks) == 1 else "закрытых периодов"
    return (
        f"Изменятся и данные {which} {years}. Если этого не нужно, оставьте как есть и исправьте "
        "остальное сами, а открыть период можно в меню «Правка» → «Закрытые периоды…»."
    )


def undo(*, store: Store, line: JournalLine) -> Changes:
    """Take a merge back; what anybody did later stays.

    Args:
        store: The file.
        line: A received exchange.

    Raises:
        QualityError: It is no merge, or it has been taken back already.
    """
    return store.undo_merge(line.exchange.id)


def redo(*, store: Store, line: JournalLine) -> Changes:
    """Make a merge again that was taken back; arguments and errors as for ``undo``."""
    return store.redo_merge(line.exchange.id)
