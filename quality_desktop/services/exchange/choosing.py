"""What travels in a package of a part of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from quality_desktop.domain.collection.period_locks import shown_period
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.directory import Municipality, School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.records import Id, Record, references
from quality_desktop.services.exchange.belonging import (
    CONTACTS,
    OF_DIRECTION,
    OF_PERIOD,
    OF_SCHOOL,
    Fields,
)
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.store import Store

R = TypeVar("R", bound=Record)

_NAMED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is sent; nothing chosen of a sort means all of it.

    Attributes:
        directions: Of which directions.
        schools: Of which schools.
        periods: Of which school years: 2025 for 2025/26.
        with_contacts: Telephones and addresses of people travel, too.
    """

    directions: frozenset[Id] = frozenset()
    schools: frozenset[Id] = frozenset()
    periods: frozenset[int] = frozenset()
    with_contacts: bool = True

    @property
    def is_partial(self) -> bool:
        """Only some of the records travel."""
        return bool(self.directions or self.schools or self.periods)


class _Records:
    """Records that a part is chosen from: also those that were deleted, because a deletion travels."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._gone = store.gone()

    def all(self, kind: type[Record]) -> Iterator[Record]:
        """Records of a kind."""
        yield from self._store.all(kind)
        yield from self._gone.get(kind, ())


_Found = dict[type[Record], set[Id]]


def chosen_rows(*, store: Store, choice: Choice) -> frozenset[bytes] | None:
    """Records that travel, with all they refer to; None for everything.

    Raises:
        QualityError: There is nothing of what was chosen.
    """
    if not choice.is_partial:
        return None
    records = _Records(store)
    criteria = [
        *([_reached(records, OF_DIRECTION, choice.directions)] if choice.directions else []),
        *([_reached(records, OF_SCHOOL, choice.schools)] if choice.schools else []),
        *([_of_periods(records, choice.periods)] if choice.periods else []),
    ]
    rows = _in_all(criteria)
    if not any(rows.values()):
        raise QualityError("Из выбранного в файле ничего нет: выберите другое или весь файл.")
    rows.setdefault(Municipality, set()).update(one.id for one in store.all(Municipality))
    return store.closure_of(rows)


def left_out_columns(choice: Choice) -> frozenset[int]:
    """Codes of the columns that stay at home."""
    if choice.with_contacts:
        return frozenset()
    return frozenset(
        column_codes(kind.kind)[name] for kind, names in CONTACTS.items() for name in names
    )


def in_words(*, store: Store, choice: Choice) -> str:
    """What was chosen, as both sides read it; empty for everything."""
    # Both editions of the list of directions may have the code.
    directions = {one.code for one in _chosen(store, Direction, choice.directions)}
    schools = [
        one.short_name or one.full_name or one.code
        for one in _chosen(store, School, choice.schools)
    ]
    parts = [
        *_listed("направления", sorted(directions)),
        *_listed("школы", sorted(schools)),
        *_listed("учебные годы", [shown_period(year) for year in sorted(choice.periods)]),
        *([] if choice.with_contacts else ["без телефонов и адресов людей"]),
    ]
    return "; ".join(parts)


def _chosen(store: Store, kind: type[R], keys: frozenset[Id]) -> Iterator[R]:
    return (found for key in sorted(keys) if (found := store.get(kind, key)) is not None)


def _listed(what: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        more = f" и ещё {len(names) - _NAMED}" if len(names) > _NAMED else ""
        yield f"{what} {', '.join(names[:_NAMED])}{more}"


def _in_all(criteria: Sequence[tuple[frozenset[type[Record]], _Found]]) -> _Found:
    """Records that meet every criterion which says anything about their kind."""
    found: _Found = {}
    for kind in KINDS:
        sets = [rows.get(kind, set()) for kinds, rows in criteria if kind in kinds]
        if sets:
            found[kind] = set.intersection(*sets)
    return found


def _reached(
    records: _Records, declared: Fields, anchors: frozenset[Id]
) -> tuple[frozenset[type[Record]], _Found]:
    """Records that belong to the anchors, directly or through others; parents stand first."""
    found: _Found = {}
    for kind in _parents_first(declared):
        refers = references(kind)
        keys = found.setdefault(kind, set())
        for record in records.all(kind):
            for name in declared[kind]:
                parent = _declared_kind(declared, refers.get(name, ""))
                wanted = anchors if parent is None or name == "id" else found[parent] | anchors
                if getattr(record, name) in wanted:
                    keys.add(record.id)
    return frozenset(declared), found


def _of_periods(
    records: _Records, periods: frozenset[int]
) -> tuple[frozenset[type[Record]], _Found]:
    """Records of some school years."""
    found: _Found = {}
    for kind, year in OF_PERIOD.items():
        refers = references(kind)
        wanted: set[object] = {year.stored(period) for period in periods}
        if year.field in refers:
            parent = _declared_kind(OF_PERIOD, refers[year.field])
            wanted = set(found[parent]) if parent is not None else set()
        found[kind] = {one.id for one in records.all(kind) if getattr(one, year.field) in wanted}
    return frozenset(OF_PERIOD), found


def _parents_first(declared: Fields) -> Iterator[type[Record]]:
    return (kind for kind in KINDS if kind in declared)


def _declared_kind(declared: Iterable[type[Record]], name: str) -> type[Record] | None:
    return next((kind for kind in declared if kind.kind == name), None)
