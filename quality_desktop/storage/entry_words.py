"""An entry of the log in words, so that a person finds what a complaint is about."""

from __future__ import annotations

import sqlite3
from typing import Final

from quality_desktop.domain.merge import row_state
from quality_desktop.storage.capture import read_change
from quality_desktop.storage.columns import PLACES, REGISTRY
from quality_desktop.storage.signing import local_moment

_TITLES: Final = ("name", "short_name", "title", "surname", "full_name", "code", "number")
"""Fields by which a record is called; of those that are filled the first two are told."""
_LONGEST: Final = 60


def entry_in_words(driver: sqlite3.Connection, row: bytes, change: bytes) -> str:
    """« («Школа № 1», Петрова А. П., 05.07.2021 10:30, «Новый телефон»)»; empty when nothing is known.

    Args:
        driver: A transaction with the received log attached.
        row: The record.
        change: The change.
    """
    parts = [name for name in (record_name(driver, row),) if name]
    for schema in ("main", "received"):
        found = driver.execute(
            f"SELECT t.author, t.wall_ms, t.note FROM {schema}.change AS c "
            f"JOIN {schema}.tx AS t ON t.id = c.tx WHERE c.id = ?",
            (change,),
        ).fetchone()
        if found is not None:
            parts.append(transaction_in_words(*found))
            break
    return f" ({', '.join(parts)})" if parts else ""


def transaction_in_words(author: str, wall_ms: int, note: str) -> str:
    """«Петрова А. П., 05.07.2021 10:30, «Новый телефон»»."""
    when = f"{local_moment(wall_ms):%d.%m.%Y %H:%M}"
    return ", ".join(filter(None, (author, when, f"«{_cut(note)}»" if note else "")))


def record_name(driver: sqlite3.Connection, row: bytes) -> str:
    """What the log calls a record, in quotation marks; empty when it has no name."""
    entries = driver.execute(
        'SELECT id, "row", col, val, parents FROM main.change WHERE "row" = ?', (row,)
    ).fetchall()
    values = row_state(read_change(*entry) for entry in entries).values
    fields = {
        code: name for number, names in REGISTRY.values() for code, name in _codes(number, names)
    }
    told = {fields.get(code, ""): value for code, value in values.items()}
    known = [str(told[name]) for name in _TITLES if told.get(name)]
    return f"«{_cut(', '.join(known[:2]))}»" if known else ""


def _codes(number: int, names: tuple[str, ...]) -> list[tuple[int, str]]:
    return list(enumerate(names, start=number * PLACES + 1))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
