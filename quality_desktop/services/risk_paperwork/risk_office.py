"""Requisites of a paper about schools at risk: who signs it, on which form of paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.documents.outline_facts import OfficeFacts
from quality_desktop.domain.directory import Letterhead, Municipality, Person
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.paperwork import papers

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


_CORNER: Final = "corner"


def letter_form(*, store: Store, office: OfficeFacts) -> Letterhead | None:
    """The form of the office's letters: one for letters if it has any, else that of its orders."""
    forms = sorted(store.all(Letterhead), key=lambda form: (form.name, form.id.bytes))
    return next((form for form in forms if form.layout.startswith(_CORNER)), office.letterhead)


def office_facts(*, store: Store, key: str, reference: Path) -> OfficeFacts:
    """Requisites of a paper: people and letterhead are those of the office's last order.

    Args:
        store: The file.
        key: Name of the paper's files.
        reference: Folder of the catalogues.

    While the file has no municipality, places are left for its names: who wants to see what the results
    say shall not fill in a directory first.
    """
    last = max(store.all(Paper), key=lambda p: (p.dated or date.min, p.id.bytes), default=None)
    form = None
    if last is not None and last.letterhead is not None:
        form = store.get(Letterhead, last.letterhead)
    if form is None:
        form = next(iter(store.all(Letterhead)), None)
    return OfficeFacts(
        key=key,
        municipality=next(iter(store.all(Municipality)), None) or Municipality(id=new_id()),
        letterhead=form,
        signatory=_person(store, None if last is None else last.signatory),
        controller=_person(store, None if last is None else last.controller),
        executor=_person(store, None if last is None else last.executor),
        months=papers.months(reference),
    )


def _person(store: Store, who: Id | None) -> Person | None:
    return None if who is None else store.get(Person, who)
