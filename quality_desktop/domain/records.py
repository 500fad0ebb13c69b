"""What every record is: an id that never changes, flat scalar fields, references by id.

Records know nothing of files. Reading, writing, the change log and merging are generic over
all kinds (see ``domain.kinds``), so a new kind is a new dataclass and nothing more here.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, NewType
from uuid import UUID, uuid5

Id = NewType("Id", UUID)
"""Identity of a record for ever: UUIDv7, or UUIDv5 from its natural key."""

_NAMESPACE = UUID("6f0f3f5e-8a86-5d0c-9f53-0c5b0e0a7a11")


def new_id(milliseconds: int | None = None) -> Id:
    """Make an id for a record that nobody else would create (UUIDv7, RFC 9562).

    Args:
        milliseconds: Unix time to put into the id; now when omitted.
    """
    moment = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    # Not of ``secrets``: it brings hashing along, which the start of the window need not wait for.
    chance = int.from_bytes(os.urandom(10))
    number = (moment & (1 << 48) - 1) << 80 | 7 << 76 | (chance >> 68) << 64
    return Id(UUID(int=number | 0b10 << 62 | chance & (1 << 62) - 1))


def natural_id(kind: str, *key: object) -> Id:
    """Make the id that two people who create the same thing would both get (UUIDv5).

    Args:
        kind: Kind of the record, so that equal keys of two kinds differ.
        key: The natural key; ``None`` is allowed and differs from an empty text.
    """
    parts = [kind, *(None if part is None else str(part) for part in key)]
    return Id(uuid5(_NAMESPACE, json.dumps(parts)))


def reference(kind: str) -> Any:  # noqa: ANN401 - the type is that of the field
    """Declare a field that refers to a record of another kind (by id, ``None`` for nobody)."""
    return field(default=None, metadata={"refers": kind})


def required_reference(kind: str) -> Any:  # noqa: ANN401 - the type is that of the field
    """Declare a field that must refer to a record of another kind."""
    return field(metadata={"refers": kind})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A flat record. Fields are ``str``, ``int``, ``bool``, ``date``, ids, or ``None`` of these.

    Attributes:
        id: Identity; never changes and is never reused.
    """

    kind: ClassVar[str] = ""

    id: Id


def references(kind: type[Record]) -> dict[str, str]:
    """Fields of a kind that refer to other records: field name -> kind referred to."""
    return {f.name: f.metadata["refers"] for f in fields(kind) if "refers" in f.metadata}
