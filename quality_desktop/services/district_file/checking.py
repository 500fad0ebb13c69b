"""The check of an open file in words: which record and which field a finding is about."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from uuid import UUID

from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.domain.records import Id
from quality_desktop.services.history import names
from quality_desktop.services.history.names import Namer
from quality_desktop.storage.store import Store

_log = logging.getLogger(__name__)
_UNREADABLE: Final = (QualityError, ValueError, TypeError)
"""What reading values raises that no program of ours wrote: «x» or bytes where a date should be."""

_ADVICE: Final = Problem(
    text="Правки помимо программы видны в таблицах, но к коллегам не попадают. Неверную исправьте в "
    "программе. Верная войдёт в журнал изменений, когда эту запись изменят здесь или примут от коллег; "
    "а если данные пропали или испорчены, верните их из резервной копии.",
    severity=Severity.HINT,
)


def check(*, store: Store, reference: Path) -> list[Problem]:
    """Check the file itself: structure, references, change log.

    Args:
        store: The file.
        reference: Folder of the dated catalogues.

    Returns:
        The gravest first, each with its record and field in words where they can still be read.
    """
    found = store.check()
    if not any(problem.place for problem in found):
        return found
    try:
        namer = names.namer(store=store, reference=reference)
    except _UNREADABLE:  # the catalogues themselves were spoilt
        _log.warning("findings are told without names: catalogues cannot be read", exc_info=True)
        return found
    return [_named(problem, namer) for problem in found]


def advice(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """What to do about findings, said once after them; nothing when none is about a record."""
    return (_ADVICE,) if any(problem.place for problem in found) else ()


def _named(problem: Problem, namer: Namer) -> Problem:
    kind, _, rest = problem.place.partition(":")
    if kind not in namer.words.kinds:
        return problem
    key, _, field = rest.partition(":")
    what = _record(namer, kind, Id(UUID(key)))
    if field in namer.words.kinds[kind].fields:
        what += f", поле «{namer.words.field_title(kind, field)}»"
    return replace(problem, text=f"{what}. {problem.text}")


def _record(namer: Namer, kind: str, key: Id) -> str:
    """«Школа «СОШ № 3»»; the kind alone when the record cannot be read."""
    title = namer.words.kind_title(kind)
    try:
        name = namer.name(kind, key)
    except _UNREADABLE as error:
        _log.warning("%s %s is told without its name, it cannot be read: %r", kind, key, error)
        return title
    if name == title:
        return title
    return f"{title}: {name}" if "«" in name else f"{title} «{name}»"
