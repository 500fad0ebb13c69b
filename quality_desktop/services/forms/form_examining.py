"""One form that came back, held against what the file of the office knows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from quality_desktop.domain.collection.answers import Answer, shown
from quality_desktop.domain.collection.checks import Check
from quality_desktop.domain.collection.monitoring import (
    Acceptance,
    Origin,
    Submission,
    Value,
    collection_id,
    submission_id,
)
from quality_desktop.domain.errors import QualityError, Severity
from quality_desktop.domain.records import Id
from quality_desktop.services.entry import monitoring_findings, official_figures
from quality_desktop.services.entry.monitoring_findings import CellFinding
from quality_desktop.services.forms.form_facts import AskedForm, school_remark
from quality_desktop.services.forms.form_judging import Judge
from quality_desktop.services.forms.received_forms import (
    AnswerChange,
    FormProblem,
    ReceivedForm,
    Verdict,
)
from quality_desktop.sheets.cells import address
from quality_desktop.sheets.form_answers import AnswerCell, AnswerReader, FormAnswers
from quality_desktop.sheets.form_found import Finding, FoundForm
from quality_desktop.storage.store import Store

_NOTHING = Answer()
_BY_HAND = frozenset({Origin.TYPED.value, Origin.PASTED.value})
_FROM_BEFORE = " Чего в файле нет, взято из прежних ответов."


@dataclass(slots=True)
class _Known:
    """What the file knows of a form in a year, read once for all schools."""

    checks: tuple[Check, ...]
    required: frozenset[Id]
    earlier_members: Mapping[int, frozenset[Id]]
    official: dict[Id, dict[Id, Answer]] = field(default_factory=dict)
    values: dict[Id, dict[Id, Value]] = field(default_factory=dict)
    earlier: dict[int, dict[Id, dict[Id, Answer]]] = field(default_factory=dict)
    accepted: dict[Id, dict[str, Acceptance]] = field(default_factory=dict)
    submissions: dict[Id, Submission] = field(default_factory=dict)


class Examiner:
    """Examines the forms of a batch one after another."""

    def __init__(self, *, store: Store, judge: Judge) -> None:
        self._store = store
        self._judge = judge
        self._known: dict[tuple[Id, int], _Known] = {}
        self._addresses: dict[tuple[int, int], str] = {}
        self._readers: dict[tuple[Id, int], AnswerReader] = {}

    def examined(self, found: FoundForm, *, path: Path, decided: Id | None) -> ReceivedForm:
        """What a form says and what can be done with it.

        Args:
            found: The form.
            path: Its file.
            decided: School that a person named for it.
        """
        received = ReceivedForm(
            key=f"{path}|{found.sheet.name}",
            file=path.name,
            path=str(path),
            sheet=found.sheet.name,
            version=found.meta.version,
            year=found.meta.year,
            school_name=found.identity,
            sender=found.sender,
            remarks={},
        )
        try:
            asked = self._judge.asked(found)
        except QualityError as error:
            return replace(received, sentence=error.sentence)
        identity = self._judge.identity(found, decided)
        if identity.school is None:
            return replace(
                received,
                form=asked.form,
                school_name=identity.name,
                verdict=Verdict.HELD,
                sentence=identity.sentence,
                candidates=identity.candidates,
            )
        answers = self._reader(asked).read(found)
        received = replace(
            received, form=asked.form, school_name=identity.name, school=identity.school
        )
        return self._judged(received, found, asked, answers, identity.school)

    def earlier_fingerprints(self, received: ReceivedForm) -> frozenset[str]:
        """Fingerprints of answers of this school that were taken before and replaced since."""
        if received.form is None or received.school is None:
            return frozenset()
        submission = self._submission(received.form.id, received.year, received.school)
        if submission is None or not submission.fingerprint:
            return frozenset()
        entries = self._store.history(submission.id)
        taken = {str(e.after) for e in entries if e.field == "fingerprint" and e.after}
        return frozenset(taken - {submission.fingerprint})

    def _judged(
        self,
        received: ReceivedForm,
        found: FoundForm,
        asked: AskedForm,
        answers: FormAnswers,
        school: Id,
    ) -> ReceivedForm:
        known = self._known_of(asked)
        stored = known.values.get(school, {})
        changes = self._changes(asked, answers, stored)
        problems = [_problem(received.file, finding) for finding in answers.findings]
        problems += _about_version(received, found, asked)
        if stored:
            problems += _kept(received, asked, answers, stored)
            problems += _over_the_office(received, asked, answers, stored)
        problems += self._broken(received, answers, known, school)
        given = {cell.element: cell.answer for cell in answers.cells if not cell.answer.is_empty}
        received = replace(
            received,
            changes=changes,
            same=len(given) - len(changes),
            filled=len(known.required & given.keys()),
            required=len(known.required),
            remarks=_new_remarks(answers, stored),
            problems=tuple(problems),
            fingerprint=_fingerprint(received, answers),
        )
        return _with_verdict(received, known.submissions.get(school), is_empty=not given)

    def _changes(
        self, asked: AskedForm, answers: FormAnswers, stored: Mapping[Id, Value]
    ) -> tuple[AnswerChange, ...]:
        questions, addresses = asked.questions, self._addresses
        found = []
        for cell in answers.cells:
            before = Answer.of(stored.get(cell.element)) if stored else _NOTHING
            if cell.answer.is_empty or (stored and cell.answer == before):
                continue
            key, place = cell.element.hex, (cell.row, cell.column)
            if place not in addresses:
                addresses[place] = cell.cell
            found.append(
                AnswerChange(
                    question=questions.elements[key],
                    title=questions.titles[key],
                    cell=addresses[place],
                    before=before,
                    after=cell.answer,
                )
            )
        return tuple(found)

    def _broken(
        self,
        received: ReceivedForm,
        answers: FormAnswers,
        known: _Known,
        school: Id,
    ) -> list[FormProblem]:
        """Checks that the school's answers break, once they stand beside what is known already."""
        places = {cell.element: cell for cell in answers.cells}
        together = _together(answers, known, school)
        earlier = [
            known.earlier.get(back, {}).get(school, {})
            for back in range(1, max(known.earlier_members, default=0) + 1)
        ]
        found = monitoring_findings.findings(
            known.checks, together, earlier, known.accepted.get(school, {})
        )
        return [
            _broken_check(received, finding, places, together)
            for finding in found
            if finding.is_open and any(key in places for key in finding.elements)
        ]

    def _reader(self, asked: AskedForm) -> AnswerReader:
        return self._readers.setdefault((asked.form.id, asked.year), AnswerReader(asked.questions))

    def _submission(self, form: Id, year: int, school: Id) -> Submission | None:
        known = self._known.get((form, year))
        if known is not None:
            return known.submissions.get(school)
        return self._store.get(Submission, submission_id(collection_id(form, year), school))

    def _known_of(self, asked: AskedForm) -> _Known:
        key = (asked.form.id, asked.year)
        if key not in self._known:
            self._known[key] = self._read(asked)
        return self._known[key]

    def _read(self, asked: AskedForm) -> _Known:
        store, year = self._store, asked.year
        checks = monitoring_findings.checks_of_form(store=store, form=asked.form.id, year=year)
        known = _Known(
            checks=checks,
            required=frozenset(e.id for e in asked.elements if e.is_required),
            earlier_members=monitoring_findings.earlier_members(checks),
        )
        official = official_figures.figures(store=store, elements=asked.elements, year=year)
        for (school, element), answer in official.items():
            known.official.setdefault(school, {})[element] = answer
        ours = asked.by_id
        for value in store.all(Value, year=year):
            if value.element in ours:
                known.values.setdefault(value.school, {})[value.element] = value
        for back, members in known.earlier_members.items():
            of_year = known.earlier.setdefault(back, {})
            for (school, element), answer in official_figures.answers_in_force(
                store=store, members=members, year=year - back
            ).items():
                of_year.setdefault(school, {})[element] = answer
        for acceptance in store.all(Acceptance, year=year):
            known.accepted.setdefault(acceptance.school, {})[acceptance.check] = acceptance
        collection = collection_id(asked.form.id, year)
        for submission in store.all(Submission, collection=collection):
            known.submissions[submission.school] = submission
        return known


