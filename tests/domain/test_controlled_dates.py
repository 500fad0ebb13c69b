"""Controlled dates: how they stand on a day, what a note changes, in which order they come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.controlled_dates import (
    ControlledDate,
    DateState,
    end_of_week,
    in_month,
    in_order,
    rest_note,
)
from quality_desktop.domain.deadlines import DeadlineMark, deadline_mark_id
from quality_desktop.domain.working_days import WorkingDays

WEDNESDAY = date(2026, 11, 18)


def item(due: date, what: str = "сдать отчёт", **changes) -> ControlledDate:
    return ControlledDate(source=f"paper:{what}:due", what=what, due=due, **changes)


def noted(**changes) -> DeadlineMark:
    return DeadlineMark(id=deadline_mark_id("x"), source="x", **changes)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-1, DateState.OVERDUE),
        (0, DateState.TODAY),
        (1, DateState.THIS_WEEK),
        (4, DateState.THIS_WEEK),  # Sunday
        (5, DateState.LATER),
    ],
)
def test_a_date_stands_by_its_week(days, state):
    assert item(WEDNESDAY + timedelta(days=days)).state(WEDNESDAY) is state


def test_what_is_done_is_never_overdue():
    assert item(date(2020, 1, 1), is_done=True).state(WEDNESDAY) is DateState.DONE


def test_a_date_put_off_remembers_its_own_day():
    later = item(WEDNESDAY).marked(
        noted(postponed_to=date(2026, 12, 1), note="по письму"), "Иванова А.А."
    )
    assert (later.due, later.moved_from) == (date(2026, 12, 1), WEDNESDAY)
    assert (later.note, later.who) == ("по письму", "Иванова А.А.")


def test_a_date_set_anew_by_its_source_beats_an_earlier_postponement():
    mark = noted(postponed_to=date(2026, 12, 1), postponed_from=WEDNESDAY)
    assert item(WEDNESDAY).marked(mark, "").due == date(2026, 12, 1)
    changed = item(date(2027, 9, 15)).marked(mark, "")
    assert (changed.due, changed.moved_from) == (date(2027, 9, 15), None)


def test_a_note_without_a_person_keeps_who_the_paper_names():
    assert item(WEDNESDAY, who="школы").marked(noted(note="звонили"), "").who == "школы"


def test_a_done_mark_counts_and_no_mark_takes_nothing_away():
    done = item(WEDNESDAY).marked(noted(done_on=WEDNESDAY), "")
    assert done.is_done
    assert (
        item(WEDNESDAY, is_done=True, done_on=WEDNESDAY).marked(noted(note="проверено"), "").is_done
    )


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_every_day_of_a_week_ends_with_the_same_sunday(day):
    sunday = end_of_week(day)
    assert sunday.weekday() == 6
    assert 0 <= (sunday - day).days < 7


@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=30))
def test_a_year_of_months_holds_every_date_once(days):
    items = [item(day, f"дело {place}") for place, day in enumerate(days)]
    months = [in_month(items, 2026, month) for month in range(1, 13)]
    assert sorted(i.source for m in months for those in m.values() for i in those) == sorted(
        i.source for i in items
    )
    assert [i.due for i in in_order(items)] == sorted(days)


def test_a_day_off_is_told_with_the_working_days_beside_it():
    assert rest_note(item(date(2026, 11, 21)), WorkingDays()) == (
        "21.11.2026 – нерабочий день (суббота); рабочие дни рядом: 20.11.2026 и 23.11.2026."
    )
    assert rest_note(item(WEDNESDAY), WorkingDays()) == ""
