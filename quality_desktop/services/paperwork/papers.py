"""Papers that the file can produce, and their composition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quality_desktop.documents import order
from quality_desktop.documents.addressees import AddresseeFacts
from quality_desktop.documents.clauses import HEADING, ComposedClause
from quality_desktop.documents.facts import OrderFacts
from quality_desktop.documents.office_paper import compose_paper, composed_greeting
from quality_desktop.documents.order import Composed
from quality_desktop.documents.paper_facts import PaperFacts
from quality_desktop.documents.paper_wording import PaperWording, read_kind
from quality_desktop.documents.wording import read_wording
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperKind, PaperPart
from quality_desktop.domain.paperwork import ClauseEdit, Paper
from quality_desktop.domain.records import Id
from quality_desktop.language import dates
from quality_desktop.services.office import forms_of_words
from quality_desktop.services.office.names import paper_word
from quality_desktop.services.paperwork import kind_files, kinds
from quality_desktop.services.paperwork.kind_files import ORDER
from quality_desktop.services.paperwork.order_facts import order_facts
from quality_desktop.services.paperwork.paper_facts import paper_facts
from quality_desktop.services.paperwork.rest_days import rest_day_problems
from quality_desktop.services.toml_files import read_toml
from quality_desktop.storage.reading import Reading

__all__ = ["Composed", "ComposedClause", "PaperInfo", "available", "compose", "facts"]

_MONTHS = "months.toml"
_LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperInfo:
    """A paper that the file can produce.

    Attributes:
        key: Name of its files and on the command line: «order-1048»; no two papers share it.
        title: «Приказ от 05.07.2021 № 1048».
    """

    key: str
    title: str
    paper: Id


def available(*, store: Reading, wording: Path | None = None) -> tuple[PaperInfo, ...]:
    """Papers of the file, earliest first.

    Args:
        store: The file.
        wording: Folder of wordings: drafts without a number are called by their kind then, too.
    """
    papers = sorted(
        store.all(Paper), key=lambda p: (p.dated is None, p.dated, p.number, p.id.bytes)
    )
    kinds_known = {} if wording is None else _shipped(papers, wording)
    kinds_known |= {kind.code: kind for kind in store.all(PaperKind)}
    return tuple(
        PaperInfo(key=key, title=_title(paper, kinds_known.get(paper.form)), paper=paper.id)
        for paper, key in zip(papers, file_names(papers), strict=True)
    )


def facts(*, store: Reading, paper: Id, reference: Path) -> OrderFacts:
    """Everything that an order prints, from the records as they are now.

    Raises:
        QualityError: The order or the card of the municipality is not in the file.
    """
    return order_facts(store, paper=paper, key=_key(store, paper), months=months(reference))


def compose(
    *, store: Reading, paper: Id, wording: Path, reference: Path, language: Path
) -> Composed:
    """Compose a paper from the records as they are now.

    Args:
        store: The file, or the file as it was.
        paper: Which paper.
        wording: Folder of wordings.
        reference: Folder of the catalogues.
        language: Folder of the word lists.

    Raises:
        QualityError: The paper is gone, or a bundled file is missing or wrong.
    """
    made = _composed(store, paper, wording, reference, language)
    record = store.get(Paper, paper)
    if record is None:
        return made
    titles = kinds.find(store=store, wording=wording, code=record.form).titles
    rest = rest_day_problems(store=store, paper=record, reference=reference, titles=titles)
    return replace(made, problems=(*made.problems, *rest))


def _composed(
    store: Reading, paper: Id, wording: Path, reference: Path, language: Path
) -> Composed:
    edits = {edit.clause: edit for edit in store.all(ClauseEdit, paper=paper)}
    tables = read_wording(wording / f"{ORDER}.toml")
    grammar = forms_of_words.grammar(store=store, language=language)
    record = store.get(Paper, paper)
    if record is None or record.form == ORDER:
        known = facts(store=store, paper=paper, reference=reference)
        return order.compose(known, tables, grammar, edits)
    known_facts, words = _of_kind(store, record, wording, reference)
    if known_facts.earlier is not None and known_facts.earlier.id != paper:
        about = _heading(store, known_facts.earlier, wording, reference, language)
        known_facts = replace(known_facts, earlier_heading=about)
    return compose_paper(
        facts=known_facts,
        wording=words,
        tables=tables,
        grammar=grammar,
        edits=edits,
    )


def greetings(
    *,
    store: Reading,
    paper: Id,
    addressees: Sequence[AddresseeFacts],
    wording: Path,
    reference: Path,
    language: Path,
) -> tuple[str, tuple[str, ...]]:
    """How a paper greets all to whom it goes, and each of these alone; empty where it does not."""
    record = store.get(Paper, paper)
    if record is None or record.form == ORDER:
        return "", ("",) * len(addressees)
    known, words = _of_kind(store, record, wording, reference)
    grammar = forms_of_words.grammar(store=store, language=language)
    own = (replace(known, addressees=(one,)) for one in addressees)
    return (
        composed_greeting(known, words, grammar),
        tuple(composed_greeting(facts, words, grammar) for facts in own),
    )


def _of_kind(
    store: Reading, paper: Paper, wording: Path, reference: Path
) -> tuple[PaperFacts, PaperWording]:
    source = kinds.find(store=store, wording=wording, code=paper.form)
    known = paper_facts(
        store,
        paper=paper.id,
        key=_key(store, paper.id),
        months=months(reference),
        titles=source.titles,
    )
    own = store.all(PaperPart, paper=paper.id)
    return known, read_kind(source.kind, source.parts, own)


def subject(*, store: Reading, paper: Id, wording: Path, reference: Path, language: Path) -> str:
    """What a paper is about in its own words; empty where it cannot be composed yet."""
    record = store.get(Paper, paper)
    try:
        return "" if record is None else _heading(store, record, wording, reference, language)
    except QualityError:
        return ""


def _heading(store: Reading, paper: Paper, wording: Path, reference: Path, language: Path) -> str:
    """What an earlier paper is about, in the words it prints itself."""
    if paper.subject:
        return paper.subject
    made = _composed(store, paper.id, wording, reference, language)
    found = next((clause.text for clause in made.clauses if clause.key == HEADING), "")
    return " ".join(found.split())


def months(reference: Path) -> Mapping[str, Sequence[str]]:
    """Names of months by the code of a language, from the catalogue.

    Raises:
        QualityError: The catalogue is missing or wrong.
    """
    catalogue = read_toml(reference / _MONTHS)
    try:
        return {language: tuple(about["names"]) for language, about in catalogue.items()}
    except (KeyError, TypeError) as error:
        raise QualityError(f"Файл {_MONTHS}: у языка должен быть список names.") from error


def file_names(papers: Iterable[Paper]) -> list[str]:
    """Names of the files of papers: safe in any system, different also where case is not told."""
    names: list[str] = []
    taken: set[str] = set()
    for paper in papers:
        prefix = paper.form.partition("-")[0] or "paper"
        number = re.sub(r"[^\w-]+|_+", "-", paper.number).strip("-")[:_LONGEST] or "draft"
        choices = [f"{prefix}-{number}"]
        if paper.dated is not None:
            choices.append(f"{choices[0]}-{paper.dated.isoformat()}")
        last = choices[-1]
        choices.extend(f"{last}-{place}" for place in range(2, len(taken) + 3))
        name = next(choice for choice in choices if choice.casefold() not in taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _shipped(papers: Iterable[Paper], wording: Path) -> dict[str, PaperKind]:
    """Kinds that come with the program and name drafts of this list."""
    codes = {paper.form for paper in papers if not paper.bare_number and paper.form != ORDER}
    found = (kind_files.shipped_kind(wording, code) for code in codes)
    return {source.kind.code: source.kind for source in found if source is not None}


def called(paper: Paper, kind: PaperKind | None = None) -> str:
    """What a paper is called in lists: «Приказ», «Письмо»."""
    family = kind.family if kind is not None else paper.form.partition("-")[0]
    return paper_word(family)


def _key(store: Reading, paper: Id) -> str:
    return next((info.key for info in available(store=store) if info.paper == paper), "")


def _title(paper: Paper, kind: PaperKind | None) -> str:
    dated = "" if paper.dated is None else f" от {dates.numeric(paper.dated)}"
    number = f" № {paper.bare_number}" if paper.bare_number else " без номера"
    about = f" – {paper.subject or (kind.title if kind else '')}".rstrip("– ")
    return f"{called(paper, kind)}{dated}{number}{'' if paper.bare_number else about}"
