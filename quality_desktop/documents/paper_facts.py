"""Facts of any paper of the office: those of an order and what its own wording names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quality_desktop.documents.addressees import AddresseeFacts
from quality_desktop.documents.facts import OrderFacts
from quality_desktop.documents.roadmap import RoadmapFacts
from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.paperwork import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """A unit, a person, or a unit with the person who answers for it."""

    person: Person | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """Everything a paper is composed from.

    Attributes:
        order: Requisites, people, dates, matrix and appendices, as every order has them.
        fields: Values by their code.
        parties: People and units by their code.
        addressees: To whom it goes, in order.
        roadmap: Roadmap that the paper approves or is.
        earlier: The paper that this one amends, cancels, copies or reminds of.
        also_earlier: Others to which it is related in the same way, so that either may be meant.
        titles: What a value, a party or a date is called: «deadline.team» -> «состав команд».
    """

    order: OrderFacts
    fields: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, PartyFacts] = field(default_factory=dict)
    addressees: tuple[AddresseeFacts, ...] = ()
    roadmap: RoadmapFacts | None = None
    earlier: Paper | None = None
    earlier_heading: str = ""
    also_earlier: tuple[Paper, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    def called(self, name: str) -> str:
        """What findings call a value by its name in the wording: «deadline.team»."""
        return self.titles.get(name, "") or name.partition(".")[2]

    @property
    def paper(self) -> Paper:
        """The record of the paper."""
        return self.order.paper
