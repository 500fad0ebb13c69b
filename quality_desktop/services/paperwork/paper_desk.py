"""All that a person who works on papers sees besides the pages themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from quality_desktop.documents.paper_wording import read_kind
from quality_desktop.domain.directory import Letterhead, Person, Team, Unit
from quality_desktop.domain.paper_kinds import PaperField, PaperPart, PaperParty
from quality_desktop.domain.paperwork import Appendix, Paper, PaperDeadline
from quality_desktop.domain.programme import Programme
from quality_desktop.domain.records import Id
from quality_desktop.domain.roadmap import Roadmap
from quality_desktop.services.folding import folded
from quality_desktop.services.office.directory import letterheads
from quality_desktop.services.office.names import NO_NAME, direction_code, shown
from quality_desktop.services.paperwork import kinds, paper_values
from quality_desktop.storage.store import Store

_SHOWN = 60
_TEXT = "text"


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
    """Something that can be an appendix of a paper, and whether it is one.

    Attributes:
        own: The appendix itself, when a person wrote its ``own_title`` and ``text``.
    """

    content: str
    programme: Id | None
    title: str
    is_included: bool
    roadmap: Id | None = None
    team: Id | None = None
    own: Id | None = None
    own_title: str = ""
    text: str = ""

    @property
    def target(self) -> Id | None:
        """What the appendix prints, when there are several of its content."""
        return self.programme or self.roadmap or self.team or self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineField:
    """A date that the wording of the paper can name; ``title`` says what it is for."""

    code: str
    title: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueField:
    """A value that the wording names; ``title`` says what it is."""

    code: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyField:
    """Somebody whom the wording names; ``title`` says who it is."""

    code: str
    title: str
    person: Id | None
    unit: Id | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDesk:
    """A paper with the choices for its requisites.

    Attributes:
        deadlines: All dates that the wording can name, in its order.
        appendices: All that the file can append; those of the paper first, in their order.
        people: People by surname; those who left are offered only where they already stand.
        family: Family of its kind: a letter has addressees and may answer another paper.
        values: Values that the wording names, in its order.
        parties: People and units that the wording names, in its order.
        units: Units of the office by name.
        addressees: To whom it goes, one a line.
    """

    paper: Paper
    deadlines: tuple[DeadlineField, ...]
    appendices: tuple[AppendixChoice, ...]
    people: tuple[PersonChoice, ...]
    letterheads: tuple[Letterhead, ...]
    family: str = "order"
    kind_title: str = ""
    values: tuple[ValueField, ...] = ()
    parties: tuple[PartyField, ...] = ()
    units: tuple[tuple[Id, str], ...] = ()
    addressees: tuple[str, ...] = ()


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
    source = kinds.find(store=store, wording=wording, code=found.form)
    codes = read_kind(source.kind, source.parts, store.all(PaperPart, paper=paper)).named
    titles = source.titles
    return PaperDesk(
        paper=found,
        deadlines=_deadlines(store, paper, codes.deadlines, titles),
        appendices=_appendices(store, paper),
        people=tuple(sorted(people, key=lambda choice: folded(choice.text))),
        letterheads=letterheads(store=store),
        family=source.kind.family,
        kind_title=source.kind.title,
        values=_values(store, paper, codes.fields, titles),
        parties=_parties(store, paper, codes.parties, titles),
        units=tuple(
            sorted(
                ((unit.id, unit.short_name or unit.name) for unit in store.all(Unit)),
                key=lambda pair: folded(pair[1]),
            )
        ),
        addressees=paper_values.addressee_names(store=store, paper=paper),
    )


def _deadlines(
    store: Store, paper: Id, codes: Sequence[str], titles: Mapping[str, str]
) -> tuple[DeadlineField, ...]:
    known = {one.code: one for one in store.all(PaperDeadline, paper=paper)}
    return tuple(
        DeadlineField(
            code=code,
            title=(known[code].title if code in known else "")
            or titles.get(f"deadline.{code}", code),
            due=known[code].due if code in known else None,
        )
        for code in codes
    )


def _values(
    store: Store, paper: Id, codes: Sequence[str], titles: Mapping[str, str]
) -> tuple[ValueField, ...]:
    known = {one.code: one for one in store.all(PaperField, paper=paper)}
    return tuple(
        ValueField(
            code=code,
            title=(known[code].title if code in known else "") or titles.get(f"field.{code}", code),
            text=known[code].text if code in known else "",
        )
        for code in codes
    )


def _parties(
    store: Store, paper: Id, codes: Sequence[str], titles: Mapping[str, str]
) -> tuple[PartyField, ...]:
    known = {one.code: one for one in store.all(PaperParty, paper=paper)}
    return tuple(
        PartyField(
            code=code,
            title=(known[code].title if code in known else "") or titles.get(f"party.{code}", code),
            person=known[code].person if code in known else None,
            unit=known[code].unit if code in known else None,
        )
        for code in codes
    )


def _called(person: Person) -> str:
    if person.surname or not person.position:
        return shown(person)
    return f"{person.position} ({NO_NAME})"


def _appendices(store: Store, paper: Id) -> tuple[AppendixChoice, ...]:
    """What the file can append, in the order of the paper's appendices, then the rest."""
    known = {
        (a.content, a.programme or a.roadmap or a.team or (a.id if a.content == _TEXT else None)): (
            a.number
        )
        for a in store.all(Appendix, paper=paper)
    }
    choices = [
        replace(choice, is_included=(choice.content, choice.target) in known)
        for choice in (*_possible(store), *_written(store, paper))
    ]
    last = len(known) + len(choices) + max(known.values(), default=0)
    return tuple(sorted(choices, key=lambda c: known.get((c.content, c.target), last)))


def _written(store: Store, paper: Id) -> Iterator[AppendixChoice]:
    """Appendices of a person's own words, which this paper alone has."""
    for one in store.all(Appendix, paper=paper, content=_TEXT):
        title = " ".join(one.title.split()) or "Без названия"
        yield AppendixChoice(
            content=_TEXT,
            programme=None,
            title=f"Текст: {title}",
            is_included=True,
            own=one.id,
            own_title=one.title,
            text=one.text,
        )


def _possible(store: Store) -> Iterator[AppendixChoice]:
    made = partial(AppendixChoice, programme=None, is_included=False)
    yield made(content="matrix", title="Матрица ответственности")
    yield made(content="card", title="Технологическая карта")
    for programme in store.all(Programme):
        code = direction_code(store, programme.direction)
        title = f"Программа {code}".strip()
        yield made(content=Programme.kind, programme=programme.id, title=title)
    for roadmap in store.all(Roadmap):
        title = " ".join(roadmap.title.split())
        shown = title if len(title) <= _SHOWN else title[:_SHOWN].rsplit(" ", 1)[0] + " …"
        yield made(content="roadmap", roadmap=roadmap.id, title=f"План: {shown} ({roadmap.year})")
    for team in store.all(Team):
        yield made(content="team", team=team.id, title=team.title or "Состав команды")
