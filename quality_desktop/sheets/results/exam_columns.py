"""Columns under one subject of a state exam: which are taken, which are told, what a row gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
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
from quality_desktop.sheets.results.record_rows import KEYS
from quality_desktop.sheets.results.result_fields import MARK_NAMES, meaning_of
from quality_desktop.sheets.results.share_counts import ShareColumn, count_of_share

NAMES: Mapping[str, str] = {
    PARTICIPANTS: "приняли участие",
    BELOW: "не преодолели порог",
    PASSED: "преодолели порог",
    HIGH: "высокие баллы",
    FULL: "100 баллов",
    MEAN: "средний балл",
}
PARTS = (BELOW, PASSED, HIGH, FULL)
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
        return what in PARTS or (what in NAMES and not self.measure.is_share)


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


def columns_of_one(
    head: Head, subject: str, keys: Collection[int], catalogue: ExamCatalogue
) -> dict[str, list[ExamColumn]]:
    """Columns of a table whose title names the only subject, without those that say what a row is of."""
    figures = [
        _column(
            Column(column.index, (*column.path[:-1], "", column.leaf)),
            len(column.path) - 1,
            catalogue,
        )
        for column in head.columns
        if column.index not in keys and meaning_of(column.whole) not in KEYS
    ]
    return {subject: figures}


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
    is_countable = not measure.is_share or measure.what in PARTS
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
    figures: RowFigures, chosen: ChosenColumns, decimals: Mapping[int, ShareColumn]
) -> dict[str, int]:
    """Fields of a result that a row gives.

    Args:
        figures: The row.
        chosen: Its columns.
        decimals: Column of percents -> how it is written.
    """
    values: dict[str, int] = {}
    if PARTICIPANTS in chosen.counts:
        people = figures.whole(chosen.counts[PARTICIPANTS], NAMES[PARTICIPANTS])
        if people is not None:
            values[PARTICIPANTS] = people
    values |= read_parts(figures, chosen, values.get(PARTICIPANTS), decimals)
    if MEAN in chosen.counts:
        mean = figures.mean(chosen.counts[MEAN], NAMES[MEAN])
        if mean is not None:
            values["mean_hundredths"] = mean
    return values


def read_parts(
    figures: RowFigures,
    chosen: ChosenColumns,
    people: int | None,
    decimals: Mapping[int, ShareColumn],
) -> dict[str, int]:
    """Those below the bound and those with many points; arguments as in ``read_figures``."""
    values: dict[str, int] = {}
    for what in PARTS:
        if what in chosen.counts:
            count = figures.whole(chosen.counts[what], NAMES[what])
        elif what in chosen.shares:
            column = chosen.shares[what]
            count = count_of_share(
                figures, column, NAMES[what], people, decimals.get(column, ShareColumn())
            )
        else:
            continue
        if count is not None:
            values[what] = count
    columns = {**chosen.shares, **chosen.counts}
    for what, count in values.items():
        if people is not None and count > people:
            figures.refuse(columns[what], f"{NAMES[what]}: {count}, а участников {people}")
    _settle_passed(figures, values, people, columns)
    return values


def _settle_passed(
    figures: RowFigures, values: dict[str, int], people: int | None, columns: Mapping[str, int]
) -> None:
    """Those below are the participants without those who passed; both beside each other must agree."""
    passed = values.pop(PASSED, None)
    below = values.get(BELOW)
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
