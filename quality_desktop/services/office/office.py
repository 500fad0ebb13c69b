"""Whose file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quality_desktop.domain.directory import Municipality

if TYPE_CHECKING:
    from quality_desktop.storage.reading import Reading


def municipality(*, store: Reading) -> Municipality | None:
    """The district of this file; None in a file that has not been filled yet."""
    found = store.all(Municipality)
    return found[0] if found else None