def _broken_check(
    received: ReceivedForm,
    finding: CellFinding,
    places: Mapping[Id, AnswerCell],
    together: Mapping[Id, Answer],
) -> FormProblem:
    cells = [places[key] for key in finding.elements if key in places]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    given = {cell.element for cell in cells if not cell.answer.is_empty}
    is_from_before = any(key in together and key not in given for key in finding.elements)
    return FormProblem(
        text=finding.text + _FROM_BEFORE if is_from_before else finding.text,
        file=received.file,
        sheet=received.sheet,
        cell=", ".join(cell.cell for cell in cells),
        severity=finding.severity,
        elements=finding.elements,
        raw="; ".join(cell.raw for cell in cells if cell.raw),
    )


def _together(answers: FormAnswers, known: _Known, school: Id) -> dict[Id, Answer]:
    """What would be known of a school: official figures, stored answers over them, new ones over all."""
    found = dict(known.official.get(school, {}))
    stored = known.values.get(school, {})
    found |= {key: answer for key, v in stored.items() if not (answer := Answer.of(v)).is_empty}
    found |= {cell.element: cell.answer for cell in answers.cells if not cell.answer.is_empty}
    return found


def _kept(
    received: ReceivedForm, asked: AskedForm, answers: FormAnswers, stored: Mapping[Id, Value]
) -> list[FormProblem]:
    """An empty cell takes nothing away: what was answered before stays, and a person is told."""
    found = []
    elements = asked.by_id
    for cell in answers.cells:
        before = Answer.of(stored.get(cell.element))
        if cell.answer.is_empty and not before.is_empty:
            element = elements[cell.element]
            found.append(
                FormProblem(
                    text=f"{asked.title(element)}: ячейка пуста, прежний ответ «{shown(before, element)}» "
                    "оставлен.",
                    file=received.file,
                    sheet=received.sheet,
                    cell=cell.cell,
                    severity=Severity.WARNING,
                    elements=(cell.element,),
                )
            )
    return found


