"""Controlled dates as a table."""

from __future__ import annotations

from datetime import date
from typing import Final

from quality_desktop.domain.controlled_dates import ControlledDate, DateState, rest_note
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.services.deadlines.dates_view import STATE_WORDS, DatesView, days_left
from quality_desktop.ui.models.figure_table import FigureColumn
from quality_desktop.ui.plurals import counted

SHORT_DAYS: Final = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def columns(view: DatesView) -> tuple[FigureColumn[ControlledDate], ...]:
    """The columns; the title of a date is told whole in its tooltip."""

    def problem(item: ControlledDate) -> Problem | None:
        state = item.state(view.today)
        if state is DateState.OVERDUE:
            return Problem(text=left_words(item, view.today), severity=Severity.ERROR)
        if state is DateState.TODAY:
            return Problem(text="Срок сегодня.", severity=Severity.WARNING)
        note = "" if item.is_done else rest_note(item, view.calendar)
        return Problem(text=note, severity=Severity.WARNING) if note else None

    return (
        FigureColumn(
            key="due", title="Срок", width=200, problem=problem,
            text=lambda item: f"{item.due:%d.%m.%Y} {SHORT_DAYS[item.due.weekday()]}",
            worth=lambda item: item.due.toordinal(),
        ),
        FigureColumn(
            key="what", title="Что сделать", width=300, text=lambda item: item.what,
            tooltip=lambda item: item.what,
        ),
        FigureColumn(
            key="who", title="Кто", width=170, text=lambda item: item.who,
            tooltip=lambda item: item.who,
        ),
        FigureColumn(
            key="origin", title="Откуда", width=190, text=lambda item: item.origin,
            tooltip=lambda item: item.origin,
        ),
        FigureColumn(
            key="state", title="Состояние", width=200,
            text=lambda item: state_words(item, view.today),
            worth=lambda item: days_left(item, view.today) + (item.is_done and 1_000_000),
        ),
    )  # fmt: skip


def state_words(item: ControlledDate, today: date) -> str:
    """«выполнено 12.11.2026», «3 дня», «просрочено»."""
    state = item.state(today)
    if state is DateState.DONE:
        return "выполнено" + (f" {item.done_on:%d.%m.%Y}" if item.done_on else "")
    if state in (DateState.OVERDUE, DateState.TODAY):
        return STATE_WORDS[state]
    left = days_left(item, today)
    return "завтра" if left == 1 else f"через {counted(left, 'день', 'дня', 'дней')}"


def left_words(item: ControlledDate, today: date) -> str:
    """«Просрочено на 5 дней.», «Осталось 3 дня.», «Срок сегодня.»."""
    left = days_left(item, today)
    if left == 0:
        return "Срок сегодня."
    days = counted(abs(left), "день", "дня", "дней")
    return f"Просрочено на {days}." if left < 0 else f"До срока {days}."
