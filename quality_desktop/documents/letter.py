"""A letter of the office to schools about a form: what goes with it, and a reminder of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quality_desktop.documents.addressees import AddresseeFacts, addressee_lines
from quality_desktop.documents.greetings import VOCABULARY as GREETING
from quality_desktop.documents.greetings import greeting_values
from quality_desktop.documents.model import (
    Block,
    Document,
    ExecutorMark,
    Paragraph,
    Section,
    Signature,
    plain,
)
from quality_desktop.documents.office_head import letter_head
from quality_desktop.documents.outline_facts import OfficeFacts
from quality_desktop.documents.speech import Speech
from quality_desktop.documents.template import Template, Values, Vocabulary, parse
from quality_desktop.documents.wording_file import read_wording_file
from quality_desktop.domain.directory import Letterhead, Municipality, Person
from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.language import dates
from quality_desktop.language.cases import Case
from quality_desktop.language.grammar import Grammar
from quality_desktop.language.spaces import NBSP
from quality_desktop.language.typography import glued, single_spaced

_PLAIN = frozenset({""})
_CASES = frozenset(case.value for case in Case)
_VOCABULARY = Vocabulary(
    fields={
        "district": _CASES,
        "office": _CASES,
        "office.term": _CASES | _PLAIN,
        "form": _PLAIN,
        "source": _PLAIN,
        "period": _PLAIN,
        "due": frozenset({"numeric", "requisite", "running"}),
        "return_to": _PLAIN,
        "phone": _PLAIN,
    },
    flags=frozenset({"due", "return_to", "source", "phone", "office.term"}),
    lists={"schools": Vocabulary(fields={"school": _CASES | _PLAIN})},
).plus(GREETING)
_TEXTS = ("title", "heading", "greeting")
_OPTIONAL = "greeting"
_LISTS = ("addressee", "paragraphs")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What a letter about a form says.

    Attributes:
        key: Name of its file.
        letterhead: Form of paper; None prints the name of the office.
        signatory: Who signs; None leaves a line to sign over.
        executor: Who prepared it; None prints no mark.
        form: Title of the form.
        source: Act that demands the data; may be empty.
        period: «2025/26 учебный год».
        due: By when the answers are wanted; None for no date.
        schools: Schools that it goes to, where the letter names them; one alone is addressed and
            greeted with its head.
    """

    key: str
    municipality: Municipality
    letterhead: Letterhead | None
    signatory: Person | None
    executor: Person | None
    form: str
    source: str
    period: str
    due: date | None
    schools: tuple[AddresseeFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWording:
    """The words of a letter.

    Attributes:
        title: Document property.
        addressee: Lines of the addressee; one that names ``schools`` is repeated for each.
        heading: What the letter is about.
        greeting: Empty for none.
        paragraphs: Its text.
    """

    title: Template
    addressee: tuple[Template, ...]
    heading: Template
    greeting: Template
    paragraphs: tuple[Template, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedLetter:
    """A letter as it will print, and what is wrong with its facts."""

    document: Document
    problems: tuple[Problem, ...]


def read_letter_wording(path: Path) -> LetterWording:
    """Read the wording of a letter.

    Raises:
        QualityError: The file is missing or wrong; the sentence names the file and the place.
    """
    data = read_wording_file(path)
    place = f"Формулировки {path.name}"
    unknown = set(data) - {*_TEXTS, *_LISTS}
    if unknown:
        raise QualityError(f"{place}: неизвестная строка «{min(unknown)}».")

    def text(name: str) -> Template:
        if name == _OPTIONAL:
            data.setdefault(name, "")
        if not isinstance(data.get(name), str):
            raise QualityError(f"{place}, «{name}»: здесь должен быть текст.")
        return parse(data[name], _VOCABULARY, place=f"{place}, «{name}»")

    def texts(name: str) -> tuple[Template, ...]:
        lines = data.get(name)
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise QualityError(f"{place}, «{name}»: здесь должен быть список текстов.")
        return tuple(parse(line, _VOCABULARY, place=f"{place}, «{name}»") for line in lines)

    return LetterWording(
        title=text("title"),
        addressee=texts("addressee"),
        heading=text("heading"),
        greeting=text("greeting"),
        paragraphs=texts("paragraphs"),
    )


def compose_letter(facts: LetterFacts, wording: LetterWording, grammar: Grammar) -> ComposedLetter:
    """Compose a letter.

    Args:
        facts: What it says.
        wording: Its words.
        grammar: Declension with the office's own forms.
    """
    speech = Speech(grammar)
    values = _values(facts, speech)
    heading = glued(single_spaced(wording.heading.render(values)))
    blocks: list[Block] = [
        letter_head(_office(facts), _addressee(facts, wording, values, speech), speech),
        Paragraph(style="heading", runs=plain(heading)),
    ]
    if greeting := glued(single_spaced(wording.greeting.render(values))):
        blocks.append(Paragraph(style="greeting", runs=plain(greeting)))
    for paragraph in wording.paragraphs:
        text = glued(single_spaced(paragraph.render(values)))
        if text:
            blocks.append(Paragraph(style="body", runs=plain(text)))
    blocks.append(_signature(facts, speech))
    if facts.executor is not None:
        lines = (speech.full_name(facts.executor), facts.executor.phone)
        blocks.append(ExecutorMark(lines=tuple(line for line in lines if line)))
    return ComposedLetter(
        document=Document(
            key=facts.key,
            title=glued(wording.title.render(values)).replace(NBSP, " ").strip(),
            author=facts.municipality.office_name,
            subject=heading.replace(NBSP, " "),
            sections=(Section(orientation="portrait", blocks=tuple(blocks)),),
        ),
        problems=tuple(speech.problems),
    )


def _addressee(
    facts: LetterFacts, wording: LetterWording, values: Values, speech: Speech
) -> Sequence[str]:
    if len(facts.schools) == 1:
        return addressee_lines(facts.schools[0], speech)
    lines = (line for template in wording.addressee for line in template.render(values).split("\n"))
    # A list is joined by commas; addressees stand on lines of their own, which need none.
    return [glued(text) for line in lines if (text := line.strip().rstrip(","))]


def _values(facts: LetterFacts, speech: Speech) -> Values:
    district = facts.municipality
    where = f"municipality:{district.id}"
    term = district.office_term or district.office_name
    return Values(
        fields={
            "district": lambda case: speech.place(district.name, case, f"{where}:name"),
            "office": lambda case: speech.unit(district.office_name, case, f"{where}:office_name"),
            "office.term": lambda case: speech.unit(term, case, f"{where}:office_term"),
            "form": _said(facts.form),
            "source": _said(facts.source),
            "period": _said(facts.period),
            "due": lambda form: "" if facts.due is None else _dated(facts.due, form),
            "return_to": _said(district.email),
            "phone": _said(district.phone),
        },
        flags={
            "due": facts.due is not None,
            "return_to": bool(district.email),
            "source": bool(facts.source),
            "phone": bool(district.phone),
            "office.term": bool(district.office_term),
        },
        lists={
            "schools": [
                Values(key=str(place), fields={"school": _school(one, speech)})
                for place, one in enumerate(facts.schools)
            ]
        },
    ).inside(greeting_values([one.greeted for one in facts.schools]))


def _school(addressee: AddresseeFacts, speech: Speech) -> Callable[[str], str]:
    school = addressee.school
    place = "" if school is None else f"school:{school.id}:short_name"
    return lambda case: speech.unit(addressee.called, case, place) if case else addressee.called


def _office(facts: LetterFacts) -> OfficeFacts:
    """Its date and number are written by hand."""
    return OfficeFacts(key=facts.key, municipality=facts.municipality, letterhead=facts.letterhead)


def _signature(facts: LetterFacts, speech: Speech) -> Signature:
    signatory = facts.signatory
    name = "" if signatory is None else speech.signature(signatory)
    if not name:
        speech.report(
            Problem(
                text="Не указано, кто подписывает письмо: в нём оставлено место для подписи.",
                severity=Severity.WARNING,
                place="" if signatory is None else f"person:{signatory.id}:surname",
            )
        )
    position = "" if signatory is None else signatory.position
    return Signature(position=position[:1].upper() + position[1:], name=name)


def _said(text: str) -> Callable[[str], str]:
    return lambda _: text


def _dated(day: date, form: str) -> str:
    if form == "numeric":
        return dates.numeric(day)
    return dates.in_words(day, dates.RUNNING if form == "running" else dates.REQUISITE)
