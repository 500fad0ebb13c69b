"""The answers of all schools to one form for a school year, as the grid shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, cast
from uuid import UUID

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.checks import Check
from quality_desktop.domain.collection.monitoring import Acceptance, DataElement, Form, Value
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError, Severity
from quality_desktop.domain.examination.exams import Subject
from quality_desktop.domain.merge import Cell
from quality_desktop.domain.records import Id
from quality_desktop.domain.spelling import folded
from quality_desktop.services.entry import monitoring_findings, official_figures
from quality_desktop.services.entry.monitoring_findings import CellFinding
from quality_desktop.services.entry.monitoring_totals import ColumnTotal, total_of
from quality_desktop.services.office import directory
from quality_desktop.storage.store import Store

_VALUE_FIELDS: Final = (
    "element", "school", "digits", "decimals", "text", "absence", "origin", "note"
)  # fmt: skip
_FEW_SCHOOLS: Final = 20
"""So many schools are read one by one; more of them, all at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """What is known of one element of one school.

    Attributes:
        answer: What the school, or the office for it, has answered.
        origin: Code of an ``Origin``; empty without an answer.
        note: The office's comment.
        official: The same figure by exam results or the directory; None when they do not say.
    """

    answer: Answer = field(default_factory=Answer)
    origin: str = ""
    note: str = ""
    official: Answer | None = None

    @property
    def in_force(self) -> Answer:
        """The answer that counts: the reported one, else the official figure."""
        return self.official if self.answer.is_empty and self.official else self.answer

    @property
    def is_official(self) -> bool:
        """True when nobody answered and the official figure stands in."""
        return self.answer.is_empty and self.official is not None

    @property
    def differs(self) -> bool:
        """True when the reported answer is not what the official source says."""
        if self.official is None or self.answer.is_empty:
            return False
        return self.answer.number != self.official.number


