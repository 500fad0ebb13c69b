"""Rows of files with their schools, and the questions about the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id
from quality_desktop.domain.school_naming.school_name_parts import code_key, name_parts
from quality_desktop.domain.school_naming.school_names import Verdict, may_be_one
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

    @property
    def added(self) -> list[School]:
        """Schools that decisions add."""
        return list(self._added.values())

    def add_school(self, school: WrittenSchool, taken: set[Id], place: str) -> Id:
        """Id of the school that a decision adds; two spellings of one school are one."""
        known = self._added.get(school.key) or self._same_named(school)
        if known is not None:
            return known.id
        code = code_key(school.code) or school.code
        holder = next((each for each in self.added if code and _has_code(each, code)), None)
        if holder is not None and may_be_one(school.name, holder.full_name):
            return holder.id
        made = added_school(school, taken, has_own_code=holder is None)
        self._added[school.key] = made
        taken.add(made.id)
        if holder is not None:
            self.names[school.key] = made.id
            text = (
                f"{place}: код {code} стоит и у школы «{holder.short_name}», и у школы "
                f"«{made.short_name}»: второй школе код не записан, сверьте его."
            )
            self.problems.append(Problem(text=text, severity=Severity.WARNING))
        return made.id

    def _same_named(self, school: WrittenSchool) -> School | None:
        """The added school that another file writes with its code and this one without."""
        parts = name_parts(school.name)
        if school.code or school.is_foreign or not parts.is_telling:
            return None
        alike = [each for each in self.added if name_parts(each.full_name).key == parts.key]
        return alike[0] if len(alike) == 1 else None


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
            settled.questions.append(
                SchoolQuestion(
                    school=school,
                    candidates=match.candidates,
                    reason=match.reason,
                    rows=len(group),
                )
            )
        elif decision.school is not None:
            _keep(settled, group, decision.school)
            if not name_parts(school.name).is_branch:  # a branch is printed with its school's code
                settled.codes.see(decision.school, school.code, group[0].place)
        else:
            _keep(settled, group, settled.add_school(school, taken, group[0].place))
    return settled


def _keep(settled: Settled[Row], group: Sequence[Row], school: Id) -> None:
    settled.rows.extend((each, school) for each in group)


def _rank(school: WrittenSchool) -> tuple[bool, bool]:
    """Schools before branches, with a code before without: the code belongs to the school."""
    return name_parts(school.name).is_branch, not school.code


def _has_code(school: School, code: str) -> bool:
    return bool(school.code) and (code_key(school.code) or school.code) == code
