"""The registry of column codes: how the change log names kinds and fields for ever.

A kind has a number, a field has a place in its kind's list; the code of a column is
``number * 100 + place`` (places start at 1). Numbers and places are never reused and lists only
grow at their end: changes written years ago, and changes of offices with other versions of the
program, are read by these codes. A field that goes away keeps its name here.

A new kind is a new entry with the next number; a new field goes to the end of its kind's list.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from quality_desktop.storage.columns_office import OFFICE
from quality_desktop.storage.columns_papers import PAPERS
from quality_desktop.storage.columns_schools import SCHOOLS

PLACES = 100
"""Codes of a kind: its number times this, plus the field's place."""

REGISTRY: Mapping[str, tuple[int, tuple[str, ...]]] = MappingProxyType(
    {**OFFICE, **SCHOOLS, **PAPERS}
)
"""Kind -> its number and its fields, in the order of their places."""


def kind_number(kind: str) -> int:
    """Number of a kind, as the first item of a whole-row change holds it."""
    return REGISTRY[kind][0]


def column_codes(kind: str) -> dict[str, int]:
    """Field name -> column code, for every field a kind ever had."""
    number, names = REGISTRY[kind]
    return {name: number * PLACES + place for place, name in enumerate(names, start=1)}
