"""What writing the results of files would do: new, changed, the same, held; nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.examination.result_figures import (
    MARKS,
    REGISTER,
    findings,
)
from quality_desktop.domain.records import Id
from quality_desktop.services.exam_results.change_words import field_title, field_titles
from quality_desktop.services.exam_results.result_change import (
    FIGURES,
    ResultChange,
    figure_of,
    has_figure,
)
from quality_desktop.services.exam_results.school_codes import CodeChange
from quality_desktop.services.exam_results.school_matching import (
    Decision,
    SchoolMatcher,
    SchoolQuestion,
    WrittenSchool,
)
from quality_desktop.services.exam_results.settled_rows import How, Settled, settle
from quality_desktop.sheets.results.rows import ResultRow
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

_MOST_SOURCES = 3

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
    def how(self) -> How:
        """How the school is written: code, name, district, file."""
        return self.row.school_code, self.row.school_name, self.row.municipality, self.file

    @property
    def place(self) -> str:
        """Where it stands, for a sentence."""
        return f"«{self.file}», лист «{self.row.sheet}», ячейка {self.row.cell}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPlan:
    """What would happen.

    Attributes:
        same: Results that are in the file of the office already.
        problems: Contradictions between rows, and figures that do not agree.
        questions: Schools that wait for a decision.
        skipped: Rows left out by a decision.
        added: Schools that would be added.
        codes: Schools of the directory that would get the code of a file.
        names: Keys of names that the added schools would not be recognised by -> the school.
    """

    new: tuple[ResultChange, ...] = ()
    changed: tuple[ResultChange, ...] = ()
    same: int = 0
    problems: tuple[Problem, ...] = ()
    questions: tuple[SchoolQuestion, ...] = ()
    skipped: int = 0
    added: tuple[School, ...] = ()
    codes: tuple[CodeChange, ...] = ()
    names: Mapping[str, Id] = field(default_factory=dict)


def written_schools(rows: Iterable[FoundRow], matcher: SchoolMatcher) -> dict[How, WrittenSchool]:
    """Every way in which the rows write a school."""
    return {how: matcher.written(*how) for how in dict.fromkeys(each.how for each in rows)}


def plan(
    *,
    rows: Sequence[FoundRow],
    matcher: SchoolMatcher,
    decisions: Mapping[str, Decision],
    store: Store | UnitOfWork,
    today: date | None = None,
) -> ResultsPlan:
    """Find what the rows would do to the file of the office.

    Args:
        rows: Rows of all files.
        matcher: Finds schools.
        decisions: What a person decided: key of a question -> decision.
        store: The file of the office.
        today: The day it is; results of a later year are told.
    """
    schools = store.all(School)
    settled = _settled(rows, matcher, decisions, schools)
    stored = _stored(store, {each.cut for each, _ in settled.rows})
    by_key: dict[Id, list[FoundRow]] = defaultdict(list)
    for each, school in settled.rows:
        by_key[exam_result_id(*each.cut, school)].append(each)
    owners = {exam_result_id(*each.cut, school): school for each, school in settled.rows}
    outcome = _Outcome()
    for key, group in by_key.items():
        outcome.add(group, key, owners[key], stored.get(key))
    codes, about_codes = settled.codes.changes(schools)
    return ResultsPlan(
        new=tuple(outcome.new),
        changed=tuple(outcome.changed),
        same=outcome.same,
        problems=(
            *_about_years_to_come(rows, (today or date.today()).year),
            *outcome.problems,
            *settled.problems,
            *about_codes,
        ),
        questions=tuple(settled.questions),
        skipped=settled.skipped,
        added=tuple(settled.added),
        codes=codes,
        names=settled.names,
    )


def _about_years_to_come(rows: Sequence[FoundRow], this_year: int) -> Iterator[Problem]:
    """A year that has not come is a slip of the keyboard in a heading, one sentence for each file."""
    found = dict.fromkeys((one.file, one.row.year) for one in rows if one.row.year > this_year)
    for file, year in found:
        yield Problem(
            text=f"«{file}»: результаты {year} года, а он ещё не наступил: проверьте год.",
            severity=Severity.WARNING,
        )


def _settled(
    rows: Sequence[FoundRow],
    matcher: SchoolMatcher,
    decisions: Mapping[str, Decision],
    schools: Sequence[School],
) -> Settled[FoundRow]:
    written = written_schools(rows, matcher)
    waiting: dict[WrittenSchool, list[FoundRow]] = defaultdict(list)
    for each in rows:
        waiting[written[each.how]].append(each)
    return settle(waiting, matcher, decisions, taken={school.id for school in schools})


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
        note = _note(stored.note if stored else "", group)
        is_known = stored is not None and stored.note == note
        if is_known and all(figure_of(stored, n) == v for n, v in values.items()):
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
        left_behind = _left_behind(group, stored, values)
        if left_behind is not None:
            self.problems.append(left_behind)
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
    return replace(
        base,
        **values,
        layout=group[-1].row.layout,
        source="; ".join(sources[-_MOST_SOURCES:]),
        note=_note(base.note, group),
    )


def _note(before: str, group: Sequence[FoundRow]) -> str:
    """The note with what the rows say; «отсутствовали: 3» takes the place of what it was before."""
    said: dict[str, str] = {}
    for note in (before, *(each.row.note for each in group)):
        for part in filter(None, note.split("; ")):
            said[part.split(":")[0]] = part
    return "; ".join(said.values())


def _beside_others(
    group: Sequence[FoundRow], stored: ExamResult | None, values: Mapping[str, Any]
) -> Problem | None:
    """Figures of one number of participants beside stored ones of another: two counts in one result."""
    now, before = values.get("participants"), stored and stored.participants
    if now is None or before is None or now == before:
        return None
    left = [name for name in FIGURES if name not in values and has_figure(stored, name)]
    if not left:
        return None
    each, titles = group[-1], field_titles(left)
    text = (
        f"{each.place}: «{each.row.school_name}» – участников {now}, а записано {before}, и о них "
        f"записаны другие данные ({titles}): строка не взята, загрузите все таблицы об этой работе "
        "вместе."
    )
    return Problem(text=text, place=_cell(each))


def _left_behind(
    group: Sequence[FoundRow], stored: ExamResult | None, values: Mapping[str, Any]
) -> Problem | None:
    """A warning: marks change, and figures of the earlier table stay beside them."""
    if stored is None or not any(
        name in values and getattr(stored, name) not in (None, values[name]) for name in MARKS
    ):
        return None
    left = [name for name in _OF_MARKS if name not in values and has_figure(stored, name)]
    if not left:
        return None
    each = group[-1]
    text = (
        f"{each.place}: «{each.row.school_name}» – отметки изменятся, а прежними останутся "
        f"{field_titles(left)}: загрузите и их, если они уточнены."
    )
    return Problem(text=text, severity=Severity.WARNING, place=_cell(each))


_OF_MARKS = (*REGISTER, "mean_hundredths", "scores", "tasks")
"""Figures that follow from the same works as the marks."""


def _conflict(group: Sequence[FoundRow]) -> Problem | None:
    """Two rows that say different things of one result."""
    said: dict[str, tuple[int | str, FoundRow]] = {}
    for each in group:
        for name, value in each.row.figures.items():
            if name not in said:
                said[name] = (value, each)
            elif said[name][0] != value:
                before, first = said[name]
                title = field_title(name)
                text = (
                    f"{first.place} и {each.place}: «{each.row.school_name}» стоит дважды с разными "
                    f"числами ({title} {before} и {value}), ни одна строка не взята."
                )
                return Problem(text=text, place=_cell(each))
    return None


def _about_typed(change: ResultChange, each: FoundRow) -> Problem:
    """A warning: what a person typed gives way only when the person knows."""
    text = (
        f"{each.place}: «{each.row.school_name}» – вписанное вручную заменится числами файла "
        f"({field_titles(change.replaced_by_hand)})."
    )
    return Problem(text=text, severity=Severity.WARNING, place=_cell(each))


def _cell(each: FoundRow) -> str:
    return f"{each.row.sheet}!{each.row.cell}"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
