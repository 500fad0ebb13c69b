"""The other five hundred of the thousand histories of every run.

In a file of their own, because a whole file goes to one process of a run with several.
"""

import pytest

from tests.storage.merging_laws.offices import District
from tests.storage.merging_laws.test_laws import SHORT, play


@pytest.mark.parametrize("first", range(500, 1000, 250))
def test_the_laws_of_merging_hold_in_further_histories(district: District, first: int):
    counts = play(district, range(first, first + 250), SHORT)
    assert counts.histories == 250
    assert counts.merges > 1000
    assert counts.conflicts > 100
