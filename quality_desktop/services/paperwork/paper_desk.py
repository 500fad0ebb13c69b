"""All that a person who works on papers sees besides the pages themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quality_desktop.documents.wording import read_wording
from quality_desktop.domain.directory import Letterhead, Person
from quality_desktop.domain.paperwork import Appendix, Paper, PaperDeadline
from quality_desktop.domain.programme import Programme
from quality_desktop.domain.records import Id
from quality_desktop.services.folding import folded
from quality_desktop.services.office.directory import letterheads
from quality_desktop.services.office.names import NO_NAME, direction_code, shown
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoice:
    """A person who can be named in a paper; ``text`` is «Вахрушина Э.Ф.», ``hint`` the position.

    Without a name the position comes first, because a narrow field shows the beginning only.
    """

    person: Id
    text: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppendixChoice:
    """Something that can be an appendix of a paper, and whether it is one."""

    content: str
    programme: Id | None
    title: str
    is_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineField:
    """A date that the wording of the paper can name; ``title`` says what it is for."""

    code: str
    title: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDesk:
    """A paper with the choices for its requisites.

    Attributes:
        deadlines: All dates that the wording can name, in its order.
        appendices: All that the file can append; those of the paper first, in their order.
        people: People by surname; those who left are offered only where they already stand.
    """

    paper: Paper
    deadlines: tuple[DeadlineField, ...]
    appendices: tuple[AppendixChoice, ...]
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
        PersonChoice(person=person.id, text=_called(person), hint=person.position)
        for person in store.all(Person)
        if person.is_active or person.id in named
    ]
    dues = {d.code: d.due for d in store.all(PaperDeadline, paper=paper)}
    return PaperDesk(
        paper=found,
        deadlines=tuple(
            DeadlineField(code=deadline.code, title=deadline.title, due=dues.get(deadline.code))
            for deadline in read_wording(wording / f"{found.form}.toml").deadlines
        ),
        appendices=_appendices(store, paper),
        people=tuple(sorted(people, key=lambda choice: folded(choice.text))),
        letterheads=letterheads(store=store),
    )


def _called(person: Person) -> str:
    if person.surname or not person.position:
        return shown(person)
    return f"{person.position} ({NO_NAME})"


def _appendices(store: Store, paper: Id) -> tuple[AppendixChoice, ...]:
    """What the file can append, in the order of the paper's appendices, then the rest."""
    known = {(a.content, a.programme): a.number for a in store.all(Appendix, paper=paper)}
    titles: dict[tuple[str, Id | None], str] = {
        ("matrix", None): "Матрица ответственности",
        ("card", None): "Технологическая карта",
    }
    for programme in store.all(Programme):
        code = direction_code(store, programme.direction)
        titles[Programme.kind, programme.id] = f"Программа {code}".strip()
    choices = [
        AppendixChoice(content=key[0], programme=key[1], title=title, is_included=key in known)
        for key, title in titles.items()
    ]
    last = len(known) + len(choices) + max(known.values(), default=0)
    return tuple(sorted(choices, key=lambda c: known.get((c.content, c.programme), last)))
