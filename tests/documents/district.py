"""A district in memory: its records, what its order says, what changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from quality_desktop.documents import order
from quality_desktop.documents.facts import OrderFacts
from quality_desktop.documents.model import (
    Addressee,
    AppendixMark,
    Cell,
    CertifiedCopy,
    Document,
    ExecutorMark,
    LetterheadBlock,
    Paragraph,
    Row,
    Signature,
    Table,
)
from quality_desktop.documents.order import Composed
from quality_desktop.documents.wording import OrderWording, read_wording
from quality_desktop.domain.directions import Direction, direction_id
from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.paperwork import ClauseEdit, Paper, clause_edit_id
from quality_desktop.domain.records import Id, Record, new_id
from quality_desktop.domain.responsibility import Assignment, Role, assignment_id
from quality_desktop.language.grammar import Grammar
from quality_desktop.language.overrides import Override
from quality_desktop.services.district_file import samples
from quality_desktop.services.paperwork.order_facts import order_facts
from quality_desktop.services.paperwork.papers import months

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "db" / "samples"
REFERENCE = ROOT / "db" / "reference"
FORMS = ROOT / "forms"
WORDING = ROOT / "resources" / "wording" / "order-mechanisms.toml"

R = TypeVar("R", bound=Record)


@cache
def wording() -> OrderWording:
    """The shipped wording."""
    return read_wording(WORDING)


@cache
def sample_records(name: str) -> tuple[Record, ...]:
    """The records of a sample, read once for all tests: nobody can change a record."""
    return tuple(
        samples.load(sample=name, samples_folder=SAMPLES, reference=REFERENCE, forms=FORMS)
    )


class District:
    """The records of one file, read as the store reads them."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = {record.id: record for record in records}

    @classmethod
    def sample(cls, name: str = "ishimbay") -> District:
        """A sample district."""
        return cls(sample_records(name))

    def records(self) -> list[Record]:
        """All records, in the order in which they came."""
        return list(self._records.values())

    def get(self, kind: type[R], key: Id) -> R | None:
        """The record with this id."""
        found = self._records.get(key)
        return found if isinstance(found, kind) else None

    def all(self, kind: type[R], **equals: object) -> list[R]:
        """Records of a kind whose fields hold these values."""
        return [
            record
            for record in self._records.values()
            if isinstance(record, kind)
            and all(getattr(record, name) == value for name, value in equals.items())
        ]

    def one(self, kind: type[R], **equals: object) -> R:
        """The only record whose fields hold these values."""
        (found,) = self.all(kind, **equals)
        return found

    def put(self, *records: Record) -> None:
        """Add or change records."""
        self._records.update({record.id: record for record in records})

    def drop(self, *records: Record) -> None:
        """Remove records."""
        for record in records:
            del self._records[record.id]

    def change(self, record: Record, **fields: Any) -> None:
        """Change fields of a record."""
        self.put(replace(record, **fields))

    @property
    def paper(self) -> Paper:
        """The only order."""
        return self.one(Paper)

    def person(self, surname: str) -> Person:
        """The person with this surname."""
        return self.one(Person, surname=surname)

    def add_person(self, surname: str, *, gender: str = "f", position: str = "методист") -> Person:
        """A new person."""
        person = Person(
            id=new_id(), surname=surname, given="А.", patronymic="Б.", gender=gender,
            position=position,
        )  # fmt: skip
        self.put(person)
        return person

    def direction(self, code: str) -> Direction:
        """A direction of the edition of 2020."""
        return self.one(Direction, id=direction_id("2020", code))

    def assigned(self, code: str, role: Role) -> list[Assignment]:
        """Who stands in a cell of the matrix."""
        return self.all(Assignment, direction=self.direction(code).id, role=role.value)

    def assign(self, code: str, role: Role, who: Person | Unit, place: int = 0) -> None:
        """Put somebody into a cell of the matrix."""
        direction = self.direction(code).id
        self.put(
            Assignment(
                id=assignment_id(direction, role, who.id),
                direction=direction,
                role=role.value,
                person=who.id if isinstance(who, Person) else None,
                unit=who.id if isinstance(who, Unit) else None,
                place=place,
            )
        )

    def edit(self, clause: str, text: str = "", **fields: Any) -> ClauseEdit:
        """A person's edit of a clause of the order."""
        paper = self.paper.id
        return ClauseEdit(
            id=clause_edit_id(paper, clause), paper=paper, clause=clause, text=text, **fields
        )

    def facts(self) -> OrderFacts:
        """What the order is composed from."""
        return order_facts(self, paper=self.paper.id, key="order-1048", months=months(REFERENCE))

    def compose(self, *edits: ClauseEdit, forms: Iterable[Override] = ()) -> Composed:
        """The order."""
        return order.compose(
            self.facts(), wording(), Grammar(forms), {edit.clause: edit for edit in edits}
        )


