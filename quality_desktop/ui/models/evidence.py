"""The register of proofs and the table of readiness as tables of the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from quality_desktop.domain.cycle import Position
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.evidence import Freshness, Publishing
from quality_desktop.services.evidence.register import ProofRow, ReadinessRow
from quality_desktop.ui.models.figure_table import FigureColumn
from quality_desktop.ui.widgets.date_edit import shown_date

KINDS: Final = {
    "all": "Все подтверждения",
    "waiting": "Ждут размещения",
    "unpublished": "Не размещены",
    "stale": "Пора проверить",
    "no_file": "Без файла и адреса",
    "not_handed": "Не переданы оператору",
    "late": "Переданы позже срока",
}
_LEAST_WIDTH: Final = 60
_LETTER_WIDTH: Final = 7.7
_AIR: Final = 8


def fits(row: ProofRow, kind: str) -> bool:
    """Whether a line is of a kind of ``KINDS``."""
    proof = row.proof
    return {
        "waiting": proof.publishing == Publishing.READY,
        "unpublished": proof.publishing != Publishing.PUBLISHED,
        "stale": row.freshness is not Freshness.FRESH,
        "no_file": row.lacks_file,
        "not_handed": proof.handed_over is None,
        "late": bool(row.late_words),
    }.get(kind, True)


def columns() -> tuple[FigureColumn[ProofRow], ...]:
    """The columns of the register."""
    return (
        FigureColumn(key="direction", title="Направл.", width=66,
                     text=lambda row: row.direction.code,
                     tooltip=lambda row: row.direction.title),
        FigureColumn(
            key="position", title="Позиция", width=136, worth=lambda row: row.position.number,
            text=lambda row: f"{row.position.number}. {row.position.title}",
            tooltip=lambda row: row.position.title,
        ),
        FigureColumn(key="title", title="Название", width=220,
                     text=lambda row: row.proof.title or "без названия",
                     tooltip=lambda row: row.proof.title),
        FigureColumn(key="number", title="Номер", width=76, text=lambda row: row.number,
                     tooltip=lambda row: row.number),
        FigureColumn(key="dated", title="Дата", width=94,
                     text=lambda row: shown_date(row.proof.dated),
                     worth=lambda row: _day(row.proof.dated)),
        FigureColumn(key="form", title="Вид", width=64, text=lambda row: row.form_words),
        FigureColumn(key="place", title="Где", width=150, text=lambda row: row.place,
                     tooltip=lambda row: row.place, problem=_no_file),
        FigureColumn(key="handed", title="Передано", width=94,
                     text=lambda row: shown_date(row.proof.handed_over),
                     worth=lambda row: _day(row.proof.handed_over), problem=_late),
        FigureColumn(key="state", title="На сайте", width=136, text=_state,
                     tooltip=lambda row: row.proof.address),
        FigureColumn(
            key="fresh", title="Проверено", width=126, problem=_not_fresh,
            text=lambda row: row.freshness_words or shown_date(row.proof.seen_on),
            worth=lambda row: _day(row.proof.seen_on),
        ),
    )  # fmt: skip


def readiness_columns(positions: Sequence[Position]) -> tuple[FigureColumn[ReadinessRow], ...]:
    """A column for every position, with how many proofs it has."""
    return (
        FigureColumn(
            key="direction", title="Направление", width=270,
            text=lambda row: f"{row.direction.code} {row.direction.title}",
            tooltip=lambda row: row.direction.title,
        ),
        *(_count_column(place, one) for place, one in enumerate(positions)),
        FigureColumn(
            key="proved", title="Есть у позиций", width=70, is_number=True,
            text=lambda row: f"{row.proved} из {row.asked}",
            worth=lambda row: row.proved - row.asked,
        ),
    )  # fmt: skip


def _late(row: ProofRow) -> Problem | None:
    said = row.late_words
    return Problem(text=f"Передано {said}.", severity=Severity.WARNING) if said else None


def _count_column(place: int, position: Position) -> FigureColumn[ReadinessRow]:
    def text(row: ReadinessRow) -> str:
        count = row.counts[place]
        return "" if count is None else str(count[0])

    def worth(row: ReadinessRow) -> int | None:
        count = row.counts[place]
        return None if count is None else count[0]

    def tooltip(row: ReadinessRow) -> str:
        count = row.counts[place]
        if count is None:
            return "Не входит в неполный цикл этого направления"
        return f"{position.title}: подтверждений {count[0]}, на сайте {count[1]}"

    def problem(row: ReadinessRow) -> Problem | None:
        count = row.counts[place]
        if count is None or count[0]:
            return None
        return Problem(text="Подтверждений нет.", severity=Severity.WARNING)

    return FigureColumn(
        key=str(position.id), title=f"{position.number}. {position.title}",
        width=_heading_width(position.title), is_number=True, text=text, worth=worth,
        tooltip=tooltip, problem=problem,
    )  # fmt: skip


def _heading_width(title: str) -> int:
    """Room for the longest word of a heading: figures are narrow, and words are not broken."""
    longest = max(map(len, title.split()), default=0)
    return max(_LEAST_WIDTH, round(longest * _LETTER_WIDTH) + _AIR)


def _state(row: ProofRow) -> str:
    if row.proof.publishing == Publishing.PUBLISHED and row.proof.published_on is not None:
        return f"с {shown_date(row.proof.published_on)}"
    return "" if row.proof.publishing == Publishing.NONE else row.state_words


def _no_file(row: ProofRow) -> Problem | None:
    if not row.lacks_file:
        return None
    return Problem(
        text="Нет ни файла внутри, ни адреса: посмотреть негде.", severity=Severity.WARNING
    )


def _not_fresh(row: ProofRow) -> Problem | None:
    if row.freshness is Freshness.FRESH:
        return None
    text = (
        "Давно не проверяли, действует ли ещё."
        if row.freshness is Freshness.STALE
        else "Ни даты документа, ни даты проверки."
    )
    return Problem(text=text, severity=Severity.WARNING)


def _day(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
