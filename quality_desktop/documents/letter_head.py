"""The head of a letter: the letterhead in its corner, registration, to whom it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from quality_desktop.documents.facts import OrderFacts
from quality_desktop.documents.model import CornerLetterhead, CornerSide
from quality_desktop.documents.outline_facts import DATES, PLAIN
from quality_desktop.documents.paper_names import dated_printer
from quality_desktop.documents.speech import Speech
from quality_desktop.documents.template import Values, Vocabulary, parse
from quality_desktop.domain.directory import Letterhead, Municipality
from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.language.typography import glued, single_spaced

_BLANK: Final = "_____"
_REGISTRATION: Final = "{dated:numeric} № {number}\nна № {reply} от {reply.dated:numeric}"
_VOCABULARY: Final = Vocabulary(
    fields={"number": PLAIN, "dated": DATES, "reply": PLAIN, "reply.dated": DATES},
    flags=frozenset({"number", "dated", "reply", "reply.dated"}),
)
_TWO_LANGUAGES: Final = frozenset({"two_language", "corner_two_language"})


def corner_letterhead(
    facts: OrderFacts, addressee: Sequence[str], speech: Speech
) -> CornerLetterhead:
    """The head of a letter.

    Args:
        facts: Requisites of the letter.
        addressee: Lines of the addressee.
        speech: Takes the findings.
    """
    form = facts.letterhead
    if form is None:
        speech.report(
            Problem(
                text="Не выбран бланк: в письме вместо него название и адрес управления.",
                severity=Severity.WARNING,
                place=f"paper:{facts.paper.id}:letterhead",
            )
        )
        right = _of_office(facts.municipality)
        written = ""
    else:
        right = CornerSide(
            heading=_lines(form.right_heading), reference=_lines(form.reference_data)
        )
        written = form.registration
    return CornerLetterhead(
        left=_second_language(form),
        right=right,
        registration=_registration(facts, written or _REGISTRATION, speech),
        addressee=tuple(addressee),
    )


def _second_language(form: Letterhead | None) -> CornerSide | None:
    if form is None or form.layout not in _TWO_LANGUAGES:
        return None
    return CornerSide(heading=_lines(form.left_heading), reference=_lines(form.left_reference_data))


def _of_office(office: Municipality) -> CornerSide:
    name = office.office_name
    contacts = (office.address, f"тел. {office.phone}" if office.phone else "", office.email)
    return CornerSide(
        heading=(name[:1].upper() + name[1:],), reference=tuple(filter(None, contacts))
    )


def _registration(facts: OrderFacts, written: str, speech: Speech) -> tuple[str, ...]:
    paper = facts.paper
    texts = {"number": facts.number, "reply": paper.reply_number}
    days = {"dated": paper.dated, "reply.dated": paper.reply_dated}
    values = Values(
        fields={
            **{name: _said(text or _BLANK) for name, text in texts.items()},
            **{name: dated_printer(day, _BLANK) for name, day in days.items()},
        },
        flags={
            **{name: bool(text) for name, text in texts.items()},
            **{name: day is not None for name, day in days.items()},
        },
    )
    try:
        template = parse(written, _VOCABULARY, place="Бланк, дата и номер письма")
    except QualityError as error:
        speech.report(Problem(text=error.sentence, place=f"paper:{paper.id}:letterhead"))
        template = parse(_REGISTRATION, _VOCABULARY, place="Бланк")
    return _lines(template.render(values))


def _said(text: str) -> Callable[[str], str]:
    return lambda _: text


def _lines(text: str) -> tuple[str, ...]:
    lines = (glued(single_spaced(line.strip())) for line in text.splitlines())
    return tuple(line for line in lines if line)
