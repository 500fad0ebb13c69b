"""Indicators of a school year computed for every school and for the district."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.bands import Condition, ConditionError
from quality_desktop.domain.collection.indicators import (
    Aggregate,
    Calculation,
    CalculationKind,
    Target,
)
from quality_desktop.domain.collection.monitoring import Absence, Value
from quality_desktop.domain.collection.thresholds import Thresholds
from quality_desktop.domain.directory import School
from quality_desktop.domain.figures import printed
from quality_desktop.domain.formulas.formula import Element, Formula, FormulaError, resolve
from quality_desktop.domain.formulas.formula_columns import Figure, FigureState
from quality_desktop.domain.records import Id
from quality_desktop.services.indicators import definitions, value_columns
from quality_desktop.services.indicators.definitions import Definitions
from quality_desktop.services.indicators.indicator_district import (
    correlation_figures,
    district_figures,
)
from quality_desktop.services.indicators.indicator_table import (
    DistrictFigures,
    IndicatorColumn,
    IndicatorTable,
    SchoolFigure,
    Showing,
    whom_of,
)
from quality_desktop.services.indicators.statistics_thresholds import thresholds
from quality_desktop.services.indicators.wrong_values import wrong_values
from quality_desktop.services.office import directory
from quality_desktop.storage.store import Store

if TYPE_CHECKING:
    from quality_desktop.analysis.cube import Cube, CubeSource
    from quality_desktop.analysis.indicators import Figures

_BEFORE: Final = 0
_NOW: Final = 1
"""Places of the two years that are computed."""
_WORST_FIRST: Final = (
    FigureState.NO_DATA,
    FigureState.NOT_APPLICABLE,
    FigureState.ZERO_DENOMINATOR,
)


def indicator_table(
    *, store: Store, year: int, reference: Path, form: Id | None = None
) -> IndicatorTable:
    """Every indicator in force, for every school and the district, beside the year before.

    Args:
        store: The file.
        year: School year (2025 = 2025/26).
        reference: Folder of the dated catalogues.
        form: Only indicators that need an element of this form.
    """
    known = definitions.definitions(store=store)
    chosen = definitions.calculations(store=store, year=year, form=form)
    schools = schools_asked(store=store, year=year)
    maker = _Maker(store, known, schools, year, thresholds(reference=reference, year=year))
    return IndicatorTable(
        year=year,
        schools=schools,
        columns=tuple(maker.column(one) for one in chosen),
        wrong=maker.wrong.of_schools(filter(None, map(_formula, chosen))),
    )


def schools_asked(*, store: Store, year: int) -> tuple[School, ...]:
    """Schools that work, and those that are closed but have answered for this year or the last."""
    found = directory.schools(store=store)
    if all(school.is_active for school in found):
        return found
    answered = set(store.columns(Value, ("school",), year=(year - 1, year))["school"])
    return tuple(school for school in found if school.is_active or school.id.bytes in answered)


def load_cube(*, store: Store, known: Definitions, schools: Sequence[School], years: range) -> Cube:
    """The reported and official figures of the file as arrays."""
    from quality_desktop.analysis.cube import cube_of

    return cube_of(
        value_columns.reported(store=store, years=years),
        value_columns.official(store=store, elements=known.elements),
        elements=known.elements,
        schools=[school.id.bytes for school in schools],
        years=years,
    )


@dataclass(frozen=True, slots=True)
class _Problem:
    """Why a calculation has no figures."""

    text: str


class _Maker:
    """Computes the columns of one table."""

    def __init__(
        self,
        store: Store,
        known: Definitions,
        schools: tuple[School, ...],
        year: int,
        limits: Thresholds,
    ) -> None:
        self._store = store
        self._known = known
        self._schools = schools
        self._year = year
        self._limits = limits
        self._source = self._load()
        self.wrong = wrong_values(known=known, cube=self._source.cube, year=year)

    def _load(self) -> CubeSource:
        from quality_desktop.analysis.cube import CubeSource

        back = max(
            (f.years_back for f in map(_formula, self._known.calculations) if f is not None),
            default=0,
        )
        years = range(self._year - 1, self._year + 1)
        cube = load_cube(
            store=self._store,
            known=self._known,
            schools=self._schools,
            years=range(years.start - back, years.stop),
        )
        return CubeSource(cube, self._known.elements, years)

    def column(self, calculation: Calculation) -> IndicatorColumn:
        """A calculation with the figures of all schools."""
        formula = self._checked(calculation)
        if isinstance(formula, _Problem):
            return IndicatorColumn(
                calculation=calculation,
                district=DistrictFigures(schools=len(self._schools)),
                problem=formula.text,
            )
        words = self._known.wording
        column = IndicatorColumn(
            calculation=calculation,
            printed=formula.printed(words.titles, subjects=words.subjects),
            criterion=formula.criterion(calculation.title, words.titles, subjects=words.subjects),
            district=DistrictFigures(schools=len(self._schools)),
        )
        match formula.type:
            case CalculationKind.LIST:
                return self._list(column, formula)
            case CalculationKind.CORRELATION:
                return self.wrong.told(self._correlation(column, formula), formula)
            case CalculationKind.SHARE | CalculationKind.COUNT | CalculationKind.YES_NO:
                return self.wrong.told(self._figures(column, formula), formula)

    def _checked(self, calculation: Calculation) -> Formula | _Problem:
        try:
            formula = Formula.of(calculation)
            if calculation.condition:
                Condition.of(calculation.condition)
        except (FormulaError, ConditionError) as error:
            return _Problem(error.sentence)
        for expression in (calculation.numerator, calculation.denominator):
            if not expression:
                continue
            found = definitions.expression_problem(expression, self._known.elements, self._year)
            if found is not None:
                return _Problem(found[0])
        return formula

    def _figures(self, column: IndicatorColumn, formula: Formula) -> IndicatorColumn:
        from quality_desktop.analysis.indicators import compute, district

        calculation = column.calculation
        now = compute(formula, self._source, calculation.decimals)
        earlier, old = self._earlier(calculation, formula)
        before = now if earlier is formula else compute(earlier, self._source, old.decimals)
        showing = self._showing(calculation, formula)
        found = district(
            now, _NOW, formula.factor, Aggregate(calculation.aggregate), showing.condition
        )
        last = district(before, _BEFORE, earlier.factor, Aggregate(old.aggregate), _condition(old))
        return replace(
            column,
            figures=tuple(
                SchoolFigure(now=one, before=other, showing=showing)
                for one, other in zip(now.counted(_NOW), before.counted(_BEFORE), strict=True)
            ),
            district=district_figures(
                calculation,
                showing,
                found,
                last,
                target=self._target(calculation),
                schools=len(self._schools),
            ),
            is_formula_new=earlier is not formula,
        )

    def _earlier(self, calculation: Calculation, formula: Formula) -> tuple[Formula, Calculation]:
        """The formula that computed the year before: the same, or an earlier version."""
        if calculation.is_in_force(self._year - 1):
            return formula, calculation
        for other in self._known.calculations:
            if other.code == calculation.code and other.is_in_force(self._year - 1):
                found = _formula(other)
                if found is not None and found.type == formula.type and _has_sound_condition(other):
                    return found, other
        return formula, calculation

    def _showing(self, calculation: Calculation, formula: Formula) -> Showing:
        title = ""
        if isinstance(formula.denominator, Element):
            title = self._known.wording.titles.get(formula.denominator.code, "")
        return Showing(
            kind=formula.type,
            decimals=calculation.decimals,
            unit=calculation.unit,
            factor=formula.factor,
            bands=tuple(b for b in self._known.bands if b.calculation == calculation.id),
            condition=_condition(calculation),
            small_denominator=self._limits.small_denominator,
            whom=whom_of(title),
        )

    def _target(self, calculation: Calculation) -> Target | None:
        own = (t for t in self._known.targets if t.calculation == calculation.id)
        return next((target for target in own if target.year == self._year), None)

    def _list(self, column: IndicatorColumn, formula: Formula) -> IndicatorColumn:
        """The schools' own words; the district counts who has answered."""
        (element,) = formula.elements
        members = resolve(element, self._known.elements, self._year)
        said: dict[Id, list[Answer]] = {}
        for member in members:
            for value in self._store.all(Value, element=member.id, year=self._year):
                said.setdefault(value.school, []).append(Answer.of(value))
        showing = self._showing(column.calculation, formula)
        figures = tuple(_said(said.get(school.id, []), showing) for school in self._schools)
        counted = sum(figure.state is FigureState.NUMBER for figure in figures)
        return replace(
            column,
            figures=figures,
            district=replace(
                column.district,
                shown=f"{counted} из {len(figures)}",
                counted=counted,
                no_data=sum(figure.state is FigureState.NO_DATA for figure in figures),
            ),
        )

    def _correlation(self, column: IndicatorColumn, formula: Formula) -> IndicatorColumn:
        from quality_desktop.analysis.correlation import pearson
        from quality_desktop.analysis.indicators import figures_of

        calculation = column.calculation
        decimals = calculation.decimals
        first, second = (figures_of(ratio, 1, decimals) for ratio in formula.series(self._source))
        now, before = (pearson(first, second, place) for place in (_NOW, _BEFORE))
        showing = self._showing(calculation, formula)
        figures = tuple(_pair(first, second, place, showing) for place in range(len(self._schools)))
        return replace(
            column,
            figures=figures,
            district=correlation_figures(
                now, before, showing, [figure.state for figure in figures]
            ),
        )


