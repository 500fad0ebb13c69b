"""Who did what: words that no receiver would take are not written."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quality_desktop.domain.errors import QualityError
from quality_desktop.storage.deciding import Decision
from quality_desktop.storage.log_files import LONGEST_NOTE
from quality_desktop.storage.signing import local_moment
from tests.storage.copies import PERSON, Pair, save, take


def test_a_reason_too_long_to_be_sent_is_asked_for_again_and_not_cut(pair: Pair):
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22"))
    save(theirs, "Их", replace(PERSON, phone="3-33"))
    take(ours, theirs)
    decision = Decision(kind="person", key=PERSON.id, field="phone", value="2-22")
    with pytest.raises(QualityError, match="Причина решения длиннее"):
        ours.decide([decision], "х" * LONGEST_NOTE)
    assert ours.disputes()
    ours.decide([decision], "х" * (LONGEST_NOTE - 100))
    assert not ours.disputes()


@pytest.mark.parametrize("wall_ms", [0, 1, 3_600_000, 1_795_000_000_123])
def test_a_moment_is_told_in_local_time_from_the_first_day_that_computers_know(wall_ms: int):
    moment = local_moment(wall_ms)
    assert moment.utcoffset() is not None
    assert abs(moment.timestamp() * 1000 - wall_ms) < 1
    assert moment.astimezone(UTC) == datetime.fromtimestamp(wall_ms / 1000, UTC)
