"""Other school years that have answers, for a year that has none."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from quality_desktop.domain.collection.monitoring import Value
from quality_desktop.domain.records import Id
from quality_desktop.storage.store import Store

_BACK: Final = 10
_AHEAD: Final = 3
"""Years that are looked through; answers of others are no help to this one."""


def nearest_answered(
    *, store: Store, year: int, elements: Collection[Id] | None = None
) -> int | None:
    """The last school year before this one with an answer, else the first after it.

    Args:
        store: The file.
        year: School year (2025 = 2025/26).
        elements: Whose answers count; of all elements when omitted.

    Returns:
        The year; None when there is none, or when the year has answers itself.
    """
    wanted = None if elements is None else {element.bytes for element in elements}
    if _is_answered(store, year, wanted):
        return None
    before, after = range(year - 1, year - _BACK - 1, -1), range(year + 1, year + _AHEAD + 1)
    return next((y for y in (*before, *after) if _is_answered(store, y, wanted)), None)


def _is_answered(store: Store, year: int, wanted: Collection[bytes] | None) -> bool:
    found = store.columns(Value, ("element", "digits", "text", "absence"), year=year)
    return any(
        (digits is not None or text or absence) and (wanted is None or element in wanted)
        for element, digits, text, absence in zip(*found.values(), strict=True)
    )
