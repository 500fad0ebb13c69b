"""A row of the matrices of faults."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Door(StrEnum):
    """Where a fault is met."""

    FILE = "the file itself"
    WINDOW = "the window"
    COMMANDS = "the command line"
    RECEIVED = "packages and files received"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fault.

    Attributes:
        fault: What happens.
        outcome: What the program owes its user then.
        tests: The tests that make it happen; a class stands for all its tests.
        long: Those of them that only the long campaign runs.
        simulated: At which call the fault is imitated; empty for a real one.
        not_at_the_window: Why no test meets it at the window; empty when one does.
    """

    fault: str
    outcome: str
    tests: Sequence[str]
    long: Sequence[str] = field(default=())
    simulated: str = ""
    not_at_the_window: str = ""

    @property
    def doors(self) -> frozenset[Door]:
        """Where its tests meet it."""
        return frozenset(_door_of(test) for test in (*self.tests, *self.long))


def _door_of(test: str) -> Door:
    if test.startswith("tests/ui/"):
        return Door.WINDOW
    if test.startswith(("tests/cli/", "tests/faults/test_commands.py")):
        return Door.COMMANDS
    if test.startswith(("tests/exchange/", "tests/services/exchange/")):
        return Door.RECEIVED
    return Door.FILE
