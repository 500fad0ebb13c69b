"""Facts of any paper of the office, put together from the records of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from quality_desktop.documents.addressees import AddresseeFacts
from quality_desktop.documents.paper_facts import PaperFacts, PartyFacts
from quality_desktop.documents.roadmap import RoadmapFacts
from quality_desktop.domain.directory import Person, School, Unit
from quality_desktop.domain.paper_kinds import PaperField, PaperParty
from quality_desktop.domain.paperwork import Appendix, Paper, PaperDeadline
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import PaperAddressee, PaperLink
from quality_desktop.services.paperwork.order_facts import order_facts
from quality_desktop.services.paperwork.reads import Reads
from quality_desktop.services.paperwork.roadmap_facts import roadmap_facts

_ABOUT_EARLIER: Final = frozenset({"amends", "cancels", "copies", "reminds"})
"""Relations to the one paper that a wording names as ``earlier``."""


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
        earlier=_earlier(records, paper),
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
    return AddresseeFacts(
        name=addressee.name,
        school=None if addressee.school is None else records.get(School, addressee.school),
        unit=None if addressee.unit is None else records.get(Unit, addressee.unit),
        person=None if addressee.person is None else records.get(Person, addressee.person),
    )


def _earlier(records: Reads, paper: Id) -> Paper | None:
    links = records.all(PaperLink, paper=paper)
    link = next((one for one in links if one.relation in _ABOUT_EARLIER), None)
    return None if link is None else records.get(Paper, link.earlier)
