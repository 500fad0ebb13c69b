"""The letterhead of an order and the blocks that close it: signature, copy mark, executor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from quality_desktop.documents.facts import OrderFacts
from quality_desktop.documents.model import (
    Block,
    CertifiedCopy,
    ExecutorMark,
    LetterheadBlock,
    LetterheadSide,
    Signature,
)
from quality_desktop.documents.speech import BLANK, Speech
from quality_desktop.domain.directory import Letterhead, Person
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.language import dates
from quality_desktop.language.spaces import NBSP
from quality_desktop.language.typography import glued

_TWO_LANGUAGES = "two_language"
_RUSSIAN = "ru"
_ORDER = "приказ"


def letterhead_block(facts: OrderFacts, *, kind_word: str, speech: Speech) -> LetterheadBlock:
    """The head of the first page.

    Args:
        facts: Facts of the order.
        kind_word: Word for the kind of paper; empty for what the letterhead says.
        speech: Takes the findings.
    """
    number = f"№{NBSP}{facts.number or BLANK}"
    form = facts.letterhead
    if form is None:
        paper = facts.paper
        speech.report(
            Problem(
                text="Не выбран бланк: приказ напечатан без него.",
                severity=Severity.WARNING,
                place=f"paper:{paper.id}:letterhead",
            )
        )
        form = Letterhead(
            id=paper.id,
            right_heading=_capitalised(facts.municipality.office_name),
            right_kind_word=kind_word,
            right_date_pattern=dates.REQUISITE,
            right_place=facts.municipality.locality,
        )
    return head_of_form(
        form,
        words=kind_words(form, kind_word),
        number=number,
        day=facts.paper.dated,
        months=facts.months,
        speech=speech,
    )


def head_of_form(
    form: Letterhead,
    *,
    words: tuple[str, str],
    number: str,
    day: date | None,
    months: Mapping[str, Sequence[str]],
    speech: Speech,
) -> LetterheadBlock:
    """The head of the first page as a letterhead has it.

    Args:
        form: The letterhead.
        words: Words for the kind of paper in the second language and in Russian.
        number: Number of the paper with its sign.
        day: Date of the paper; a place to write on without one.
        months: Names of months of every language, as they stand in dates.
        speech: Takes the findings.
    """
    left = None
    if form.layout == _TWO_LANGUAGES:
        left = LetterheadSide(
            heading=tuple(form.left_heading.splitlines()),
            kind_word=words[0],
            date=_dated(day, form, form.left_date_pattern, months.get(form.left_language), speech),
            place=glued(form.left_place),
        )
    right = LetterheadSide(
        heading=tuple(form.right_heading.splitlines()),
        kind_word=words[1],
        date=_dated(day, form, form.right_date_pattern, months.get(_RUSSIAN), speech),
        place=glued(form.right_place),
    )
    return LetterheadBlock(left=left, right=right, number=number)


def kind_words(form: Letterhead, kind_word: str) -> tuple[str, str]:
    """The word for a kind of paper in the second language and in Russian.

    The words of a letterhead are «ПРИКАЗ» and its translation. Another kind brings its own word, and nobody
    has said that one in the second language.

    Args:
        form: The letterhead.
        kind_word: Word of the kind; empty for one that leaves it to the letterhead.
    """
    of_form = form.right_kind_word
    if not kind_word or _squeezed(kind_word) == _squeezed(of_form or _ORDER):
        return form.left_kind_word, of_form or kind_word
    return "", kind_word


def closing_blocks(
    facts: OrderFacts,
    speech: Speech,
    *,
    called: str = "приказ",
    last: tuple[str, ...] | None = None,
) -> Iterator[Block]:
    """Signature, copy mark and executor mark, in this order.

    Args:
        facts: Facts of the paper.
        speech: Takes the findings.
        called: What findings call the paper, accusative.
        last: Lines at the foot of the last page; those of the executor when omitted.
    """
    paper = facts.paper
    yield _signature(facts, speech, called)
    if paper.is_certified_copy:
        certifier = facts.person(paper.certifier)
        if certifier is None:
            speech.report(
                Problem(
                    text="Не указано, кто заверяет копию: выберите человека.",
                    place=f"paper:{paper.id}:certifier",
                )
            )
        yield CertifiedCopy(
            mark=paper.copy_mark,
            position=_capitalised("" if certifier is None else certifier.position),
            name="" if certifier is None else speech.signature(certifier),
            date="" if paper.certified_on is None else dates.numeric(paper.certified_on),
        )
    executor = facts.person(paper.executor)
    if last is None and executor is not None:
        last = (speech.full_name(executor), executor.phone)
    if lines := tuple(line for line in last or () if line):
        yield ExecutorMark(lines=lines)


def _signature(facts: OrderFacts, speech: Speech, called: str) -> Signature:
    signatory: Person | None = facts.person(facts.paper.signatory)
    name = "" if signatory is None else speech.signature(signatory)
    if not name:
        speech.report(
            Problem(
                text=f"Не указано, кто подписывает {called}: впишите фамилию, имя и отчество.",
                place=f"paper:{facts.paper.id}:signatory"
                if signatory is None
                else f"person:{signatory.id}:surname",
            )
        )
    position = "" if signatory is None else signatory.position
    return Signature(
        position=_capitalised(position), name=name, has_facsimile=facts.paper.is_facsimile
    )


def _dated(
    day: date | None,
    form: Letterhead,
    pattern: str,
    months: Sequence[str] | None,
    speech: Speech,
) -> str:
    if day is None:
        return BLANK
    try:
        if months is None or not pattern:
            raise ValueError(pattern)
        return dates.in_words(day, pattern, months)
    except ValueError:
        speech.report(
            Problem(
                text=f"Дата на бланке «{form.name}» напечатана цифрами: проверьте вид даты и язык.",
                severity=Severity.WARNING,
                place=f"letterhead:{form.id}",
            )
        )
        return dates.numeric(day)


def _squeezed(word: str) -> str:
    """A word as it is compared: «П Р И К А З» is «приказ»."""
    return "".join(word.split()).casefold()


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
