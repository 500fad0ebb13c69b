"""Files that somebody changed beside the program, with any tool for databases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from quality_desktop.exchange.outside_edits import as_changes, outside_edits, tables_of
from quality_desktop.storage.received import LogChoice, write_log
from tests.storage.merging_laws.offices import KINDS, OUTSIDE, Copy, Entry, Office

_STATEMENTS = (
    "UPDATE person SET surname = 'помимо'",
    "UPDATE team_member SET place = place + 7",
    "DELETE FROM team_member",
    f"INSERT OR IGNORE INTO unit VALUES (x'{OUTSIDE.hex}', 'помимо', '', NULL, 3)",
)


def package_with_outside_edits(sender: Office, copy: Copy, number: int) -> tuple[Path, list[Entry]]:
    """The log of a copy that was changed beside the program, as the quarantine writes it.

    Args:
        sender: Whose copy it is.
        copy: The copy.
        number: Chooses what was changed.

    Returns:
        The package, and the changes that were found in it.
    """
    package = sender.free_name()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as saved:
        saved.deserialize(copy.image)
        tables = tables_of(saved, frozenset(kind.kind for kind in KINDS))
        saved.execute(_STATEMENTS[number % len(_STATEMENTS)])
        edits = outside_edits(saved, tables)
        entries: list[Entry] = []
        if edits:
            (last,) = saved.execute("SELECT max(id) FROM tx").fetchone()
            site = sender.session.site
            newest = max(copy.log)
            transaction, changes = as_changes(edits, newest, last + 1, site, sender.wall)
            marks = ", ".join("?" * len(transaction))
            saved.execute(f"INSERT INTO tx VALUES ({marks})", transaction)
            saved.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", changes)
            entries = [Entry(*change[:5]) for change in changes]
        write_log(saved, package, LogChoice())
    return package, entries


def forge(package: Path, change: bytes, number: int) -> None:
    """Give a change in a package another content.

    Args:
        package: Where.
        change: Which.
        number: Chooses what is changed.
    """
    what = ("val = '[1,2]'", "parents = id", '"row" = zeroblob(16)', "col = 9999", "tx = tx + 1000")
    with closing(sqlite3.connect(package, isolation_level=None)) as log:
        log.execute(f"UPDATE change SET {what[number % len(what)]} WHERE id = ?", (change,))
