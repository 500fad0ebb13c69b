"""What the workbook of a form says to one school: facts put together by a service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import DataElement, Form
from quality_desktop.domain.records import Id

CODE_WORD = ", код "
"""Between the name of a school and its code, as a form prints them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """Everything that the workbook of one school prints or hides.

    Attributes:
        form: The form.
        year: School year by its first calendar year.
        period: The same as people write it: «2025/26 учебный год».
        school: Id of the school.
        school_code: Code of the school in federal systems; may be empty.
        school_name: Its short name.
        municipality: Id of the municipality that asks.
        municipality_name: Its everyday name.
        office: Who asks, as it is signed: short name of the office.
        due: By when; None for no date.
        return_to: E-mail that the answer is sent to; may be empty.
        elements: What is asked this year, in the order of the form.
        dimensions: Element -> its procedure, subject and grade in words: «математика, 5 класс».
        answers: Element -> what the office knows already; written into the cell.
        hints: Element -> the answer of the year before, as shown; «» or absent for none.
        remarks: Element -> the school's remark that is known already.
    """

    form: Form
    year: int
    period: str
    school: Id
    school_code: str
    school_name: str
    municipality: Id
    municipality_name: str = ""
    office: str = ""
    due: date | None = None
    return_to: str = ""
    elements: Sequence[DataElement] = ()
    dimensions: Mapping[Id, str] = field(default_factory=dict)
    answers: Mapping[Id, Answer] = field(default_factory=dict)
    hints: Mapping[Id, str] = field(default_factory=dict)
    remarks: Mapping[Id, str] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """«МБОУ СОШ № 3, код 0203»."""
        code = f"{CODE_WORD}{self.school_code}" if self.school_code else ""
        return f"{self.school_name}{code}"
