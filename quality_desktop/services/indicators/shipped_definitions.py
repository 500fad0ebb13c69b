"""Definitions that come with the program: read for a new file, added to a file made before them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directions import Direction, DirectionGroup, Edition
from quality_desktop.domain.records import Id, Record
from quality_desktop.services.district_file.record_files import read_records
from quality_desktop.storage.store import Store

CATALOGUE = "exams.toml"
"""Exam procedures and subjects, without which the definitions cannot be read."""


def read(*, forms: Path, known: Mapping[str, Id]) -> list[Record]:
    """Forms, data elements, checks and calculations.

    Args:
        forms: Their folder.
        known: What they may refer to, ``kind:key`` -> id: the catalogue of directions, and the
            passports of a programme. What is not known is left empty.

    Raises:
        QualityError: A file is wrong; the sentence names the file and the entry.
    """
    optional = frozenset({"indicator", "direction"})
    files = sorted(forms.glob("*.toml"))
    return read_records(files, namespace="forms", known=known, optional=optional)[0]


def missing(*, store: Store, forms: Path, reference: Path) -> tuple[Record, ...]:
    """Shipped definitions that the file does not have; what the office has changed is not missing.

    Args:
        store: The file.
        forms: Folder of the definitions.
        reference: Folder of the catalogues.
    """
    catalogue = read_records([reference / CATALOGUE], namespace="reference", known={})[0]
    shipped = [*catalogue, *read(forms=forms, known=_directions(store))]
    return tuple(record for record in shipped if store.get(type(record), record.id) is None)


def add_missing(*, store: Store, forms: Path, reference: Path) -> Changes:
    """Add them, in one step back; nothing happens when the file has them all."""
    records = missing(store=store, forms=forms, reference=reference)
    with store.work("Добавление показателей и форм из поставки") as work:
        work.put_all(records)
        return work.commit()


def _directions(store: Store) -> dict[str, Id]:
    """Directions of the file under the names by which the definitions call them."""
    editions = {edition.id: edition.code for edition in store.all(Edition)}
    groups = {group.id: editions.get(group.edition, "") for group in store.all(DirectionGroup)}
    return {
        f"direction:{groups.get(direction.group, '')}/{direction.code}": direction.id
        for direction in store.all(Direction)
    }
