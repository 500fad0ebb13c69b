"""What the long campaigns counted: every test of one adds its numbers, one command prints them.

``installer/run.sh faults`` runs the tests marked ``campaign`` and then ``python -m tests.campaign FILE``.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

VARIABLE = "QUALITY_DESKTOP_CAMPAIGN"
"""Environment variable that names the file of the numbers; without it they are only checked."""


class Count(Enum):
    """What is counted, in the order of printing. ``bad``: anything but zero fails the campaign."""

    IMAGES = "images of a disk after a loss of power"
    KILLS = "programs killed at a random moment"
    WRITES = "programs killed at the k-th write or flush"
    STATES = "states of the files after each single call of a step (every k-th write)"
    INJECTED = "errors of the disk injected"
    NOT_OPENED = "files that do not open (bad)"
    HALF = "half merges, imports, migrations (bad)"
    LOST = "acknowledged changes lost (bad)"
    FLIPS = "flips and cuts of a package made"
    FLIPS_FOUND = "flips and cuts of a package found"
    FILE_FLIPS = "flips of a closed file made"
    FILE_FLIPS_FOUND = "flips of a closed file found by opening or by the check"
    FILE_FLIPS_HARMLESS = "flips of a closed file that change no record and no history"
    FILE_FLIPS_UNSEEN = (
        "flips of a closed file unseen, in who, when and after what of the history alone"
    )
    RESCUED = "spoilt files rescued into a new file"
    OLD_FILE_OPENED = "ms to open a file with a million changes (limit 3000)"
    OLD_FILE_MERGED = "ms to merge 20000 changes into it, the whole log received (limit 10000)"
    OLD_FILE_MEMORY = "MB of memory for both (limit 400)"
    HISTORIES = "random histories of several offices"
    MERGES = "merges in them"
    VIOLATIONS = "violations of the laws of merging (bad)"
    MUTANTS = "seeded bugs"
    MUTANTS_KILLED = "seeded bugs caught"


class Tally:
    """The numbers of one test."""

    def __init__(self) -> None:
        self.numbers: Counter[Count] = Counter()

    def add(self, what: Count, number: int = 1) -> None:
        """Count something; zero says that it was looked for and did not happen."""
        self.numbers[what] += number


@pytest.fixture
def tally() -> Iterator[Tally]:
    """Numbers of this test; written where the environment says, also when the test fails."""
    counted = Tally()
    yield counted
    target = os.environ.get(VARIABLE)
    if target and counted.numbers:
        line = json.dumps({what.name: number for what, number in counted.numbers.items()})
        with Path(target).open("a", encoding="utf-8") as stream:  # one short line: written at once
            stream.write(line + "\n")


def report(file: Path) -> tuple[list[str], bool]:
    """Lines to print, and whether nothing bad was counted.

    Args:
        file: What the tests wrote.
    """
    totals: Counter[Count] = Counter()
    for line in file.read_text(encoding="utf-8").splitlines():
        for name, number in json.loads(line).items():
            totals[Count[name]] += number
    bad = any(number and what.value.endswith("(bad)") for what, number in totals.items())
    missed = any(
        totals[found] != totals[made]
        for made, found in ((Count.FLIPS, Count.FLIPS_FOUND), (Count.MUTANTS, Count.MUTANTS_KILLED))
    )
    lines = [f"{totals[what]:>8}  {what.value}" for what in Count if what in totals]
    return lines, bool(lines) and not bad and not missed


def main(arguments: list[str]) -> int:
    """Print the numbers; 1 when something bad was counted, or nothing at all."""
    lines, is_good = report(Path(arguments[0]))
    sys.stdout.write("\n".join([*lines, ""]))
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
