"""Kinds of papers: those that come with the program and the office's own."""

from __future__ import annotations

from pathlib import Path

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperKind, PaperPart
from quality_desktop.services.paperwork import kind_files
from quality_desktop.services.paperwork.kind_files import KindSource
from quality_desktop.storage.reading import Reading


def available(*, store: Reading, wording: Path) -> tuple[KindSource, ...]:
    """Kinds of the office first, then those that come with the program.

    Args:
        store: The file.
        wording: Folder of wordings.

    Raises:
        QualityError: A shipped wording is wrong.
    """
    shipped = kind_files.shipped(wording)
    own = [_own(store, kind, wording) for kind in _kinds(store)]
    taken = {one.kind.code for one in own}
    return (*own, *(one for one in shipped if one.kind.code not in taken))


def find(*, store: Reading, wording: Path, code: str) -> KindSource:
    """A kind by its code; the office's own wins.

    Raises:
        QualityError: There is no such kind any more.
    """
    kind = next((one for one in _kinds(store) if one.code == code), None)
    if kind is not None:
        return _own(store, kind, wording)
    found = kind_files.shipped_kind(wording, code)
    if found is None:
        raise QualityError(
            f"Вида документа «{code}» в файле больше нет: верните его или выберите другой вид."
        )
    return found


def _kinds(store: Reading) -> list[PaperKind]:
    return sorted(store.all(PaperKind), key=lambda kind: (kind.place, kind.title, kind.id.bytes))


def _own(store: Reading, kind: PaperKind, wording: Path) -> KindSource:
    base = kind_files.shipped_kind(wording, kind.based_on) if kind.based_on else None
    return KindSource(
        kind=kind,
        parts=tuple(store.all(PaperPart, paper_kind=kind.id)),
        titles={} if base is None else base.titles,
        proposed={} if base is None else base.proposed,
    )
