"""Certified extracts: chosen pieces of a paper as they stand, with what they depend on.

Numbers of clauses are those of the paper. A piece under a clause comes with that clause, the first
clause with the words before it («… приказываю:»), and «…» stands for what is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from quality_desktop.documents.clauses import ComposedClause
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperPart
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.office.names import paper_title
from quality_desktop.services.paperwork import kinds, new_papers
from quality_desktop.services.paperwork.new_papers import held, link
from quality_desktop.storage.store import Store

EXTRACT: Final = "extract-order"
OMITTED: Final = "…"
_NUMBER: Final = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?(?=\s|$)")
_NO_TEXT: Final = frozenset({"heading", "greeting"})
_LEAD: Final = 0
_UNDER: Final = {"list": 10, "item": 11}
_PLAIN: Final = 99


def extract(
    *,
    store: Store,
    wording: Path,
    earlier: Id,
    clauses: Sequence[ComposedClause],
    chosen: Sequence[int],
) -> tuple[Id, Changes]:
    """Make a certified extract of a paper.

    Args:
        store: The file.
        wording: Folder of wordings.
        earlier: The paper.
        clauses: All printed pieces of its text in order, with their marks.
        chosen: Places of those that are wanted.

    Raises:
        QualityError: The paper is gone, or no piece of its text is chosen.
    """
    record = new_papers.find_paper(store, earlier)
    lines = list(extracted(clauses, chosen))
    if not lines:
        raise QualityError("Выберите пункты, которые войдут в выписку.")
    source = kinds.find(store=store, wording=wording, code=EXTRACT)
    paper = replace(
        new_papers.draft(store=store, source=source),
        number=record.number,
        dated=record.dated,
        letterhead=record.letterhead,
        signatory=record.signatory,
        is_certified_copy=True,
        copy_mark="Выписка верна",
        certifier=record.certifier or record.executor,
    )
    with store.work(f"Выписка: {paper_title(record)}") as work:
        work.put(paper)
        link(work, paper.id, earlier, "copies")
        for number, part in enumerate(lines):
            work.put(replace(part, paper=paper.id, place=number))
        return paper.id, work.commit()


def extracted(clauses: Sequence[ComposedClause], chosen: Sequence[int]) -> Iterator[PaperPart]:
    """The chosen pieces in the order of the paper, with those above them and «…» between.

    Args:
        clauses: All printed pieces of a text in order.
        chosen: Places of those that are wanted; headings are left out, an extract has its own.
    """
    text = [place for place, one in enumerate(clauses) if one.style not in _NO_TEXT]
    wanted = {place for place in chosen if place in text}
    for place in tuple(wanted):
        wanted.update(above(clauses, place))
    last: int | None = None
    for place in sorted(wanted):
        expected = text[0] if last is None else last + 1
        if place != expected:
            yield _part("body", OMITTED)
        yield _of(clauses[place])
        last = place
    if last is not None and last != text[-1]:
        yield _part("body", OMITTED)


def above(clauses: Sequence[ComposedClause], place: int) -> Iterator[int]:
    """Places of the pieces without which this one says nothing: its clause, the words before it.

    A number with points («2.1») stands under «2.», whether it was set by the program or typed.
    """
    level = _level(clauses[place])
    if level in (_LEAD, _PLAIN):
        return
    for at in range(place - 1, -1, -1):
        if clauses[at].style in _NO_TEXT:
            return
        found = _level(clauses[at])
        if found == _LEAD:
            yield from _lead(clauses, at)
            return
        if found < level:
            yield at
            level = found


def _lead(clauses: Sequence[ComposedClause], at: int) -> Iterator[int]:
    """The words that end with a colon, before the first clause with all that stands above them."""
    yield at
    before = range(at - 1, -1, -1)
    if all(_level(clauses[place]) in (_LEAD, _PLAIN) for place in before):
        yield from (place for place in before if clauses[place].style == "body")


def _level(piece: ComposedClause) -> int:
    """How deep a piece stands: 1 for «2.», 2 for «2.1», 0 for words that lead to what follows."""
    if piece.style in _UNDER:
        return _UNDER[piece.style]
    found = _NUMBER.match(piece.mark or piece.text)
    if found and (piece.mark or "." in found.group()):
        return found.group(1).count(".") + 1
    is_lead = piece.style == "body" and piece.text.rstrip().endswith(":")
    return _LEAD if is_lead else _PLAIN


def _of(piece: ComposedClause) -> PaperPart:
    if piece.style == "cell":
        return PaperPart(id=new_id(), key=str(new_id()), style="table", cells=held(piece.text))
    return _part("body", held(f"{piece.mark} {piece.text}".strip()))


def _part(style: str, text: str) -> PaperPart:
    return PaperPart(id=new_id(), key=str(new_id()), style=style, text=text)
