"""The context index as a table: schools × what each component adds, and the components themselves."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from quality_desktop.domain.at_risk.context import ContextComponent
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.figures import printed
from quality_desktop.domain.records import Id
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.social_context.context_board import ContextBoard
from quality_desktop.services.social_context.context_index import (
    ContextPart,
    ContextStanding,
    ContextView,
    SchoolContext,
)
from quality_desktop.services.social_context.quadrants import QUADRANT_WORDS, QuadrantSchool
from quality_desktop.ui.models.figure_table import FigureColumn
from quality_desktop.ui.models.typed_numbers import not_negative

STANDING_WORDS: Final = {
    ContextStanding.DISADVANTAGED: "трудные условия",
    ContextStanding.OTHER: "обычные условия",
    ContextStanding.NO_DATA: "нет данных",
    ContextStanding.NO_BOUND: "граница не задана",
}
YES, NO = "да", "нет"
_NAME_WIDTH: Final = 200
_LETTER_WIDTH: Final = 8
_AROUND: Final = 20
_LEAST_WIDTH: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextLine:
    """A school: its index, and where result and context put it together."""

    context: SchoolContext
    placed: QuadrantSchool | None = None

    @property
    def key(self) -> Id:
        """Identity that survives a refresh."""
        return self.context.school.id

    @property
    def name(self) -> str:
        """The name a clerk knows the school by."""
        return school_name(self.context.school)

    @property
    def group(self) -> str:
        """«ШНОР и ШНСУ»; the conditions alone where there are no results at all."""
        if self.placed is None:
            return STANDING_WORDS[self.context.standing]
        return QUADRANT_WORDS[self.placed.quadrant]


def context_lines(board: ContextBoard) -> tuple[ContextLine, ...]:
    """A line for each school that has an index or could have one."""
    if board.context is None:
        return ()
    placed = {} if board.quadrants is None else {r.school.id: r for r in board.quadrants.rows}
    return tuple(
        ContextLine(context=row, placed=placed.get(row.school.id)) for row in board.context.rows
    )


def context_columns(view: ContextView) -> tuple[FigureColumn[ContextLine], ...]:
    """Columns: group, place, index, low results, contribution of each component."""
    return (
        FigureColumn(
            key="school", title="Школа", width=_NAME_WIDTH, text=lambda line: line.name,
            tooltip=lambda line: line.context.school.full_name or line.name,
            worth=lambda line: line.name.casefold(),
        ),
        FigureColumn(key="group", title="Группа", width=128, text=lambda line: line.group),
        FigureColumn(
            key="rank", title="Место", width=64, is_number=True, text=_rank,
            worth=lambda line: line.context.rank, hint="Место по индексу: 1 – самые трудные условия",
        ),
        FigureColumn(
            key="index", title="Индекс", width=70, is_number=True,
            text=lambda line: "—" if line.context.index is None else number(line.context.index),
            tooltip=lambda line: "Нет данных" if line.context.index is None else "",
            worth=lambda line: _exact(line.context.index),
            problem=_problem, hint="Чем больше, тем благополучнее; сумма вкладов",
        ),
        FigureColumn(
            key="low", title="Низких результатов, %", width=92, is_number=True, text=_low,
            worth=_low_worth, tooltip=lambda line: "" if line.placed is None else line.placed.shown,
            hint="Доля низких результатов по всем работам года",
        ),
        *(_part_column(place, one) for place, one in enumerate(view.components)),
    )  # fmt: skip


def component_columns() -> tuple[FigureColumn[ContextComponent], ...]:
    """Columns of the components: weight and direction can be typed."""
    return (
        FigureColumn(
            key="title", title="Составляющая", width=150,
            text=lambda one: one.title or one.calculation,
            tooltip=lambda one: one.title or one.calculation,
        ),
        FigureColumn(
            key="weight", title="Вес", width=52, is_number=True,
            text=lambda one: one.weight.replace(".", ","),
            parse=lambda typed: not_negative(typed, what="Вес"),
            is_editable=lambda _one: True,
        ),
        FigureColumn(
            key="is_higher_worse", title="Больше – хуже", width=72,
            text=lambda one: YES if one.is_higher_worse else NO, parse=read_yes_no,
            is_editable=lambda _one: True, hint="Да, если большее число означает более трудные условия",
        ),
    )  # fmt: skip


def number(value: float | None) -> str:
    """«−0,42»; «нет данных» for none."""
    return "нет данных" if value is None else printed(Fraction(value), 2)


def signed(value: float) -> str:
    """A contribution: «+0,12», «−0,42», «0,00»."""
    shown = printed(Fraction(value), 2)
    return f"+{shown}" if value > 0 and shown.strip("0,") else shown


def part_words(part: ContextPart) -> str:
    """«12,5 %; на общей шкале −0,42; вклад −0,05»."""
    if part.standardised is None:
        return f"{part.shown}; в индекс не вошло"
    instead = ", взято среднее по школам" if part.is_filled else ""
    return (
        f"{part.shown}{instead}; на общей шкале {number(part.standardised)}; "
        f"вклад {signed(part.contribution)}"
    )


def read_yes_no(typed: str) -> bool:
    """A direction.

    Raises:
        ValueError: Neither yes nor no; with a Russian sentence.
    """
    word = typed.strip().casefold()
    if word not in (YES, NO):
        raise ValueError("Впишите «да» или «нет».")
    return word == YES


def _part_column(place: int, component: ContextComponent) -> FigureColumn[ContextLine]:
    title = component.title or component.calculation

    def part(line: ContextLine) -> ContextPart:
        return line.context.parts[place]

    def is_counted(line: ContextLine) -> bool:
        return line.context.index is not None and part(line).standardised is not None

    return FigureColumn(
        key=f"part.{component.id}", title=title, width=_width(title), is_number=True,
        text=lambda line: signed(part(line).contribution) if is_counted(line) else "",
        worth=lambda line: Fraction(part(line).contribution) if is_counted(line) else None,
        tooltip=lambda line: part_words(part(line)),
        hint=f"{title}: вклад в индекс; вес {component.weight.replace('.', ',')}",
    )  # fmt: skip


def _width(title: str) -> int:
    """Pixels in which no word of a heading is broken."""
    return max(_LETTER_WIDTH * max(map(len, title.split())) + _AROUND, _LEAST_WIDTH)


def _rank(line: ContextLine) -> str:
    return "" if line.context.rank is None else str(line.context.rank)


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _low(line: ContextLine) -> str:
    worth = _low_worth(line)
    return "" if worth is None else printed(worth, 1)


def _low_worth(line: ContextLine) -> Fraction | None:
    placed = line.placed
    return None if placed is None or placed.share is None else placed.share * 100


def _problem(line: ContextLine) -> Problem | None:
    missing = line.context.missing
    if not missing or line.context.index is None:
        return None
    return Problem(
        text=f"Нет данных по {missing} из {len(line.context.parts)} составляющих.",
        severity=Severity.WARNING,
    )
