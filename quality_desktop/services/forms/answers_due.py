"""Who has not answered: what was sent back and what is actually filled are two different rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import Collection as SentForm
from quality_desktop.domain.collection.monitoring import Submission, collection_id
from quality_desktop.domain.directory import Person, School
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id
from quality_desktop.language.spaces import NBSP
from quality_desktop.services.entry import official_figures
from quality_desktop.services.forms import form_letter
from quality_desktop.services.forms.form_facts import (
    AskedForm,
    KnownAnswers,
    asked_form,
    known_answers,
    school_name,
)
from quality_desktop.services.office import directory, names
from quality_desktop.services.paperwork.printing import Folders
from quality_desktop.storage.disk import replace, temporary_beside
from quality_desktop.storage.failures import explained
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolAnswer:
    """How far one school has come with a form.

    Attributes:
        school: Id of the school.
        name: Its name.
        is_sent_back: A file with its answer has been read.
        received: When the last one was.
        file_name: Its name.
        filled: Required elements that have an answer, also typed ones and official figures.
        required: Required elements.
        email: Where to write to; empty when the directory does not know.
        head: Head of the school, «Иванова А.А.»; empty when the directory does not know.
        phone: Telephone of the school.
    """

    school: Id
    name: str
    is_sent_back: bool
    received: date | None
    file_name: str
    filled: int
    required: int
    email: str
    head: str
    phone: str

    @property
    def is_filled(self) -> bool:
        """True when nothing more is asked of the school."""
        return self.filled >= self.required

    @property
    def is_due(self) -> bool:
        """True when the school is to be reminded."""
        return not self.is_filled


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersDue:
    """Who has answered a form and who has not.

    Attributes:
        due: By when the answers are wanted; None for no date.
        schools: Schools that are to answer, by name.
    """

    asked: AskedForm
    due: date | None
    schools: tuple[SchoolAnswer, ...]

    @property
    def sent_back(self) -> int:
        """Schools whose file was read."""
        return sum(1 for each in self.schools if each.is_sent_back)

    @property
    def filled(self) -> int:
        """Schools that answered everything that is required."""
        return sum(1 for each in self.schools if each.is_filled)

    @property
    def filled_cells(self) -> int:
        """Required answers that are there, of all schools."""
        return sum(each.filled for each in self.schools)

    @property
    def required_cells(self) -> int:
        """Required answers of all schools."""
        return sum(each.required for each in self.schools)

    @property
    def late(self) -> tuple[SchoolAnswer, ...]:
        """Schools to remind: nothing came, or something required is missing."""
        return tuple(each for each in self.schools if each.is_due)


def answers_due(*, store: Store, form: Id, year: int) -> AnswersDue:
    """Who has answered a form of a school year.

    Args:
        store: The file.
        form: Which form.
        year: School year.

    Raises:
        QualityError: The form is gone or asks nothing in this year.
    """
    asked = asked_form(store=store, form=form, year=year)
    key = collection_id(form, year)
    sent = store.get(SentForm, key)
    submissions = {each.school: each for each in store.all(Submission, collection=key)}
    known = known_answers(store=store, asked=asked)
    official = official_figures.figures(store=store, elements=asked.elements, year=year)
    people = {person.id: person for person in store.all(Person)}
    return AnswersDue(
        asked=asked,
        due=None if sent is None else sent.due,
        schools=tuple(
            _answer(school, submissions.get(school.id), asked, known, official, people)
            for school in directory.schools(store=store)
            if _is_expected(school, submissions.get(school.id))
        ),
    )


def addresses(schools: Sequence[SchoolAnswer]) -> str:
    """E-mail addresses for the field «Кому», each once."""
    return "; ".join(dict.fromkeys(each.email for each in schools if each.email))


def addressees(schools: Sequence[SchoolAnswer]) -> str:
    """The schools line by line: name, head, e-mail, telephone; to paste into a letter or a table."""
    return "\n".join("\t".join((each.name, each.head, each.email, each.phone)) for each in schools)


def write_reminder(
    *,
    store: Store,
    due: AnswersDue,
    schools: Sequence[SchoolAnswer],
    folder: Path,
    folders: Folders,
) -> tuple[Path, tuple[Problem, ...]]:
    """Write the reminder to these schools as DOCX.

    Args:
        store: The file.
        due: From ``answers_due``.
        schools: Whom to remind.
        folder: Where to; made when absent.
        folders: Bundled folders.

    Returns:
        The file, and what should be mended before it is signed.

    Raises:
        QualityError: The folder cannot be written or the disk is full.
    """
    letter = form_letter.reminder(
        store=store,
        asked=due.asked,
        due=due.due,
        schools=[each.school for each in schools],
        folders=folders,
    )
    path = folder / form_letter.file_name(letter)
    with explained(path):
        folder.mkdir(parents=True, exist_ok=True)
        with temporary_beside(path) as temporary:
            temporary.write_bytes(letter.content)
            replace(temporary, path)
    return path, letter.problems


def _is_expected(school: School, submission: Submission | None) -> bool:
    return school.is_active if submission is None else submission.is_expected


def _answer(
    school: School,
    submission: Submission | None,
    asked: AskedForm,
    known: Mapping[Id, KnownAnswers],
    official: official_figures.Figures,
    people: Mapping[Id, Person],
) -> SchoolAnswer:
    values = known[school.id].now if school.id in known else {}
    required = [element.id for element in asked.elements if element.is_required]
    head = None if school.head is None else people.get(school.head)
    return SchoolAnswer(
        school=school.id,
        name=school_name(school),
        is_sent_back=submission is not None and submission.received is not None,
        received=None if submission is None else submission.received,
        file_name="" if submission is None else submission.file_name,
        filled=sum(
            1
            for key in required
            if not Answer.of(values.get(key)).is_empty or (school.id, key) in official
        ),
        required=len(required),
        email=school.email or ("" if head is None else head.email),
        head="" if head is None else names.shown(head).replace(NBSP, " "),
        phone=school.phone or ("" if head is None else head.phone),
    )
