"""Changing the context index: its scale, its rule for missing figures, bound, weights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.context import (
    ContextComponent,
    ContextIndex,
    Missing,
    Standardisation,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.domain.risk import percent
from quality_desktop.services import context_index

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


def save_component(*, store: Store, reference: Path, component: ContextComponent) -> Changes:
    """Change a component: its weight, direction or title.

    Raises:
        QualityError: Its weight is no number from zero on.
    """
    context_index.weight(component)
    title = component.title or component.calculation
    with store.work(f"Составляющая индекса «{title}»") as work:
        _adopt(store, reference, component.index, work)
        work.put(component)
        return work.commit()


def _adopt(store: Store, reference: Path, index: Id, work: UnitOfWork) -> None:
    """Take the index of the program into a file that has none yet, whole."""
    if store.get(ContextIndex, index) is not None:
        return
    for found in context_index.indices(store=store, reference=reference):
        if found.id == index:
            work.put(found)
            work.put_all(context_index.components(store=store, reference=reference, index=index))
