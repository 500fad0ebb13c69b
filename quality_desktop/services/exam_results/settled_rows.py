"""Rows of files with their schools, and the questions about the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id
from quality_desktop.domain.school_naming.school_name_parts import code_key, name_parts
from quality_desktop.domain.school_naming.school_names import Match, Verdict, may_be_one
from quality_desktop.services.exam_results.school_codes import SchoolCodes
from quality_desktop.services.exam_results.school_matching import (
    Choice,
    Decision,
    SchoolMatcher,
    SchoolQuestion,
    WrittenSchool,
    added_school,
)

How = tuple[str, str, str, str]
"""Code, name and district as a file writes them, and the file."""


class Placed(Protocol):
    """A row that knows where it stands."""

    @property
    def place(self) -> str:
        """Where it stands, for a sentence."""
        ...


Row = TypeVar("Row", bound=Placed)


@dataclass(slots=True)
class Settled(Generic[Row]):
    """What was found for the rows.

    Attributes:
        rows: Rows with their schools.
        questions: Schools that wait for a decision.
        skipped: Rows left out by a decision.
        codes: Codes that the files give to schools of the directory.
        names: Keys of names that the added schools would not be recognised by -> the school.
    """

    rows: list[tuple[Row, Id]] = field(default_factory=list)
    questions: list[SchoolQuestion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0
    codes: SchoolCodes = field(default_factory=SchoolCodes)
    names: dict[str, Id] = field(default_factory=dict)
    _added: dict[str, School] = field(default_factory=dict)
    _by_name: dict[str, School | None] = field(default_factory=dict)
    _by_code: dict[str, School] = field(default_factory=dict)

    @property
    def added(self) -> list[School]:
        """Schools that decisions add."""
        return list(self._added.values())

    def add_school(self, school: WrittenSchool, taken: set[Id], place: str) -> Id:
        """Id of the school that a decision adds; two spellings of one school are one."""
        parts = name_parts(school.name)
        known = self._added.get(school.key)
        if known is None and not school.code and not school.is_foreign and parts.is_telling:
            # Another file may have written it with its code.
            known = self._by_name.get(parts.key)
        if known is not None:
            return known.id
        code = code_key(school.code) or school.code
        holder = self._by_code.get(code) if code else None
        if holder is not None and may_be_one(school.name, holder.full_name):
            return holder.id
        made = added_school(school, taken, has_own_code=holder is None)
        self._added[school.key] = made
        taken.add(made.id)
        # Two schools of one name and of two codes are told apart by the code alone.
        self._by_name[parts.key] = None if parts.key in self._by_name else made
        if holder is None:
            self._by_code[code] = made
            return made.id
        self.names[school.key] = made.id
        text = (
            f"{place}: код {code} стоит и у школы «{holder.short_name}», и у школы "
            f"«{made.short_name}»: второй школе код не записан, сверьте его."
        )
        self.problems.append(Problem(text=text, severity=Severity.WARNING))
        return made.id


def settle(
    waiting: Mapping[WrittenSchool, Sequence[Row]],
    matcher: SchoolMatcher,
    decisions: Mapping[str, Decision],
    *,
    taken: set[Id],
) -> Settled[Row]:
    """Find the schools of rows.

    Args:
        waiting: Schools as files write them, with their rows.
        matcher: Finds schools.
        decisions: What a person decided: key of a question -> decision.
        taken: Ids of the directory.
    """
    settled: Settled[Row] = Settled()
    for school, group in sorted(waiting.items(), key=lambda item: _rank(item[0])):
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
            settled.questions.append(_question(school, match, len(group)))
        elif decision.school is not None:
            _keep(settled, group, decision.school)
            if not name_parts(school.name).is_branch:  # a branch is printed with its school's code
                settled.codes.see(decision.school, school.code, group[0].place)
        else:
            _keep(settled, group, settled.add_school(school, taken, group[0].place))
    return settled


def _question(school: WrittenSchool, match: Match, rows: int) -> SchoolQuestion:
    return SchoolQuestion(
        school=school, candidates=match.candidates, reason=match.reason, rows=rows
    )


def _keep(settled: Settled[Row], group: Sequence[Row], school: Id) -> None:
    settled.rows.extend((each, school) for each in group)


def _rank(school: WrittenSchool) -> tuple[bool, bool]:
    """Schools before branches, with a code before without: the code belongs to the school."""
    return name_parts(school.name).is_branch, not school.code
