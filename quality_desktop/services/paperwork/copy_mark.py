"""«Копия верна» under a paper that was signed long ago: who certifies it today."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.documents.model import CertifiedCopy
from quality_desktop.documents.speech import Speech
from quality_desktop.domain.directory import Person
from quality_desktop.domain.paperwork import Paper
from quality_desktop.language import dates
from quality_desktop.services.office import forms_of_words

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


def copy_mark(*, store: Store, paper: Paper, language: Path) -> CertifiedCopy:
    """The copy mark of a paper, from its requisites as they are now.

    Args:
        store: The file.
        paper: The paper.
        language: Folder of the word lists.
    """
    certifier = None if paper.certifier is None else store.get(Person, paper.certifier)
    speech = Speech(forms_of_words.grammar(store=store, language=language))
    position = "" if certifier is None else certifier.position
    return CertifiedCopy(
        mark=paper.copy_mark,
        position=position[:1].upper() + position[1:],
        name="" if certifier is None else speech.signature(certifier),
        date="" if paper.certified_on is None else dates.numeric(paper.certified_on),
    )
