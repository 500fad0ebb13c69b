"""A small district whose figures can be reckoned in the head."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quality_desktop.domain.collection.answers import Answer, read_answer
from quality_desktop.domain.collection.indicators import Band, Calculation, Target, target_id
from quality_desktop.domain.collection.monitoring import DataElement, Form, Value, value_id
from quality_desktop.domain.directory import School, SchoolYear, school_year_id
from quality_desktop.domain.examination.exams import (
    ExamResult,
    Subject,
    exam_result_id,
    exam_year_of,
)
from quality_desktop.domain.records import Id, Record, new_id
from quality_desktop.storage.store import Store

YEAR = 2025


@dataclass
class District:
    """What is put into an empty file, in one transaction when the file is asked for.

    Attributes:
        schools: By short name.
        elements: By code, or by code, subject and grade.
    """

    file: Store
    form: Form = field(default_factory=lambda: Form(id=new_id(), code="f", title="Форма"))
    schools: dict[str, School] = field(default_factory=dict)
    elements: dict[str, DataElement] = field(default_factory=dict)

    pending: list[Record] = field(default_factory=list)

    @property
    def store(self) -> Store:
        """The file with everything written."""
        if self.pending:
            with self.file.work("Запись") as work:
                for record in self.pending:
                    work.put(record)
                work.commit()
            self.pending.clear()
        return self.file

    def put(self, *records: Record) -> None:
        self.pending += records

    def add_schools(self, *names: str) -> None:
        for name in names:
            self.schools[name] = School(id=new_id(), short_name=name)
        self.put(*self.schools.values())

    def close_school(self, name: str) -> None:
        self.put(replace(self.schools[name], is_active=False))

    def ask(self, code: str, **given: object) -> DataElement:
        made = DataElement(**{"id": new_id(), "form": self.form.id, "code": code, **given})  # type: ignore[arg-type]
        parts = [code, made.subject, "" if made.grade is None else str(made.grade)]
        self.elements["/".join(part for part in parts if part)] = made
        self.put(self.form, made)
        return made

    def answer(self, year: int, code: str, texts: Mapping[str, str]) -> None:
        """Answers as schools would type them, by name of the school."""
        element = self.elements[code]
        for name, text in texts.items():
            read = read_answer(text, element)
            assert isinstance(read, Answer), read
            school = self.schools[name].id
            self.put(
                Value(
                    id=value_id(element.id, school, year),
                    element=element.id,
                    school=school,
                    year=year,
                    digits=read.digits,
                    decimals=read.decimals,
                    text=read.text,
                    absence=read.absence,
                    note="спросили по телефону" if read.is_empty else "",
                )
            )

    def calculate(self, code: str, numerator: str, denominator: str = "", **given: object) -> Id:
        fields = {"numerator": numerator, "denominator": denominator, "title": f"доля {code}"}
        made = Calculation(**{"id": new_id(), "code": code, **fields, **given})  # type: ignore[arg-type]
        self.put(made)
        return made.id

    def band(self, calculation: Id, lower: str, upper: str, title: str) -> None:
        self.put(Band(id=new_id(), calculation=calculation, lower=lower, upper=upper, title=title))

    def target(self, calculation: Id, figure: str, year: int = YEAR) -> None:
        self.put(
            Target(
                id=target_id(calculation, year),
                calculation=calculation,
                year=year,
                figure=figure,
                source="приказ",
            )
        )

    def exam(self, name: str, year: int, subject: str, grade: int, **counts: int) -> None:
        """Result of the exams of a school year."""
        school, exam_year = self.schools[name].id, exam_year_of(year)
        self.put(
            ExamResult(
                id=exam_result_id("vpr", exam_year, subject, grade, school),
                procedure="vpr",
                year=exam_year,
                subject=subject,
                grade=grade,
                school=school,
                **counts,  # type: ignore[arg-type]
            )
        )

    def pupils(self, name: str, year: int, pupils: int | None) -> None:
        school = self.schools[name].id
        self.put(
            SchoolYear(id=school_year_id(school, year), school=school, year=year, pupils=pupils)
        )

    def subject(self, code: str, title: str) -> None:
        self.put(Subject(id=new_id(), code=code, title=title))