EMPTY_CELL: Final = GridCell()


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """An element as a column.

    Attributes:
        group: Heading over neighbouring columns.
        title: Heading of the column, with subject and grade when the group does not name them.
    """

    element: DataElement
    group: str
    title: str

    @property
    def heading(self) -> str:
        """Both headings in one line: «ВПР, 5 класс: получили «2» (МА)»."""
        return f"{self.group}: {self.title}" if self.group else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    """A school with its answers, in the order of the columns.

    Attributes:
        accepted: Warnings that somebody has accepted, by check, with whatever values.
        earlier: Answers in force of the year before, of two years before …, as far as rules over
            several years look at them.
        findings: What the checks say of the answers in force.
    """

    school: School
    name: str
    cells: tuple[GridCell, ...]
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)
    earlier: tuple[Mapping[Id, Answer], ...] = ()
    findings: tuple[CellFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormGrid:
    """Schools × elements of a form in force in a school year."""

    form: Form
    year: int
    columns: tuple[GridColumn, ...]
    rows: tuple[SchoolRow, ...]
    totals: tuple[ColumnTotal, ...]
    checks: tuple[Check, ...]

    @property
    def elements(self) -> tuple[DataElement, ...]:
        """What is asked, in the order of the columns."""
        return tuple(column.element for column in self.columns)


def forms(*, store: Store, year: int) -> tuple[Form, ...]:
    """Forms that are filled for a school year, in the office's order."""
    found = [
        form
        for form in store.all(Form)
        if (form.since is None or form.since <= year) and (form.until is None or year <= form.until)
    ]
    return tuple(sorted(found, key=lambda form: (form.place, folded(form.title))))


def grid(*, store: Store, form: Id, year: int, known: FormGrid | None = None) -> FormGrid:
    """The whole grid.

    Args:
        store: The file.
        form: Whose elements.
        year: School year.
        known: An earlier answer: rows in which nothing changed are taken from it as they are, so
            that nobody checks or paints them again.

    Raises:
        QualityError: The form is gone.
    """
    found = store.get(Form, form)
    if found is None:
        raise QualityError("Этой формы в файле больше нет: выберите другую в списке форм.")
    columns = _columns(store, form, year)
    elements = tuple(column.element for column in columns)
    checks = monitoring_findings.checks_of_form(store=store, form=form, year=year)
    reading = _Reading(elements, year, checks)
    reading.take(store)
    schools = [s for s in directory.schools(store=store) if s.is_active or s.id in reading.cells]
    same_checks = known is not None and known.checks == checks and known.columns == columns
    before = {row.school.id: row for row in known.rows} if known and same_checks else {}
    rows = tuple(reading.row(school, before.get(school.id)) for school in schools)
    return FormGrid(
        form=found,
        year=year,
        columns=columns,
        rows=rows,
        totals=tuple(
            total_of(element, (row.cells[place].in_force for row in rows))
            for place, element in enumerate(elements)
        ),
        checks=checks,
    )


def refreshed(*, store: Store, known: FormGrid, schools: Collection[Id]) -> FormGrid:
    """The grid after an edit of these schools' answers; nothing else is read.

    Args:
        store: The file.
        known: The grid before the edit.
        schools: Whose answers, comments or acceptances were edited.
    """
    if len(schools) > _FEW_SCHOOLS:
        return grid(store=store, form=known.form.id, year=known.year, known=known)
    reading = _Reading(known.elements, known.year, known.checks)
    for school in schools:
        reading.take(store, school)
    rows, totals = list(known.rows), list(known.totals)
    for number, before in enumerate(known.rows):
        if before.school.id in schools:
            rows[number] = row = reading.row(before.school, before)
            for place, (was, now) in enumerate(zip(before.cells, row.cells, strict=True)):
                totals[place] = totals[place].moved(was.in_force, now.in_force)
    return replace(known, rows=tuple(rows), totals=tuple(totals))


def is_filled(cell: GridCell, element: DataElement) -> bool:
    """True when nothing more is asked of the school here."""
    return not element.is_required or not cell.in_force.is_empty


class _Reading:
    """What was read of the file, by school and element."""

    def __init__(
        self, elements: Sequence[DataElement], year: int, checks: tuple[Check, ...]
    ) -> None:
        self._elements = elements
        self._places = {element.id: place for place, element in enumerate(elements)}
        self._year = year
        self._checks = checks
        self._earlier_members = monitoring_findings.earlier_members(checks)
        self._accepted: dict[Id, dict[str, Acceptance]] = {}
        self._earlier: dict[int, dict[Id, dict[Id, Answer]]] = {}
        self._official: dict[Id, dict[int, Answer]] = {}
        self._alike: dict[tuple[Cell, ...], GridCell] = {}
        self.cells: dict[Id, dict[int, GridCell]] = {}

    def take(self, store: Store, school: Id | None = None) -> None:
        """Read the answers of one school, or of all."""
        only = {} if school is None else {"school": school}
        self._take_values(store, only)
        for acceptance in store.all(Acceptance, year=self._year, **only):
            self._accepted.setdefault(acceptance.school, {})[acceptance.check] = acceptance
        official = official_figures.figures(
            store=store, elements=self._elements, year=self._year, school=school
        )
        for (owner, element), answer in official.items():
            self._official.setdefault(owner, {})[self._places[element]] = answer
        for years_back, members in self._earlier_members.items():
            found = self._earlier.setdefault(years_back, {})
            for place, answer in official_figures.answers_in_force(
                store=store, members=members, year=self._year - years_back, school=school
            ).items():
                found.setdefault(place[0], {})[place[1]] = answer

    def _take_values(self, store: Store, only: Mapping[str, Id]) -> None:
        """As plain columns: a record of its own for every answer of a region takes too long."""
        columns = store.columns(Value, _VALUE_FIELDS, year=self._year, **only)
        places = {element.bytes: place for element, place in self._places.items()}
        owners: dict[Cell, dict[int, GridCell]] = {}
        for element, school, *said in zip(*columns.values(), strict=True):
            place = places.get(cast("bytes", element))
            if place is not None:
                cells = owners.get(school)
                if cells is None:
                    cells = owners[school] = {}
                cells[place] = self._cell(tuple(said))
        self.cells |= {Id(UUID(bytes=cast("bytes", key))): found for key, found in owners.items()}

    def _cell(self, said: tuple[Cell, ...]) -> GridCell:
        """The cell that the columns say; equal cells are one object."""
        known = self._alike.get(said)
        if known is None:
            digits, decimals, text, absence, origin, note = said
            answer = Answer(
                digits=cast("int | None", digits),
                decimals=cast("int", decimals),
                text=str(text),
                absence=str(absence),
            )
            known = self._alike[said] = GridCell(
                answer=answer, origin="" if answer.is_empty else str(origin), note=str(note)
            )
        return known

    def _cells_of(self, school: Id) -> tuple[GridCell, ...]:
        found, official = self.cells.get(school, {}), self._official.get(school, {})
        cells = [found.get(place, EMPTY_CELL) for place in range(len(self._elements))]
        for place, answer in official.items():
            cells[place] = replace(cells[place], official=answer)
        return tuple(cells)

    def row(self, school: School, before: SchoolRow | None) -> SchoolRow:
        """The row of a school; the earlier one when nothing differs from it."""
        cells = self._cells_of(school.id)
        deepest = max(self._earlier_members, default=0)
        earlier = tuple(
            self._earlier.get(back, {}).get(school.id, {}) for back in range(1, deepest + 1)
        )
        accepted = self._accepted.get(school.id, {})
        if before is not None and (
            before.school == school
            and before.cells == cells
            and before.accepted == accepted
            and before.earlier == earlier
        ):
            return before
        answers = {e.id: c.in_force for e, c in zip(self._elements, cells, strict=True)}
        return SchoolRow(
            school=school,
            name=school.short_name or school.full_name or "школа без названия",
            cells=cells,
            accepted=accepted,
            earlier=earlier,
            findings=monitoring_findings.findings(self._checks, answers, earlier, accepted),
        )


def _columns(store: Store, form: Id, year: int) -> tuple[GridColumn, ...]:
    subjects = {subject.code: subject for subject in store.all(Subject)}
    elements = [e for e in store.all(DataElement, form=form) if e.is_in_force(year)]
    elements.sort(key=lambda element: element.place)
    often = Counter((element.group, _short(element)) for element in elements)
    return tuple(
        GridColumn(
            element=e,
            group=e.group,
            title=_short(e) if often[e.group, _short(e)] == 1 else _detailed(e, subjects),
        )
        for e in elements
    )


def _short(element: DataElement) -> str:
    return element.short_title or element.title or element.code


def _detailed(element: DataElement, subjects: Mapping[str, Subject]) -> str:
    """The short title with what tells it from its namesake under the same group."""
    subject = subjects.get(element.subject)
    details = [(subject.short_title or subject.title) if subject else element.subject]
    details.append(f"{element.grade} кл." if element.grade else "")
    said = ", ".join(filter(None, details))
    return f"{_short(element)} ({said})" if said else _short(element)


def severest(findings: Iterable[CellFinding]) -> CellFinding | None:
    """The finding that matters most: an error, else a warning, an accepted one, a hint.

    Who has accepted a warning has looked at the figure already.
    """
    order = tuple(Severity)
    return min(
        findings,
        key=lambda f: (f.severity is Severity.HINT, not f.is_open, order.index(f.severity)),
        default=None,
    )
