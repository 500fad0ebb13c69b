"""The technological card and the progress of the cycle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from pathlib import Path

from quality_desktop.domain.chain import CARD_FIELDS, check_board, check_card
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
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.records import Id
from quality_desktop.services.cycle.responsibility import directions_of
from quality_desktop.services.office import kept_files
from quality_desktop.services.office.names import direction_code
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork


class Keep(Enum):
    """What is not named in a change stays as it is."""

    KEEP = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange:
    """What is to change in the state of positions.

    Attributes:
        status: New status; «сделано» keeps the date given before or gets today's, any other status
            removes it.
        due: New due date; None removes it.
        done: Date it was done, which makes it «сделано»; None removes the date.
        note: New note.
    """

    status: Status | None = None
    due: date | Keep | None = Keep.KEEP
    done: date | Keep | None = Keep.KEEP
    note: str | None = None

    def applied_to(self, state: Progress, *, today: date) -> Progress:
        """The state after the change.

        Args:
            state: What is written now.
            today: Date of what becomes «сделано» while no date is named for it.
        """
        status = self.status
        if status is None and isinstance(self.done, date):
            status = Status.DONE
        if status is Status.DONE:
            done = state.done if state.status == Status.DONE else today
            state = replace(state, status=status.value, done=done)
        elif status is not None:
            state = replace(state, status=status.value, done=None)
        if not isinstance(self.due, Keep):
            state = replace(state, due=self.due)
        if not isinstance(self.done, Keep) and state.status == Status.DONE:
            state = replace(state, done=self.done)
        return state if self.note is None else replace(state, note=self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """The card as the tab shows it.

    Attributes:
        stages: The six stages in order.
        rows: One row per stage, in the same order.
        common: Rows of the common card, in the same order.
        direction: The direction whose overrides are shown; None for the common card.
    """

    stages: tuple[Stage, ...]
    rows: tuple[CardRow, ...]
    common: tuple[CardRow, ...]
    direction: Direction | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """The progress board: directions × stages of one year.

    Attributes:
        states: By direction and stage.
        evidence: By id of the progress record, in the order of dates.
        problems: Broken chains, missed dates, work without proof.
    """

    year: int
    directions: tuple[Direction, ...]
    stages: tuple[Stage, ...]
    positions: tuple[Position, ...]
    states: dict[tuple[Id, Id], StageState]
    evidence: dict[Id, tuple[Evidence, ...]]
    problems: tuple[Problem, ...]

    def proofs(self, states: Iterable[Progress]) -> tuple[Evidence, ...]:
        """Proofs of some positions, in their order."""
        return tuple(proof for state in states for proof in self.evidence.get(state.id, ()))


def stages(*, store: Store) -> tuple[Stage, ...]:
    """The stages of the cycle in order."""
    return tuple(sorted(store.all(Stage), key=lambda stage: stage.number))


def card(*, store: Store, direction: Id | None = None) -> CardView:
    """The common card, or the card of a direction with its overrides."""
    all_stages, known = stages(store=store), store.all(CardRow)
    rows = tuple(build_card(all_stages, known, direction))
    return CardView(
        stages=all_stages,
        rows=rows,
        common=tuple(build_card(all_stages, known)),
        direction=store.get(Direction, direction) if direction else None,
        problems=tuple(check_card(rows, all_stages)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """A text of the card.

    Attributes:
        field: Name of the field of ``CardRow``.
    """

    stage: Id
    field: str
    text: str


def write_card(*, store: Store, direction: Id | None, texts: Sequence[CardText]) -> Changes:
    """Change texts of the card; the first change for a direction makes its override of the stage.

    Args:
        store: The file.
        direction: None for the common card.
        texts: What stands there now.

    Raises:
        QualityError: A stage is not in the file.
    """
    numbers = {stage.id: stage.number for stage in stages(store=store)}
    if any(text.stage not in numbers for text in texts):
        raise QualityError("Этого раздела цикла в файле больше нет: откройте карту заново.")
    found = sorted({numbers[text.stage] for text in texts})
    word = "раздел" if len(found) == 1 else "разделы"
    where = "" if direction is None else f", направление {direction_code(store, direction)}"
    names = ", ".join(map(str, found))
    with store.work(f"Технологическая карта: {word} {names}{where}") as work:
        for text in texts:
            _write_text(work, direction, text)
        return work.commit()


def _write_text(work: UnitOfWork, direction: Id | None, text: CardText) -> None:
    if text.field not in CARD_FIELDS:
        raise ValueError(text.field)
    stage = work.get(Stage, text.stage)
    if stage is None:
        return
    row = build_card([stage], work.all(CardRow, stage=text.stage), direction)[0]
    if getattr(row, text.field) == text.text:
        return  # an override that says the same as the common card is none
    values = {field: getattr(row, field) for field in CARD_FIELDS} | {text.field: text.text}
    key = card_row_id(text.stage, direction)
    work.put(CardRow(id=key, stage=text.stage, direction=direction, **values))


def drop_override(*, store: Store, stage: Id, direction: Id) -> Changes:
    """Return a stage of a direction to the common card."""
    with store.work(f"Общая карта для направления {direction_code(store, direction)}") as work:
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
    all_stages = stages(store=store)
    states = {
        (direction, stage): stage_state(found, today)
        for direction, row in table.items()
        for stage, found in row.items()
    }
    return BoardView(
        year=year,
        directions=directions,
        stages=all_stages,
        positions=positions,
        states=states,
        evidence={key: tuple(proofs) for key, proofs in evidence.items()},
        problems=tuple(check_board(directions, all_stages, states, evidence.keys())),
    )


def mark(
    *,
    store: Store,
    cells: Iterable[tuple[Sequence[Progress], StateChange]],
    intent: str,
    today: date,
) -> Changes:
    """Change the state of positions, in one step.

    Args:
        store: The file.
        cells: Positions as the board showed them (all those of a stage, or one), each with its
            change; only what the change names is written.
        intent: What is done, in the user's words.
        today: Date of what becomes «сделано» while no date is named for it.
    """
    with store.work(intent) as work:
        for states, change in cells:
            for shown in states:
                state = work.get(Progress, shown.id) or shown
                changed = change.applied_to(state, today=today)
                if changed != state:
                    work.put(changed)
        return work.commit()


def attach(*, store: Store, state: Progress, proof: Evidence, keep: Path | None = None) -> Changes:
    """Attach a proof (or save a changed one) to a position of a direction.

    Args:
        store: The file.
        state: The position and its direction.
        proof: The proof.
        keep: A file to copy into the office's file beside the proof.

    Raises:
        QualityError: The file cannot be read, is empty or too large; nothing is written then.
    """
    file = None if keep is None else kept_files.read(keep)
    with store.work(f"Подтверждение: направление {direction_code(store, state.direction)}") as work:
        if work.get(Progress, state.id) is None:
            work.put(state)
        work.put(replace(proof, progress=state.id))
        if file is not None:
            kept_files.put_beside(
                work, owner="evidence", record=proof.id, file=file, title=file.name
            )
        return work.commit()


def detach(*, store: Store, proof: Id) -> Changes:
    """Remove a proof with the files that are kept beside it."""
    with store.work("Удаление подтверждения") as work:
        if work.get(Evidence, proof) is not None:
            kept_files.remove_beside(work, owner="evidence", record=proof)
            work.delete(Evidence, proof)
        return work.commit()
