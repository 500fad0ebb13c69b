"""Written dates of another year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.planning.next_year import moved, moved_title


@pytest.mark.parametrize(
    ("written", "later"),
    [
        ("Март-октябрь 2017 г.", "Март-октябрь 2018 г."),
        ("25.11.2020", "25.11.2021"),
        ("01.03.21 – 5.04.21", "01.03.22 – 5.04.22"),
        ("29.02.2020", "28.02.2021"),
        ("29 февраля 2020 г.", "28 февраля 2021 г."),
        ("2021-2022 учебный год", "2022-2023 учебный год"),
        ("2021/22 уч. год", "2022/23 уч. год"),
        ("Май Август", "Май Август"),
        ("19 февраля", "19 февраля"),
        ("31.02.2020", "31.02.2020"),
        ("05.2018", "05.2019"),
        ("03.2018 – 5/2018", "03.2019 – 5/2019"),
        ("приказ № 5/2018", "приказ № 5/2018"),
    ],
)
def test_years_that_are_written_move(written, later):
    assert moved(written, 1) == later


@given(st.integers(2000, 2060), st.integers(1, 28), st.integers(1, 12), st.integers(-9, 9))
def test_moving_there_and_back_is_nothing(year, day, month, years):
    written = f"до {day:02}.{month:02}.{year}, май {year} г."
    assert moved(moved(written, years), -years) == written


def test_a_title_moves_its_own_year_only():
    title = "Дорожная карта на 2018 год (приказ от 29.03.2017 № 01/2018)"
    assert (
        moved_title(title, 2018, 1) == "Дорожная карта на 2019 год (приказ от 29.03.2017 № 01/2018)"
    )
    assert moved_title("План на 2021-2022 учебный год", 2021, 1) == "План на 2022-2023 учебный год"
