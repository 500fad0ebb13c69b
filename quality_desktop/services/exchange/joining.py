"""Two records become one: what is written and what goes, with everything that referred to either.

References follow through all kinds. A record whose id is made of the one that goes gets the id
that the kept one makes; where such a record is there already, the two are joined in their turn,
and what differs in them is a question.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.natural_keys import (
    NAMED_IN_TEXT,
    PAIRS,
    is_named_by_key,
    natural_id_of,
)
from quality_desktop.domain.records import Id, Record, references
from quality_desktop.domain.whole_values import leading
from quality_desktop.storage.reading import Reading


class Side(StrEnum):
    """Whose value stays."""

    KEPT = "kept"
    OTHER = "other"


Choices = Mapping[tuple[Id, str], Side]
"""Id of the record that stays and field -> whose value it gets; of the kept one when not named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records that become one.

    Attributes:
        kept: The record that stays, as it is.
        other: The record that goes, already with the id and the references of the kept one.
        gone: Id of the record that goes.
        differing: Fields in which they differ.
    """

    kept: Record
    other: Record
    gone: Id
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPlan:
    """What a join would do.

    Attributes:
        pairs: What becomes one, the records in question first.
        puts: Records as they will be.
        deletes: Records that go, as kind and id.
        follows: Records that only change whom they name: kind -> how many.
        dropped: Records about both of the two, which say nothing afterwards.
    """

    pairs: tuple[Pair, ...]
    puts: tuple[Record, ...]
    deletes: tuple[tuple[type[Record], Id], ...]
    follows: Mapping[str, int]
    dropped: tuple[Record, ...]


def plan(
    *, store: Reading, kind: type[Record], keep: Id, drop: Id, choices: Choices | None = None
) -> JoinPlan:
    """What it would do to join two records.

    Args:
        store: The file.
        kind: Kind of both.
        keep: The one that stays.
        drop: The one that goes.
        choices: What was decided for fields in which they differ.

    Raises:
        QualityError: One of them is gone.
    """
    kept, other = store.get(kind, keep), store.get(kind, drop)
    if kept is None or other is None or keep == drop:
        raise QualityError("Одной из двух записей уже нет: обновите список повторов.")
    joining = _Joining(store, choices or {})
    joining.join(kept, _with_id(other, keep), drop)
    joining.follow_all()
    return joining.plan()


class _Joining:
    """A join being worked out: what is put, what goes, whose references are still to follow."""

    def __init__(self, store: Reading, choices: Choices) -> None:
        self._store = store
        self._choices = choices
        self._puts: dict[Id, Record] = {}
        self._deletes: dict[Id, type[Record]] = {}
        self._pairs: list[Pair] = []
        self._follows: dict[str, int] = {}
        self._dropped: list[Record] = []
        self._moved: deque[tuple[type[Record], Id, Id]] = deque()

    def join(self, kept: Record, other: Record, gone: Id) -> None:
        """Make one of two records of which the second goes."""
        differing = tuple(
            one.name for one in fields(kept) if getattr(kept, one.name) != getattr(other, one.name)
        )
        self._pairs.append(Pair(kept=kept, other=other, gone=gone, differing=differing))
        taken: Any = {
            name: getattr(other, name)
            for name in differing
            if self._choices.get((kept.id, leading(kept.kind, name))) is Side.OTHER
        }
        self._puts[kept.id] = replace(kept, **taken)
        self._move(type(kept), gone, kept.id)

    def follow_all(self) -> None:
        """Lead every reference to what is left."""
        while self._moved:
            kind, old, new = self._moved.popleft()
            for record in tuple(self._naming(kind, old)):
                self._lead(record, old, new)

    def plan(self) -> JoinPlan:
        """What came of it."""
        return JoinPlan(
            pairs=tuple(self._pairs),
            puts=tuple(self._puts.values()),
            deletes=tuple((kind, key) for key, kind in self._deletes.items()),
            follows=self._follows,
            dropped=tuple(self._dropped),
        )

    def _move(self, kind: type[Record], old: Id, new: Id) -> None:
        self._puts.pop(old, None)
        self._deletes[old] = kind
        self._moved.append((kind, old, new))

    def _naming(self, kind: type[Record], key: Id) -> Iterator[Record]:
        """Records that name another one, as they are by now; each once."""
        seen = set[Id]()
        for other in KINDS:
            names = [name for name, target in references(other).items() if target == kind.kind]
            for name in names:
                for record in self._store.all(other, **{name: key}):
                    if record.id not in seen and record.id not in self._deletes:
                        seen.add(record.id)
                        yield self._puts.get(record.id, record)
        for other, name in NAMED_IN_TEXT.items():
            for record in self._store.all(other):
                is_new = record.id not in seen and record.id not in self._deletes
                if is_new and str(key) in getattr(record, name):
                    yield self._puts.get(record.id, record)
        for record in tuple(self._puts.values()):
            is_named = any(getattr(record, name) == key for name in references(type(record)))
            if record.id not in seen and is_named:
                yield record

    def _lead(self, record: Record, old: Id, new: Id) -> None:
        """Let a record name the kept one instead."""
        led = _led(record, old, new)
        if led == record:
            return
        if _is_about_one(led):
            self._dropped.append(record)
            self._puts.pop(record.id, None)
            self._deletes[record.id] = type(record)
            return
        key = natural_id_of(led)
        if key is None or key == record.id or not is_named_by_key(record):
            self._count(record)
            self._puts[record.id] = led
            return
        present = self._puts.get(key) or self._store.get(type(record), key)
        led = _with_id(led, key)
        if present is None or key in self._deletes:
            self._count(record)
            self._puts[key] = led
            self._move(type(record), record.id, key)
        else:
            self.join(present, led, record.id)

    def _count(self, record: Record) -> None:
        self._follows[record.kind] = self._follows.get(record.kind, 0) + 1


def _led(record: Record, old: Id, new: Id) -> Record:
    changed: Any = {name: new for name in references(type(record)) if getattr(record, name) == old}
    text = NAMED_IN_TEXT.get(type(record))
    if text is not None:
        changed[text] = getattr(record, text).replace(str(old), str(new))
    return replace(record, **changed)


def _is_about_one(record: Record) -> bool:
    names = PAIRS.get(type(record))
    return names is not None and getattr(record, names[0]) == getattr(record, names[1])


def _with_id(record: Record, key: Id) -> Record:
    return replace(record, id=key)