def _over_the_office(
    received: ReceivedForm, asked: AskedForm, answers: FormAnswers, stored: Mapping[Id, Value]
) -> list[FormProblem]:
    """An answer that would replace what the office typed: the school's word counts, a person is told."""
    found = []
    for cell in answers.cells:
        value = stored.get(cell.element)
        before = Answer.of(value)
        if value is None or value.origin not in _BY_HAND or before.is_empty:
            continue
        if cell.answer.is_empty or cell.answer == before:
            continue
        element = asked.by_id[cell.element]
        found.append(
            FormProblem(
                text=f"{asked.title(element)}: ответ «{shown(cell.answer, element)}» заменит "
                f"«{shown(before, element)}», внесённое управлением.",
                file=received.file,
                sheet=received.sheet,
                cell=cell.cell,
                severity=Severity.WARNING,
                elements=(cell.element,),
                raw=cell.raw,
            )
        )
    return found


def _about_version(received: ReceivedForm, found: FoundForm, asked: AskedForm) -> list[FormProblem]:
    asked_then = found.asked
    missing = [e for key, e in asked.questions.elements.items() if key not in asked_then]
    if not missing:
        return []
    titles = "; ".join(asked.title(element) for element in missing[:3])
    more = f" и ещё {len(missing) - 3}" if len(missing) > 3 else ""
    text = f"В форме нет показателей, которые спрашивают теперь: {titles}{more}."
    if received.version < asked.form.version:
        text = f"Форма версии {received.version}, теперь действует {asked.form.version}. {text}"
    return [
        FormProblem(
            text=text,
            file=received.file,
            sheet=received.sheet,
            severity=Severity.WARNING,
            elements=tuple(element.id for element in missing),
        )
    ]


def _new_remarks(answers: FormAnswers, stored: Mapping[Id, Value]) -> dict[Id, str]:
    return {
        element: remark
        for element, remark in answers.remarks.items()
        if element not in stored or school_remark(stored[element].note) != remark
    }


def _problem(file: str, finding: Finding) -> FormProblem:
    return FormProblem(
        text=finding.text,
        file=file,
        sheet=finding.sheet,
        cell="" if finding.row is None else address(finding.row, finding.column),
        severity=finding.severity,
        elements=finding.elements,
        raw=finding.raw,
    )


def _fingerprint(received: ReceivedForm, answers: FormAnswers) -> str:
    """Of what the school says, whatever its workbook looks like."""
    given = sorted(
        (c.element.hex, c.answer.digits, c.answer.decimals, c.answer.text, c.answer.absence)
        for c in answers.cells
        if not c.answer.is_empty
    )
    remarks = sorted((key.hex, remark) for key, remark in answers.remarks.items())
    text = json.dumps([given, remarks, received.sender])
    return hashlib.sha256(text.encode()).hexdigest()


def _with_verdict(
    received: ReceivedForm, submission: Submission | None, *, is_empty: bool
) -> ReceivedForm:
    if submission is not None and submission.fingerprint == received.fingerprint:
        when = "" if submission.received is None else f" {submission.received:%d.%m.%Y}"
        since = (
            f"; с тех пор в программе исправлено ответов: {len(received.changes)}, они останутся"
            if received.changes
            else ""
        )
        return replace(
            received, verdict=Verdict.ALREADY, sentence=f"Ответ уже загружен{when}{since}."
        )
    errors = len(received.errors)
    if errors:
        return replace(
            received,
            verdict=Verdict.WITH_ERRORS,
            sentence=f"Ошибок: {errors}. Верните форму школе или запишите только верные ответы.",
        )
    if is_empty and not received.remarks:
        return replace(
            received,
            verdict=Verdict.EMPTY,
            sentence="Форма не заполнена: попросите школу вписать ответы.",
        )
    return replace(received, verdict=Verdict.READY, sentence="")
