"""Figures of a form that stand out and deserve a second look; none of them is an error by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.collection.element_titles import capital, full_title, place_of, title_of
from quality_desktop.domain.collection.indicators import Calculation, CalculationKind
from quality_desktop.domain.collection.monitoring import DataElement, ValueType
from quality_desktop.domain.collection.thresholds import Thresholds
from quality_desktop.domain.directory import School
from quality_desktop.domain.figures import printed, printed_exactly
from quality_desktop.domain.formulas.formula import Formula, resolve
from quality_desktop.domain.formulas.formula_columns import Ratio
from quality_desktop.domain.records import Id
from quality_desktop.services.indicators import definitions
from quality_desktop.services.indicators.definitions import Definitions
from quality_desktop.services.indicators.indicator_values import load_cube, schools_asked
from quality_desktop.services.indicators.statistics_thresholds import thresholds
from quality_desktop.storage.store import Store

if TYPE_CHECKING:
    from quality_desktop.analysis.cube import CubeSource
    from quality_desktop.analysis.outliers import Far, Jump

_NOW = 1
"""Place of the year among the two that are looked at."""


class OutlierKind(StrEnum):
    """What a figure stands out from."""

    FAR = "far"
    """The other schools."""
    JUMP = "jump"
    """The school's own year before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlier:
    """A figure that stands out.

    Attributes:
        school: Whose.
        elements: Cells of the form that it is made of.
        text: One Russian sentence with the numbers and what to do.
        calculation: Code of the indicator; empty when a value itself jumped.
        people: By how many people; negative when there are fewer than expected.
        fingerprint: The school's own numbers it was found in.
    """

    school: Id
    elements: tuple[Id, ...]
    kind: OutlierKind
    text: str
    calculation: str = ""
    people: Fraction
    fingerprint: str


def outliers(*, store: Store, form: Id, year: int, reference: Path) -> tuple[Outlier, ...]:
    """Shares far from the other schools, and counts that jumped since the year before.

    Args:
        store: The file.
        form: Whose elements.
        year: School year (2025 = 2025/26).
        reference: Folder of the dated catalogues, with the thresholds.
    """
    from quality_desktop.analysis.cube import CubeSource

    known = definitions.definitions(store=store)
    schools = schools_asked(store=store, year=year)
    years = range(year - 1, year + 1)
    chosen = [
        (calculation, Formula.of(calculation))
        for calculation in definitions.calculations(store=store, year=year, form=form)
        if calculation.type == CalculationKind.SHARE
    ]
    back = max((formula.years_back for _, formula in chosen), default=0)
    cube = load_cube(
        store=store, known=known, schools=schools, years=range(years.start - back, years.stop)
    )
    look = _Look(
        CubeSource(cube, known.elements, years),
        known,
        schools,
        known.elements_of(form, year),
        thresholds(reference=reference, year=year),
    )
    found = [one for pair in chosen for one in look.far(*pair)]
    return (*found, *(one for element in look.asked for one in look.jumps(element)))


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked through."""

    source: CubeSource
    known: Definitions
    schools: Sequence[School]
    asked: Sequence[DataElement]
    limits: Thresholds

    @property
    def subjects(self) -> Mapping[str, str]:
        return self.known.wording.subjects

    def far(self, calculation: Calculation, formula: Formula) -> Iterator[Outlier]:
        """Schools whose share is far from the others'."""
        from quality_desktop.analysis.indicators import compute
        from quality_desktop.analysis.outliers import far_from_others

        year = self.source.years[_NOW]
        figures = compute(formula, self.source, calculation.decimals)
        cells = {
            member.id
            for element in formula.elements
            for member in resolve(element, self.asked, year)
        }
        elements = tuple(element.id for element in self.asked if element.id in cells)
        for one in far_from_others(figures, _NOW, formula.factor, self.limits):
            figure = figures.figure(_NOW, one.school)
            counted = [
                printed_exactly(n) for n in (figure.numerator, figure.denominator) if n is not None
            ]
            shown = printed(figure.number, calculation.decimals, calculation.unit)
            yield Outlier(
                school=self.schools[one.school].id,
                elements=elements,
                kind=OutlierKind.FAR,
                text=f"{capital(calculation.title)}: {shown} ({' из '.join(counted)}), "
                f"{_far_said(one, calculation)}",
                calculation=calculation.code,
                people=one.people,
                fingerprint="/".join(counted),
            )

    def jumps(self, element: DataElement) -> Iterator[Outlier]:
        """Schools whose count jumped since the year before."""
        from quality_desktop.analysis.indicators import figures_of
        from quality_desktop.analysis.outliers import jumps

        if element.type != ValueType.WHOLE or element.unit == "%":
            return
        figures = figures_of(Ratio(self.source.member(element)), 1, 0)
        for one in jumps(figures, _NOW, self.limits):
            yield Outlier(
                school=self.schools[one.school].id,
                elements=(element.id,),
                kind=OutlierKind.JUMP,
                text=f"{_named(element, self.subjects)}: {_jump_said(one)}",
                people=one.people,
                fingerprint=f"{one.expected + one.people}/{one.expected}",
            )


def _named(element: DataElement, subjects: Mapping[str, str]) -> str:
    """As the form names it: «ЕГЭ, математика, общее количество выпускников»."""
    if element.group and place_of(element, subjects):
        return f"{element.group}, {title_of(element)}"
    return full_title(element, subjects)


def _far_said(one: Far, calculation: Calculation) -> str:
    median = printed(Fraction(one.median), calculation.decimals, calculation.unit)
    return (
        f"а в половине школ не {'больше' if one.people > 0 else 'меньше'} {median}: "
        f"разница в {printed(abs(one.people))} чел., проверьте числа."
    )


def _jump_said(one: Jump) -> str:
    now = one.expected + one.people
    word = "больше" if one.people > 0 else "меньше"
    return (
        f"{printed_exactly(now)}, а год назад {printed_exactly(one.expected)} – "
        f"на {printed_exactly(abs(one.people))} {word}, проверьте."
    )
