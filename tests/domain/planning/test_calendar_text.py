"""Written dates understood as days: every way that clerks write them, and laws of the answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.planning.calendar_text import understand
from quality_desktop.domain.planning.calendar_words import Sort, folded, tokens
from quality_desktop.domain.planning.rhythms import Rhythm
from quality_desktop.domain.planning.spans import PlanYear, Span, month_end

PLAN = PlanYear(2018)
SCHOOL = PlanYear(2021, is_school=True)


def said(text: str, plan: PlanYear = PLAN) -> str:
    found = understand(text, plan)
    assert (found.unclear, found.backwards) == ((), ())
    return found.printed


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("Май Август", "май 2018 г., август 2018 г."),
        ("Февраль – август", "февраль – август 2018 г."),
        ("19 февраля", "19 февраля 2018 г."),
        (
            "Январь – апрель, сентябрь – ноябрь",
            "январь – апрель 2018 г., сентябрь – ноябрь 2018 г.",
        ),
        (
            "Январь- март  Сентябрь - ноябрь",
            "январь – март 2018 г., сентябрь – ноябрь 2018 г.",
        ),
        (
            "Январь –\nапрель\nСентябрь – ноябрь",
            "январь – апрель 2018 г., сентябрь – ноябрь 2018 г.",
        ),
        ("Март-октябрь 2017 г.", "март – октябрь 2017 г."),
        ("Март-октябрь\n2017 г.", "март – октябрь 2017 г."),
        ("Октябрь-декабрь", "октябрь – декабрь 2018 г."),
        ("ОКТЯБРЬ—ДЕКАБРЬ", "октябрь – декабрь 2018 г."),
        ("Март Август Октябрь", "март 2018 г., август 2018 г., октябрь 2018 г."),
        ("до 25.11.2020", "до 25 ноября 2020 г."),
        ("до 25.11.20", "до 25 ноября 2020 г."),
        ("до 5.6", ""),
        ("не позднее 31 мая", "до 31 мая 2018 г."),
        ("к 1 сентября 2018 года", "до 1 сентября 2018 г."),
        ("до мая", "до 30 апреля 2018 г."),
        ("не позднее мая", "до 31 мая 2018 г."),
        ("до конца мая", "до 31 мая 2018 г."),
        ("до конца года", "до 31 декабря 2018 г."),
        ("в течение года", "весь 2018 г."),
        ("В течении 2021 года", "весь 2021 г."),
        ("в течение марта", "март 2018 г."),
        ("в мае", "май 2018 г."),
        ("постоянно", "весь 2018 г."),
        ("II квартал", "апрель – июнь 2018 г."),
        ("2 кв. 2019 г.", "апрель – июнь 2019 г."),
        ("III-IV квартал", "июль – декабрь 2018 г."),
        ("I, III кварталы", "январь – март 2018 г., июль – сентябрь 2018 г."),
        ("1 полугодие", "январь – июнь 2018 г."),
        ("второе полугодие", "июль – декабрь 2018 г."),
        ("август 2021 – май 2022", "август 2021 г. – май 2022 г."),
        ("август – май 2022", "август 2021 г. – май 2022 г."),
        ("август 2021 – май", "август 2021 г. – май 2022 г."),
        ("2021-2022 учебный год", "сентябрь 2021 г. – август 2022 г."),
        ("2021/22 уч. г.", "сентябрь 2021 г. – август 2022 г."),
        ("сентябрь 2021/2022 уч. года", "сентябрь 2021 г."),
        ("2018-2020 гг.", "январь 2018 г. – декабрь 2020 г."),
        ("19февраля2018г.", "19 февраля 2018 г."),
        ("с 1 по 15 марта", "1–15 марта 2018 г."),
        ("1-15 марта 2018", "1–15 марта 2018 г."),
        ("5, 12 и 19 марта", "5 марта 2018 г., 12 марта 2018 г., 19 марта 2018 г."),
        ("28 февраля - 5 марта", "28 февраля – 5 марта 2018 г."),
        ("25.11 - 05.12.2020", "25 ноября – 5 декабря 2020 г."),
        ("с 25 декабря 2018 по 10 января 2019", "25 декабря 2018 г. – 10 января 2019 г."),
        ("с марта", "март – декабрь 2018 г."),
        ("3 декада февраля", "21–28 февраля 2018 г."),
        ("первая половина мая", "1–15 мая 2018 г."),
        ("осень", "сентябрь – ноябрь 2018 г."),
        ("2021 год: май, август", "май 2021 г., август 2021 г."),
        ("май, август 2017 г.", "май 2017 г., август 2017 г."),
        ("декабрь, январь 2019 г.", "декабрь 2018 г., январь 2019 г."),
        ("Мaй", "май 2018 г."),
        ("05.2018", "май 2018 г."),
        ("5/2018", "май 2018 г."),
        ("05.2018 – 08.2018", "май – август 2018 г."),
        ("15 05.2019", "15 мая 2019 г."),
        ("не ранее 15 мая", "15 мая – 31 декабря 2018 г."),
        ("не раньше, чем 15 мая", "15 мая – 31 декабря 2018 г."),
        ("не ранее 15 мая, не позднее 20 июня", "15 мая – 20 июня 2018 г."),
        ("с 15 мая и до 20 июня", "15 мая – 20 июня 2018 г."),
        ("после 1 сентября", "2 сентября – 31 декабря 2018 г."),
        ("после мая", "июнь – декабрь 2018 г."),
        ("с 15 по 20 мая, июнь", "15–20 мая 2018 г., июнь 2018 г."),
        ("15.0920.10", "15 сентября 2018 г., 20 октября 2018 г."),
        ("05.0910.0915.09", "5 сентября 2018 г., 10 сентября 2018 г., 15 сентября 2018 г."),
        ("15.09.201820.10.2018", "15 сентября 2018 г., 20 октября 2018 г."),
        ("15.09.2510.10.25", "15 сентября 2025 г., 10 октября 2025 г."),
        ("15.09.251.10.2505.11.26", "15 сентября 2025 г., 1 октября 2025 г., 5 ноября 2026 г."),
        ("до 15.09.25до 10.10.25", "до 15 сентября 2025 г., до 10 октября 2025 г."),
        ("15.09.2510.10.2025", "15 сентября 2025 г., 10 октября 2025 г."),
        ("15.09.2010.10.25", ""),  # the year 2010 or 2020
        ("до 15.09до 20.09", "до 15 сентября 2018 г., до 20 сентября 2018 г."),
        ("", ""),
    ],
)
def test_a_written_date_is_understood(written, meaning):
    found = understand(written, PLAN)
    assert found.backwards == ()
    if meaning or not written:
        assert (found.printed, found.unclear) == (meaning, ())
    else:
        assert found.unclear


@pytest.mark.parametrize("written", ["15.09.25", "15.09.2025", "15.09"])
@pytest.mark.parametrize("times", [2, 7, 8, 9, 17, 3000])
def test_however_many_dates_are_glued_each_is_read(written, times):
    """Three thousand of them are read in a moment: none is looked at for every other one."""
    found = tokens(folded(written * times))
    assert [(one.sort, one.numbers[:2]) for one in found] == [(Sort.DAY, (15, 9))] * times


@pytest.mark.parametrize(
    ("written", "rhythm", "ends"),
    [
        ("ежемесячно", Rhythm.MONTHLY, 12),
        ("каждый месяц", Rhythm.MONTHLY, 12),
        ("ежеквартально", Rhythm.QUARTERLY, 4),
        ("не реже 1 раза в квартал", Rhythm.QUARTERLY, 4),
        ("2 раза в год", Rhythm.HALF_YEARLY, 2),
        ("ежегодно, до 1 июня", Rhythm.YEARLY, 1),
        ("ежемесячно с марта по май", Rhythm.MONTHLY, 3),
        ("до 25 числа каждого месяца", Rhythm.MONTHLY, 12),
        ("еженедельно", Rhythm.WEEKLY, 1),
        ("по отдельному графику", Rhythm.SCHEDULE, 0),
        ("по графику Рособрнадзора", Rhythm.SCHEDULE, 0),
        ("по мере поступления заявок", Rhythm.SCHEDULE, 0),
    ],
)
def test_a_rhythm_is_understood(written, rhythm, ends):
    found = understand(written, PLAN)
    assert (found.rhythm, len(found.spans), found.unclear) == (rhythm, ends, ())


def test_every_month_is_done_by_its_own_day():
    found = understand("ежемесячно до 31 числа", PLAN)
    assert [span.last for span in found.spans] == [month_end(2018, m) for m in range(1, 13)]
    assert found.shown == "ежемесячно, до 31 числа"


def test_months_of_a_school_year_without_a_year_go_into_its_second_half():
    assert said("сентябрь – май", SCHOOL) == "сентябрь 2021 г. – май 2022 г."
    assert said("январь", SCHOOL) == "январь 2022 г."
    assert said("в течение учебного года", SCHOOL) == "сентябрь 2021 г. – август 2022 г."
    assert said("1 полугодие", SCHOOL) == "сентябрь – декабрь 2021 г."
    assert said("II полугодие", SCHOOL) == "январь – май 2022 г."


def test_a_work_of_a_school_year_may_begin_in_the_august_before_it():
    assert said("август – май", SCHOOL) == "август 2021 г. – май 2022 г."
    assert said("15 августа – 20 октября", SCHOOL) == "15 августа – 20 октября 2021 г."
    assert said("июль – август", SCHOOL) == "июль – август 2022 г."
    assert understand("15 августа – 10 августа", SCHOOL).spans == ()


def test_a_span_over_the_new_year_without_years_is_told():
    found = understand("ноябрь – март", PLAN)
    assert (found.printed, found.backwards) == (
        "ноябрь 2018 г. – март 2019 г.",
        ("ноябрь – март",),
    )


@pytest.mark.parametrize("written", ["25.11.2020-20.11.2020", "20–10 марта"])
def test_an_end_before_its_start_has_no_days(written):
    found = understand(written, PLAN)
    assert (found.spans, found.backwards) == ((), (written,))


@pytest.mark.parametrize(
    ("written", "unclear"),
    [
        ("31 февраля", ("31 февраля",)),
        ("Август (на конференции)", ("конференции",)),
        ("скоро, май", ("скоро",)),
        ("5 квартал", ("5 квартал",)),
        ("13", ("13",)),
        ("29 февраля", ("29 февраля",)),
        ("25.11.0020 г.", ("25.11.0020",)),
    ],
)
def test_what_was_not_understood_is_told_as_written(written, unclear):
    assert understand(written, PLAN).unclear == unclear


MONTH_NAMES = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
PIECES = st.sampled_from(
    [*MONTH_NAMES, "19 февраля", "–", "-", ",", " и ", "\n", ";", "2017 г.", "2018", "до", "с", "по",
     "25.11.2020", "II квартал", "ежемесячно", "31", "12", "учебный год", "2021-2022", "конца", "ъ"]
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=9).map(" ".join) | st.text(max_size=40),
    st.sampled_from([PLAN, SCHOOL]),
)
def test_spans_are_in_order_and_any_text_is_answered(text, plan):
    found = understand(text, plan)
    assert list(found.spans) == sorted(set(found.spans))
    assert all(span.first <= span.last for span in found.spans)
    assert all(piece in text for piece in (*found.unclear, *found.backwards))
    assert found.shown is not None


@given(st.lists(PIECES, max_size=7).map(" ".join), st.sampled_from([PLAN, SCHOOL]))
def test_printed_days_are_understood_as_the_same_days(text, plan):
    spans = understand(text, plan).spans
    again = understand(", ".join(span.printed for span in spans), plan)
    assert (again.spans, again.unclear, again.backwards) == (spans, (), ())


DAYS = st.dates(date(2000, 1, 1), date(2080, 12, 31))


@given(DAYS, st.integers(0, 900), st.booleans())
def test_any_span_survives_printing(first, length, is_until):
    last = first + timedelta(days=length)
    span = Span(last, last, is_until=True) if is_until else Span(first, last)
    again = understand(span.printed, PLAN)
    assert (again.spans, again.unclear) == ((span,), ())


@given(st.integers(1, 12), st.integers(1, 12), st.integers(2000, 2080))
def test_months_are_whole(start, end, year):
    first, last = sorted((start, end))
    (span,) = understand(
        f"{MONTH_NAMES[first - 1]} – {MONTH_NAMES[last - 1]}", PlanYear(year)
    ).spans
    assert span == Span(date(year, first, 1), month_end(year, last))


@given(st.text(alphabet=" \u00a0\t", max_size=3), st.sampled_from("-–—\u2011\u2212"), st.booleans())
def test_spaces_dashes_and_cases_change_nothing(space, dash, is_upper):
    written = f"{space}март{space}{dash}{space}октябрь{space}2017{space}г.{space}"
    found = understand(written.upper() if is_upper else written, PLAN)
    assert found.printed == "март – октябрь 2017 г."
