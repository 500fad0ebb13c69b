"""How long a proof is fresh."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.evidence import Evidence, Freshness, months_after
from quality_desktop.domain.records import new_id

days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2021, 3, 12), 12, date(2022, 3, 12)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2021, 8, 31), 1, date(2021, 9, 30)),
        (date(2021, 12, 5), 1, date(2022, 1, 5)),
        (date(2021, 11, 30), 3, date(2022, 2, 28)),
        (date(2021, 5, 5), 0, date(2021, 5, 5)),
    ],
)
def test_the_same_day_some_months_later(day, months, later):
    assert months_after(day, months) == later


@given(day=days, months=st.integers(1, 120))
def test_a_proof_is_fresh_up_to_the_last_day_and_stale_on_the_next(day, months):
    proof = Evidence(id=new_id(), progress=new_id(), dated=day)
    end = months_after(day, months)
    assert proof.freshness(today=end, months=months) is Freshness.FRESH
    assert proof.freshness(today=end + timedelta(1), months=months) is Freshness.STALE


@given(seen=st.lists(days | st.none(), min_size=3, max_size=3))
def test_the_latest_known_day_counts(seen):
    proof = Evidence(
        id=new_id(), progress=new_id(), dated=seen[0], published_on=seen[1], checked_on=seen[2]
    )
    known = [day for day in seen if day is not None]
    assert proof.seen_on == (max(known) if known else None)
    if not known:
        assert proof.freshness(today=date(2021, 1, 1), months=1) is Freshness.UNKNOWN
