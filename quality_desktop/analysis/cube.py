"""The values of all elements, years and schools as arrays, and the columns formulas take of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from quality_desktop.analysis.columns import SAFE, Numbers
from quality_desktop.domain.collection.element_titles import Dimensions, dimensions_of
from quality_desktop.domain.collection.monitoring import Absence, DataElement
from quality_desktop.domain.formulas.formula_columns import FigureState
from quality_desktop.domain.formulas.formula_tree import Element

if TYPE_CHECKING:
    from numpy.typing import NDArray

Columns = Mapping[str, Sequence[Any]]
"""Rows of values as columns: ``element``, ``school`` (ids as bytes), ``year``, ``digits``,
``decimals``, ``absence``."""

_NUMBER = FigureState.NUMBER.value
_NO_DATA = FigureState.NO_DATA.value
_NOT_ASKED = FigureState.NOT_APPLICABLE.value
_STATES = {
    absence.value: FigureState.NOT_APPLICABLE.value if absence.is_not_applicable else _NO_DATA
    for absence in Absence
}
_EMPTY = -1
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """Values by element, year and school; an empty cell is unknown.

    Attributes:
        digits: Whole numbers, elements × years × schools; 0 where there is no number.
        state: ``FigureState`` of each value as bytes.
        scales: A number of an element is its digits / its scale.
        bounds: No digit of an element is larger.
        years: School years, in a row.
        places: Id of an element -> its place.
    """

    digits: NDArray[Any]
    state: NDArray[Any]
    scales: Sequence[int]
    bounds: Sequence[int]
    years: range
    places: Mapping[bytes, int]


def cube_of(
    reported: Columns,
    official: Columns,
    *,
    elements: Sequence[DataElement],
    schools: Sequence[bytes],
    years: range,
) -> Cube:
    """The values as arrays; an official figure counts where nothing is reported.

    Args:
        reported: What schools have answered; a row with a note only is an empty cell.
        official: Figures of official sources, without absences.
        elements: Elements, in any order.
        schools: Ids of the schools, in the order of the columns.
        years: School years, in a row.
    """
    import numpy as np

    places = {element.id.bytes: place for place, element in enumerate(elements)}
    shape = (len(places), len(years), len(schools))
    digits = np.zeros(shape, dtype=np.int64)
    decimals = np.zeros(shape, dtype=np.int8)
    state = np.full(shape, _NO_DATA, dtype=np.int8)
    columns_of_schools = {school: column for column, school in enumerate(schools)}
    for rows in (official, reported):
        chosen = _places_of(rows, places, columns_of_schools, years)
        _fill(digits, decimals, state, chosen, rows)
    for place, element in enumerate(elements):
        # A member that is not asked in a year is skipped there, whatever was once written.
        idle = [not element.is_in_force(year) for year in years]
        digits[place, idle], decimals[place, idle] = 0, 0
        state[place, idle] = _NOT_ASKED
    return _scaled(digits, decimals, state, years, places)


def _places_of(
    rows: Columns,
    places: Mapping[bytes, int],
    columns_of_schools: Mapping[bytes, int],
    years: range,
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Where each row belongs; -1 for elements, schools and years that are not asked for."""
    import numpy as np

    element = np.array([places.get(key, _EMPTY) for key in rows["element"]], dtype=np.int64)
    school = np.array(
        [columns_of_schools.get(key, _EMPTY) for key in rows["school"]], dtype=np.int64
    )
    year = np.array(rows["year"], dtype=np.int64) - years.start
    year[year >= len(years)] = _EMPTY
    return element, year, school


def _fill(
    digits: NDArray[Any],
    decimals: NDArray[Any],
    state: NDArray[Any],
    places: tuple[NDArray[Any], NDArray[Any], NDArray[Any]],
    rows: Columns,
) -> None:
    import numpy as np

    if not len(rows["digits"]):
        return
    said = np.array(
        [
            _NUMBER if number is not None else _STATES.get(absence, _NO_DATA) if absence else _EMPTY
            for number, absence in zip(rows["digits"], rows["absence"], strict=True)
        ],
        dtype=np.int8,
    )
    numbers = np.array([number or 0 for number in rows["digits"]], dtype=np.int64)
    finer = np.array(rows["decimals"], dtype=np.int64)
    # What could not be held exactly is rather unknown than wrong.
    limit = SAFE // 10**_MOST_DECIMALS
    said[(abs(numbers) >= limit) | (finer < 0) | (finer > _MOST_DECIMALS)] = _NO_DATA
    element, year, school = places
    kept = (element >= 0) & (year >= 0) & (school >= 0) & (said >= 0)
    where = element[kept], year[kept], school[kept]
    is_number = said[kept] == _NUMBER
    state[where] = said[kept]
    digits[where] = numbers[kept] * is_number
    decimals[where] = finer[kept] * is_number


def _scaled(
    digits: NDArray[Any],
    decimals: NDArray[Any],
    state: NDArray[Any],
    years: range,
    places: Mapping[bytes, int],
) -> Cube:
    """One scale for each element: as many decimals as its finest value has."""
    import numpy as np

    finest = decimals.max(axis=(1, 2), initial=0).astype(np.int64)
    for place in np.flatnonzero(finest):
        digits[place] *= 10 ** (finest[place] - decimals[place].astype(np.int64))
    bounds = np.abs(digits).max(axis=(1, 2), initial=0)
    return Cube(
        digits=digits,
        state=state,
        scales=[10 ** int(count) for count in finest],
        bounds=[int(bound) for bound in bounds],
        years=years,
        places=places,
    )


