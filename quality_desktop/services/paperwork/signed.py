"""A signed paper is not edited: what may still be noted about it, and the refusal of the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import READY_MADE, Paper
from quality_desktop.domain.register import FROZEN, PaperStatus
from quality_desktop.services.office.names import paper_title

_FREE: Final = ("is_certified_copy", "copy_mark", "certifier", "certified_on", "note")
"""What is about a copy of the paper, or about the office; none of it stands in what was signed."""


def is_signed(paper: Paper) -> bool:
    """Whether a paper is kept as it was signed; a status of a newer program counts as signed."""
    try:
        return PaperStatus(paper.status) in FROZEN
    except ValueError:
        return True


def is_fixed(paper: Paper) -> bool:
    """Whether the words of a paper are kept and not composed: it is signed, or written elsewhere."""
    return paper.form in READY_MADE or is_signed(paper)


def require_draft(paper: Paper) -> None:
    """Refuse to change what was signed or written elsewhere.

    Raises:
        QualityError: The paper is signed, or «Школы риска» writes it.
    """
    require_unsigned(paper)
    if paper.form in READY_MADE:
        raise QualityError(
            f"{paper_title(paper)}: это письмо составлено на вкладке «Школы риска». Чтобы изменить его, "
            "запишите его там снова («Документы…») под тем же номером."
        )


def require_unsigned(paper: Paper) -> None:
    """Refuse to remove or change what was signed.

    Raises:
        QualityError: The paper is signed.
    """
    if is_signed(paper):
        raise QualityError(
            f"{paper_title(paper)}: документ подписан и больше не меняется. Издайте документ о "
            "внесении изменений или отмените подписание (Ctrl+Z)."
        )


def require_free(before: Paper, after: Paper) -> None:
    """Let only the copy mark and the office's note of a signed paper change.

    Raises:
        QualityError: Something else of it would change.
    """
    noted = replace(before, **{name: getattr(after, name) for name in _FREE})
    if noted != after:
        require_draft(before)
