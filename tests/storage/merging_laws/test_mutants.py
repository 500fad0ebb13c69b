"""The laws are worth something: they notice bugs that were put into the merge on purpose."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.campaign import Count, Tally
from tests.storage.merging_laws.histories import Counts, drawn
from tests.storage.merging_laws.mutants import MUTANTS, Mutant
from tests.storage.merging_laws.offices import District
from tests.storage.merging_laws.play import Play

LENGTH = (10, 24)
PATIENCE = 600
"""Histories in which a bug must be noticed."""
QUICK = (
    "the last writer wins, whatever he had seen",
    "a deletion wins over edits that it did not see",
    "parents are lost on the way",
    "the short way is taken where people disagree",
)
"""Bugs that the first histories show already."""


def names(mutants: Sequence[Mutant]) -> list[str]:
    return [mutant.name for mutant in mutants]


def is_noticed(folder: Path, mutant: Mutant) -> bool:
    """Whether a history breaks a law, or the program notices the bug itself."""
    with mutant.at_large():
        district = District(folder)
        try:
            for seed in range(PATIENCE):
                history = drawn(seed, length=LENGTH, most_offices=District.MOST)
                Play(district, history, Counts()).run()
        except mutant.breaks:
            return True
        finally:
            district.close()
    return False


def test_there_are_bugs_of_many_sorts():
    assert len(MUTANTS) >= 30
    assert len(set(names(MUTANTS))) == len(MUTANTS)


@pytest.mark.parametrize("name", QUICK)
def test_a_bug_in_the_merge_is_noticed(tmp_path: Path, name: str):
    (mutant,) = (mutant for mutant in MUTANTS if mutant.name == name)
    assert is_noticed(tmp_path, mutant)


@pytest.mark.campaign
@pytest.mark.parametrize("mutant", MUTANTS, ids=names(MUTANTS))
def test_every_bug_in_the_merge_is_noticed(tmp_path: Path, tally: Tally, mutant: Mutant):
    tally.add(Count.MUTANTS)
    is_killed = is_noticed(tmp_path, mutant)
    tally.add(Count.MUTANTS_KILLED, int(is_killed))
    assert is_killed, mutant.name


def test_every_bug_still_has_its_place():
    for mutant in MUTANTS:
        with mutant.at_large():
            pass
