"""All that a person who works on papers sees besides the pages themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quality_desktop.documents.wording import read_wording
from quality_desktop.domain.directory import Letterhead, Person
from quality_desktop.domain.paperwork import Paper, PaperDeadline
from quality_desktop.domain.records import Id
from quality_desktop.services import paper_edits
from quality_desktop.services.names import shown
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoice:
    """A person who can be named in a paper; ``text`` is «Вахрушина Э.Ф.», ``hint`` the position."""

    person: Id
    text: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDesk:
    """A paper with the choices for its requisites.

    Attributes:
        deadline_titles: What each date is for, by its code.
        people: People by surname; those who left are offered only where they already stand.
    """

    paper: Paper
    deadlines: tuple[PaperDeadline, ...]
    deadline_titles: Mapping[str, str]
    people: tuple[PersonChoice, ...]
    letterheads: tuple[Letterhead, ...]


def desk(*, store: Store, paper: Id, wording: Path) -> PaperDesk | None:
    """The paper and its choices; None when it is not in the file any more.

    Raises:
        QualityError: The wording of its form is missing or wrong.
    """
    found = store.get(Paper, paper)
    if found is None:
        return None
    named = {found.signatory, found.supervisor, found.controller, found.executor, found.certifier}
    people = [
        PersonChoice(person=person.id, text=shown(person), hint=person.position)
        for person in store.all(Person)
        if person.is_active or person.id in named
    ]
    return PaperDesk(
        paper=found,
        deadlines=paper_edits.deadlines(store=store, paper=paper),
        deadline_titles={
            deadline.code: deadline.title
            for deadline in read_wording(wording / f"{found.form}.toml").deadlines
        },
        people=tuple(sorted(people, key=lambda choice: choice.text.lower().replace("ё", "е"))),
        letterheads=tuple(sorted(store.all(Letterhead), key=lambda record: record.name)),
    )
