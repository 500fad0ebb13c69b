"""Facts of any paper of the office, put together from the records of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from quality_desktop.documents.addressees import AddresseeFacts
from quality_desktop.documents.paper_facts import PaperFacts, PartyFacts
from quality_desktop.documents.roadmap import RoadmapFacts
from quality_desktop.domain.directory import Person, School, Unit
from quality_desktop.domain.paper_kinds import PaperField, PaperKind, PaperParty
from quality_desktop.domain.paperwork import Appendix, Paper, PaperDeadline
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import PaperAddressee, PaperLink
from quality_desktop.services.paperwork.order_facts import order_facts
from quality_desktop.services.paperwork.reads import Reads
from quality_desktop.services.paperwork.roadmap_facts import roadmap_facts

_ABOUT_EARLIER: Final = ("amends", "cancels", "copies", "reminds")
"""Relations to the one paper that a wording names as ``earlier``; the first of them is named first."""
_RELATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "order-amending": "amends",
        "order-cancelling": "cancels",
        "extract-order": "copies",
        "letter-answer-reminder": "reminds",
    }
)
"""Kind -> what its text says of the earlier paper."""


def paper_facts(
    records: Reads,
    *,
    paper: Id,
    key: str,
    months: Mapping[str, Sequence[str]],
    titles: Mapping[str, str] = MappingProxyType({}),
) -> PaperFacts:
    """Gather everything that a paper prints.

    Args:
        records: Where the records are read from.
        paper: The paper.
        key: Name of its files.
        months: Names of months by the code of a language.
        titles: What the kind of the paper calls its values: «field.code» -> title.

    Raises:
        QualityError: The paper or the card of the municipality is not in the file.
    """
    order = order_facts(records, paper=paper, key=key, months=months)
    people, units = order.people, order.units
    earlier = _earlier(records, order.paper)
    return PaperFacts(
        order=order,
        fields={one.code: one.text for one in records.all(PaperField, paper=paper)},
        parties={
            one.code: PartyFacts(
                person=None if one.person is None else people.get(one.person),
                unit=None if one.unit is None else units.get(one.unit),
            )
            for one in records.all(PaperParty, paper=paper)
            if one.person is not None or one.unit is not None
        },
        addressees=_addressees(records, paper),
        roadmap=_roadmap(records, order.paper),
        earlier=earlier[0] if earlier else None,
        also_earlier=earlier[1:],
        titles={**titles, **_titles(records, paper)},
    )


def _titles(records: Reads, paper: Id) -> dict[str, str]:
    """Titles that the paper's own records give."""
    found: dict[str, str] = {}
    for field in records.all(PaperField, paper=paper):
        found[f"field.{field.code}"] = field.title
    for party in records.all(PaperParty, paper=paper):
        found[f"party.{party.code}"] = party.title
    for deadline in records.all(PaperDeadline, paper=paper):
        found[f"deadline.{deadline.code}"] = deadline.title
    return {name: title for name, title in found.items() if title}


def _roadmap(records: Reads, paper: Paper) -> RoadmapFacts | None:
    key = paper.roadmap
    if key is None:
        appended = [a for a in records.all(Appendix, paper=paper.id) if a.roadmap is not None]
        key = min(appended, key=lambda a: a.number).roadmap if appended else None
    return None if key is None else roadmap_facts(records, key)


def _addressees(records: Reads, paper: Id) -> tuple[AddresseeFacts, ...]:
    found = sorted(
        records.all(PaperAddressee, paper=paper), key=lambda one: (one.place, one.id.bytes)
    )
    return tuple(addressee_facts(records, one) for one in found)


def addressee_facts(records: Reads, addressee: PaperAddressee) -> AddresseeFacts:
    """What the directory knows of an addressee."""
    return replace(
        school_facts(records, addressee.school),
        name=addressee.name,
        unit=None if addressee.unit is None else records.get(Unit, addressee.unit),
        person=None if addressee.person is None else records.get(Person, addressee.person),
    )


def school_facts(records: Reads, school: Id | None) -> AddresseeFacts:
    """What the directory knows of a school to which a letter goes: its names and its present head."""
    found = None if school is None else records.get(School, school)
    head = None if found is None or found.head is None else records.get(Person, found.head)
    return AddresseeFacts(school=found, head=head if head is not None and head.is_active else None)


def _earlier(records: Reads, paper: Paper) -> tuple[Paper, ...]:
    """Earlier papers of the relation that the text is about, the earliest first."""
    links = records.all(PaperLink, paper=paper.id)
    kinds = [one for one in records.all(PaperKind) if one.code == paper.form]
    said = (_RELATIONS.get(code) for code in (paper.form, *(one.based_on for one in kinds)))
    wanted = [relation for relation in said if relation]
    for relation in (*wanted, *_ABOUT_EARLIER):
        ids = {one.earlier for one in links if one.relation == relation}
        found = [one for one in (records.get(Paper, key) for key in ids) if one is not None]
        if found:
            return tuple(
                sorted(found, key=lambda p: (p.dated is None, p.dated, p.number, p.id.bytes))
            )
    return ()
