"""Which cells of a form follow which rule while they are typed into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.sheets.cells import column_letters
from quality_desktop.sheets.form_keys import KEY_SHEET
from quality_desktop.sheets.form_layout import AnswerLine, Line
from quality_desktop.sheets.form_validation import (
    ABSENCES,
    choices_of,
    drop_down,
    fits_in_a_list,
    rule_of,
    takes_number,
    validation_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """A rule of cells under each other.

    Attributes:
        first: First row, from 0.
        last: Last row.
        column: Column, from 0.
        rule: The rule as XlsxWriter takes it.
    """

    first: int
    last: int
    column: int
    rule: dict[str, Any]


class AnswerRules:
    """Rules of the answer cells; cells under each other with equal rules share one.

    Attributes:
        lists: Words of drop-downs that do not fit into a rule: columns of the very hidden sheet from B on.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.lists: list[tuple[str, ...]] = []

    def validations(self, first: int, first_slot: int, slots: int) -> Iterator[Validation]:
        """All rules.

        Args:
            first: Row of the first line.
            first_slot: Column of the first answer.
            slots: Number of answer columns; the reasons why there is no number stand after them.
        """
        for slot in range(slots):
            column = first_slot + slot
            for start, end, element in self._stretches(slot):
                rule = self._rule(element, first + start, column)
                yield Validation(first=first + start, last=first + end, column=column, rule=rule)
        for start, end, element in self._stretches(0, by_rule=False):
            if takes_number(element):
                rule = drop_down(list(ABSENCES))
                why = first_slot + slots
                yield Validation(first=first + start, last=first + end, column=why, rule=rule)

    def _rule(self, element: DataElement, row: int, column: int) -> dict[str, Any]:
        choices = choices_of(element)
        if not choices:
            return validation_of(element, row, column)
        if fits_in_a_list(choices):
            return drop_down(list(choices))
        if choices not in self.lists:
            self.lists.append(choices)
        letters = column_letters(1 + self.lists.index(choices))
        return drop_down(f"={KEY_SHEET}!${letters}$1:${letters}${len(choices)}")

    def _stretches(self, slot: int, *, by_rule: bool = True) -> list[tuple[int, int, DataElement]]:
        """Runs of lines whose answer in a column follows one rule: first, last, element."""
        runs: list[tuple[int, int, DataElement]] = []
        for index, line in enumerate(self._lines):
            if not isinstance(line, AnswerLine) or slot >= len(line.slots):
                continue
            element = line.slots[slot]
            if element is None:
                continue
            if runs and runs[-1][1] == index - 1 and _alike(runs[-1][2], element, by_rule=by_rule):
                runs[-1] = (runs[-1][0], index, runs[-1][2])
            else:
                runs.append((index, index, element))
        return runs


def _alike(one: DataElement, other: DataElement, *, by_rule: bool) -> bool:
    if by_rule:
        return rule_of(one) == rule_of(other)
    return takes_number(one) == takes_number(other)
