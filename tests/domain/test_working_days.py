"""Working days: the week, the yearly holidays, the days moved in a year."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.deadlines import Holiday, holiday_id
from quality_desktop.domain.working_days import WorkingDays


def moved(day: date, *, is_working: bool = False, title: str = "") -> Holiday:
    return Holiday(id=holiday_id(day), day=day, is_working=is_working, title=title)


CALENDAR = WorkingDays.of(
    {(6, 12): "День России", (11, 4): "День народного единства"},
    [
        moved(date(2025, 6, 13), title="перенесённый выходной"),
        moved(date(2025, 11, 1), is_working=True),
    ],
)


def test_a_saturday_is_off_and_a_worked_saturday_is_not():
    assert CALENDAR.rest_name(date(2025, 10, 25)) == "суббота"
    assert CALENDAR.is_working(date(2025, 11, 1))


def test_a_holiday_of_every_year_has_its_name():
    assert CALENDAR.rest_name(date(2031, 6, 12)) == "День России"


def test_a_moved_day_off_is_off_and_the_next_working_day_comes_after_the_weekend():
    assert CALENDAR.rest_name(date(2025, 6, 13)) == "перенесённый выходной"
    assert CALENDAR.next_working(date(2025, 6, 12)) == date(2025, 6, 16)
    assert CALENDAR.previous_working(date(2025, 6, 15)) == date(2025, 6, 11)


def test_a_year_without_moved_days_is_not_known():
    assert CALENDAR.knows(2025)
    assert not CALENDAR.knows(2027)


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_the_next_working_day_is_the_first_one_that_works(day):
    found = CALENDAR.next_working(day)
    assert CALENDAR.is_working(found)
    between = (day + timedelta(days=n) for n in range((found - day).days))
    assert not any(CALENDAR.is_working(each) for each in between)


def test_a_calendar_of_nothing_but_rest_gives_the_day_back():
    endless = WorkingDays.of({}, [moved(date(2025, 1, 1) + timedelta(days=n)) for n in range(60)])
    assert endless.next_working(date(2025, 1, 1)) == date(2025, 1, 1)
