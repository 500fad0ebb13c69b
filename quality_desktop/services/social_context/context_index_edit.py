"""Changing the context index: its scale, its rule for missing figures, bound, weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.context import (
    ContextComponent,
    ContextIndex,
    Missing,
    Standardisation,
)
from quality_desktop.domain.at_risk.risk import percent
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.social_context import context_index

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.storage.unit_of_work import UnitOfWork


def save_index(*, store: Store, reference: Path, index: ContextIndex) -> Changes:
    """Change an index.

    Raises:
        QualityError: Its bound is no percent, or its scale or rule is not one of the list.
    """
    if index.share.strip():
        percent(index.share)
    if index.standardisation not in {way.value for way in Standardisation}:
        raise QualityError(f"«{index.standardisation}» – неизвестный способ приведения к шкале.")
    if index.missing not in {rule.value for rule in Missing}:
        raise QualityError(f"«{index.missing}» – неизвестное правило для пропусков.")
    with store.work("Индекс социального благополучия") as work:
        _adopt(store, reference, index.id, work)
        work.put(index)
        return work.commit()


def save_components(
    *, store: Store, reference: Path, components: Sequence[ContextComponent]
) -> Changes:
    """Change components of an index, all in one step: weights, directions, titles.

    Raises:
        QualityError: A weight is no number from zero on; nothing is written then.
    """
    for component in components:
        context_index.weight(component)
    with store.work("Составляющие индекса социального благополучия") as work:
        for index in {component.index for component in components}:
            _adopt(store, reference, index, work)
        work.put_all(components)
        return work.commit()


def _adopt(store: Store, reference: Path, index: Id, work: UnitOfWork) -> None:
    """Take the index of the program into a file that has none yet, whole."""
    if store.get(ContextIndex, index) is not None:
        return
    for found in context_index.indices(store=store, reference=reference):
        if found.id == index:
            work.put(found)
            work.put_all(context_index.components(store=store, reference=reference, index=index))
