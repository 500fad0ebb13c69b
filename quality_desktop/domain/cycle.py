"""The management cycle: six stages and nine positions as one data set, the card, progress."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from quality_desktop.domain.directions import Direction
from quality_desktop.domain.records import Id, Record, natural_id, reference, required_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Record):
    """One of the six stages (разделы) of the cycle; ``title`` is its short name."""

    kind: ClassVar[str] = "stage"

    number: int
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Record):
    """One of the nine positions by which a cycle is judged; every position is in one stage.

    Attributes:
        in_short_track: The position also belongs to the short («неполный») cycle.
    """

    kind: ClassVar[str] = "position"

    stage: Id = required_reference("stage")
    number: int
    title: str = ""
    in_short_track: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow(Record):
    """A row of the technological card.

    Attributes:
        direction: None for the common card; a direction for its override of this stage.
        structure: Name of the stage as the card prints it.
        actions: What has to be done.
        coordinator: Duties of the coordinator.
        executors: Duties of the executors.
        operator: Duties of the municipal operator.
    """

    kind: ClassVar[str] = "card_row"

    stage: Id = required_reference("stage")
    direction: Id | None = reference("direction")
    structure: str = ""
    actions: str = ""
    coordinator: str = ""
    executors: str = ""
    operator: str = ""


class Status(StrEnum):
    """Where a position of a direction stands."""

    NOT_STARTED = ""
    STARTED = "started"
    DONE = "done"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Record):
    """State of one position of one direction in one year's cycle."""

    kind: ClassVar[str] = "progress"

    direction: Id = required_reference("direction")
    position: Id = required_reference("position")
    year: int
    status: str = ""
    due: date | None = None
    done: date | None = None
    note: str = ""


def stage_id(number: int) -> Id:
    """Id of a stage: the same in every office."""
    return natural_id(Stage.kind, number)


def position_id(number: int) -> Id:
    """Id of a position: the same in every office."""
    return natural_id(Position.kind, number)


def card_row_id(stage: Id, direction: Id | None) -> Id:
    """Id that everybody gives to this row of the common card or of a direction's override."""
    return natural_id(CardRow.kind, stage, direction)


def progress_id(direction: Id, position: Id, year: int) -> Id:
    """Id that everybody gives to the state of this position of this direction and year."""
    return natural_id(Progress.kind, direction, position, year)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageState:
    """State of a stage of a direction, derived from its positions.

    Attributes:
        status: Done when all needed positions are done; started when any is begun.
        due: Earliest date among positions not done yet.
        done: Latest date of the positions done, when the stage is done.
        is_overdue: The due date is before today and the stage is not done.
        positions: The positions' own states, in order; missing ones are «не начато».
    """

    status: Status
    due: date | None
    done: date | None
    is_overdue: bool
    positions: tuple[Progress, ...]


def build_card(
    stages: Iterable[Stage], rows: Iterable[CardRow], direction: Id | None = None
) -> list[CardRow]:
    """Rows of the card in the order of stages, with the overrides of a direction.

    A stage without any row gets an empty one, so that it can be filled in.
    """
    found = {(row.stage, row.direction): row for row in rows}
    card: list[CardRow] = []
    for stage in sorted(stages, key=lambda s: s.number):
        row = found.get((stage.id, direction)) or found.get((stage.id, None))
        card.append(
            row or CardRow(id=card_row_id(stage.id, None), stage=stage.id, structure=stage.title)
        )
    return card


def positions_of(track: str, positions: Iterable[Position]) -> list[Position]:
    """Positions that a direction of this track goes through, in order."""
    ordered = sorted(positions, key=lambda p: p.number)
    return [p for p in ordered if p.in_short_track] if track == "short" else ordered


def stage_state(states: Sequence[Progress], today: date) -> StageState:
    """Derive the state of a stage from the states of its positions."""
    needed = [s for s in states if s.status != Status.NOT_NEEDED]
    open_ones = [s for s in needed if s.status != Status.DONE]
    if states and not needed:
        status = Status.NOT_NEEDED
    elif needed and not open_ones:
        status = Status.DONE
    elif any(s.status in (Status.STARTED, Status.DONE) for s in needed):
        status = Status.STARTED
    else:
        status = Status.NOT_STARTED
    due = min((s.due for s in open_ones if s.due), default=None)
    done = max((s.done for s in needed if s.done), default=None)
    return StageState(
        status=status,
        due=due,
        done=done if status == Status.DONE else None,
        is_overdue=due is not None and due < today,
        positions=tuple(states),
    )


def build_board(
    directions: Sequence[Direction],
    positions: Sequence[Position],
    progress: Iterable[Progress],
    year: int,
) -> Mapping[Id, Mapping[Id, tuple[Progress, ...]]]:
    """The progress board: direction id -> stage id -> states of the stage's positions.

    Positions without a record yet appear as «не начато» with the id the record will get.
    """
    known = {p.id: p for p in progress}
    board: dict[Id, dict[Id, tuple[Progress, ...]]] = {}
    for direction in directions:
        stages: dict[Id, list[Progress]] = {p.stage: [] for p in positions}
        for position in positions_of(direction.track, positions):
            key = progress_id(direction.id, position.id, year)
            blank = Progress(id=key, direction=direction.id, position=position.id, year=year)
            stages[position.stage].append(known.get(key, blank))
        board[direction.id] = {stage: tuple(states) for stage, states in stages.items()}
    return board
