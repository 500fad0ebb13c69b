"""Which steps a file needs next, the user's own first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from quality_desktop.services.next_steps.counts import Counts, file_counts
from quality_desktop.services.next_steps.rules import Part, Place, StepRule, read_rules
from quality_desktop.storage.store import Store

MOST_STEPS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A step as the window shows it.

    Attributes:
        key: Latin name of its rule.
        title: What to do.
        why: Why now, with the figures of this file.
        place: Where it is done.
        help: Page of help with its anchor.
        is_own: It is the work of the user's part.
    """

    key: str
    title: str
    why: str
    place: Place
    help: str
    is_own: bool


def next_steps(
    *, store: Store, reference: Path, year: int, today: date, part: Part | None
) -> tuple[NextStep, ...]:
    """What to do next in this file.

    Args:
        store: The file.
        reference: Folder of the catalogues.
        year: School year by its first calendar year.
        today: The day of asking.
        part: What the user does; None when they did not say.

    Raises:
        QualityError: The rules cannot be read.
    """
    rules = read_rules(reference)
    return choose(rules, file_counts(store=store, year=year, today=today), part)


def choose(
    rules: Iterable[StepRule], counts: Counts, part: Part | None, most: int = MOST_STEPS
) -> tuple[NextStep, ...]:
    """The first steps that are due, in the order of the cycle; the user's own stand first.

    Without a part everybody's steps come in the order of the cycle. With one, steps of others
    fill the places that are left, so that a secretary sees what the office waits for.
    """
    due = [rule for rule in rules if rule.is_due(counts)]
    ordered = sorted(due, key=lambda rule: not _is_own(rule, part))
    return tuple(
        NextStep(
            key=rule.key,
            title=rule.title,
            why=rule.why.format(**counts),
            place=rule.place,
            help=rule.help,
            is_own=_is_own(rule, part),
        )
        for rule in ordered[:most]
    )


def _is_own(rule: StepRule, part: Part | None) -> bool:
    return part is None or not rule.parts or part in rule.parts
