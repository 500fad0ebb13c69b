"""A made-up district for the sample, tests and benchmarks: always the same for the same seed.

Figures agree with each other as those of a real district do, and the last year has what real
collections have: a school that did not answer, a half-filled form, every kind of absence, sums
that do not agree, a figure that differs from the official one, a leap against last year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final, TypeVar

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.checking import run
from quality_desktop.domain.collection.checks import checks_of
from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import (
    Absence,
    Acceptance,
    CheckRule,
    Collection,
    DataElement,
    Form,
    Origin,
    Submission,
    Value,
    acceptance_id,
    collection_id,
    submission_id,
    value_id,
)
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.records import Id, Record
from quality_desktop.services.made_up import made_up_answers, made_up_results, made_up_schools
from quality_desktop.services.made_up.made_up_answers import Facts
from quality_desktop.services.made_up.made_up_schools import NOTE, MadeUpSchool

R = TypeVar("R", bound=Record)

SILENT: Final = 4
"""The school that answers nothing in the last year."""
_HALF_FILLED: Final = 9
_ABSENT: Final = (18, "vpr", "russian", 8)
"""School, procedure, subject and grade that did not take part in the last year."""
_ACCEPTED: Final = 13
"""The school whose warnings of the last year are accepted."""
_REASON: Final = "Один обучающийся освобождён от русского языка. Вымышлено."
_UNKNOWN: Final = Answer(absence=Absence.NO_DATA.value)


@dataclass(frozen=True, slots=True)
class _Slip:
    """What is wrong, or worth a look, in one cell of the last year.

    Attributes:
        school: Number of the school.
        key: Code, subject and grade of the element.
        change: The answer that should have been given -> the answer that was.
        note: The office's comment to the cell.
    """

    school: int
    key: tuple[str, str, int | None]
    change: Callable[[Answer], Answer]
    note: str = ""


def _more(by: int) -> Callable[[Answer], Answer]:
    return lambda answer: replace(answer, digits=max(0, (answer.digits or 0) + by))


_SLIPS: Final = (
    _Slip(6, ("vpr_three", "math", 5), _more(2)),
    _Slip(10, ("gia_below", "math", None), _more(1)),
    _Slip(11, ("truants", "", None), _more(38)),
    _Slip(12, ("truants", "", None), lambda _: _UNKNOWN),
    _Slip(12, ("current_mean", "", None), lambda _: _UNKNOWN),
    _Slip(16, ("not_attested", "", None), _more(1000)),
    _Slip(2, ("registered", "", None), _more(0), "Сверено с инспектором ОДН в сентябре."),
    _Slip(20, ("vpr_class", "russian", 5), _more(-1)),
    _Slip(13, ("vpr_class", "russian", 5), _more(-1)),
)


def district(
    *, seed: int, schools: int, years: Sequence[int], definitions: Sequence[Record]
) -> list[Record]:
    """Schools with their heads, exam results and answers to all forms.

    Args:
        seed: Seed of the generator; districts of different seeds share no record.
        schools: How many schools.
        years: School years in order (2025 = 2025/26); the last one is not quite in order.
        definitions: Forms, data elements, rules and calculations; other records are passed over.
    """
    forms = {record.id: record for record in definitions if isinstance(record, Form)}
    elements = [record for record in definitions if isinstance(record, DataElement)]
    made = made_up_schools.schools(seed=seed, count=schools, years=years)
    records: list[Record] = [record for one in made for record in one.records()]
    for year in years:
        maker = _Year(seed, year, year == years[-1], forms, elements)
        records += maker.collections()
        for one in made:
            brought = list(maker.of_school(one))
            records += brought
            if year == years[-1] and one.number == _ACCEPTED:
                records += _acceptances(one, year, brought, definitions)
    return records


@dataclass(frozen=True, slots=True)
class _Year:
    """Makes what the schools bring in one school year."""

    seed: int
    year: int
    is_last: bool
    forms: Mapping[Id, Form]
    elements: Sequence[DataElement]

    def collections(self) -> Iterator[Collection]:
        """The sending out of every form that schools fill."""
        for form in self._sent():
            yield Collection(
                id=collection_id(form.id, self.year), form=form.id, year=self.year,
                due=self._due(form), note=NOTE,
            )  # fmt: skip

    def of_school(self, made: MadeUpSchool) -> Iterator[Record]:
        """Exam results of a school, its answers and what it sent."""
        found = {
            (result.procedure, result.subject, result.grade): result
            for result in made_up_results.results(made, seed=self.seed, year=self.year)
            if not self._is_absent(made, result)
        }
        yield from found.values()
        facts = Facts(made, self.year, found, Random(f"{self.seed}/{made.number}/{self.year}"))
        for element in self.elements:
            value = self._value(element, facts)
            if value is not None:
                yield value
        for place, form in enumerate(self._sent()):
            yield self._submission(made, form, place)

    def _sent(self) -> list[Form]:
        return [form for form in self.forms.values() if form.is_for_schools]

    def _due(self, form: Form) -> date:
        is_autumn = form.code == "conditions"
        return date(self.year, 10, 20) if is_autumn else date(self.year + 1, 6, 30)

    def _is_absent(self, made: MadeUpSchool, result: ExamResult) -> bool:
        key = (made.number, result.procedure, result.subject, result.grade)
        return self.is_last and key == _ABSENT

    def _value(self, element: DataElement, facts: Facts) -> Value | None:
        """The answer as a record; the answer is drawn also when it is then left out."""
        number = facts.made.number
        form = self.forms.get(element.form)
        is_office = form is not None and not form.is_for_schools
        answer, note = made_up_answers.answer(element, facts), ""
        if self.is_last:
            if number == SILENT and not is_office:
                return None
            if number == _HALF_FILLED and element.place % 2:
                return None
            answer, note = _slipped(answer, element, number)
        if answer.is_empty:
            return None
        return Value(
            id=value_id(element.id, facts.made.school.id, self.year),
            element=element.id,
            school=facts.made.school.id,
            year=self.year,
            digits=answer.digits,
            decimals=answer.decimals,
            text=answer.text,
            absence=answer.absence,
            origin=(Origin.TYPED if is_office else Origin.FORM).value,
            note=note,
        )

    def _submission(self, made: MadeUpSchool, form: Form, place: int) -> Submission:
        collection = collection_id(form.id, self.year)
        late = (made.number * 5 + place * 3) % 14 - 11
        is_silent = self.is_last and made.number == SILENT
        return Submission(
            id=submission_id(collection, made.school.id),
            collection=collection,
            school=made.school.id,
            received=None if is_silent else self._due(form) + timedelta(days=late),
            file_name="" if is_silent else f"{form.title}, {made.school.code}.xlsx",
            sender="" if is_silent else "ответственный школы",
            note=NOTE,
        )


def _acceptances(
    made: MadeUpSchool, year: int, brought: Sequence[Record], definitions: Sequence[Record]
) -> Iterator[Acceptance]:
    """Somebody's word for every warning that the answers of a school give."""
    elements = _of(DataElement, definitions)
    rules, calculations = _of(CheckRule, definitions), _of(Calculation, definitions)
    answers = {value.element: Answer.of(value) for value in _of(Value, brought)}
    for form in _of(Form, definitions):
        known = checks_of(
            [element for element in elements if element.form == form.id],
            [rule for rule in rules if rule.form == form.id],
            calculations,
            year,
        )
        for finding in run(known, answers):
            if finding.severity is Severity.WARNING:
                yield Acceptance(
                    id=acceptance_id(year, made.school.id, finding.check.key),
                    year=year,
                    school=made.school.id,
                    check=finding.check.key,
                    fingerprint=finding.fingerprint,
                    reason=_REASON,
                    author="Специалист управления (вымышлен)",
                    accepted=date(year + 1, 7, 2),
                )


def _of(kind: type[R], records: Iterable[Record]) -> list[R]:
    return [record for record in records if isinstance(record, kind)]


def _slipped(answer: Answer, element: DataElement, school: int) -> tuple[Answer, str]:
    key = (element.code, element.subject, element.grade)
    for slip in _SLIPS:
        if (slip.school, slip.key) == (school, key) and not answer.absence:
            return slip.change(answer), slip.note
    return answer, ""
