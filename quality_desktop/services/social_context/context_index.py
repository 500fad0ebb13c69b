"""The context index of a year: every school's figures, contributions, place, the disadvantaged.

The index is the office's own (no official formula exists) and whoever shows it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from quality_desktop.domain.at_risk.context import (
    ContextComponent,
    ContextIndex,
    Missing,
    Standardisation,
)
from quality_desktop.domain.at_risk.risk import percent
from quality_desktop.domain.collection.indicators import Calculation, CalculationKind
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.figures import decimal_number, printed
from quality_desktop.domain.formulas.formula import Formula, FormulaError
from quality_desktop.domain.records import Id
from quality_desktop.services.district_file.record_files import read_records
from quality_desktop.services.indicators import definitions
from quality_desktop.services.indicators.definitions import Definitions
from quality_desktop.services.indicators.indicator_table import UNKNOWN
from quality_desktop.services.indicators.indicator_values import load_cube, schools_asked

if TYPE_CHECKING:
    from quality_desktop.analysis.context_index import SchoolIndex
    from quality_desktop.analysis.cube import CubeSource
    from quality_desktop.storage.store import Store

R = TypeVar("R", ContextIndex, ContextComponent)

CATALOGUE: Final = "context-index.toml"
OWN_NOTE: Final = "Собственный расчёт управления: официальной формулы индекса нет."


class ContextStanding(StrEnum):
    """Where a school stands in social conditions."""

    DISADVANTAGED = "disadvantaged"
    OTHER = "other"
    NO_DATA = "no_data"
    """It has no index."""
    NO_BOUND = "no_bound"
    """The office has not set how many schools count as disadvantaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextPart:
    """A component at a school.

    Attributes:
        raw: Figure of the calculation, exact; None where it is not known.
        shown: «12,5 %», «да», «нет данных».
        standardised: On the common scale, larger is better; None without a figure.
        contribution: What it adds to the index.
        is_filled: The schools' mean stands in for a missing figure.
    """

    raw: Fraction | None
    shown: str
    standardised: float | None
    contribution: float
    is_filled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolContext:
    """The index of a school.

    Attributes:
        index: Larger means better conditions; None when there is none.
        rank: 1 for the hardest conditions; equal indices have equal ranks.
        parts: In the order of the components.
    """

    school: School
    index: float | None
    rank: int | None
    standing: ContextStanding
    parts: tuple[ContextPart, ...]

    @property
    def missing(self) -> int:
        """How many components have no figure."""
        return sum(part.raw is None for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextView:
    """The index of a year.

    Attributes:
        year: Calendar year of exams; the figures are those of the school year that ends in it.
        components: In their order.
        problems: Why a component has no figures, one sentence each.
        share: Part of the schools that counts as disadvantaged, of one; None while not set.
        rows: Schools by name.
    """

    year: int
    index: ContextIndex
    components: tuple[ContextComponent, ...]
    problems: tuple[str, ...]
    share: Fraction | None
    rows: tuple[SchoolContext, ...]

    @property
    def counted(self) -> int:
        """Schools that have an index."""
        return sum(row.index is not None for row in self.rows)

    def row(self, school: Id) -> SchoolContext | None:
        """The index of a school; None when it is not asked in the year."""
        return next((row for row in self.rows if row.school.id == school), None)

    def count(self, standing: ContextStanding) -> int:
        """How many schools stand so."""
        return sum(row.standing is standing for row in self.rows)


def indices(*, store: Store, reference: Path) -> tuple[ContextIndex, ...]:
    """The indices of the file; those of the program when the file has none."""
    own = store.all(ContextIndex) or tuple(_shipped(reference, ContextIndex))
    return tuple(sorted(own, key=lambda index: (index.place, index.code)))


def components(*, store: Store, reference: Path, index: Id) -> tuple[ContextComponent, ...]:
    """The components of an index, in their order."""
    found = store.all(ContextComponent, index=index)
    if not found and store.get(ContextIndex, index) is None:
        shipped = _shipped(reference, ContextComponent)
        found = tuple(part for part in shipped if part.index == index)
    return tuple(sorted(found, key=lambda part: (part.place, part.calculation)))


def current(*, store: Store, reference: Path, year: int, code: str = "") -> ContextIndex:
    """The index that holds for a calendar year.

    Args:
        store: The file.
        reference: Folder of the catalogues.
        year: Calendar year of exams.
        code: Another one than the current.

    Raises:
        QualityError: There is none.
    """
    for index in indices(store=store, reference=reference):
        in_force = (index.since or year) <= year <= (index.until or year)
        if (index.code == code) if code else (index.is_current and in_force):
            return index
    raise QualityError(
        f"Индекса «{code}» в файле нет."
        if code
        else f"Для {year} года не выбран индекс социального благополучия: отметьте действующий."
    )


def assess(
    *, store: Store, year: int, reference: Path, code: str = "", share: str | None = None
) -> ContextView:
    """The index of every school.

    Args:
        store: The file.
        year: Calendar year of exams; answers are those of the school year that ends in it.
        reference: Folder of the catalogues.
        code: Another index than the current one.
        share: «What if»: percent of schools that count as disadvantaged, as written.

    Raises:
        QualityError: There is no index, or a weight or share in it is no number.
    """
    from quality_desktop.analysis.context_index import Component, disadvantaged, score

    index = current(store=store, reference=reference, year=year, code=code)
    parts = components(store=store, reference=reference, index=index.id)
    schools = schools_asked(store=store, year=year - 1)
    columns = _columns(store, parts, schools, year - 1)
    found = score(
        [
            Component(
                figures=column.figures,
                weight=weight(part),
                is_higher_worse=part.is_higher_worse,
            )
            for part, column in zip(parts, columns, strict=True)
        ],
        standardisation=Standardisation(index.standardisation),
        missing=Missing(index.missing),
    )
    wanted = index.share if share is None else share
    bound = percent(wanted) if wanted.strip() else None
    low: frozenset[int] = frozenset() if bound is None else disadvantaged(found, bound)
    return ContextView(
        year=year,
        index=index,
        components=parts,
        problems=tuple(column.problem for column in columns if column.problem),
        share=bound,
        rows=tuple(
            _row(school, one, columns, place, _standing(one, bound, place in low))
            for place, (school, one) in enumerate(zip(schools, found, strict=False))
        ),
    )


def weight(part: ContextComponent) -> Fraction:
    """The weight of a component.

    Raises:
        QualityError: It is no number from zero on.
    """
    try:
        number = decimal_number(part.weight)
    except ValueError:
        number = None
    if number is None or number < 0:
        raise QualityError(
            f"Вес составляющей «{part.title or part.calculation}»: впишите число не меньше нуля."
        )
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """Figures of a component.

    Attributes:
        figures: By school.
        problem: Why there are none; empty when there are.
    """

    figures: Sequence[Fraction | None]
    calculation: Calculation | None = None
    problem: str = ""

    def shown(self, place: int) -> str:
        """The figure of a school as a person reads it."""
        number = self.figures[place]
        if number is None or self.calculation is None:
            return UNKNOWN
        if self.calculation.type == CalculationKind.YES_NO:
            return "да" if number else "нет"
        return printed(number, self.calculation.decimals, self.calculation.unit)


def _columns(
    store: Store, parts: Sequence[ContextComponent], schools: Sequence[School], year: int
) -> list[_Column]:
    from quality_desktop.analysis.cube import CubeSource

    known = definitions.definitions(store=store)
    in_force = {c.code: c for c in definitions.calculations(store=store, year=year)}
    formulas = {
        part.calculation: _formula(part, in_force.get(part.calculation), known, year)
        for part in parts
    }
    back = max((f.years_back for f in formulas.values() if isinstance(f, Formula)), default=0)
    cube = load_cube(store=store, known=known, schools=schools, years=range(year - back, year + 1))
    source = CubeSource(cube, known.elements, range(year, year + 1))
    nothing = [None] * len(schools)
    made = []
    for part in parts:
        formula = formulas[part.calculation]
        if isinstance(formula, str):
            made.append(_Column(figures=nothing, problem=formula))
            continue
        calculation = in_force[part.calculation]
        figures = _figures(formula, source, calculation, len(schools))
        made.append(_Column(figures=figures, calculation=calculation))
    return made


def _figures(
    formula: Formula, source: CubeSource, calculation: Calculation, schools: int
) -> list[Fraction | None]:
    from quality_desktop.analysis.indicators import compute

    found = compute(formula, source, calculation.decimals)
    return [found.figure(0, place).number for place in range(schools)]


def _formula(
    part: ContextComponent, calculation: Calculation | None, known: Definitions, year: int
) -> Formula | str:
    """The formula of a component, or why it cannot be computed."""
    title = part.title or part.calculation
    if calculation is None:
        return f"Составляющая «{title}»: показателя «{part.calculation}» в этом году нет."
    try:
        formula = Formula.of(calculation)
    except FormulaError as error:
        return f"Составляющая «{title}»: {error.sentence}"
    if formula.type in (CalculationKind.LIST, CalculationKind.CORRELATION):
        return f"Составляющая «{title}»: показатель не даёт числа по школе."
    for expression in filter(None, (calculation.numerator, calculation.denominator)):
        problem = definitions.expression_problem(expression, known.elements, year)
        if problem is not None:
            return f"Составляющая «{title}»: {problem[0]}"
    return formula


def _standing(
    found: SchoolIndex, share: Fraction | None, is_disadvantaged: bool
) -> ContextStanding:
    if found.index is None:
        return ContextStanding.NO_DATA
    if share is None:
        return ContextStanding.NO_BOUND
    return ContextStanding.DISADVANTAGED if is_disadvantaged else ContextStanding.OTHER


def _row(
    school: School,
    found: SchoolIndex,
    columns: Sequence[_Column],
    place: int,
    standing: ContextStanding,
) -> SchoolContext:
    return SchoolContext(
        school=school,
        index=found.index,
        rank=found.rank,
        standing=standing,
        parts=tuple(
            ContextPart(
                raw=column.figures[place],
                shown=column.shown(place),
                standardised=part.standardised,
                contribution=part.contribution,
                is_filled=part.is_filled,
            )
            for column, part in zip(columns, found.parts, strict=True)
        ),
    )


def _shipped(reference: Path, kind: type[R]) -> Iterable[R]:
    records, _ = read_records([reference / CATALOGUE], namespace="reference", known={})
    return (record for record in records if isinstance(record, kind))
