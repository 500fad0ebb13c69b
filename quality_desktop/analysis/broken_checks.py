"""Which schools may break a hard check, found for all schools at once.

Checks are tried school by school (``domain.collection.checking``), which takes long for a region; here
the few schools are found that are worth it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quality_desktop.analysis.columns import Numbers
from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.checking import (
    Agreement,
    Check,
    Comparison,
    Limits,
    SameClass,
    Side,
)
from quality_desktop.domain.collection.monitoring import Absence, ValueType
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.formulas.formula_columns import FigureState, Ratio, evaluated
from quality_desktop.domain.formulas.formula_tree import Element
from quality_desktop.domain.records import Id

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quality_desktop.analysis.cube import Cube

_NUMBER = FigureState.NUMBER.value
_NOT_APPLICABLE = FigureState.NOT_APPLICABLE.value
_NO_DATA = FigureState.NO_DATA.value


def suspects(checks: Iterable[Check], cube: Cube, year: int) -> list[int]:
    """Places of the schools whose numbers break a hard check.

    None that breaks one by its numbers is left out; what is a text where a number belongs enters no
    formula and is not looked for.

    Args:
        checks: Of one form or of several.
        cube: The values, this year's and those of earlier years that rules look at.
        year: School year (2025 = 2025/26).
    """
    import numpy as np

    if year not in cube.years:
        return []
    broken = np.zeros(cube.digits.shape[2], dtype=bool)
    for check in checks:
        if check.severity is not Severity.ERROR:
            continue
        match check.test:
            case Limits() as limits:
                broken |= _outside(limits, cube, cube.years.index(year))
            case Comparison() as comparison:
                broken |= _unlike(comparison, cube, cube.years.index(year))
            case Agreement() as agreement:
                broken |= _disagreeing(agreement, cube, cube.years.index(year))
            case SameClass():
                pass  # never a hard one
    places: list[int] = np.flatnonzero(broken).tolist()
    return places


def answers_of(cube: Cube, elements: Iterable[Id], school: int, year: int) -> dict[Id, Answer]:
    """The numbers of a school, and where there is nobody to count.

    Which of the absences it was is not told: hard checks treat them alike.

    Args:
        cube: The values.
        elements: Whose values are asked for.
        school: Place of the school.
        year: School year.
    """
    found: dict[Id, Answer] = {}
    place = year - cube.years.start
    for element in elements if 0 <= place < len(cube.years) else ():
        row = cube.places.get(element.bytes)
        state = _NO_DATA if row is None else int(cube.state[row, place, school])
        if row is not None and state == _NUMBER:
            digits, decimals = int(cube.digits[row, place, school]), len(str(cube.scales[row])) - 1
            found[element] = Answer(digits=digits, decimals=decimals)
        elif state == _NOT_APPLICABLE:
            found[element] = Answer(absence=Absence.NOT_TAKING_PART.value)
    return found


def _outside(limits: Limits, cube: Cube, place: int) -> NDArray[Any]:
    import numpy as np

    row = cube.places.get(limits.element.bytes)
    if row is None or limits.type is ValueType.CHOICE:
        return np.zeros(cube.digits.shape[2], dtype=bool)
    digits, scale = cube.digits[row, place], cube.scales[row]
    outside = np.zeros(digits.shape, dtype=bool)
    if limits.lowest is not None:
        outside |= digits < limits.lowest * scale
    if limits.highest is not None:
        outside |= digits > limits.highest * scale
    if scale > 1 and limits.type is not ValueType.DECIMAL:
        outside |= digits % scale != 0
    broken: NDArray[Any] = outside & (cube.state[row, place] == _NUMBER)
    return broken


def _disagreeing(agreement: Agreement, cube: Cube, place: int) -> NDArray[Any]:
    import numpy as np

    counted, absent = (
        [cube.places[key.bytes] for key, _ in pairs if key.bytes in cube.places]
        for pairs in (agreement.counted, agreement.absent)
    )
    some = np.any(cube.digits[counted, place] != 0, axis=0)
    nobody = np.any(cube.state[absent, place] == _NOT_APPLICABLE, axis=0)
    broken: NDArray[Any] = some & nobody
    return broken


def _unlike(comparison: Comparison, cube: Cube, place: int) -> NDArray[Any]:
    """Where both sides are known and do not stand in the relation; exact, nothing is divided."""
    import numpy as np

    left, right = (_ratio(side, cube, place) for side in (comparison.left, comparison.right))
    first, second = (_part(one.denominator, cube) for one in (left, right))
    difference = left.numerator.times(second).minus(right.numerator.times(first))
    below = first.times(second)
    known = (difference.state == _NUMBER) & (below.state == _NUMBER) & (below.digits != 0)
    sign = np.where(below.digits < 0, -1, 1) * difference.digits
    kept = {
        "==": sign == 0,
        "<=": sign <= 0,
        "<": sign < 0,
        ">=": sign >= 0,
        ">": sign > 0,
    }[comparison.relation]
    broken: NDArray[Any] = known & ~kept
    return broken


def _ratio(side: Side, cube: Cube, place: int) -> Ratio[Numbers]:
    value = evaluated(side.expression, _Bound(side, cube, place))
    return Ratio(_constant(value, cube)) if isinstance(value, Fraction) else value


def _part(column: Numbers | None, cube: Cube) -> Numbers:
    return _constant(Fraction(1), cube) if column is None else column


def _constant(number: Fraction, cube: Cube) -> Numbers:
    import numpy as np

    schools = cube.digits.shape[2]
    return Numbers(
        np.full(schools, number.numerator, dtype=np.int64),
        np.full(schools, _NUMBER, dtype=np.int8),
        number.denominator,
        abs(number.numerator),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Bound:
    """Columns of one side of a comparison: its own members, as they were written."""

    side: Side
    cube: Cube
    place: int

    def jointly(self, elements: frozenset[Element]) -> _Bound:
        """A rule leaves out nothing."""
        return self

    def column(self, element: Element, years_back: int) -> Numbers:
        """The sum over the members bound to this side."""
        place = self.place - years_back
        members = self.side.members.get((element, years_back), ()) if place >= 0 else ()
        columns = [self._member(key, place) for key in members if key.bytes in self.cube.places]
        if not columns:
            return self._unknown()
        total, *others = columns
        for other in others:
            total = total.plus(other)
        return total

    def _member(self, key: Id, place: int) -> Numbers:
        cube, row = self.cube, self.cube.places[key.bytes]
        return Numbers(
            cube.digits[row, place], cube.state[row, place], cube.scales[row], cube.bounds[row]
        )

    def _unknown(self) -> Numbers:
        import numpy as np

        schools = self.cube.digits.shape[2]
        nothing = np.zeros(schools, dtype=np.int64)
        return Numbers(nothing, np.full(schools, _NO_DATA, dtype=np.int8), 1, 0)
