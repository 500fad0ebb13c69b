"""What received files would bring, in words: record by record and field by field, before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from quality_desktop.domain.records import Id, Record
from quality_desktop.domain.whole_values import leading, whole
from quality_desktop.language.numbers import counted
from quality_desktop.services.exchange.conflicts import Conflict, told
from quality_desktop.services.exchange.received_files import ReceivedPreview
from quality_desktop.services.history import names
from quality_desktop.services.history.names import Namer
from quality_desktop.storage.history import Action
from quality_desktop.storage.merge_plan import MergePlan, PlannedRecord
from quality_desktop.storage.store import Store

MOST_LINES = 5_000
"""More lines nobody reads; the rest is told as a number."""
_MOST_PARTS = 12
_WORDS = {
    Action.CREATED: "новая запись",
    Action.DELETED: "запись удаляется",
    Action.RESTORED: "запись возвращается",
}
_COUNTS = {
    Action.CREATED: "новых",
    Action.CHANGED: "изменено",
    Action.DELETED: "удаляется",
    Action.RESTORED: "возвращается",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One field that would change, or a record that would come or go.

    Attributes:
        file: Name of the received file.
        key: Id of the record.
        field: The field; empty for the whole record.
        kind_title: «Школа».
        record: What the record is called.
        title: Title of the field, or what becomes of the record.
        before: As it is here, in words; empty for nothing.
        after: As it would be.
    """

    file: str
    key: Id
    field: str
    kind_title: str
    record: str
    title: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneLine:
    """Something that a colleague did.

    Attributes:
        place: Number of the line.
        count: How many changes of it are new here.
    """

    place: int
    file: str
    author: str
    host: str
    moment: datetime
    intent: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTold:
    """What received files would bring.

    Attributes:
        lines: By file, kind and record.
        left_out: How many lines more there are.
        summary: «Школа: новых 2, изменено 1; …»; empty when nothing changes.
        conflicts: Disagreements that would come with them.
        done: What colleagues did, by file and time.
        closed: Sentences about closed periods whose figures would change.
    """

    lines: tuple[PlanLine, ...] = ()
    left_out: int = 0
    summary: str = ""
    conflicts: tuple[Conflict, ...] = ()
    done: tuple[DoneLine, ...] = ()
    closed: tuple[str, ...] = ()


def plan_told(*, store: Store, reference: Path, preview: ReceivedPreview) -> PlanTold:
    """Put a preview into words.

    Args:
        store: The file.
        reference: Folder of the dated catalogues.
        preview: Received files as they were looked at.
    """
    plans = [(one.name, one.plan) for one in preview.files if one.plan is not None]
    namer = names.namer(store=store, reference=reference)
    records = [record for _, plan in plans for record in plan.records]
    namer.know(one for record in records if (one := record.after or record.before) is not None)
    shown: list[PlanLine] = []
    left_out = 0
    for file, plan in plans:
        for record in plan.records:
            if len(shown) < MOST_LINES:
                shown += _lines(file, record, namer)
            else:
                left_out += _count(record, namer)
    disputes = [dispute for _, plan in plans for dispute in plan.conflicts]
    return PlanTold(
        lines=tuple(shown),
        left_out=left_out,
        summary=_summary(records, namer),
        conflicts=told(disputes=disputes, namer=namer, me=store.author),
        done=tuple(_done(plans)),
        closed=tuple(dict.fromkeys(text for one in preview.files for text in one.closed)),
    )


def _done(plans: Sequence[tuple[str, MergePlan]]) -> Iterator[DoneLine]:
    place = 0
    for file, plan in plans:
        for one in plan.transactions:
            yield DoneLine(
                place=place,
                file=file,
                author=one.author,
                host=one.host,
                moment=one.moment,
                intent=one.intent,
                count=one.count,
            )
            place += 1


def _lines(file: str, record: PlannedRecord, namer: Namer) -> Iterator[PlanLine]:
    kind = record.kind
    if kind not in namer.words.kinds:
        return
    line = PlanLine(
        file=file,
        key=record.key,
        field="",
        kind_title=namer.words.kind_title(kind),
        record=namer.name(kind, record.key),
        title=_WORDS.get(record.action, ""),
    )
    before, after = record.before, record.after
    if record.action is not Action.CHANGED or before is None or after is None:
        text = _said(after or before, namer)
        gone = record.action is Action.DELETED
        yield replace(line, before=text if gone else "", after="" if gone else text)
        return
    for name in _changed(before, after, namer):
        sides = (before, after)
        was, becomes = namer.told_apart(
            kind, [{one: getattr(side, one) for one in whole(kind, name)} for side in sides]
        )
        title = namer.words.value_title(kind, name)
        yield replace(line, field=name, title=title, before=was, after=becomes)


def _count(record: PlannedRecord, namer: Namer) -> int:
    """How many lines ``_lines`` would make, without putting them into words."""
    before, after = record.before, record.after
    if record.kind not in namer.words.kinds:
        return 0
    if record.action is not Action.CHANGED or before is None or after is None:
        return 1
    return sum(1 for _ in _changed(before, after, namer))


def _changed(before: Record, after: Record, namer: Namer) -> Iterator[str]:
    """Fields to be shown that differ; of values of several fields the leading one."""
    kind = before.kind
    for name in namer.words.kinds[kind].fields:
        differs = any(getattr(before, one) != getattr(after, one) for one in whole(kind, name))
        if differs and leading(kind, name) == name and not namer.words.is_hidden(kind, name):
            yield name


def _said(record: Record | None, namer: Namer) -> str:
    """What a record says, in a line."""
    if record is None:
        return ""
    parts = []
    for name in namer.words.kinds[record.kind].fields:
        value = getattr(record, name)
        if namer.words.is_hidden(record.kind, name) or name == "place" or value is False:
            continue
        text = namer.shown(record.kind, name, value)
        if text:
            parts.append(f"{namer.words.field_title(record.kind, name)}: {text}")
    return "; ".join(parts[:_MOST_PARTS])


def _summary(records: Sequence[PlannedRecord], namer: Namer) -> str:
    """«Школа: новых 2, изменено 1; Человек: изменено 3»."""
    counts = Counter((record.kind, record.action) for record in records)
    kinds = dict.fromkeys(record.kind for record in records)
    parts = []
    for kind in kinds:
        found = [
            f"{word} {counts[kind, action]}"
            for action, word in _COUNTS.items()
            if counts[kind, action]
        ]
        parts.append(f"{namer.words.kind_title(kind)}: {', '.join(found)}")
    if not parts:
        return ""
    total = counted(len({one.key for one in records}), "запись", "записи", "записей")
    return f"Затронуто: {total}. {'; '.join(parts)}."
