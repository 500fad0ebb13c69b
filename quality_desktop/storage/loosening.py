"""What refers to something lost, in a file made anew: a lost record is stood in for, or let go.

A school that could not be read must not take the answers of many years along. Where a record can be
without others, an empty one with the same id stands in its place, with whatever cells of it the log
still tells; what cannot be stood in for is no longer referred to, and a record that cannot be without
the reference goes, to be counted (its history stays in the log).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final
from uuid import UUID

from quality_desktop.domain.merge import Cell, row_state
from quality_desktop.domain.records import Id, Record
from quality_desktop.storage.log import changes_of_row
from quality_desktop.storage.session import Session
from quality_desktop.storage.tables import KindTable
from quality_desktop.storage.unit_of_work import UnitOfWork

LOST_TITLE: Final = "Утрачено при повреждении файла"
"""What an empty record is called that stands in the place of a lost one."""

_TITLES: Final = ("short_name", "title", "name", "surname", "full_name")
"""Fields by which a record is called, of which the first is filled."""


@dataclass(slots=True)
class Loosened:
    """What was done.

    Attributes:
        emptied: Records of which a reference was emptied.
        stood_in: Lost records that an empty one stands in for: table of the kind and id.
        dropped: Records that cannot be without a lost one, and went.
        lost: All that were lost, those among them.
    """

    emptied: int = 0
    stood_in: set[tuple[str, Id]] = field(default_factory=set)
    dropped: set[tuple[str, Id]] = field(default_factory=set)
    lost: set[tuple[str, Id]] = field(default_factory=set)

    @property
    def placeholders(self) -> Counter[str]:
        """Table of a kind -> empty records that are in the file."""
        return Counter(table for table, _ in sorted(self.stood_in - self.dropped))


def loosen(session: Session, work: UnitOfWork) -> Loosened:
    """Have no record refer to what is lost.

    Args:
        session: The new file.
        work: What is written of it.
    """
    done = Loosened()
    tables = {found.table.name: found for found in session.schema.kinds.values()}
    while dangling := list(_dangling(session, work)):
        for found, key, name, target in dangling:
            record = work.get(found.kind, key)
            if record is None:
                continue
            there, lost = tables[target], getattr(record, name)
            if lost is None or work.get(there.kind, lost) is not None:
                continue  # by now it is empty, or stood in for
            done.lost.add((target, lost))
            if found.table.c[name].nullable:
                work.put(_without(record, name))
                done.emptied += 1
            elif (stand_in := _stand_in(session, there, lost, done)) is not None:
                work.put(stand_in)
                done.stood_in.add((target, lost))
            else:
                work.delete(found.kind, key)
                done.dropped.add((found.table.name, key))
    done.lost |= done.dropped
    return done


def readable(found: KindTable, key: bytes, cells: Iterable[Cell]) -> Record | None:
    """A stored row as a record; None when its values cannot be those of the kind."""
    try:
        values = {
            name: found.decode(name, cell) for name, cell in zip(found.codes, cells, strict=True)
        }
        record = found.kind(id=Id(UUID(bytes=key)), **values)
    except (ValueError, TypeError):
        return None
    is_complete = all(
        value is not None or found.table.c[name].nullable for name, value in values.items()
    )
    return record if is_complete else None


def _stand_in(session: Session, found: KindTable, key: Id, done: Loosened) -> Record | None:
    """An empty record with what edits of the lost one still tell; None when it needs other records."""
    if (found.table.name, key) in done.dropped:
        return None  # it needed a record that cannot be stood in for
    with session.reading() as connection:
        told = row_state(changes_of_row(connection, key.bytes)).values
    record = readable(found, key.bytes, found.stored_row(told))
    if record is None:
        record = readable(found, key.bytes, found.stored_row({}))
    title = next((name for name in _TITLES if name in found.codes), "")
    if record is None or not title or getattr(record, title):
        return record
    called: dict[str, Any] = {title: LOST_TITLE}
    return replace(record, **called)


def _without(record: Record, name: str) -> Record:
    values = {each.name: getattr(record, each.name) for each in fields(record)}
    return type(record)(**{**values, name: None})


def _dangling(session: Session, work: UnitOfWork) -> Iterator[tuple[KindTable, Id, str, str]]:
    """Records with a field that refers to a table in which there is no such record."""
    known = {
        table.table.name: {record.id for record in work.all(table.kind)}
        for table in session.schema.kinds.values()
    }
    for table in session.schema.kinds.values():
        keys = [(key.parent.name, key.column.table.name) for key in table.table.foreign_keys]
        for record in work.all(table.kind) if keys else ():
            for name, target in keys:
                referred = getattr(record, name)
                if referred is not None and referred not in known[target]:
                    yield table, record.id, name, target
