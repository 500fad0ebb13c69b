"""A paper on its way out: composed from the records and written as DOCX and PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import Final

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.services.file_names import safe_name
from quality_desktop.services.paperwork import papers
from quality_desktop.services.paperwork.copy_mark import copy_mark
from quality_desktop.services.paperwork.issued import Issued, clauses_of, issued, with_copy_mark
from quality_desktop.storage.store import Store
from quality_desktop.writers import files
from quality_desktop.writers.pdf import to_pdf

FORMATS = ("docx", "pdf")
"""Formats a paper can be written in."""

_LONGEST_NAME: Final = 80
_TOUCHED: Final = (
    "Сохранённый текст подписанного документа изменён помимо программы: "
    "сверьте его с подлинником на бумаге."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Bundled folders that composing and writing need."""

    wording: Path
    reference: Path
    language: Path
    fonts: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Files of a paper and what is wrong with its facts (it is written all the same)."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def write(
    *,
    store: Store,
    paper: Id,
    folder: Path,
    formats: Sequence[str],
    folders: Folders,
    is_named_in_words: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> Written:
    """Write a paper into a folder, all formats or none half-written.

    Args:
        store: The file.
        paper: Which paper.
        folder: Made when absent.
        formats: Of ``FORMATS``.
        folders: Bundled folders.
        is_named_in_words: The files are called as the paper is in lists; else by its key, which
            other programs and addresses rely on.
        progress: Told how many formats are done, of how many, and which comes.

    Raises:
        QualityError: The folder cannot be written, the disk is full, or a file is open elsewhere.
    """
    composed = compose(store=store, paper=paper, folders=folders)
    document = composed.document
    if is_named_in_words:
        document = replace(document, key=name_in_words(store=store, paper=paper, folders=folders))
    written = files.save(
        document, formats=formats, folder=folder, fonts=folders.fonts, progress=progress
    )
    return Written(files=tuple(written), problems=composed.problems)


def name_in_words(*, store: Store, paper: Id, folders: Folders) -> str:
    """How files of a paper are called for people: «Приказ от 05.07.2021 № 1048», never another's."""
    offered = papers.available(store=store, wording=folders.wording)
    names: dict[Id, str] = {}
    taken: set[str] = set()
    for info in offered:
        base = _safe(info.title)
        choices = chain((base,), (f"{base} ({place})" for place in count(2)))
        names[info.paper] = next(one for one in choices if one.casefold() not in taken)
        taken.add(names[info.paper].casefold())
    return names[paper]


def _safe(title: str) -> str:
    """«№ 15/2-ОД» -> «№ 15-2-ОД»: a number stays one word."""
    return safe_name(re.sub(r"[\\/]", "-", title), longest=_LONGEST_NAME)


def compose(*, store: Store, paper: Id, folders: Folders) -> papers.Composed:
    """Compose a paper from the records as they are now; a signed one stays as it was signed."""
    kept = issued(store=store, paper=paper)
    if kept is not None:
        return _as_signed(store, paper, kept, folders)
    return papers.compose(
        store=store,
        paper=paper,
        wording=folders.wording,
        reference=folders.reference,
        language=folders.language,
    )


def _as_signed(store: Store, paper: Id, kept: Issued, folders: Folders) -> papers.Composed:
    """What was signed; of today's records only the copy mark is taken."""
    record = store.get(Paper, paper)
    mark = None
    if record is not None and record.is_certified_copy:
        mark = copy_mark(store=store, paper=record, language=folders.language)
    problems = () if kept.is_whole else (Problem(text=_TOUCHED, place=f"paper:{paper}"),)
    return papers.Composed(
        document=with_copy_mark(kept.document, mark),
        problems=problems,
        clauses=clauses_of(kept.document),
    )


def preview(*, composed: papers.Composed, folders: Folders) -> bytes:
    """The pages of a composed paper as they will print (PDF)."""
    return to_pdf(composed.document, fonts=folders.fonts)
