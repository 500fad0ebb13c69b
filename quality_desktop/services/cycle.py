"""The technological card and the progress of the cycle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.cycle import (
    CardRow,
    Position,
    Progress,
    Stage,
    StageState,
    Status,
    build_board,
    build_card,
    card_row_id,
    stage_state,
)
from quality_desktop.domain.directions import Direction, DirectionGroup
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.records import Id
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

CARD_FIELDS = ("structure", "actions", "coordinator", "executors", "operator")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """The card as the tab shows it.

    Attributes:
        stages: The six stages in order.
        rows: One row per stage, in the same order.
        direction: The direction whose overrides are shown; None for the common card.
    """

    stages: tuple[Stage, ...]
    rows: tuple[CardRow, ...]
    direction: Direction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """The progress board: directions × stages of one year.

    Attributes:
        states: By direction and stage.
        evidence: By id of the progress record, in the order of dates.
    """

    year: int
    directions: tuple[Direction, ...]
    stages: tuple[Stage, ...]
    positions: tuple[Position, ...]
    states: dict[tuple[Id, Id], StageState]
    evidence: dict[Id, tuple[Evidence, ...]]


def stages(*, store: Store) -> tuple[Stage, ...]:
    """The stages of the cycle in order."""
    return tuple(sorted(store.all(Stage), key=lambda stage: stage.number))


def directions_of(*, store: Store, edition: Id) -> tuple[Direction, ...]:
    """Directions of an edition in order."""
    groups = sorted(store.all(DirectionGroup, edition=edition), key=lambda g: (g.place, g.code))
    places = {group.id: number for number, group in enumerate(groups)}
    found = [d for d in store.all(Direction) if d.group in places]
    return tuple(sorted(found, key=lambda d: (places[d.group], d.place, d.code)))


def card(*, store: Store, direction: Id | None = None) -> CardView:
    """The common card, or the card of a direction with its overrides."""
    all_stages = stages(store=store)
    return CardView(
        stages=all_stages,
        rows=tuple(build_card(all_stages, store.all(CardRow), direction)),
        direction=store.get(Direction, direction) if direction else None,
    )


def write_card(*, store: Store, stage: Id, direction: Id | None, field: str, text: str) -> Changes:
    """Change one text of the card; the first change for a direction makes its override.

    Raises:
        QualityError: The stage is not in the file.
    """
    if field not in CARD_FIELDS:
        raise ValueError(field)
    found = store.get(Stage, stage)
    if found is None:
        raise QualityError("Этого раздела цикла в файле больше нет: откройте карту заново.")
    row = next(
        row for row in build_card([found], store.all(CardRow), direction) if row.stage == stage
    )
    key = card_row_id(stage, direction)
    changed = replace(row, id=key, direction=direction, **{field: text})
    where = "" if direction is None else f", {_code(store, direction)}"
    with store.work(f"Технологическая карта: раздел {found.number}{where}") as work:
        work.put(changed)
        return work.commit()


def drop_override(*, store: Store, stage: Id, direction: Id) -> Changes:
    """Return a stage of a direction to the common card."""
    with store.work(f"Общая карта для направления {_code(store, direction)}") as work:
        key = card_row_id(stage, direction)
        if work.get(CardRow, key) is not None:
            work.delete(CardRow, key)
        return work.commit()


def board(*, store: Store, edition: Id, year: int, today: date) -> BoardView:
    """The progress board of a year."""
    directions = directions_of(store=store, edition=edition)
    positions = tuple(sorted(store.all(Position), key=lambda p: p.number))
    table = build_board(directions, positions, store.all(Progress, year=year), year)
    evidence: dict[Id, list[Evidence]] = {}
    for proof in sorted(store.all(Evidence), key=lambda e: (e.dated or date.min, e.id.bytes)):
        evidence.setdefault(proof.progress, []).append(proof)
    return BoardView(
        year=year,
        directions=directions,
        stages=stages(store=store),
        positions=positions,
        states={
            (direction, stage): stage_state(states, today)
            for direction, row in table.items()
            for stage, states in row.items()
        },
        evidence={key: tuple(proofs) for key, proofs in evidence.items()},
    )


def mark(
    *,
    store: Store,
    states: Sequence[Progress],
    status: Status | None = None,
    due: date | None = None,
    done: date | None = None,
    clear_due: bool = False,
    note: str | None = None,
) -> Changes:
    """Change the state of positions (all those of a stage, or one).

    Args:
        store: The file.
        states: What the board showed; only the named parts change.
        status: New status; «сделано» without a date keeps the date given before.
        due: New due date.
        done: Date it was done.
        clear_due: Remove the due date.
        note: New note.
    """
    first = states[0]
    with store.work(f"Ход цикла: направление {_code(store, first.direction)}") as work:
        for shown in states:
            state = work.get(Progress, shown.id) or shown
            work.put(_marked(state, status, due, done, clear_due, note))
        return work.commit()


def _marked(
    state: Progress,
    status: Status | None,
    due: date | None,
    done: date | None,
    clear_due: bool,
    note: str | None,
) -> Progress:
    if status is not None:
        state = replace(
            state, status=status.value, done=state.done if status == Status.DONE else None
        )
    if due is not None or clear_due:
        state = replace(state, due=due)
    if done is not None:
        state = replace(state, done=done)
    return state if note is None else replace(state, note=note)


def attach(*, store: Store, state: Progress, proof: Evidence) -> Changes:
    """Attach a proof (or save a changed one) to a position of a direction."""
    with store.work(f"Подтверждение: направление {_code(store, state.direction)}") as work:
        if work.get(Progress, state.id) is None:
            work.put(state)
        work.put(replace(proof, progress=state.id))
        return work.commit()


def detach(*, store: Store, proof: Id) -> Changes:
    """Remove a proof."""
    with store.work("Удаление подтверждения") as work:
        _delete_if_there(work, proof)
        return work.commit()


def _delete_if_there(work: UnitOfWork, proof: Id) -> None:
    if work.get(Evidence, proof) is not None:
        work.delete(Evidence, proof)


def _code(store: Store, direction: Id) -> str:
    record = store.get(Direction, direction)
    return record.code if record else ""
