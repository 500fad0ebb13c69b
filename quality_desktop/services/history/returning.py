"""The way back: an earlier value of a field, an earlier record, a record that was deleted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.kinds import kinds_by_name
from quality_desktop.domain.records import Id, Record, references
from quality_desktop.services.history.changes import HistoryLine
from quality_desktop.storage.history import Action
from quality_desktop.storage.reading import Scalar
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork


def return_value(*, store: Store, line: HistoryLine, to_before: bool) -> Changes:
    """Give a field a value of its history again, as an edit like any other.

    Args:
        store: The file.
        line: A change of a field.
        to_before: The value that stood there before the change; otherwise the one it wrote.

    Raises:
        QualityError: The record is gone, or what the value names is gone.
    """
    kind = kinds_by_name()[line.kind]
    value = cast("Scalar", line.old if to_before else line.new)
    if store.get(kind, line.key) is None:
        raise QualityError(
            f"«{line.record}» сейчас нет: сначала верните всю запись, потом – значение."
        )
    with store.work(f"Возврат значения: {line.record}, {line.title}") as work:
        _bring_back_named(work, store, kind, {line.field: value})
        record = work.get(kind, line.key)
        changed: Any = {line.field: value}
        if record is not None:
            work.put(replace(record, **changed))
        return work.commit()


def return_record(*, store: Store, line: HistoryLine) -> Changes:
    """Make a whole record what it was after a change, or before the change that deleted it.

    What a deletion took along comes back with it, and records that it names and that are gone.

    Args:
        store: The file.
        line: Any change of the record.

    Raises:
        QualityError: The record was never there at that moment.
    """
    kind = kinds_by_name()[line.kind]
    record = _record_at(store, kind, line)
    with store.work(f"Возврат записи: {line.record}") as work:
        _put_with_named(work, store, record)
        if line.action is Action.DELETED:
            for name, key in store.change_pages.rows_deleted_with(line.transaction):
                _bring_back(work, store, kinds_by_name()[name], key)
        return work.commit()


def _record_at(store: Store, kind: type[Record], line: HistoryLine) -> Record:
    versions = tuple(reversed(store.versions(kind, line.key)))
    place = next(number for number, one in enumerate(versions) if one.change >= line.change)
    if line.action is Action.DELETED:
        older = (one.record for one in reversed(versions[:place]))
        found = next((record for record in older if record is not None), None)
    else:
        found = versions[place].record
    if found is None:
        raise QualityError(f"«{line.record}» тогда не было: выберите другую строку истории.")
    return found


def _put_with_named(work: UnitOfWork, store: Store, record: Record) -> None:
    names = references(type(record))
    _bring_back_named(work, store, type(record), {name: getattr(record, name) for name in names})
    work.put(record)


def _bring_back_named(
    work: UnitOfWork, store: Store, kind: type[Record], values: dict[str, Scalar]
) -> None:
    """Bring back records that these values name and that are gone."""
    for name, target in references(kind).items():
        key = values.get(name)
        if key is not None:
            _bring_back(work, store, kinds_by_name()[target], cast("Id", key))


def _bring_back(work: UnitOfWork, store: Store, kind: type[Record], key: Id) -> None:
    if work.get(kind, key) is not None:
        return
    found = (one.record for one in store.versions(kind, key))
    last = next((record for record in found if record is not None), None)
    if last is None:
        raise QualityError("Запись, которую называет это значение, прочитать не удалось.")
    # Put before what it names: two records may refer to each other.
    work.put(last)
    for name, target in references(kind).items():
        named = getattr(last, name)
        if named is not None:
            _bring_back(work, store, kinds_by_name()[target], named)
