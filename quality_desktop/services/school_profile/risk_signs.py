"""The figures of signs of all schools of a year, computed from results, register and monitoring.

A school without data has no figure, and nothing follows from that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast
from uuid import UUID

from quality_desktop.domain.at_risk.norms import Norm, norm_of
from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_cases import RiskResult, Standing, judge
from quality_desktop.domain.collection.indicators import CalculationKind
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.figures import printed, wilson
from quality_desktop.domain.formulas.formula_columns import FigureState
from quality_desktop.domain.records import Id
from quality_desktop.language.numbers import counted
from quality_desktop.services.indicators.indicator_table import IndicatorColumn, SchoolFigure
from quality_desktop.services.indicators.indicator_values import indicator_table
from quality_desktop.services.indicators.statistics_thresholds import thresholds
from quality_desktop.services.risk_schools import risk
from quality_desktop.services.risk_schools.risk_dynamics import office_standings
from quality_desktop.services.risk_schools.risk_rows import read_rows
from quality_desktop.services.risk_schools.risk_words import ExamWords, exam_words
from quality_desktop.services.school_profile.sign_figures import CODES, SignFigure, Signs, Wording

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_OF_SCHOOLS: Final = re.compile(r"(доля|количество) (\(%\) )?школ\b")
_PUPILS_NORM: Final = "objectivity.register_pupils"

_LOW: Final = "work.low_share"
_REGISTER: Final = (
    ("objectivity.raised", "work.raised_share"),
    ("objectivity.lowered", "work.lowered_share"),
)
_SHARES: Final = ("risk.share", "objectivity.raised", "objectivity.lowered")
_KINDS: Final = frozenset({CalculationKind.SHARE, CalculationKind.COUNT, CalculationKind.YES_NO})


_BySchool = dict[Id, list[SignFigure]]
_Figures = dict[str, _BySchool]


class _Share(NamedTuple):
    """Some of all."""

    part: int
    all: int

    def __str__(self) -> str:
        return f"{self.part} из {self.all} = {printed(self.percent, 1, '%')}"

    @property
    def percent(self) -> Fraction:
        return Fraction(100 * self.part, self.all)

    def interval(self, small: int) -> str:
        """«22–57 %» for shares of few, else empty."""
        found = wilson(self.part, self.all) if self.all < small else None
        return "" if found is None else found.printed()


def signs(*, store: Store, year: int, reference: Path, terms: Terms | None = None) -> Signs:
    """All figures of a calendar year.

    Args:
        store: The file.
        year: Calendar year of the exams; the monitoring is that of the school year before it.
        reference: Folder of the dated catalogues.
        terms: The rule; the current one of the file when omitted, and where none can be applied
            the signs of exam results have no figures.
    """
    rule = terms if terms is not None else _current(store)
    small = thresholds(reference=reference, year=year - 1).small_denominator
    words = exam_words(store=store)
    table = indicator_table(store=store, year=year - 1, reference=reference)
    figures: _Figures = {}
    for column in table.columns:
        if column.calculation.type in _KINDS and column.figures:
            schools = [school.id for school in table.schools]
            figures[column.calculation.code] = _of_column(column, schools, year)
    if rule is not None:
        figures |= _of_results(store, year, rule, words, small)
    figures |= _of_register(store, year, words, small)
    units = {column.calculation.code: column.calculation.unit for column in table.columns}
    answers = (column.calculation for column in table.columns if _is_answer(column))
    return Signs(
        figures=figures,
        units=units | dict.fromkeys(_SHARES, "%"),
        answers=frozenset(calculation.code for calculation in answers),
        listed=frozenset(
            school
            for school, standing in office_standings(store=store, year=year).items()
            if standing is Standing.INCLUDED
        ),
    )


def pupils(number: int) -> str:
    """«1 ученика», «2 учеников»: after «у»."""
    return counted(number, "ученика", "учеников", "учеников")


def _current(store: Store) -> Terms | None:
    try:
        return risk.terms(store=store, rule=risk.current_code(store=store))
    except QualityError:
        return None


def _of_column(column: IndicatorColumn, schools: Sequence[Id], year: int) -> _BySchool:
    found: _BySchool = {}
    for school, figure in zip(schools, column.figures, strict=True):
        number = figure.figure.number
        if figure.state is FigureState.NUMBER and number is not None:
            wording = partial(_column_wording, column, figure, year)
            found[school] = [SignFigure(number=number, wording=wording)]
    return found


def _column_wording(column: IndicatorColumn, figure: SchoolFigure, year: int) -> Wording:
    district = column.district.shown if column.district.number is not None else ""
    title = f"{_in_a_sentence(column.calculation.title)}, {year - 1}/{year % 100:02}"
    if _is_answer(column):
        shown = "да" if figure.figure.number else "нет"
        told = f"{district} школ" if "%" in district else district
        return Wording(shown, told, _cited(title, shown, "", told))
    shown = f"{figure.counted} = {figure.shown}" if figure.counted else figure.shown
    return Wording(shown, district, _cited(title, shown, figure.interval, district))


def _is_answer(column: IndicatorColumn) -> bool:
    """True for what one school is or does, or not: a share of schools is a yes or a no for each."""
    if column.calculation.type == CalculationKind.YES_NO:
        return True
    return bool(_OF_SCHOOLS.match(column.calculation.title)) and all(
        figure.figure.denominator in (None, 0, 1) and figure.figure.number in (None, 0, 1, 100)
        for figure in column.figures
    )


def _in_a_sentence(title: str) -> str:
    """A title as it stands inside a sentence: without a sign of percent and a comma before a bracket."""
    return title.replace(" (%)", "").replace(", (", " (")


def _of_results(store: Store, year: int, terms: Terms, words: ExamWords, small: int) -> _Figures:
    rows = read_rows(store=store, terms=terms)
    table = rows.assessed(terms)[0]
    found: _Figures = {code: {} for code in CODES if code.startswith("risk.") or code == _LOW}
    taken = {
        school: [r for r in results if r.participants >= terms.min_participants]
        for school, results in rows.results_of(year, terms, table).items()
    }
    district = _Tally()
    for results in taken.values():
        for result in results:
            district.add(_work(result), result.low, result.participants)
    titles = _titles(district, words, year)
    whole = district.whole
    for school, results in taken.items():
        if not results:
            continue
        case = judge(school, results, terms)
        found["risk.low"][school] = [_count("risk.low", len(case.reasons), case.tested, year)]
        again = sum(reason.was_low for reason in case.reasons)
        found["risk.repeated"][school] = [_count("risk.repeated", again, case.tested, year)]
        if case.standing is Standing.OUTSIDE and case.margin is not None:
            found["risk.border"][school] = [_border(case.margin, year)]
        own = _Share(sum(r.low for r in results), sum(r.participants for r in results))
        found["risk.share"][school] = [_share("risk.share", own, whole, year, small)]
        found[_LOW][school] = [
            _of_work(
                _LOW, _Share(r.low, r.participants), district.of(_work(r)), _work(r),
                titles[_work(r)], small,
            )
            for r in results
        ]  # fmt: skip
    return found


def _of_register(store: Store, year: int, words: ExamWords, small: int) -> _Figures:
    """Marks of the exam against those of the register; few pupils compared say nothing.

    Over all works they are counted as the view «Объективность» and the report count them: every
    work with marks, however small. Whether few are compared is asked of what is told.
    """
    try:
        least = max(norm_of(store.all(Norm), _PUPILS_NORM, year), Fraction(1))
    except QualityError:
        return {}
    found: _Figures = {}
    rows = [row for row in _register_rows(store, year) if row.all]
    for place, (whole, single) in enumerate(_REGISTER):
        district = _Tally()
        own: dict[Id, _Tally] = {}
        for row in rows:
            district.add(row.work, row.marks[place], row.all)
            own.setdefault(row.school, _Tally()).add(row.work, row.marks[place], row.all)
        titles, everybody = _titles(district, words, year), district.whole
        found[whole] = {
            school: [_share(whole, tally.whole, everybody, year, small)]
            for school, tally in own.items()
            if tally.whole.all >= least
        }
        found[single] = {
            school: [
                _of_work(single, share, district.of(work), work, titles[work], small)
                for work, share in tally.works()
                if share.all >= least
            ]
            for school, tally in own.items()
        }
    return found


class _RegisterRow(NamedTuple):
    """Marks of a work against the register: raised and lowered of all compared."""

    school: Id
    work: str
    marks: tuple[int, int]
    all: int


def _register_rows(store: Store, year: int) -> Iterator[_RegisterRow]:
    names = ("school", "procedure", "subject", "grade", "raised", "lowered", "confirmed")
    columns = store.columns(ExamResult, names, year=year)
    for school, procedure, subject, grade, *marks in zip(*columns.values(), strict=True):
        if all(isinstance(mark, int) for mark in marks):
            raised, lowered, confirmed = cast("list[int]", marks)
            yield _RegisterRow(
                school=Id(UUID(bytes=cast("bytes", school))),
                work=f"{procedure}/{subject}/{grade}",
                marks=(raised, lowered),
                all=raised + lowered + confirmed,
            )


class _Tally:
    """Sums by work and of all works."""

    def __init__(self) -> None:
        self._works: dict[str, _Share] = {}

    def add(self, work: str, part: int, all_: int) -> None:
        """Count some more."""
        known = self._works.get(work, _Share(0, 0))
        self._works[work] = _Share(known.part + part, known.all + all_)

    def of(self, work: str) -> _Share:
        """The sum of a work."""
        return self._works[work]

    def works(self) -> list[tuple[str, _Share]]:
        """The sums by work, in the order of their codes."""
        return sorted(self._works.items())

    @property
    def whole(self) -> _Share:
        """The sum of all works."""
        sums = self._works.values()
        return _Share(sum(s.part for s in sums), sum(s.all for s in sums))


def _work(result: RiskResult) -> str:
    return f"{result.procedure}/{result.subject}/{result.grade}"


def _titles(district: _Tally, words: ExamWords, year: int) -> Mapping[str, str]:
    return {work: _title(work, words, year) for work, _ in district.works()}


def _title(work: str, words: ExamWords, year: int) -> str:
    procedure, subject, grade = work.split("/")
    return words.work(
        RiskResult(
            procedure=procedure, subject=subject, grade=int(grade), year=year,
            low=0, participants=1, share=Fraction(0),
        )
    )  # fmt: skip


def _count(code: str, number: int, tested: int, year: int) -> SignFigure:
    def wording() -> Wording:
        shown = f"{number} из {tested}"
        return Wording(shown, "", f"{CODES[code]}, {year}: {shown}")

    return SignFigure(number=Fraction(number), wording=wording)


def _border(margin: int, year: int) -> SignFigure:
    def wording() -> Wording:
        shown = counted(margin, "ученик", "ученика", "учеников")
        return Wording(shown, "", f"{CODES['risk.border']}, {year}: {shown}")

    return SignFigure(number=Fraction(margin), wording=wording)


def _share(code: str, own: _Share, district: _Share, year: int, small: int) -> SignFigure:
    wording = partial(_share_wording, f"{CODES[code]}, {year}", own, district, small)
    return SignFigure(number=own.percent, wording=wording)


def _of_work(
    code: str, own: _Share, district: _Share, work: str, title: str, small: int
) -> SignFigure:
    wording = partial(_share_wording, f"{title}: {CODES[code]}", own, district, small)
    return SignFigure(number=own.percent, wording=wording, work=work, work_title=title)


def _share_wording(title: str, own: _Share, district: _Share, small: int) -> Wording:
    told = printed(district.percent, 1, "%")
    return Wording(str(own), told, _cited(title, str(own), own.interval(small), told))


def _cited(title: str, shown: str, interval: str, district: str) -> str:
    """«доля …: 9 из 24 = 37,5 % (участников мало, интервал 95 %: 22–57 %); по муниципалитету 12,1 %»."""
    few = f" (участников мало, интервал 95\u202f%: {interval})" if interval else ""
    whole = f"; по муниципалитету {district}" if district else ""
    return f"{title}: {shown}{few}{whole}"
