"""The numbers that analyses compare with: the file's own, and what came with the program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.figures import decimal_number
from quality_desktop.services.district_file.record_files import read_records

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

CATALOGUE = "norms.toml"


def norms(*, store: Store, reference: Path) -> tuple[Norm, ...]:
    """The norms, in their order.

    Args:
        store: The file; its norms win over those of the program under the same code.
        reference: Folder of the catalogues: a file made by an older version has no norms.

    Raises:
        QualityError: The catalogue cannot be read.
    """
    own = store.all(Norm)
    codes = {norm.code for norm in own}
    shipped, _ = read_records([reference / CATALOGUE], namespace="reference", known={})
    added = (norm for norm in shipped if isinstance(norm, Norm) and norm.code not in codes)
    return tuple(sorted((*own, *added), key=lambda norm: (norm.place, norm.code)))


def save_norms(*, store: Store, norms: Sequence[Norm]) -> Changes:
    """Change norms or add them, all in one step.

    Raises:
        QualityError: A figure is not a number from zero on; nothing is written then.
    """
    for norm in norms:
        _require_number(norm)
    short = norms[0].title.partition(" – ")[0] or norms[0].code if norms else ""
    intent = f"Порог «{short}»" if len(norms) == 1 else "Пороги"
    with store.work(intent) as work:
        work.put_all(norms)
        return work.commit()


def _require_number(norm: Norm) -> None:
    try:
        number = decimal_number(norm.figure)
    except ValueError:
        number = None
    if number is None or number < 0:
        raise QualityError(f"Порог «{norm.title or norm.code}»: впишите число не меньше нуля.")
