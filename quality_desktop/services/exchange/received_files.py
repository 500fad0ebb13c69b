"""What became of received files, as the window and the command line show it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.exchange.manifest import Base
from quality_desktop.exchange.quarantine import Quarantine
from quality_desktop.services.exchange.effects import Effect
from quality_desktop.services.exchange.senders import SenderCard, Trust
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.merge_plan import MergePlan


class Verdict(StrEnum):
    """What can be done with a file.

    Attributes:
        READY: It can be merged.
        NOTHING_NEW: All that is in it is here.
        NEEDS_PASSWORD: Closed; ask the user and look again.
        WRONG_PASSWORD: Closed with another password.
        UNTRUSTED: The sender's key is not the one that was compared: a stop until it is pinned.
        LACKS_BASE: It rests on a package that has not been taken in here.
        REFUSED: It is not taken.
    """

    READY = "ready"
    NOTHING_NEW = "nothing_new"
    NEEDS_PASSWORD = "needs_password"
    WRONG_PASSWORD = "wrong_password"
    UNTRUSTED = "untrusted"
    LACKS_BASE = "lacks_base"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """A received file.

    Attributes:
        path: Where it is.
        verdict: What can be done with it.
        sentence: What it is, or why it is not taken; one sentence with the name of the file.
        warnings: What to know before, each one sentence.
        is_loud: Nobody signed it: to be shown so that it is not overlooked.
        trust: What the sender is to the user.
        sender: Who sends; None when the file was not opened.
        sent_at: When it was made, or last written, local time.
        recipient: For whom, as the sender typed it.
        chosen: What was chosen, in words; empty for everything.
        plan: What it would bring, after the files before it; None unless it could be merged.
        outside_edits: Values changed beside the program, which are not taken unless asked for.
        log: Its clean log, while the preview is open.
        arrival: How the journal will name it.
        base: The package that must be here before it; None for one that stands alone.
        is_whole: Everything that the sender has is in it.
    """

    path: Path
    verdict: Verdict
    sentence: str
    warnings: tuple[str, ...] = ()
    is_loud: bool = False
    trust: Trust = Trust.UNSIGNED
    sender: SenderCard | None = None
    sent_at: datetime | None = None
    recipient: str = ""
    chosen: str = ""
    plan: MergePlan | None = None
    outside_edits: int = 0
    log: Path | None = None
    arrival: Arrival | None = None
    base: Base | None = None
    is_whole: bool = False

    @property
    def closed(self) -> tuple[str, ...]:
        """Sentences about periods that are closed here and whose figures it would change."""
        return () if self.plan is None else self.plan.closed

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.path.name

    @property
    def package(self) -> str:
        """Id of the package, hexadecimal; empty for a bare file."""
        origin = None if self.arrival is None else self.arrival.origin
        return "" if origin is None else origin.hex()

    def follows(self, taken: Collection[str]) -> bool:
        """Whether what it rests on is among the packages taken in."""
        return self.base is None or self.base.package in taken


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPreview:
    """Received files before anything is written.

    Attributes:
        files: In the order in which they would be merged; those that are not taken stand last.
        effect: What all that is new does to what people look at; None when nothing is new.
        quarantine: The folder of the clean logs.
        beginning: The file with a copy of which it is better to begin; see ``beginning``.
    """

    files: tuple[ReceivedFile, ...]
    effect: Effect | None
    quarantine: Quarantine
    beginning: ReceivedFile | None = None

    @property
    def has_news(self) -> bool:
        """Something could be merged."""
        return any(one.verdict is Verdict.READY for one in self.files)

    def close(self) -> None:
        """Remove the clean logs; a second call does nothing."""
        self.quarantine.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What a merge did with one file.

    Attributes:
        file: As it was looked at.
        is_taken: It was merged.
        new_changes: How many changes came that were new.
        conflicts: How many disagreements came with them.
        exchange: Id of its line in the journal; None when it was not.
        sentence: One sentence with the name of the file.
    """

    file: ReceivedFile
    is_taken: bool
    new_changes: int = 0
    conflicts: int = 0
    exchange: bytes | None = None
    sentence: str

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.file.name

    @property
    def is_refused(self) -> bool:
        """Something of it is missing here now: it was not merged, and not because all was here."""
        return not self.is_taken and self.file.verdict is not Verdict.NOTHING_NEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a merge of several files did.

    Attributes:
        files: One after another.
        changes: What was touched.
        backup: The copy made before; None when none could be made.
        sentence: The whole in one sentence.
    """

    files: tuple[FileOutcome, ...]
    changes: Changes
    backup: Path | None
    sentence: str
