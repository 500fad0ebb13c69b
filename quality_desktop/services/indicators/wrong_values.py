"""Values that a hard check marks as wrong: figures made of them are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quality_desktop.domain.collection.checks import checks_of, run
from quality_desktop.domain.collection.indicators import CalculationKind
from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.formulas.formula import Formula, resolve
from quality_desktop.domain.formulas.formula_columns import FigureState
from quality_desktop.domain.records import Id
from quality_desktop.services.entry.monitoring_findings import earlier_members
from quality_desktop.services.indicators.definitions import Definitions
from quality_desktop.services.indicators.indicator_table import IndicatorColumn

if TYPE_CHECKING:
    from quality_desktop.analysis.cube import Cube


@dataclass(frozen=True, slots=True)
class WrongValues:
    """Which values of a school year are wrong.

    Attributes:
        elements: All elements.
        year: School year.
        by_school: Place of a school -> elements whose values must be mended; schools without any are
            not there.
    """

    elements: Sequence[DataElement]
    year: int
    by_school: Mapping[int, frozenset[Id]]

    def of_schools(self, formulas: Iterable[Formula]) -> dict[int, int]:
        """Place of a school -> values with an error that enter some of these formulas."""
        if not self.by_school:
            return {}
        numeric = (one for one in formulas if one.type is not CalculationKind.LIST)
        used = frozenset().union(*map(self._members, numeric))
        counts = {place: len(wrong & used) for place, wrong in self.by_school.items()}
        return {place: count for place, count in counts.items() if count}

    def told(self, column: IndicatorColumn, formula: Formula) -> IndicatorColumn:
        """The column with the number of wrong values beside each figure that is made of some."""
        if not self.by_school:
            return column
        used = self._members(formula)
        figures, total = list(column.figures), 0
        for place, wrong in self.by_school.items():
            count = len(wrong & used)
            if count and figures[place].state is FigureState.NUMBER:
                figures[place] = replace(figures[place], wrong=count)
                total += count
        district = replace(column.district, wrong=total)
        return replace(column, figures=tuple(figures), district=district)

    def _members(self, formula: Formula) -> frozenset[Id]:
        """Elements of the year whose values a formula adds up."""
        return frozenset(
            member.id
            for element in formula.elements
            for member in resolve(element, self.elements, self.year)
        )


def wrong_values(*, known: Definitions, cube: Cube, year: int) -> WrongValues:
    """Numbers that the grid of the forms paints as errors, for all forms.

    Args:
        known: All definitions.
        cube: The values of the year and of earlier ones.
        year: School year (2025 = 2025/26).
    """
    from quality_desktop.analysis.broken_checks import answers_of, suspects

    found: dict[int, frozenset[Id]] = {}
    subjects = {subject.code: subject.title for subject in known.subjects}
    for form in dict.fromkeys(one.form for one in known.elements if one.is_in_force(year)):
        made = checks_of(
            known.elements_of(form),
            [rule for rule in known.rules if rule.form == form],
            known.calculations,
            year,
            subjects=subjects,
        )
        checks = [check for check in made if check.severity is Severity.ERROR]
        asked = [one.id for one in known.elements_of(form, year)]
        back = earlier_members(checks)
        for place in suspects(checks, cube, year):
            earlier = [
                answers_of(cube, back.get(n, ()), place, year - n)
                for n in range(1, max(back, default=0) + 1)
            ]
            findings = run(checks, answers_of(cube, asked, place, year), earlier)
            wrong = frozenset(element for finding in findings for element in finding.elements)
            if wrong:
                found[place] = found.get(place, frozenset()) | wrong
    return WrongValues(known.elements, year, found)
