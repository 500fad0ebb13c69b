"""Columns under one subject of a state exam: which are taken, which are told, what a row gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.domain.examination.whole_counts import Unrestorable, restored
from quality_desktop.sheets.results.exam_measures import (
    BELOW,
    FULL,
    HIGH,
    MEAN,
    OTHER_POINTS,
    PARTICIPANTS,
    PASSED,
    Measure,
    is_only_label,
    is_only_qualifier,
    measure_of,
    year_of,
)
from quality_desktop.sheets.results.figures_in_rows import RowFigures
from quality_desktop.sheets.results.headings import Column, Head
from quality_desktop.sheets.results.result_fields import MARK_NAMES, meaning_of

NAMES: Mapping[str, str] = {
    PARTICIPANTS: "приняли участие",
    BELOW: "не преодолели порог",
    PASSED: "преодолели порог",
    HIGH: "высокие баллы",
    FULL: "100 баллов",
    MEAN: "средний балл",
}
_SHARED = (BELOW, PASSED, HIGH, FULL)
_OF_TESTS = "ege"
"""Only this exam is kept in test points; the scores of the others are primary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamColumn:
    """A column under or over a subject.

    Attributes:
        procedure: Procedure that its headings name, or empty.
        is_lone: Nothing but the subject stands over its figures.
        is_mark: It holds pupils with a mark: another layout is meant.
    """

    index: int
    measure: Measure
    procedure: str = ""
    is_lone: bool = False
    is_mark: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it may hold a figure of a result."""
        what = self.measure.what
        return what in _SHARED or (what in NAMES and not self.measure.is_share)


@dataclass(slots=True, kw_only=True)
class ChosenColumns:
    """Columns whose figures are certain.

    Attributes:
        counts: Meaning -> column; of ``MEAN`` the mean score.
        shares: Meaning -> column of percents of the participants, where no column counts.
        left: Columns that are not taken and must be told.
        points: Columns of pupils between other points, which must be told too.
        doubled: Meaning, column and look-alike columns of which nobody can tell the right one.
    """

    counts: dict[str, int] = field(default_factory=dict)
    shares: dict[str, int] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    doubled: list[tuple[str, list[int]]] = field(default_factory=list)

    @property
    def columns(self) -> tuple[int, ...]:
        """All columns that are read."""
        return (*self.counts.values(), *self.shares.values())


def exam_columns(head: Head, catalogue: ExamCatalogue) -> dict[str, list[ExamColumn]]:
    """Columns of each subject that the headings name."""
    subjects: dict[str, list[ExamColumn]] = {}
    for column in head.columns:
        for level, text in enumerate(column.path):
            if subject := catalogue.subject(text):
                subjects.setdefault(subject, []).append(_column(column, level, catalogue))
                break
    return subjects


def _column(column: Column, level: int, catalogue: ExamCatalogue) -> ExamColumn:
    over, under = column.path[:level], " ".join(column.path[level + 1 :])
    above = " ".join(over)
    is_lone = not under and is_only_label(above)
    if is_lone:
        measure = Measure(what=PARTICIPANTS, year=year_of(above))
    elif not under:
        measure = measure_of(above)
    elif is_only_qualifier(under):
        measure = measure_of(f"{above} {under}")
    else:
        measure = _of_upper(measure_of(under), over)
    named = (*over, *column.path[level + 1 :])
    procedures = {code for text in named if (code := catalogue.procedure_in(text))}
    procedure = procedures.pop() if len(procedures) == 1 else ""
    return ExamColumn(
        index=column.index,
        measure=measure,
        procedure=procedure,
        is_lone=is_lone,
        is_mark=bool(under) and meaning_of(under).startswith(tuple(MARK_NAMES)),
    )


def _of_upper(measure: Measure, over: Iterable[str]) -> Measure:
    """The measure with what «2024», «Район» or «Пробный ЕГЭ» over the subjects adds to it."""
    for text in over:
        said = measure_of(text)
        if measure.year is None:
            measure = replace(measure, year=said.year)
        if said.is_left and (not said.is_plainly_left or is_only_qualifier(text)):
            measure = replace(measure, is_left=True)
    return measure


def as_mean(column: ExamColumn) -> ExamColumn:
    """A subject's only column under the title «Средний балл»."""
    if not column.is_lone:
        return column
    return replace(column, measure=replace(column.measure, what=MEAN))


def chosen_columns(
    columns: Sequence[ExamColumn], *, procedure: str, year: int | None
) -> ChosenColumns:
    """Tell the columns of a subject apart in a table about a procedure and a year.

    Who came counts before who is a participant, the school before its district, the year of the
    table before another. Where that tells nothing, neither column is taken.
    """
    chosen = ChosenColumns()
    fitting = [each for each in columns if _fits(each, procedure, year)]
    for what in NAMES:
        _choose(chosen, what, [e for e in fitting if _is(e, what) and not e.measure.is_share])
    if BELOW not in chosen.counts and PASSED not in chosen.counts:
        for what in (BELOW, PASSED):
            _choose(chosen, what, [e for e in fitting if _is(e, what) and e.measure.is_share])
    for what in (HIGH, FULL):
        if what not in chosen.counts:
            _choose(chosen, what, [e for e in fitting if _is(e, what) and e.measure.is_share])
    taken = {*chosen.columns, *(column for _, every in chosen.doubled for column in every)}
    for each in columns:
        if each.index not in taken:
            kept = chosen.points if each.measure.what == OTHER_POINTS else chosen.left
            if kept is chosen.points or not _is_missed_by_nobody(each, chosen):
                kept.append(each.index)
    return chosen


