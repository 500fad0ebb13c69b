"""Letters about a form: the one that goes out with it, and the reminder to schools that have not answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from quality_desktop.documents.addressees import AddresseeFacts
from quality_desktop.documents.letter import (
    ComposedLetter,
    LetterFacts,
    compose_letter,
    read_letter_wording,
)
from quality_desktop.domain.directory import Letterhead, Person
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.services.file_names import safe_name
from quality_desktop.services.forms.form_facts import AskedForm, district, period
from quality_desktop.services.office import forms_of_words
from quality_desktop.services.office.office import letter_form
from quality_desktop.services.paperwork.paper_facts import school_facts
from quality_desktop.services.paperwork.printing import Folders
from quality_desktop.storage.store import Store
from quality_desktop.writers.docx import to_docx

_COVERING = "letter-forms.toml"
_REMINDER = "letter-reminder.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLetter:
    """A letter as DOCX.

    Attributes:
        name: Name of its file without the suffix.
        content: The file.
        problems: What should be mended before it is signed.
    """

    name: str
    content: bytes
    problems: tuple[Problem, ...]


def covering_letter(
    *, store: Store, asked: AskedForm, due: date | None, folders: Folders
) -> WrittenLetter:
    """The letter that goes out with a form."""
    return _written(store, asked, due, (), "Письмо", _COVERING, folders)


def reminder(
    *, store: Store, asked: AskedForm, due: date | None, schools: Sequence[Id], folders: Folders
) -> WrittenLetter:
    """The letter to schools that have not answered, each of them named as its addressee."""
    addressees = tuple(map(partial(school_facts, store), schools))
    return _written(store, asked, due, addressees, "Напоминание", _REMINDER, folders)


def file_name(letter: WrittenLetter) -> str:
    """Name of the file of a letter."""
    return f"{safe_name(letter.name, longest=100)}.docx"


def _written(
    store: Store,
    asked: AskedForm,
    due: date | None,
    schools: tuple[AddresseeFacts, ...],
    name: str,
    wording: str,
    folders: Folders,
) -> WrittenLetter:
    paper = _latest_paper(store)
    composed: ComposedLetter = compose_letter(
        LetterFacts(
            key=name,
            municipality=district(store=store),
            letterhead=_letterhead(store, paper),
            signatory=_person(store, None if paper is None else paper.signatory),
            executor=_person(store, None if paper is None else paper.executor),
            form=asked.form.title,
            source=asked.form.source,
            period=period(asked.year),
            due=due,
            schools=schools,
        ),
        read_letter_wording(folders.wording / wording),
        forms_of_words.grammar(store=store, language=folders.language),
    )
    return WrittenLetter(
        name=f"{name} – {asked.form.title} {asked.year}-{(asked.year + 1) % 100:02}",
        content=to_docx(composed.document),
        problems=composed.problems,
    )


def _latest_paper(store: Store) -> Paper | None:
    """Whoever signed the office's last paper signs the letter, too."""
    papers = store.all(Paper)
    return max(papers, key=lambda p: (p.dated or date.min, p.id.bytes), default=None)


def _letterhead(store: Store, paper: Paper | None) -> Letterhead | None:
    if (own := letter_form(store=store)) is not None:
        return own
    if paper is not None and paper.letterhead is not None:
        return store.get(Letterhead, paper.letterhead)
    return next(iter(store.all(Letterhead)), None)


def _person(store: Store, who: Id | None) -> Person | None:
    return None if who is None else store.get(Person, who)
