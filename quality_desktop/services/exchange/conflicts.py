"""Where people disagree, in words, and how it ends: one by one, or many by a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.monitoring import Value
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.domain.whole_values import leading, whole
from quality_desktop.services.history import names
from quality_desktop.services.history.names import Namer
from quality_desktop.storage.deciding import Decision
from quality_desktop.storage.deciding import Verdict as Ending
from quality_desktop.storage.disputes import COMMENT, Dispute, DisputeSort, Side
from quality_desktop.storage.reading import Scalar
from quality_desktop.storage.refusals import RecordInUseError
from quality_desktop.storage.store import Store

_DELETED = "запись удалена"
_MADE = "запись создана"
_MOST_USERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one person did in one go.

    Attributes:
        moment: Local time by the clock of the computer where it was done.
        intent: What was being done, in the author's words.
        text: The value in words, or what was done with the record; empty for nothing.
        order: Later ones are larger.
        is_shown: The record shows this now.
        is_deletion: The record was deleted.
        is_own: The user of this copy did it.
        values: Disputed fields as they were written.
    """

    author: str
    host: str
    moment: datetime
    intent: str
    text: str
    order: bytes
    is_shown: bool
    is_deletion: bool
    is_own: bool
    values: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One disagreement, for a person to decide.

    Attributes:
        kind: Kind of the record.
        key: Id of the record.
        field: The field; of several that are one value the leading one; empty for the record.
        fields: Disputed fields, all of them decided together.
        kind_title: «Человек».
        record: What the record is called.
        title: Title of the field; «вся запись» when it is about the record.
        opinions: By time; of a disputed deletion the deletions first.
        users: Records that use a deleted one, by name.
    """

    kind: str
    key: Id
    field: str
    fields: tuple[str, ...]
    sort: DisputeSort
    kind_title: str
    record: str
    title: str
    opinions: tuple[Opinion, ...]
    users: tuple[str, ...] = ()

    @property
    def is_of_value(self) -> bool:
        """It is about a value, not about the life of a record."""
        return self.sort is DisputeSort.VALUES

    @property
    def takes_own(self) -> bool:
        """A value of one's own can be given: not in place of what somebody read, signed or approved."""
        return self.is_of_value and (
            self.kind == Value.kind or len(whole(self.kind, self.field)) == 1
        )

    @property
    def place(self) -> tuple[str, Id, str]:
        """What tells it from the others."""
        return self.kind, self.key, self.field


class Rule(StrEnum):
    """Whose opinion is taken.

    Attributes:
        LATER: The later one.
        MINE: The user's own.
        AUTHOR: That of a named person.
    """

    LATER = "later"
    MINE = "mine"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a rule did.

    Attributes:
        changes: What was touched.
        count: Disagreements that ended.
        left: Disagreements for which the rule has no answer.
    """

    changes: Changes
    count: int
    left: int


def conflicts(*, store: Store, reference: Path) -> tuple[Conflict, ...]:
    """Everything that people disagree about.

    Args:
        store: The file.
        reference: Folder of the dated catalogues.
    """
    found = store.disputes()
    if not found:
        return ()
    return told(
        disputes=found, namer=names.namer(store=store, reference=reference), me=store.author
    )


def told(*, disputes: Iterable[Dispute], namer: Namer, me: str) -> tuple[Conflict, ...]:
    """Disagreements in words; fields that are one value only together, and its comment, stand in one.

    Args:
        disputes: As the file or a plan tells them.
        namer: Tells names of records.
        me: Author's name of this copy.
    """
    groups: dict[tuple[str, Id, str], list[Dispute]] = {}
    for one in disputes:
        if one.kind in namer.words.kinds:
            groups.setdefault((one.kind, one.key, one.question), []).append(one)
    return tuple(_conflict(group, namer, me) for group in groups.values())


def authors(found: Iterable[Conflict]) -> tuple[str, ...]:
    """Everybody whose opinion is among these, by name."""
    return tuple(sorted({side.author for one in found for side in one.opinions if side.author}))


def choose(conflict: Conflict, opinion: Opinion) -> tuple[Decision, ...]:
    """The decisions that take one side's opinion."""
    if conflict.is_of_value:
        return own(conflict, opinion.values)
    return (end_of_row(conflict, deletes=opinion.is_deletion),)