def _is(each: ExamColumn, what: str) -> bool:
    return each.measure.what == what


def _fits(each: ExamColumn, procedure: str, year: int | None) -> bool:
    measure = each.measure
    is_of_year = measure.year is None or year is None or measure.year == year
    is_of_procedure = not each.procedure or not procedure or each.procedure == procedure
    is_of_scale = measure.what != MEAN or _is_of_scale(measure.scale, procedure)
    is_countable = not measure.is_share or measure.what in _SHARED
    return is_of_year and is_of_procedure and is_of_scale and is_countable and not measure.is_left


def _is_of_scale(scale: str, procedure: str) -> bool:
    return scale != "primary" or procedure != _OF_TESTS


def _choose(chosen: ChosenColumns, what: str, candidates: Sequence[ExamColumn]) -> None:
    least = min((each.measure.rank for each in candidates), default=0)
    best = [each for each in candidates if each.measure.rank == least]
    if len(best) > 1:
        chosen.doubled.append((what, [each.index for each in best]))
    elif best:
        kept = chosen.shares if best[0].measure.is_share else chosen.counts
        kept[what] = best[0].index


def _is_missed_by_nobody(each: ExamColumn, chosen: ChosenColumns) -> bool:
    """True for the percents of counted pupils and for the district beside the school."""
    measure = each.measure
    own = {BELOW, PASSED} if measure.what in (BELOW, PASSED) else {measure.what}
    has_own = bool(own & chosen.counts.keys()) or measure.what in chosen.shares
    if measure.what == PARTICIPANTS and measure.is_plainly_left:
        return has_own
    return has_own and (
        measure.is_plainly_left
        or (measure.is_share and not measure.is_left and measure.year is None)
    )


def read_figures(
    figures: RowFigures, chosen: ChosenColumns, decimals: Mapping[int, int]
) -> dict[str, int]:
    """Fields of a result that a row gives.

    Args:
        figures: The row.
        chosen: Its columns.
        decimals: Column of percents -> decimals it is printed with.
    """
    values: dict[str, int] = {}
    for what, column in chosen.counts.items():
        if what == MEAN:
            if (mean := figures.mean(column, NAMES[what])) is not None:
                values["mean_hundredths"] = mean
        elif (count := figures.whole(column, NAMES[what])) is not None:
            values[what] = count
    people = values.get(PARTICIPANTS)
    for what, column in chosen.shares.items():
        count = _of_share(figures, column, what, people, decimals.get(column, 0))
        if count is not None:
            values[what] = count
    columns = {**chosen.shares, **chosen.counts}
    for what in _SHARED:
        if people is not None and values.get(what, 0) > people:
            figures.refuse(columns[what], f"{NAMES[what]}: {values[what]}, а участников {people}")
    _settle_passed(figures, values, columns)
    return values


def _settle_passed(figures: RowFigures, values: dict[str, int], columns: Mapping[str, int]) -> None:
    """Those below are the participants without those who passed; both beside each other must agree."""
    passed = values.pop(PASSED, None)
    people, below = values.get(PARTICIPANTS), values.get(BELOW)
    if passed is None or (people is not None and passed > people):
        return
    if people is None:
        if below is None:
            figures.warn(
                columns[PASSED],
                "преодолели порог: не взято, без числа участников не узнать, сколько не преодолели",
            )
    elif below is None:
        values[BELOW] = people - passed
    elif below + passed != people:
        figures.warn(
            columns[BELOW],
            f"не преодолели порог {below}, преодолели {passed}, а участников {people}: проверьте",
        )


def _of_share(
    figures: RowFigures, column: int, what: str, people: int | None, decimals: int
) -> int | None:
    """Pupils behind a percent of the participants; a warning where not one number fits."""
    number = figures.exact(column, NAMES[what])
    if number is None:
        return None
    percent = figures.percent(column, NAMES[what])
    if percent is None:
        return None
    if people is None:
        figures.warn(column, f"{NAMES[what]}: доля не взята, число участников не указано")
        return None
    readings = [_one_count(people, percent, decimals)]
    if 0 < percent < 1 and not number.is_percent:  # 0,08 may be 8 %
        readings.append(_one_count(people, percent * 100, max(decimals - 2, 0)))
    if Unrestorable.AMBIGUOUS not in readings:
        counts = {count for count in readings if isinstance(count, int)}
        if len(counts) == 1:
            return counts.pop()
    reason = Unrestorable.AMBIGUOUS
    if all(reading is Unrestorable.IMPOSSIBLE for reading in readings):
        reason = Unrestorable.IMPOSSIBLE
    shown = f"{float(percent):.6g}".replace(".", ",")
    figures.warn(
        column,
        f"{NAMES[what]}: доля {shown} % при числе участников {people} не взята, {reason.shown}: "
        "впишите число учеников",
    )
    return None


def _one_count(people: int, percent: Fraction, decimals: int) -> int | Unrestorable:
    vector = restored(people, [percent, 100 - percent], decimals)
    return vector if isinstance(vector, Unrestorable) else vector[0]
