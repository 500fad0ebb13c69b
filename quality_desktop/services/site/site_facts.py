"""What the website tab tells: directions, who answers for them, what is published of each position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.cycle import Position, Progress
from quality_desktop.domain.directions import Direction, DirectionGroup, Edition
from quality_desktop.domain.directory import Municipality, Person, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import Attachment, IssuedPaper
from quality_desktop.domain.responsibility import Assignment, Role
from quality_desktop.services.cycle.responsibility import directions_of
from quality_desktop.services.office.names import shown_parties
from quality_desktop.services.paperwork.signed import is_signed
from quality_desktop.services.register.numbering import families

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

PUBLIC: Final = frozenset({"ready", "published"})
"""States of a proof in which it stands on the website."""

_PUBLIC_FAMILY: Final = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A proof that is published, with the files kept beside it."""

    record: Evidence
    year: int
    files: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionFacts:
    """A direction on the website.

    Attributes:
        people: Role -> who has it, in the office's order.
        proofs: Position -> what is published of it, latest first.
    """

    direction: Direction
    people: Mapping[Role, tuple[str, ...]]
    proofs: Mapping[Id, tuple[Proof, ...]]

    @property
    def count(self) -> int:
        """How many proofs are published."""
        return sum(len(found) for found in self.proofs.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """Everything on the website.

    Attributes:
        groups: Groups of directions with their directions, in order.
        papers: Signed orders, latest first.
        made_on: Day the pages are made.
    """

    municipality: Municipality
    edition: Edition
    positions: tuple[Position, ...]
    groups: tuple[tuple[str, tuple[DirectionFacts, ...]], ...]
    papers: tuple[Paper, ...]
    made_on: date

    @property
    def all_proofs(self) -> tuple[Proof, ...]:
        """Every published proof, in the order of pages."""
        return tuple(
            proof
            for _title, directions in self.groups
            for one in directions
            for those in one.proofs.values()
            for proof in those
        )


def site_facts(*, store: Store, edition: Id | None, made_on: date, wording: Path) -> SiteFacts:
    """Gather what the website tells.

    Args:
        store: The file.
        edition: Edition of the directions; the one the office works by when omitted.
        made_on: Day the pages are made.
        wording: Folder of wordings: they say which papers are orders.

    Raises:
        QualityError: The file has no municipality or no directions.
    """
    municipality = next(iter(store.all(Municipality)), None)
    editions = sorted(store.all(Edition), key=lambda one: (one.is_current, one.code))
    chosen = next((one for one in editions if one.id == edition), None) or _last(editions)
    if municipality is None or chosen is None:
        raise QualityError(
            "Для сайта нужны муниципалитет и направления: заполните их на вкладке «Справочники»."
        )
    directions = directions_of(store=store, edition=chosen.id)
    people, proofs = _people(store, directions), _proofs(store)
    facts = [
        DirectionFacts(direction=one, people=people[one.id], proofs=proofs.get(one.id, {}))
        for one in directions
    ]
    return SiteFacts(
        municipality=municipality,
        edition=chosen,
        positions=tuple(sorted(store.all(Position), key=lambda one: one.number)),
        groups=_grouped(store, facts),
        papers=_papers(store, wording),
        made_on=made_on,
    )


def _last(editions: Sequence[Edition]) -> Edition | None:
    return editions[-1] if editions else None


def _people(
    store: Store, directions: Sequence[Direction]
) -> Mapping[Id, Mapping[Role, tuple[str, ...]]]:
    names = shown_parties(store.all(Person), store.all(Unit))
    found: dict[tuple[Id | None, Role], list[str]] = {}
    for one in sorted(store.all(Assignment), key=lambda a: a.place):
        called = [names[party] for party in one.parties if party in names]
        if called:
            found.setdefault((one.direction, Role(one.role)), []).append(", ".join(called))
    return {
        direction.id: {
            role: tuple(found.get((direction.id, role)) or found.get((None, role)) or ())
            for role in Role
        }
        for direction in directions
    }


def _proofs(store: Store) -> dict[Id, dict[Id, tuple[Proof, ...]]]:
    progress = {one.id: one for one in store.all(Progress)}
    files: dict[Id, list[Attachment]] = {}
    for kept in store.all(Attachment):
        if kept.evidence is not None:
            files.setdefault(kept.evidence, []).append(kept)
    found: dict[Id, dict[Id, list[Proof]]] = {}
    for one in store.all(Evidence):
        state = progress.get(one.progress)
        if state is None or one.publishing not in PUBLIC:
            continue
        proof = Proof(record=one, year=state.year, files=tuple(files.get(one.id, ())))
        found.setdefault(state.direction, {}).setdefault(state.position, []).append(proof)
    return {
        direction: {
            position: tuple(sorted(those, key=lambda p: p.record.dated or date.min, reverse=True))
            for position, those in positions.items()
        }
        for direction, positions in found.items()
    }


def _grouped(
    store: Store, facts: Sequence[DirectionFacts]
) -> tuple[tuple[str, tuple[DirectionFacts, ...]], ...]:
    titles = {one.id: one.title for one in store.all(DirectionGroup)}
    found: dict[str, list[DirectionFacts]] = {}
    for one in facts:
        found.setdefault(titles.get(one.direction.group, ""), []).append(one)
    return tuple((title, tuple(those)) for title, those in found.items())


def _papers(store: Store, wording: Path) -> tuple[Paper, ...]:
    """Orders that are kept as they were signed; letters to schools are nobody else's business."""
    known = families(store=store, wording=wording)
    kept = {one.paper for one in store.all(IssuedPaper)}
    signed = [
        one
        for one in store.all(Paper)
        if one.id in kept and is_signed(one) and known.get(one.form) == _PUBLIC_FAMILY
    ]
    return tuple(sorted(signed, key=lambda one: (one.dated or date.min, one.number), reverse=True))
