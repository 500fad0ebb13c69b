"""How a cell of the monitoring grid is shown: its text, its state, why it wants attention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from quality_desktop.domain.collection.answers import Answer, shown
from quality_desktop.domain.collection.monitoring import Absence, DataElement, Origin, ValueType
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import Id
from quality_desktop.services.entry.monitoring import GridCell, severest
from quality_desktop.services.entry.monitoring_findings import CellFinding


class CellState(StrEnum):
    """What a cell shows by its colour and its icon."""

    EMPTY = "empty"
    TYPED = "typed"
    PASTED = "pasted"
    FORM = "form"
    IMPORTED = "imported"
    OFFICIAL = "official"
    ABSENT = "absent"
    NO_CLASS = "no_class"
    NO_DATA = "no_data"
    DIFFERS = "differs"
    ACCEPTED = "accepted"
    HINT = "hint"
    WARNING = "warning"
    ERROR = "error"
    REFUSED = "refused"


STATE_WORDS: Final[Mapping[CellState, str]] = {
    CellState.EMPTY: "не заполнено",
    CellState.TYPED: "введено вручную",
    CellState.PASTED: "вставлено из таблицы",
    CellState.FORM: "из ответа школы",
    CellState.IMPORTED: "из загруженного файла",
    CellState.OFFICIAL: "взято из результатов или справочника",
    CellState.ABSENT: "школа не участвовала",
    CellState.NO_CLASS: "такого класса нет",
    CellState.NO_DATA: "данных нет",
    CellState.DIFFERS: "отличается от официальных данных",
    CellState.ACCEPTED: "замечание принято с причиной",
    CellState.HINT: "повод проверить",
    CellState.WARNING: "предупреждение",
    CellState.ERROR: "ошибка",
    CellState.REFUSED: "не сохранено, исправьте",
}
_ORIGINS: Final = {
    Origin.TYPED.value: CellState.TYPED,
    Origin.PASTED.value: CellState.PASTED,
    Origin.FORM.value: CellState.FORM,
    Origin.IMPORTED.value: CellState.IMPORTED,
}

SHORT_ABSENCES: Final[Mapping[str, str]] = {
    Absence.NOT_TAKING_PART.shown: "не уч.",
    Absence.NO_CLASS.shown: "нет кл.",
}
"""What a narrow cell shows instead of a word that does not fit: «нет …» would say something else."""
_ABSENCES: Final = {
    Absence.NOT_TAKING_PART.value: CellState.ABSENT,
    Absence.NO_CLASS.value: CellState.NO_CLASS,
    Absence.NO_DATA.value: CellState.NO_DATA,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLook:
    """How a cell is shown.

    Attributes:
        text: As the cell shows it.
        reason: Why it wants attention; empty for a quiet cell.
        note: The office's comment.
        is_number: Right-aligned.
    """

    text: str
    state: CellState
    reason: str = ""
    note: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A typed text that was refused."""

    text: str
    reason: str


def look_of(
    *,
    element: DataElement,
    cell: GridCell,
    reported: Answer,
    in_force: Answer,
    draft: Draft | None,
    findings: Sequence[CellFinding],
) -> CellLook:
    """How a cell is shown.

    Args:
        element: What is asked.
        cell: What the file says.
        reported: The answer, as it will be when everything sent is written.
        in_force: The answer that counts.
        draft: A refused text.
        findings: What is to be said of the cell.
    """
    if draft is not None:
        return CellLook(
            text=draft.text, state=CellState.REFUSED, reason=draft.reason, note=cell.note
        )
    state, reason = _state(cell, reported, element, findings)
    is_number = element.type in (ValueType.WHOLE, ValueType.DECIMAL)
    return CellLook(
        text=shown(in_force, element),
        state=state,
        reason=reason,
        note=cell.note,
        is_number=is_number and in_force.digits is not None,
    )


def marks_of(findings: Iterable[CellFinding]) -> dict[Id, list[CellFinding]]:
    """Findings by the elements they are about."""
    marks: dict[Id, list[CellFinding]] = {}
    for finding in findings:
        for element in finding.elements:
            marks.setdefault(element, []).append(finding)
    return marks


def _state(
    cell: GridCell,
    reported: Answer,
    element: DataElement,
    findings: Sequence[CellFinding],
) -> tuple[CellState, str]:
    worst = severest(findings)
    is_hint = worst is not None and worst.severity is Severity.HINT
    if worst is not None and worst.is_open and not is_hint:
        is_error = worst.severity is Severity.ERROR
        return (CellState.ERROR if is_error else CellState.WARNING), worst.text
    if reported is cell.answer and cell.differs and cell.official is not None:
        said = shown(cell.official, element)
        return CellState.DIFFERS, f"Отличается от официальных данных: там {said}."
    if worst is not None and worst.is_open:
        return CellState.HINT, worst.text
    if worst is not None and worst.accepted is not None:
        return CellState.ACCEPTED, f"{worst.text} Принято: {worst.accepted.reason}"
    if reported.is_empty:
        return (CellState.OFFICIAL if cell.official else CellState.EMPTY), ""
    if reported.absence:
        return _ABSENCES.get(reported.absence, CellState.NO_DATA), ""
    return _ORIGINS.get(cell.origin, CellState.TYPED), ""
