"""Private folders for logs on their way in or out."""

from __future__ import annotations

from quality_desktop.domain.errors import QualityError
from quality_desktop.exchange.quarantine import Quarantine
from quality_desktop.services.exchange.desk import ExchangeDesk
from quality_desktop.storage.store import Store


def folder_apart(*, store: Store, desk: ExchangeDesk) -> Quarantine:
    """A private folder; beside the file when the folder for temporary files is full or forbidden.

    Returns:
        To be closed, which removes it; what a killed program leaves is removed at the next start.
    """
    try:
        return Quarantine(desk.temporary)
    except QualityError:
        return Quarantine(store.path.parent)
