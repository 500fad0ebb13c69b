"""How papers of a kind will read, before there is one: its words with places for what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from quality_desktop.documents.office_paper import compose_paper
from quality_desktop.documents.order import Composed
from quality_desktop.documents.paper_wording import read_kind
from quality_desktop.documents.wording import read_wording
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id, Record
from quality_desktop.services.office import forms_of_words
from quality_desktop.services.paperwork import kinds, new_papers, papers
from quality_desktop.services.paperwork.kind_files import ORDER
from quality_desktop.services.paperwork.paper_facts import paper_facts
from quality_desktop.storage.store import Store
from quality_desktop.writers.pdf import to_pdf

R = TypeVar("R", bound=Record)


class _WithPaper:
    """The file and one paper that is not in it."""

    def __init__(self, store: Store, paper: Paper) -> None:
        self._store = store
        self._paper = paper

    def get(self, kind: type[R], key: Id) -> R | None:
        """The record with this id."""
        if key == self._paper.id and isinstance(self._paper, kind):
            return self._paper
        return self._store.get(kind, key)

    def all(self, kind: type[R], **equals: Id) -> Sequence[R]:
        """Records whose fields hold these values."""
        return self._store.all(kind, **equals)


def preview(*, store: Store, wording: Path, reference: Path, language: Path, code: str) -> Composed:
    """A paper of a kind without number, date and values; values stand as «[их название]».

    Args:
        store: The file.
        wording: Folder of wordings.
        reference: Folder of the catalogues.
        language: Folder of the word lists.
        code: Code of the kind.

    Raises:
        QualityError: The kind is gone, or the file has no municipality.
    """
    source = kinds.find(store=store, wording=wording, code=code)
    paper = new_papers.draft(store=store, source=source)
    words = read_kind(source.kind, source.parts)
    facts = paper_facts(
        _WithPaper(store, paper),
        paper=paper.id,
        key="preview",
        months=papers.months(reference),
        titles=source.titles,
    )
    named = {name: f"[{facts.called(f'field.{name}')}]" for name in words.named.fields}
    return compose_paper(
        facts=replace(facts, fields=named),
        wording=words,
        tables=read_wording(wording / f"{ORDER}.toml"),
        grammar=forms_of_words.grammar(store=store, language=language),
        edits={},
    )


def pages(
    *, store: Store, wording: Path, reference: Path, language: Path, fonts: Path, code: str
) -> bytes:
    """Pages of ``preview`` as they would print (PDF)."""
    composed = preview(
        store=store, wording=wording, reference=reference, language=language, code=code
    )
    return to_pdf(composed.document, fonts=fonts)
