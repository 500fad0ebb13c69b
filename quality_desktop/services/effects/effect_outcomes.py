"""What a measure should change, counted for every school before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.analysis.effect import Counts
from quality_desktop.domain.at_risk.partnership import Measure
from quality_desktop.domain.at_risk.risk import RiskCriterion, Terms
from quality_desktop.domain.collection.indicators import CalculationKind, Polarity
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, natural_id
from quality_desktop.services.effects.measures import LOW_RESULTS
from quality_desktop.services.indicators.indicator_table import IndicatorColumn
from quality_desktop.services.indicators.indicator_values import indicator_table
from quality_desktop.services.risk_schools import risk_words
from quality_desktop.services.risk_schools.risk_rows import RuleRows, read_rows

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_WHOLE = 100
_Ratio = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A share that a measure should change.

    Attributes:
        title: What it is: «доля низких результатов, ВПР, математика, 5 класс».
        is_lower_better: True for low results.
        counts: Before and after, for every school that has both.
    """

    title: str
    is_lower_better: bool
    counts: Mapping[Id, tuple[Counts, Counts]]


class Outcomes:
    """Reads what measures should change; each source once."""

    def __init__(self, store: Store, reference: Path) -> None:
        self._store = store
        self._reference = reference
        self._words = risk_words.exam_words(store=store)
        self._rows: dict[tuple[str, str, int | None], RuleRows] = {}
        self._tables: dict[int, Mapping[str, IndicatorColumn]] = {}
        self._schools: dict[int, tuple[Id, ...]] = {}

    def outcome(self, measure: Measure, *, before: int, after: int) -> Outcome:
        """The share that a measure should change in two calendar years of exams.

        Raises:
            QualityError: There is no such indicator, it is no share of people, or it does not say
                which way is better.
        """
        if measure.calculation:
            return self._of_indicator(measure.calculation, before, after)
        return self._of_results(measure, before, after)

    def _of_results(self, measure: Measure, before: int, after: int) -> Outcome:
        return Outcome(
            title=self._title(measure),
            is_lower_better=True,
            counts=_in_both_years(self._read(measure), before, after),
        )

    def _title(self, measure: Measure) -> str:
        parts = [LOW_RESULTS]
        if measure.procedure:
            parts.append(self._words.procedure(measure.procedure))
        if measure.subject:
            subject = self._words.subject(measure.subject)
            parts.append(subject[:1].lower() + subject[1:])
        if measure.grade:
            parts.append(f"{measure.grade} класс")
        return ", ".join(parts)

    def _read(self, measure: Measure) -> RuleRows:
        key = (measure.procedure, measure.subject, measure.grade)
        if key not in self._rows:
            rule = natural_id("risk_rule", "effect")
            criterion = RiskCriterion(
                id=natural_id("risk_criterion", *key),
                rule=rule,
                procedure=measure.procedure,
                subject=measure.subject,
                grade=measure.grade,
            )
            terms = Terms(share=Fraction(0), criteria=(criterion,))
            self._rows[key] = read_rows(store=self._store, terms=terms)
        return self._rows[key]

    def _of_indicator(self, code: str, before: int, after: int) -> Outcome:
        now = self._column(code, after - 1)
        calculation = now.calculation
        if calculation.type != CalculationKind.SHARE or calculation.factor != _WHOLE:
            raise QualityError(
                f"«{calculation.title}» – не доля в процентах: сравнить школы по ней нельзя."
            )
        if calculation.polarity == Polarity.NEUTRAL:
            raise QualityError(
                f"У показателя «{calculation.title}» не указано, что лучше – больше или меньше."
            )
        then = self._figures(code, before - 1)
        counts: dict[Id, tuple[Counts, Counts]] = {}
        for school, later in self._figures(code, after - 1).items():
            first, last = _people(then.get(school, (None, None))), _people(later)
            if first is not None and last is not None:
                counts[school] = first, last
        return Outcome(
            title=calculation.title,
            is_lower_better=calculation.polarity == Polarity.LOWER,
            counts=counts,
        )

    def _figures(self, code: str, year: int) -> dict[Id, _Ratio]:
        """Numerator and denominator of every school in a school year."""
        column = self._column(code, year)
        exact = (figure.figure for figure in column.figures)
        return {
            school: (figure.numerator, figure.denominator)
            for school, figure in zip(self._schools[year], exact, strict=False)
        }

    def _column(self, code: str, year: int) -> IndicatorColumn:
        if year not in self._tables:
            table = indicator_table(store=self._store, year=year, reference=self._reference)
            self._tables[year] = {c.calculation.code: c for c in table.columns}
            self._schools[year] = tuple(school.id for school in table.schools)
        column = self._tables[year].get(code)
        if column is None:
            raise QualityError(f"Показателя «{code}» на {year}/{(year + 1) % 100:02} год нет.")
        if column.problem:
            raise QualityError(column.problem)
        return column


def _people(found: _Ratio) -> Counts | None:
    """Whole numbers of people of whom some are counted; anything else has no interval."""
    top, bottom = found
    if top is None or bottom is None or not top.denominator == bottom.denominator == 1:
        return None
    return Counts(int(top), int(bottom)) if 0 <= top <= bottom and bottom > 0 else None


def _in_both_years(rows: RuleRows, before: int, after: int) -> dict[Id, tuple[Counts, Counts]]:
    """Σ over the works that a school wrote in both years."""
    first, last = (_of_year(rows, year) for year in (before, after))
    found: dict[Id, tuple[Counts, Counts]] = {}
    for school in sorted(first.keys() & last.keys()):
        common = sorted(first[school].keys() & last[school].keys())
        if common:
            then, now = (
                Counts(
                    sum(own[school][work].part for work in common),
                    sum(own[school][work].whole for work in common),
                )
                for own in (first, last)
            )
            found[rows.schools[school]] = then, now
    return found


def _of_year(rows: RuleRows, year: int) -> dict[int, dict[int, Counts]]:
    found: dict[int, dict[int, Counts]] = defaultdict(dict)
    for school, work, low, participants in rows.rows.of_year(year - rows.first_year):
        if low <= participants:
            found[school][work] = Counts(low, participants)
    return found