def own(conflict: Conflict, values: Mapping[str, Scalar]) -> tuple[Decision, ...]:
    """The decisions that write these values; disputed fields without one stay as they are shown.

    A comment without one stays disputed: who types a number has not said whose words are right.
    """
    fields = [name for name in conflict.fields if name in whole(conflict.kind, conflict.field)]
    shown = next((one for one in conflict.opinions if one.is_shown), conflict.opinions[-1])
    return tuple(
        Decision(
            kind=conflict.kind,
            key=conflict.key,
            field=name,
            value=values.get(name, shown.values.get(name)),
        )
        for name in dict.fromkeys((*fields, *values))
    )


def end_of_row(conflict: Conflict, *, deletes: bool) -> Decision:
    """The decision that a record goes, or stays with what was edited."""
    ending = Ending.DELETE if deletes else Ending.KEEP
    return Decision(kind=conflict.kind, key=conflict.key, verdict=ending)


def decide(*, store: Store, decisions: Sequence[Decision], reason: str) -> Changes:
    """End one disagreement.

    Args:
        store: The file.
        decisions: Of ``choose``, ``own`` or ``end_of_row``.
        reason: Why; may be empty.

    Raises:
        QualityError: The record is in use, or the disagreement is over.
    """
    return store.decide(decisions, " ".join(reason.split()))


def decide_by_rule(
    *, store: Store, found: Sequence[Conflict], rule: Rule, reason: str, author: str = ""
) -> Decided:
    """End many disagreements in one step that can be undone.

    Args:
        store: The file.
        found: The disagreements in question.
        rule: Whose opinion is taken.
        reason: Why.
        author: For ``Rule.AUTHOR``.

    Raises:
        QualityError: There is no reason, the rule answers nothing, every record that it would delete is
            in use, or figures of a closed period would change.
    """
    why = " ".join(reason.split())
    if not why:
        raise QualityError(
            "Решить сразу несколько расхождений можно только с причиной: впишите её."
        )
    who = store.author if rule is Rule.MINE else author
    ends = [(one, side) for one in found if (side := _by_rule(one, rule, who)) is not None]
    if not ends:
        raise QualityError("По этому правилу решать нечего: выберите другое или решите по одному.")
    changes, count = _decide_all(store, ends, why)
    return Decided(changes=changes, count=count, left=len(found) - count)


def _decide_all(
    store: Store, ends: Sequence[tuple[Conflict, Opinion]], why: str
) -> tuple[Changes, int]:
    """Decide in one step; a record that is in use stays undecided and holds up no other."""
    while True:
        try:
            changes = store.decide([d for one, side in ends for d in choose(one, side)], why)
        except RecordInUseError as error:
            going = [(one, side) for one, side in ends if not _deletes(one, side, error.keys)]
            if not going or len(going) == len(ends):
                raise
            ends = going
        else:
            return changes, len(ends)


def _deletes(conflict: Conflict, side: Opinion, keys: Set[Id]) -> bool:
    return not conflict.is_of_value and side.is_deletion and conflict.key in keys


def _by_rule(conflict: Conflict, rule: Rule, who: str) -> Opinion | None:
    """Whose opinion a rule takes; None when it says nothing about this disagreement."""
    if conflict.sort is DisputeSort.DELETED_REFERRED:
        return None
    wanted = (one for one in conflict.opinions if rule is Rule.LATER or (who and one.author == who))
    return max(wanted, key=lambda one: one.order, default=None)


