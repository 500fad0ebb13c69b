"""The way of proofs: handed over to the operator, ready, published, seen again, kept inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.cycle import Position, Progress
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.evidence import Evidence, Publishing
from quality_desktop.domain.records import Id
from quality_desktop.services.office import kept_files
from quality_desktop.services.school_profile.norms import save_norms
from quality_desktop.services.site.pages import direction_page, position_anchor
from quality_desktop.writers.html import is_page

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


def mark_ready(*, store: Store, proofs: Sequence[Id]) -> Changes:
    """Put proofs into the operator's queue: they stand on the next pages of the website."""
    return _change(
        store,
        proofs,
        "Готово к размещению",
        lambda one: replace(one, publishing=Publishing.READY.value, published_on=None, address=""),
    )


def withdraw(*, store: Store, proofs: Sequence[Id]) -> Changes:
    """Take proofs off the website: the next pages are without them."""
    return _change(
        store,
        proofs,
        "Снято с сайта",
        lambda one: replace(one, publishing=Publishing.NONE.value, published_on=None, address=""),
    )


def mark_published(*, store: Store, proofs: Sequence[Id], day: date, address: str = "") -> Changes:
    """Note that proofs are published.

    Args:
        store: The file.
        proofs: Which.
        day: When.
        address: On which page; the one noted before stays when it is empty.

    Raises:
        QualityError: The address is not one of a page.
    """
    _require_page(address)
    return _change(
        store,
        proofs,
        "Размещено на сайте",
        lambda one: replace(
            one,
            publishing=Publishing.PUBLISHED.value,
            published_on=day,
            address=address.strip() or one.address,
        ),
    )


def mark_put_on_site(*, store: Store, proofs: Sequence[Id], day: date, tab: str = "") -> Changes:
    """Note that the pages that were written stand on the website now.

    Args:
        store: The file.
        proofs: What stands on them.
        day: When.
        tab: Address of the first page; every proof gets the address of its position then.

    Raises:
        QualityError: The address is not one of a page.
    """
    _require_page(tab)
    folder = tab.strip().removesuffix("index.html").rstrip("/")

    def published(one: Evidence) -> Evidence:
        place = _place(store, one) if folder else ""
        return replace(
            one,
            publishing=Publishing.PUBLISHED.value,
            published_on=day,
            address=f"{folder}/{place}" if place else one.address,
        )

    return _change(store, proofs, "Размещено на сайте", published)


def _place(store: Store, proof: Evidence) -> str:
    """Page and place of a proof on the website; nothing when its position is gone."""
    state = store.get(Progress, proof.progress)
    direction = None if state is None else store.get(Direction, state.direction)
    position = None if state is None else store.get(Position, state.position)
    if direction is None or position is None:
        return ""
    return f"{direction_page(direction.code)}#{position_anchor(position.number)}"


def mark_checked(*, store: Store, proofs: Sequence[Id], day: date) -> Changes:
    """Note that somebody saw that proofs still hold."""
    return _change(store, proofs, "Проверено", lambda one: replace(one, checked_on=day))


def hand_over(*, store: Store, proofs: Sequence[Id], day: date | None) -> Changes:
    """Note when executors gave proofs to the operator; None takes it back."""
    intent = "Передача оператору отменена" if day is None else "Передано оператору"
    return _change(store, proofs, intent, lambda one: replace(one, handed_over=day))


def keep_file(*, store: Store, proof: Id, path: Path) -> Changes:
    """Copy a file into the office's file beside a proof.

    Raises:
        QualityError: The proof is gone, or the file cannot be read, is empty or too large.
    """
    if store.get(Evidence, proof) is None:
        raise QualityError("Этого подтверждения уже нет: его удалили. Обновите список.")
    return kept_files.keep(store=store, owner="evidence", record=proof, path=path, title=path.name)


def set_fresh_months(*, store: Store, norm: Norm, months: int) -> Changes:
    """Change for how many months a proof is fresh."""
    return save_norms(store=store, norms=[replace(norm, figure=str(months))])


def _require_page(address: str) -> None:
    if address.strip() and not is_page(address.strip()):
        raise QualityError(
            f"«{address.strip()}» не адрес страницы: он начинается с http:// или https:// "
            "и пишется без пробелов."
        )


def _change(
    store: Store, proofs: Sequence[Id], intent: str, change: Callable[[Evidence], Evidence]
) -> Changes:
    """Change proofs in one step; those that are gone by now are passed over."""
    named = intent if len(proofs) == 1 else f"{intent}: {len(proofs)}"
    with store.work(named) as work:
        for key in proofs:
            known = work.get(Evidence, key)
            if known is not None and change(known) != known:
                work.put(change(known))
        return work.commit()
