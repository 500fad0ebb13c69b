"""The register of papers as a table."""

from __future__ import annotations

from datetime import date

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.services.register.entries import Entry, Way
from quality_desktop.ui.models.figure_table import FigureColumn

KINDS = {
    "all": "Все документы",
    "outgoing": "Документы управления",
    "incoming": "Входящие",
    "awaited": "Ждут ответа",
    "late": "Ответ просрочен",
    "draft": "Проекты",
}


def fits(entry: Entry, kind: str) -> bool:
    """Whether a line is of a kind of ``KINDS``."""
    if kind in (Way.OUTGOING.value, Way.INCOMING.value):
        return entry.way == kind
    if kind == "awaited":
        return entry.due is not None and (entry.is_late or not _is_answered(entry))
    if kind == "late":
        return entry.is_late
    return kind == "all" or entry.status == kind


def columns() -> tuple[FigureColumn[Entry], ...]:
    """The columns of the register."""
    return (
        FigureColumn(key="sort", title="Вид", width=140, text=lambda one: one.sort,
                     tooltip=lambda one: one.sort),
        FigureColumn(key="number", title="Номер", width=92, text=lambda one: one.number or "—"),
        FigureColumn(
            key="dated", title="Дата", width=86, text=lambda one: _shown(one.dated),
            worth=lambda one: None if one.dated is None else one.dated.toordinal(),
        ),
        FigureColumn(key="subject", title="О чём", width=230, text=lambda one: one.subject,
                     tooltip=lambda one: one.subject),
        FigureColumn(key="party", title="Кому / от кого", width=150, text=lambda one: one.party,
                     tooltip=lambda one: one.party),
        FigureColumn(key="status", title="Состояние", width=104,
                     text=lambda one: one.status_words),
        FigureColumn(
            key="answers", title="Ответы", width=74, text=lambda one: one.answers,
            worth=lambda one: one.answered - one.asked if one.asked else None,
        ),
        FigureColumn(
            key="due", title="Срок ответа", width=90, text=lambda one: _shown(one.due),
            worth=lambda one: None if one.due is None else one.due.toordinal(), problem=_late,
        ),
    )  # fmt: skip


def _late(entry: Entry) -> Problem | None:
    if not entry.is_late:
        return None
    return Problem(text="Срок ответа прошёл.", severity=Severity.WARNING)


def _is_answered(entry: Entry) -> bool:
    if entry.way is Way.INCOMING:
        return entry.status in ("answered", "filed")
    return entry.asked > 0 and entry.answered == entry.asked


def _shown(day: date | None) -> str:
    return "" if day is None else f"{day:%d.%m.%Y}"
