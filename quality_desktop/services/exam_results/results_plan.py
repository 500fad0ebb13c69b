"""What writing the results of files would do: new, changed, the same, held; nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.examination.result_figures import FIELD_TITLES, findings
from quality_desktop.domain.records import Id
from quality_desktop.domain.school_naming.school_names import Verdict
from quality_desktop.services.exam_results.result_editing import TYPED
from quality_desktop.services.exam_results.school_matching import (
    Choice,
    Decision,
    SchoolMatcher,
    SchoolQuestion,
    WrittenSchool,
    added_school,
)
from quality_desktop.sheets.results.rows import ResultRow
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

_MOST_SOURCES = 3
_OTHER_TITLES = {
    "mean_hundredths": "средний балл",
    "max_score": "наибольший балл",
    "scores": "распределение баллов",
    "tasks": "баллы за задания",
}

Cut = tuple[str, int, str, int]
"""Procedure, year, subject, grade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A row of a file with the name of the file."""

    file: str
    row: ResultRow

    @property
    def cut(self) -> Cut:
        """What the row is about."""
        return self.row.procedure, self.row.year, self.row.subject, self.row.grade

    @property
    def place(self) -> str:
        """Where it stands, for a sentence."""
        return f"«{self.file}», лист «{self.row.sheet}», ячейка {self.row.cell}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChange:
    """A result that would be written.

    Attributes:
        before: What the file of the office has; None for a new result.
        after: What it would have.
        school_name: Name as the file writes it.
    """

    before: ExamResult | None
    after: ExamResult
    school_name: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Figures that change."""
        return tuple(
            name for name in FIGURES if getattr(self.after, name) != _of(self.before, name)
        )

    @property
    def replaced_by_hand(self) -> tuple[str, ...]:
        """Figures that a person typed and that would become others."""
        if self.before is None or self.before.layout != TYPED:
            return ()
        return tuple(name for name in self.fields if _of(self.before, name) != _EMPTY.get(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPlan:
    """What would happen.

    Attributes:
        same: Results that are in the file of the office already.
        problems: Contradictions between rows, and figures that do not agree.
        questions: Schools that wait for a decision.
        skipped: Rows left out by a decision.
        added: Schools that would be added.
    """

    new: tuple[ResultChange, ...] = ()
    changed: tuple[ResultChange, ...] = ()
    same: int = 0
    problems: tuple[Problem, ...] = ()
    questions: tuple[SchoolQuestion, ...] = ()
    skipped: int = 0
    added: tuple[School, ...] = ()


FIGURES = (*FIELD_TITLES, "mean_hundredths", "max_score", "scores", "tasks")
"""Fields of ``ExamResult`` that files give."""


def written_schools(
    rows: Iterable[FoundRow], matcher: SchoolMatcher
) -> dict[tuple[str, str, str], WrittenSchool]:
    """Every way in which the rows write a school."""
    return {how: matcher.written(*how) for how in dict.fromkeys(_how(each.row) for each in rows)}


def plan(
    *,
    rows: Sequence[FoundRow],
    matcher: SchoolMatcher,
    decisions: Mapping[str, Decision],
    store: Store | UnitOfWork,
) -> ResultsPlan:
    """Find what the rows would do to the file of the office.

    Args:
        rows: Rows of all files.
        matcher: Finds schools.
        decisions: What a person decided: key of a question -> decision.
        store: The file of the office.
    """
    settled = _settle(rows, matcher, decisions, store)
    stored = _stored(store, {each.cut for each, _ in settled.rows})
    by_key: dict[Id, list[FoundRow]] = defaultdict(list)
    for each, school in settled.rows:
        by_key[exam_result_id(*each.cut, school)].append(each)
    schools = {exam_result_id(*each.cut, school): school for each, school in settled.rows}
    outcome = _Outcome()
    for key, group in by_key.items():
        outcome.add(group, key, schools[key], stored.get(key))
    return ResultsPlan(
        new=tuple(outcome.new),
        changed=tuple(outcome.changed),
        same=outcome.same,
        problems=tuple(outcome.problems),
        questions=tuple(settled.questions),
        skipped=settled.skipped,
        added=tuple(settled.added.values()),
    )


@dataclass(slots=True)
class _Settled:
    rows: list[tuple[FoundRow, Id]] = field(default_factory=list)
    questions: list[SchoolQuestion] = field(default_factory=list)
    added: dict[str, School] = field(default_factory=dict)
    skipped: int = 0


def _settle(
    rows: Sequence[FoundRow],
    matcher: SchoolMatcher,
    decisions: Mapping[str, Decision],
    store: Store | UnitOfWork,
) -> _Settled:
    """Rows with their schools, and the questions about the others."""
    settled = _Settled()
    taken = {school.id for school in store.all(School)}
    waiting: dict[WrittenSchool, list[FoundRow]] = defaultdict(list)
    written = written_schools(rows, matcher)
    for each in rows:
        waiting[written[_how(each.row)]].append(each)
    for school, group in waiting.items():
        match = matcher.match(school)
        decision = decisions.get(school.key)
        # What was to be added may have been added since: written twice, it must not be there twice.
        is_open = decision is None or decision.choice is Choice.ADD
        if is_open and match.verdict is Verdict.CERTAIN and match.school is not None:
            decision = Decision(choice=Choice.EXISTING, school=match.school)
        is_left_out = match.verdict is Verdict.NOT_A_SCHOOL and decision is None
        if is_left_out or (decision is not None and decision.choice is Choice.SKIP):
            settled.skipped += len(group)
        elif decision is None:
            settled.questions.append(
                SchoolQuestion(
                    school=school,
                    candidates=match.candidates,
                    reason=match.reason,
                    rows=len(group),
                )
            )
        else:
            key = decision.school or _added(settled, school, taken)
            settled.rows.extend((each, key) for each in group)
    return settled


def _added(settled: _Settled, school: WrittenSchool, taken: set[Id]) -> Id:
    """Id of the school that a decision adds; two spellings of one code are one school."""
    key = school.code or school.key
    if key not in settled.added:
        settled.added[key] = added_school(school, taken)
        taken.add(settled.added[key].id)
    return settled.added[key].id


def _how(row: ResultRow) -> tuple[str, str, str]:
    return row.school_code, row.school_name, row.municipality


def _stored(store: Store | UnitOfWork, cuts: set[Cut]) -> dict[Id, ExamResult]:
    periods = {(procedure, year) for procedure, year, _, _ in cuts}
    return {
        result.id: result
        for procedure, year in periods
        for result in store.all(ExamResult, procedure=procedure, year=year)
    }


@dataclass(slots=True)
class _Outcome:
    new: list[ResultChange] = field(default_factory=list)
    changed: list[ResultChange] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(
        self, group: Sequence[FoundRow], key: Id, school: Id, stored: ExamResult | None
    ) -> None:
        """Take the rows of one result, unless they contradict each other."""
        conflict = _conflict(group)
        if conflict is not None:
            self.problems.append(conflict)
            return
        values: dict[str, Any] = {}
        for each in group:
            values |= each.row.figures
        if stored is not None and all(_of(stored, n) == v for n, v in values.items()):
            self.same += 1
            return
        two_counts = _beside_others(group, stored, values)
        if two_counts is not None:
            self.problems.append(two_counts)
            return
        after = _result(group, key, school, stored, values)
        errors = [f for f in findings(after) if f.severity is Severity.ERROR]
        if errors:
            self.problems.extend(
                Problem(text=f"{group[-1].place}: {_small(e.text)}", place=_cell(group[-1]))
                for e in errors
            )
            return
        change = ResultChange(before=stored, after=after, school_name=group[0].row.school_name)
        (self.new if stored is None else self.changed).append(change)
        if change.replaced_by_hand:
            self.problems.append(_about_typed(change, group[-1]))


def _result(
    group: Sequence[FoundRow],
    key: Id,
    school: Id,
    stored: ExamResult | None,
    values: Mapping[str, Any],
) -> ExamResult:
    procedure, year, subject, grade = group[0].cut
    base = stored or ExamResult(
        id=key, procedure=procedure, year=year, subject=subject, grade=grade, school=school
    )
    names = [*base.source.split("; "), *(each.file for each in group)] if stored else []
    names = names or [each.file for each in group]
    sources = list(dict.fromkeys(name for name in names if name))
    notes = dict.fromkeys(each.row.note for each in group if each.row.note)
    return replace(
        base,
        **values,
        layout=group[-1].row.layout,
        source="; ".join(sources[-_MOST_SOURCES:]),
        note=base.note or "; ".join(notes),
    )


def _beside_others(
    group: Sequence[FoundRow], stored: ExamResult | None, values: Mapping[str, Any]
) -> Problem | None:
    """Figures of one number of participants beside stored ones of another: two counts in one result."""
    now, before = values.get("participants"), stored and stored.participants
    if now is None or before is None or now == before:
        return None
    left = [
        name for name in FIGURES if name not in values and _of(stored, name) != _EMPTY.get(name)
    ]
    if not left:
        return None
    each, titles = group[-1], ", ".join(FIELD_TITLES.get(n) or _OTHER_TITLES[n] for n in left)
    text = (
        f"{each.place}: «{each.row.school_name}» – участников {now}, а записано {before}, и о них "
        f"записаны другие данные ({titles}): строка не взята, загрузите все таблицы об этой работе "
        "вместе."
    )
    return Problem(text=text, place=_cell(each))


def _conflict(group: Sequence[FoundRow]) -> Problem | None:
    """Two rows that say different things of one result."""
    said: dict[str, tuple[int | str, FoundRow]] = {}
    for each in group:
        for name, value in each.row.figures.items():
            if name not in said:
                said[name] = (value, each)
            elif said[name][0] != value:
                before, first = said[name]
                title = FIELD_TITLES.get(name) or _OTHER_TITLES[name]
                text = (
                    f"{first.place} и {each.place}: «{each.row.school_name}» стоит дважды с разными "
                    f"числами ({title} {before} и {value}), ни одна строка не взята."
                )
                return Problem(text=text, place=_cell(each))
    return None


def _about_typed(change: ResultChange, each: FoundRow) -> Problem:
    """A warning: what a person typed gives way only when the person knows."""
    titles = (FIELD_TITLES.get(name) or _OTHER_TITLES[name] for name in change.replaced_by_hand)
    text = (
        f"{each.place}: «{each.row.school_name}» – вписанное вручную заменится числами файла "
        f"({', '.join(titles)})."
    )
    return Problem(text=text, severity=Severity.WARNING, place=_cell(each))


def _cell(each: FoundRow) -> str:
    return f"{each.row.sheet}!{each.row.cell}"


def _of(result: ExamResult | None, name: str) -> Any:  # noqa: ANN401 - a field of any type
    return getattr(result, name) if result is not None else _EMPTY.get(name)


_EMPTY = {"scores": "", "tasks": ""}


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
