"""What the panel beside the directory tells of one record: forms, where it stands, its history."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quality_desktop.domain.records import Id
from quality_desktop.services.office import directory_edit, forms_of_words
from quality_desktop.services.office.forms_of_words import Forms, PersonForms
from quality_desktop.storage.history import HistoryEntry
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A record beside its grid.

    Attributes:
        record: Its id.
        stands: Where it is named, in words.
        history: Who changed what, newest first.
        person: Declined forms of a person.
        phrases: Declined forms of the phrases that were asked for, in their order.
    """

    record: Id
    stands: tuple[str, ...]
    history: tuple[HistoryEntry, ...]
    person: PersonForms | None = None
    phrases: tuple[Forms, ...] = ()


def card(
    *,
    store: Store,
    kind: str,
    record: Id,
    language: Path,
    phrases: tuple[tuple[str, str], ...] = (),
) -> Card:
    """The card of a record.

    Args:
        store: The file.
        kind: Kind of the record.
        record: Its id.
        language: Folder of the data of Russian grammar.
        phrases: Phrases to decline, as scope and nominative.
    """
    is_person = kind == "person"
    return Card(
        record=record,
        stands=directory_edit.uses(store=store, kind=kind, record=record),
        history=store.history(record),
        person=forms_of_words.of_person(store=store, person=record, language=language)
        if is_person
        else None,
        phrases=forms_of_words.of_phrases(store=store, phrases=phrases, language=language)
        if phrases
        else (),
    )
