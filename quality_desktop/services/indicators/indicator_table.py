"""Indicators of a school year as they are shown: by school and for the district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from quality_desktop.domain.collection.bands import Condition, band_of
from quality_desktop.domain.collection.indicators import (
    Band,
    Calculation,
    CalculationKind,
    Polarity,
)
from quality_desktop.domain.counted import CountedFigure
from quality_desktop.domain.directory import School
from quality_desktop.domain.figures import (
    NOTHING,
    hangs_on_one,
    printed_digits,
    printed_exactly,
    printed_weight_of_one,
    round_half_up,
    wilson,
    with_unit,
)
from quality_desktop.domain.formulas.formula_columns import Figure, FigureState

UNKNOWN: Final = "нет данных"
_POINTS: Final = "п.\u00a0п."
_COUNTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "учителей": "учитель",
        "педагогов": "педагог",
        "педагогических": "педагог",
        "школ": "школа",
        "обучающихся": "ученик",
        "выпускников": "выпускник",
        "участников": "участник",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """How figures of a calculation are shown and judged.

    Attributes:
        kind: What it gives for a school.
        decimals: Decimals shown.
        unit: «%», «чел.»; empty for none.
        factor: Of the formula; 100 for percent.
        bands: Ranges with their names and sources.
        condition: That a school may meet; None without one.
        small_denominator: Shares of fewer carry their interval.
        whom: One of those counted: «ученик», «учитель».
    """

    kind: CalculationKind
    decimals: int
    unit: str
    factor: int
    bands: tuple[Band, ...]
    condition: Condition | None
    small_denominator: int
    whom: str

    def shown(self, figure: Figure | CountedFigure) -> str:
        """«12,5 %», «—» where nobody is to be counted, «нет данных» where something is unknown."""
        if figure.state == FigureState.NO_DATA:
            return UNKNOWN
        if not isinstance(figure, CountedFigure) or not figure.is_number:
            return NOTHING
        if self.kind is CalculationKind.YES_NO:
            return "да" if figure.top else "нет"
        return with_unit(printed_digits(figure.digits, self.decimals), self.unit)

    def change(self, now: Fraction | None, before: Fraction | None) -> str:
        """«+3,1 п. п.»; empty when one of the two is not known.

        The difference of the figures as they are shown, so that a reader finds the same.
        """
        if now is None or before is None or self.kind is CalculationKind.YES_NO:
            return ""
        unit = _POINTS if self.unit == "%" else self.unit
        digits = round_half_up(now, self.decimals) - round_half_up(before, self.decimals)
        return ("+" if digits > 0 else "") + with_unit(printed_digits(digits, self.decimals), unit)

    def decision(self, number: Fraction) -> object:
        """What is decided by a figure: its band, whether it meets the condition."""
        band = band_of(number, self.bands)
        return (
            None if band is None else band.id,
            None if self.condition is None else self.condition.holds(number),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFigure:
    """The figure of one school.

    Attributes:
        now: The figure of the year.
        before: Of the year before.
        said: What the cell shows instead of a figure: a list, a pair of figures.
        wrong: Values of the year it is made of that a hard check marks as wrong.
    """

    now: Figure | CountedFigure
    before: Figure | CountedFigure
    showing: Showing
    said: str = ""
    wrong: int = 0

    @property
    def figure(self) -> Figure:
        """State, exact number, numerator and denominator."""
        return self.now.exact if isinstance(self.now, CountedFigure) else self.now

    @property
    def previous(self) -> Figure:
        """The same of the year before."""
        return self.before.exact if isinstance(self.before, CountedFigure) else self.before

    @property
    def shown(self) -> str:
        """What the cell shows."""
        return self.said or self.showing.shown(self.now)

    @property
    def state(self) -> FigureState:
        """A number, or why there is none."""
        return FigureState(self.now.state)

    @property
    def counted(self) -> str:
        """«9 из 24»; empty where nothing is divided."""
        top, bottom = self.figure.numerator, self.figure.denominator
        if self.showing.kind is not CalculationKind.SHARE or top is None or bottom is None:
            return ""
        return f"{printed_exactly(top)} из {printed_exactly(bottom)}"

    @property
    def band(self) -> Band | None:
        """The band it falls in."""
        number = self.figure.number
        return None if number is None else band_of(number, self.showing.bands)

    @property
    def interval(self) -> str:
        """«22–57 %»: where the share lies with 95 % confidence; empty for large schools."""
        if not self._is_small:
            return ""
        top, bottom = self.figure.numerator, self.figure.denominator
        if top is None or bottom is None:
            return ""
        found = wilson(int(top), int(bottom))
        return "" if found is None else found.printed()

    @property
    def weight(self) -> str:
        """«1 ученик = 4,2 п. п.»; empty for large schools."""
        if not self._is_small or self.figure.denominator is None:
            return ""
        return printed_weight_of_one(self.figure.denominator, 100, self.showing.whom)

    @property
    def hangs_on_one(self) -> bool:
        """True when one pupil more or less would change the band or the condition met."""
        top, bottom = self.figure.numerator, self.figure.denominator
        if not self._is_share_of_people or top is None or bottom is None:
            return False
        return hangs_on_one(top, bottom, self.showing.factor, self.showing.decision)

    @property
    def previous_shown(self) -> str:
        """The figure of the year before."""
        return self.showing.shown(self.before)

    @property
    def change(self) -> str:
        """Difference to the year before: «+3,1 п. п.»."""
        return self.showing.change(self.figure.number, self.previous.number)

    @property
    def _is_share_of_people(self) -> bool:
        top, bottom = self.figure.numerator, self.figure.denominator
        return (
            self.showing.kind is CalculationKind.SHARE
            and self.showing.factor == 100
            and top is not None
            and bottom is not None
            and top.denominator == bottom.denominator == 1
            and 0 <= top <= bottom
            and bottom > 0
        )

    @property
    def _is_small(self) -> bool:
        bottom = self.figure.denominator
        return (
            self._is_share_of_people
            and bottom is not None
            and bottom < self.showing.small_denominator
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictFigures:
    """What the schools' figures come to, by the calculation's own aggregate and by others.

    Attributes:
        number: The district's figure, exact; None when no school has one.
        shown: As it is shown.
        weighted: Σ numerators / Σ denominators, shown; empty where it is not told.
        weighted_number: The same, exact.
        mean: Mean of the schools, every school alike, shown; empty where it is not told.
        mean_number: The same, rounded as it is shown.
        disagree: Weighted and mean differ as they are shown.
        meeting: «5 из 12»: schools that meet the condition; empty without one.
        schools: All schools.
        counted: Schools with a figure.
        no_data: Schools where something is unknown.
        wrong: Values of the year it is made of that a hard check marks as wrong.
        previous: The district's figure of the year before.
        previous_shown: As it is shown.
        change: Difference to the year before.
        target: The target of the year; None without one.
        target_shown: «не больше 10 %» or «10 %»; empty without one.
        target_source: Act the target is taken from.
        is_target_met: None without a target, a figure or a known better way.
        band: The band the figure falls in.
    """

    number: Fraction | None = None
    shown: str = NOTHING
    weighted: str = ""
    weighted_number: Fraction | None = None
    mean: str = ""
    mean_number: Fraction | None = None
    disagree: bool = False
    meeting: str = ""
    schools: int = 0
    counted: int = 0
    no_data: int = 0
    wrong: int = 0
    previous: Fraction | None = None
    previous_shown: str = NOTHING
    change: str = ""
    target: Fraction | None = None
    target_shown: str = ""
    target_source: str = ""
    is_target_met: bool | None = None
    band: Band | None = None

    @property
    def coverage(self) -> str:
        """«12 из 15»: by how many schools it is told."""
        return f"{self.counted} из {self.schools}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorColumn:
    """A calculation with the figures of all schools.

    Attributes:
        calculation: The version in force.
        printed: Formula in Russian.
        criterion: Line of the programme's table.
        figures: One for each school of the table, in its order.
        district: For the whole district.
        problem: Why there are no figures; empty when there are.
        is_formula_new: Last year was computed by another formula: the two are not to be compared.
    """

    calculation: Calculation
    printed: str = ""
    criterion: str = ""
    figures: tuple[SchoolFigure, ...] = ()
    district: DistrictFigures
    problem: str = ""
    is_formula_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """All indicators of a school year.

    Attributes:
        schools: Rows.
        columns: Indicators.
        wrong: Place of a school -> its values that a hard check marks as wrong and that enter some
            indicator; schools without any are not there.
    """

    year: int
    schools: tuple[School, ...]
    columns: tuple[IndicatorColumn, ...]
    wrong: Mapping[int, int] = field(default_factory=dict)

    def column(self, code: str) -> IndicatorColumn | None:
        """The indicator with this code."""
        return next((one for one in self.columns if one.calculation.code == code), None)


def is_met(number: Fraction | None, target: Fraction | None, polarity: str) -> bool | None:
    """Whether a figure reaches its target; None when it cannot be told."""
    if number is None or target is None or polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return None
    return number >= target if polarity == Polarity.HIGHER else number <= target


def told_wrong(count: int) -> str:
    """«посчитано по значениям с ошибкой проверки: 3»; empty for none."""
    return f"посчитано по значениям с ошибкой проверки: {count}" if count else ""


def whom_of(title: str) -> str:
    """One of those that a quantity counts, by its title: «ученик» unless it names others."""
    found = (_COUNTED.get(word.strip(",.;()«»")) for word in title.casefold().split())
    return next((word for word in found if word), "ученик")
