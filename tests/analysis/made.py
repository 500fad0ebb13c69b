"""Cubes and their exact counterparts for the tests of this room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quality_desktop.analysis.cube import Cube, CubeSource, cube_of
from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.domain.formulas.formula import Element, Quantity, resolve
from quality_desktop.domain.formulas.formula_columns import NOT_APPLICABLE
from quality_desktop.domain.records import Id, new_id

Values = Mapping[tuple[Id, Id, int], Answer]
"""(element, school, year) -> the answer."""

NO_ROWS: dict[str, list[Any]] = {
    name: [] for name in ("element", "school", "year", "digits", "decimals", "absence")
}


def element(code: str, **given: object) -> DataElement:
    return DataElement(**{"id": new_id(), "form": new_id(), "code": code, **given})  # type: ignore[arg-type]


def rows_of(values: Values) -> dict[str, list[Any]]:
    return {
        "element": [key[0].bytes for key in values],
        "school": [key[1].bytes for key in values],
        "year": [key[2] for key in values],
        "digits": [answer.digits for answer in values.values()],
        "decimals": [answer.decimals for answer in values.values()],
        "absence": [answer.absence for answer in values.values()],
    }


def cube(
    values: Values,
    elements: Sequence[DataElement],
    schools: Sequence[Id],
    years: range,
    official: Values | None = None,
) -> Cube:
    return cube_of(
        rows_of(values),
        rows_of(official or {}),
        elements=elements,
        schools=[school.bytes for school in schools],
        years=years,
    )


def source(
    values: Values, elements: Sequence[DataElement], schools: Sequence[Id], years: range
) -> CubeSource:
    return CubeSource(cube(values, elements, schools, years), elements, years)


@dataclass(frozen=True)
class OneSchool:
    """The same values of one school and year with exact fractions."""

    values: Values
    elements: Sequence[DataElement]
    school: Id
    year: int
    together: frozenset[Element] = frozenset()

    def jointly(self, elements: frozenset[Element]) -> "OneSchool":
        return replace(self, together=elements)

    def column(self, element: Element, years_back: int) -> Quantity:
        year = self.year - years_back
        members = resolve(element, self.elements, year)
        return Quantity.total(
            NOT_APPLICABLE if self._is_left_out(member, year) else self._quantity(member, year)
            for member in members
        )

    def _quantity(self, member: DataElement, year: int) -> Quantity:
        if not member.is_in_force(year):
            return NOT_APPLICABLE
        return Quantity.of_answer(self.values.get((member.id, self.school, year), Answer()))

    def _is_left_out(self, member: DataElement, year: int) -> bool:
        exam = (member.procedure, member.subject, member.grade)
        versions: dict[str, list[Quantity]] = {}
        for other in self.elements:
            if (other.procedure, other.subject, other.grade) == exam and any(
                other.code == e.code
                and e.subject in ("", other.subject)
                and e.grade in (None, other.grade)
                for e in self.together
            ):
                in_force = versions.setdefault(other.code, [])
                if other.is_in_force(year):
                    in_force.append(self._quantity(other, year))
        return any(exam) and any(
            not in_force or NOT_APPLICABLE in in_force for in_force in versions.values()
        )
