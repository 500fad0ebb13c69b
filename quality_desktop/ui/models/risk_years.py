"""Schools × years under one rule, and the years themselves: who came, stayed, left, came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from quality_desktop.domain.at_risk.risk_cases import Dynamics, Standing
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.figures import printed
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.risk_schools.risk_dynamics import Basis
from quality_desktop.services.risk_schools.risk_years import ListHistory, YearOfList
from quality_desktop.ui.models.figure_table import FigureColumn, TotalCell
from quality_desktop.ui.models.risk_list import STANDING_WORDS

BASIS_WORDS: Final = {
    Basis.APPROVED: "утверждён",
    Basis.DRAFT: "проект",
    Basis.COMPUTED: "по правилу",
}
_ORDER: Final = (Standing.INCLUDED, Standing.OUTSIDE, Standing.NO_DATA)
_MOVES: Final[tuple[tuple[str, str, Callable[[Dynamics], int]], ...]] = (
    ("entered", "Вошли", lambda found: len(found.entered)),
    ("returned", "Из них вернулись", lambda found: len(found.returned)),
    ("stayed", "Остались", lambda found: len(found.stayed)),
    ("left", "Вышли", lambda found: len(found.left)),
    ("unknown", "Были, теперь нет данных", lambda found: len(found.unknown)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYears:
    """A school with its standing by year, oldest first."""

    school: School
    standing: tuple[Standing, ...]

    @property
    def name(self) -> str:
        """The name a clerk knows the school by."""
        return school_name(self.school)

    @property
    def included(self) -> int:
        """In how many years it was in the list."""
        return sum(one is Standing.INCLUDED for one in self.standing)


def school_rows(found: ListHistory) -> tuple[SchoolYears, ...]:
    """Schools, those first that were in the list most often."""
    rows = [
        SchoolYears(
            school=school,
            standing=tuple(found.of(school.id, one.year) for one in found.years),
        )
        for school in found.schools
    ]
    return tuple(sorted(rows, key=lambda row: -row.included))


def school_columns(found: ListHistory) -> tuple[FigureColumn[SchoolYears], ...]:
    """A column per year."""
    return (
        FigureColumn(
            key="school", title="Школа", width=240, text=lambda row: row.name,
            tooltip=lambda row: row.school.full_name or row.name,
            worth=lambda row: row.name.casefold(),
        ),
        *(_year_column(number, one) for number, one in enumerate(found.years)),
        FigureColumn(
            key="included", title="Лет в списке", width=84, is_number=True,
            text=lambda row: str(row.included), worth=lambda row: row.included,
        ),
    )  # fmt: skip


def year_columns() -> tuple[FigureColumn[YearOfList], ...]:
    """The table of years."""
    return (
        FigureColumn(
            key="year", title="Год", width=56, text=lambda one: str(one.year),
            worth=lambda one: one.year,
        ),
        FigureColumn(
            key="basis", title="Список", width=96, text=lambda one: BASIS_WORDS[one.basis],
            hint="Утверждённый список, проект списка или расчёт по правилу",
        ),
        *(_count_column(standing) for standing in _ORDER),
        *(_move_column(*move) for move in _MOVES),
    )  # fmt: skip


def transition_lines(one: YearOfList) -> list[str]:
    """«в списке → вне списка: 3» for a year against the one before it, a sentence each."""
    if not one.dynamics.is_compared:
        return [f"За {one.year - 1} год данных нет, сравнить не с чем."]
    return [
        f"{STANDING_WORDS[before]} → {STANDING_WORDS[now]}: {count}"
        for before in _ORDER
        for now in _ORDER
        if (count := len(one.transition.schools(before, now)))
    ]


def share_lines(one: YearOfList) -> list[str]:
    """Shares of positive and negative dynamics, as the programme counts them."""
    told = []
    for word, share in (
        ("Позитивная", one.transition.positive),
        ("Негативная", one.transition.negative),
    ):
        percent = None if share.fraction is None else share.fraction * 100
        told.append(f"{word}: {share.part} из {share.all} = {printed(percent, 1, '%')}")
    return told


def _year_column(number: int, one: YearOfList) -> FigureColumn[SchoolYears]:
    def problem(row: SchoolYears) -> Problem | None:
        if row.standing[number] is not Standing.INCLUDED:
            return None
        return Problem(text=f"{one.year} год: школа в списке.", severity=Severity.WARNING)

    def summed(_rows: Sequence[SchoolYears]) -> TotalCell:
        count = one.counts.get(Standing.INCLUDED, 0)
        return TotalCell(text=str(count), worth=count, tooltip=f"В списке за {one.year} год")

    return FigureColumn(
        key=str(one.year), title=str(one.year), width=104, problem=problem, total=summed,
        text=lambda row: STANDING_WORDS[row.standing[number]],
        worth=lambda row: _ORDER.index(row.standing[number]),
    )  # fmt: skip


def _count_column(standing: Standing) -> FigureColumn[YearOfList]:
    word = STANDING_WORDS[standing]
    return FigureColumn(
        key=standing.value, title=f"{word[:1].upper()}{word[1:]}", width=70, is_number=True,
        text=lambda one: str(one.counts.get(standing, 0)),
        worth=lambda one: one.counts.get(standing, 0),
    )  # fmt: skip


def _move_column(
    key: str, title: str, count: Callable[[Dynamics], int]
) -> FigureColumn[YearOfList]:
    return FigureColumn(
        key=key, title=title, width=82, is_number=True,
        text=lambda one: str(count(one.dynamics)) if one.dynamics.is_compared else "—",
        worth=lambda one: count(one.dynamics) if one.dynamics.is_compared else None,
    )  # fmt: skip
