"""What the papers of the office begin and end with: letterhead, signature, executor mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quality_desktop.documents.letter_head import (
    Registered,
    contacts,
    reference_lines,
    registration_lines,
)
from quality_desktop.documents.letterhead import head_of_form, kind_words
from quality_desktop.documents.model import (
    Block,
    CornerLetterhead,
    CornerSide,
    ExecutorMark,
    LetterheadBlock,
    LetterheadSide,
    Signature,
)
from quality_desktop.documents.outline_facts import OfficeFacts
from quality_desktop.documents.speech import BLANK, Speech
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.language import dates
from quality_desktop.language.spaces import NBSP
from quality_desktop.language.typography import glued


def head(office: OfficeFacts, *, kind_word: str, speech: Speech) -> LetterheadBlock:
    """The head of the first page.

    Args:
        office: Requisites of the paper.
        kind_word: «ПРИКАЗ»; empty for a letter, which has no word for its kind.
        speech: Takes the findings.
    """
    number = f"№{NBSP}{office.number or BLANK}"
    form = office.letterhead
    if form is None:
        name = office.municipality.office_name or BLANK
        right = LetterheadSide(
            heading=(name[:1].upper() + name[1:],),
            kind_word=kind_word,
            date=BLANK if office.dated is None else dates.in_words(office.dated),
            place=glued(office.municipality.locality),
        )
        return LetterheadBlock(left=None, right=right, number=number)
    return head_of_form(
        form,
        words=kind_words(form, kind_word) if kind_word else ("", ""),
        number=number,
        day=office.dated,
        months=office.months,
        speech=speech,
    )


def letter_head(office: OfficeFacts, addressee: Sequence[str], speech: Speech) -> CornerLetterhead:
    """The head of a letter: the letterhead in its corner, date and number, to whom it goes.

    Args:
        office: Requisites of the paper.
        addressee: Lines of the addressee.
        speech: Takes the findings.
    """
    form, district = office.letterhead, office.municipality
    left = None
    if form is None:
        name = district.office_name or BLANK
        right = CornerSide(
            heading=(name[:1].upper() + name[1:],),
            reference=contacts(district),
        )
    else:
        right = CornerSide(
            heading=tuple(form.right_heading.splitlines()),
            reference=reference_lines(form, district),
        )
        if form.left_heading:
            left = CornerSide(
                heading=tuple(form.left_heading.splitlines()),
                reference=tuple(form.left_reference_data.splitlines()),
            )
    place = "" if form is None else f"letterhead:{form.id}:registration"
    return CornerLetterhead(
        left=left,
        right=right,
        registration=registration_lines(
            form, Registered(number=office.number, dated=office.dated), speech, place=place
        ),
        addressee=tuple(addressee),
    )


def closing(office: OfficeFacts, speech: Speech) -> Iterator[Block]:
    """Signature and executor mark."""
    signatory = office.signatory
    name = "" if signatory is None else speech.signature(signatory)
    if not name:
        speech.report(
            Problem(
                text="Не указано, кто подписывает документ: в нём оставлено место для подписи.",
                severity=Severity.WARNING,
                place="" if signatory is None else f"person:{signatory.id}:surname",
            )
        )
    position = "" if signatory is None else signatory.position
    yield Signature(position=position[:1].upper() + position[1:], name=name)
    if office.executor is not None:
        lines = (speech.full_name(office.executor), office.executor.phone)
        yield ExecutorMark(lines=tuple(line for line in lines if line))