def _conflict(group: Sequence[Dispute], namer: Namer, me: str) -> Conflict:
    first = group[0]
    kind, key = first.kind, first.key
    field = leading(kind, next((d.field for d in group if not _is_comment(d)), first.field))
    title = namer.words.value_title(kind, field) if field else "вся запись"
    users = [namer.name(other, user) for other, user in first.referrers[:_MOST_USERS]]
    rest = len(first.referrers) - len(users)
    return Conflict(
        kind=kind,
        key=key,
        field=field,
        fields=tuple(one.field for one in group if one.field),
        sort=first.sort,
        kind_title=namer.words.kind_title(kind),
        record=namer.name(kind, key),
        title=f"{title} и примечание" if _is_with_comment(group) else title,
        opinions=tuple(_opinions(kind, key, group, namer, me)),
        users=(*users, *([f"и ещё {rest}"] if rest > 0 else [])),
    )


def _opinions(
    kind: str, key: Id, group: Sequence[Dispute], namer: Namer, me: str
) -> Iterator[Opinion]:
    """Sides of one transaction are one opinion; where a comment is asked with its value, of one person."""
    done: dict[tuple[object, ...], list[tuple[Dispute, Side]]] = {}
    for dispute in group:
        written = Counter[tuple[object, ...]]()
        for side in dispute.sides:
            when = () if _is_with_comment(group) else (side.moment, side.intent, side.is_deletion)
            who = (side.author, side.host, *when)
            done.setdefault((*who, written[who]), []).append((dispute, side))
            written[who] += bool(dispute.field)  # a second value in one field is a second opinion
    values_of = [{d.field: one.value for d, one in sides if d.field} for sides in done.values()]
    texts = namer.told_apart(kind, [_whole(kind, key, values, namer) for values in values_of])
    for sides, values, text in zip(done.values(), values_of, texts, strict=True):
        side = max((one for _, one in sides), key=lambda one: one.change_id)
        yield Opinion(
            author=side.author,
            host=side.host,
            moment=side.moment,
            intent=side.intent,
            text=_with_comment(text, kind, values, namer)
            if values
            else _done([s for _, s in sides], kind, namer),
            order=max(one.change_id for _, one in sides),
            is_shown=all(one.is_shown for _, one in sides),
            is_deletion=side.is_deletion,
            is_own=bool(me) and side.author == me,
            values=values,
        )


def _is_comment(dispute: Dispute) -> bool:
    return bool(dispute.field) and dispute.field == COMMENT.get(dispute.kind)


def _is_with_comment(group: Sequence[Dispute]) -> bool:
    return len(group) > 1 and any(map(_is_comment, group))


def _with_comment(text: str, kind: str, values: Mapping[str, Scalar], namer: Namer) -> str:
    """The value with what its author wrote about it, where that is asked, too."""
    name = COMMENT.get(kind, "")
    if name not in values or len(values) == 1:
        return text
    said = namer.shown(kind, name, values[name])
    return f"{text}; примечание: {said}" if said else f"{text}; без примечания"


def _whole(kind: str, key: Id, values: Mapping[str, Scalar], namer: Namer) -> Mapping[str, object]:
    """The whole value that a side wrote: what is not disputed is as the record shows it."""
    if not values:
        return {}
    record = namer.record(kind, key)
    names_of = whole(kind, next(iter(values)))
    return {name: values.get(name, getattr(record, name, None)) for name in names_of}


def _done(sides: Sequence[Side], kind: str, namer: Namer) -> str:
    """What somebody did with a record that somebody else deleted."""
    if sides[0].is_deletion:
        return _DELETED
    parts = []
    for side in sides:
        if not side.field:
            parts.append(_MADE)
        elif not namer.words.is_hidden(kind, side.field):
            title = namer.words.field_title(kind, side.field)
            parts.append(f"{title}: {namer.shown(kind, side.field, side.value) or 'пусто'}")
    return "; ".join(dict.fromkeys(parts)) or "запись изменена"
