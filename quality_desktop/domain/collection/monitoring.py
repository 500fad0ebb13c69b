"""What schools are asked, for which year, by when, and what they answered.

A form holds data elements. An element may stand once, or once per subject and grade: elements
with the same ``code`` are members of one quantity, and formulas add them up. A value belongs to
an element, a school and a school year; a value that is not there is one of the absences of
``Absence``, which are never a zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from quality_desktop.domain.records import Id, Record, natural_id, reference, required_reference


class Absence(StrEnum):
    """Why there is no figure where one is asked; an empty cell has no value record at all."""

    NOT_TAKING_PART = "not_taking_part"
    NO_CLASS = "no_class"
    NO_DATA = "no_data"

    @property
    def shown(self) -> str:
        """What a cell shows and what may be typed: «не участвовали», «нет класса», «н/д»."""
        return {
            Absence.NOT_TAKING_PART: "не участвовали",
            Absence.NO_CLASS: "нет класса",
            Absence.NO_DATA: "н/д",
        }[self]

    @property
    def is_not_applicable(self) -> bool:
        """True when there is nothing to count (the school is left out); False: unknown."""
        return self is not Absence.NO_DATA


class ValueType(StrEnum):
    """What an element holds."""

    WHOLE = "whole"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"

    @property
    def is_number(self) -> bool:
        """True when the value is kept in ``digits`` (yes/no as 1/0)."""
        return self in (ValueType.WHOLE, ValueType.DECIMAL, ValueType.YES_NO)


class Origin(StrEnum):
    """Where a value came from."""

    TYPED = "typed"
    FORM = "form"
    PASTED = "pasted"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Record):
    """A set of data elements that every school fills for a school year.

    Attributes:
        code: Latin code, the same in all versions.
        version: Grows when elements are added, changed or retired; printed in the workbook.
        instruction: What the school should know; multi-line.
        source: Act that demands the data.
        since: First school year it is valid for (2025 = 2025/26); None for always.
        until: Last school year; None while it is in force.
        is_for_schools: False for a form that the office fills itself, school by school; it is not sent out.
    """

    kind: ClassVar[str] = "form"

    code: str
    title: str = ""
    version: int = 1
    direction: Id | None = reference("direction")
    instruction: str = ""
    source: str = ""
    certainty: str = ""
    since: int | None = None
    until: int | None = None
    place: int = 0
    is_for_schools: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DataElement(Record):
    """One figure that is asked; elements with one code differ by procedure, subject and grade.

    Attributes:
        code: Latin name of the quantity, used in formulas: ``vpr_two``.
        procedure: Code of the exam procedure, or empty.
        subject: Code of the subject, or empty.
        grade: Grade, or None.
        title: The quantity in the programme's words, nominative: «число обучающихся, получивших
            отметку «2»»; the same in all members of a code.
        short_title: Heading of a column in the window.
        group: Heading over neighbouring columns.
        type: See ``ValueType``.
        decimals: Decimals of a ``decimal`` element.
        unit: «чел.», «%», «шт.»; empty when the title says it.
        options: Allowed texts of a ``choice``, one a line.
        lowest: Least allowed number in units; None for no limit. A whole number of people has 0.
        highest: Greatest allowed number in units.
        is_required: An empty cell counts as not filled; False for a remark.
        derived_from: Where an official figure can be taken from: ``exam.participants``,
            ``exam.two`` … (a field of ``ExamResult`` of the element's procedure, subject and
            grade), ``school_year.pupils`` …; empty when only the school knows.
        since: First school year; None for always.
        until: Last school year in force; old values stay.
    """

    kind: ClassVar[str] = "data_element"

    form: Id = required_reference("form")
    code: str
    procedure: str = ""
    subject: str = ""
    grade: int | None = None
    title: str = ""
    short_title: str = ""
    group: str = ""
    hint: str = ""
    type: str = ValueType.WHOLE.value
    decimals: int = 0
    unit: str = ""
    options: str = ""
    lowest: int | None = 0
    highest: int | None = None
    is_required: bool = True
    derived_from: str = ""
    since: int | None = None
    until: int | None = None
    place: int = 0

    def is_in_force(self, year: int) -> bool:
        """True when the element is asked for this school year."""
        return (self.since is None or self.since <= year) and (
            self.until is None or year <= self.until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRule(Record):
    """A rule of a form that its values must keep, beyond those that follow from the formulas.

    Attributes:
        left: Expression over elements (``domain.formula``).
        relation: ``==`` | ``<=`` | ``<`` | ``>=`` | ``>``.
        right: Expression over elements.
        sentence: The rule in words: «Сдававших не больше, чем выпускников».
        is_hard: A broken hard rule must be mended; a soft one may be accepted with a reason.
    """

    kind: ClassVar[str] = "check_rule"

    form: Id = required_reference("form")
    left: str
    relation: str
    right: str
    sentence: str = ""
    is_hard: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(Record):
    """The form sent out for a school year, to be answered by a date."""

    kind: ClassVar[str] = "collection"

    form: Id = required_reference("form")
    year: int
    due: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Record):
    """What one school sent in answer to a collection.

    Attributes:
        received: When its last answer was read; None while nothing came.
        file_name: Name of the last file.
        fingerprint: SHA-256 of its values, so that the same answer is known again.
        sender: Who filled it, as the workbook says.
        is_expected: False for a school that need not answer.
    """

    kind: ClassVar[str] = "submission"

    collection: Id = required_reference("collection")
    school: Id = required_reference("school")
    received: date | None = None
    file_name: str = ""
    fingerprint: str = ""
    sender: str = ""
    is_expected: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Record):
    """The answer of a school to an element for a school year.

    A number is ``digits / 10 ** decimals``, exact: 12,5 is 125 with one decimal. Exactly one of
    ``digits``, ``text`` and ``absence`` is given.

    Attributes:
        digits: The number without its decimal mark; yes/no is 1/0.
        decimals: Decimals of ``digits``.
        text: Answer of a ``text`` or ``choice`` element.
        absence: Code of an ``Absence``, or empty.
        origin: Code of an ``Origin``.
        note: The office's comment to the cell.
    """

    kind: ClassVar[str] = "value"

    element: Id = required_reference("data_element")
    school: Id = required_reference("school")
    year: int
    digits: int | None = None
    decimals: int = 0
    text: str = ""
    absence: str = ""
    origin: str = Origin.TYPED.value
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Record):
    """A person's word that a warning may stand.

    Attributes:
        check: Key of the check (``domain.checks``).
        fingerprint: The values it was accepted with; other values ask again.
        reason: Why, in the person's words.
        author: Who.
        accepted: When.
    """

    kind: ClassVar[str] = "acceptance"

    year: int
    school: Id = required_reference("school")
    check: str
    fingerprint: str = ""
    reason: str = ""
    author: str = ""
    accepted: date | None = None


def value_id(element: Id, school: Id, year: int) -> Id:
    """Id that everybody gives to the value of this cell."""
    return natural_id(Value.kind, element, school, year)


def collection_id(form: Id, year: int) -> Id:
    """Id that everybody gives to the collection of this form for this year."""
    return natural_id(Collection.kind, form, year)


def submission_id(collection: Id, school: Id) -> Id:
    """Id that everybody gives to the answer of this school."""
    return natural_id(Submission.kind, collection, school)


def acceptance_id(year: int, school: Id, check: str) -> Id:
    """Id that everybody gives to the acceptance of this warning."""
    return natural_id(Acceptance.kind, year, school, check)
