"""Whatever offices do and in whatever order their files arrive: one truth, and nothing lost.

Every history is played on real files through the program's own storage; see ``offices``.
"""

import pytest

from tests.campaign import Count, Tally
from tests.storage.merging_laws.histories import Counts, drawn
from tests.storage.merging_laws.laws import LawBrokenError
from tests.storage.merging_laws.offices import District
from tests.storage.merging_laws.play import Play

SHORT = (3, 6)
LONG = (12, 36)
CAMPAIGN = 10_000


def play(district: District, seeds: range, length: tuple[int, int]) -> Counts:
    counts = Counts()
    for seed in seeds:
        history = drawn(seed, length=length, most_offices=District.MOST)
        try:
            Play(district, history, counts).run()
        except Exception as error:
            error.add_note(f"history {seed} of {length} steps")
            raise
    return counts


@pytest.mark.parametrize("first", range(0, 500, 250))
def test_the_laws_of_merging_hold_in_random_histories(district: District, first: int):
    counts = play(district, range(first, first + 250), SHORT)
    assert counts.histories == 250
    assert counts.merges > 1000
    assert counts.conflicts > 100


@pytest.mark.campaign
@pytest.mark.parametrize("part", range(8))
def test_the_laws_of_merging_hold_in_many_long_histories(
    district: District, tally: Tally, part: int
):
    size = CAMPAIGN // 8
    first = 1_000_000 + part * size
    violations: list[str] = []
    for seed in range(first, first + size):
        try:
            counts = play(district, range(seed, seed + 1), LONG)
        except LawBrokenError as error:
            violations.append(f"{seed}: {error}")
        else:
            tally.add(Count.MERGES, counts.merges)
        tally.add(Count.HISTORIES)
    tally.add(Count.VIOLATIONS, len(violations))
    assert not violations
