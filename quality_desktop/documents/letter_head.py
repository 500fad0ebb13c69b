"""The head of a letter: the letterhead in its corner, registration, to whom it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from quality_desktop.documents.facts import OrderFacts
from quality_desktop.documents.model import CornerLetterhead, CornerSide
from quality_desktop.documents.outline_facts import DATES, PLAIN
from quality_desktop.documents.paper_names import dated_printer
from quality_desktop.documents.speech import BLANK, Speech
from quality_desktop.documents.template import Values, Vocabulary, parse
from quality_desktop.domain.directory import Letterhead, Municipality
from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.language.typography import glued, single_spaced

_BLANK: Final = "_____"
"""As the letterheads of the seeds print it."""
_REGISTRATION: Final = (
    "{dated:numeric} № {number}\n"
    "{if reply}на № {reply}{if reply.dated} от {reply.dated:numeric}{end}{end}"
)
"""The paper that is answered is named by an answer alone (GOST R 7.0.97-2016, requisite 12); a letterhead
that prints an empty line for it, as that of seed 002, says so in words of its own."""
_VOCABULARY: Final = Vocabulary(
    fields={"number": PLAIN, "dated": DATES, "reply": PLAIN, "reply.dated": DATES},
    flags=frozenset({"number", "dated", "reply", "reply.dated"}),
)
_OF_ORDERS: Final = "single"
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
    else:
        right = CornerSide(
            heading=_lines(form.right_heading), reference=reference_lines(form, facts.municipality)
        )
    return CornerLetterhead(
        left=_second_language(form),
        right=right,
        registration=registration_lines(
            form,
            Registered(
                number=facts.number,
                dated=facts.paper.dated,
                reply_number=facts.paper.reply_number,
                reply_dated=facts.paper.reply_dated,
            ),
            speech,
            place=f"paper:{facts.paper.id}:letterhead",
        ),
        addressee=tuple(addressee),
    )


def _second_language(form: Letterhead | None) -> CornerSide | None:
    if form is None or form.layout not in _TWO_LANGUAGES:
        return None
    return CornerSide(heading=_lines(form.left_heading), reference=_lines(form.left_reference_data))


def _of_office(office: Municipality) -> CornerSide:
    name = office.office_name
    return CornerSide(heading=(name[:1].upper() + name[1:],), reference=contacts(office))


def reference_lines(form: Letterhead, office: Municipality) -> tuple[str, ...]:
    """Address and telephones under a letterhead; that of orders in one language has none of its own."""
    own = _lines(form.reference_data)
    return contacts(office) if not own and form.layout == _OF_ORDERS else own


def contacts(office: Municipality) -> tuple[str, ...]:
    """Where the office is and how to reach it."""
    phone = f"тел. {office.phone}" if office.phone else ""
    return tuple(glued(line) for line in (office.address, phone, office.email) if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """Date and number of a letter and those of the paper that it answers; empty where there are none."""

    number: str = ""
    dated: date | None = None
    reply_number: str = ""
    reply_dated: date | None = None


def registration_lines(
    form: Letterhead | None, letter: Registered, speech: Speech, *, place: str
) -> tuple[str, ...]:
    """Lines under the letterhead of a letter, in the words of the letterhead if it has any.

    Args:
        form: The letterhead; None for the common words.
        letter: Dates and numbers; what is not known leaves a place to write on.
        speech: Takes the findings.
        place: Field to which a finding leads.
    """
    own = "" if form is None else form.registration
    blank = _BLANK if own else BLANK
    texts = {"number": letter.number, "reply": letter.reply_number}
    days = {"dated": letter.dated, "reply.dated": letter.reply_dated}
    values = Values(
        fields={
            **{name: _said(text or blank) for name, text in texts.items()},
            **{name: dated_printer(day, blank) for name, day in days.items()},
        },
        flags={
            **{name: bool(text) for name, text in texts.items()},
            **{name: day is not None for name, day in days.items()},
        },
    )
    try:
        template = parse(own or _REGISTRATION, _VOCABULARY, place="Бланк, дата и номер письма")
    except QualityError as error:
        speech.report(Problem(text=error.sentence, place=place))
        template = parse(_REGISTRATION, _VOCABULARY, place="Бланк")
    return _lines(template.render(values))


def _said(text: str) -> Callable[[str], str]:
    return lambda _: text


def _lines(text: str) -> tuple[str, ...]:
    lines = (glued(single_spaced(line.strip())) for line in text.splitlines())
    return tuple(line for line in lines if line)
