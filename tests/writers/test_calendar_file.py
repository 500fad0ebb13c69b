"""Calendar files: every entry comes back whole, whatever its text holds."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from quality_desktop.writers.calendar_file import CalendarDay, calendar_file

MADE = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
texts = (
    st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")),
        min_size=1,
        max_size=120,
    )
    .map(str.strip)
    .filter(bool)
)


def entry(
    title: str = "Сдать отчёт", text: str = "", remind_days: int | None = None
) -> CalendarDay:
    return CalendarDay(
        uid="paper:1:due", title=title, text=text, day=date(2026, 12, 31), remind_days=remind_days
    )


def read(content: bytes):
    return Calendar.from_ical(content)


@settings(max_examples=25)
@given(texts, texts)
def test_a_title_and_a_text_come_back_as_they_were(title, text):
    [event] = read(calendar_file([entry(title, text)], name="Сроки", made=MADE)).walk("VEVENT")
    assert (str(event["summary"]), str(event["description"])) == (title, text)


def test_a_day_is_whole_and_ends_with_the_next_one():
    [event] = read(calendar_file([entry()], name="Сроки", made=MADE)).walk("VEVENT")
    assert event["dtstart"].dt == date(2026, 12, 31)
    assert event["dtend"].dt == date(2027, 1, 1)


def test_no_line_is_longer_than_the_standard_allows():
    content = calendar_file([entry("О" * 300)], name="Сроки", made=MADE)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_reminder_comes_so_many_days_before():
    [alarm] = read(calendar_file([entry(remind_days=3)], name="x", made=MADE)).walk("VALARM")
    assert alarm["trigger"].dt.days == -3
