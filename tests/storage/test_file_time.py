"""«As it was on …» goes by the order in which a file heard of things, whatever clocks say."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.directory import Person
from quality_desktop.storage.file_time import _growing
from quality_desktop.storage.store import Store
from tests.storage.copies import PERSON, OpenCopy, save, take

YEAR = 366 * 24 * 3600 * 1000
NOW = 2_000 * YEAR
RIGHT = st.lists(st.integers(NOW - YEAR, NOW), min_size=3).map(sorted)


@given(RIGHT)
def test_times_that_grow_are_believed(told: list[int]):
    assert _growing(told, NOW) == told


@given(RIGHT, st.integers(2, 100), st.one_of(st.integers(0, NOW - 2 * YEAR), st.just(9 * NOW)))
def test_one_wrong_clock_moves_nothing_but_its_own_transaction(
    told: list[int], place: int, wrong: int
):
    place = min(place, len(told))
    times = _growing([*told[:place], wrong, *told[place:]], NOW)
    assert [*times[:place], *times[place + 1 :]] == told
    assert times[place] == (told[place] if place < len(told) else min(max(wrong, told[-1]), NOW))


@given(st.lists(st.integers(0, 2 * NOW)))
def test_whatever_clocks_say_all_of_it_is_there_now(told: list[int]):
    times = _growing(told, NOW)
    assert len(times) == len(told)
    assert times == sorted(times)
    assert not times or times[-1] <= NOW + 10 * 60 * 1000


def test_a_clock_that_was_ahead_for_a_while_is_known_by_the_work_after_it():
    ahead = [NOW + 9 * YEAR + number for number in range(50)]
    assert _growing([NOW - 9, NOW - 8, *ahead, NOW - 5], NOW) == [NOW - 9, NOW - 8] + [NOW - 5] * 51


def test_a_clock_whose_battery_was_empty_does_not_date_what_was_before_it():
    right = [NOW - 9, NOW - 8, NOW - 7]
    assert _growing([*right, 5, 6, NOW - 4], NOW) == right + [NOW - 4] * 3


@pytest.fixture
def shifted(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Sets the clock of the computer wrong by so much."""
    real = time.time_ns

    def shift(wrong: timedelta) -> None:
        monkeypatch.setattr(
            time, "time_ns", lambda: real() + wrong // timedelta(microseconds=1) * 1000
        )

    return shift


def soon() -> datetime:
    return datetime.now().astimezone() + timedelta(minutes=1)


def next_moment() -> datetime:
    """A moment between what is done before and what is done after."""
    reached = time.time_ns() // 1_000_000 + 1
    while time.time_ns() // 1_000_000 <= reached:
        pass
    return datetime.fromtimestamp(reached / 1000).astimezone()


def phones(store: Store, moment: datetime) -> list[str]:
    return [person.phone for person in store.as_of(Person, moment)]


def test_a_colleague_whose_clock_is_years_ahead_hides_nothing_of_today(
    open_copy: OpenCopy, shifted: Callable[[timedelta], None]
):
    ours, theirs = open_copy("Иванова"), open_copy("Петрова")
    shifted(timedelta(days=9 * 365))
    save(theirs, "Из будущего", replace(PERSON, phone="2-22"))
    shifted(timedelta())
    before = next_moment()
    take(ours, theirs)
    came = next_moment()
    save(ours, "Сегодня", replace(PERSON, phone="3-33"))
    assert [phones(ours, at) for at in (before, came, soon())] == [["1-11"], ["2-22"], ["3-33"]]
    then = [one for one in ours.state_at(came).records if isinstance(one, Person)]
    assert [person.phone for person in then] == ["2-22"]
    newest, arrived, first = ours.moments(Person)
    assert [m.intent for m in (newest, arrived, first)] == ["Сегодня", "Из будущего", "Ввод"]
    assert first.at <= before < arrived.at <= came < newest.at <= soon()
    assert phones(ours, arrived.at) == ["2-22"]
    assert ours.moments_of(Person) == ours.moments(Person)
    assert ours.versions(Person, PERSON.id)[0].at <= soon()


def test_what_a_colleague_did_earlier_counts_from_its_arrival(open_copy: OpenCopy):
    ours, theirs = open_copy("Иванова"), open_copy("Петрова")
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    before = next_moment()
    assert phones(theirs, before) == ["2-22"]
    take(ours, theirs)
    assert phones(ours, before) == ["1-11"]


@pytest.mark.parametrize("wrong", [timedelta(days=9 * 365), timedelta(days=-9 * 365)])
def test_an_own_clock_that_was_wrong_once_does_no_harm(
    open_copy: OpenCopy, shifted: Callable[[timedelta], None], wrong: timedelta
):
    ours = open_copy("Иванова")
    save(ours, "До", replace(PERSON, phone="2-22"))
    before = next_moment()
    shifted(wrong)
    save(ours, "Не те часы", replace(PERSON, phone="3-33"))
    shifted(timedelta())
    assert phones(ours, soon()) == ["3-33"]
    save(ours, "После", replace(PERSON, phone="4-44"))
    assert (phones(ours, before), phones(ours, soon())) == (["2-22"], ["4-44"])