def said(document: Document) -> dict[str, str]:
    """Everything a document says: name of its place -> text with plain spaces."""
    places: dict[str, str] = {}
    for number, section in enumerate(document.sections):
        for place, block in enumerate(section.blocks):
            name = f"{number}/{type(block).__name__} {place}"
            if isinstance(block, Paragraph):
                places[block.source or name] = paragraph_text(block)
            elif isinstance(block, Table):
                places.update(_table_texts(str(number), block))
            else:
                places[f"{number}/{type(block).__name__}"] = " | ".join(other_texts(block))
    return places


def differences(before: Document, after: Document) -> dict[str, tuple[str | None, str | None]]:
    """Places that do not say the same: name of the place -> what it said, what it says."""
    was, now = said(before), said(after)
    return {
        place: (was.get(place), now.get(place))
        for place in dict.fromkeys([*was, *now])
        if was.get(place) != now.get(place)
    }


def paragraph_text(paragraph: Paragraph) -> str:
    """Mark and words of a paragraph with plain spaces."""
    return f"{paragraph.mark} {paragraph.text}".strip().replace("\u00a0", " ")


def cell_text(cell: Cell) -> str:
    """All words of a cell."""
    return " ".join(text for p in cell.paragraphs if (text := paragraph_text(p)))


def grid(rows: Iterable[Row], columns: int) -> list[list[str]]:
    """Rows of a table with an empty text for every cell that a span covers."""
    covered: dict[tuple[int, int], str] = {}
    lines: list[list[str]] = []
    for number, row in enumerate(rows):
        cells = iter(row.cells)
        line: list[str] = []
        while len(line) < columns:
            if (number, len(line)) in covered:
                line.append("")
                continue
            cell = next(cells)
            for down in range(1, cell.row_span):
                covered[number + down, len(line)] = ""
            line.extend([cell_text(cell), *[""] * (cell.column_span - 1)])
        assert next(cells, None) is None
        lines.append(line)
    return lines


def other_texts(block: object) -> list[str]:
    """Lines of a block that is neither a paragraph nor a table."""
    match block:
        case LetterheadBlock(left=left, right=right, number=number):
            sides = [side for side in (left, right) if side is not None]
            texts = [
                text
                for side in sides
                for text in (*side.heading, side.kind_word, side.date, side.place)
            ]
            texts.append(number)
        case AppendixMark(lines=lines) | Addressee(lines=lines) | ExecutorMark(lines=lines):
            texts = list(lines)
        case Signature(position=position, name=name):
            texts = [position, name]
        case CertifiedCopy(mark=mark, position=position, name=name, date=date):
            texts = [mark, position, name, date]
        case _:
            raise TypeError(block)
    return [text.replace("\u00a0", " ") for text in texts]


def _table_texts(section: str, table: Table) -> Mapping[str, str]:
    places: dict[str, str] = {}
    names: dict[str, int] = {}
    for line in grid(table.rows, len(table.widths)):
        count = names[line[0]] = names.get(line[0], 0) + 1
        for column, text in enumerate(line):
            places[f"{section}/{line[0] or 'row'}.{count}/{column}"] = text
    return places
