"""What the grid of the monitoring shows: answers of the service, edits on their way, texts refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quality_desktop.domain.collection.answers import Answer, read_answer, shown
from quality_desktop.domain.collection.monitoring import Absence, DataElement, ValueType
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.figures import MINUS, THIN
from quality_desktop.domain.records import Id
from quality_desktop.services.entry.monitoring import FormGrid, GridCell, SchoolRow
from quality_desktop.services.entry.monitoring_edit import CellEdit
from quality_desktop.services.entry.monitoring_findings import CellFinding
from quality_desktop.services.entry.monitoring_totals import ColumnTotal
from quality_desktop.services.entry.second_look import Hints, hints_of_row
from quality_desktop.ui.models.monitoring_looks import CellLook, Draft, look_of, marks_of

CellKey = tuple[Id, Id]
"""School and element."""
DraftKey = tuple[int, Id, Id]
"""School year, school and element: a refused text waits also while another form is shown."""

SCHOOL_COLUMN: Final = 0


@dataclass(slots=True)
class _RowLooks:
    """How cells of a row are shown, as far as they were seen, and what the checks say of them."""

    cells: list[CellLook | None]
    marks: Mapping[Id, Sequence[CellFinding]]


class MonitoringSheet:
    """The grid with what has not come back from the file yet.

    Attributes:
        grid: The last answer of the service; None before the first.
        pending: Edits that were sent and are not in ``grid`` yet.
        drafts: Refused texts.
        hints: What deserves a second look; comes after the grid.
    """

    def __init__(self) -> None:
        self.grid: FormGrid | None = None
        self.hints: Hints = {}
        self.pending: dict[CellKey, CellEdit] = {}
        self.drafts: dict[DraftKey, Draft] = {}
        self._rows: dict[Id, int] = {}
        self._columns: dict[Id, int] = {}
        self._required: list[int] = []
        self._looks: dict[int, _RowLooks] = {}
        self._totals: list[ColumnTotal] | None = None

    @property
    def rows(self) -> tuple[SchoolRow, ...]:
        """All schools, in the order of the directory."""
        return () if self.grid is None else self.grid.rows

    def show(self, grid: FormGrid) -> None:
        """Take an answer with other schools or columns; what is on its way was another grid's."""
        self.grid, self.hints = grid, {}
        self.pending.clear()
        self._rows = {row.school.id: number for number, row in enumerate(grid.rows)}
        self._columns = {e.id: number for number, e in enumerate(grid.elements)}
        self._required = [n for n, element in enumerate(grid.elements) if element.is_required]
        self._looks.clear()
        self._totals = None

    def take_changes(self, grid: FormGrid) -> list[int]:
        """Take an answer with the same schools and columns; the numbers of the rows that differ."""
        before = self.rows
        changed = [
            number
            for number, (was, now) in enumerate(zip(before, grid.rows, strict=True))
            if was is not now
        ]
        self.grid, self._totals = grid, None
        for number in changed:
            self._looks.pop(number, None)
        return changed

    def is_same_layout(self, grid: FormGrid) -> bool:
        """True when an answer has the same form, year, schools and columns as the shown one."""
        shown_now = self.grid
        if shown_now is None or (grid.form.id, grid.year) != (shown_now.form.id, shown_now.year):
            return False
        schools = [row.school.id for row in grid.rows]
        return grid.columns == shown_now.columns and schools == list(self._rows)

    def row_of(self, school: Id) -> int | None:
        """Number of a school."""
        return self._rows.get(school)

    def place_of(self, element: Id) -> int | None:
        """Number of an element."""
        return self._columns.get(element)

    def cell(self, row: int, place: int) -> GridCell:
        """What the file says of a cell."""
        return self.rows[row].cells[place]

    def key(self, row: int, place: int) -> CellKey:
        """School and element of a cell."""
        return self.rows[row].school.id, self.element(place).id

    def element(self, place: int) -> DataElement:
        """What a column asks."""
        if self.grid is None:
            raise LookupError(place)
        return self.grid.columns[place].element

    def draft(self, row: int, place: int) -> Draft | None:
        """The refused text of a cell."""
        if not self.drafts or self.grid is None:
            return None
        return self.drafts.get((self.grid.year, *self.key(row, place)))

    def answer(self, row: int, place: int) -> Answer:
        """The reported answer, as it will be when everything sent is written."""
        edit = self.pending.get(self.key(row, place)) if self.pending else None
        return edit.answer if edit is not None else self.cell(row, place).answer

    def in_force(self, row: int, place: int) -> Answer:
        """The answer that counts: the reported one, else the official figure."""
        answer = self.answer(row, place)
        official = self.cell(row, place).official
        return official if answer.is_empty and official is not None else answer

    def findings(self, row: int, place: int) -> tuple[CellFinding, ...]:
        """What the checks say of a cell."""
        element = self.element(place).id
        return tuple(f for f in self.findings_of(row) if element in f.elements)

    def findings_of(self, row: int) -> tuple[CellFinding, ...]:
        """What is to be said of the answers of a school: of the checks, then hints."""
        found = self.rows[row]
        return (*found.findings, *self.hints_of(row))

    def is_filled(self, row: int) -> bool:
        """True when the school has answered everything that is required."""
        if self.pending:
            return all(not self.in_force(row, place).is_empty for place in self._required)
        cells = self.rows[row].cells
        return all(not cells[place].in_force.is_empty for place in self._required)

    def hints_of(self, row: int) -> tuple[CellFinding, ...]:
        """What deserves a second look."""
        return hints_of_row(self.rows[row], self.hints, self._columns) if self.hints else ()

    def show_hints(self, hints: Hints) -> list[int]:
        """Take other hints; the numbers of the rows that differ."""
        before, self.hints = self.hints, hints
        changed = [
            number
            for number, row in enumerate(self.rows)
            if before.get(row.school.id) != hints.get(row.school.id)
        ]
        for number in changed:
            self._looks.pop(number, None)
        return changed

    def look(self, row: int, place: int) -> CellLook:
        """How a cell is shown; worked out when it is first seen."""
        looks = self._looks.get(row)
        if looks is None:
            cells = self.rows[row].cells
            looks = self._looks[row] = _RowLooks(
                [None] * len(cells), marks_of(self.findings_of(row))
            )
        known = looks.cells[place]
        if known is None:
            findings = looks.marks.get(self.element(place).id, ()) if looks.marks else ()
            known = looks.cells[place] = look_of(
                element=self.element(place),
                cell=self.cell(row, place),
                reported=self.answer(row, place),
                in_force=self.in_force(row, place),
                draft=self.draft(row, place),
                findings=findings,
            )
        return known

    def edit_text(self, row: int, place: int) -> str:
        """The text an editor starts with and a spreadsheet understands: no thin spaces."""
        draft = self.draft(row, place)
        if draft is not None:
            return draft.text
        answer = self.in_force(row, place)
        if answer.digits is not None and not answer.decimals and self._is_count(place):
            return str(answer.digits)  # most cells of a region; printing and unprinting takes long
        return shown(answer, self.element(place)).replace(THIN, "").replace(MINUS, "-")

    def _is_count(self, place: int) -> bool:
        element = self.element(place)
        return element.type == ValueType.WHOLE and element.decimals == 0

    def total(self, place: int) -> ColumnTotal | None:
        """The total of a column, with what has been sent and not written yet."""
        if self.grid is None:
            return None
        if self._totals is None:
            self._totals = list(self.grid.totals)
            for school, element in self.pending:
                row, number = self._rows.get(school), self._columns.get(element)
                if row is not None and number is not None:
                    was, now = self.cell(row, number).in_force, self.in_force(row, number)
                    self._totals[number] = self._totals[number].moved(was, now)
        return self._totals[place]

    def send(self, edits: Sequence[CellEdit]) -> None:
        """Show edits before the file has them."""
        for edit in edits:
            self.pending[edit.school, edit.element] = edit
        self._forget(edit.school for edit in edits)

    def settle(self, edits: Sequence[CellEdit]) -> None:
        """The file has these edits, or has refused them; a later edit of the same cell stays."""
        for edit in edits:
            if self.pending.get((edit.school, edit.element)) is edit:
                del self.pending[edit.school, edit.element]
        self._forget(edit.school for edit in edits)

    def put_draft(self, row: int, place: int, draft: Draft | None) -> bool:
        """Keep a refused text, or forget it with None; False when nothing is other than before."""
        if self.grid is None:
            return False
        key = (self.grid.year, *self.key(row, place))
        if self.drafts.get(key) == draft:
            return False
        if draft is None:
            del self.drafts[key]
        else:
            self.drafts[key] = draft
        self._looks.pop(row, None)
        return True

    def _forget(self, schools: Iterable[Id]) -> None:
        self._totals = None
        for school in set(schools):
            self._looks.pop(self._rows.get(school, -1), None)


def offered(element: DataElement) -> tuple[str, ...]:
    """Texts to offer while a cell is typed."""
    absences = tuple(absence.shown for absence in Absence)
    match ValueType(element.type):
        case ValueType.YES_NO:
            return ("да", "нет", *absences)
        case ValueType.CHOICE:
            return (*(line.strip() for line in element.options.splitlines()), *absences)
        case ValueType.TEXT:
            return ()
        case _:
            return absences


def sort_key(answer: Answer) -> tuple[int, float, str]:
    """Numbers by size, then texts by letters, then absences; empty cells last."""
    if answer.digits is not None:  # floats are compared ten times faster than fractions
        return 0, answer.digits / 10**answer.decimals, ""
    if answer.text:
        return 1, 0.0, answer.text.casefold()
    return (2, 0.0, answer.absence) if answer.absence else (3, 0.0, "")


def read_text(text: str, element: DataElement) -> Answer | Draft:
    """The answer that a text means, or the text with the reason why it means none."""
    answer = read_answer(text, element)
    return Draft(text=text, reason=answer.text) if isinstance(answer, Problem) else answer
