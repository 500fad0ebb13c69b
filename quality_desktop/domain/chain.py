"""What is wrong with a cycle: broken links, missed dates, work without proof, gaps of the card."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from quality_desktop.domain.cycle import CardRow, Stage, StageState, Status
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id

CARD_FIELDS: Mapping[str, str] = {
    "structure": "структура",
    "actions": "действия",
    "coordinator": "обязанности координатора",
    "executors": "обязанности исполнителей",
    "operator": "обязанности оператора",
}
"""Texts of a row of the card and how findings call them."""


def board_place(direction: Id, stage: Id) -> str:
    """Name of a cell of the progress board for ``Problem.place``."""
    return f"board:{direction}:{stage}"


def card_place(stage: Id, field: str) -> str:
    """Name of a cell of the card for ``Problem.place``."""
    return f"card:{stage}:{field}"


def check_board(
    directions: Iterable[Direction],
    stages: Sequence[Stage],
    states: Mapping[tuple[Id, Id], StageState],
    proven: Collection[Id],
) -> list[Problem]:
    """Find what a year's cycle is judged by: every finding is a warning.

    Args:
        directions: Rows of the board.
        stages: The stages in order.
        states: By direction and stage; a stage without positions does not belong to the cycle.
        proven: Ids of progress records that have proof.

    Returns:
        Problems in the order of directions, then of stages.
    """
    problems: list[Problem] = []
    for direction in directions:
        row = [
            (stage, state)
            for stage in stages
            if (state := states.get((direction.id, stage.id))) is not None and state.positions
        ]
        problems.extend(_check_chain(direction, row))
        for stage, state in row:
            problems.extend(_check_stage(direction, stage, state, proven))
    return problems


def _check_chain(
    direction: Direction, row: Sequence[tuple[Stage, StageState]]
) -> Iterable[Problem]:
    """The first link of the chain that is missing while a later one is done."""
    for place, (stage, state) in enumerate(row):
        if state.status in (Status.DONE, Status.NOT_NEEDED):
            continue
        later = next((s for s, known in row[place + 1 :] if known.status == Status.DONE), None)
        if later is not None:
            yield Problem(
                text=f"Направление {direction.code}: «{later.title}» уже сделано, "
                f"а «{stage.title}» ещё нет – цепочка цикла разорвана: сделайте его или отметьте.",
                severity=Severity.WARNING,
                place=board_place(direction.id, stage.id),
            )
        return


def _check_stage(
    direction: Direction, stage: Stage, state: StageState, proven: Collection[Id]
) -> Iterable[Problem]:
    place = board_place(direction.id, stage.id)
    if state.is_overdue and state.due is not None:
        yield Problem(
            text=f"Направление {direction.code}: «{stage.title}» просрочено, "
            f"срок был {state.due:%d.%m.%Y}: отметьте сделанное или перенесите срок.",
            severity=Severity.WARNING,
            place=place,
        )
    done = [s for s in state.positions if s.status == Status.DONE]
    if any(s.id not in proven for s in done):
        yield Problem(
            text=f"Направление {direction.code}: «{stage.title}» сделано, "
            "но подтверждение не приложено: приложите его.",
            severity=Severity.WARNING,
            place=place,
        )


def check_card(rows: Iterable[CardRow], stages: Iterable[Stage]) -> list[Problem]:
    """Find texts of the card that are not filled in: the paper prints them."""
    numbers = {stage.id: stage.number for stage in stages}
    problems: list[Problem] = []
    for row in rows:
        missing = [field for field in CARD_FIELDS if not getattr(row, field).strip()]
        if missing:
            names = ", ".join(CARD_FIELDS[field] for field in missing)
            problems.append(
                Problem(
                    text=f"Раздел {numbers[row.stage]} карты: заполните – {names}.",
                    severity=Severity.WARNING,
                    place=card_place(row.stage, missing[0]),
                )
            )
    return problems
