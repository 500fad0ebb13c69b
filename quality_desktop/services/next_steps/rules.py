"""Rules of the next steps: a step, when it is due and where it is done, read from a TOML file.

A condition is a comparison of two counts or of a count with a number: ``coordinated < directions``,
``lists = 0``. All conditions of a step must hold. Nothing in the file is run as a program.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.services.next_steps.counts import Counts
from quality_desktop.services.toml_files import read_toml

RULES_NAME: Final = "next-steps.toml"
_CONDITION: Final = re.compile(r"(\w+) (=|!=|<|<=|>|>=) (\w+)")
_RELATIONS: Final[Mapping[str, Callable[[int, int], bool]]] = MappingProxyType(
    {
        "=": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)


class Part(StrEnum):
    """What the user does in the office; decides which steps stand first."""

    INSPECTOR = "inspector"
    SECRETARY = "secretary"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the window a step is done.

    Attributes:
        tab: Object name of the tab.
        view: Object name of the button that shows the view, or the name of the section.
        button: Words of the button that starts the work.
    """

    tab: str
    view: str = ""
    button: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A comparison; each side is the name of a count or a number."""

    left: str
    relation: str
    right: str

    def holds(self, counts: Counts) -> bool:
        """Whether it is true of a file."""
        return _RELATIONS[self.relation](_number(self.left, counts), _number(self.right, counts))

    @property
    def names(self) -> tuple[str, ...]:
        """Counts that it asks for."""
        return tuple(side for side in (self.left, self.right) if not side.isdigit())


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRule:
    """A step of the cycle.

    Attributes:
        key: Latin name, never changed.
        title: What to do, in the imperative.
        why: One sentence; may hold counts in braces: «{coordinated} из {directions}».
        when: All must hold.
        parts: Whose work it is; nobody's in particular when empty.
        place: Where it is done.
        help: Page of help, with an anchor perhaps: «matrix#как-назначить».
    """

    key: str
    title: str
    why: str
    when: tuple[Condition, ...]
    parts: frozenset[Part]
    place: Place
    help: str

    def is_due(self, counts: Counts) -> bool:
        """Whether the step is to be done in a file of this state."""
        return all(condition.holds(counts) for condition in self.when)


def read_rules(reference: Path) -> tuple[StepRule, ...]:
    """Rules in the order of the cycle.

    Args:
        reference: Folder of the catalogues.

    Raises:
        QualityError: The file cannot be read or an entry of it is wrong; the sentence names it.
    """
    entries = read_toml(reference / RULES_NAME).get("step", [])
    return tuple(_rule(entry) for entry in entries)


def _rule(entry: Mapping[str, Any]) -> StepRule:
    key = str(entry.get("key", "?"))
    try:
        return StepRule(
            key=key,
            title=entry["title"],
            why=entry["why"],
            when=tuple(_condition(text) for text in entry["when"]),
            parts=frozenset(Part(part) for part in entry.get("parts", [])),
            place=Place(**entry["place"]),
            help=entry["help"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise QualityError(
            f"Файл {RULES_NAME}: в шаге «{key}» ошибка: {error}. Установите программу заново."
        ) from error


def _condition(text: str) -> Condition:
    match = _CONDITION.fullmatch(text)
    if match is None:
        raise ValueError(f"условие «{text}» записано неверно")
    left, relation, right = match.groups()
    return Condition(left=left, relation=relation, right=right)


def _number(side: str, counts: Counts) -> int:
    return int(side) if side.isdigit() else counts[side]
