"""Columns that share the room of their table."""

from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.ui.widgets.shared_widths import shared_room

columns = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.2, 0.4]), st.integers(0, 200), st.integers(0, 80)),
    min_size=1,
    max_size=7,
)


def test_the_room_is_shared_when_nobody_is_too_narrow():
    assert shared_room(100, (0, 0.5, 0.5), (9, 10, 10), (20, 0, 0)) == (20, 50, 50)


def test_a_narrow_column_takes_from_the_wide_ones():
    assert shared_room(100, (0.8, 0.2), (10, 40), (0, 0)) == (60, 40)


@given(st.integers(0, 2000), columns)
def test_no_column_is_narrower_than_it_may_be_and_fixed_ones_stay(room, table):
    shares, least, fixed = zip(*table, strict=True)
    widths = shared_room(room, shares, least, fixed)
    for share, low, width, kept in zip(shares, least, widths, fixed, strict=True):
        assert width >= low if share else width == kept
    sharing = [n for n, share in enumerate(shares) if share]
    if sum(least[n] for n in sharing) <= room:
        assert sum(widths[n] for n in sharing) <= room
