"""New papers: of any kind, amending an earlier one, an extract of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from quality_desktop.documents.clauses import ComposedClause
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.cycle import CardRow, Stage
from quality_desktop.domain.directions import Edition
from quality_desktop.domain.directory import Letterhead
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import (
    PaperKind,
    PaperPart,
)
from quality_desktop.domain.paperwork import Appendix, Paper
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.register import PaperLink, paper_link_id
from quality_desktop.domain.responsibility import Assignment, Difference, Role
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.office.directory import letterheads
from quality_desktop.services.office.names import paper_title
from quality_desktop.services.paperwork import kinds
from quality_desktop.services.paperwork.kind_files import ORDER, KindSource
from quality_desktop.services.paperwork.signed import require_draft
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

AMENDING: Final = "order-amending"
EXTRACT: Final = "extract-order"
_CORNER: Final = frozenset({"corner", "corner_two_language"})
_BETWEEN: Final = 2001  # after the second part of the amending order
_CARD: Final = "раздел {} технологической карты изложить в новой редакции"
_AT_END: Final = 1_000_000
_IN_ORDER: Final = {
    Role.COORDINATOR: "координатор",
    Role.EXECUTOR: "исполнители",
    Role.OPERATOR: "оператор",
}


def create(*, store: Store, wording: Path, code: str) -> tuple[Id, Changes]:
    """Make a paper of a kind: people and letterhead are those of the last paper of its family.

    Args:
        store: The file.
        wording: Folder of wordings.
        code: Code of the kind.

    Returns:
        The new paper and what was written.

    Raises:
        QualityError: There is no such kind.
    """
    source = kinds.find(store=store, wording=wording, code=code)
    paper = draft(store=store, source=source)
    with store.work(f"Новый документ: {source.kind.title}") as work:
        work.put(paper)
        return paper.id, work.commit()


def amend(
    *, store: Store, wording: Path, earlier: Id, since: datetime | None = None
) -> tuple[Id, Changes]:
    """Make an order that amends an earlier one: what changed in the matrix and the card since.

    Args:
        store: The file.
        wording: Folder of wordings.
        earlier: The order that is amended.
        since: The matrix as it stood at this moment is compared with that of now; the end of the day
            of the earlier order when omitted.

    Raises:
        QualityError: The earlier order is gone or has no date, the file held no matrix then, or
            nothing has changed since.
    """
    record = _paper(store, earlier)
    moment = since
    if moment is None and record.dated is not None:
        moment = datetime.combine(record.dated, time.max).astimezone()
    edition = record.edition or next((one.id for one in store.all(Edition) if one.is_current), None)
    if moment is None or edition is None:
        raise QualityError("Укажите дату приказа, в который вносятся изменения.")
    if not store.as_of(Assignment, moment):
        raise QualityError(
            f"На {moment:%d.%m.%Y} матрицы ответственности в файле еще не было: выберите более "
            "позднюю дату."
        )
    cells = responsibility.compare(store=store, edition=edition, was=moment)
    card = _changed_sections(store, moment)
    if not cells and not card:
        raise QualityError(
            f"С {moment:%d.%m.%Y} в матрице и технологической карте ничего не изменилось."
        )
    changes = [*(change_in_words(one) for one in cells), *(_CARD.format(one) for one in card)]
    contents = [name for name, is_there in (("matrix", cells), ("card", card)) if is_there]
    source = kinds.find(store=store, wording=wording, code=AMENDING)
    paper = replace(draft(store=store, source=source), edition=edition)
    with store.work(f"Внесение изменений: {paper_title(record)}") as work:
        work.put(paper)
        _link(work, paper.id, earlier, "amends")
        for number, change in enumerate(changes):
            _put_text(work, paper.id, "item", change, _BETWEEN + number)
        for number, content in enumerate(contents, start=1):
            work.put(Appendix(id=new_id(), paper=paper.id, number=number, content=content))
        return paper.id, work.commit()


def extract(
    *, store: Store, wording: Path, earlier: Id, clauses: Sequence[ComposedClause]
) -> tuple[Id, Changes]:
    """Make a certified extract of a paper: its chosen clauses as they stand.

    Args:
        store: The file.
        wording: Folder of wordings.
        earlier: The paper.
        clauses: Chosen clauses with their marks.

    Raises:
        QualityError: The paper is gone, or no clause is chosen.
    """
    record = _paper(store, earlier)
    if not clauses:
        raise QualityError("Выберите пункты, которые войдут в выписку.")
    source = kinds.find(store=store, wording=wording, code=EXTRACT)
    paper = replace(
        draft(store=store, source=source),
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
        _link(work, paper.id, earlier, "copies")
        for number, clause in enumerate(clauses):
            text = f"{clause.mark} {clause.text}".strip()
            _put_text(work, paper.id, "body", _held(text), number)
        return paper.id, work.commit()


def add_parts(
    *, store: Store, paper: Id, parts: Sequence[PaperPart], place: int = _AT_END
) -> Changes:
    """Add parts to one paper: text and tables that its kind does not have.

    Args:
        store: The file.
        paper: Which paper.
        parts: Style, text and cells of the new parts; their keys are given here.
        place: 2500 stands between the second and the third part of the kind; at the end when omitted.
    """
    record = _paper(store, paper)
    require_draft(record)
    if record.form == ORDER:
        raise QualityError(
            "В этот приказ вставить текст нельзя: его пункты составляются из матрицы. Скопируйте вид "
            "документа в «Виды документов…» или вставьте текст в приложение."
        )
    last = max((part.place for part in store.all(PaperPart, paper=paper)), default=place)
    first = max(place, last + 1) if place == _AT_END else place
    with store.work(f"{paper_title(record)}: новый текст") as work:
        for number, part in enumerate(parts):
            work.put(
                replace(
                    part,
                    id=new_id(),
                    paper_kind=None,
                    parent=None,
                    paper=paper,
                    key=str(new_id()),
                    place=first + number,
                )
            )
        return work.commit()


def place_after(*, store: Store, wording: Path, paper: Id, clause: str) -> int:
    """Where own parts stand that are to follow a clause of a paper.

    Args:
        store: The file.
        wording: Folder of wordings.
        paper: Which paper.
        clause: Key of the clause; the end of the paper for one that is no part of its own level.
    """
    own = next(iter(store.all(PaperPart, paper=paper, key=clause)), None)
    if own is not None:
        return own.place + 1
    source = kinds.find(store=store, wording=wording, code=_paper(store, paper).form)
    top = clause.partition(".")[0].partition(":")[0]
    keys = [part.key for part in source.ordered if part.parent is None]
    if clause in ("heading", "greeting"):
        return 1
    return (keys.index(top) + 1) * 1000 + 1 if top in keys else _AT_END


def change_in_words(change: Difference) -> str:
    """«по направлению 1.1 «…» исполнителями считать: Доценко Т.И., ИМЦ (было: Шерсткина Е.А.)»."""
    was = ", ".join(change.was) or "никто не назначен"
    now = ", ".join(change.now) or "никто"
    about = (
        f"по направлению {change.code} «{change.title}»" if change.code else "по всем направлениям"
    )
    return f"{about}: {_IN_ORDER[change.role]} – {_held(now)} (было: {_held(was)})"


def _changed_sections(store: Store, moment: datetime) -> list[int]:
    """Numbers of the sections of the common card whose words are not what they were."""
    was = {row.stage: row for row in store.as_of(CardRow, moment) if row.direction is None}
    now = {row.stage: row for row in store.all(CardRow) if row.direction is None}
    numbers = {stage.id: stage.number for stage in store.all(Stage)}
    changed = {key for key in (*was, *now) if was.get(key) != now.get(key)}
    return sorted(numbers[key] for key in changed if key in numbers)


def _held(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def draft(*, store: Store, source: KindSource) -> Paper:
    """A new paper of a kind with the people and the letterhead of the last one of its family."""
    family = source.kind.family
    known = {one.code: one.family for one in store.all(PaperKind)}
    same = [
        one for one in store.all(Paper) if known.get(one.form, one.form.partition("-")[0]) == family
    ]
    papers = same or list(store.all(Paper))
    last = max(papers, key=lambda one: (one.dated or date.min, one.id.bytes), default=None)
    current = [edition for edition in store.all(Edition) if edition.is_current]
    return Paper(
        id=new_id(),
        form=source.kind.code,
        letterhead=_letterhead(store, family, last if same else None),
        edition=current[0].id if current else None,
        signatory=None if last is None else last.signatory,
        executor=None if last is None else last.executor,
    )


def _letterhead(store: Store, family: str, last: Paper | None) -> Id | None:
    if last is not None and last.letterhead is not None:
        return last.letterhead
    heads: list[Letterhead] = list(letterheads(store=store))
    fitting = [one for one in heads if (one.layout in _CORNER) == (family == "letter")]
    found = fitting or heads
    return found[0].id if found else None


def _link(work: UnitOfWork, paper: Id, earlier: Id, relation: str) -> None:
    key = paper_link_id(paper, earlier, relation)
    work.put(PaperLink(id=key, paper=paper, earlier=earlier, relation=relation))


def _put_text(work: UnitOfWork, paper: Id, style: str, text: str, place: int) -> None:
    work.put(
        PaperPart(id=new_id(), paper=paper, key=str(new_id()), style=style, text=text, place=place)
    )


def _paper(store: Store, paper: Id) -> Paper:
    record = store.get(Paper, paper)
    if record is None:
        raise QualityError("Этого документа в файле больше нет: выберите другой.")
    return record
