"""Recommendations composed with progress and a way to stop; nothing is written before the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.records import Id
from quality_desktop.services.school_profile import recommendations
from quality_desktop.services.school_profile.recommendations import Prepared
from quality_desktop.services.school_profile.sign_figures import Signs
from quality_desktop.storage.store import Store
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.operations import Operations


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be composed.

    Attributes:
        year: Calendar year of the exams.
        reference: Folder of the dated catalogues.
        known: Figures of the year when they are at hand.
    """

    year: int
    schools: Sequence[Id]
    reference: Path
    known: Signs | None = None


def compose(
    operations: Operations,
    wanted: Wanted,
    *,
    then: Callable[[Changes], None],
    refused: Callable[[str], None],
    owner: QObject,
) -> None:
    """Compose, then write in one step.

    Args:
        operations: The bridge to the file.
        wanted: For whom.
        then: Takes the changes.
        refused: Takes the sentence when it cannot be done.
        owner: The widget that asks.
    """

    def work(store: Store, progress: Progress) -> Prepared:
        return recommendations.prepare(
            store=store,
            year=wanted.year,
            schools=wanted.schools,
            reference=wanted.reference,
            known=wanted.known,
            progress=progress.report,
        )

    def save(prepared: Prepared) -> None:
        operations.do(
            lambda store: recommendations.save(store=store, prepared=prepared),
            then=then,
            refused=refused,
            owner=owner,
        )

    operations.run(work, save, title="Рекомендации школам", owner=owner, refused=refused)