class CubeSource:
    """Columns of a cube for a run of years; a quantity is added up once for all formulas.

    Attributes:
        cube: The values.
        years: School years to compute; earlier ones are in the cube for sums over years.
    """

    def __init__(
        self,
        cube: Cube,
        elements: Sequence[DataElement],
        years: range,
        *,
        left_out: Mapping[Dimensions, NDArray[Any]] = MappingProxyType({}),
    ) -> None:
        """Prepare the columns.

        Args:
            cube: The values.
            elements: All data elements.
            years: School years to compute.
            left_out: Subject and grade of an exam -> years of the cube × schools to be skipped.
        """
        self.cube = cube
        self.years = years
        self._elements = elements
        self._left_out = left_out
        self._made: dict[tuple[Element, int], Numbers] = {}
        self._joint: dict[frozenset[Element], CubeSource] = {}
        self._by_code: dict[str, list[DataElement]] = {}
        for element in elements:
            self._by_code.setdefault(element.code, []).append(element)

    def jointly(self, elements: frozenset[Element]) -> CubeSource:
        """The same columns, with members of one exam counted or skipped together."""
        if elements not in self._joint:
            members = {m.id: m for element in elements for m in self._members(element)}
            self._joint[elements] = CubeSource(
                self.cube,
                list(members.values()),
                self.years,
                left_out=self._absent(members.values()),
            )
        return self._joint[elements]

    def _absent(self, members: Iterable[DataElement]) -> Mapping[Dimensions, NDArray[Any]]:
        """Where a quantity of an exam has nobody to count, though another may have."""
        import numpy as np

        by_exam: dict[Dimensions, dict[str, list[DataElement]]] = {}
        for member in members:
            if any(dimensions_of(member)):
                quantities = by_exam.setdefault(dimensions_of(member), {})
                quantities.setdefault(member.code, []).append(member)
        return {
            exam: np.logical_or.reduce([self._nobody(versions) for versions in quantities.values()])
            for exam, quantities in by_exam.items()
            if sum(map(len, quantities.values())) > 1
        }

    def _nobody(self, versions: Sequence[DataElement]) -> NDArray[Any]:
        """Where a quantity is not asked or not applicable; versions of other years say nothing."""
        import numpy as np

        years = self.cube.years
        in_force: NDArray[Any] = np.array([[v.is_in_force(y) for y in years] for v in versions])
        is_asked: NDArray[Any] = in_force.max(axis=0)
        absent = self.cube.state[[self._place(v) for v in versions]] == _NOT_ASKED
        nobody: NDArray[Any] = (absent & in_force[:, :, None]).any(axis=0) | ~is_asked[:, None]
        return nobody

    def _members(self, element: Element) -> list[DataElement]:
        return [
            member
            for member in self._by_code.get(element.code, ())
            if element.subject in ("", member.subject) and element.grade in (None, member.grade)
        ]

    def column(self, element: Element, years_back: int) -> Numbers:
        """The sum over the members in force, so many years before each year computed."""
        key = element, years_back
        if key not in self._made:
            self._made[key] = self._sum(element, years_back)
        return self._made[key]

    def member(self, element: DataElement) -> Numbers:
        """The values of one data element in the years computed."""
        return self._sum_alike([element], self.cube.scales[self._place(element)], 0)

    def _place(self, member: DataElement) -> int:
        return self.cube.places[member.id.bytes]

    def _sum(self, element: Element, years_back: int) -> Numbers:
        members = self._members(element)
        total = None
        by_scale: dict[int, list[DataElement]] = {}
        for member in members:
            by_scale.setdefault(self.cube.scales[self._place(member)], []).append(member)
        for scale, alike in by_scale.items():
            part = self._sum_alike(alike, scale, years_back)
            total = part if total is None else total.plus(part)
        asked = [any(m.is_in_force(year - years_back) for m in members) for year in self.years]
        return self._known_only(total, asked)

    def _sum_alike(self, members: Sequence[DataElement], scale: int, years_back: int) -> Numbers:
        import numpy as np

        cube = self.cube
        places = [self._place(member) for member in members]
        start = self.years.start - years_back - cube.years.start
        chosen = slice(max(start, 0), max(start + len(self.years), 0))
        digits, states = cube.digits[places, chosen], cube.state[places, chosen]
        for row, member in enumerate(members):  # the rows are copies already
            skipped = self._left_out.get(dimensions_of(member))
            if skipped is not None:
                digits[row][skipped[chosen]] = 0
                states[row][skipped[chosen]] = _NOT_ASKED
        missing = len(self.years) - digits.shape[1]
        if missing:  # years before the cube are unknown
            before = ((0, 0), (missing, 0), (0, 0))
            digits = np.pad(digits, before)
            states = np.pad(states, before, constant_values=_NO_DATA)
        if len(places) == 1:
            return Numbers(digits[0], states[0], scale, cube.bounds[places[0]])
        every, some = np.bitwise_and.reduce(states), np.bitwise_or.reduce(states)
        bound = sum(cube.bounds[place] for place in places)
        if bound >= SAFE:  # one number fits 64 bits, the sum of many need not
            digits = digits.astype(object)
        return Numbers(digits.sum(axis=0), every | (some & _NO_DATA), scale, bound)

    def _known_only(self, total: Numbers | None, asked: list[bool]) -> Numbers:
        import numpy as np

        if total is not None and all(asked):
            return total
        shape = (len(self.years), self.cube.digits.shape[2])
        if total is None:
            return Numbers(np.zeros(shape, np.int64), np.full(shape, _NO_DATA, np.int8), 1, 0)
        state = total.state.copy()
        state[[not one for one in asked]] = _NO_DATA
        return Numbers(total.digits, state, total.scale, total.bound)
