"""Which copies of a file are kept: about a year of them, the newest always."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.storage.backup_rotation import (
    APART,
    BackupCopy,
    Reason,
    copies_in,
    name_of,
    superfluous,
)

NOW = datetime(2026, 11, 22, 18, 0)


def copy(age: timedelta, reason: Reason = Reason.DAY) -> BackupCopy:
    moment = NOW - age
    return BackupCopy(path=Path(f"{moment:%Y%m%d%H%M%S}"), moment=moment, reason=reason, size=1)


def kept(copies: list[BackupCopy], now: datetime = NOW) -> list[BackupCopy]:
    leaving = superfluous(copies, now)
    return [one for one in copies if one not in leaving]


def test_a_copy_a_day_for_two_years_leaves_about_a_year_of_them():
    days = kept([copy(timedelta(days=day)) for day in range(730)])
    ages = [(NOW - one.moment).days for one in days]
    assert ages[:14] == list(range(14))
    assert 30 <= len(ages) <= 36
    assert 330 <= ages[-1] <= 400
    assert max(after - before for before, after in pairwise(ages)) <= 31


def test_a_working_day_keeps_what_steps_asked_for_and_thins_out_the_rest():
    day = [copy(timedelta(minutes=5 * n)) for n in range(12)]
    day += [copy(timedelta(minutes=5 * n + 2), Reason.MERGE) for n in range(12)]
    day.sort(key=lambda one: one.moment, reverse=True)
    left = kept(day)
    assert len([one for one in left if one.reason is Reason.MERGE]) == 12
    rest = [one.moment for one in left if one.reason is Reason.DAY]
    assert rest == [NOW, NOW - timedelta(minutes=25), NOW - timedelta(minutes=55)]


def test_copies_made_one_after_another_do_not_eat_each_other_up():
    left: list[BackupCopy] = []
    for made in range(24):
        now = NOW + made * timedelta(minutes=10)
        left = kept([copy(NOW - now, Reason.END), *left], now)
    assert [one.moment - NOW for one in reversed(left)] == [
        *(n * APART for n in range(8)),
        timedelta(minutes=230),
    ]


def test_a_copy_before_a_step_stands_two_days_from_the_step_that_took_it():
    taken = copy(timedelta(days=2, minutes=29), Reason.MERGE)
    end_of_day = copy(timedelta(days=2, minutes=10), Reason.END)
    assert kept([end_of_day, taken]) == [end_of_day, taken]
    later = NOW + timedelta(minutes=1)
    assert kept([end_of_day, taken], later) == [end_of_day]


ages = st.lists(st.integers(-2_000, 800 * 24 * 60), unique=True, max_size=60)


@given(minutes=ages, later=st.integers(0, 400 * 24 * 60))
def test_the_rule_is_steady_and_never_takes_the_newest(minutes: list[int], later: int):
    copies = [copy(timedelta(minutes=age)) for age in sorted(minutes)]
    once = kept(copies)
    assert once[:1] == copies[:1]
    assert kept(once) == once
    future = NOW + timedelta(minutes=later)
    assert kept(copies, future)[:1] == copies[:1]


@pytest.mark.parametrize(
    "name",
    ["чужой_2026-11-22_10-00-00_день.quality", "район_2026-13-22_10-00-00_день.quality", "район.x"],
)
def test_only_copies_of_this_file_are_counted(name: str, tmp_path: Path):
    path = tmp_path / "район.quality"
    known = tmp_path / name_of(path, NOW, Reason.MERGE)
    known.write_bytes(b"1")
    (tmp_path / name).write_bytes(b"2")
    assert [found.path for found in copies_in(tmp_path, path)] == [known]
    assert copies_in(tmp_path / "нет", path) == ()
