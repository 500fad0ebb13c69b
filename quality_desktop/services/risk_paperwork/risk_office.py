"""Requisites of a paper about schools at risk: who signs it, on which form of paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.documents.outline_facts import OfficeFacts
from quality_desktop.domain.directory import Letterhead, Municipality, Person
from quality_desktop.domain.paperwork import READY_MADE, Paper
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.paperwork import papers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quality_desktop.storage.store import Store


_CORNER: Final = "corner"


def office_facts(*, store: Store, key: str, reference: Path) -> OfficeFacts:
    """Requisites of a paper: people are those of the office's last paper, the letterhead that of its orders.

    Args:
        store: The file.
        key: Name of the paper's files.
        reference: Folder of the catalogues.

    While the file has no municipality, places are left for its names: who wants to see what the results
    say shall not fill in a directory first.
    """
    latest = sorted(
        (one for one in store.all(Paper) if one.form not in READY_MADE),
        key=lambda one: (one.dated or date.min, one.id.bytes),
        reverse=True,
    )
    last = latest[0] if latest else None
    return OfficeFacts(
        key=key,
        municipality=next(iter(store.all(Municipality)), None) or Municipality(id=new_id()),
        letterhead=_order_form(store, latest),
        signatory=_person(store, None if last is None else last.signatory),
        controller=_person(store, None if last is None else last.controller),
        executor=_person(store, None if last is None else last.executor),
        months=papers.months(reference),
    )


def _order_form(store: Store, latest: Sequence[Paper]) -> Letterhead | None:
    """The letterhead used last that is not for letters alone; any other where there is none."""
    forms = {one.id: one for one in store.all(Letterhead)}
    used = [one.letterhead for one in latest if one.letterhead is not None]
    offered = [forms[key] for key in (*used, *forms) if key in forms]
    orders = [form for form in offered if not form.layout.startswith(_CORNER)]
    return next(iter((*orders, *offered)), None)


def _person(store: Store, who: Id | None) -> Person | None:
    return None if who is None else store.get(Person, who)
