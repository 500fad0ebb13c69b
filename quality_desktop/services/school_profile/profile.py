"""The risk profile of a school: which factors its figures show, and what the office says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.at_risk.profile import (
    FactorMeasure,
    FactorSign,
    Level,
    RiskFactor,
    SchoolFactor,
    Significance,
    school_factor_id,
)
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.bands import Condition, ConditionError
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import Id
from quality_desktop.services.school_profile.risk_signs import signs
from quality_desktop.services.school_profile.sign_figures import Signs

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

SIGNIFICANCE_WORDS: Final[Mapping[Significance, str]] = MappingProxyType(
    {
        Significance.HIGH: "высокая",
        Significance.MEDIUM: "средняя",
        Significance.LOW: "низкая",
        Significance.NONE: "не выявлена",
    }
)
LEVEL_WORDS: Final[Mapping[Level, str]] = MappingProxyType(
    {
        Level.DIRECTOR: "директор",
        Level.DEPUTY: "заместитель директора",
        Level.METHODISTS: "ШМО",
        Level.TEACHER: "педагог",
        Level.OFFICE: "управление",
    }
)
UNKNOWN: Final = "нет данных"
_ORDER: Final = (Significance.HIGH, Significance.MEDIUM, Significance.LOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """A factor for a school.

    Attributes:
        found: What its signs show; None when none shows it and some of them have no data.
        said: What the office or the school said; None when it said nothing.
        cited: The figures that show it: «доля …: 9 из 24 = 37,5 %, граница ≥ 30 %».
        measures: Standard measures against it.
    """

    factor: RiskFactor
    found: Significance | None
    said: SchoolFactor | None
    cited: tuple[str, ...]
    measures: tuple[FactorMeasure, ...]

    @property
    def significance(self) -> Significance | None:
        """The office's word first, then the signs; None without either."""
        return self.found if self.said is None else Significance(self.said.significance)

    @property
    def shown(self) -> str:
        """«высокая», «нет данных»."""
        return UNKNOWN if self.significance is None else SIGNIFICANCE_WORDS[self.significance]

    @property
    def is_relevant(self) -> bool:
        """True when the factor matters for the school."""
        return self.significance in _ORDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All factors for a school in a calendar year, the weightiest first."""

    school: Id
    year: int
    rows: tuple[ProfileRow, ...]

    @property
    def relevant(self) -> tuple[ProfileRow, ...]:
        """The factors that matter."""
        return tuple(row for row in self.rows if row.is_relevant)


def profile(*, store: Store, school: Id, year: int, known: Signs) -> Profile:
    """The profile of one school.

    Args:
        store: The file.
        school: The school.
        year: Calendar year of the exams.
        known: Figures of the year (``risk_signs.signs``).
    """
    return _profiles(store, (school,), year, known)[school]


def profiles(*, store: Store, year: int, reference: Path) -> Mapping[Id, Profile]:
    """The profiles of all schools at work."""
    schools = [school.id for school in store.all(School) if school.is_active]
    return _profiles(store, schools, year, signs(store=store, year=year, reference=reference))


def set_factor(
    *,
    store: Store,
    school: Id,
    year: int,
    factor: Id,
    significance: Significance,
    note: str | None = None,
) -> Changes:
    """Say how much a factor matters for a school; this wins over its signs.

    Args:
        store: The file.
        school: The school.
        year: Calendar year of the exams.
        factor: The factor.
        significance: How much it matters.
        note: Why; the known one stays when omitted.
    """
    key = school_factor_id(school, year, factor)
    with store.work("Оценить фактор риска") as work:
        known = work.get(SchoolFactor, key)
        kept = "" if known is None else known.note
        work.put(
            SchoolFactor(
                id=key,
                school=school,
                year=year,
                factor=factor,
                significance=significance.value,
                note=kept if note is None else note.strip(),
            )
        )
        return work.commit()


def clear_factor(*, store: Store, school: Id, year: int, factor: Id) -> Changes:
    """Take back what was said of a factor: its signs decide again."""
    with store.work("Вернуть оценку фактора по данным") as work:
        key = school_factor_id(school, year, factor)
        if work.get(SchoolFactor, key) is not None:
            work.delete(SchoolFactor, key)
        return work.commit()


def _profiles(store: Store, schools: Sequence[Id], year: int, known: Signs) -> dict[Id, Profile]:
    factors = sorted(store.all(RiskFactor), key=lambda factor: (factor.place, factor.code))
    showing: dict[Id, list[FactorSign]] = {}
    for sign in sorted(store.all(FactorSign), key=lambda sign: sign.place):
        showing.setdefault(sign.factor, []).append(sign)
    measures: dict[Id, list[FactorMeasure]] = {}
    for measure in sorted(store.all(FactorMeasure), key=lambda measure: measure.place):
        if measure.text:
            measures.setdefault(measure.factor, []).append(measure)
    said = {(one.school, one.factor): one for one in store.all(SchoolFactor, year=year)}
    found: dict[Id, Profile] = {}
    for school in schools:
        rows = []
        for factor in factors:
            shown, cited = _judged(school, showing.get(factor.id, ()), known)
            rows.append(
                ProfileRow(
                    factor=factor,
                    found=shown,
                    said=said.get((school, factor.id)),
                    cited=cited,
                    measures=tuple(measures.get(factor.id, ())),
                )
            )
        found[school] = Profile(school=school, year=year, rows=tuple(sorted(rows, key=_weight)))
    return found


def _judged(
    school: Id, showing: Sequence[FactorSign], known: Signs
) -> tuple[Significance | None, tuple[str, ...]]:
    """The weightiest significance that a sign shows, and the figures that show it.

    Of the bounds of one figure only the weightiest that is reached is cited.
    """
    is_known = bool(showing)
    reached: dict[str, tuple[Significance, str]] = {}
    for sign in showing:
        figures = known.of(sign.calculation, school)
        is_known = is_known and bool(figures)
        condition = _condition(sign)
        shown = [one for one in figures if condition is not None and condition.holds(one.number)]
        weight = Significance(sign.significance)
        before = reached.get(sign.calculation)
        if shown and (before is None or _ORDER.index(weight) < _ORDER.index(before[0])):
            bound = "" if condition is None else known.bound(sign.calculation, condition)
            cited = "; ".join(filter(None, (*(one.cited for one in shown), bound)))
            reached[sign.calculation] = (weight, cited)
    if not reached:
        return (Significance.NONE if is_known else None), ()
    found = sorted(reached.values(), key=lambda pair: _ORDER.index(pair[0]))
    return found[0][0], tuple(cited for _, cited in found)


def _condition(sign: FactorSign) -> Condition | None:
    """None while the office has not set a bound, or has not set a significance."""
    if sign.significance not in _ORDER:
        return None
    try:
        return Condition.of(f"{sign.relation} {sign.bound}")
    except ConditionError:
        return None


def _weight(row: ProfileRow) -> tuple[int, int]:
    found = row.significance
    if found is None:
        return len(_ORDER) + 1, row.factor.place
    return (_ORDER.index(found) if found in _ORDER else len(_ORDER)), row.factor.place
