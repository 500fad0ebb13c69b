"""What a line of the journal says beside its columns: what was chosen, what the other side has shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from quality_desktop.storage.exchange_journal import Direction, Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note.

    Attributes:
        chosen: What was chosen, in words; empty for everything.
        is_complete: Everything was packed, so that later packages may rest on this one.
        shown: Ids of packages that the sender of a received package had taken in, hexadecimal.
    """

    chosen: str = ""
    is_complete: bool = False
    shown: tuple[str, ...] = ()

    def to_text(self) -> str:
        """As the journal keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read_note(exchange: Exchange) -> Note:
    """The note of a line; an empty one when the line has none."""
    if not exchange.note:
        return Note()
    told = json.loads(exchange.note)
    return Note(chosen=told["chosen"], is_complete=told["is_complete"], shown=tuple(told["shown"]))


def taken_in(journal: Iterable[Exchange]) -> frozenset[str]:
    """Ids of the packages that this copy of the file has taken in, hexadecimal."""
    return frozenset(
        one.origin.hex()
        for one in journal
        if one.direction is Direction.IN and one.origin is not None
    )


def held(journal: Iterable[Exchange]) -> frozenset[str]:
    """Ids of the packages whose content this copy of the file has: taken in, or written here."""
    lines = list(journal)
    written = {one.id.hex() for one in lines if one.direction is Direction.OUT}
    return taken_in(lines) | written


def base_for(journal: Iterable[Exchange], keys: frozenset[str]) -> Exchange | None:
    """The latest complete package that somebody has shown to have taken in.

    Args:
        journal: Of this copy of the file.
        keys: Keys of the recipient, hexadecimal.

    Returns:
        None when nothing was shown: then everything must be sent.
    """
    lines = list(journal)
    shown = {
        package
        for one in lines
        if one.direction is Direction.IN and one.peer_key in keys
        for package in read_note(one).shown
    }
    sent = [
        one
        for one in lines
        if one.direction is Direction.OUT
        and one.id.hex() in shown
        and one.last_tx is not None
        and read_note(one).is_complete
    ]
    return max(sent, key=lambda one: one.last_tx or 0, default=None)