def _formula(calculation: Calculation) -> Formula | None:
    try:
        return Formula.of(calculation)
    except FormulaError:
        return None


def _condition(calculation: Calculation) -> Condition | None:
    return Condition.of(calculation.condition) if calculation.condition else None


def _has_sound_condition(calculation: Calculation) -> bool:
    try:
        _condition(calculation)
    except ConditionError:
        return False
    return True


def _pair(first: Figures, second: Figures, place: int, showing: Showing) -> SchoolFigure:
    """Both series of a school: «3,42 и 3,90»."""
    now, before = (_both(first, second, year, place) for year in (_NOW, _BEFORE))
    shown = showing.shown(now)
    if now.state is FigureState.NUMBER:
        shown = " и ".join(printed(x, showing.decimals) for x in (now.numerator, now.denominator))
    return SchoolFigure(now=now, before=before, said=shown, showing=showing)


def _both(first: Figures, second: Figures, year: int, place: int) -> Figure:
    """Two figures as one: a number only where both are."""
    x, y = first.figure(year, place), second.figure(year, place)
    states = (x.state, y.state)
    state = next((s for s in _WORST_FIRST if s in states), FigureState.NUMBER)
    return Figure(state, None, x.number, y.number)


def _said(answers: Sequence[Answer], showing: Showing) -> SchoolFigure:
    """What a school has written, its lines one after another."""
    lines = [line for answer in answers for line in answer.text.splitlines() if line.strip()]
    absent = [answer.absence for answer in answers if answer.absence]
    state = FigureState.NO_DATA
    if lines:
        state = FigureState.NUMBER
    elif absent and all(Absence(code).is_not_applicable for code in absent):
        state = FigureState.NOT_APPLICABLE
    shown = "; ".join(lines) if lines else showing.shown(Figure(state))
    return SchoolFigure(
        now=Figure(state), before=Figure(FigureState.NO_DATA), said=shown, showing=showing
    )
