"""The shipped text of the technological card, which an office takes to begin with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.chain import CARD_FIELDS
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.cycle import CardRow, Stage
from quality_desktop.domain.errors import QualityError

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_FILE: Final = "card.toml"


def fill_common_card(*, store: Store, reference: Path) -> Changes:
    """Fill what is empty in the common card with the shipped text, in one step.

    What the office has written stays as it is.

    Args:
        store: The file.
        reference: Folder of the catalogues.

    Raises:
        QualityError: The shipped text cannot be read, or nothing in the card is empty.
    """
    shipped = _shipped(store, reference)
    with store.work("Технологическая карта: готовый текст") as work:
        known = {row.stage: row for row in work.all(CardRow, direction=None)}
        filled = [_filled(known.get(row.stage), row) for row in shipped]
        changed = [row for row in filled if known.get(row.stage) != row]
        if not changed:
            raise QualityError("В общей карте нет пустых ячеек: готовый текст вставлять некуда.")
        work.put_all(changed)
        return work.commit()


def _shipped(store: Store, reference: Path) -> list[CardRow]:
    """Rows of the shipped text for the stages that the file has."""
    from quality_desktop.services.district_file.record_files import read_records

    stages = {f"stage:{stage.number}": stage.id for stage in store.all(Stage)}
    records, _ids = read_records([reference / _FILE], namespace="reference", known=stages)
    return [record for record in records if isinstance(record, CardRow)]


def _filled(own: CardRow | None, shipped: CardRow) -> CardRow:
    """The row of the office with the shipped text where it has none."""
    if own is None:
        return shipped
    empty = {
        field: getattr(shipped, field) for field in CARD_FIELDS if not getattr(own, field).strip()
    }
    return replace(own, **empty)
