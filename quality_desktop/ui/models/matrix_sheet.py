"""What the matrix table shows: answers of the service, entries on their way, entries refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from quality_desktop.domain.directions import DirectionGroup
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id
from quality_desktop.domain.responsibility import Line, Role, place_of
from quality_desktop.services.cycle.responsibility import (
    ROLE_NAMES,
    CellEdit,
    MatrixView,
    Party,
    parties_of,
)
from quality_desktop.services.office.party_names import read_parties

CellKey = tuple[Id | None, Role]
"""A cell: direction (None for all directions) and role."""

Row = DirectionGroup | Line | None
"""A group's heading, a direction with its cells, or None for all directions."""

ROLE_COLUMNS: Final[Mapping[int, Role]] = {2: Role.COORDINATOR, 3: Role.EXECUTOR, 4: Role.OPERATOR}
_ALL_DIRECTIONS: Final = "Все направления, если не назначен свой оператор"
_INHERITED: Final = (
    "Общий оператор всех направлений. Впишите другого, чтобы назначить этому направлению своего."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an editor of a cell holds: those understood, and a text that has yet to be understood."""

    parties: tuple[Party, ...] = ()
    leftover: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry that was refused; it stays visible in its cell with the reason."""

    entry: Entry
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCell:
    """A cell that somebody wants to change, for the preview.

    Attributes:
        where: «1.2, координатор».
        was: What stands there now, as shown.
        now: What would stand there; the pasted text when it is refused.
        reason: Why it is refused; empty when it can be written.
    """

    edit: CellEdit
    where: str
    was: str
    now: str
    reason: str = ""

    @property
    def is_same(self) -> bool:
        """Nothing would change."""
        return not self.reason and self.was == self.now


class MatrixSheet:
    """Rows of the table and the state of each cell.

    Attributes:
        view: The last answer of the service.
        rows: Headings, directions, and one last row for all directions.
        pending: Entries that are being written, as shown.
        drafts: Entries that were refused.
    """

    def __init__(self, view: MatrixView | None = None) -> None:
        self.view = view
        self.rows: tuple[Row, ...] = ()
        self.pending: dict[CellKey, str] = {}
        self.drafts: dict[CellKey, Draft] = {}
        self._problems: dict[str, list[Problem]] = {}

    def show(self, view: MatrixView) -> None:
        """Take another answer of the service; what was being written is in it."""
        rows: list[Row] = []
        for block in view.matrix.blocks:
            rows.append(block.group)
            rows.extend(block.lines)
        self.view, self.rows = view, (*rows, None)
        self.pending.clear()
        self._problems = {}
        for problem in view.problems:
            self._problems.setdefault(problem.place, []).append(problem)

    @property
    def identity(self) -> list[tuple[object, ...]]:
        """What makes the rows the same rows."""
        return [_identity(row) for row in self.rows]

    @property
    def directions(self) -> frozenset[Id]:
        """The directions that have a row."""
        return frozenset(row.direction.id for row in self.rows if isinstance(row, Line))

    def draft_problems(self) -> list[Problem]:
        """Refused entries as findings."""
        return [
            Problem(text=f"{self.where(key)}: {draft.reason}", place=place(key))
            for key, draft in self.drafts.items()
        ]

    def drop_lost_drafts(self) -> bool:
        """Forget refused entries of cells that are gone; True when there were any."""
        lost = [key for key in self.drafts if self.row_of(key[0]) is None]
        for key in lost:
            del self.drafts[key]
        return bool(lost)

    def key_at(self, row: int, column: int) -> CellKey | None:
        """The cell that people can stand in; None for headings and titles."""
        role = ROLE_COLUMNS.get(column)
        if role is None or not 0 <= row < len(self.rows):
            return None
        match self.rows[row]:
            case Line(direction=direction):
                return direction.id, role
            case None if role is Role.OPERATOR:
                return None, role
            case _:
                return None

    def row_of(self, direction: Id | None) -> int | None:
        """Number of the row of a direction."""
        for number, row in enumerate(self.rows):
            here = row.direction.id if isinstance(row, Line) else None
            if here == direction and not isinstance(row, DirectionGroup):
                return number
        return None

    def where(self, key: CellKey) -> str:
        """«1.2, координатор»."""
        line = self._line(key[0])
        return f"{line.direction.code if line else 'Все направления'}, {ROLE_NAMES[key[1]]}"

    def parties(self, key: CellKey) -> tuple[Party, ...]:
        """Who stands in a cell, inherited ones too."""
        if self.view is None:
            return ()
        if key[0] is None:
            return parties_of(self.view.common_operator)
        line = self._line(key[0])
        return () if line is None else parties_of(line.cell(key[1]).assignments)

    def text_of(self, parties: Sequence[Party]) -> str:
        """How parties are shown in a cell."""
        view = self.view
        return "" if view is None else ", ".join(view.text(party) for party in parties)

    def stored_text(self, key: CellKey) -> str:
        """Who stands in a cell, as shown."""
        return self.text_of(self.parties(key))

    def shown_text(self, key: CellKey) -> str:
        """What the cell shows now: a refused entry, one being written, or what is stored."""
        draft = self.drafts.get(key)
        return draft.text if draft else self.pending.get(key, self.stored_text(key))

    def entry(self, key: CellKey) -> Entry:
        """What an editor starts with."""
        draft = self.drafts.get(key)
        return draft.entry if draft else Entry(parties=self.parties(key))

    def is_inherited(self, key: CellKey) -> bool:
        """The cell shows the operator of all directions."""
        line = self._line(key[0])
        is_touched = key in self.pending or key in self.drafts
        return line is not None and line.cell(key[1]).is_inherited and not is_touched

    def planned(self, key: CellKey, text: str) -> PlannedCell:
        """What a pasted text would do to a cell."""
        reading = read_parties(text, self.view.choices if self.view else ())
        return PlannedCell(
            edit=CellEdit(direction=key[0], role=key[1], parties=reading.parties),
            where=self.where(key),
            was=self.stored_text(key),
            now=text if reading.reason else self.text_of(reading.parties),
            reason=reading.reason,
        )

    def problem(self, key: CellKey) -> Problem | None:
        """The finding that marks a cell."""
        draft = self.drafts.get(key)
        if draft is not None:
            return Problem(text=draft.reason, place=place(key))
        return next(iter(self.problems(key)), None)

    def problems(self, key: CellKey) -> Sequence[Problem]:
        """What the checks of the matrix say of a cell."""
        return self._problems.get(place(key), ())

    def tooltip(self, key: CellKey) -> str:
        """Findings of a cell, then everybody in it with the position."""
        draft = self.drafts.get(key)
        if draft is not None:
            return draft.reason
        lines = [problem.text for problem in self.problems(key)]
        lines.extend(self.described(key))
        return "\n".join([*lines, _INHERITED] if self.is_inherited(key) else lines)

    def described(self, key: CellKey) -> Iterator[str]:
        """«Мастрюкова Л.И. – главный инспектор» for everybody in a cell."""
        if self.view is None:
            return
        for party in self.parties(key):
            who = party.person or party.unit
            hint = self.view.hints.get(who, "") if who is not None else ""
            yield f"{self.view.text(party)} – {hint or 'должность не указана'}"

    def spoken(self, key: CellKey) -> str:
        """What a screen reader says of a cell."""
        problem = self.problem(key)
        parts = [f"{self.where(key)}: {self.shown_text(key) or 'пусто'}"]
        if self.is_inherited(key):
            parts.append("общий оператор")
        if problem is not None:
            parts.append(problem.text)
        return ". ".join(part.rstrip(".") for part in parts)

    def fixed_text(self, row: int, column: int) -> str | None:
        """Text of headings, codes and titles."""
        match self.rows[row], column:
            case DirectionGroup(code=code, title=title), 0:
                return f"{code}. {title}"
            case Line(direction=direction), 0:
                return direction.code
            case Line(direction=direction), 1:
                return direction.title
            case None, 1:
                return _ALL_DIRECTIONS
            case _:
                return None

    def _line(self, direction: Id | None) -> Line | None:
        found = (row for row in self.rows if isinstance(row, Line))
        return next((line for line in found if line.direction.id == direction), None)


def place(key: CellKey) -> str:
    """Name of a cell for ``Problem.place``."""
    direction, role = key
    return f"matrix::{role.value}" if direction is None else place_of(direction, role)


def key_of_place(text: str) -> CellKey | None:
    """The cell that ``Problem.place`` names; None when it is about something else."""
    kind, _, rest = text.partition(":")
    direction, _, role = rest.rpartition(":")
    if kind != "matrix" or role not in set(Role):
        return None
    return (Id(UUID(direction)) if direction else None), Role(role)


def _identity(row: Row) -> tuple[object, ...]:
    match row:
        case Line():
            return "line", row.direction.id
        case DirectionGroup():
            return "group", row.id
        case None:
            return ("all",)
