"""Undo, redo and the history of a record, all of it from the change log."""

from __future__ import annotations

from dataclasses import dataclass

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.records import Id
from quality_desktop.storage.history import HistoryEntry
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoState:
    """What can be undone and redone now, in the user's words; None for nothing."""

    undo: str | None
    redo: str | None


def undo(*, store: Store) -> Changes:
    """Take back the last edit."""
    return store.undo()


def redo(*, store: Store) -> Changes:
    """Make the edit again that was taken back last."""
    return store.redo()


def undo_state(*, store: Store) -> UndoState:
    """What the menu offers."""
    return UndoState(undo=store.undo_intent(), redo=store.redo_intent())


def of_record(*, store: Store, record: Id) -> tuple[HistoryEntry, ...]:
    """Who changed what of a record, when, and why; newest first."""
    return store.history(record)
