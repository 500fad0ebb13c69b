"""What the whole window looks at."""

from __future__ import annotations

from datetime import date

import pytest

from quality_desktop.domain.directions import direction_id, edition_id
from quality_desktop.ui.scope import Scope, school_year_of, short_year, shown_year

OLD, NEW = edition_id("2020"), edition_id("2023")


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2025, 8, 31), 2024), (date(2025, 9, 1), 2025), (date(2026, 1, 10), 2025)],
)
def test_a_school_year_starts_on_the_first_of_september(day: date, year: int):
    assert school_year_of(day) == year


@pytest.mark.parametrize(
    ("year", "text"), [(2025, "2025/26"), (1999, "1999/00"), (2008, "2008/09")]
)
def test_a_school_year_is_shown_with_both_its_years(year: int, text: str):
    assert short_year(year) == text
    assert shown_year(year) == f"{text} уч. год"


def test_a_change_is_told_once_and_nothing_is_told_without_a_change(qtbot):
    scope = Scope(2025)
    told: list[int] = []
    scope.changed.connect(lambda: told.append(scope.year))
    scope.choose_year(2025)
    scope.choose_year(2024)
    assert told == [2024]


def test_another_edition_forgets_the_direction_of_the_old_one(qtbot):
    scope = Scope(2025)
    scope.choose_edition(OLD)
    scope.choose_direction(direction_id("2020", "1.2"))
    scope.choose_edition(NEW)
    assert scope.edition == NEW
    assert scope.direction is None
