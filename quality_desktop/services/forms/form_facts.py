"""What a form asks in a school year, put together once for all schools."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from quality_desktop.domain.collection.answers import Answer, shown
from quality_desktop.domain.collection.element_titles import place_of, title_of, with_place
from quality_desktop.domain.collection.monitoring import DataElement, Form, Value
from quality_desktop.domain.directory import Municipality, School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import ExamProcedure, Subject
from quality_desktop.domain.records import Id
from quality_desktop.services.office import office
from quality_desktop.sheets.form_answers import Questions
from quality_desktop.sheets.form_facts import FormFacts
from quality_desktop.storage.store import Store

SCHOOL_REMARK = "Школа: "
"""How every line of the school's remark begins in the comment of a cell: all other lines are the office's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedForm:
    """A form as it is asked in a school year.

    Attributes:
        form: The form.
        year: School year.
        elements: What is asked, in the order of the form.
        dimensions: Element -> its procedure, subject and grade in words, where it has them.
        by_id: Elements by id, in the order of the form.
        questions: The same as the reader of workbooks takes them.
    """

    form: Form
    year: int
    elements: tuple[DataElement, ...]
    dimensions: Mapping[Id, str]
    by_id: Mapping[Id, DataElement]
    questions: Questions

    def title(self, element: DataElement) -> str:
        """«число участников ВПР (математика, 5 класс)»."""
        return with_place(title_of(element), self.dimensions.get(element.id, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAnswers:
    """What the file knows of one school.

    Attributes:
        now: Element -> value of the year.
        before: Element -> value of the year before.
    """

    now: Mapping[Id, Value] = field(default_factory=dict)
    before: Mapping[Id, Value] = field(default_factory=dict)


def asked_form(*, store: Store, form: Id, year: int) -> AskedForm:
    """A form with its elements in force.

    Raises:
        QualityError: The form is gone, or asks nothing in this year.
    """
    found = store.get(Form, form)
    if found is None:
        raise QualityError("Этой формы в файле больше нет: выберите другую в списке форм.")
    elements = [e for e in store.all(DataElement, form=form) if e.is_in_force(year)]
    if not elements:
        raise QualityError(
            f"В форме «{found.title}» нет показателей на {period(year)}: добавьте их или выберите "
            "другой год."
        )
    elements.sort(key=lambda element: element.place)
    dimensions = _dimensions(store, elements)
    return AskedForm(
        form=found,
        year=year,
        elements=tuple(elements),
        dimensions=dimensions,
        by_id={element.id: element for element in elements},
        questions=Questions.of(elements, dimensions),
    )


def known_answers(*, store: Store, asked: AskedForm) -> dict[Id, KnownAnswers]:
    """School -> what the file knows of it."""
    ours = asked.by_id.keys()
    now = _by_school(store.all(Value, year=asked.year), ours)
    before = _by_school(store.all(Value, year=asked.year - 1), ours)
    return {
        school: KnownAnswers(now=now.get(school, {}), before=before.get(school, {}))
        for school in now.keys() | before.keys()
    }


def workbook_facts(
    *,
    asked: AskedForm,
    municipality: Municipality,
    school: School,
    known: KnownAnswers,
    due: date | None,
) -> FormFacts:
    """Facts of the workbook of one school."""
    return FormFacts(
        form=asked.form,
        year=asked.year,
        period=period(asked.year),
        school=school.id,
        school_code=school.code,
        school_name=school_name(school),
        municipality=municipality.id,
        municipality_name=municipality.name,
        office=municipality.office_short or municipality.office_name,
        due=due,
        return_to=municipality.email,
        elements=asked.elements,
        dimensions=asked.dimensions,
        answers={key: Answer.of(value) for key, value in known.now.items()},
        hints={
            key: shown(Answer.of(value), asked.by_id[key]) for key, value in known.before.items()
        },
        remarks={key: school_remark(value.note) for key, value in known.now.items()},
    )


def district(*, store: Store) -> Municipality:
    """The municipality of the file.

    Raises:
        QualityError: It has not been filled in yet.
    """
    found = office.municipality(store=store)
    if found is None:
        raise QualityError(
            "Сначала укажите муниципалитет: «Справочники» → «Муниципалитет и бланк»."
        )
    return found


def school_name(school: School) -> str:
    """How a school is named."""
    return school.short_name or school.full_name or school.code or "школа без названия"


def period(year: int) -> str:
    """«2025/26 учебный год»."""
    return f"{year}/{(year + 1) % 100:02} учебный год"


def school_remark(note: str) -> str:
    """The school's remark in the comment of a cell; empty when it has none."""
    lines = note.split("\n")
    return "\n".join(
        line.removeprefix(SCHOOL_REMARK) for line in lines if line.startswith(SCHOOL_REMARK)
    )


def with_school_remark(note: str, remark: str) -> str:
    """The comment of a cell with the school's remark in place of its earlier one.

    The office's own words above and below it stay as they are.
    """
    own: list[str] = []
    place: int | None = None
    for line in note.split("\n") if note else ():
        if not line.startswith(SCHOOL_REMARK):
            own.append(line)
        elif place is None:
            place = len(own)
    said = [f"{SCHOOL_REMARK}{line}" for line in remark.split("\n")] if remark else []
    place = len(own) if place is None else place
    return "\n".join((*own[:place], *said, *own[place:]))


def _by_school(values: Iterable[Value], elements: Container[Id]) -> dict[Id, dict[Id, Value]]:
    found: dict[Id, dict[Id, Value]] = {}
    for value in values:
        if value.element in elements:
            found.setdefault(value.school, {})[value.element] = value
    return found


def _dimensions(store: Store, elements: Sequence[DataElement]) -> dict[Id, str]:
    """The procedure is named only where a quantity is asked of several."""
    subjects = {subject.code: subject.title for subject in store.all(Subject)}
    procedures = {each.code: each.short_title or each.title for each in store.all(ExamProcedure)}
    asked_of: dict[str, set[str]] = {}
    for element in elements:
        asked_of.setdefault(element.code, set()).add(element.procedure)
    found: dict[Id, str] = {}
    for element in elements:
        parts = [place_of(element, subjects)]
        if len(asked_of[element.code]) > 1:
            parts.insert(0, procedures.get(element.procedure, element.procedure))
        found[element.id] = ", ".join(part for part in parts if part)
    return {key: text for key, text in found.items() if text}
