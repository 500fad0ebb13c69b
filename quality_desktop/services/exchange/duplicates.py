"""The same thing entered twice: found, looked at side by side, joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quality_desktop.domain import duplicates
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.kinds import kinds_by_name
from quality_desktop.domain.records import Id, Record
from quality_desktop.domain.whole_values import ALONG, leading, whole
from quality_desktop.services.exchange import joining
from quality_desktop.services.exchange.joining import Choices, JoinPlan, Pair, Side
from quality_desktop.services.history import names
from quality_desktop.services.history.names import Namer
from quality_desktop.storage.history import Action
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Records that are most likely one thing, in words.

    Attributes:
        kind: Their kind.
        title: «Школа».
        records: Their ids, the oldest first.
        names: How each of them is called.
        why: What is the same.
    """

    kind: str
    title: str
    records: tuple[Id, ...]
    names: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChoice:
    """A field of two records side by side.

    Attributes:
        record: Id of the record that stays.
        field: The field.
        group: Whose field it is, when it is not of the two records in question themselves.
        title: Title of the field.
        kept: What the record that stays says.
        other: What the record that goes says.
        differs: They say different things.
        is_asked: Both say something, and not the same.
        side: Whose value stays.
    """

    record: Id
    field: str
    group: str
    title: str
    kept: str
    other: str
    differs: bool
    is_asked: bool
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """How a record came to be.

    Attributes:
        author: Who added it; may be empty.
        moment: Local time by the clock of the computer where it was done.
        intent: What was being done, in the user's words.
    """

    author: str
    moment: datetime
    intent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinView:
    """What a join would do, in words.

    Attributes:
        kind: Kind of the two.
        keep: The one that stays.
        drop: The one that goes.
        kept_name: How the one that stays is called.
        other_name: How the one that goes is called.
        kept_entered: How the one that stays came to be; None when its beginning never came.
        other_entered: How the one that goes came to be.
        fields: Every field of the two, and what differs in records that become one with them.
        follows: «Показатель школы: 120», records that go over as they are.
        dropped: Records about both, which go.
    """

    kind: str
    keep: Id
    drop: Id
    kept_name: str
    other_name: str
    kept_entered: Entered | None
    other_entered: Entered | None
    fields: tuple[FieldChoice, ...]
    follows: tuple[str, ...]
    dropped: tuple[str, ...]


def find(*, store: Store, reference: Path) -> tuple[Finding, ...]:
    """Everything that was most likely entered twice.

    Args:
        store: The file.
        reference: Folder of the dated catalogues.
    """
    namer = names.namer(store=store, reference=reference)
    return tuple(
        Finding(
            kind=kind.kind,
            title=namer.words.kind_title(kind.kind),
            records=found.records,
            names=tuple(namer.name(kind.kind, key) for key in found.records),
            why=found.why,
        )
        for kind in duplicates.JOINABLE
        for found in duplicates.find(kind, store.all(kind))
    )


def count(*, store: Store) -> int:
    """How many findings there are."""
    return sum(len(duplicates.find(kind, store.all(kind))) for kind in duplicates.JOINABLE)


def proposed(plan: JoinPlan) -> dict[tuple[Id, str], Side]:
    """What is taken without asking: a value that only the record that goes has filled in."""
    return {
        (pair.kept.id, leading(pair.kept.kind, name)): Side.OTHER
        for pair in plan.pairs
        for name in pair.differing
        if _is_empty(pair.kept, name) and not _is_empty(pair.other, name)
    }


def _is_empty(record: Record, name: str) -> bool:
    fields = whole(record.kind, name)
    along = ("decimals", *ALONG.get(record.kind, ()))  # of nothing they say nothing
    amounts = [one for one in fields if one not in along]
    return all(getattr(record, one) in (None, "") for one in amounts)


def view(
    *, store: Store, reference: Path, kind: str, keep: Id, drop: Id, choices: Choices
) -> JoinView:
    """What a join would do, every attribute of both sides told.

    Args:
        store: The file.
        reference: Folder of the dated catalogues.
        kind: Kind of the two.
        keep: The record that stays.
        drop: The record that goes.
        choices: What was decided.

    Raises:
        QualityError: One of them is gone.
    """
    cls = kinds_by_name()[kind]
    plan = joining.plan(store=store, kind=cls, keep=keep, drop=drop, choices=choices)
    decided = {**proposed(plan), **choices}
    namer = names.namer(store=store, reference=reference)
    words = namer.words
    return JoinView(
        kind=kind,
        keep=keep,
        drop=drop,
        kept_name=namer.name(kind, keep),
        other_name=namer.name(kind, drop),
        kept_entered=_entered(store, keep),
        other_entered=_entered(store, drop),
        fields=tuple(
            choice
            for number, pair in enumerate(plan.pairs)
            for choice in _choices(pair, namer, decided, is_first=number == 0)
        ),
        follows=tuple(
            f"{words.kind_title(name)}: {number}" for name, number in plan.follows.items()
        ),
        dropped=tuple(namer.name(record.kind, record.id) for record in plan.dropped),
    )


def _entered(store: Store, key: Id) -> Entered | None:
    made = (entry for entry in store.history(key) if entry.action is Action.CREATED)
    found = min(made, key=lambda entry: entry.moment, default=None)
    if found is None:
        return None
    return Entered(author=found.author, moment=found.moment, intent=found.intent)


def join(*, store: Store, kind: str, keep: Id, drop: Id, choices: Choices, name: str) -> Changes:
    """Make one record of two, in one step that can be undone.

    Every value of what stays is written as chosen: who takes back the merge that brought it takes back
    neither what was joined into it nor what was kept of it.

    Args:
        store: The file.
        kind: Kind of the two.
        keep: The record that stays.
        drop: The record that goes.
        choices: What was decided; a field that only the other has filled in is taken from it.
        name: How the result is called, for the name of the step.

    Raises:
        QualityError: One of them is gone.
    """
    cls = kinds_by_name()[kind]
    first = joining.plan(store=store, kind=cls, keep=keep, drop=drop)
    decided = {**proposed(first), **choices}
    plan = joining.plan(store=store, kind=cls, keep=keep, drop=drop, choices=decided)
    joined = {pair.kept.id for pair in plan.pairs}
    with store.work(f"Объединение: {name}") as work:
        for gone, key in plan.deletes:
            work.delete(gone, key)
        work.put_all(plan.puts)
        work.affirm(record for record in plan.puts if record.id in joined)
        return work.commit()


def _choices(
    pair: Pair, namer: Namer, decided: Choices, *, is_first: bool
) -> Iterator[FieldChoice]:
    """Every field of the records in question; of those that join with them what differs."""
    kind, words = pair.kept.kind, namer.words
    group = "" if is_first else f"{words.kind_title(kind)}: {namer.name(kind, pair.kept.id)}"
    for name in words.kinds[kind].fields:
        fields = whole(kind, name)
        differs = any(one in pair.differing for one in fields)
        is_shown = not words.is_hidden(kind, name) and leading(kind, name) == name
        if not is_shown or not (differs or is_first):
            continue
        sides = [{one: getattr(side, one) for one in fields} for side in (pair.kept, pair.other)]
        kept, other = namer.told_apart(kind, sides)
        yield FieldChoice(
            record=pair.kept.id,
            field=name,
            group=group,
            title=words.value_title(kind, name),
            kept=kept,
            other=other,
            differs=differs,
            is_asked=differs and bool(kept) and bool(other),
            side=decided.get((pair.kept.id, name), Side.KEPT),
        )
