"""Exam results as the window shows them: what there is, one table of schools, a school's years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import ExamProcedure, ExamResult, Subject
from quality_desktop.domain.examination.result_figures import Finding, findings
from quality_desktop.domain.records import Id
from quality_desktop.services.office.directory import schools
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cut:
    """One work of one year: what a table of schools is about.

    Attributes:
        procedure: Code of the procedure.
        year: Calendar year.
        subject: Code of the subject.
        grade: Grade; 0 where the procedure has none.
    """

    procedure: str
    year: int
    subject: str
    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A code of the catalogue and how it is shown."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChoices:
    """What there is to look at.

    Attributes:
        cuts: Works that have a result of some school, sorted.
        procedures: The catalogue, in its order, with codes that only results know at the end.
        subjects: Likewise.
    """

    cuts: tuple[Cut, ...]
    procedures: tuple[Word, ...]
    subjects: tuple[Word, ...]

    def title(self, cut: Cut) -> str:
        """«ВПР 2026, математика, 5 класс»."""
        procedure = next((w.title for w in self.procedures if w.code == cut.procedure), "")
        subject = next((w.title for w in self.subjects if w.code == cut.subject), cut.subject)
        text = f"{procedure or cut.procedure} {cut.year}, {subject[:1].lower()}{subject[1:]}"
        return f"{text}, {cut.grade} класс" if cut.grade else text


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """A school in a table of results.

    Attributes:
        school: The school.
        result: Its result; None when it has none in this work.
        findings: What does not agree in it.
    """

    school: School
    result: ExamResult | None
    findings: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        """What tables call the school."""
        return self.school.short_name or self.school.full_name or self.school.code


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """Schools by name: those at work, and closed ones that have a result."""

    cut: Cut
    rows: tuple[ResultRow, ...]

    @property
    def results(self) -> tuple[ExamResult, ...]:
        """The results that there are."""
        return tuple(row.result for row in self.rows if row.result is not None)


def cut_of(result: ExamResult) -> Cut:
    """The work that a result is of."""
    return Cut(
        procedure=result.procedure, year=result.year, subject=result.subject, grade=result.grade
    )


def choices(*, store: Store) -> ResultChoices:
    """What works have results, and how procedures and subjects are called."""
    fields = ("procedure", "year", "subject", "grade")
    columns = store.columns(ExamResult, fields)  # a region has more results than records are read
    found = {
        Cut(procedure=procedure, year=year, subject=subject, grade=grade)
        for procedure, year, subject, grade in set(
            zip(*(columns[field] for field in fields), strict=True)
        )
    }
    procedures = sorted(store.all(ExamProcedure), key=lambda p: (p.place, p.code))
    subjects = sorted(store.all(Subject), key=lambda s: (s.place, s.code))
    return ResultChoices(
        cuts=tuple(sorted(found)),
        procedures=_words(
            {p.code: p.short_title or p.title for p in procedures}, {c.procedure for c in found}
        ),
        subjects=_words({s.code: s.title for s in subjects}, {c.subject for c in found}),
    )


def table(*, store: Store, cut: Cut) -> ResultTable:
    """The results of one work by school."""
    known = {
        result.school: result
        for result in store.all(
            ExamResult,
            procedure=cut.procedure,
            year=cut.year,
            subject=cut.subject,
            grade=cut.grade,
        )
    }
    rows = []
    for school in schools(store=store):
        result = known.get(school.id)
        if school.is_active or result is not None:
            rows.append(
                ResultRow(
                    school=school,
                    result=result,
                    findings=() if result is None else findings(result),
                )
            )
    return ResultTable(cut=cut, rows=tuple(rows))


def years_of_school(*, store: Store, cut: Cut, school: Id) -> tuple[ExamResult, ...]:
    """The school's results in the same procedure, subject and grade, the oldest first."""
    found = store.all(
        ExamResult,
        procedure=cut.procedure,
        subject=cut.subject,
        grade=cut.grade,
        school=school,
    )
    return tuple(sorted(found, key=lambda result: result.year))


def _words(catalogue: Mapping[str, str], used: set[str]) -> tuple[Word, ...]:
    unknown = sorted(used - catalogue.keys())
    return tuple(
        Word(code=code, title=catalogue.get(code) or code) for code in (*catalogue, *unknown)
    )
