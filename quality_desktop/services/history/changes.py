"""The history of the whole file: who changed what, when, from what to what, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from quality_desktop.domain.records import Id
from quality_desktop.services.history.names import Namer
from quality_desktop.services.history.words import NOTHING, matches
from quality_desktop.storage.change_pages import ChangeTerms, LoggedChange
from quality_desktop.storage.history import Action
from quality_desktop.storage.store import Store

PAGE: Final = 200
"""Lines of a page."""
_BATCH: Final = 1000
"""Changes read at once while words are looked for."""
_ACTIONS: Final = {
    Action.CREATED: "запись создана",
    Action.DELETED: "запись удалена",
    Action.RESTORED: "запись возвращена",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One change in words.

    Attributes:
        change: Its id.
        transaction: Number of its transaction in this file.
        moment: Local time by the clock of the computer where it was made.
        kind: Kind of the record.
        key: Id of the record.
        field: Field of the record; empty when the whole record was made, deleted or brought back.
        kind_title: «Школа».
        record: What the record is called: «СОШ № 11».
        title: Title of the field, or what was done with the whole record.
        before: What stood there, in words; empty for nothing.
        after: What was written, in words; empty for nothing.
        intent: Why: what the person was doing.
        action: What was done.
        old: The value before, as the record holds it.
        new: The value written, as the record holds it.
    """

    change: bytes
    transaction: int
    moment: datetime
    author: str
    host: str
    kind: str
    key: Id
    field: str
    kind_title: str
    record: str
    title: str
    before: str
    after: str
    intent: str
    action: Action
    old: object = None
    new: object = None

    @property
    def searched(self) -> tuple[str, ...]:
        """Texts in which words are looked for."""
        return (
            self.author, self.intent, self.record, self.kind_title, self.title,
            self.before, self.after, f"{self.moment:%d.%m.%Y}",
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Some lines of the history, newest first.

    Attributes:
        lines: The lines.
        next: Where the next page begins; None when this is the last one.
        reached: Moment of the oldest change that was looked at; None when there was none.
    """

    lines: tuple[HistoryLine, ...] = ()
    next: bytes | None = None
    reached: datetime | None = None


def page(
    *,
    store: Store,
    namer: Namer,
    terms: ChangeTerms,
    words: Sequence[str] = (),
    before: bytes | None = None,
    limit: int = PAGE,
    go_on: Callable[[], bool] = lambda: True,
) -> HistoryPage:
    """A page of the history.

    Args:
        store: The file.
        namer: Tells names of records.
        terms: Which changes are wanted.
        words: Words that must stand in a line (``words.search_words``).
        before: ``next`` of the page before; None for the first one.
        limit: Lines of the page; a search ends a batch of changes after it has so many.
        go_on: Asked after every batch of a search: False ends the page with what was found.
    """
    lines: list[HistoryLine] = []
    batch = _BATCH if words else limit
    reached: datetime | None = None
    while True:
        found = store.change_pages.page(terms, limit=batch, before=before)
        for logged in found:
            line = told(logged, namer)
            if line is not None and matches(line.searched, words):
                lines.append(line)
        if not found:
            return HistoryPage(lines=tuple(lines), reached=reached)
        before, reached = found[-1].change, found[-1].entry.moment
        if len(lines) >= limit or not words or not go_on():
            return HistoryPage(lines=tuple(lines), next=before, reached=reached)


def authors(*, store: Store) -> tuple[str, ...]:
    """Everybody who ever wrote into the file, by name."""
    return store.change_pages.authors()


def told(logged: LoggedChange, namer: Namer) -> HistoryLine | None:
    """A change in words; None for a mark of the program that its user never sees."""
    entry, words = logged.entry, namer.words
    if entry.kind not in words.kinds:
        return None
    if entry.is_restated or (entry.field and words.is_hidden(entry.kind, entry.field)):
        return None
    is_field = bool(entry.field)
    line = HistoryLine(
        change=logged.change,
        transaction=logged.transaction,
        moment=entry.moment,
        author=entry.author,
        host=entry.host,
        kind=entry.kind,
        key=entry.key,
        field=entry.field,
        kind_title=words.kind_title(entry.kind),
        record=namer.name(entry.kind, entry.key),
        title=words.field_title(entry.kind, entry.field) if is_field else _ACTIONS[entry.action],
        before=namer.shown(entry.kind, entry.field, entry.before) if is_field else "",
        after=namer.shown(entry.kind, entry.field, entry.after) if is_field else "",
        intent=entry.intent,
        action=entry.action,
        old=entry.before,
        new=entry.after,
    )
    return line if is_field else replace(line, after=_made(logged, namer))


def _made(logged: LoggedChange, namer: Namer) -> str:
    """What a new record said, in a line."""
    kind = logged.entry.kind
    parts = []
    for name, value in logged.written:
        if namer.words.is_hidden(kind, name) or name == "place":
            continue
        text = namer.shown(kind, name, value)
        if text and value is not False:
            parts.append(f"{namer.words.field_title(kind, name)}: {text}")
    return "; ".join(parts)


def quoted(text: str) -> str:
    """A value in a sentence: «методист», or «пусто» without quotes."""
    return f"«{text}»" if text else NOTHING
