"""Whose file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quality_desktop.domain.directory import Letterhead, Municipality

if TYPE_CHECKING:
    from quality_desktop.storage.reading import Reading

_CORNER: Final = "corner"


def municipality(*, store: Reading) -> Municipality | None:
    """The district of this file; None in a file that has not been filled yet."""
    found = store.all(Municipality)
    return found[0] if found else None


def letter_form(*, store: Reading) -> Letterhead | None:
    """The letterhead that is for letters; None where the office has none."""
    forms = sorted(store.all(Letterhead), key=lambda form: (form.name, form.id.bytes))
    return next((form for form in forms if form.layout.startswith(_CORNER)), None)
