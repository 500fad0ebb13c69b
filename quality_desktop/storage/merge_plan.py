"""What a merge would do and what it did, as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id, Record
from quality_desktop.storage.disputes import Dispute
from quality_desktop.storage.history import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTransaction:
    """Something that a colleague did and that has not come here yet.

    Attributes:
        moment: Local time by the clock of the computer where it was done.
        intent: What was done, in the author's words.
        count: How many changes of it are new here.
    """

    author: str
    host: str
    moment: datetime
    intent: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRecord:
    """A record that a merge would touch.

    Attributes:
        kind: Kind of the record.
        before: As it is here now; None when it is not here.
        after: As it would be; None when it would not be here.
    """

    kind: str
    key: Id
    action: Action
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What taking in a log would do; nothing has been written.

    Attributes:
        new_changes: How many changes are not here yet.
        transactions: By time.
        records: By kind and id; records that would stay as they are are not told.
        conflicts: Disagreements that would come with it, field by field.
        questions: How many of them a person has to decide: fields that are one value are one.
        warnings: What a person should know before: clocks ahead, a newer program.
        closed: Sentences about periods that are closed here and whose figures would change.
    """

    new_changes: int
    transactions: tuple[PlannedTransaction, ...]
    records: tuple[PlannedRecord, ...]
    conflicts: tuple[Dispute, ...]
    questions: int
    warnings: tuple[Problem, ...]
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeOutcome:
    """What a merge did.

    Attributes:
        exchange: Id of the line in the journal of exchanges.
        new_changes: How many changes were new; 0 when all had been here.
        conflicts: How many disagreements came with them: as many as a person has to decide.
    """

    changes: Changes
    exchange: bytes
    new_changes: int
    conflicts: int
