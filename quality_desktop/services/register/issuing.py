"""Signing a paper freezes it: what was signed can be printed for ever exactly as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from quality_desktop.documents.tree_text import fingerprint, to_text
from quality_desktop.domain.errors import QualityError, Severity
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import (
    FROZEN,
    IssuedPaper,
    PaperAddressee,
    PaperLink,
    PaperStatus,
    issued_paper_id,
    paper_link_id,
)
from quality_desktop.services.office.names import paper_title
from quality_desktop.services.paperwork import printing
from quality_desktop.services.register import numbering

if TYPE_CHECKING:
    from quality_desktop.domain.changes import Changes
    from quality_desktop.services.paperwork.printing import Folders
    from quality_desktop.storage.store import Store


STATUS_WORDS: Final[Mapping[str, str]] = {
    PaperStatus.DRAFT: "проект",
    PaperStatus.APPROVED: "согласован",
    PaperStatus.SIGNED: "подписан",
    PaperStatus.SENT: "отправлен",
    PaperStatus.AMENDED: "изменён другим",
    PaperStatus.CANCELLED: "отменён",
}


_LATER: Final = frozenset({PaperStatus.AMENDED, PaperStatus.CANCELLED})


def sign(*, store: Store, paper: Id, folders: Folders, today: date) -> Changes:
    """Note that a paper is signed and keep it as it is now.

    Args:
        store: The file.
        paper: Which paper.
        folders: Bundled folders.
        today: When it is frozen.

    Raises:
        QualityError: It has no number or date, something in it must be mended first, or it is
            signed already, or another paper of the year has its number.
    """
    found = _paper(store, paper)
    if PaperStatus(found.status) in FROZEN:
        raise QualityError(
            f"{paper_title(found)}: документ уже подписан, изменить его можно другим документом."
        )
    if not found.bare_number or found.dated is None:
        raise QualityError("Перед подписанием впишите номер и дату документа.")
    other = numbering.doubled(store=store, paper=found, wording=folders.wording)
    if other is not None:
        raise QualityError(
            f"Номер {found.bare_number} в этом году уже есть у другого документа: впишите другой."
        )
    composed = printing.compose(store=store, paper=paper, folders=folders)  # still a draft
    errors = [one for one in composed.problems if one.severity is Severity.ERROR]
    if errors:
        raise QualityError(f"Сначала исправьте замечания к документу, например: {errors[0].text}")
    text = to_text(composed.document)
    with store.work(f"{paper_title(found)}: документ подписан") as work:
        work.put(replace(found, status=PaperStatus.SIGNED.value))
        work.put(
            IssuedPaper(
                id=issued_paper_id(paper),
                paper=paper,
                tree=text,
                fingerprint=fingerprint(text),
                issued_on=today,
            )
        )
        return work.commit()


def set_status(*, store: Store, paper: Id, status: PaperStatus, today: date) -> Changes:
    """Note how far a paper has come; signing has a function of its own.

    Args:
        store: The file.
        paper: Which paper.
        status: How far.
        today: When it was sent to addressees of whom nothing is noted yet.

    Raises:
        QualityError: A draft cannot be sent, and a signed paper becomes no draft again.
    """
    found = _paper(store, paper)
    before = PaperStatus(found.status)
    if status in _LATER and before not in FROZEN:
        raise QualityError(
            "Изменить или отменить можно подписанный документ: лишний проект просто удалите."
        )
    if status is PaperStatus.SIGNED and before not in FROZEN:
        raise QualityError("Документ ещё не подписан: отметьте подписание кнопкой «Подписан».")
    if status is PaperStatus.SENT and before not in FROZEN:
        raise QualityError("Отправить можно подписанный документ: сначала отметьте подписание.")
    if before in FROZEN and status not in FROZEN:
        raise QualityError(
            "Подписанный документ не становится снова проектом: отмените подписание (Ctrl+Z) или "
            "издайте документ, который его изменит."
        )
    with store.work(f"{paper_title(found)}: документ {STATUS_WORDS[status]}") as work:
        work.put(replace(found, status=status.value))
        if status is PaperStatus.SENT:
            for one in work.all(PaperAddressee, paper=paper):
                work.put(replace(one, sent_on=one.sent_on or today))
        return work.commit()


def link(*, store: Store, paper: Id, earlier: Id, relation: str) -> Changes:
    """Note that a paper changes or cancels an earlier one; the earlier one says so from then on.

    Args:
        store: The file.
        paper: The later paper.
        earlier: The earlier one.
        relation: ``amends`` | ``cancels``.
    """
    status = PaperStatus.AMENDED if relation == "amends" else PaperStatus.CANCELLED
    later, before = _paper(store, paper), _paper(store, earlier)
    if later.id == before.id:
        raise QualityError("Документ не может изменить сам себя: выберите другой.")
    with store.work(
        f"{paper_title(before)}: документ {STATUS_WORDS[status]} – {paper_title(later)}"
    ) as work:
        work.put(
            PaperLink(
                id=paper_link_id(paper, earlier, relation),
                paper=paper,
                earlier=earlier,
                relation=relation,
            )
        )
        if PaperStatus(before.status) in FROZEN:
            work.put(replace(before, status=status.value))
        return work.commit()


def _paper(store: Store, paper: Id) -> Paper:
    found = store.get(Paper, paper)
    if found is None:
        raise QualityError("Этого документа уже нет: его удалили. Обновите список.")
    return found
