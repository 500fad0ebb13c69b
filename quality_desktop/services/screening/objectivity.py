"""Objectivity of exams in a year: marks beside the register, markers with history, signs.

Everything here is screening: a sign is a reason to check and never a verdict, and a school that
nothing could be looked for in is «нет данных», not «без признаков».
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from quality_desktop.analysis.objectivity import Agreement, agreement_of
from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.collection.indicators import CalculationKind
from quality_desktop.domain.directory import School
from quality_desktop.domain.figures import Interval, printed, wilson
from quality_desktop.domain.records import Id
from quality_desktop.services.exam_results.exam_reference import read_scales
from quality_desktop.services.indicators.statistics_thresholds import thresholds
from quality_desktop.services.risk_schools.risk_rows import Work, read_years
from quality_desktop.services.risk_schools.risk_words import ExamWords, exam_words
from quality_desktop.services.risk_schools.school_order import school_order
from quality_desktop.services.school_profile.norms import norms
from quality_desktop.services.screening.objectivity_rows import WorkResults, read_works
from quality_desktop.services.screening.objectivity_signs import (
    STRONG_TYPES,
    Bounds,
    Screened,
    Screening,
    Sign,
    bounds_of,
)
from quality_desktop.services.screening.objectivity_spread import SCALES

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

MARKERS: Final[Mapping[str, Work]] = MappingProxyType(
    {
        "РУ4": Work("vpr", "russian", 4),
        "МА4": Work("vpr", "math", 4),
        "РУ5": Work("vpr", "russian", 5),
        "МА5": Work("vpr", "math", 5),
    }
)
"""Works that regional practice counts markers in (open program «VPR-Dashboard»)."""
WHOLE: Final = "РУ4"
"""The share of schools with a marker is of those that wrote this work (the same practice)."""
MARKERS_NOTE: Final = (
    "Маркеры посчитаны программой по признакам этой страницы. Это повод проверить, а не вывод; "
    "со списками Рособрнадзора они могут не совпасть."
)
_YEARS_BACK: Final = 2


class Marker(StrEnum):
    """What screening says of a work of a school."""

    SIGN = "sign"
    CLEAR = "clear"
    UNKNOWN = "unknown"
    """The school wrote it, but there is nothing to look at or too few pupils."""
    ABSENT = "absent"
    """The school did not write it."""


MARKER_WORDS: Final[Mapping[Marker, str]] = MappingProxyType(
    {
        Marker.SIGN: "есть",
        Marker.CLEAR: "нет",
        Marker.UNKNOWN: "мало данных",
        Marker.ABSENT: "не писали",
    }
)
"""How a state of a marker is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAgreement:
    """Marks of a work beside those of the register.

    Attributes:
        school: None for the district.
        work: None for all works together.
    """

    school: Id | None
    work: Work | None
    agreement: Agreement

    def shown(self, part: int) -> str:
        """«35,0 % (7 из 20)»; «нет данных» when nobody has both marks."""
        share = self.agreement.share(part)
        if share is None:
            return "нет данных"
        return f"{printed(share * 100, 1, '%')} ({part} из {self.agreement.whole})"

    def interval(self, part: int) -> Interval | None:
        """Where the share lies with 95 % confidence."""
        return wilson(part, self.agreement.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolObjectivity:
    """A school of a year.

    Attributes:
        together: All its works beside the register.
        works: Each of them that has the three groups.
        signs: Reasons to check.
        markers: State by code of ``MARKERS``.
        history: How many markers in earlier years, by year; None when it wrote none of the works
            or nothing could be looked for.
    """

    school: School
    together: WorkAgreement
    works: tuple[WorkAgreement, ...]
    signs: tuple[Sign, ...]
    markers: Mapping[str, Marker]
    history: Mapping[int, int | None]

    @property
    def marked(self) -> int | None:
        """How many markers; None when there was nothing to look at."""
        return _count(self.markers)

    @property
    def wrote_marked_work(self) -> bool:
        """True when it wrote one of ``MARKERS`` at least."""
        return any(state is not Marker.ABSENT for state in self.markers.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerShare:
    """Schools with a marker among those that wrote the work that stands for all.

    Attributes:
        marked: Schools that wrote it and have at least one marker in any of the works.
        wrote: Schools that wrote it.
        unknown: Those of ``wrote`` where nothing could be looked for.
    """

    year: int
    marked: int
    wrote: int
    unknown: int

    @property
    def share(self) -> Fraction | None:
        """Of one; None when nobody wrote it."""
        return Fraction(self.marked, self.wrote) if self.wrote else None

    @property
    def shown(self) -> str:
        """«12,5 % (2 из 16)»."""
        if self.share is None:
            return "нет данных"
        return f"{printed(self.share * 100, 1, '%')} ({self.marked} из {self.wrote})"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCorrelation:
    """A correlation of the programme over the schools.

    Attributes:
        title: What goes with what.
        shown: Coefficient; «—» with fewer than three schools.
        schools: How many schools have both.
    """

    title: str
    shown: str
    schools: int

    @property
    def short(self) -> str:
        """«ВПР и текущее оценивание»: the part of the title that tells it from the others."""
        return self.title.rpartition(": ")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivityView:
    """Objectivity of a year.

    Attributes:
        year: Calendar year of exams.
        rows: Schools with results of the year, by name.
        district: Works of the district beside the register, all together first.
        shares: Markers by year, the newest first.
        correlations: Exams, current marks and checks (those of the programme).
        bounds: What was compared with.
        norms: The same with sources, for the notes.
        words: How works are called.
        years: Calendar years with results.
    """

    year: int
    rows: tuple[SchoolObjectivity, ...]
    district: tuple[WorkAgreement, ...]
    shares: tuple[MarkerShare, ...]
    correlations: tuple[PairCorrelation, ...]
    bounds: Bounds
    norms: tuple[Norm, ...]
    words: ExamWords
    years: tuple[int, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        """All signs, by school."""
        return tuple(sign for row in self.rows for sign in row.signs)


def assess(
    *, store: Store, year: int, reference: Path, with_correlations: bool = True
) -> ObjectivityView:
    """Objectivity of a calendar year.

    Args:
        store: The file.
        year: Calendar year of exams.
        reference: Folder of the catalogues.
        with_correlations: They need all indicators of the programme; ``correlations`` gives them
            later to who cannot wait.

    Raises:
        QualityError: A norm is missing or is no number.
    """
    known = norms(store=store, reference=reference)
    words = exam_words(store=store)
    screening, works = _screening(store, year, reference, known, words)
    schools = {school.id: school for school in store.all(School)}
    markers = {y: _markers_of(screening, works, y) for y in range(year, year - _YEARS_BACK - 1, -1)}
    of_year = _of_year(works, year, words)
    present = {school for _, found in of_year for school in found.schools} & set(schools)
    ordered = sorted(present, key=lambda key: school_order(schools[key]))
    return ObjectivityView(
        year=year,
        rows=tuple(_row(schools[key], of_year, screening, markers) for key in ordered),
        district=_district([found for _, found in of_year]),
        shares=tuple(_share_of(y, found) for y, found in markers.items()),
        correlations=(
            correlations(store=store, year=year, reference=reference) if with_correlations else ()
        ),
        bounds=screening.bounds,
        norms=tuple(n for n in known if n.code.startswith("objectivity.") and n.is_in_force(year)),
        words=words,
        years=read_years(store=store),
    )


def correlations(*, store: Store, year: int, reference: Path) -> tuple[PairCorrelation, ...]:
    """The programme's correlations of exams, current marks and checks, over the schools.

    Args:
        store: The file.
        year: Calendar year of exams.
        reference: Folder of the catalogues.
    """
    from quality_desktop.services.indicators.indicator_values import indicator_table

    table = indicator_table(store=store, year=year - 1, reference=reference)
    return tuple(
        PairCorrelation(
            title=column.calculation.title,
            shown=column.district.shown if not column.problem else "нет данных",
            schools=column.district.counted,
        )
        for column in table.columns
        if column.calculation.type == CalculationKind.CORRELATION
    )


def _screening(
    store: Store, year: int, reference: Path, known: Sequence[Norm], words: ExamWords
) -> tuple[Screening, Mapping[tuple[int, Work], WorkResults]]:
    small = thresholds(reference=reference, year=year - 1).small_denominator
    years = range(year - _YEARS_BACK, year + 2)
    of_markers = frozenset(MARKERS.values())
    works = read_works(
        store=store,
        years=years,
        is_detailed=lambda y, work: y == year or (y < year and work in of_markers),
    )
    screening = Screening(
        works=works,
        bounds=bounds_of(known, year, small=small),
        words=words,
        scales=read_scales(reference / SCALES),
        strong=frozenset(s.id for s in store.all(School) if s.type in STRONG_TYPES),
    )
    return screening, works


def _of_year(
    works: Mapping[tuple[int, Work], WorkResults], year: int, words: ExamWords
) -> list[tuple[Work, WorkResults]]:
    def title(work: Work) -> str:
        return words.title(work.procedure, work.subject, work.grade, year)

    chosen = [work for y, work in works if y == year]
    return [(work, works[year, work]) for work in sorted(chosen, key=lambda w: (title(w), w))]


def _markers_of(
    screening: Screening, works: Mapping[tuple[int, Work], WorkResults], year: int
) -> Mapping[Id, Mapping[str, Marker]]:
    found = {code: works.get((year, work)) for code, work in MARKERS.items()}
    schools = {school for work in found.values() if work is not None for school in work.schools}
    return {
        school: {
            code: Marker.ABSENT
            if work is None or school not in work.schools
            else _state(screening.screen(work, school))
            for code, work in found.items()
        }
        for school in schools
    }


def _state(found: Screened) -> Marker:
    if found.has_marker is None:
        return Marker.UNKNOWN
    return Marker.SIGN if found.has_marker else Marker.CLEAR


def _count(markers: Mapping[str, Marker]) -> int | None:
    states = list(markers.values())
    if not {Marker.SIGN, Marker.CLEAR} & set(states):
        return None
    return states.count(Marker.SIGN)


def _share_of(year: int, markers: Mapping[Id, Mapping[str, Marker]]) -> MarkerShare:
    wrote = [states for states in markers.values() if states[WHOLE] is not Marker.ABSENT]
    return MarkerShare(
        year=year,
        marked=sum(Marker.SIGN in states.values() for states in wrote),
        wrote=len(wrote),
        unknown=sum(_count(states) is None for states in wrote),
    )


def _row(
    school: School,
    works: Sequence[tuple[Work, WorkResults]],
    screening: Screening,
    markers: Mapping[int, Mapping[Id, Mapping[str, Marker]]],
) -> SchoolObjectivity:
    own = [(work, found) for work, found in works if school.id in found.schools]
    agreements = tuple(
        WorkAgreement(school=school.id, work=work, agreement=agreement)
        for work, found in own
        if (agreement := found.schools[school.id].agreement) is not None
    )
    this, *earlier = markers
    absent = dict.fromkeys(MARKERS, Marker.ABSENT)
    return SchoolObjectivity(
        school=school,
        together=_together(school.id, (part.agreement for part in agreements)),
        works=agreements,
        signs=tuple(sign for _, found in own for sign in screening.screen(found, school.id).signs),
        markers=markers[this].get(school.id, absent),
        history={year: _count(markers[year].get(school.id, absent)) for year in earlier},
    )


def _district(works: Iterable[WorkResults]) -> tuple[WorkAgreement, ...]:
    found = tuple(
        WorkAgreement(school=None, work=work.work, agreement=work.agreement)
        for work in works
        if work.agreement.whole
    )
    return (_together(None, (part.agreement for part in found)), *found)


def _together(school: Id | None, parts: Iterable[Agreement]) -> WorkAgreement:
    return WorkAgreement(school=school, work=None, agreement=agreement_of(parts))
